"""Turns of a transcript: the name before a colon at the start of a block."""

import re

# Capitals all through ("THE PRESIDENT", "A NAME, HOST"), one to four capitalised words, or a Chinese name or title.
_LABEL = re.compile(
    r"(?P<name>"
    r"Q|A|[QА]\d?"
    r"|[A-ZÀ-ÖА-ЯЁІЇЄҐ][A-ZÀ-ÖА-ЯЁІЇЄҐ.'’\-]+(?:[ ,]+[A-ZÀ-ÖА-ЯЁІЇЄҐ(][A-ZÀ-ÖА-ЯЁІЇЄҐ.'’()\-]*){0,7}"
    r"|[A-ZÀ-ÖА-ЯЁІЇЄҐ][\w.'’\-]*(?: [A-ZÀ-ÖА-ЯЁІЇЄҐ][\w.'’\-]*){0,3}"
    r"|[一-鿿·]{1,12}"
    r")\s*(?:\([^)]{1,40}\)\s*)?[:：](?=\s|$|[一-鿿“\"«])\s*"
)
_LONGEST_LABEL = 80


def find_turn(words: str) -> tuple[str, int] | None:
    """Return the name as written and the length of the label with its colon, or None where no turn begins."""
    found = _LABEL.match(words[:_LONGEST_LABEL])
    return (found.group("name"), found.end()) if found else None
