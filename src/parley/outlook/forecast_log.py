"""A log of forecasts in a file: one line of JSON each, only ever appended to."""

from collections.abc import Sequence
from pathlib import Path

from parley.errors import InputError
from parley.outlook.record import read_forecast, write_forecast
from parley.vocabulary import Forecast


def read_log(path: Path) -> tuple[Forecast, ...]:
    """Return the forecasts of a log in their order, each id once, the first as it was given.

    Raises:
        InputError: the log cannot be read, or a line is no forecast.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"it could not be read ({error})",
            where=str(path),
            remedy="keep forecasts with parley outlook --record FILE",
        ) from error
    found: dict[str, Forecast] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = read_forecast(line)
        except ValueError as error:
            raise InputError(
                f"line {number} is no forecast ({error})", where=str(path), remedy="restore the log; it is never edited"
            ) from error
        found.setdefault(one.id, one)
    return tuple(found.values())


def append_forecasts(path: Path, forecasts: Sequence[Forecast]) -> int:
    """Append those that the log has not yet, and return how many those are.

    Raises:
        InputError: the log cannot be read or written.
    """
    known = {one.id for one in read_log(path)} if path.exists() else set()
    new = [one for one in forecasts if one.id not in known]
    try:
        with path.open("a", encoding="utf-8") as log:
            log.writelines(write_forecast(one) + "\n" for one in new)
    except OSError as error:
        raise InputError(f"it could not be written ({error.strerror})", where=str(path)) from error
    return len(new)
