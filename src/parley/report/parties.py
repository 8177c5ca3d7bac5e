"""Names of parties: by what a report calls them, instead of their ids, where a name is known."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from parley.report.plain_text import on_one_line
from parley.report.wording import and_list
from parley.vocabulary import Encounter

_ARTICLE = "the "


def name_party(party: str, encounter: Encounter) -> str:
    """Return a party's name within a sentence: that of the encounter's own actors first, else a known one, else its id.

    >>> from datetime import date
    >>> name_party("US", Encounter("e", "A call", (date(2031, 5, 4), date(2031, 5, 4)), "call", ("US", "RU"), ()))
    'the United States'
    """
    for actor in encounter.actors:
        if actor.id == party and actor.names:
            return on_one_line(actor.names[0])
    return on_one_line(_known_names().get(party, party))


def title_party(party: str, encounter: Encounter) -> str:
    """Return a party's name as a heading: without its article."""
    name = name_party(party, encounter).removeprefix(_ARTICLE)
    return name[:1].upper() + name[1:]


def name_parties(parties: Iterable[str], encounter: Encounter) -> str:
    """Return the names of parties in one phrase: "Russia and the United States"; "nobody named" of none."""
    named = [name_party(party, encounter) for party in parties]
    return and_list(named) if named else "nobody named"


def title_parties(parties: Iterable[str], encounter: Encounter) -> str:
    """Return the names of parties in one phrase as a heading, without articles."""
    return and_list([title_party(party, encounter) for party in parties])


def tell_of_parties(text: str, encounter: Encounter) -> str:
    """Return a sentence of our own with the ids of the encounter's parties replaced by their names; no quoted words."""
    ids = [*encounter.parties, *encounter.concerned, *(actor.id for actor in encounter.actors)]
    if not ids:
        return text
    pattern = "|".join(re.escape(party) for party in sorted(ids, key=len, reverse=True))
    own = re.split(r"[“«„\"]", text, maxsplit=1)[0]
    return re.sub(rf"\b(?:{pattern})\b", lambda found: name_party(found[0], encounter), own) + text[len(own) :]


@cache
def _known_names() -> dict[str, str]:
    text = resources.files("parley.report").joinpath("party_names.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))
