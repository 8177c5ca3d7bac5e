"""The outlook of a process: its encounters in order, what moved, what stands, and the rule that answers `nearer`.

The rule, in its order; each step that applies is shown with the answer:

1. Nothing in any encounter speaks of a halt of fire: not applicable.
2. No party of the last encounter has a position on a halt of fire in a text of its own, and the last encounter was not
   read whole: not enough to say.
3. The last encounter's own answer (docs/outlook.md) is where it starts.
4. A yes or marginally becomes no where the last encounter left every measure where the one before it had it or further
   back, with no condition fewer and no distance smaller: said again is not nearer.
5. A yes becomes marginally where incidents during a commitment of it did not become fewer under any reading, the
   interval of their ratio to those before not lying below 1.
6. A yes or marginally becomes no where incidents became more under every reading that can be told.

The base rate never changes the answer. It says how often such conflicts sign, and stands beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from parley.outlook.convergence import measure_distances
from parley.outlook.ladder import climb_ladder
from parley.outlook.stage import HALTS, positions_after
from parley.vocabulary import (
    BaseRate,
    Change,
    Distance,
    Finding,
    Issue,
    MonitorReport,
    Nearer,
    ProcessOutlook,
    Result,
    RoundOutlook,
    StageMove,
    StageReached,
    WatchedReading,
)

LEVELS = ("discussed", "proposed", "accepted in part", "agreed", "in force")
HOPEFUL = frozenset({Nearer.YES, Nearer.MARGINALLY})


def assess_process(
    results: Sequence[Result],
    commitments: Sequence[WatchedReading] = (),
    monitoring: MonitorReport | None = None,
    base_rates: Sequence[BaseRate] = (),
    not_given: Sequence[str] = (),
) -> ProcessOutlook:
    """Return the outlook of a process from its encounters, given in the order of their rounds."""
    rounds = tuple(_round(result) for result in results)
    distances = tuple(one for result in results for one in measure_distances(result.encounter, result.positions))
    spoken = [one for result in results for one in positions_after(result.encounter, result.positions)]
    lately = positions_after(results[-1].encounter, results[-1].positions)
    moves = list_moves(rounds[-2].stages, rounds[-1].stages) if len(rounds) > 1 else ()
    outlook = ProcessOutlook(
        rounds[-1].nearer,
        (),
        rounds,
        climb_ladder(spoken, lately),
        moves,
        tuple(commitments),
        distances,
        _silent(results[-1], rounds[-1]),
        monitoring,
        tuple(base_rates),
        tuple(not_given),
    )
    nearer, rules = answer(outlook)
    return replace(outlook, nearer=nearer, rules=rules)


def answer(outlook: ProcessOutlook) -> tuple[Nearer, tuple[str, ...]]:
    """Return the answer and the steps of the rule that led to it."""
    last = outlook.rounds[-1]
    if all(one.nearer is Nearer.NOT_APPLICABLE for one in outlook.rounds):
        return Nearer.NOT_APPLICABLE, ("1. no encounter speaks of a halt of fire",)
    if not last.spoken and not last.read_whole:
        return Nearer.NOT_ENOUGH, (
            "2. no party has a position on a halt of fire in a text of its own, and not every source was read whole",
        )
    nearer = last.nearer
    rules = [f"3. {last.title}, by itself: {_words_of(nearer)} ({'; '.join(last.reasons) or 'no reason told'})"]
    if nearer is Nearer.NOT_APPLICABLE:
        return Nearer.NO, (*rules, "3. the last encounter is silent on it, an earlier one is not: no movement")
    if nearer in HOPEFUL and len(outlook.rounds) > 1 and (why := _stands_still(outlook)):
        nearer = Nearer.NO
        rules.append(f"4. {why}")
    changes = _changes_during(outlook.monitoring)
    if nearer is Nearer.YES and changes and not any(_fewer(change) for change in changes):
        nearer = Nearer.MARGINALLY
        rules.append("5. incidents during it did not become fewer under any reading")
    if nearer in HOPEFUL and changes and all(_more(change) for change in changes):
        nearer = Nearer.NO
        rules.append("6. incidents became more under every reading that can be told")
    return nearer, tuple(rules)


def list_moves(earlier: Sequence[StageReached], later: Sequence[StageReached]) -> tuple[StageMove, ...]:
    """Return the measures whose level changed between two encounters, in the order of the stages."""
    before = {stage.issue: stage for stage in earlier}
    after = {stage.issue: stage for stage in later}
    moves = []
    for issue in dict.fromkeys([*before, *after]):
        one, other = before.get(issue), after.get(issue)
        levels = one.level if one else None, other.level if other else None
        if levels[0] != levels[1]:
            stage = (other or one).stage  # type: ignore[union-attr]
            moves.append(StageMove(issue, stage, *levels, forward=_height(levels[1]) > _height(levels[0])))
    return tuple(moves)


def _round(result: Result) -> RoundOutlook:
    encounter, outlook = result.encounter, result.outlook
    speaks_for = {source.id: set(source.speaks_for) for source in encounter.sources}
    spoken = {
        party
        for position in positions_after(encounter, result.positions)
        if position.issue in HALTS
        for party in set(position.holder) & speaks_for[position.source]
    }
    return RoundOutlook(
        encounter.id,
        encounter.title,
        encounter.held_on[1],
        outlook.nearer,
        outlook.reasons,
        outlook.stages,
        outlook.open_conditions,
        encounter.parties,
        tuple(sorted(spoken)),
        not result.partial and not result.skipped,
    )


def _silent(result: Result, last: RoundOutlook) -> tuple[tuple[Issue, tuple[str, ...]], ...]:
    """Return for each halt of fire that is spoken of the parties without a position on it in a text of their own."""
    encounter = result.encounter
    speaks_for = {source.id: set(source.speaks_for) for source in encounter.sources}
    spoken: dict[Issue, set[str]] = {}
    for position in positions_after(encounter, result.positions):
        if position.issue in HALTS:
            spoken.setdefault(position.issue, set()).update(set(position.holder) & speaks_for[position.source])
    silent = [
        (issue, tuple(party for party in last.parties if party not in spoken[issue]))
        for issue in HALTS
        if issue in spoken
    ]
    return tuple((issue, parties) for issue, parties in silent if parties)


def _stands_still(outlook: ProcessOutlook) -> str | None:
    """Return why the last encounter brought nothing, None where it brought something."""
    before, last = outlook.rounds[-2], outlook.rounds[-1]
    if not before.stages:
        return None
    if any(move.forward for move in outlook.moves) or len(last.open_conditions) < len(before.open_conditions):
        return None
    if any(_closer(outlook.distances, one) for one in outlook.distances if one.encounter == last.encounter):
        return None
    return f"after {before.title} no measure moved forward, no condition was met and no distance became smaller"


def _closer(distances: Sequence[Distance], one: Distance) -> bool:
    if one.issue not in HALTS:
        return False
    earlier = [
        other
        for other in distances
        if (other.issue, other.parties) == (one.issue, one.parties) and other.held_on < one.held_on
    ]
    return bool(earlier) and one.total < earlier[-1].total


def _changes_during(monitoring: MonitorReport | None) -> list[Change]:
    """Return the changes that can be told of commitments that hold: during against before, or before it began."""
    findings: Sequence[Finding] = monitoring.findings if monitoring else ()
    return [
        change
        for finding in findings
        for change in finding.changes
        if change.name == "during" and change.incidents is not None
    ]


def _fewer(change: Change) -> bool:
    return change.incidents is not None and change.incidents.high < 1


def _more(change: Change) -> bool:
    return change.incidents is not None and change.incidents.low > 1


def _height(level: str | None) -> int:
    return LEVELS.index(level) if level in LEVELS else -1


def _words_of(nearer: Nearer) -> str:
    return nearer.value.replace("_", " ")
