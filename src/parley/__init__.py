"""Parley compares what the parties to a negotiation say they said, every finding pinned to its exact words."""

__version__ = "0.1.0"
