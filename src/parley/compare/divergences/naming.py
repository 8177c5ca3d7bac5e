"""`naming`: what each side calls the war, the halt of fire, the other side, the measure, or what was reached.

How a position calls a thing is a mark of it, `kind:name`, put there by the reader's language data.
"""

from collections.abc import Iterable, Iterator

from parley.compare.context import AlignedPoint, Context, Version, certainty_of, diverge, sides_of
from parley.compare.pairs import pair_up
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.NAMING

# Kinds of things that have names to choose between, each with the issues on which the choice says something.
_HALTS = frozenset({Issue.CEASEFIRE_FULL, Issue.CEASEFIRE_STRIKES, Issue.CEASEFIRE_MARITIME, Issue.CEASEFIRE_LOCAL})
NAMED: dict[str, frozenset[Issue]] = {
    "war": frozenset({Issue.SETTLEMENT, *_HALTS}),
    "halt": _HALTS,
    "standing": _HALTS,
    "outcome": frozenset({Issue.SETTLEMENT, Issue.TRADE, Issue.TALKS, *_HALTS}),
    "pullback": frozenset({Issue.FORCES_WITHDRAWAL}),
    "pressure": frozenset({Issue.SANCTIONS}),
    "passage": frozenset({Issue.TRADE, Issue.ECONOMY, Issue.TERRITORY}),
    "manner": frozenset({Issue.TALKS}),
}
# Names that every side gives a thing without meaning anything by it.
PLAIN = frozenset({"war:hostilities"})
SIDE = "side"
DISTANCED = "voice:distanced"


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on which two versions call one thing by names that they do not share.

    1. two versions name a thing, and no name of it is in both;
    2. one puts a word of distance ("so-called") before what another names plainly;
    3. two sides call each other names: told once, on the matter that most is said of.
    """
    for matter in context.issues:
        for thing, chosen in (*_named_apart(matter), *_distanced(matter)):
            yield _diverge(matter, thing, chosen)
            break
    yield from _name_calling(context)


def _diverge(matter: AlignedPoint, thing: str, chosen: list[tuple[Position, str]]) -> Divergence:
    positions = [position for position, _ in chosen]
    return diverge(
        TYPE,
        certainty_of(*positions) if thing in NAMED or thing == SIDE else Certainty.ASYMMETRIC,
        matter,
        sides_of(matter.versions, positions),
        because=[f"{position.source}: the {thing} is called {name}" for position, name in chosen],
    )


def _named_apart(matter: AlignedPoint) -> Iterator[tuple[str, list[tuple[Position, str]]]]:
    for thing, issues in NAMED.items():
        if matter.point.issue not in issues:
            continue
        used = [found for version in matter.versions if (found := _names_in(version, thing))]
        for place, one in enumerate(used):
            for other in used[place + 1 :]:
                if not set(one) & set(other):
                    yield thing, [(found[min(found)], min(found)) for found in (one, other)]


def _names_in(version: Version, thing: str) -> dict[str, Position]:
    """Return the names that a version has for a thing, each with its first position that uses it."""
    found: dict[str, Position] = {}
    for position in version.positions:
        for mark in position.marks:
            kind, name = mark.split(":", 1)
            if kind == thing and mark not in PLAIN:
                found.setdefault(name, position)
    return found


def _distanced(matter: AlignedPoint) -> Iterator[tuple[str, list[tuple[Position, str]]]]:
    """Yield a position that keeps its distance from a thing, with one of another version that names it plainly."""

    def is_distanced(position: Position) -> bool:
        return DISTANCED in position.marks

    def is_plain(position: Position) -> bool:
        return DISTANCED not in position.marks and position.act is not Act.JUDGE

    for pair in pair_up(matter, is_distanced, is_plain):
        keeps_away = any(is_distanced(position) for position in pair.there.positions)
        if not keeps_away and _things(pair.one) & _things(pair.other):
            thing = min(_things(pair.one) & _things(pair.other))
            yield thing, [(pair.one, f"{thing}, so called"), (pair.other, thing)]


def _things(position: Position) -> set[str]:
    named = {mark.split(":", 1)[0] for mark in position.marks} & (set(NAMED) | {"parley"})
    return named | set(position.measure.scope)


def _name_calling(context: Context) -> Iterator[Divergence]:
    calling: dict[tuple[str, ...], tuple[Position, str]] = {}
    for matter in context.issues:
        for version in matter.versions:
            for name, position in _names_in(version, SIDE).items():
                if version.parties not in calling:
                    calling[version.parties] = (position, name)
    if len(calling) > 1 and len({name for _, name in calling.values()}) > 1:
        main = max(context.issues, key=lambda matter: (len(matter.versions), len(matter.positions), matter.point.id))
        yield diverge(
            TYPE,
            certainty_of(*(position for position, _ in calling.values())),
            main,
            [position for position, _ in calling.values()],
            because=[f"{position.source}: the side is called {name}" for position, name in calling.values()],
        )
