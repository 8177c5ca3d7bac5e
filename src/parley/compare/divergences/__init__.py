"""One file a type. A part has its `TYPE` and `find(context) -> Iterable[Divergence]`, a pure function."""
