"""One file a format. A part has `SUFFIXES` and `extract(path) -> Extracted`."""
