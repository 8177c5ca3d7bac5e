"""The record of forecasts as text: scores, open windows, and a reliability diagram beside that of the back-test."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from parley.vocabulary import ForecastRecord

BAR = 40
SIZE, EDGE = 300, 40


def tell_record(record: ForecastRecord, fitted: Mapping[str, Any]) -> str:
    """Return the record and the back-test's as text."""
    return "\n".join([*_tell_own(record), ""]) + "\n" + tell_backtest(fitted)


def tell_backtest(fitted: Mapping[str, Any]) -> str:
    """Return the back-test of a fitted base rate as text: a row a horizon and class, then its reliability."""
    return "\n".join(_tell_backtest(fitted)) + "\n"


def draw_reliability(record: ForecastRecord, fitted: Mapping[str, Any]) -> str:
    """Return the reliability diagram as SVG: circles for the back-test, squares for the own record.

    Perfect forecasts lie on the diagonal; the area of a mark grows with the number of forecasts.
    """
    whole = SIZE + 2 * EDGE

    def place(mean: float, share: float) -> tuple[float, float]:
        return EDGE + SIZE * mean, EDGE + SIZE * (1 - share)

    marks = []
    for _, _, number, mean, share in _backtest_bins(fitted):
        x, y = place(mean, share)
        marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + number**0.25:.1f}" fill="#1f3a5f" fill-opacity=".45"/>'
        )
    for _, _, number, mean, share in record.bins:
        x, y = place(mean, share)
        side = 4 + 2 * number**0.25
        corner = f'x="{x - side / 2:.1f}" y="{y - side / 2:.1f}"'
        marks.append(f'<rect {corner} width="{side:.1f}" height="{side:.1f}" fill="#b3541e"/>')
    told = escape(f"own record: {len(record.scored)} scored forecasts; circles: the back-test")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img" font-family="sans-serif" '
        f'font-size="11" fill="#222"><title>Reliability</title><desc>{told}</desc>'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#999"/>'
        f'<line x1="{EDGE}" y1="{EDGE + SIZE}" x2="{EDGE + SIZE}" y2="{EDGE}" stroke="#bbb"/>{"".join(marks)}'
        f'<text x="{EDGE}" y="{whole - 12}">chance that was given, 0 to 1</text>'
        f'<text x="{EDGE}" y="{EDGE - 10}">share that happened, 0 to 1 · circles back-test, squares own record</text>'
        "</svg>\n"
    )


def _tell_own(record: ForecastRecord) -> Iterator[str]:
    yield f"OWN RECORD · {len(record.scored)} scored, {len(record.open)} open"
    if record.brier is not None and record.log is not None:
        yield f"  Brier {record.brier:.3f} · log {record.log:.3f} (smaller is better; a coin has 0.25 and 0.693)"
    else:
        yield "  no window has closed yet, so there is no score"
    for one in record.scored:
        given = one.forecast
        came = f"signed on {one.on}" if one.happened else "not signed"
        yield (
            f"  {given.process} · {given.made_on} to {given.until}: {100 * given.chance:.1f} % → {came} · "
            f"Brier {one.brier:.3f} · log {one.log:.3f}"
        )
    for given in record.open:
        yield f"  {given.process} · {given.made_on} to {given.until}: {100 * given.chance:.1f} % · open"
    yield from _tell_bins(record.bins)


def _tell_backtest(fitted: Mapping[str, Any]) -> Iterator[str]:
    first, last = fitted["tested_years"]
    yield f"BACK-TEST · years {first} to {last}, each forecast by what was known at the year's beginning"
    yield f"  {'':31} | {'Brier':<31} | {'log score':<31} | skill against climatology | calibration |"
    four = " ".join(f"{name:>7}" for name in ("ours", "climat.", "recent", "own"))
    yield (
        f"  {'months':>6} {'class':<7} {'forecasts':>9} {'signed':>6} | {four} | {four} | {'[90 % interval]':<25} | "
        f"{'slope':>5} {'level':>5} | used"
    )
    ways = ("", "_climatology", "_recent", "_own_rate")
    for one in fitted["scores"]:
        brier = " ".join(f"{one['brier' + way]:7.4f}" for way in ways)
        log = " ".join(f"{one[('log' + way) if way else 'log_score']:7.4f}" for way in ways)
        skill = f"{one['skill']:+.3f} [{one['skill_low']:+.3f}, {one['skill_high']:+.3f}]"
        used = "" if one["horizon"] == "all" else "yes" if one["beats"] else "no"
        yield (
            f"  {one['months']:>6} {one['horizon']:<7} {one['forecasts']:>9} {one['positives']:>6} | {brier} | {log} | "
            f"{skill:<25} | {one['slope']:5.2f} {one['level']:5.2f} | {used}"
        ).rstrip()
    yield "  reliability, all horizons and classes together"
    yield from _tell_bins(_backtest_bins(fitted))


def _tell_bins(bins: Iterable[tuple[float, float, int, float, float]]) -> Iterator[str]:
    for low, high, number, mean, share in bins:
        bar = "█" * round(BAR * share)
        yield (
            f"    {100 * low:3.0f}–{min(100 * high, 100):3.0f} %  given {100 * mean:5.1f} %  "
            f"happened {100 * share:5.1f} %  of {number:>6}  {bar}"
        ).rstrip()


def _backtest_bins(fitted: Mapping[str, Any]) -> list[tuple[float, float, int, float, float]]:
    """Return the bins of all horizons and classes as one list."""
    sums: dict[tuple[float, float], list[float]] = {}
    for bins in fitted["calibration"].values():
        for low, high, number, mean, share in bins:
            held = sums.setdefault((low, high), [0.0, 0.0, 0.0])
            held[0] += number
            held[1] += number * mean
            held[2] += number * share
    return [
        (low, high, int(number), mean / number, share / number)
        for (low, high), (number, mean, share) in sorted(sums.items())
    ]
