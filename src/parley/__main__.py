"""`python -m parley` is the command `parley`."""

from parley.serve.command_line import main

if __name__ == "__main__":
    main()
