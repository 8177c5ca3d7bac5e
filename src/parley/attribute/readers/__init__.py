"""One module or package a reader. A part has `make_reader(settings) -> Reader`."""
