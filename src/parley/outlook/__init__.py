"""Stage 6: is the ceasefire nearer: stages, open conditions, convergence, the base rate, the record and the answer."""

from parley.outlook.answer import assess
from parley.outlook.process import assess_process

__all__ = ["assess", "assess_process"]
