"""Benchmark of grounding: exact quotes found, altered quotes accepted, time a quote; beside two peers where installed.

    python benchmarks/grounding.py [--peers PYTHON] [--format text|json]

`--peers` names the Python of an environment that has `langextract` and `instructor`; only their functions that place a
quote in a text are called, and no model is asked.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from minimal_pairs import Pair, make_pairs

# Where a tool places a quote: the words that it says stand in the text, or None where it refuses.
Place = Callable[[str, str], str | None]


def place_with_parley(quote: str, text: str) -> str | None:
    """Place a quote with `parley.locate_quote`."""
    from parley import QuoteNotFound, locate_quote

    try:
        return locate_quote(quote, text).of(text)
    except QuoteNotFound:
        return None


def place_with_langextract(quote: str, text: str) -> str | None:
    """Place a quote as `langextract.extract` does after the model's reply, with its default settings."""
    return _align_with_langextract(quote, text, ())


def place_with_exact_langextract(quote: str, text: str) -> str | None:
    """As above, taking only what langextract itself marks as an exact match."""
    return _align_with_langextract(quote, text, {"match_exact"})


def _align_with_langextract(quote: str, text: str, statuses: Container[str]) -> str | None:
    from langextract.core import data  # type: ignore[import-not-found]
    from langextract.resolver import Resolver  # type: ignore[import-not-found]

    (placed,) = Resolver().align([data.Extraction("quote", quote)], text, 0)
    interval = placed.char_interval
    if interval is None or (statuses and placed.alignment_status.value not in statuses):
        return None
    return text[interval.start_pos : interval.end_pos]


def place_with_instructor(quote: str, text: str) -> str | None:
    """Place a quote as `instructor`'s CitationMixin does when it validates a model's reply."""
    from instructor.dsl.citation import CitationMixin  # type: ignore[import-not-found]

    class Fact(CitationMixin):  # type: ignore[misc]
        pass

    kept: list[str] = Fact.model_validate({"substring_quotes": [quote]}, context={"context": text}).substring_quotes
    return kept[0] if kept else None


TOOLS: dict[str, Place] = {
    "parley": place_with_parley,
    "langextract": place_with_langextract,
    "langextract, exact": place_with_exact_langextract,
    "instructor": place_with_instructor,
}


def measure(tool: str, pairs: Iterable[Pair]) -> list[dict[str, object]]:
    """Return a row for each pair: whether the tool placed it, and the seconds it took."""
    place = TOOLS[tool]
    rows: list[dict[str, object]] = []
    for pair in pairs:
        begun = time.perf_counter()
        found = place(pair.quote, pair.text)
        seconds = time.perf_counter() - begun
        # A right quote counts where the place has the right words; an altered one wherever it is placed at all.
        right = found is not None and (pair.altered or "".join(found.split()) == "".join(pair.right.split()))
        rows.append(
            {
                "tool": tool,
                "language": pair.language,
                "kind": pair.kind,
                "altered": pair.altered,
                "placed": right,
                "seconds": seconds,
            }
        )
    return rows


def measure_peers(python: str) -> list[dict[str, object]]:
    """Measure the peers in their own environment."""
    rows: list[dict[str, object]] = []
    for tool in list(TOOLS)[1:]:
        done = subprocess.run(
            [python, __file__, "--only", tool, "--format", "json"], check=True, capture_output=True, text=True
        )
        rows += json.loads(done.stdout)
    return rows


def render(rows: list[dict[str, object]]) -> str:
    """Return the table: a line for each language and kind of change, a column for each tool."""
    tools = [tool for tool in TOOLS if any(row["tool"] == tool for row in rows)]
    groups: dict[tuple[bool, str, str], dict[str, list[dict[str, object]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for language in (str(row["language"]), "all"):
            groups[(bool(row["altered"]), language, str(row["kind"]))][str(row["tool"])].append(row)
            groups[(bool(row["altered"]), language, "all")][str(row["tool"])].append(row)
    lines = []
    for altered, title in ((False, "right quotes found"), (True, "altered quotes accepted")):
        lines += [f"| {title} | language | n | {' | '.join(tools)} |", "|---|---|---:|" + "---:|" * len(tools)]
        for (is_altered, language, kind), by_tool in sorted(
            groups.items(), key=lambda item: (item[0][2] == "all", item[0][2], item[0][1] == "all", item[0][1])
        ):
            if is_altered == altered:
                shares = [
                    f"{100 * sum(bool(r['placed']) for r in by_tool[tool]) / len(by_tool[tool]):.0f} %"
                    for tool in tools
                ]
                lines.append(f"| {kind} | {language} | {len(by_tool[tools[0]])} | {' | '.join(shares)} |")
        lines.append("")
    times = [f"{tool} {_mean_milliseconds(rows, tool):.2f} ms" for tool in tools]
    return "\n".join([*lines, "Time a quote, mean: " + ", ".join(times) + "."])


def _mean_milliseconds(rows: list[dict[str, object]], tool: str) -> float:
    seconds = [float(str(row["seconds"])) for row in rows if row["tool"] == tool]
    return 1000 * sum(seconds) / len(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", help="the Python of an environment with langextract and instructor")
    parser.add_argument("--only", choices=tuple(TOOLS), default="parley", help="which tool to measure here")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    rows = measure(options.only, make_pairs())
    if options.peers:
        rows += measure_peers(options.peers)
    print(json.dumps(rows) if options.format == "json" else render(rows))


if __name__ == "__main__":
    main()
