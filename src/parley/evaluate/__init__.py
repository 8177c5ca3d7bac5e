"""Scores what was found against what a careful reader finds; takes results and expected files, returns tables."""
