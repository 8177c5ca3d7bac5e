"""Serve: the ways in which people and programs reach Parley; here, the command line."""
