"""One module a kind of store, with NAME, DESCRIPTION, `takes(address)` and `open_at(address, create=, wait=)`."""
