"""Shows, for any sentence, its marks, its segments, and why a position came out or did not. Fits 80 columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parley.attribute.readers.grammar.holders import HolderContext
from parley.attribute.readers.grammar.issues import Topics
from parley.attribute.readers.grammar.passages import Draft, Passage
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.sentences import Sentence
from parley.attribute.readers.grammar.units import Unit, make_unit
from parley.attribute.readers.grammar.words import beginnings, load_words
from parley.errors import InputError
from parley.vocabulary import Document, Encounter, Position

_COLUMNS = 80
_MOST_REASONS = 6
# Words of a mark longer than this push what they are to the next line.
_WORDS_COLUMN = 26
_HELD = "\u00a0"
_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uff00-\uff60"
_PIECES = re.compile(rf"[{_WIDE}] *|[^ {_WIDE}]+ *| +")


@dataclass(frozen=True, slots=True)
class Account:
    """All that an account of a sentence is drawn from."""

    draft: Draft
    reader: GrammarReader
    topics: Topics
    units: list[Unit]
    positions: tuple[Position, ...]


def explain(document: Document, encounter: Encounter, offset: int | None, documents: Sequence[Document] = ()) -> str:
    """Return a plain-text account of the whole document, or of the sentence at `offset` (a code point of its text).

    `documents` are all of the encounter: what they speak of weighs on the issue, so an account without them may differ
    from what is read.

    Raises:
        InputError: the offset is outside the text, or in a passage that is not read (a caption, boilerplate).
    """
    reader = GrammarReader()
    drafts = reader.cut_all(documents or (document,), encounter)
    draft = drafts[document.id]
    chosen = _sentences_at(draft, document, offset)
    account = Account(
        draft,
        reader,
        Topics(draft, tuple(drafts.values())),
        reader.find_units(draft),
        reader.read(document, encounter, documents or (document,)).positions,
    )
    return "\n".join(line for number in chosen for line in _explain_sentence(account, number))


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


def _explain_sentence(account: Account, number: int) -> Iterator[str]:
    """Yield the lines on one sentence.

    1. its words; 2. its marks, and what its words speak for; 3. its segments and whether each begins a position;
    4. each position, with its reasons; 5. where there is none: what the likeliest segment would have been.
    """
    draft = account.draft
    sentence, text = draft.sentences[number], draft.document.text
    yield from _fold(
        f"[{sentence.start}:{sentence.end}] ({sentence.language}) {text[sentence.start : sentence.end]}", 0
    )
    yield "  marks" if sentence.marks else "  marks: none, no word of the language data stands here"
    for mark in sentence.marks:
        yield from _show_mark(mark, sentence, text)
    yield from _show_words(sentence)
    yield "  segments: B begins a position, I goes on with it, O is outside"
    passages = [passage for passage in draft.passages if passage.sentence_index == number]
    for passage in passages:
        yield from _explain_passage(passage, account)
    here = [(at, p) for at, p in enumerate(account.positions) if sentence.start <= p.span.start < sentence.end]
    for _, position in here:
        yield from _show_position(position)
    if not here and passages:
        yield from _explain_absence(passages, account)
    yield ""


def _show_mark(mark: Match, sentence: Sentence, text: str) -> Iterator[str]:
    words = " ".join(text[sentence.tokens[mark.first].start : sentence.tokens[mark.last - 1].end].split())
    strength = "" if mark.label.strength is None else f" {mark.label.strength}"
    named = f"{mark.label.file} {mark.label.key}{strength}"
    if _width(words) > _WORDS_COLUMN:
        yield from _fold(words, 4)
        yield " " * (4 + _WORDS_COLUMN) + f" = {named}"
    else:
        yield f"    {words}{' ' * (_WORDS_COLUMN - _width(words))} = {named}"


def _show_words(sentence: Sentence) -> Iterator[str]:
    """Say which issues and acts the sentence's words speak for, by the counts of the phrasebook."""
    words, entries = load_words(sentence.language), beginnings(sentence.tokens, sentence.marks)
    for name, counts in (("issues", words.issues), ("acts", words.acts)):
        shares = sorted(counts.shares(entries).items(), key=lambda item: (-item[1], item[0]))
        if shares:
            yield from _fold(
                f"words speak for {name}: {', '.join(f'{label}{_HELD}{share:.2f}' for label, share in shares)}", 2
            )


def _explain_passage(passage: Passage, account: Account) -> Iterator[str]:
    probabilities, reasons = account.reader.weigh_passage(account.draft, passage, _MOST_REASONS)
    shares = " ".join(f"{label} {probabilities[label]:.2f}" for label in ("B", "I", "O"))
    speaker = passage.speaker.name or passage.speaker.kind
    yield from _fold(f"{shares} | {account.draft.document.text[passage.start : passage.end]}", 4)
    yield from _fold(f"{passage.voice}, speaker: {speaker}", 6)
    yield from _fold(f"for a beginning: {_show_reasons(reasons)}", 6)


def _show_position(position: Position) -> Iterator[str]:
    yield from _fold(f"position [{position.span.start}:{position.span.end}] {position.quote}", 2)
    yield from _fold(
        f"{'+'.join(position.holder)} {position.act} {position.strength} {position.issue} · "
        f"{position.standing} at {position.confidence:.2f}",
        4,
    )
    for reason in position.because:
        yield from _fold(f"because {reason}", 4)


def _explain_absence(passages: Sequence[Passage], account: Account) -> Iterator[str]:
    """Say why no position begins here, and what the likeliest segment would have been if one did."""
    inside = [unit for unit in account.units if unit.head.sentence_index == passages[0].sentence_index]
    if inside:
        yield "  no position: one begins here, but neither text nor encounter names a holder"
        return
    yield "  no position: outside is likelier than a beginning in every segment"
    weighed = [(account.reader.weigh_passage(account.draft, p, 0)[0]["B"], -p.index, p) for p in passages]
    likeliest = max(weighed)[2]
    unit = make_unit(account.draft, [likeliest])
    issue = account.reader.choose_issues([unit], account.topics)[0]
    act = account.reader.choose_act(unit, account.draft.document)
    before = [u for u in account.units if u.start < unit.start]
    held = [p for p in account.positions if p.span.start < unit.start]
    context = HolderContext(
        account.draft.encounter,
        account.draft.document.source,
        held[-1].holder if held else (),
        before[-1] if before else None,
    )
    holder = account.reader.choose_holder(unit, context)
    yield from _fold(f"the likeliest, were it one: {account.draft.document.text[unit.start : unit.end]}", 4)
    yield from _fold(f"issue {issue.value} {issue.probability:.2f}: {_show_reasons(issue.reasons)}", 6)
    yield from _fold(f"act {act.value} {act.probability:.2f}: {_show_reasons(act.reasons)}", 6)
    if holder is None:
        yield "      holder: neither text nor encounter names one"
    else:
        yield from _fold(f"holder {'+'.join(holder[0])} {holder[1]:.2f}: {_show_reasons(holder[2])}", 6)


def _show_reasons(reasons: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{name}{_HELD}{added:+.2f}" for name, added in reasons) or "nothing in particular"


def _fold(line: str, indent: int) -> Iterator[str]:
    """Break a line at 80 columns; what goes on stands two columns further in.

    It breaks at spaces (a no-break space holds together and is shown as a space) and beside wide letters.
    """
    shown = " " * indent
    empty = len(shown)
    for piece in _PIECES.findall(re.sub(r"[^\S\u00a0]+", " ", line)):
        if len(shown) > empty and _width(shown) + _width(piece.rstrip(" ")) > _COLUMNS:
            yield shown.rstrip(" ").replace(_HELD, " ")
            shown = " " * (indent + 2)
            empty = len(shown)
        shown += piece
    yield shown.rstrip(" ").replace(_HELD, " ")


def _width(words: str) -> int:
    """Return the columns that words take: a wide letter takes two."""
    return len(words) + len(re.findall(f"[{_WIDE}]", words))
