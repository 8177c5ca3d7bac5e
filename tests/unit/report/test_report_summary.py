from dataclasses import replace

import pytest

from parley.report.summary import LONGEST, summarise
from parley.vocabulary import Certainty, Comparison, Divergence, DivergenceType, Issue, Nearer, Outlook, Result


def texts(result: Result) -> list[str]:
    return [sentence.text for sentence in summarise(result)]


def test_the_summary_tells_what_both_undertake(small_result: Result) -> None:
    assert texts(small_result)[0] == "Both sides report an agreement, or a yes, on the halt of strikes."


def test_the_summary_names_the_scopes_that_differ(small_result: Result) -> None:
    assert (
        "Both Arda and Burland speak of the halt of strikes, but not of the same things: Arda, depot and port; "
        "Burland, port; only Burland says for how long (4 May to 3 June)."
    ) in texts(small_result)


def test_the_summary_says_who_denies(small_result: Result) -> None:
    assert "On bilateral relations, Arda denies what Burland says." in texts(small_result)


def test_the_summary_says_what_only_one_side_mentions(small_result: Result) -> None:
    assert "Only Arda mentions the talks." in texts(small_result)


def test_the_summary_ends_with_what_is_absent_what_is_next_and_whether_it_is_nearer(small_result: Result) -> None:
    assert texts(small_result)[-3:] == [
        "Announced before and in no version after: territory.",
        "Next: talks in Lisbon on 9 May (announced, Ministry of Arda).",
        "Ceasefire nearer? Marginally: a partial measure, its scope is disputed, 1 condition open.",
    ]


def test_every_sentence_but_those_about_the_reading_rests_on_words(small_result: Result) -> None:
    by_id = {document.id: document.text for document in small_result.documents}
    for sentence in summarise(small_result):
        assert sentence.words
        assert all(words.span.of(by_id[words.source]) == words.quote for words in sentence.words)


def test_the_summary_never_has_more_than_seven_sentences(small_result: Result) -> None:
    compared = small_result.comparison
    many: tuple[Divergence, ...] = tuple(
        replace(d, id=f"{d.id}-{issue}", issue=issue)
        for issue in {p.issue for p in compared.points}
        for d in compared.divergences
    )
    result = replace(small_result, comparison=replace(compared, divergences=many))
    assert len(texts(result)) == LONGEST


def test_a_denial_is_told_before_a_difference_of_degree(small_result: Result) -> None:
    compared = small_result.comparison
    degree = replace(compared.divergences[2], type=DivergenceType.STRENGTH, significance=9.0, issue=Issue.TRADE)
    result = replace(small_result, comparison=replace(compared, divergences=(degree, *compared.divergences[1:2])))
    told = texts(result)
    denial = told.index("On bilateral relations, Arda denies what Burland says.")
    assert denial < told.index("How far the commitment on trade goes, Arda and Burland do not tell alike.")


def test_an_issue_that_the_other_side_speaks_of_is_not_said_to_be_mentioned_by_one_alone(small_result: Result) -> None:
    compared = small_result.comparison
    omission = replace(compared.divergences[3], issue=Issue.CEASEFIRE_STRIKES, point="strikes")
    result = replace(small_result, comparison=replace(compared, divergences=(omission,)))
    assert not any(text.startswith("Only") for text in texts(result))


def test_where_no_ceasefire_is_at_stake_the_summary_does_not_speak_of_one(small_result: Result) -> None:
    result = replace(small_result, outlook=Outlook(Nearer.NOT_APPLICABLE, (), (), ()))
    assert not any("Ceasefire nearer" in text for text in texts(result))


def test_one_account_alone_is_said_to_be_one(small_result: Result) -> None:
    result = replace(
        small_result,
        documents=(small_result.document("ministry.en"),),
        comparison=Comparison((), (), (), (), ()),
    )
    assert texts(result)[0] == "There are no two accounts to compare: only that of Arda was read."


@pytest.mark.parametrize(("certainty", "verb"), [(Certainty.CONFLICT, "cannot"), (Certainty.ASYMMETRIC, "may not")])
def test_only_what_is_surely_a_contradiction_is_said_to_be_one(
    small_result: Result, certainty: Certainty, verb: str
) -> None:
    compared = small_result.comparison
    contradiction = replace(compared.divergences[0], type=DivergenceType.CONTRADICTION, certainty=certainty)
    result = replace(small_result, comparison=replace(compared, divergences=(contradiction,)))
    assert f"What Arda and Burland say of the halt of strikes {verb} both be right." in texts(result)


def test_what_the_other_side_tells_otherwise_is_not_also_told_of_one_alone(small_result: Result) -> None:
    compared = small_result.comparison
    scope = compared.divergences[0]
    point = next(point for point in compared.points if point.id == scope.point)
    titled = replace(point, id="apart", title=f"{point.title}: warehouse")
    alone = replace(compared.divergences[3], issue=scope.issue, point="apart", sides=scope.sides[:1], silent=("BB",))
    told = replace(compared, points=(*compared.points, titled), divergences=(scope, alone))
    assert not any(line.startswith("Only Arda") for line in texts(replace(small_result, comparison=told)))
    lone = replace(told, divergences=(alone,))
    assert any("warehouse" in line for line in texts(replace(small_result, comparison=lone)))


def test_scopes_and_times_that_both_differ_are_told_one_after_the_other(small_result: Result) -> None:
    timed = tuple(
        replace(p, measure=replace(p.measure, days=20)) if p.source == "ministry.en" else p
        for p in small_result.positions
    )
    told = next(text for text in texts(replace(small_result, positions=timed)) if "not of the same things" in text)
    assert told.endswith("Burland, port; nor of the same time: Arda, 20 days; Burland, 4 May to 3 June.")
