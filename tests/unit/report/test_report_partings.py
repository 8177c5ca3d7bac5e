from dataclasses import replace

from parley.report.partings import Parting, Side, make_omissions, make_partings, make_retellings, mark_differences
from parley.vocabulary import DivergenceType, Result


def differing(parting: Parting, side: Side) -> list[str]:
    """Return the words of a side that are marked."""
    return [segment.text for segment in mark_differences(parting, side) if segment.differs]


def test_the_most_significant_divergence_comes_first_and_omissions_have_their_own_list(small_result: Result) -> None:
    assert [parting.divergence.id for parting in make_partings(small_result)] == ["d1", "d2", "d3"]
    assert [(group.silent, [p.divergence.id for p in group.partings]) for group in make_omissions(small_result)] == [
        ("Burland", ["d4"])
    ]


def test_a_relay_is_no_divergence_between_the_parties(small_result: Result) -> None:
    assert [parting.divergence.id for parting in make_retellings(small_result)] == ["d5"]


def test_a_relation_of_scopes_is_told_from_the_first_side(small_result: Result) -> None:
    assert make_partings(small_result)[0].relation == "wider at Arda"


def test_segments_add_up_to_the_words(small_result: Result) -> None:
    for parting in (*make_partings(small_result), *make_retellings(small_result)):
        for side in parting.sides:
            assert "".join(segment.text for segment in mark_differences(parting, side)) == side.words.quote


def test_words_that_the_other_side_of_the_same_language_lacks_are_marked(small_result: Result) -> None:
    first = small_result.comparison.divergences[0]
    ours = first.sides[0]
    theirs = replace(ours, source="foreign-office.ru", quote="agreed to a pause in strikes on ports")
    russian = small_result.document("foreign-office.ru")
    documents = (small_result.document("ministry.en"), replace(russian, language="en"))
    comparison = replace(small_result.comparison, divergences=(replace(first, sides=(ours, theirs)),))
    parting = make_partings(replace(small_result, documents=documents, comparison=comparison))[0]
    assert differing(parting, parting.sides[0]) == ["and depots"]
    assert differing(parting, parting.sides[1]) == []


def test_versions_in_different_languages_are_not_marked_word_by_word(small_result: Result) -> None:
    parting = make_partings(small_result)[0]
    assert not any(differing(parting, side) for side in parting.sides)


def test_a_difference_that_no_term_shows_is_told_with_names_for_ids(small_result: Result) -> None:
    first = small_result.comparison.divergences[0]
    because = ("ministry.en: the halt is called pause", "AA+BB together, in two versions")
    named = replace(first, type=DivergenceType.NAMING, because=because)
    comparison = replace(small_result.comparison, divergences=(named, first))
    told, scope = make_partings(replace(small_result, comparison=comparison))
    publisher = small_result.encounter.source("ministry.en").publisher
    assert told.difference == f"{publisher}: the halt is called pause; Arda and Burland together, in two versions"
    assert scope.difference == ""
