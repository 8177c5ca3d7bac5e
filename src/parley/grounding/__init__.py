"""Quote + stored text → Span: finds a quote's exact words, and refuses what only resembles them.

What may differ is the typography, never a word: docs/grounding.md lists it. Nothing here guesses.
"""

from parley.grounding.closed_classes import is_negation
from parley.grounding.errors import Difference, QuoteAmbiguous, QuoteNotFound
from parley.grounding.location import locate_all, locate_quote

__all__ = ["Difference", "QuoteAmbiguous", "QuoteNotFound", "is_negation", "locate_all", "locate_quote"]
