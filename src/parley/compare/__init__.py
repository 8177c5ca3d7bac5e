"""Stage 3: positions of an encounter → points, divergences, absences, follow-ups and commitments."""

from parley.compare.comparison import compare_positions as compare

__all__ = ["compare"]
