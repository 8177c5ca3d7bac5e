from dataclasses import replace

from parley.report.partings import make_omissions, make_partings, make_retellings
from parley.vocabulary import Result


def test_the_most_significant_divergence_comes_first_and_omissions_have_their_own_list(small_result: Result) -> None:
    assert [parting.divergence.id for parting in make_partings(small_result)] == ["d1", "d2", "d3"]
    assert [(group.silent, [p.divergence.id for p in group.partings]) for group in make_omissions(small_result)] == [
        ("BB", ["d4"])
    ]


def test_a_relay_is_no_divergence_between_the_parties(small_result: Result) -> None:
    assert [parting.divergence.id for parting in make_retellings(small_result)] == ["d5"]


def test_a_relation_of_scopes_is_told_from_the_first_side(small_result: Result) -> None:
    assert make_partings(small_result)[0].relation == "wider at AA"


def test_segments_add_up_to_the_words(small_result: Result) -> None:
    for parting in (*make_partings(small_result), *make_retellings(small_result)):
        for side in parting.sides:
            assert "".join(segment.text for segment in side.segments) == side.words.quote


def test_words_that_the_other_side_of_the_same_language_lacks_are_marked(small_result: Result) -> None:
    first = small_result.comparison.divergences[0]
    ours, theirs = (
        first.sides[0],
        replace(first.sides[0], source="before.en", quote="agreed to a pause in strikes on ports"),
    )
    comparison = replace(small_result.comparison, divergences=(replace(first, sides=(ours, theirs)),))
    parting = make_partings(replace(small_result, comparison=comparison))[0]
    assert [segment.text for segment in parting.sides[0].segments if segment.differs] == ["and depots"]
    assert not any(segment.differs for segment in parting.sides[1].segments)


def test_versions_in_different_languages_are_not_marked_word_by_word(small_result: Result) -> None:
    assert not any(segment.differs for side in make_partings(small_result)[0].sides for segment in side.segments)
