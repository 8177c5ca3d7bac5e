"""Text of a source made safe to show: control and direction-changing characters become visible."""

import unicodedata

# Characters that reorder or hide what stands around them (Unicode UAX #9, and the zero-width and tag characters).
_INVISIBLE = frozenset(
    {0x00AD, 0x061C, 0x180E, 0xFEFF}.union(
        range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xE0000, 0xE0080)
    )
)
_JOINERS = frozenset([0x200C, 0x200D])
_KEPT = frozenset("\n\t")


def is_hidden(character: str) -> bool:
    """Return whether a reader could not see this character, or it could change how others are seen.

    The joiners stay: Persian, Hindi and emoji are written with them.
    """
    if character in _KEPT or ord(character) in _JOINERS:
        return False
    return ord(character) in _INVISIBLE or unicodedata.category(character) in ("Cc", "Cs")


def show_hidden(text: str) -> str:
    """Return the text with every hidden character written out as ⟦U+202E⟧."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟦U+{ord(c):04X}⟧" if is_hidden(c) else c for c in text)


def on_one_line(text: str) -> str:
    """Return the text with hidden characters shown and all white space drawn together, for a line or a title."""
    return " ".join(show_hidden(text).split())
