"""What holds of every comparison: exchanging parties, a source against itself, silent sources, sources taken away."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from parley.compare import compare
from parley.vocabulary import (
    Act,
    Attribution,
    Comparison,
    DivergenceType,
    Document,
    Encounter,
    Issue,
    Measure,
    Position,
    Source,
    SourceKind,
    Span,
    Voice,
)

DAY = date(2031, 5, 4)
PARTIES = ("AA", "BB")
SOURCES = (
    Source("s1", "s1.txt", "One", SourceKind.READOUT, DAY, ("AA",), "en"),
    Source("s2", "s2.txt", "Two", SourceKind.READOUT, DAY, ("BB",), "ru"),
    Source("s3", "s3.txt", "Three", SourceKind.REMARKS, DAY, ("AA",), "uk"),
    Source("s4", "s4.txt", "Four", SourceKind.PRESS_REPORT, DAY, (), "zh"),
    Source("s5", "s5.txt", "Five", SourceKind.POST, DAY, ("CC",), "en"),
)
ISSUES = (Issue.CEASEFIRE_STRIKES, Issue.CAPTIVES_PRISONERS, Issue.SETTLEMENT, Issue.TALKS, Issue.CULTURE)
HOLDERS = (("AA",), ("BB",), ("CC",), ("AA", "BB"))


@st.composite
def a_position(draw: st.DrawFn, sources: tuple[Source, ...] = SOURCES, *, one_object: bool = False) -> Position:
    source = draw(st.sampled_from(sources))
    start = draw(st.integers(0, 300))
    issue = draw(st.sampled_from(ISSUES))
    scope = (str(issue),) if one_object else draw(st.sampled_from(((), ("ship",), ("ship", "port"), ("road",))))
    has_condition = draw(st.booleans())
    measure = Measure(
        scope=scope,
        quantity=draw(st.sampled_from((None, 175.0, 23.0))),
        starts_on=draw(st.sampled_from((None, DAY, date(2031, 5, 9)))),
        days=draw(st.sampled_from((None, 30, 60))),
    )
    return Position(
        id=f"{source.id}:{draw(st.integers(0, 10**9))}",
        source=source.id,
        holder=draw(st.sampled_from(HOLDERS)),
        act=draw(st.sampled_from(list(Act))),
        strength=draw(st.integers(-8, 9)),
        issue=issue,
        span=Span(start, start + 10),
        quote=f"words at {start}",
        voice=Voice.OFFICIAL if source.speaks_for else Voice.REPORT,
        chain=(Attribution(source.publisher),),
        measure=measure,
        condition=Span(start, start + 2) if has_condition else None,
        condition_quote="if" if has_condition else None,
    )


def positions(*, one_object: bool = False, sources: tuple[Source, ...] = SOURCES) -> st.SearchStrategy[list[Position]]:
    return st.lists(
        a_position(sources, one_object=one_object),
        max_size=14,
        unique_by=(lambda p: p.id, lambda p: (p.source, p.span)),
    )


def compare_accounts(
    found: list[Position], sources: tuple[Source, ...] = SOURCES, parties: tuple[str, ...] = PARTIES
) -> Comparison:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", parties, sources, ("CC",))
    documents = [Document(source, "x" * 400, "", "en", ()) for source in sources]
    return compare(encounter, documents, found)


def content(comparison: Comparison) -> set[tuple[object, ...]]:
    """Return the divergences as a set, whatever the order of their sides."""
    return {
        (d.type, d.certainty, d.issue, d.point, frozenset((w.source, w.position) for w in d.sides), d.silent)
        for d in comparison.divergences
    }


def exchange(parties: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({"AA": "BB", "BB": "AA"}.get(party, party) for party in parties))


@given(found=positions())
@settings(deadline=None, max_examples=60)
def test_exchanging_the_two_parties_in_the_encounter_file_exchanges_their_order_and_nothing_else(
    found: list[Position],
) -> None:
    forth, back = compare_accounts(found), compare_accounts(found, parties=PARTIES[::-1])
    assert content(forth) == content(back)
    assert {p.id: p.cells for p in forth.points} == {p.id: p.cells for p in back.points}
    turned = {"wider": "narrower", "narrower": "wider"}
    relations = {d.id: d.relation for d in forth.divergences if {"AA", "BB"} == {_party(w.source) for w in d.sides}}
    for divergence in back.divergences:
        if divergence.id in relations:
            relation = relations[divergence.id]
            assert divergence.relation == turned.get(str(relation), relation)


def _party(source: str) -> str:
    return next((source_.speaks_for[0] for source_ in SOURCES if source_.id == source and source_.speaks_for), "")


@given(found=positions())
@settings(deadline=None, max_examples=60)
def test_giving_each_party_the_name_of_the_other_changes_the_names_and_nothing_else(found: list[Position]) -> None:
    sources = tuple(replace(source, speaks_for=exchange(source.speaks_for)) for source in SOURCES)
    renamed = [replace(position, holder=exchange(position.holder)) for position in found]
    forth, back = compare_accounts(found), compare_accounts(renamed, sources, PARTIES[::-1])
    named = {(*entry[:-1], exchange(entry[-1])) for entry in content(back) if isinstance(entry[-1], tuple)}
    assert content(forth) == named
    assert len(forth.commitments) == len(back.commitments)


@given(found=positions(), seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=60)
def test_the_order_of_sources_and_positions_changes_nothing_but_the_order_of_columns(
    found: list[Position], seed: int
) -> None:
    shuffled, sources = list(found), list(SOURCES)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(sources)
    forth, back = compare_accounts(found), compare_accounts(shuffled, tuple(sources))
    assert forth == back
    for one, other in zip(forth.points, back.points, strict=True):
        assert list(other.cells) == [source.id for source in sources]
        assert one.cells == other.cells


@given(found=positions(sources=SOURCES[:1]))
@settings(deadline=None, max_examples=60)
def test_a_source_against_itself_gives_no_divergence(found: list[Position]) -> None:
    twin = [replace(position, id=f"twin {position.id}", source="s2") for position in found]
    assert not compare_accounts([*found, *twin], SOURCES[:2]).divergences


@given(found=positions(one_object=True))
@settings(deadline=None, max_examples=60)
def test_adding_a_silent_source_adds_only_omissions(found: list[Position]) -> None:
    silent = Source("s9", "s9.txt", "Nine", SourceKind.READOUT, DAY, ("DD",), "en")
    parties = (*PARTIES, "DD")
    before, after = compare_accounts(found, parties=parties), compare_accounts(found, (*SOURCES, silent), parties)
    kept = {entry[:-1] for entry in content(after) if entry[0] is not DivergenceType.OMISSION}
    assert {entry[:-1] for entry in content(before) if entry[0] is not DivergenceType.OMISSION} == kept
    assert {entry[:-1] for entry in content(before)} <= {entry[:-1] for entry in content(after)}
    assert before.follow_ups == after.follow_ups
    assert before.commitments == after.commitments


@given(found=positions(one_object=True), gone=st.sampled_from(SOURCES))
@settings(deadline=None, max_examples=60)
def test_removing_a_source_removes_only_what_rests_on_it(found: list[Position], gone: Source) -> None:
    rest = tuple(source for source in SOURCES if source is not gone)
    before = compare_accounts(found)
    after = compare_accounts([position for position in found if position.source != gone.id], rest)
    unaffected = {
        entry[:-1]
        for entry, divergence in zip(_in_order(before), before.divergences, strict=True)
        if all(words.source != gone.id for words in divergence.sides)
        and (divergence.type is not DivergenceType.OMISSION or not set(divergence.silent) & set(gone.speaks_for))
        and gone.id not in {p.source for p in found if p.issue is divergence.issue}
    }
    assert unaffected <= {entry[:-1] for entry in content(after)}
    assert [s for s in before.follow_ups if s.source != gone.id] == list(after.follow_ups)
    assert [c for c in before.commitments if c.source != gone.id] == list(after.commitments)


def _in_order(comparison: Comparison) -> list[tuple[object, ...]]:
    return [
        (d.type, d.certainty, d.issue, d.point, frozenset((w.source, w.position) for w in d.sides), d.silent)
        for d in comparison.divergences
    ]
