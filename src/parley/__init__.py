"""Parley compares what the parties to a negotiation say they said, every finding pinned to its exact words."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.grounding import QuoteAmbiguous, QuoteNotFound, locate_quote

__version__ = "0.1.0"
__all__ = ["QuoteAmbiguous", "QuoteNotFound", "__version__", "locate_quote"]

_GROUNDING = ("QuoteAmbiguous", "QuoteNotFound", "locate_quote")


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that `import parley` and `parley --help` stay quick.
    if name in _GROUNDING:
        from parley import grounding

        return getattr(grounding, name)
    raise AttributeError(f"module 'parley' has no attribute '{name}'")
