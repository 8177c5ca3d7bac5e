"""One file a command, named as the command is. A part has `run`, a function whose options typer reads and whose
docstring is the command's help; what it needs beyond that, it imports when it runs.
"""
