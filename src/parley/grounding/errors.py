"""What is raised where a quote does not stand in a text, or stands in several places of it."""

from typing import NamedTuple

from parley.errors import InputError
from parley.vocabulary.spans import Span

_SHOWN = 160
_MOST_PLACES_SHOWN = 5


class Difference(NamedTuple):
    """One way in which a quote differs from the nearest passage.

    `kind` is number, negation, conjunction, name, word, case, punctuation or cut (the quote begins or ends inside a
    word or a number); `given` is the quote's words, `found` the text's; either is empty where one has none.
    """

    kind: str
    given: str
    found: str

    def __str__(self) -> str:
        return f"{self.kind}: “{self.given}” given, “{self.found}” in the text"


class QuoteNotFound(InputError):
    """The words do not stand in the text.

    `nearest` is the span of the passage most like them, None where none is like them, and `passage` its words: they
    are not the quote, `differences` says why.
    """

    def __init__(
        self, quote: str, nearest: Span | None = None, passage: str = "", differences: tuple[Difference, ...] = ()
    ) -> None:
        what = f"the quote does not stand in the text: “{shorten(quote)}”"
        if nearest is not None:
            what += f"; nearest, and not the same: “{shorten(passage)}”"
        if differences:
            what += f" ({'; '.join(map(str, differences[:3]))})"
        super().__init__(what, remedy="quote the exact words of the text")
        self.quote = quote
        self.nearest = nearest
        self.passage = passage
        self.differences = differences


class QuoteAmbiguous(InputError):
    """The words stand in several places, `spans`, and no context tells which is meant."""

    def __init__(self, quote: str, spans: tuple[Span, ...]) -> None:
        places = ", ".join(str(span.start) for span in spans[:_MOST_PLACES_SHOWN])
        more = ", …" if len(spans) > _MOST_PLACES_SHOWN else ""
        super().__init__(
            f"the quote stands in {len(spans)} places (at {places}{more}): “{shorten(quote)}”",
            remedy="quote more words, or give a context",
        )
        self.quote = quote
        self.spans = spans


def shorten(words: str) -> str:
    """Return the words on one line, cut where they are too long for a message."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
