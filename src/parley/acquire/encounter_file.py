"""The form of `encounter.toml`, checked by pydantic; loaded only where an encounter file is read."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator, model_validator

from parley.vocabulary import Actor, Alignment, Encounter, Source, SourceKind

_PARTY_ID = re.compile(r"[A-Z][A-Z0-9_-]{1,39}")


def _check_party(value: object) -> object:
    if isinstance(value, str) and not _PARTY_ID.fullmatch(value):
        meant = value.strip().upper().replace(" ", "_")
        hint = f"; did you mean '{meant}'?" if _PARTY_ID.fullmatch(meant) else ""
        msg = f"ids of parties are capitals, figures, '_' and '-', such as US or HAMAS{hint}"
        raise ValueError(msg)
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _refuse_numbers(value: object) -> object:
    """A bare number would pass for the seconds since 1970."""
    if isinstance(value, int | float):
        msg = "a number is no date"
        raise ValueError(msg)
    return value


Day = Annotated[date, BeforeValidator(_refuse_numbers)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Party = Annotated[str, BeforeValidator(_check_party)]
Parties = Annotated[list[Party], BeforeValidator(_as_list)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SourceTable(_Table):
    """One `[[sources]]`."""

    file: Words
    publisher: Words
    kind: SourceKind
    published_on: Day
    speaks_for: Parties = []
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None

    def to_source(self) -> Source:
        """Return the noun; its id is the file's name without folder and last suffix."""
        name = self.file.rsplit("/", 1)[-1]
        stem, dot, _ = name.rpartition(".")
        return Source(
            id=stem if dot and stem else name,
            file=self.file,
            publisher=self.publisher,
            kind=self.kind,
            published_on=self.published_on,
            speaks_for=tuple(dict.fromkeys(self.speaks_for)),
            language=re.split("[-_]", self.language)[0].lower() if self.language else None,
            url=self.url,
        )


class ActorTable(_Table):
    """One `[[actors]]`."""

    id: Words
    names: Annotated[list[Words], Field(min_length=1), BeforeValidator(_as_list)]
    acts_for: Party | None = None


class AlignTable(_Table):
    """One `[[align]]`: a person's word on which positions are one point."""

    action: Literal["join", "split"]
    quotes: Annotated[list[tuple[Words, Words]], Field(min_length=2)]
    reason: str = ""


class EncounterTable(_Table):
    """The whole file."""

    title: Words
    held_on: tuple[Day, Day]
    channel: Words
    parties: Annotated[Parties, Field(min_length=1)]
    place: Words | None = None
    concerned: Parties = []
    previous: Words | None = None
    sources: Annotated[list[SourceTable], Field(min_length=1)]
    actors: list[ActorTable] = []
    align: list[AlignTable] = []

    @field_validator("held_on", mode="before")
    @classmethod
    def _one_day_is_a_pair(cls, value: object) -> object:
        return (value, value) if isinstance(value, date | str) else value

    @model_validator(mode="after")
    def _days_are_in_order(self) -> "EncounterTable":
        first, last = self.held_on
        if last < first:
            msg = f"held_on: the last day {last} lies before the first {first}; write [first, last]"
            raise ValueError(msg)
        twice = set(self.parties) & set(self.concerned)
        if twice:
            msg = f"concerned: {', '.join(sorted(twice))} is a party already; concerned are those not taking part"
            raise ValueError(msg)
        return self

    def to_encounter(self, encounter_id: str) -> Encounter:
        """Return the noun."""
        return Encounter(
            id=encounter_id,
            title=self.title,
            held_on=self.held_on,
            channel=self.channel,
            parties=tuple(dict.fromkeys(self.parties)),
            sources=tuple(source.to_source() for source in self.sources),
            concerned=tuple(dict.fromkeys(self.concerned)),
            place=self.place,
            previous=self.previous,
            actors=tuple(Actor(actor.id, tuple(actor.names), actor.acts_for) for actor in self.actors),
            align=tuple(Alignment(align.action, tuple(align.quotes), align.reason) for align in self.align),
        )
