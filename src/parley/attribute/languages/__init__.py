"""One folder a language, data only; docs/languages.md describes the files."""
