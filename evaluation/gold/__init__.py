"""Public gold data that others made, one module a data set: what it holds, and how the built-in reader does on it.

The data is loaded by path and stands nowhere in the project.
"""
