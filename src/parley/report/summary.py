"""In short: at most seven sentences, made of fixed patterns over the results, each with the words it rests on."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from parley.report.agenda import order_steps
from parley.report.columns import make_columns, sources_of_party
from parley.report.conflicts import Sentence, is_found, parties_of, tell_conflicts
from parley.report.matrix import Cell, Row, make_matrix
from parley.report.parties import name_parties, name_party, tell_of_parties
from parley.report.plain_text import on_one_line
from parley.report.wording import (
    ISSUE_PHRASES,
    ISSUE_TITLES,
    NEARER_WORDS,
    and_list,
    count,
    name_window,
    tell_reason,
    title_of,
)
from parley.vocabulary import (
    CEASEFIRE_ISSUES,
    UNDERTAKEN,
    DivergenceType,
    FollowUp,
    Issue,
    Nearer,
    Result,
    Standing,
    Words,
)

LONGEST = 7
TELLING_APART = frozenset({DivergenceType.SCOPE, DivergenceType.QUANTITY, DivergenceType.TIMING})
_NAMED = 6


def summarise(result: Result) -> tuple[Sentence, ...]:
    """Return what a reader in a hurry must know: 1. what both tell, 2. where they part, 3. what one side alone
    tells, 4. what is absent, 5. what comes next, 6. whether the ceasefire is nearer. Never more than seven sentences.
    """
    ending = [*_tell_absences(result), *_tell_next(result), *_tell_nearer(result)]
    accounts, omissions = list(_tell_accounts(result)), list(_tell_omissions(result))
    room = LONGEST - len(ending) - len(accounts) - len(omissions)
    return (*accounts, *islice(tell_conflicts(result), max(0, room)), *omissions, *ending)


def _tell_accounts(result: Result) -> Iterator[Sentence]:
    """Yield what every party's account undertakes, or that there are no two accounts to compare."""
    columns = make_columns(result, "party")
    told = [column for column in columns if set(column.parties) & set(result.encounter.parties)]
    if len(told) < 2:
        named = f"only that of {name_parties(told[0].parties, result.encounter)}" if told else "none of a party"
        yield Sentence(f"There are no two accounts to compare: {named} was read.")
        return
    if any(column.relayed for column in told):
        yield Sentence(
            f"The accounts are those that {told[0].note.removeprefix('as relayed by ')} relays, at second hand."
        )
    rows = [row for row in make_matrix(result, "party").rows if _binds_in_all(row, [column.id for column in told])]
    if rows:
        # A stop of fire comes first: it is what a reader asks for.
        rows.sort(key=lambda row: row.point.issue not in CEASEFIRE_ISSUES)
        titles = _titles(row.point.issue for row in rows)
        cells = [cell for row in rows[:2] for cell in row.cells if cell.column in told]
        who = "Both sides" if len(told) == 2 else "All sides"
        yield Sentence(f"{who} report an agreement, or a yes, on {titles}.", _lead_words(cells))


def _binds_in_all(row: Row, columns: list[str]) -> bool:
    """Return whether each of the columns has something found on the point that reaches "responded positively"."""
    cells = [cell for cell in row.cells if cell.column.id in columns]
    found = [[p for p in cell.positions if p.standing is Standing.FOUND] for cell in cells]
    return all(any(p.strength >= UNDERTAKEN - 1 for p in positions) for positions in found)


def _lead_words(cells: Iterable[Cell]) -> tuple[Words, ...]:
    return tuple(Words(c.lead.source, c.lead.span, c.lead.quote, c.lead.id) for c in cells if c.lead)


def _tell_omissions(result: Result) -> Iterator[Sentence]:
    """Yield one sentence that says, for each party that alone tells of something, what that is."""
    alone: dict[str, dict[str, Words]] = {}
    parted = {divergence.issue for divergence in result.comparison.divergences if divergence.type in TELLING_APART}
    titles = {point.id: title_of(point) for point in result.comparison.points}
    for divergence in result.comparison.divergences:
        names = parties_of(result, divergence)
        others = set(result.encounter.parties) - set(names)
        if divergence.type is not DivergenceType.OMISSION or len(names) != 1 or not others <= set(divergence.silent):
            continue
        if not any(is_found(result, words) for words in divergence.sides):
            continue
        title = ISSUE_PHRASES[divergence.issue]
        if any(_speaks_of(result, party, divergence.issue) for party in others):
            # The others speak of the issue, though not of this point: only what sets it apart is told by one alone,
            # and nothing of an issue on which the accounts part over what is covered, how many, or for how long.
            title = titles.get(divergence.point or "", title)
            if ":" not in title or divergence.issue in parted:
                continue
            title = f"{title.replace(': ', ' (', 1)})"
        alone.setdefault(names[0], {}).setdefault(title, divergence.sides[0])
    told = [
        f"nly {name_party(party, result.encounter)} mentions {_enumerate(alone[party])}"
        for party in result.encounter.parties
        if party in alone
    ]
    if told:
        words = tuple(words for by_title in alone.values() for words in by_title.values())
        yield Sentence(f"O{'; o'.join(told)}.", words[:_NAMED])


def _speaks_of(result: Result, party: str, issue: Issue) -> bool:
    """Return whether a party's own sources, published on or after the day, have a position on an issue."""
    sources = sources_of_party(result, party)
    return any(position.issue is issue and position.source in sources for position in result.positions)


def _enumerate(titles: Iterable[str]) -> str:
    """Return the titles, each once; beyond six, how many more."""
    distinct = list(dict.fromkeys(titles))
    more = len(distinct) - _NAMED
    return and_list(distinct if more <= 0 else [*distinct[:_NAMED], f"{more} more"])


def _titles(issues: Iterable[Issue]) -> str:
    return _enumerate(ISSUE_PHRASES[issue] for issue in issues)


def _tell_absences(result: Result) -> Iterator[Sentence]:
    absent = [absence for absence in result.comparison.absent if is_found(result, absence.words)]
    if absent:
        titles = _titles(absence.issue for absence in absent)
        yield Sentence(f"Announced before and in no version after: {titles}.", tuple(a.words for a in absent)[:_NAMED])


def _tell_next(result: Result) -> Iterator[Sentence]:
    """Yield the next steps: the first dated ones that are still to come, or else those with a place."""
    open_steps = [step for step in order_steps(result) if step.status not in ("held", "cancelled")]
    after = [step for step in open_steps if step.on and step.on > result.encounter.held_on[0]]
    placed = [step for step in open_steps if step.place and not step.on]
    steps = _distinct([*after, *placed])[:2]
    if steps:
        told = "; ".join(_tell_step(result, step) for step in steps)
        yield Sentence(f"Next: {told}.", tuple(step.words for step in steps))


def _distinct(steps: list[FollowUp]) -> list[FollowUp]:
    """Return the steps without those that another source tells too."""
    found: dict[tuple[object, ...], FollowUp] = {}
    for step in steps:
        found.setdefault((step.issue, step.on), step)
    return list(found.values())


def _tell_step(result: Result, step: FollowUp) -> str:
    place = f" in {on_one_line(step.place)}" if step.place else ""
    window = name_window(step.on, step.until, result.encounter.held_on[0].year)
    when = f" {'from' if step.until and step.until != step.on else 'on'} {window}" if window else ""
    publisher = on_one_line(result.encounter.source(step.source).publisher)
    return f"{ISSUE_TITLES[step.issue]}{place}{when} ({step.status}, {publisher})"


def _tell_nearer(result: Result) -> Iterator[Sentence]:
    outlook = result.outlook
    if outlook.nearer is Nearer.NOT_APPLICABLE:
        return
    # The words that a reason quotes stand behind its mark.
    told = [tell_of_parties(tell_reason(reason), result.encounter) for reason in outlook.reasons[:3]]
    reasons = [re.split(r": [“«„\"]", reason)[0].rstrip(".") for reason in told]
    if outlook.open_conditions and not any("condition" in reason for reason in reasons):
        reasons.append(f"{count(len(outlook.open_conditions), 'condition')} open")
    why = f": {', '.join(reasons)}" if reasons else ""
    words = tuple(word for stage in outlook.stages[:2] for word in stage.words[:1])
    yield Sentence(f"Ceasefire nearer? {NEARER_WORDS[outlook.nearer]}{why}.", words)
