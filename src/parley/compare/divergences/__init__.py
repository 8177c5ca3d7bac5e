"""One file a type. A part has `find(context) -> Iterable[Divergence]`, a pure function."""
