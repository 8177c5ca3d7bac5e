"""Shows a report of scores as a text table: over all, per language, per case; and lists what was missed or wrong."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

COUNTS = (
    "positions",
    "positions found",
    "spans",
    "cells",
    "divergences",
    "omissions",
    "absences",
    "follow-ups",
    "commitments",
)
COUNTED = tuple(f"{name}, counted" for name in COUNTS[3:] if name != "divergences")
FIELDS = (
    "holder",
    "act",
    "strength",
    "scope",
    "quantity",
    "starts_on",
    "ends_on",
    "days",
    "condition",
    "chain",
    "issue given span",
    "nearer",
)
# Picks one figure out of the tallies of a column.
Pick = Callable[[Mapping[str, Any], str], float | None]
STRAY = "passages without a position"
LABEL_WIDTH = 28


def render_table(report: Mapping[str, Any], *, errors: bool = False) -> str:
    """Return the table of a report; `errors` adds what was missed and what was wrong, case by case."""
    blocks = [
        _headline(report),
        _table("F1", COUNTS, report, _pick_f1),
        _table("accuracy on matched", FIELDS, report, _pick_share),
        _table("F1, as often as it stands", COUNTED, report, _pick_f1),
        _counts(report["overall"]),
        _cases(report["by_case"]),
    ]
    if errors:
        blocks.extend(list_errors(report))
    return "\n\n".join(blocks) + "\n"


def list_errors(report: Mapping[str, Any]) -> Iterable[str]:
    """Yield one block of text a case: what was missed and what was wrong, with the words."""
    for case, faults in report["errors"].items():
        lines = [f"{case}: {len(faults)} missed or wrong"]
        for fault in faults:
            words = " ".join(fault["words"].split())
            lines.append(f"  {fault['kind']:<12} {fault['what']:<8} {fault['key']}" + (f"  «{words}»" if words else ""))
        yield "\n".join(lines)


def _headline(report: Mapping[str, Any]) -> str:
    stray = report["overall"]["shares"].get(STRAY, {})
    whose = "the positions that the cases expect" if report["positions"] == "expected" else "what the readers found"
    line = f"{len(report['by_case'])} cases, scored on {whose}"
    if stray.get("of"):
        counts = f"{stray['right']} of {stray['of']}"
        line += f"\n{_show(stray['share'])} of the returned positions touch no expected one ({counts})"
    return line


def _table(title: str, names: Iterable[str], report: Mapping[str, Any], pick: Pick) -> str:
    columns = {"all": report["overall"], **report["by_language"]}
    rows = [f"{title:<{LABEL_WIDTH}}" + "".join(f"{column:>8}" for column in columns)]
    for name in names:
        cells = [pick(tallies, name) for tallies in columns.values()]
        if any(cell is not None for cell in cells):
            label = name.removesuffix(", counted")
            rows.append(f"{label:<{LABEL_WIDTH}}" + "".join(f"{_show(cell):>8}" for cell in cells))
    return "\n".join(rows)


def _pick_f1(tallies: Mapping[str, Any], name: str) -> float | None:
    f1: float | None = tallies["counts"].get(name, {}).get("f1")
    return f1


def _pick_share(tallies: Mapping[str, Any], name: str) -> float | None:
    share: float | None = tallies["shares"].get(name, {}).get("share")
    return share


def _counts(overall: Mapping[str, Any]) -> str:
    rows = [f"{'over all':<{LABEL_WIDTH}}{'P':>8}{'R':>8}{'right':>8}{'found':>8}{'expect':>8}"]
    for name in COUNTS:
        tally = overall["counts"].get(name)
        if tally:
            shown = f"{_show(tally['precision']):>8}{_show(tally['recall']):>8}"
            rows.append(f"{name:<{LABEL_WIDTH}}{shown}{tally['right']:>8}{tally['returned']:>8}{tally['expected']:>8}")
    return "\n".join(rows)


def _cases(by_case: Mapping[str, Any]) -> str:
    names = ("positions", "cells", "divergences", "omissions", "follow-ups", "commitments")
    rows = [f"{'F1 by case':<{LABEL_WIDTH}}" + "".join(f"{name[:9]:>10}" for name in names) + f"{'nearer':>8}"]
    for case, tallies in by_case.items():
        cells = "".join(f"{_show(tallies['counts'].get(name, {}).get('f1')):>10}" for name in names)
        nearer = tallies["shares"].get("nearer", {}).get("right")
        rows.append(f"{case:<{LABEL_WIDTH}}{cells}{'right' if nearer else 'wrong':>8}")
    return "\n".join(rows)


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
