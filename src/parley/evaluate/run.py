"""Evaluates a way of making results on a list of cases; takes case folders, returns a report that JSON can hold."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from parley.evaluate.cases import load_expected
from parley.evaluate.positions_from_expected import positions_from_expected
from parley.evaluate.scores import CaseScore, Fault, add_scores, score_case
from parley.evaluate.tallies import Tallies
from parley.vocabulary import Result

# Totals, cases and errors: what `evaluate_cases` returns and the tables show.
Report = dict[str, Any]


def evaluate_cases(
    folders: Sequence[Path],
    *,
    make_result: Callable[[Path], Result],
    positions: Literal["reader", "expected"] | str = "reader",
) -> Report:
    """Score every case and return totals over all, per language and per case, and what was missed or wrong.

    With `positions` "reader", `make_result` reads each folder. With "expected" the readers are left out: the positions
    are those that the case expects, so that comparing is measured alone.
    """
    scores = []
    for folder in folders:
        expected = load_expected(folder)
        result = make_result(folder) if positions == "reader" else result_from_expected(folder)
        scores.append(score_case(result, expected))
    total = add_scores(scores)
    return {
        "positions": positions,
        "overall": _show_tallies(total.overall),
        "by_language": {language: _show_tallies(tallies) for language, tallies in total.by_language.items()},
        "by_case": {score.name: _show_tallies(score.overall) for score in scores},
        "errors": {score.name: [_show_fault(fault) for fault in score.faults] for score in scores},
    }


def result_from_expected(folder: Path) -> Result:
    """Return what comparing makes of the positions that a case expects.

    Raises:
        InputError: the folder is no case, or an expected quote does not stand in its source.

    """
    from parley import __version__
    from parley.acquire.documents import acquire
    from parley.attribute.marking import mark_positions
    from parley.compare import compare
    from parley.outlook import assess

    acquired = acquire(folder)
    given = positions_from_expected(load_expected(folder), acquired.documents)
    positions = mark_positions(given, acquired.documents)
    partial = frozenset(document.id for document in acquired.documents if document.partial)
    comparison = compare(acquired.encounter, acquired.documents, positions, partial)
    return Result(
        encounter=acquired.encounter,
        documents=tuple(acquired.documents),
        skipped=tuple(acquired.skipped),
        positions=positions,
        refusals=(),
        partial=tuple(sorted(partial)),
        notes=(),
        comparison=comparison,
        outlook=assess(acquired.encounter, positions, comparison),
        readers=("expected",),
        version=__version__,
    )


def _show_tallies(tallies: Tallies) -> dict[str, Any]:
    counts = {
        name: {
            "right": tally.right,
            "returned": tally.returned,
            "expected": tally.expected,
            "precision": _round(tally.precision),
            "recall": _round(tally.recall),
            "f1": _round(tally.f1),
        }
        for name, tally in tallies.counts.items()
    }
    shares = {
        name: {"right": share.right, "of": share.of, "share": _round(share.value)}
        for name, share in tallies.shares.items()
    }
    return {"counts": counts, "shares": shares}


def _show_fault(fault: Fault) -> dict[str, str]:
    return {"kind": fault.kind, "what": fault.what, "key": fault.key, "words": fault.words}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


__all__ = ["CaseScore", "Report", "evaluate_cases", "result_from_expected"]
