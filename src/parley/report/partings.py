"""Partings: the divergences made ready to be shown, side by side, with the differing words marked."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from parley.report.parties import name_parties, name_party, tell_of_parties
from parley.report.plain_text import on_one_line
from parley.report.wording import DIVERGENCE_MEANINGS, ISSUE_TITLES
from parley.vocabulary import Divergence, DivergenceType, Result, Words

# These compare an issuer with itself or a report with what it reports: no divergence between the parties.
NOT_BETWEEN_PARTIES = frozenset({DivergenceType.REVISION, DivergenceType.AUDIENCE, DivergenceType.RELAY})
# What these differ in stands in no term of a position: a name, an author, a strength, a circle.
_TOLD = frozenset({DivergenceType.NAMING, DivergenceType.ORIGIN, DivergenceType.STRENGTH, DivergenceType.BOUND})
# Below this share of common words, marking the others says nothing.
_LEAST_SHARED = 0.3
# Against more versions than these, no word would be left that differs.
_MOST_COMPARED = 6
# A Han character is a word by itself; elsewhere a run of letters and figures is.
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+(?:['’-]\w+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a side in order; `differs` where the sides it is compared with have other words."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One source's words in a parting; `parties` is whom it speaks for, `who` their names or the publisher's."""

    words: Words
    parties: tuple[str, ...]
    language: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Parting:
    """One divergence with its heading and its sides.

    `omits` says who does not mention the matter; `difference` in what the sides differ where no term shows it.
    """

    divergence: Divergence
    issue: str
    meaning: str
    relation: str
    sides: tuple[Side, ...]
    omits: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class OneSided:
    """What one side tells and another, read whole, does not mention."""

    silent: str
    partings: tuple[Parting, ...]


def make_partings(result: Result) -> tuple[Parting, ...]:
    """Return the divergences between the parties other than omissions, the most significant first."""
    chosen = [
        divergence
        for divergence in result.comparison.divergences
        if divergence.type is not DivergenceType.OMISSION and divergence.type not in NOT_BETWEEN_PARTIES
    ]
    return tuple(make_parting(result, divergence) for divergence in rank(chosen))


def make_retellings(result: Result) -> tuple[Parting, ...]:
    """Return what is no divergence between the parties: revisions, audiences and relays."""
    chosen = [d for d in result.comparison.divergences if d.type in NOT_BETWEEN_PARTIES]
    return tuple(make_parting(result, divergence) for divergence in rank(chosen))


def make_omissions(result: Result) -> tuple[OneSided, ...]:
    """Return the omissions by the party that is silent, in the order of the encounter's parties."""
    omissions = rank([d for d in result.comparison.divergences if d.type is DivergenceType.OMISSION])
    parties = dict.fromkeys((*result.encounter.parties, *result.encounter.concerned))
    parties.update(dict.fromkeys(party for divergence in omissions for party in divergence.silent))
    grouped = (
        OneSided(
            name_party(party, result.encounter), tuple(make_parting(result, d) for d in omissions if party in d.silent)
        )
        for party in parties
    )
    return tuple(group for group in grouped if group.partings)


def rank(divergences: list[Divergence]) -> list[Divergence]:
    """Return the divergences, the most significant first; of equals, in the order of comparing."""
    return sorted(divergences, key=lambda divergence: -divergence.significance)


def make_parting(result: Result, divergence: Divergence) -> Parting:
    """Return one divergence ready to be shown."""
    languages = {document.id: document.language for document in result.documents}
    speaks_for = {source.id: source.speaks_for for source in result.encounter.sources}
    sides = tuple(
        Side(words, speaks_for.get(words.source, ()), languages.get(words.source, ""), _name(result, words.source))
        for words in divergence.sides
    )
    # The sources of one party stand together, in the order in which the parties first speak.
    order = list(dict.fromkeys(side.parties for side in sides))
    sides = tuple(sorted(sides, key=lambda side: order.index(side.parties)))
    return Parting(
        divergence,
        ISSUE_TITLES[divergence.issue],
        DIVERGENCE_MEANINGS[divergence.type],
        _tell_relation(divergence, sides),
        sides,
        f"not mentioned by {name_parties(divergence.silent, result.encounter)}" if divergence.silent else "",
        _tell_difference(result, divergence),
    )


def _tell_difference(result: Result, divergence: Divergence) -> str:
    """Return the reasons of a divergence that no term of its sides shows, with names in the place of ids."""
    if divergence.type not in _TOLD:
        return ""
    told = []
    for reason in divergence.because:
        head, colon, rest = on_one_line(reason).partition(": ")
        named = [s.publisher for s in result.encounter.sources if s.id == head and colon]
        own = re.sub(r"(?<=\S)\+(?=\S)", " and ", rest if named else f"{head}{colon}{rest}")
        told.append(f"{on_one_line(named[0])}: {own}" if named else tell_of_parties(own, result.encounter))
    return "; ".join(told)


def _name(result: Result, source_id: str) -> str:
    """Return the names of the parties that a source speaks for, or its publisher."""
    source = result.encounter.source(source_id)
    return name_parties(source.speaks_for, result.encounter) if source.speaks_for else on_one_line(source.publisher)


def _tell_relation(divergence: Divergence, sides: tuple[Side, ...]) -> str:
    """Return the relation of scopes, seen from the first side: "wider at Arda"."""
    if not divergence.relation or not sides:
        return ""
    return (
        f"{divergence.relation} at {sides[0].who}"
        if divergence.relation in ("wider", "narrower")
        else divergence.relation
    )


def mark_differences(parting: Parting, side: Side) -> tuple[Segment, ...]:
    """Return a side's words, marking what no other party's words of the same language have.

    Sides that have little in common, or another language, are not marked word by word: everything would differ.
    """
    mine = _WORD.findall(side.words.quote)
    among_all = parting.divergence.type in NOT_BETWEEN_PARTIES
    rivals = [
        other.words.quote
        for other in parting.sides
        if other is not side and other.language == side.language and (among_all or other.parties != side.parties)
    ]
    others = list(dict.fromkeys(rivals))[:_MOST_COMPARED]
    if not others:
        return (Segment(side.words.quote, False),)
    shared = [False] * len(mine)
    for other in others:
        matcher = SequenceMatcher(
            None, [w.casefold() for w in mine], [w.casefold() for w in _WORD.findall(other)], False
        )
        for start, _, size in matcher.get_matching_blocks():
            shared[start : start + size] = [True] * size
    letters = [is_shared for word, is_shared in zip(mine, shared, strict=True) if word[0].isalnum()]
    if sum(letters) < _LEAST_SHARED * len(letters):
        return (Segment(side.words.quote, False),)
    return _join_segments(mine, shared)


def _join_segments(words: list[str], shared: list[bool]) -> tuple[Segment, ...]:
    """Return runs of like words as segments; white space and signs between two marked words are marked with them."""
    differs = [not is_shared and word[0].isalnum() for word, is_shared in zip(words, shared, strict=True)]
    for index, word in enumerate(words):
        if not word[0].isalnum():
            following = next((i for i in range(index, len(words)) if words[i][0].isalnum()), None)
            differs[index] = index > 0 and differs[index - 1] and following is not None and differs[following]
    runs = groupby(zip(words, differs, strict=True), key=lambda pair: pair[1])
    return tuple(Segment("".join(word for word, _ in run), mark) for mark, run in runs)
