"""In short: at most seven sentences, made of fixed patterns over the results, each with the words it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from parley.report.columns import make_columns
from parley.report.matrix import Cell, Row, make_matrix
from parley.report.partings import NOT_BETWEEN_PARTIES, rank
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES, NEARER_WORDS, and_list, count, name_number, name_window
from parley.vocabulary import (
    CEASEFIRE_ISSUES,
    UNDERTAKEN,
    Certainty,
    Divergence,
    DivergenceType,
    FollowUp,
    Issue,
    Nearer,
    Position,
    Result,
    Words,
)

LONGEST = 7
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the words that it rests on."""

    text: str
    words: tuple[Words, ...] = ()


def summarise(result: Result) -> tuple[Sentence, ...]:
    """Return what a reader in a hurry must know: 1. what both tell, 2. where they part, 3. what one side alone
    tells, 4. what is absent, 5. what comes next, 6. whether the ceasefire is nearer. Never more than seven sentences.
    """
    ending = [*_tell_absences(result), *_tell_next(result), *_tell_nearer(result)]
    accounts, omissions = list(_tell_accounts(result)), list(_tell_omissions(result))
    room = LONGEST - len(ending) - len(accounts) - len(omissions)
    return (*accounts, *islice(_tell_conflicts(result), max(0, room)), *omissions, *ending)


def _tell_accounts(result: Result) -> Iterator[Sentence]:
    """Yield what every party's account undertakes, or that there are no two accounts to compare."""
    columns = make_columns(result, "party")
    told = [column for column in columns if column.party in result.encounter.parties]
    if len(told) < 2:
        named = f"only {told[0].title}'s" if told else "no party's"
        yield Sentence(f"There are no two accounts to compare: {named} account was read.")
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
        who = "Both accounts" if len(told) == 2 else "All accounts"
        yield Sentence(f"{who} tell of an undertaking or a positive answer on {titles}.", _lead_words(cells))


def _binds_in_all(row: Row, columns: list[str]) -> bool:
    """Return whether each of the columns has something on the point that reaches "responded positively"."""
    cells = [cell for cell in row.cells if cell.column.id in columns]
    return all(any(p.strength >= UNDERTAKEN - 1 for p in cell.positions) for cell in cells)


def _lead_words(cells: Iterable[Cell]) -> tuple[Words, ...]:
    return tuple(Words(c.lead.source, c.lead.span, c.lead.quote, c.lead.id) for c in cells if c.lead)


def _tell_conflicts(result: Result) -> Iterator[Sentence]:
    """Yield a sentence for each divergence that is not silence, the most significant first, one for each issue."""
    told: set[Issue] = set()
    for divergence in rank(list(result.comparison.divergences)):
        if divergence.certainty is Certainty.SILENCE or divergence.type in NOT_BETWEEN_PARTIES:
            continue
        if divergence.issue in told:
            continue
        text = _tell_divergence(result, divergence)
        if text:
            told.add(divergence.issue)
            yield Sentence(text, divergence.sides)


# What is said of each type; `both` and `sides` are the parties, `issue` the matter, `more` what the positions add.
_PATTERNS: dict[DivergenceType, str] = {
    DivergenceType.SCOPE: "{both} speak of {issue}, but not of the same things{more}.",
    DivergenceType.CONDITION: "On {issue}, only {more} states a condition.",
    DivergenceType.TIMING: "{both} speak of {issue}, but do not give it the same time{more}.",
    DivergenceType.QUANTITY: "{both} speak of {issue}, with different numbers{more}.",
    DivergenceType.CONTRADICTION: "What {sides} say of {issue} cannot both hold.",
    DivergenceType.STRENGTH: "On {issue}, {sides} tell differently how far a party bound itself.",
    DivergenceType.ORIGIN: "{both} speak of {issue}, but differ on whose idea it was.",
    DivergenceType.BOUND: "{both} speak of {issue}, but differ on who is bound.",
    DivergenceType.REASON: "{both} speak of {issue}, for different reasons.",
    DivergenceType.NAMING: "{both} speak of {issue}, under different names.",
}


def _tell_divergence(result: Result, divergence: Divergence) -> str:
    """Return the sentence for a divergence, or an empty string where its type has none."""
    sides = _parties_of(result, divergence)
    issue = ISSUE_TITLES[divergence.issue]
    if divergence.type is DivergenceType.DENIAL:
        return _tell_denial(result, divergence, issue, sides)
    more = {
        DivergenceType.SCOPE: _tell_scopes,
        DivergenceType.TIMING: _tell_times,
        DivergenceType.QUANTITY: _tell_quantities,
        DivergenceType.CONDITION: _tell_conditioning,
    }.get(divergence.type, _tell_nothing)(result, divergence)
    both = f"Both {sides[0]} and {sides[1]}" if len(sides) == 2 else and_list(sides)
    return _PATTERNS.get(divergence.type, "").format(both=both, sides=and_list(sides), issue=issue, more=more)


def _tell_nothing(result: Result, divergence: Divergence) -> str:
    del result, divergence
    return ""


def _parties_of(result: Result, divergence: Divergence) -> list[str]:
    """Return whose versions the sides are, each once; a source that speaks for nobody goes by its publisher."""
    names: dict[str, None] = {}
    for words in divergence.sides:
        source = result.encounter.source(words.source)
        names.update(dict.fromkeys(source.speaks_for or (on_one_line(source.publisher),)))
    return list(names)


def _side_positions(result: Result, divergence: Divergence) -> Iterator[tuple[str, Position]]:
    """Yield each side's name and the positions of its source that its words touch."""
    by_id = {position.id: position for position in result.positions}
    for words in divergence.sides:
        source = result.encounter.source(words.source)
        name = and_list(source.speaks_for or (on_one_line(source.publisher),))
        if words.position in by_id:
            yield name, by_id[words.position]


def _tell_scopes(result: Result, divergence: Divergence) -> str:
    scopes: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        if position.measure.scope:
            scopes.setdefault(name, and_list(position.measure.scope))
    return _side_by_side(scopes) if len(scopes) > 1 else ""


def _tell_quantities(result: Result, divergence: Divergence) -> str:
    numbers: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        if position.measure.quantity is not None:
            numbers.setdefault(name, name_number(position.measure.quantity))
    return _side_by_side(numbers) if len(numbers) > 1 else ""


def _side_by_side(values: dict[str, str]) -> str:
    """Return ": US, 30; RU, 20"."""
    return f": {'; '.join(f'{name}, {value}' for name, value in values.items())}"


def _tell_times(result: Result, divergence: Divergence) -> str:
    year = result.encounter.held_on[0].year
    times: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        measure = position.measure
        window = name_window(measure.starts_on, measure.ends_on, year) or (
            f"{measure.days} days" if measure.days else ""
        )
        if window:
            times.setdefault(name, window)
    if len(times) == 1:
        name, window = next(iter(times.items()))
        return f": only {name} has {window}"
    return _side_by_side(times) if times else ""


def _tell_denial(result: Result, divergence: Divergence, issue: str, sides: list[str]) -> str:
    denying = list(dict.fromkeys(name for name, p in _side_positions(result, divergence) if p.act == "deny"))
    asserting = [name for name in sides if name not in denying]
    if not denying or not asserting:
        return f"{and_list(sides)} assert and deny {issue}."
    told = f"{and_list(asserting)} {_verb(asserting, 'tells', 'tell')} of {issue}"
    return f"{told}; {and_list(denying)} {_verb(denying, 'denies', 'deny')} it."


def _verb(names: list[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _tell_conditioning(result: Result, divergence: Divergence) -> str:
    """Return who states a condition; where no position says so, the first side, whose words are the condition."""
    names = dict.fromkeys(name for name, position in _side_positions(result, divergence) if position.condition)
    return and_list(names or _parties_of(result, divergence)[:1])


def _tell_omissions(result: Result) -> Iterator[Sentence]:
    """Yield one sentence that says, for each party that alone tells of something, what that is."""
    alone: dict[str, dict[Issue, Words]] = {}
    for divergence in result.comparison.divergences:
        if divergence.type is not DivergenceType.OMISSION or not divergence.sides:
            continue
        names = [name for name in _parties_of(result, divergence) if name in result.encounter.parties]
        others = set(result.encounter.parties) - set(names)
        if len(names) == 1 and others and others <= set(divergence.silent):
            alone.setdefault(names[0], {}).setdefault(divergence.issue, divergence.sides[0])
    told = [f"nly {name} mentions {_titles(alone[name])}" for name in result.encounter.parties if name in alone]
    if told:
        words = tuple(words for by_issue in alone.values() for words in by_issue.values())
        yield Sentence(f"O{'; o'.join(told)}.", words[:_NAMED])


def _titles(issues: Iterable[Issue]) -> str:
    """Return the issues' titles, each once; beyond six, how many more."""
    titles = list(dict.fromkeys(ISSUE_TITLES[issue] for issue in issues))
    more = len(titles) - _NAMED
    return and_list(titles if more <= 0 else [*titles[:_NAMED], f"{more} more"])


def _tell_absences(result: Result) -> Iterator[Sentence]:
    absent = result.comparison.absent
    if absent:
        titles = _titles(absence.issue for absence in absent)
        yield Sentence(f"Announced before and in no version after: {titles}.", tuple(a.words for a in absent)[:_NAMED])


def _tell_next(result: Result) -> Iterator[Sentence]:
    """Yield the next step: the first dated one that is still to come, or else the first with a place."""
    open_steps = [step for step in result.comparison.follow_ups if step.status not in ("held", "cancelled")]
    after = [step for step in open_steps if step.on and step.on > result.encounter.held_on[0]]
    after.sort(key=lambda step: (step.on, step.place is None, step.issue not in (Issue.TALKS, Issue.SUMMIT)))
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
    when = f" on {window}" if window else ""
    publisher = on_one_line(result.encounter.source(step.source).publisher)
    return f"{ISSUE_TITLES[step.issue]}{place}{when} ({step.status}, {publisher})"


def _tell_nearer(result: Result) -> Iterator[Sentence]:
    outlook = result.outlook
    if outlook.nearer is Nearer.NOT_APPLICABLE:
        return
    reasons = [on_one_line(reason).rstrip(".") for reason in outlook.reasons[:3]]
    if outlook.open_conditions and not any("condition" in reason for reason in reasons):
        reasons.append(f"{count(len(outlook.open_conditions), 'condition')} open")
    why = f": {', '.join(reasons)}" if reasons else ""
    words = tuple(word for stage in outlook.stages[:2] for word in stage.words[:1])
    yield Sentence(f"Ceasefire nearer? {NEARER_WORDS[outlook.nearer]}{why}.", words)
