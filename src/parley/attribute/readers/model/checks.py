"""Returned position → Position, or why it is refused: nothing is shown that the words of the source do not say.

What would change the meaning refuses the position (words, holder, condition, voice, negation). A detail that the words
do not settle is dropped, with a note.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from parley.attribute.readers.grammar.passages import quoted_stretches
from parley.attribute.readers.model.evidence import Evidence, gather_evidence
from parley.attribute.readers.model.replies import ReturnedPosition
from parley.attribute.readers.model.windows import Window, known_language
from parley.grounding import QuoteAmbiguous, QuoteNotFound, is_negation, locate_all, locate_quote
from parley.vocabulary import (
    ACTS_OFF_THE_LADDER,
    Act,
    Attribution,
    Document,
    Encounter,
    Measure,
    Position,
    SourceKind,
    Span,
    Standing,
    Voice,
)

NAME = "model"
# What a model says of its own certainty is not calibrated: what it does not hold for four in five is kept apart.
THRESHOLD = 0.8
_UNSAID_CONFIDENCE = 0.5
# Acts whose side of the ladder is sure; a statement, a demand or an objection may lie on either.
_ABOVE_ZERO = frozenset({Act.DISCUSS, Act.PROPOSE, Act.ACCEPT, Act.AGREE, Act.ORDER, Act.CONFIRM})
_SPEAKS_ITSELF = frozenset({SourceKind.REMARKS, SourceKind.INTERVIEW})
# The word before a place; in a script without spaces it may be one character or two.
_LAST_WORD = re.compile(r"([一-鿿]{1,2}|[^\W\d_一-鿿]+(?:['’][^\W\d_]+)*)\s*$")


class Refused(Exception):
    """The position is not shown; says why."""


class Checked(NamedTuple):
    """A position that passed, and the details that were dropped from it."""

    position: Position
    notes: tuple[str, ...]


class Passage(NamedTuple):
    """Where the checks look: a document, one window of it, and the encounter."""

    document: Document
    window: Window
    encounter: Encounter

    def evidence(self, span: Span) -> Evidence:
        """Return what the words of a span say."""
        source = self.document.source
        return gather_evidence(self.document.text, span, self.document.language, source.published_on)


def check_position(returned: ReturnedPosition, passage: Passage, number: int, reader: str) -> Checked:
    """Check one returned position: 1. its words; 2. its voice; 3. who; 4. how; 5. the condition; 6. the details.

    Raises:
        Refused: the source does not say it.

    """
    document, source = passage.document, passage.document.source
    span = _locate(returned.quote, passage, returned.context, "the quote")
    _check_negation(span, passage)
    voice = _voice(span, passage)
    holder = _check_holder(returned.holder, passage)
    _check_strength(returned)
    condition = _locate_condition(returned, span, passage)
    notes: list[str] = []
    measure = _measure(returned, passage, _sentences(span, passage), notes)
    confidence = _UNSAID_CONFIDENCE if returned.confidence is None else returned.confidence
    position = Position(
        id=f"{source.id}:m{number}",
        source=source.id,
        holder=holder,
        act=returned.act,
        strength=returned.strength,
        issue=returned.issue,
        span=span,
        quote=span.of(document.text),
        voice=voice,
        chain=_chain(returned, passage, span, notes),
        measure=measure,
        condition=condition,
        condition_quote=condition.of(document.text) if condition else None,
        readers=(NAME,),
        confidence=round(confidence, 4),
        standing=Standing.FOUND if confidence >= THRESHOLD else Standing.POSSIBLE,
        because=(reader, "the quote stands in the text", *notes),
        place=_place(returned.place, passage, notes),
    )
    return Checked(position, tuple(notes))


def _locate(quote: str, passage: Passage, context: str | None, what: str) -> Span:
    """Locate words inside the window that was asked about; what stands elsewhere was not asked about."""
    window = passage.window.span
    text = window.of(passage.document.text)
    try:
        span = locate_quote(quote, text, context=context or None)
    except QuoteNotFound as error:
        raise Refused(_tell_absence(error, what)) from None
    except QuoteAmbiguous as error:
        raise Refused(f"{what} stands in {len(error.spans)} places, and nothing tells which is meant") from None
    return Span(window.start + span.start, window.start + span.end)


def _tell_absence(error: QuoteNotFound, what: str) -> str:
    if error.nearest is None:
        return f"{what} does not stand in the passage"
    differences = "; ".join(str(difference) for difference in error.differences[:3])
    passage = " ".join(error.passage.split())[:200]
    return f"{what} does not stand in the passage; nearest, and not the same: “{passage}” ({differences})"


def _check_negation(span: Span, passage: Passage) -> None:
    text = passage.document.text
    found = _LAST_WORD.search(text, max(passage.window.span.start, span.start - 40), span.start)
    if found is None:
        return
    word = found.group(1).lower().replace("’", "'")
    if is_negation(word) or ("一" <= word[-1] <= "鿿" and is_negation(word[-1])):
        raise Refused(f"the quote is cut off from its negation, “{found.group(1)}”")


def _voice(span: Span, passage: Passage) -> Voice:
    turn = next((turn for turn in passage.window.turns if turn.span.start <= span.start < turn.span.end), None)
    if turn is None or span.end > turn.span.end:
        raise Refused("the quote runs over passages of different voices")
    language = known_language(passage.document.language)
    if turn.voice is Voice.REPORT and language is not None:
        quoted = quoted_stretches(passage.document.text, language.quotes)
        return Voice.QUOTATION if quoted.contains(span.start) else Voice.REPORT
    return turn.voice


def _check_holder(holder: tuple[str, ...], passage: Passage) -> tuple[str, ...]:
    encounter = passage.encounter
    known = {*encounter.parties, *encounter.concerned}
    known |= {party for source in encounter.sources for party in source.speaks_for}
    known |= set(passage.document.source.speaks_for)
    known |= {actor.acts_for or actor.id for actor in encounter.actors} | {actor.id for actor in encounter.actors}
    strangers = set(holder) - known
    if strangers:
        strangers -= passage.evidence(passage.window.span).parties
    if strangers:
        names = ", ".join(sorted(strangers))
        raise Refused(f"the holder {names} is no party of the encounter and is not named in the passage")
    return tuple(sorted(set(holder)))


def _check_strength(returned: ReturnedPosition) -> None:
    if returned.act in ACTS_OFF_THE_LADDER:
        return
    above, below = returned.strength > 0, returned.strength < 0
    if not (above or below) or (below and returned.act in _ABOVE_ZERO) or (above and returned.act is Act.REJECT):
        raise Refused(f"the strength {returned.strength} contradicts the act {returned.act}")


def _locate_condition(returned: ReturnedPosition, span: Span, passage: Passage) -> Span | None:
    """A condition that is not in the source refuses the position: without it, it would say more than the source."""
    if not returned.condition or not returned.condition.strip():
        return None
    window = passage.window.span
    text = window.of(passage.document.text)
    places = locate_all(returned.condition, text)
    if not places:
        return _locate(returned.condition, passage, None, "the condition")
    nearest = min(places, key=lambda place: abs(window.start + place.start - span.start))
    return Span(window.start + nearest.start, window.start + nearest.end)


def _sentences(span: Span, passage: Passage) -> Span:
    """Return the sentences that a span lies in."""
    met = [sentence for sentence in passage.window.sentences if sentence.overlap(span)]
    return Span(met[0].start, met[-1].end)


def _measure(returned: ReturnedPosition, passage: Passage, sentences: Span, notes: list[str]) -> Measure:
    said, around = passage.evidence(sentences), passage.evidence(passage.window.span)
    quantity = returned.quantity
    if quantity is not None and quantity not in said.numbers:
        notes.append(f"quantity {quantity:g} dropped: not in the sentence")
        quantity = None
    days = returned.days
    if days is not None and not said.has_length(days):
        notes.append(f"length of {days} days dropped: not in the sentence")
        days = None
    starts_on, ends_on = _dates(returned, days, (said, around), notes)
    scope = []
    for noun in sorted({noun.lower() for noun in returned.scope}):
        if noun in around.objects or around.has_words(noun):
            scope.append(noun)
        else:
            notes.append(f"object “{noun}” dropped: not in the passage")
    return Measure(tuple(scope), quantity, starts_on, ends_on, days)


def _dates(
    returned: ReturnedPosition, days: int | None, evidence: tuple[Evidence, Evidence], notes: list[str]
) -> tuple[date | None, date | None]:
    """Return the dates that the sentence or, spelled out, the passage settles; an end also by its length."""
    said, around = evidence
    starts_on, ends_on = returned.starts_on, returned.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        notes.append("dates dropped: the end lies before the start")
        return None, None
    if starts_on and not (said.has_day(starts_on) or starts_on in around.days):
        notes.append(f"start {starts_on} dropped: not in the passage")
        starts_on = None
    by_length = starts_on + timedelta(days=days) if starts_on and days else None
    if ends_on and not (said.has_day(ends_on) or ends_on in around.days or ends_on == by_length):
        notes.append(f"end {ends_on} dropped: not in the passage")
        ends_on = None
    return starts_on, ends_on


def _place(place: str | None, passage: Passage, notes: list[str]) -> str | None:
    if not place or not place.strip():
        return None
    around = passage.evidence(passage.window.span)
    if place in around.places or around.has_words(place.strip()):
        return place.strip()
    notes.append(f"place “{place}” dropped: not in the passage")
    return None


def _chain(returned: ReturnedPosition, passage: Passage, span: Span, notes: list[str]) -> tuple[Attribution, ...]:
    """Return the publisher and the reporting voices, each by a name that the source or the encounter file has."""
    source = passage.document.source
    chain = [Attribution(source.publisher)]
    for name in returned.attributed_to:
        link = _link(name, passage, span)
        if link is None and len(chain) == 1 and source.kind in _SPEAKS_ITSELF and source.speaks_for:
            # Who speaks in remarks is often not named in their text: the party is, in the encounter file.
            link = Attribution(", ".join(source.speaks_for), source.speaks_for[0])
        if link is None:
            notes.append(f"reporting voice “{name}” dropped: not in the source")
        elif link.name != source.publisher:
            chain.append(link)
    return tuple(chain)


def _link(name: str, passage: Passage, span: Span) -> Attribution | None:
    """Return the link that a name makes, at its place nearest to the quote; None where nothing has the name."""
    text = passage.document.text
    places = locate_all(name, text)
    if places:
        where = min(places, key=lambda place: abs(place.start - span.start))
        return Attribution(where.of(text), None, where)
    speakers = [turn.speaker for turn in passage.window.turns if turn.speaker]
    declared = [known for actor in passage.encounter.actors for known in actor.names]
    return Attribution(name) if name in {*speakers, *declared} else None
