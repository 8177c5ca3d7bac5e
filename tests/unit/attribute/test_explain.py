"""What `parley explain` shows of a sentence: marks, segments, each position and its reasons, and why there is none."""

from datetime import date

import pytest

from parley.attribute.readers.grammar.explain import explain
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.errors import InputError
from parley.evaluate.examples import load_language_examples, make_document, stage_example
from parley.registry import language_names
from parley.vocabulary import Document, Encounter, Source, SourceKind

DAY = date(2019, 5, 14)


def stage(text: str, language: str = "en", name: str = "text") -> tuple[Encounter, Document]:
    source = Source(f"{name}.{language}", f"{name}.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), language)
    encounter = Encounter("e", "Talks", (DAY, DAY), "meeting", ("AA", "BB"), (source,))
    return encounter, make_document(text, source, language)


TEXT = (
    "Talks in Arda\n\nThe two sides agreed to a ceasefire until 1 June and to an exchange of prisoners. "
    "Roses stood in every window."
)


def columns(line: str) -> int:
    return len(line) + sum("\u2e80" <= character <= "\uff60" for character in line)


def test_a_sentence_with_a_position_shows_marks_segments_and_the_reasons_for_issue_act_and_holder() -> None:
    encounter, document = stage(TEXT)
    shown = explain(document, encounter, TEXT.index("agreed"))
    assert "agreed to                  = acts agree 7" in shown
    assert "segments: B begins a position" in shown
    assert "AA+BB agree 7 " in shown
    for what in ("issue", "act", "holder"):
        assert f"because {what} " in shown
    assert "no position" not in shown


def test_a_sentence_without_a_position_says_why_and_what_it_would_have_been() -> None:
    encounter, document = stage(TEXT)
    shown = explain(document, encounter, TEXT.index("Roses"))
    assert "no position: outside is likelier than a beginning in every segment" in shown
    assert "the likeliest, were it one: Roses stood in every window" in shown
    for what in ("issue", "act", "holder"):
        assert f"\n      {what} " in shown


def test_where_nobody_can_hold_a_position_that_is_said() -> None:
    source = Source("x.en", "x.txt", "Press", SourceKind.PRESS_REPORT, DAY, (), "en")
    text = "Talks\n\nThe country demanded the immediate release of all hostages.\n"
    encounter = Encounter("e", "Talks", (DAY, DAY), "meeting", (), (source,))
    shown = explain(make_document(text, source, "en"), encounter, text.index("demanded"))
    assert "neither text nor encounter names" in shown


def test_a_sentence_without_any_mark_says_so() -> None:
    encounter, document = stage("Talks in Arda\n\nRoses withered.\n")
    assert "marks: none" in explain(document, encounter, document.text.index("Roses"))


@pytest.mark.parametrize("language", language_names())
def test_every_line_fits_eighty_columns(language: str) -> None:
    for example in load_language_examples(language)[::6]:
        encounter, document = stage_example(example)
        lines = explain(document, encounter, None).split("\n")
        assert max(columns(line) for line in lines) <= 80


def test_the_positions_shown_are_those_that_are_read_with_all_texts_of_the_encounter() -> None:
    encounter, document = stage(TEXT)
    _, other = stage("Prisoners\n\nThe exchange of prisoners was discussed.\n", name="other")
    read = GrammarReader().read(document, encounter, (document, other)).positions
    shown = explain(document, encounter, None, (document, other))
    assert read
    for position in read:
        assert f"position [{position.span.start}:{position.span.end}]" in shown
        assert f"{position.issue} · {position.standing} at {position.confidence:.2f}" in shown
    assert shown.count("  position [") == len(read)


@pytest.mark.parametrize("offset", [-1, 10_000])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    encounter, document = stage(TEXT)
    with pytest.raises(InputError, match="no code point"):
        explain(document, encounter, offset)
