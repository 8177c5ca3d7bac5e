"""`naming`: what each side calls the war, the halt of fire, the other side, or what was reached."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from parley.compare.context import AlignedPoint, Context, Version, certainty_of, diverge, sides_of
from parley.vocabulary import Divergence, DivergenceType, Position

TYPE = DivergenceType.NAMING


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on which two versions call one thing by names that they do not share.

    A name belongs to all that is said of an issue, and not to one measure under it.
    """
    for matter in context.issues:
        for thing, chosen in _named_apart(matter):
            yield diverge(
                TYPE,
                certainty_of(*(position for position, _ in chosen)),
                matter,
                sides_of(matter.versions, [position for position, _ in chosen]),
                because=[f"{position.source}: the {thing} is called {name}" for position, name in chosen],
            )
            break


def _named_apart(matter: AlignedPoint) -> Iterator[tuple[str, list[tuple[Position, str]]]]:
    for thing, names in load_namings().items():
        used = [found for version in matter.versions if (found := _names_in(version, names))]
        for place, one in enumerate(used):
            for other in used[place + 1 :]:
                if not set(one) & set(other):
                    yield thing, [(found[min(found)], min(found)) for found in (one, other)]


def _names_in(version: Version, names: dict[str, re.Pattern[str]]) -> dict[str, Position]:
    """Return the names that a version uses, each with its first position that does."""
    found: dict[str, Position] = {}
    for position in version.positions:
        for name, pattern in names.items():
            if name not in found and pattern.search(position.quote):
                found[name] = position
    return found


@cache
def load_namings() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return, for each thing and name, a pattern of the forms that say it."""
    text = resources.files("parley.compare").joinpath("namings.toml").read_text(encoding="utf-8")
    return {
        thing: {name: re.compile("|".join(map(_form, forms)), re.IGNORECASE) for name, forms in names.items()}
        for thing, names in tomllib.loads(text).items()
    }


def _form(form: str) -> str:
    """Return the pattern of one form: whole words, except in a script without spaces."""
    pattern = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return pattern if re.search(r"[\u3400-\u9fff]", form) else rf"\b{pattern}\b"
