"""A monitor report as text: each reading with its windows, the change, the months, the places; then the contrasts."""

from collections.abc import Iterator

from parley.report.plain_text import on_one_line
from parley.vocabulary import Area, Change, Contrast, Finding, MonitorReport, Ratio, Window

# Said with every answer: it is what the figures are, and what they are not.
CAUTION = (
    "An incident that falls under a reading is no finding of a violation: who did it, and whether it was one, is for "
    "people to establish."
)
PLACES_SHOWN = 8
MATCHES_SHOWN = 5
EXAMPLES_SHOWN = 5


def render_text(report: MonitorReport) -> str:
    """Return the report as lines of text, hidden characters written out."""
    lines = [*_tell_files(report), CAUTION]
    for finding in report.findings:
        lines += ["", *_tell_finding(finding)]
    for contrast in report.contrasts:
        lines += ["", *_tell_contrast(contrast)]
    return "\n".join(line if not line.strip() else _indent(line) for line in lines) + "\n"


def _indent(line: str) -> str:
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + _shown(text)


def _shown(text: str) -> str:
    """Return the text with hidden characters shown; runs of spaces that make columns stay."""
    return " ".join(on_one_line(part) for part in text.split(" "))


def _tell_files(report: MonitorReport) -> Iterator[str]:
    for file in report.files:
        days = f", {file.first_on} to {file.last_on}" if file.first_on else ""
        parts = [f"{file.taken:,} incidents{days}"]
        parts += [
            f"{count:,} {name}"
            for name, count in (
                ("repeated", file.repeated),
                ("superseded by a newer release", file.superseded),
                ("rejected", file.rejected),
            )
            if count
        ]
        candidate = ", candidate release" if file.candidate else ""
        yield f"{file.file} ({file.format}{candidate}): {'; '.join(parts)}"
    for warning in report.warnings:
        yield f"  ! {warning}"


def _tell_finding(finding: Finding) -> Iterator[str]:
    reading = finding.reading
    yield f"{(reading.title or reading.commitment).upper()} · reading: {reading.reading}"
    yield f"  {_tell_terms(finding)}"
    if reading.quote:
        yield f"  “{reading.quote}” ({reading.source})"
    for warning in finding.warnings:
        yield f"  ! {warning}"
    if not finding.windows:
        return
    yield _row("window", "days", "", "incidents", "a day (95 % interval)", "deaths", "a day", "doubtful (deaths)")
    for window in finding.windows:
        yield _tell_window(window)
    for change in finding.changes:
        yield from _tell_change(change)
    yield "  deaths by month of the first day, of which doubtful in brackets"
    yield "    " + " · ".join(
        f"{month.first_on:%Y-%m} {month.deaths + month.doubtful_deaths} ({month.doubtful_deaths})"
        for month in finding.months
    )
    if finding.places:
        shown = [f"{name} {count} ({deaths})" for name, count, deaths in finding.places[:PLACES_SHOWN]]
        more = len(finding.places) - PLACES_SHOWN
        rest = f" · and {more} places more" if more > 0 else ""
        yield f"  where, during: incidents (deaths): {' · '.join(shown)}{rest}"
    for sure in (True, False):
        kept = [match for match in finding.matches if match.sure is sure][:MATCHES_SHOWN]
        if kept:
            yield f"  {'falls under it' if sure else 'doubtful'}, the most deaths first:"
        for match in kept:
            yield f"    {match.incident.best:>4} deaths · id {match.incident.id} · {'; '.join(match.reasons)}"


def _tell_terms(finding: Finding) -> str:
    reading = finding.reading
    parts = [f"{reading.issue} by {'+'.join(reading.by) or 'all'}"]
    if reading.scope:
        parts.append(f"on {', '.join(reading.scope)}")
    if reading.types:
        parts.append(f"types {', '.join(reading.types)}")
    parts.append(_tell_area(reading.area))
    parts.append(
        f"declared {reading.declared_on or 'on no day told'}, from {reading.starts_on or 'no day told'} "
        f"to {reading.ends_on or 'no end told'}"
    )
    if reading.watched_until:
        parts.append(f"watched until {reading.watched_until}")
    return " · ".join(parts)


def _tell_area(area: Area) -> str:
    parts = list(area.names)
    if area.geometries:
        parts.append(f"{len(area.geometries)} polygon{'s' if len(area.geometries) > 1 else ''}")
    if area.line:
        parts.append(f"within {area.within_km:g} km of a line")
    told = " or ".join(parts) or "everywhere"
    return f"{told} except {_tell_area(area.except_for)}" if area.except_for else told


def _tell_window(window: Window) -> str:
    rate = window.incidents
    return _row(
        window.name,
        f"{window.first_on} – {window.last_on}",
        str(rate.days),
        str(rate.count),
        f"{rate.per_day:.2f} ({rate.low:.2f}–{rate.high:.2f})",
        str(window.deaths),
        f"{window.deaths_per_day:.2f}",
        f"{window.doubtful} ({window.doubtful_deaths})" if window.doubtful else "–",
    )


def _row(*cells: str) -> str:
    widths = (8, -24, 4, 10, 22, 7, 6, 18)
    told = (
        f"{cell:<{-width}}" if width < 0 else f"{cell:>{width}}"
        for cell, width in zip(cells[1:], widths[1:], strict=True)
    )
    return f"  {cells[0]:<{widths[0]}} {' '.join(told)}"


def _tell_change(change: Change) -> Iterator[str]:
    if change.incidents is None:
        yield f"  {change.name} against before: {change.not_said}"
        return
    yield f"  {change.name} against before: incidents {tell_ratio(change.incidents)}"
    if change.deaths is not None:
        yield f"  {change.name} against before: deaths {tell_ratio(change.deaths)}"


def tell_ratio(ratio: Ratio) -> str:
    """Return a ratio with its interval and by which rule the interval was made."""
    if ratio.ratio is None:
        return "have no ratio: there are none before"
    high = "no upper limit" if ratio.high == float("inf") else f"{ratio.high:.2f}"
    if ratio.method == "bootstrap" and ratio.low == 0 and ratio.high == float("inf"):
        return f"× {ratio.ratio:.2f}, with no interval: a window has none, or nothing varies"
    ways = {
        "conditional": "exact, conditional on the sum; the counts are dispersed as Poisson counts are",
        "overdispersed": f"overdispersed, by {ratio.unit}s; variance is {ratio.dispersion:.1f} times the mean",
        "bootstrap": f"bootstrap over {ratio.unit}s",
    }
    word = "fewer" if ratio.high < 1 else "more" if ratio.low > 1 else "no change that could not be chance"
    return f"× {ratio.ratio:.2f} (95 % interval {ratio.low:.2f}–{high}: {word}; {ways[ratio.method]})"


def _tell_contrast(contrast: Contrast) -> Iterator[str]:
    yield f"UNDER ONE READING AND NOT THE OTHER · {contrast.commitment}"
    for one, other, count, deaths in (
        (contrast.first, contrast.second, contrast.only_first, contrast.only_first_deaths),
        (contrast.second, contrast.first, contrast.only_second, contrast.only_second_deaths),
    ):
        yield f"  under {one} and not under {other}: {count} ({deaths} deaths)"
    yield f"  under both: {contrast.both} · doubtful under one or both: {contrast.open}"
    for name, incident in contrast.examples[:EXAMPLES_SHOWN]:
        place = incident.places[0] if incident.places else "no place told"
        yield f"    under {name} alone: {incident.first_on} {place}, {incident.best} deaths, id {incident.id}"
