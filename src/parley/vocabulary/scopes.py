"""Nouns of scopes set against each other: a noun with more words names something narrower."""


def is_within(noun: str, cover: str) -> bool:
    """Return whether what the noun names is a part of what the cover names.

    >>> is_within("energy infrastructure", "infrastructure"), is_within("infrastructure", "energy infrastructure")
    (True, False)
    """
    return set(cover.split()) <= set(noun.split())
