"""Shows, for any sentence, its marks, its segments, and why a position came out or did not."""

from collections.abc import Iterator

from parley.attribute.readers.grammar.passages import Draft, Passage, cut_document
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.errors import InputError
from parley.vocabulary import Document, Encounter, Position

_MOST_REASONS = 6


def explain(document: Document, encounter: Encounter, offset: int | None) -> str:
    """Return a plain-text account of the whole document, or of the sentence at `offset` (a code point of its text).

    Raises:
        InputError: the offset is outside the text, or in a passage that is not read (a caption, boilerplate).
    """
    reader = GrammarReader()
    draft = cut_document(document, encounter)
    chosen = _sentences_at(draft, document, offset)
    positions = reader.read(document, encounter).positions
    lines: list[str] = []
    for number in chosen:
        lines += _explain_sentence(draft, number, reader, positions)
    return "\n".join(lines)


def _sentences_at(draft: Draft, document: Document, offset: int | None) -> list[int]:
    if offset is None:
        return list(range(len(draft.sentences)))
    if not 0 <= offset < len(document.text):
        raise InputError(
            f"the text has no code point {offset}",
            where=document.id,
            remedy=f"give one from 0 to {len(document.text) - 1}",
        )
    found = [number for number, sentence in enumerate(draft.sentences) if sentence.start <= offset < sentence.end]
    if not found:
        raise InputError(
            f"no sentence is read at code point {offset}",
            where=document.id,
            remedy="captions, boilerplate and white space are not read; `parley read` shows the zones",
        )
    return found


def _explain_sentence(
    draft: Draft, number: int, reader: GrammarReader, positions: tuple[Position, ...]
) -> Iterator[str]:
    sentence, text = draft.sentences[number], draft.document.text
    yield f"[{sentence.start}:{sentence.end}] ({sentence.language}) {text[sentence.start : sentence.end]}"
    yield "  marks"
    for mark in sentence.marks:
        words = text[sentence.tokens[mark.first].start : sentence.tokens[mark.last - 1].end]
        strength = "" if mark.label.strength is None else f" {mark.label.strength}"
        yield f"    {words} = {mark.label.file} {mark.label.key}{strength}"
    yield "  segments: B begins a position, I goes on with it, O is outside"
    for passage in draft.passages:
        if passage.sentence_index == number:
            yield from _explain_passage(passage, draft, reader)
    for position in positions:
        if sentence.start <= position.span.start < sentence.end:
            yield f"  position [{position.span.start}:{position.span.end}] {position.quote}"
            yield (
                f"    {'+'.join(position.holder)} {position.act} {position.strength} {position.issue} · "
                f"{position.standing} at {position.confidence:.2f}"
            )
            yield from (f"    because {reason}" for reason in position.because)
    yield ""


def _explain_passage(passage: Passage, draft: Draft, reader: GrammarReader) -> Iterator[str]:
    probabilities, reasons = reader.weigh_passage(draft, passage, _MOST_REASONS)
    shares = " ".join(f"{label} {probabilities[label]:.2f}" for label in ("B", "I", "O"))
    speaker = passage.speaker.name or passage.speaker.kind
    yield f"    {shares} | {draft.document.text[passage.start : passage.end]} | {passage.voice}, speaker: {speaker}"
    yield "      for a beginning: " + (
        ", ".join(f"{name} {added:+.2f}" for name, added in reasons) or "nothing in particular"
    )
