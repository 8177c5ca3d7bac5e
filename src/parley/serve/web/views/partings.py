"""Divergences as the page shows them: ranked, their sides together, the differing words marked."""

from typing import Any

from parley.report.partings import (
    Parting,
    Side,
    make_omissions,
    make_partings,
    make_retellings,
    mark_differences,
)
from parley.report.plain_text import on_one_line
from parley.serve.web.views.showing import Showing


def show_partings(showing: Showing) -> list[dict[str, Any]]:
    """Return the divergences between the parties other than omissions, the most significant first."""
    return [_parting(showing, parting, rank) for rank, parting in enumerate(make_partings(showing.result), 1)]


def show_retellings(showing: Showing) -> list[dict[str, Any]]:
    """Return revisions, audiences and relays, which are no divergences between the parties."""
    return [_parting(showing, parting, rank) for rank, parting in enumerate(make_retellings(showing.result), 1)]


def show_omissions(showing: Showing) -> list[dict[str, Any]]:
    """Return what one side tells, by the party that does not mention it."""
    return [
        {
            "silent": on_one_line(group.silent),
            "partings": [_parting(showing, parting, rank) for rank, parting in enumerate(group.partings, 1)],
        }
        for group in make_omissions(showing.result)
    ]


def _parting(showing: Showing, parting: Parting, rank: int) -> dict[str, Any]:
    divergence, w = parting.divergence, showing.w
    silent = w.listed([on_one_line(party) for party in divergence.silent])
    return {
        "rank": rank,
        "id": divergence.id,
        "point": divergence.point,
        "type": w.id("divergence", divergence.type),
        "meaning": w.id("meaning", divergence.type),
        "certainty": divergence.certainty.value,
        "certainty_word": w.id("certainty", divergence.certainty),
        "issue": w.id("issue", divergence.issue),
        "relation": _relation(showing, parting),
        "omits": w.t("parting.omits", who=silent) if silent else "",
        "sides": [_side(showing, parting, side) for side in parting.sides],
        "features": [(on_one_line(name), f"{weight:+.1f}".replace("-", "−")) for name, weight in divergence.features],
        "significance": w.number(round(divergence.significance, 1)),
        "because": [on_one_line(reason) for reason in divergence.because],
    }


def _relation(showing: Showing, parting: Parting) -> str:
    """Return the relation of scopes, seen from the first side."""
    relation = parting.divergence.relation
    if not relation or not parting.sides:
        return ""
    first = parting.sides[0]
    who = showing.w.listed([on_one_line(p) for p in first.parties]) or showing.publisher(first.words.source)
    return f"{showing.w.id('relation', relation)} ({who})"


def _side(showing: Showing, parting: Parting, side: Side) -> dict[str, Any]:
    position = showing.by_id.get(side.words.position or "")
    whose = showing.w.listed([on_one_line(party) for party in side.parties])
    return {
        **showing.words(side.words),
        "who": whose or showing.publisher(side.words.source),
        "segments": [(segment.text, segment.differs) for segment in mark_differences(parting, side)],
        "terms": showing.terms(position) if position else [],
    }
