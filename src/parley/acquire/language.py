"""Which language a text is in: by its script, then its letters, then its commonest words; nothing is downloaded.

Takes a text and what its source declares; gives a language that Parley has data for, or an error that names those.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from parley.errors import InputError
from parley.registry import language_names

_SAMPLE = 20_000
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# A text with less than this share of its letters in a language's script is not in that language.
_LEAST_SHARE = 0.25
# A detection that disagrees with the declared language is worth a note only where this many letters back it.
_ENOUGH_LETTERS = 200


class Detected(NamedTuple):
    """A language code, or None where no evidence decides, and the script of most letters."""

    language: str | None
    script: str
    letters: int


def settle_language(text: str, declared: str | None, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the language to read a text in, and notes; a declared language wins where the script allows it.

    Raises:
        InputError: the text is in a language without data, or not in the script of the declared one.
    """
    detected = detect_language(text)
    if declared is None:
        return _require_known(detected.language, detected.script, name), ()
    _require_known(declared, detected.script, name)
    shares = _script_shares(text)
    script = _tables()["scripts_of"].get(declared, "latin")
    if detected.letters and shares.get(script, 0.0) < _LEAST_SHARE:
        raise InputError(
            f"declared as {_tell(declared)}, but written in {detected.script} letters",
            where=name,
            remedy=f"correct language, or leave it out{_suggest(detected.language)}",
        )
    if detected.language not in (None, declared) and detected.letters >= _ENOUGH_LETTERS:
        return declared, (
            f"declared as {_tell(declared)}, looks like {_tell(detected.language or '')}: read as declared",
        )
    return declared, ()


def detect_language(text: str) -> Detected:
    """Return the language of a text: by script, by letters that only one language has, by function words."""
    sample = text[:_SAMPLE]
    counts = _count_scripts(sample)
    letters = sum(counts.values())
    if not letters:
        return Detected(None, "no", 0)
    script = _leading_script(counts)
    tables = _tables()
    candidates = {code for code, its in tables["scripts_of"].items() if its == script}
    if len(candidates) == 1:
        return Detected(candidates.pop(), script, letters)
    scores = _score_letters(sample, candidates) + _score_words(sample, candidates)
    if not scores:
        return Detected(None, script, letters)
    best = max(sorted(scores), key=lambda code: scores[code])
    return Detected(best if scores[best] > 0 else None, script, letters)


def _leading_script(counts: Counter[str]) -> str:
    """A Chinese character says as much as a short word, and a few kana make a text Japanese."""
    if counts["kana"] * 10 > counts["han"] and counts["kana"]:
        counts["kana"] += counts["han"]
        counts["han"] = 0
    weighed = {script: count * (3 if script in ("han", "kana") else 1) for script, count in counts.items()}
    return max(sorted(weighed), key=lambda script: weighed[script])


def _count_scripts(sample: str) -> Counter[str]:
    ranges = _ranges()
    counts: Counter[str] = Counter()
    for character, count in Counter(_LETTER.findall(sample)).items():
        code = ord(character)
        counts[next((script for script, first, last in ranges if first <= code <= last), "other")] += count
    return counts


def _script_shares(text: str) -> dict[str, float]:
    counts = _count_scripts(text[:_SAMPLE])
    letters = sum(counts.values())
    return {script: count / letters for script, count in counts.items()} if letters else {}


def _score_letters(sample: str, candidates: set[str]) -> Counter[str]:
    """Give a language a point for each letter of its own, and take one for each that it never has."""
    counts = Counter(sample.lower())
    scores: Counter[str] = Counter()
    for code in candidates:
        own, foreign = _tables()["letters"].get(code, ""), _tables()["never"].get(code, "")
        scores[code] = sum(counts[letter] for letter in own) - sum(counts[letter] for letter in foreign)
    return scores


def _score_words(sample: str, candidates: set[str]) -> Counter[str]:
    words = Counter(_WORD.findall(sample.lower()))
    return Counter({code: sum(words[word] for word in _function_words(code)) for code in candidates})


def _require_known(code: str | None, script: str, name: str) -> str:
    known = language_names()
    if code in known:
        return str(code)
    supported = ", ".join(_tell(language) for language in known)
    what = (
        f"in {_tell(code)}, which Parley has no data for" if code else f"in a language not told by its {script} letters"
    )
    remedy = f"declare its language; supported: {supported}" if code is None else f"supported: {supported}"
    raise InputError(f"the text is {what}", where=name, remedy=f"{remedy}; docs/languages.md says how to add one")


def _tell(code: str) -> str:
    title = _tables()["names"].get(code)
    return f"{title} ({code})" if title else code


def _suggest(code: str | None) -> str:
    return f" (it looks like {_tell(code)})" if code else ""


@cache
def _tables() -> dict[str, Any]:
    path = resources.files("parley.acquire") / "language_signs.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _ranges() -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (script, ord(first), ord(last)) for script, spans in _tables()["ranges"].items() for first, last in spans
    )


@cache
def _function_words(code: str) -> tuple[str, ...]:
    return tuple(str(_tables()["words"].get(code, "")).split())
