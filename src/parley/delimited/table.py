"""A table opened for streaming: its encoding, its delimiter, its rows with their numbers."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

from parley.errors import InputError
from parley.vocabulary import Rejected

DELIMITERS = ",;\t|"
_START = 65_536


@dataclass(frozen=True)
class TableFile:
    """A file and what the user says about it; `mapping` is the parsed mapping file of a table of unknown shape."""

    path: Path
    encoding: str | None = None
    mapping: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns, stripped, as they stand."""
        return tuple(name.strip() for name in next(csv.reader([self._first_line], delimiter=self.delimiter), []))

    @cached_property
    def delimiter(self) -> str:
        """Return the mapping's delimiter, or the one that cuts the first line into most columns."""
        given = self.mapping.get("delimiter")
        return str(given) if given else max(DELIMITERS, key=self._first_line.count)

    @cached_property
    def start(self) -> str:
        """Return the first 64 KiB of text, for looking at the shape of the file."""
        with self.open() as text:
            try:
                return text.read(_START)
            except UnicodeError as error:
                raise self._undecodable(1) from error

    @property
    def _first_line(self) -> str:
        return next(iter(self.start.splitlines()), "")

    def open(self) -> TextIO:
        """Open the file as text: in the encoding that is given, in UTF-16 where a mark says so, or in UTF-8.

        Raises:
            InputError: there is no such file, or no such encoding.
        """
        try:
            with self.path.open("rb") as raw:
                mark = raw.read(4)
            marked = "utf-16" if mark[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
            return self.path.open(encoding=self.encoding or self.mapping.get("encoding") or marked, newline="")
        except OSError as error:
            raise InputError(
                f"it could not be opened ({error.strerror})", where=str(self.path), remedy="check its name"
            ) from error
        except LookupError as error:
            raise InputError(
                f"there is no encoding '{self.encoding}'", where=str(self.path), remedy="name one such as cp1251"
            ) from error

    def rows(self) -> Iterator[tuple[int, list[str]] | Rejected]:
        """Yield the number and the cells of each row below the header, and Rejected for one with another length.

        A row with the tags of the Humanitarian Data Exchange (#date, #geo+lat …) below the header is no row of data.

        Raises:
            InputError: the file is not in the encoding, or its quotation marks do not close.
        """
        number, width = 1, len(self.header)
        with self.open() as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            try:
                for number, cells in enumerate(reader, 1):
                    if number == 1 or not cells or (number == 2 and _is_tag_row(cells)):
                        continue
                    if len(cells) != width:
                        yield Rejected(number, f"it has {len(cells)} cells, the header {width}")
                    else:
                        yield number, cells
            except UnicodeError as error:
                raise self._undecodable(number + 1) from error
            except csv.Error as error:
                raise InputError(
                    f"row {number + 1} cannot be read as a table ({error})",
                    where=str(self.path),
                    remedy="close the quotation mark that runs on, or name the delimiter in a mapping file",
                ) from error

    def _undecodable(self, row: int) -> InputError:
        return InputError(
            f"it is not {self.encoding or 'UTF-8'} at or after row {row}",
            where=str(self.path),
            remedy="name its encoding: --encoding cp1251 (or cp1252, utf-16 …)",
        )


def _is_tag_row(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(cell.lstrip().startswith("#") for cell in filled)


def find_columns(file: TableFile, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, int]:
    """Return where each column stands, by its name in any case and order; -1 for an optional one that is missing.

    Raises:
        InputError: a required column is missing; names it and those that are there.
    """
    places = {name.lower(): place for place, name in reversed(list(enumerate(file.header)))}
    missing = [name for name in required if name.lower() not in places]
    if missing:
        raise InputError(
            f"these columns are missing: {', '.join(missing)}",
            where=str(file.path),
            remedy=f"it has: {', '.join(file.header[:12])}{' …' if len(file.header) > 12 else ''}; "
            "is it of another version, or cut with another delimiter? A mapping file can name its columns",
        )
    return {name: places.get(name.lower(), -1) for name in (*required, *optional)}
