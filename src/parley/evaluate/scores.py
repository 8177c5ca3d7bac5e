"""Scores one result against what a careful reader finds, over all and per language, as the case format lays down.

Cells, divergences, omissions, absences, follow-ups and commitments are compared by their keys. The format says "each
pair once in a case" of divergences; the same is done for the others, because two readers who number the points of an
issue otherwise still make the same claim about (issue, source, status). Counted as often as they stand, the same
findings are given beside it under the name with `, counted`.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from parley.evaluate.cases import Expected, ExpectedPosition
from parley.evaluate.matching import Passage, match_passages, overlap_share
from parley.evaluate.passages import locate_all
from parley.evaluate.tallies import Share, Tallies, Tally, tally_keys
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act, CellStatus, DivergenceType, Position, Result, Standing

NOT_SCORED = frozenset({DivergenceType.REASON.value, DivergenceType.BOUND.value})
SHOWN_CELLS = frozenset({CellStatus.STATED.value, CellStatus.DENIED.value})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missed or wrong: in which list, what, and where it can be looked up."""

    kind: str
    what: str
    key: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseScore:
    """The scores of one case. `by_language` counts a finding in each language in which one of its sources is."""

    name: str
    overall: Tallies
    by_language: Mapping[str, Tallies]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A key that returned and expected findings share, and the sources on which it rests."""

    kind: str
    key: tuple[Hashable, ...]
    sources: tuple[str, ...]
    words: str = ""


def score_case(result: Result, expected: Expected) -> CaseScore:
    """Score one result.

    1. positions: pair returned and expected ones, over all and over those found; judge the fields of the pairs;
    2. spans: the same pairing with the issue left out;
    3. the other findings: compare their keys;
    4. everything again for each language alone.
    """
    languages = {document.id: document.language for document in result.documents}
    for source in result.encounter.sources:
        languages.setdefault(source.id, source.language or "unknown")
    faults: list[Fault] = []
    overall = _tally(result, expected, set(languages), faults)
    by_language = {
        language: _tally(result, expected, {source for source, code in languages.items() if code == language}, None)
        for language in sorted(set(languages.values()))
    }
    return CaseScore(expected.name, overall, by_language, tuple(faults))


def add_scores(scores: Iterable[CaseScore], name: str = "all") -> CaseScore:
    """Return the scores of several cases as one; shares and F1 are over all their findings together."""
    overall = Tallies()
    by_language: dict[str, Tallies] = {}
    faults: list[Fault] = []
    for score in scores:
        overall += score.overall
        for language, tallies in score.by_language.items():
            by_language[language] = by_language.get(language, Tallies()) + tallies
        faults.extend(score.faults)
    return CaseScore(name, overall, dict(sorted(by_language.items())), tuple(faults))


def _tally(result: Result, expected: Expected, sources: set[str], faults: list[Fault] | None) -> Tallies:
    texts = {document.id: document.text for document in result.documents}
    wanted = [item for item in expected.positions if item.source in sources]
    there = [Passage(item.source, item.issue, locate_all(item.quote, texts.get(item.source, ""))) for item in wanted]
    positions = [position for position in result.positions if position.source in sources]
    found = [position for position in positions if position.standing is Standing.FOUND]

    counts: dict[str, Tally] = {}
    shares: dict[str, Share] = {}
    here = [_passage(position) for position in positions]
    pairs = match_passages(here, there, key=lambda passage: (passage.source, passage.issue))
    counts["positions"] = Tally(len(pairs), len(positions), len(wanted))
    shares |= _judge_fields(pairs, positions, wanted, texts)
    found_pairs = match_passages(
        [_passage(p) for p in found], there, key=lambda passage: (passage.source, passage.issue)
    )
    counts["positions found"] = Tally(len(found_pairs), len(found), len(wanted))
    spans = match_passages(here, there, key=lambda passage: passage.source)
    counts["spans"] = Tally(len(spans), len(positions), len(wanted))
    right_issue = sum(here[one].issue == there[other].issue for one, other in spans.items())
    shares["issue given span"] = Share(right_issue, len(spans))
    shares["passages without a position"] = Share(_overlap_nothing(here, there), len(here))

    returned, known = _returned_findings(result), _expected_findings(expected)
    for kind in ("cells", "divergences", "omissions", "absences", "follow-ups", "commitments"):
        ours = [item for item in returned if item.kind == kind and sources.intersection(item.sources)]
        theirs = [item for item in known if item.kind == kind and sources.intersection(item.sources)]
        counts[kind] = tally_keys((item.key for item in ours), (item.key for item in theirs))
        if kind != "divergences":
            counts[f"{kind}, counted"] = tally_keys(
                (item.key for item in ours), (item.key for item in theirs), once=False
            )
        if faults is not None:
            faults.extend(_list_faults(kind, ours, theirs))
    if any(source.id in sources for source in result.encounter.sources):
        shares["nearer"] = Share(int(result.outlook.nearer.value == expected.nearer), 1)
    if faults is not None:
        faults.extend(_list_position_faults(pairs, positions, wanted, texts))
        if result.outlook.nearer.value != expected.nearer:
            faults.append(Fault("nearer", "wrong", f"{result.outlook.nearer.value}, expected {expected.nearer}"))
    return Tallies(counts, shares)


def _passage(position: Position) -> Passage:
    return Passage(position.source, position.issue.value, (position.span,))


def _overlap_nothing(here: Sequence[Passage], there: Sequence[Passage]) -> int:
    """Count the returned passages that touch no expected one of their source."""
    by_source: dict[str, list[Passage]] = {}
    for passage in there:
        by_source.setdefault(passage.source, []).append(passage)
    return sum(not any(overlap_share(one, other) for other in by_source.get(one.source, ())) for one in here)


def _judge_fields(
    pairs: Mapping[int, int],
    positions: Sequence[Position],
    wanted: Sequence[ExpectedPosition],
    texts: Mapping[str, str],
) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for one, other in pairs.items():
        for name, right in judge_position(positions[one], wanted[other], texts.get(positions[one].source, "")).items():
            shares[name] = shares.get(name, Share()) + Share(int(right), 1)
    return shares


def judge_position(position: Position, wanted: ExpectedPosition, text: str) -> dict[str, bool]:
    """Return, for each field that the expected position settles, whether the returned one has it right."""
    measure = position.measure
    verdicts = {
        "holder": set(position.holder) == set(wanted.holder),
        "act": position.act.value == wanted.act,
        "chain": len(position.chain) == len(wanted.chain),
    }
    if Act(wanted.act) not in ACTS_OFF_THE_LADDER:
        verdicts["strength"] = wanted.strength[0] <= position.strength <= wanted.strength[1]
    settled = {
        "scope": (set(measure.scope), None if wanted.scope is None else set(wanted.scope)),
        "quantity": (measure.quantity, wanted.quantity),
        "starts_on": (measure.starts_on, wanted.starts_on),
        "ends_on": (measure.ends_on, wanted.ends_on),
        "days": (measure.days, wanted.days),
    }
    verdicts |= {name: ours == theirs for name, (ours, theirs) in settled.items() if theirs is not None}
    if wanted.condition is not None:
        places = locate_all(wanted.condition, text)
        verdicts["condition"] = position.condition is not None and any(
            position.condition.overlap(place) for place in places
        )
    return verdicts


def _returned_findings(result: Result) -> list[_Finding]:
    comparison = result.comparison
    announced = {source.id for source in result.encounter.sources}
    findings = [
        _Finding("cells", (point.issue.value, source, status.value), (source,), point.title)
        for point in comparison.points
        for source, status in point.cells.items()
        if status.value in SHOWN_CELLS and source in announced
    ]
    for item in comparison.divergences:
        sides = tuple(words.source for words in item.sides)
        words = " / ".join(f"{words.source}: {words.quote}" for words in item.sides)
        findings += _divergence_findings(item.type.value, item.issue.value, item.silent, sides, words)
    findings += [
        _Finding("absences", (item.issue.value, item.announced_in), (item.announced_in,), item.words.quote)
        for item in comparison.absent
    ]
    findings += [
        _Finding("follow-ups", (item.issue.value, item.on, item.place), (item.source,), item.words.quote)
        for item in comparison.follow_ups
    ]
    findings += [
        _Finding(
            "commitments", (tuple(sorted(item.by)), item.issue.value, item.ends_on), (item.source,), item.words.quote
        )
        for item in comparison.commitments
    ]
    return findings


def _expected_findings(expected: Expected) -> list[_Finding]:
    findings = [
        _Finding("cells", (cell.issue, cell.source, cell.status), (cell.source,), cell.point)
        for cell in expected.cells
        if cell.status in SHOWN_CELLS
    ]
    for item in expected.divergences:
        words = " / ".join(f"{source}: {quote}" for source, quote in item.sides.items())
        findings += _divergence_findings(item.type, item.issue, item.silent, tuple(item.sides), words)
    findings += [
        _Finding("absences", (item.issue, item.announced_in), (item.announced_in,), item.quote)
        for item in expected.absent
    ]
    findings += [
        _Finding("follow-ups", (item.issue, item.on, item.place), (item.source,), item.quote)
        for item in expected.follow_ups
    ]
    findings += [
        _Finding("commitments", (tuple(sorted(item.by)), item.issue, item.ends_on), (item.source,))
        for item in expected.commitments
    ]
    return findings


def _divergence_findings(
    kind: str, issue: str, silent: tuple[str, ...], sides: tuple[str, ...], words: str
) -> list[_Finding]:
    if kind == DivergenceType.OMISSION.value:
        return [_Finding("omissions", (issue, party), sides, words) for party in silent]
    if kind in NOT_SCORED:
        return []
    return [_Finding("divergences", (kind, issue), sides, words)]


def _list_faults(kind: str, ours: Sequence[_Finding], theirs: Sequence[_Finding]) -> list[Fault]:
    known, returned = {item.key for item in theirs}, {item.key for item in ours}
    missed = {item.key: item.words for item in reversed(theirs) if item.key not in returned}
    wrong = {item.key: item.words for item in reversed(ours) if item.key not in known}
    return [Fault(kind, "missed", _show(key), words) for key, words in sorted(missed.items(), key=_by_text)] + [
        Fault(kind, "wrong", _show(key), words) for key, words in sorted(wrong.items(), key=_by_text)
    ]


def _list_position_faults(
    pairs: Mapping[int, int],
    positions: Sequence[Position],
    wanted: Sequence[ExpectedPosition],
    texts: Mapping[str, str],
) -> list[Fault]:
    faults = [
        Fault("positions", "missed", f"{item.source} · {item.issue} · {item.act}", item.quote)
        for index, item in enumerate(wanted)
        if index not in set(pairs.values())
    ]
    for index, position in enumerate(positions):
        where = f"{position.source} · {position.issue} · {position.act}"
        if index not in pairs:
            faults.append(Fault("positions", "wrong", where, position.quote))
            continue
        verdicts = judge_position(position, wanted[pairs[index]], texts.get(position.source, ""))
        wrong = [name for name, right in verdicts.items() if not right]
        if wrong:
            faults.append(Fault("fields", ", ".join(wrong), where, position.quote))
    return faults


def _show(key: tuple[Hashable, ...]) -> str:
    return " · ".join("–" if part is None else "+".join(part) if isinstance(part, tuple) else str(part) for part in key)


def _by_text(item: tuple[tuple[Hashable, ...], str]) -> str:
    return _show(item[0])
