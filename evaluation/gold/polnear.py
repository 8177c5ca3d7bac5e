"""PolNeAR: attributions (source, cue, content) in American political news, against those that the reader sees.

A folder of the corpus has `attributions/*.ann` (brat stand-off) and `text/*.txt`. An article that several people
annotated is scored against the first of them, and each other one is scored against the first for comparison.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gold.attributions import Stretch, find_attributions
from gold.documents import make_press_report
from gold.figures import percent, render_rows
from parley.attribute.readers.grammar.passages import cut_document
from parley.errors import InputError
from parley.evaluate.matching import Passage, match_passages
from parley.evaluate.tallies import Tally
from parley.vocabulary import Span

ROLES = ("source", "cue", "content")
# Exact-match F1 in per cent, as the maintainers of the corpus publish it.
PUBLISHED = {"rules": (10.7, 22.8, 5.6), "CRF": (50.6, 53.4, 28.6)}
_TEXT_BOUND = re.compile(r"(T\d+)\t(\w[\w-]*) (\d+ \d+(?:;\d+ \d+)*)\t")
_EVENT = re.compile(r"E\d+\tAttribution(?:-no-source)?:T\d+((?: \w+:T\d+)*)\s*$")
_DATE = re.compile(r"_(\d{4})-(\d\d)-(\d\d)_")
_REMEDY = "give a folder with attributions/*.ann and text/*.txt, such as data/dev of the corpus"
_NO_DATE = date(2016, 1, 1)

# The pieces of one role of one attribution, in order.
Pieces = tuple[Stretch, ...]


class Marked(NamedTuple):
    """An attribution as an annotator or the reader marks it; a role that has no words is empty."""

    source: Pieces
    cue: Pieces
    content: Pieces


class Article(NamedTuple):
    """A text and what each annotator marks in it, in the order of their names."""

    name: str
    text: str
    marked: tuple[tuple[Marked, ...], ...]


def load_articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder in the order of their names.

    Raises:
        InputError: there are no annotations, or the text of one is missing.
    """
    by_article: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_article[path.stem.rpartition("_")[0]].append(path)
    if not by_article:
        raise InputError("there are no annotations", where=str(folder / "attributions"), remedy=_REMEDY)
    for name, paths in by_article.items():
        file = folder / "text" / f"{name}.txt"
        if not file.is_file():
            raise InputError("there is no text for these annotations", where=str(file), remedy="check the folder")
        yield Article(name, _read(file), tuple(read_annotations(_read(path)) for path in paths))


def _read(path: Path) -> str:
    """Return a file's text as it is: offsets count code points, and line ends are not changed."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"this is not UTF-8: {error}", where=str(path), remedy=_REMEDY) from error


def read_annotations(lines: str) -> tuple[Marked, ...]:
    """Return the attributions of a stand-off file; notes, and stretches that belong to no attribution, are left out.

    Raises:
        InputError: an attribution refers to a stretch that the file does not give.
    """
    bound: dict[str, Pieces] = {}
    attributions = []
    for line in lines.split("\n"):
        if found := _TEXT_BOUND.match(line):
            bound[found[1]] = tuple(_stretch(piece) for piece in found[3].split(";"))
    for line in lines.split("\n"):
        if found := _EVENT.match(line):
            roles: dict[str, list[Stretch]] = {role: [] for role in ROLES}
            for argument in found[1].split():
                role, _, key = argument.partition(":")
                if key not in bound:
                    raise InputError(
                        f"an attribution has words that are not there: {argument}", where=line.strip(), remedy=_REMEDY
                    )
                roles.setdefault(role.lower().rstrip("0123456789"), []).extend(bound[key])
            attributions.append(Marked(*(tuple(sorted(roles[role])) for role in ROLES)))
    return tuple(attributions)


def _stretch(piece: str) -> Stretch:
    start, end = piece.split()
    return int(start), int(end)


def read_article(article: Article) -> tuple[Marked, ...]:
    """Return what the built-in reader sees; it knows neither the article's people nor its parties."""
    found = _DATE.search(article.name)
    day = date(*map(int, found.groups())) if found else _NO_DATE
    attributions = find_attributions(cut_document(*make_press_report(article.name, article.text, day)))
    return tuple(Marked(_pieces(a.source), _pieces(a.cue), a.content) for a in attributions)


def _pieces(stretch: Stretch | None) -> Pieces:
    return (stretch,) if stretch else ()


class Scores(NamedTuple):
    """Tallies a role: all stretches the same, or an overlap of half the shorter; `whole` needs that in all roles."""

    exact: dict[str, Tally]
    overlap: dict[str, Tally]
    whole: Tally


def score_articles(pairs: Iterable[tuple[Sequence[Marked], Sequence[Marked]]]) -> Scores:
    """Score what was returned against what was expected, article by article."""
    exact, overlap = dict.fromkeys(ROLES, Tally()), dict.fromkeys(ROLES, Tally())
    whole = Tally()
    for returned, expected in pairs:
        same: list[set[tuple[int, int]]] = []
        for role in ROLES:
            here, there = _of_role(returned, role), _of_role(expected, role)
            exact[role] += Tally(_count_equal(here.values(), there.values()), len(here), len(there))
            matched = _overlapping(here, there)
            overlap[role] += Tally(len(matched), len(here), len(there))
            same.append(matched)
        whole += Tally(len(set.intersection(*same)), len(returned), len(expected))
    return Scores(exact, overlap, whole)


def _of_role(marked: Sequence[Marked], role: str) -> dict[int, Pieces]:
    return {number: pieces for number, one in enumerate(marked) if (pieces := getattr(one, role))}


def _count_equal(here: Iterable[Pieces], there: Iterable[Pieces]) -> int:
    left = list(there)
    right = 0
    for pieces in here:
        if pieces in left:
            left.remove(pieces)
            right += 1
    return right


def _overlapping(here: dict[int, Pieces], there: dict[int, Pieces]) -> set[tuple[int, int]]:
    """Return which attributions, returned and expected, share half of the shorter stretch; each is paired once."""
    pairs = match_passages(_passages(here), _passages(there), key=lambda passage: passage.source)
    returned, expected = list(here), list(there)
    return {(returned[one], expected[other]) for one, other in pairs.items()}


def _passages(of_role: dict[int, Pieces]) -> list[Passage]:
    return [Passage("", "", tuple(Span(*piece) for piece in pieces)) for pieces in of_role.values()]


def measure(folder: Path) -> str:
    """Return the table of scores on a folder of the corpus, beside the published ones."""
    articles = list(load_articles(folder))
    reader = score_articles((read_article(article), article.marked[0]) for article in articles)
    people = score_articles((other, article.marked[0]) for article in articles for other in article.marked[1:])
    several = sum(len(article.marked) > 1 for article in articles)
    expected = sum(len(article.marked[0]) for article in articles)
    lines = [
        f"PolNeAR, {folder}: {len(articles)} articles, {expected} attributions",
        "",
        render_rows([("per cent", *ROLES), *_rows("reader", reader)]),
        "",
        f"whole attributions, each role by overlap: {_three(reader.whole)}",
        "",
        render_rows(
            [
                ("exact-match F1", *ROLES),
                *((f"{name}, published", *map(str, figures)) for name, figures in PUBLISHED.items()),
                ("built-in reader", *(percent(reader.exact[role].f1) for role in ROLES)),
                *([("people*", *(percent(people.exact[role].f1) for role in ROLES))] if several else []),
            ]
        ),
    ]
    if several:
        lines += [f"* each other annotator against the first, on the {several} articles that several annotated"]
    return "\n".join(lines) + "\n"


def _rows(name: str, scores: Scores) -> Iterator[tuple[str, ...]]:
    for how, tallies in (("exact", scores.exact), ("overlap", scores.overlap)):
        for what in ("precision", "recall", "f1"):
            yield f"{name}, {how} {what}", *(percent(getattr(tallies[role], what)) for role in ROLES)


def _three(tally: Tally) -> str:
    return f"precision {percent(tally.precision)}, recall {percent(tally.recall)}, F1 {percent(tally.f1)}"
