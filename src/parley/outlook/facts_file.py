"""The facts of a conflict that the base rate asks for: `conflict.toml`, checked by pydantic."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from parley.errors import InputError
from parley.vocabulary import ConflictFacts, SignedAgreement


def _refuse_numbers(value: object) -> object:
    """A bare number would pass for the seconds since 1970."""
    if isinstance(value, int | float):
        msg = "a number is no date"
        raise ValueError(msg)
    return value


Day = Annotated[date, BeforeValidator(_refuse_numbers)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AgreementTable(_Table):
    """One `[[agreements]]`."""

    signed_on: Day
    ceasefire: bool = False
    prenegotiation: bool = False
    third_party: bool = False


class ConflictTable(_Table):
    """The whole file."""

    name: str
    kind: str
    began_on: Day
    intensity_last_year: Literal[0, 1, 2]
    territorial: bool = False
    agreements: list[AgreementTable] = []


def read_facts(path: Path) -> ConflictFacts:
    """Return the facts that a file gives.

    Raises:
        InputError: it cannot be read, or says what it cannot say; names the key.
    """
    try:
        table = ConflictTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(f"{place}: {message}", where=str(path), remedy="docs/outlook.md shows such a file") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"it cannot be read ({error})", where=str(path), remedy="docs/outlook.md shows such a file"
        ) from error
    return ConflictFacts(
        table.name,
        table.kind,
        table.began_on,
        table.intensity_last_year,
        table.territorial,
        tuple(
            SignedAgreement(one.signed_on, one.ceasefire, one.prenegotiation, one.third_party)
            for one in table.agreements
        ),
    )
