"""Which language a text is in: by script, then by the letters or the small words that only one language has."""

import re

from parley.errors import InputError
from parley.registry import language_names

_SAMPLE = 20_000
_SCRIPTS: dict[str, re.Pattern[str]] = {
    "han": re.compile(r"[一-鿿]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "arabic": re.compile(r"[؀-ۿ]"),
    "hebrew": re.compile(r"[֐-׿]"),
    "kana": re.compile(r"[぀-ヿ]"),
    "hangul": re.compile(r"[가-힣]"),
    "devanagari": re.compile(r"[ऀ-ॿ]"),
    "georgian": re.compile(r"[ა-ჿ]"),
    "armenian": re.compile(r"[԰-֏]"),
}
# A Han character, a kana or a syllable of Hangul carries about as much as this many letters.
_DENSE = {"han": 3, "kana": 3, "hangul": 2}
_LANGUAGE_OF_SCRIPT = {"arabic": "ar", "hebrew": "he", "kana": "ja", "hangul": "ko", "devanagari": "hi",
                       "georgian": "ka", "armenian": "hy", "han": "zh"}  # fmt: skip
# Small words that are frequent in one language and rare in the others of its script.
_SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "that",
            "is",
            "was",
            "with",
            "for",
            "on",
            "by",
            "it",
            "at",
            "from",
            "this",
            "which",
            "have",
            "has",
            "be",
            "are",
            "will",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "est",
            "une",
            "dans",
            "pour",
            "que",
            "qui",
            "sur",
            "avec",
            "par",
            "au",
            "aux",
            "ont",
            "sont",
            "cette",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "mit",
            "von",
            "dem",
            "den",
            "ein",
            "eine",
            "auf",
            "für",
            "im",
            "zu",
            "des",
            "sich",
            "auch",
            "werden",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "de",
            "y",
            "que",
            "en",
            "es",
            "una",
            "por",
            "con",
            "del",
            "se",
            "para",
            "al",
            "como",
            "su",
            "más",
            "fue",
        ]
    ),
    "pl": frozenset(
        [
            "i",
            "w",
            "na",
            "z",
            "się",
            "że",
            "do",
            "nie",
            "jest",
            "to",
            "przez",
            "oraz",
            "o",
            "od",
            "dla",
            "po",
            "jak",
            "był",
        ]
    ),
    "tr": frozenset(
        ["ve", "bir", "bu", "için", "ile", "de", "da", "olarak", "daha", "çok", "olan", "gibi", "ne", "kadar", "sonra"]
    ),
    "ru": frozenset(
        [
            "и",
            "в",
            "не",
            "на",
            "что",
            "с",
            "по",
            "это",
            "к",
            "как",
            "от",
            "за",
            "его",
            "но",
            "из",
            "для",
            "были",
            "также",
            "который",
        ]
    ),
    "uk": frozenset(
        [
            "і",
            "в",
            "не",
            "на",
            "що",
            "з",
            "та",
            "це",
            "до",
            "як",
            "від",
            "за",
            "його",
            "але",
            "із",
            "для",
            "були",
            "також",
            "який",
            "про",
            "й",
            "у",
        ]
    ),
    "be": frozenset(
        [
            "і",
            "ў",
            "не",
            "на",
            "што",
            "з",
            "гэта",
            "да",
            "як",
            "ад",
            "яго",
            "але",
            "для",
            "былі",
            "таксама",
            "які",
            "пра",
        ]
    ),
    "bg": frozenset(
        [
            "и",
            "в",
            "не",
            "на",
            "че",
            "с",
            "да",
            "се",
            "за",
            "от",
            "това",
            "е",
            "са",
            "като",
            "по",
            "към",
            "при",
            "след",
            "който",
        ]
    ),
    "sr": frozenset(
        ["и", "у", "не", "на", "да", "се", "је", "за", "од", "су", "као", "који", "са", "то", "ће", "али", "из"]
    ),
}
_SCRIPT_OF = {"ru": "cyrillic", "uk": "cyrillic", "be": "cyrillic", "bg": "cyrillic", "sr": "cyrillic"}
# Letters that one language has and its neighbour lacks; they outweigh small words.
_LETTERS = {
    "uk": re.compile(r"[іїєґ]"),
    "ru": re.compile(r"[ыэъё]"),
    "be": re.compile(r"ў"),
    "sr": re.compile(r"[ђћџљњј]"),
}


def detect_language(text: str) -> str | None:
    """Return the code of the language of a text, also of one that Parley cannot read; None where nothing tells."""
    sample = text[:_SAMPLE].lower()
    amounts = {name: len(letters.findall(sample)) * _DENSE.get(name, 1) for name, letters in _SCRIPTS.items()}
    if amounts["kana"] * 5 > amounts["han"] > 0:
        return "ja"
    script = max(amounts, key=lambda name: amounts[name])
    if not amounts[script]:
        return None
    return _LANGUAGE_OF_SCRIPT.get(script) or _by_words(sample, script)


def _by_words(sample: str, script: str) -> str:
    words = re.findall(r"[^\W\d_]+", sample)
    scores = {
        code: sum(word in small for word in words) + 2 * len(_LETTERS[code].findall(sample) if code in _LETTERS else "")
        for code, small in _SMALL_WORDS.items()
        if _SCRIPT_OF.get(code, "latin") == script
    }
    return max(sorted(scores), key=lambda code: scores[code])


def settle_language(text: str, declared: str | None, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the language to read a text with, and a note where the declared one does not look right.

    Raises:
        InputError: there is no data for the language; names those there are.
    """
    known = language_names()
    detected = detect_language(text)
    if declared is not None and declared not in known:
        raise _unsupported(declared, where)
    if declared is None:
        if detected is None or detected not in known:
            raise _unsupported(detected or "unknown", where)
        return detected, ()
    if detected is None or detected == declared:
        return declared, ()
    if _script(detected) != _script(declared):
        raise InputError(
            f"declared as '{declared}', but written in the script of '{detected}'",
            where=where,
            remedy=f'write language = "{detected}", or leave the key out',
        )
    return declared, (f"declared as '{declared}', but looks like '{detected}'; read as declared",)


def _script(code: str) -> str:
    found = {language: script for script, language in _LANGUAGE_OF_SCRIPT.items()}
    return found.get(code) or _SCRIPT_OF.get(code, "latin")


def _unsupported(code: str, where: str) -> InputError:
    return InputError(
        f"no language data for '{code}'",
        where=where,
        remedy=f"known languages: {', '.join(language_names())}; docs/languages.md tells how to add one",
    )
