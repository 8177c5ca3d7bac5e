"""The errors, branched by what the caller does next. Each says what is wrong, where, and what to do."""


class ParleyError(Exception):
    """Base of all errors that Parley raises on purpose.

    `what` is wrong, `where` it is (a file, a key, an offset), `remedy` is what to do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" — {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"


class InputError(ParleyError):
    """One input is unusable: skip it, record it, go on with the others."""


class SettingsError(ParleyError):
    """What was asked for cannot be done as asked: stop before any work; names the known values."""


class MissingExtra(SettingsError):
    """An optional dependency is not installed; the remedy names the extra that brings it."""

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(f"{what} needs the extra '{extra}'", remedy=f"pip install 'parley[{extra}]'")
        self.extra = extra


class StoreError(ParleyError):
    """The ledger could not be read or written; it is unchanged."""


class InternalError(ParleyError):
    """A fault of Parley itself."""
