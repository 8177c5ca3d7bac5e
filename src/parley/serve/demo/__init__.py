"""What `parley demo` ships: encounters to look at, and nothing that any stage reads by itself."""
