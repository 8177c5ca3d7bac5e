"""A bare text → a document of the press and the encounter that it tells of, as the built-in reader takes them."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from parley.vocabulary import Actor, Document, Encounter, Source, SourceKind, Span, Voice, Zone

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def make_press_report(
    text_id: str, text: str, published_on: date, parties: Sequence[str] = (), actors: Sequence[Actor] = ()
) -> tuple[Document, Encounter]:
    """Return an English press report that speaks for no party; every line of the text is a paragraph of report.

    The text stays as it is, so that offsets into it hold.
    """
    source = Source(text_id, text_id, "press", SourceKind.PRESS_REPORT, published_on, language="en")
    zones = tuple(Zone(Span(*found.span()), Voice.REPORT) for found in _PARAGRAPH.finditer(text))
    document = Document(source, text, hashlib.sha256(text.encode()).hexdigest(), "en", zones)
    held_on = (published_on, published_on)
    encounter = Encounter(text_id, text_id, held_on, "press report", tuple(parties), (source,), actors=tuple(actors))
    return document, encounter
