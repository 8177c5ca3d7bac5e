"""Stage 3: positions of an encounter → points, divergences, absences, follow-ups, commitments; rounds → a process."""

from parley.compare.alignment import find_unmatched_words
from parley.compare.comparison import compare_positions as compare
from parley.compare.process import trace_process as trace

__all__ = ["compare", "find_unmatched_words", "trace"]
