"""Stage 6: is the ceasefire nearer: the stage reached, the conditions still open, and the answer with its reasons."""

from parley.outlook.answer import assess

__all__ = ["assess"]
