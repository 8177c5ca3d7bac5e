"""The built-in reader: no network, no download, no model; deterministic.

Its stages are its modules: tokens, patterns and language (mark), sentences and passages (segment), speakers,
mentions and holders (resolve), units, issues, acts, details and dates (construe), explain.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.attribute.readers.grammar.reader import GrammarReader


def make_reader(settings: Any) -> "GrammarReader":
    """Return the reader; it has no settings of its own."""
    return _reader()


@cache
def _reader() -> "GrammarReader":
    """One reader serves all documents of an encounter: it cuts them once."""
    from parley.attribute.readers.grammar.reader import GrammarReader

    return GrammarReader()
