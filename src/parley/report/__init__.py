"""Report: a Result → a brief, a matrix or an export, in any of the formats found in `formats/`."""
