"""Processes as pages show them: encounters by day, and how each party's positions moved from round to round."""

from collections.abc import Sequence
from typing import Any

from parley.report.plain_text import on_one_line
from parley.report.wording import act_class
from parley.serve.web import links
from parley.serve.web.desk import EncounterInfo, ProcessInfo
from parley.serve.web.views.showing import strength_of
from parley.serve.web.wording import Wording
from parley.vocabulary import ACTS_OFF_THE_LADDER, VOICES_OF_RECORD, Act, Position, Result, Standing


def show_processes(processes: Sequence[ProcessInfo], w: Wording) -> list[dict[str, Any]]:
    """Return every process with its encounters, the latest first."""
    return [show_process(process, w) for process in processes]


def show_process(process: ProcessInfo, w: Wording) -> dict[str, Any]:
    """Return one process."""
    first, last = process.encounters[0].held_on[0], process.encounters[-1].held_on[1]
    return {
        "id": process.id,
        "title": on_one_line(process.title),
        "link": links.process_link(process.id),
        "span": w.days(first, last),
        "count": w.t("home.encounters", n=len(process.encounters)),
        "encounters": [_encounter(info, w) for info in process.encounters],
    }


def _encounter(info: EncounterInfo, w: Wording) -> dict[str, Any]:
    encounter = info.encounter
    return {
        "id": info.id,
        "link": links.encounter_link(info.id),
        "title": on_one_line(encounter.title),
        "days": w.days(*encounter.held_on),
        "iso": encounter.held_on[0].isoformat(),
        "place": on_one_line(encounter.place or ""),
        "parties": w.listed([on_one_line(party) for party in encounter.parties]),
        "sources": w.t("encounter.sources", n=len(encounter.sources)),
        "nearer": w.id("nearer", info.nearer) if info.nearer else "",
    }


def show_moves(results: Sequence[Result], w: Wording) -> dict[str, Any]:
    """Return, for each issue and party, what the party did in its own account at each encounter."""
    rows: dict[tuple[str, str], list[dict[str, Any] | None]] = {}
    for number, result in enumerate(results):
        for (issue, party), position in leading_positions(result).items():
            cells = rows.setdefault((issue, party), [None] * len(results))
            cells[number] = {
                "act": w.id("act", position.act),
                "act_class": act_class(position.act),
                "strength": strength_of(position),
                "value": None if position.act in ACTS_OFF_THE_LADDER else position.strength,
                "link": links.position_link(result.encounter.id, position.id),
            }
    ordered = sorted(rows.items(), key=lambda row: (-sum(cell is not None for cell in row[1]), row[0]))
    shown = [
        {"issue": w.id("issue", issue), "issue_id": issue, "party": on_one_line(party), "cells": cells}
        for (issue, party), cells in ordered
    ]
    return {"rows": shown}


def leading_positions(result: Result) -> dict[tuple[str, str], Position]:
    """Return the position of each party on each issue that binds or refuses most, in the party's own account."""
    leading: dict[tuple[str, str], Position] = {}
    speaks_for = {source.id: source.speaks_for for source in result.encounter.sources}
    before = {source.id for source in result.encounter.sources if result.encounter.is_before(source)}
    for position in result.positions:
        if position.standing is not Standing.FOUND or position.voice not in VOICES_OF_RECORD:
            continue
        if position.source in before or position.act is Act.JUDGE:
            continue
        for party in set(position.holder) & set(speaks_for.get(position.source, ())):
            key = (position.issue.value, party)
            if key not in leading or _weight(position) > _weight(leading[key]):
                leading[key] = position
    return leading


def _weight(position: Position) -> tuple[bool, int]:
    return (position.act not in ACTS_OFF_THE_LADDER, abs(position.strength))
