from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from parley.attribute.readers.model.windows import WINDOW_LENGTH, cut_windows
from parley.vocabulary import Document, Source, SourceKind, Span, Voice, Zone

SOURCE = Source("a.xx", "a.txt", "Ministry", SourceKind.READOUT, date(2031, 5, 4), ("AA",))


def make_document(text: str, zones: tuple[Zone, ...] = (), language: str = "xx") -> Document:
    return Document(SOURCE, text, "0" * 64, language, zones or (Zone(Span(0, len(text)), Voice.OFFICIAL),))


def test_windows_hold_whole_sentences_within_the_length() -> None:
    sentences = [f"Sentence number {number} speaks of the truce at some length." for number in range(200)]
    document = make_document(" ".join(sentences))
    windows = cut_windows(document)
    assert len(windows) > 3
    read = [span.of(document.text) for window in windows for span in window.sentences]
    assert read == sentences
    assert all(window.span.end - window.span.start <= WINDOW_LENGTH for window in windows)


def test_a_window_carries_the_headline_the_speaker_and_what_stood_before() -> None:
    text = "Truce near\nMinister: " + "We agree on this matter today. " * 120 + "It holds."
    body = text.index("We")
    zones = (
        Zone(Span(0, 10), Voice.HEADLINE),
        Zone(Span(body, len(text)), Voice.QUOTATION, "Minister"),
    )
    first, second, *_ = cut_windows(make_document(text, zones))
    assert first.headline == second.headline == "Truce near"
    assert first.before == ""
    assert second.before.endswith("We agree on this matter today.")
    assert second.turns[0].speaker == "Minister"


def test_captions_and_boilerplate_are_not_asked_about() -> None:
    text = "A picture of the hall. They agreed to a truce. All rights reserved."
    cut, end = text.index("They"), text.index("All")
    zones = (
        Zone(Span(0, cut), Voice.CAPTION),
        Zone(Span(cut, end), Voice.REPORT),
        Zone(Span(end, len(text)), Voice.BOILERPLATE),
    )
    (window,) = cut_windows(make_document(text, zones))
    assert window.span.of(text) == "They agreed to a truce."


def test_a_document_without_words_has_no_windows() -> None:
    assert cut_windows(make_document(" \n ")) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .!?。\n，停", max_size=300), st.integers(1, 80))
def test_every_word_is_in_one_window_and_only_one(text: str, length: int) -> None:
    windows = cut_windows(make_document(text), length)
    covered = [at for window in windows for at in range(*window.span)]
    assert len(covered) == len(set(covered))
    assert all(text[at] in " .!?。\n，" for at in set(range(len(text))) - set(covered))
