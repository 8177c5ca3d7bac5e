"""One body for every divergence part that is found: what it declares, and that it is pure and grounded."""

import inspect
from datetime import date
from types import ModuleType

import pytest

from parley.compare.alignment import align
from parley.compare.context import Context
from parley.registry import KINDS, load_part, part_names
from parley.vocabulary import (
    Act,
    Attribution,
    Divergence,
    DivergenceType,
    Encounter,
    Issue,
    Measure,
    Position,
    Source,
    SourceKind,
    Span,
    Voice,
)

PARTS = part_names(KINDS["divergence"])
DAY = date(2031, 5, 4)
TEXTS = {
    "arda.en": "We agreed on a truce of thirty days at sea and on land. Aid was never discussed. It was a useful war.",
    "burland.ru": "Мы приказали остановить удары на шестьдесят дней, если прекратится помощь. Это был кризис.",
    "daily.zh": "双方同意停火九十天。",
}
SOURCES = (
    Source("arda.en", "a.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "en"),
    Source("burland.ru", "b.txt", "Burland", SourceKind.READOUT, DAY, ("BB",), "ru"),
    Source("daily.zh", "d.txt", "The Daily", SourceKind.PRESS_REPORT, DAY, (), "zh"),
)


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest) -> ModuleType:
    return load_part(KINDS["divergence"], request.param)


@pytest.fixture
def context() -> Context:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), SOURCES)
    positions = (
        _say("arda.en", "agreed on a truce of thirty days", ("AA", "BB"), Act.AGREE, 7, scope=("sea", "land"), days=30),
        _say("arda.en", "Aid was never discussed", ("AA",), Act.DENY, 1, issue=Issue.FORCES_FOREIGN_AID),
        _say("burland.ru", "приказали остановить удары", ("BB",), Act.ORDER, 8, scope=("sea",), days=60),
        _say("burland.ru", "прекратится помощь", ("BB",), Act.DEMAND, 4, issue=Issue.FORCES_FOREIGN_AID),
        _say("burland.ru", "Это был кризис", ("BB",), Act.STATE, 2, issue=Issue.CULTURE),
        _say("daily.zh", "双方同意停火九十天", ("AA", "BB"), Act.AGREE, 7, days=90),
    )
    read = frozenset(TEXTS)
    points = align(encounter, positions, read=read, partial=frozenset())
    return Context(encounter, positions, points, read, frozenset())


def _say(
    source: str,
    quote: str,
    holder: tuple[str, ...],
    act: Act,
    strength: int,
    *,
    issue: Issue = Issue.CEASEFIRE_FULL,
    scope: tuple[str, ...] = (),
    days: int | None = None,
) -> Position:
    start = TEXTS[source].index(quote)
    return Position(
        id=f"{source}:{start}",
        source=source,
        holder=holder,
        act=act,
        strength=strength,
        issue=issue,
        span=Span(start, start + len(quote)),
        quote=quote,
        voice=Voice.OFFICIAL,
        chain=(Attribution(source),),
        measure=Measure(scope=scope, days=days),
    )


def test_every_type_of_the_vocabulary_has_one_file_of_its_name() -> None:
    # What is absent has a list of its own in the results.
    assert set(PARTS) == {str(kind) for kind in DivergenceType} - {"absent"}


def test_a_part_declares_its_type_and_finds_divergences(part: ModuleType) -> None:
    assert part.__name__.rsplit(".", 1)[1] == part.TYPE
    assert list(inspect.signature(part.find).parameters) == ["context"]
    assert part.__doc__
    assert part.find.__doc__


def test_a_part_is_pure_and_says_why(part: ModuleType, context: Context) -> None:
    found: list[Divergence] = list(part.find(context))
    assert found == list(part.find(context))
    for divergence in found:
        assert divergence.type is part.TYPE
        assert divergence.point in {matter.point.id for matter in context.points}
        assert divergence.because
        for words in divergence.sides:
            assert words.span.of(TEXTS[words.source]) == words.quote


def test_a_part_finds_nothing_where_nobody_speaks(part: ModuleType, context: Context) -> None:
    assert not list(part.find(Context(context.encounter, (), (), context.read, frozenset())))


def test_a_part_finds_nothing_between_a_text_and_its_copy(part: ModuleType) -> None:
    twins = (SOURCES[0], Source("copy.en", "c.txt", "Burland", SourceKind.READOUT, DAY, ("BB",), "en"))
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), twins)
    one = _say("arda.en", "agreed on a truce of thirty days", ("AA", "BB"), Act.AGREE, 7, days=30)
    other = Position(**{**{name: getattr(one, name) for name in one.__slots__}, "id": "copy", "source": "copy.en"})
    read = frozenset(source.id for source in twins)
    points = align(encounter, (one, other), read=read, partial=frozenset())
    assert not list(part.find(Context(encounter, (one, other), points, read, frozenset())))
