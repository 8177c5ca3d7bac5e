"""The outlook of a process as one page: parts with a title and lines each, then the answer with the steps to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parley.report.monitoring.text import CAUTION, tell_ratio
from parley.report.plain_text import on_one_line
from parley.report.wording import NEARER_WORDS
from parley.vocabulary import CEASEFIRE_ISSUES, BaseRate, Distance, Finding, ProcessOutlook, WatchedReading, Words

QUOTE_LENGTH = 110
DISTANCES_SHOWN = 12
CONTRASTS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its title and its lines, hidden characters written out."""

    title: str
    lines: tuple[str, ...]


def tell_outlook(outlook: ProcessOutlook) -> str:
    """Return the page as text."""
    last = outlook.rounds[-1]
    lines = [on_one_line(f"{last.title} · {last.held_on} · {_rounds(outlook)}")]
    for part in list_parts(outlook):
        title = part.title if part.title.startswith("Nearer?") else part.title.upper()
        lines += ["", title, *(f"  {line}" for line in part.lines)]
    return "\n".join(lines) + "\n"


def list_parts(outlook: ProcessOutlook) -> tuple[Part, ...]:
    """Return the parts of the page, in their order; the answer is the last but one, what was not given the last."""
    parts = [
        ("Stage", _tell_stage(outlook)),
        ("What moved", _tell_moves(outlook)),
        ("Conditions still open", _tell_conditions(outlook)),
        ("Commitments, under whose reading", _tell_commitments(outlook)),
        ("Incidents before and during", _tell_incidents(outlook)),
        ("Convergence", _tell_distances(outlook)),
        ("Base rate", _tell_base_rates(outlook.base_rates)),
        (f"Nearer? {NEARER_WORDS[outlook.nearer]}", iter(outlook.rules)),
        ("Not given, and so not in the answer", iter(outlook.not_given)),
    ]
    made = [Part(title, tuple(on_one_line(line) for line in lines)) for title, lines in parts]
    return tuple(part for part in made if part.lines)


def _rounds(outlook: ProcessOutlook) -> str:
    number = len(outlook.rounds)
    return "one encounter" if number == 1 else f"{number} encounters, from {outlook.rounds[0].held_on}"


def _tell_stage(outlook: ProcessOutlook) -> Iterator[str]:
    last = outlook.rounds[-1]
    for stage in last.stages:
        yield f"{stage.stage}: {stage.level} · {_quote(stage.words[:1])}"
    if not last.stages:
        yield "no step of the way is spoken of in the last encounter"
    for step in outlook.ladder:
        reached = "reached" if step.lately else "reached earlier, not in the last encounter"
        lacks = f"not reached, it lacks {', '.join(step.lacks)}"
        yield f"{step.step}: {f'{reached} · {_quote(step.words)}' if step.reached else lacks}"


def _tell_moves(outlook: ProcessOutlook) -> Iterator[str]:
    if len(outlook.rounds) == 1:
        yield "one encounter alone: nothing to compare it with"
        return
    yield f"since {outlook.rounds[-2].title}, {outlook.rounds[-2].held_on}"
    for move in outlook.moves:
        way = "forward" if move.forward else "back"
        yield f"{move.stage}: {move.earlier or 'not spoken of'} → {move.later or 'not spoken of'} ({way})"
    before, after = (len(one.open_conditions) for one in outlook.rounds[-2:])
    yield f"conditions open: {before} → {after}"
    if not outlook.moves:
        yield "no measure changed its level"


def _tell_conditions(outlook: ProcessOutlook) -> Iterator[str]:
    conditions = outlook.rounds[-1].open_conditions
    for party in sorted({condition.party for condition in conditions}):
        for condition in conditions:
            if condition.party == party:
                yield f"{party} on {condition.issue}: {_quote((condition.words,))}"
    if not conditions:
        yield "none is found on a halt of fire or on peace"


def _tell_commitments(outlook: ProcessOutlook) -> Iterator[str]:
    for reading in outlook.commitments:
        yield _tell_commitment(reading)
    for issue, parties in outlook.silent:
        yield f"{issue}: {', '.join(parties)} has no position on it in a text of its own"
    if not outlook.commitments:
        yield "none is found"


def _tell_commitment(reading: WatchedReading) -> str:
    days = f"from {reading.starts_on or 'no day told'} to {reading.ends_on or 'no end told'}"
    condition = f" · if “{_cut(reading.condition)}”" if reading.condition else ""
    quote = f" · “{_cut(reading.quote)}” ({reading.source})" if reading.quote else ""
    by = "+".join(reading.by) or "all"
    return f"{reading.title or reading.commitment} · {by} · reading of {reading.reading} · {days}{condition}{quote}"


def _tell_incidents(outlook: ProcessOutlook) -> Iterator[str]:
    if outlook.monitoring is None:
        return
    yield CAUTION
    for finding in outlook.monitoring.findings:
        yield from _tell_finding(finding)
    for contrast in outlook.monitoring.contrasts[:CONTRASTS_SHOWN]:
        yield (
            f"{contrast.commitment}: under {contrast.first} and not {contrast.second} {contrast.only_first} "
            f"({contrast.only_first_deaths} deaths), the other way {contrast.only_second} "
            f"({contrast.only_second_deaths}), under both {contrast.both}, doubtful {contrast.open}"
        )


def _tell_finding(finding: Finding) -> Iterator[str]:
    name = f"{finding.reading.title or finding.reading.commitment}, reading of {finding.reading.reading}"
    for window in finding.windows:
        yield (
            f"{name} · {window.name} {window.first_on} – {window.last_on}: {window.incidents.count} incidents, "
            f"{window.deaths} deaths ({window.deaths_per_day:.2f} a day), doubtful {window.doubtful}"
        )
    for change in finding.changes:
        if change.name == "during":
            told = change.not_said or (tell_ratio(change.incidents) if change.incidents else "")
            yield f"{name} · during against before: {told}"
    for warning in finding.warnings:
        yield f"{name} · ! {warning}"


def _tell_distances(outlook: ProcessOutlook) -> Iterator[str]:
    shown = sorted(
        outlook.distances, key=lambda one: (one.issue not in CEASEFIRE_ISSUES, str(one.issue), one.parties, one.held_on)
    )
    for distance in shown[:DISTANCES_SHOWN]:
        yield _tell_distance(distance)
    if len(shown) > DISTANCES_SHOWN:
        yield f"and {len(shown) - DISTANCES_SHOWN} more; --format json has them all"
    if not shown:
        yield "on no issue do two parties speak in texts of their own, so there is no distance"


def _tell_distance(one: Distance) -> str:
    scope = "no objects named" if one.scope is None else f"scope {one.scope:.2f}"
    return (
        f"{one.issue} · {one.held_on} · {one.parties[0]} {one.strengths[0]} – {one.parties[1]} {one.strengths[1]} · "
        f"distance {one.total:.2f} (strength {one.strength:.2f}, {scope}, condition {one.condition:.1f})"
    )


def _tell_base_rates(rates: Iterable[BaseRate]) -> Iterator[str]:
    told: set[str] = set()
    for rate in rates:
        if rate.refused is not None:
            line = f"refused: {rate.refused}"
            if line not in told:
                yield line
            told.add(line)
            continue
        if rate.chance is None or rate.low is None or rate.high is None or rate.class_rate is None:
            continue
        if rate.reference_class not in told:
            yield f"a ceasefire agreement is signed · class: {rate.reference_class} ({rate.group})"
            told.add(rate.reference_class)
        way = "model" if rate.way == "model" else "class rate, drawn towards that of all conflicts"
        months = "1 month" if rate.months == 1 else f"{rate.months} months"
        yield (
            f"within {months}: {_share(rate.chance)} (90 % interval {_share(rate.low)} – {_share(rate.high)}; {way}) · "
            f"of the class {rate.positives} of {rate.n} conflict-months, {rate.conflicts} conflicts, "
            f"{_share(rate.class_rate)}"
        )
    yield from dict.fromkeys(note for rate in rates for note in rate.notes)


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _quote(words: Iterable[Words]) -> str:
    return " ".join(f"“{_cut(one.quote)}” ({one.source})" for one in words) or "no words"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_LENGTH else line[: QUOTE_LENGTH - 1].rstrip() + "…"
