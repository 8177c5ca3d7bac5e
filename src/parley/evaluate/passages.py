"""Finds where expected words stand in a stored text: exact but for the white space between them."""

import re

from parley.vocabulary import Span


def locate_all(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place where the words stand, in order; only runs of white space may differ."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return tuple(Span(*match.span()) for match in re.finditer(pattern, text)) if pattern else ()
