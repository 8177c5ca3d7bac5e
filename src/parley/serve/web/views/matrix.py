"""The matrix as the page shows it: a row for each point, a cell for each column, its acts in the reader's language."""

from typing import Any

from parley.report.matrix import Cell, Matrix, Row, make_matrix
from parley.report.plain_text import on_one_line
from parley.report.wording import act_class
from parley.serve.web import links
from parley.serve.web.views.showing import Showing
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act, Issue, Point, Position, Standing


def show_matrix(showing: Showing, by: str) -> dict[str, Any]:
    """Return the columns and rows of the matrix; `elsewhere` has the points of which no column speaks."""
    matrix = make_matrix(showing.result, by)
    columns = [_column(showing, matrix, index, by) for index in range(len(matrix.columns))]
    titles = [column["title"] for column in columns]
    return {
        "by": by,
        "columns": columns,
        "rows": [_row(showing, row, titles) for row in matrix.rows],
        "elsewhere": [_row(showing, row, titles) for row in matrix.told_elsewhere],
        "many": len(matrix.columns) > 4,
    }


def _column(showing: Showing, matrix: Matrix, index: int, by: str) -> dict[str, Any]:
    column, w = matrix.columns[index], showing.w
    if by == "source":
        source = showing.result.encounter.source(column.sources[0])
        whose = w.listed([on_one_line(p) for p in source.speaks_for]) or w.t("source.third_party")
        before = [w.t("source.before")] if showing.result.encounter.is_before(source) else []
        return {
            "title": showing.publisher(source.id),
            "note": " · ".join([whose, showing.languages.get(source.id, ""), w.id("kind", source.kind), *before]),
            "link": links.source_link(showing.id, source.id),
        }
    if column.relayed:
        told_by = w.listed(list(dict.fromkeys(showing.publisher(source) for source in column.sources)))
        title = w.listed(list(column.parties)) or told_by
        note = w.t("matrix.relayed", by=told_by) if column.parties else w.t("matrix.own_account")
        return {"title": title, "note": note, "link": ""}
    publishers = dict.fromkeys(showing.publisher(source) for source in column.sources)
    return {"title": w.listed([on_one_line(p) for p in column.parties]), "note": ", ".join(publishers), "link": ""}


def _row(showing: Showing, row: Row, titles: list[str]) -> dict[str, Any]:
    return {
        "number": row.number,
        "id": row.point.id,
        "title": title_of(showing, row.point),
        "issue": row.point.issue.value,
        "cells": [_cell(showing, cell, title) for cell, title in zip(row.cells, titles, strict=True)],
        "also": [showing.publisher(source) for source in row.also_told_by],
        "because": [on_one_line(reason) for reason in row.point.because],
        "positions": list(row.point.positions),
    }


def title_of(showing: Showing, point: Point) -> str:
    """Return a point's title: the issue in the reader's language, and the objects that set the point apart."""
    issue = showing.w.id("issue", point.issue)
    own = on_one_line(point.title)
    apart = own.partition(": ")[2]
    if apart:
        return f"{issue}: {apart}"
    return issue if _is_plain(own, point.issue) else own


def _is_plain(title: str, issue: Issue) -> bool:
    """Return whether a point's title says no more than its issue does: no person gave it one."""
    from parley.report.wording import ISSUE_TITLES
    from parley.vocabulary import ISSUE_MEANINGS

    return title == ISSUE_TITLES[issue] or ISSUE_MEANINGS[issue].startswith(title)


def _cell(showing: Showing, cell: Cell, title: str) -> dict[str, Any]:
    lead = cell.lead
    shown: dict[str, Any] = {
        "status": cell.status.value,
        "status_word": showing.w.id("cell", cell.status),
        "lead": None,
        "others": [],
        "acts": "",
        "column": title,
    }
    if lead is None:
        return shown
    certain = tuple(position for position in cell.positions if position.standing is Standing.FOUND)
    positions = certain or cell.positions
    own = tuple(p for p in positions if set(cell.column.parties) & set(p.holder)) or positions
    steps = sorted({p.strength for p in own if p.act not in ACTS_OFF_THE_LADDER})
    shown.update(
        lead=showing.position(lead),
        acts=_acts(showing, positions, cell.column.parties),
        act_class=act_class(lead.act),
        possible=not certain,
        strength=_steps(steps),
        others=[
            {"mark": showing.marks.of_position(p.id, p.source), "link": links.position_link(showing.id, p.id)}
            for p in cell.positions
            if p is not lead
        ],
        terms=_terms(showing, cell.positions),
    )
    return shown


def _steps(steps: list[int]) -> str:
    if not steps:
        return ""
    written = [str(step).replace("-", "−") for step in (steps[0], steps[-1])]
    return written[0] if written[0] == written[1] else "–".join(written)


def _acts(showing: Showing, positions: tuple[Position, ...], own: tuple[str, ...]) -> str:
    """Return the acts by holder, the column's own first: "accepted, ordered; US: proposed"."""
    w, parties = showing.w, showing.result.encounter.parties
    by_holder: dict[tuple[str, ...], list[str]] = {}
    for position in [p for p in positions if p.act is not Act.JUDGE] or positions:
        told = w.id("act", position.act) + (f" ({w.t('matrix.with_condition')})" if position.condition else "")
        acts = by_holder.setdefault(position.holder, [])
        if told not in acts:
            acts.append(told)
    ordered = sorted(by_holder.items(), key=lambda held: (set(held[0]) != set(own), not set(held[0]) & set(own)))
    return "; ".join(_whose(showing, holder, own, parties) + ", ".join(acts) for holder, acts in ordered)


def _whose(showing: Showing, holder: tuple[str, ...], own: tuple[str, ...], parties: tuple[str, ...]) -> str:
    if not holder or (len(own) == 1 and holder == own):
        return ""
    if len(parties) == 2 and set(holder) == set(parties):
        return f"{showing.w.t('matrix.both')}: "
    return f"{showing.w.listed([on_one_line(name) for name in holder])}: "


def _terms(showing: Showing, positions: tuple[Position, ...]) -> list[tuple[str, str]]:
    """Return the terms of all positions of a cell, several values of one term side by side."""
    found: dict[str, list[str]] = {}
    for position in positions:
        for name, value in showing.terms(position)[:6]:
            if value not in found.setdefault(name, []):
                found[name].append(value)
    return [(name, " / ".join(values)) for name, values in found.items()]
