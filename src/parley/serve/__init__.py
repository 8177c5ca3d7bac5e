"""Stage 8: the command line; later the HTTP interface and the workbench."""
