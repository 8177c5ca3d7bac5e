"""The cues that tell zones apart: one small TOML file a language in `zone_cues/`, found by its name."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SEPARATORS = re.compile(r"[,\n]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEVER = re.compile(r"(?!)")
# Between one who evaluates and the word for it: at most this many characters, inside one sentence.
_WITHIN = 40
_WITHIN_HAN = 12


@dataclass(frozen=True, slots=True)
class Cues:
    """What a language's file says, in small letters; `analysis` finds a sentence in which somebody evaluates."""

    boilerplate_begins: tuple[str, ...]
    boilerplate_within: tuple[str, ...]
    caption_begins: tuple[str, ...]
    caption_within: tuple[str, ...]
    commentary: frozenset[str]
    report: frozenset[str]
    related: frozenset[str]
    askers: frozenset[str]
    asker_titles: frozenset[str]
    answerers: frozenset[str]
    titles: frozenset[str]
    no_labels: frozenset[str]
    narration: tuple[str, ...]
    months: tuple[str, ...]
    analysis: re.Pattern[str]


@cache
def load_cues(language: str) -> Cues:
    """Return the cues of a language; a language without a file has none."""
    path = resources.files("parley.acquire") / "zone_cues" / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def cues(key: str) -> tuple[str, ...]:
        return tuple(cue for written in _SEPARATORS.split(table.get(key, "")) if (cue := written.strip().lower()))

    def names(key: str) -> frozenset[str]:
        return frozenset(cues(key))

    return Cues(
        boilerplate_begins=cues("boilerplate_begins"),
        boilerplate_within=cues("boilerplate_within"),
        caption_begins=cues("caption_begins"),
        caption_within=cues("caption_within"),
        commentary=names("commentary"),
        report=names("report"),
        related=names("related"),
        askers=names("askers"),
        asker_titles=names("asker_titles"),
        answerers=names("answerers"),
        titles=names("titles"),
        no_labels=names("no_labels"),
        narration=cues("narration"),
        months=cues("months"),
        analysis=_analysis_pattern(cues("analysts"), cues("opinion_verbs"), cues("analysis_phrases")),
    )


@cache
def month_names() -> dict[str, int]:
    """Return the names of the months in all languages that have cues, in small letters, with their numbers."""
    folder = resources.files("parley.acquire") / "zone_cues"
    languages = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {name: number for code in languages for number, name in enumerate(load_cues(code).months, start=1)}


def width(words: str) -> int:
    """Return how much room words take, in Latin letters: a Han character takes two."""
    return len(words) + len(_HAN.findall(words))


def _analysis_pattern(people: tuple[str, ...], verbs: tuple[str, ...], phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile who + verb, verb + who, and whole phrases into one pattern without unbounded repeats."""
    if not people or not verbs:
        return _NEVER
    if _HAN.search(people[0]):
        who, does, others = (_any(words) for words in (people, verbs, phrases))
        return re.compile(rf"(?:{others})|(?:{who})[^。！？]{{0,{_WITHIN_HAN}}}(?:{does})")
    who, does = (rf"\b(?:{_any(words)})\b" for words in (people, verbs))
    between = rf"[^.!?]{{1,{_WITHIN}}}?"
    return re.compile(rf"\b(?:{_any(phrases) or '(?!)'})|{who}{between}{does}|{does}\W{{1,3}}(?:\w+\W){{0,2}}{who}")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
