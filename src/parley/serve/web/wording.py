"""Words of the interface: one catalogue a language, with its plural forms, dates and numbers."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "catalogue"
DEFAULT_LANGUAGE = "en"
_FIGURE_SPACE = "\u00a0"


class Wording:
    """The words of one language. `t("review.open", n=3)` picks the plural form by `n` where the text has several."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._texts = load_catalogue(code)
        self._fallback = load_catalogue(DEFAULT_LANGUAGE)

    def t(self, key: str, /, **values: object) -> str:
        """Return a text with its values put in; an unknown key is shown as it is, so that nobody is shut out."""
        found = self._texts.get(key, self._fallback.get(key, key))
        if isinstance(found, Mapping):
            number = values.get("n", 0)
            form = plural_form(self.code, number if isinstance(number, int) else 0)
            found = found.get(form, found["other"])
        if "n" in values and isinstance(values["n"], int):
            values["n"] = self.number(values["n"])
        return str(found).format_map(values) if values else str(found)

    def id(self, kind: str, name: object) -> str:
        """Return the word for an id of the vocabulary, such as an act or an issue; an unknown id stands for itself."""
        key = f"{kind}.{name}"
        found = self._texts.get(key) or self._fallback.get(key)
        return str(found) if found else str(name).replace("_", " ")

    def day(self, day: date | None) -> str:
        """Return a date in words."""
        if day is None:
            return ""
        month = self.t(f"month.{day.month}")
        return self.t("form.day", day=day.day, month=month, year=day.year)

    def days(self, first: date | None, last: date | None) -> str:
        """Return a window of days, or one day."""
        if first and last and first != last:
            if (first.year, first.month) == (last.year, last.month):
                month = self.t(f"month.{first.month}")
                return self.t("form.days", first=first.day, last=last.day, month=month, year=first.year)
            return f"{self.day(first)} – {self.day(last)}"
        return self.day(first or last)

    def moment(self, at: datetime | None) -> str:
        """Return a time in words, in UTC and saying so."""
        if at is None:
            return ""
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        return f"{self.day(at.date())}, {at:%H:%M} UTC"

    def number(self, value: float) -> str:
        """Return a number with this language's separators."""
        whole = float(value).is_integer()
        written = f"{value:,.0f}" if whole else f"{value:,.2f}".rstrip("0")
        if self.code in ("ru", "uk"):
            return written.replace(",", _FIGURE_SPACE).replace(".", ",")
        return written

    def listed(self, items: list[str] | tuple[str, ...]) -> str:
        """Return items in one phrase: "A, B and C"."""
        if len(items) < 2:
            return "".join(items)
        comma = self.t("form.comma")
        return f"{comma.join(items[:-1])}{self.t('form.and')}{items[-1]}"


@cache
def wording_of(code: str) -> Wording:
    """Return the words of a language that has a catalogue, else of English."""
    return Wording(code if code in languages() else DEFAULT_LANGUAGE)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, English first."""
    codes = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    return tuple(sorted(codes, key=lambda code: code != DEFAULT_LANGUAGE))


@cache
def load_catalogue(code: str) -> dict[str, Any]:
    """Return the texts of a language by dotted key; a table with the key `other` is a text with plural forms."""
    tables = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    texts: dict[str, Any] = {}

    def gather(table: Mapping[str, Any], prefix: str) -> None:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if isinstance(value, Mapping) and "other" not in value:
                gather(value, f"{key}.")
            else:
                texts[key] = value

    gather(tables, "")
    return texts


def plural_form(code: str, number: int) -> str:
    """Return the plural category of a whole number. Source: Unicode CLDR, plural rules (cardinal)."""
    last, last_two = abs(number) % 10, abs(number) % 100
    if code in ("ru", "uk"):
        if last == 1 and last_two != 11:
            return "one"
        if 2 <= last <= 4 and not 12 <= last_two <= 14:
            return "few"
        return "many"
    if code == "zh":
        return "other"
    return "one" if abs(number) == 1 else "other"


def choose_language(wanted: str | None, accepted: str, default: str = DEFAULT_LANGUAGE) -> str:
    """Return the language of a page: the one chosen, else the first that the browser asks for and that we have."""
    known = languages()
    if wanted in known:
        return str(wanted)
    weighed: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    for _, code in sorted(weighed, key=lambda pair: -pair[0]):
        if code in known:
            return code
    return default
