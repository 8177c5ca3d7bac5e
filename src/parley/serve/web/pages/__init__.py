"""One module a group of pages: each has `router`, what it takes from a request and which template it fills."""
