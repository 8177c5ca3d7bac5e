"""An encounter's page: what was read and what was not, in short, the matrix, where the accounts part, what is next."""

from typing import Any

from parley.report.opening import comment_passages, found_positions, is_partial, possible_positions
from parley.report.plain_text import on_one_line
from parley.report.summary import summarise
from parley.report.wording import ACT_CLASSES, tell_reason
from parley.serve.web import links
from parley.serve.web.views.matrix import title_of
from parley.serve.web.views.showing import Showing
from parley.vocabulary import Commitment, FollowUp


def show_head(showing: Showing) -> dict[str, Any]:
    """Return what names the encounter and says what was read."""
    encounter, w, result = showing.result.encounter, showing.w, showing.result
    whole = len(result.documents) - sum(is_partial(result, document.id) for document in result.documents)
    parties = w.listed([on_one_line(p) for p in encounter.parties])
    if encounter.concerned:
        parties += f", {w.t('encounter.concerning', who=w.listed([on_one_line(p) for p in encounter.concerned]))}"
    return {
        "id": encounter.id,
        "link": links.encounter_link(encounter.id),
        "title": on_one_line(encounter.title),
        "days": w.days(*encounter.held_on),
        "place": on_one_line(encounter.place or ""),
        "channel": on_one_line(encounter.channel),
        "parties": parties,
        "sources": w.t("encounter.sources", n=len(result.documents)),
        "languages": ", ".join(w.id("language", code) for code in sorted(set(showing.languages.values()))),
        "whole": w.t("encounter.all_whole")
        if whole == len(result.documents)
        else w.t("encounter.some_whole", n=len(result.documents) - whole),
        "positions": w.t("encounter.positions", n=len(found_positions(result))),
        "possible": w.t("encounter.possible", n=len(possible_positions(result))),
        "readers": ", ".join(result.readers),
        "version": result.version,
    }


def show_losses(showing: Showing) -> list[str]:
    """Return a line for every source that was skipped or not read whole, and for what was refused."""
    w, result = showing.w, showing.result
    lines = [
        w.t("loss.skipped", file=on_one_line(lost.file), why=on_one_line(lost.reason), remedy=on_one_line(lost.remedy))
        for lost in result.skipped
    ]
    for document in result.documents:
        if is_partial(result, document.id):
            why = "; ".join(on_one_line(note) for note in document.notes)
            lines.append(w.t("loss.partial", source=on_one_line(document.id), why=why))
    if result.refusals:
        lines.append(w.t("loss.refused", n=len(result.refusals)))
    return lines + [on_one_line(note) for note in result.notes]


def show_sources(showing: Showing) -> list[dict[str, Any]]:
    """Return the sources in their order, the skipped ones too."""
    encounter, w = showing.result.encounter, showing.w
    counted: dict[str, int] = {}
    for position in showing.result.positions:
        counted[position.source] = counted.get(position.source, 0) + 1
    return [
        {
            "id": source.id,
            "publisher": on_one_line(source.publisher),
            "link": links.source_link(encounter.id, source.id) if showing.document(source.id) else "",
            "kind": w.id("kind", source.kind),
            "whose": w.listed([on_one_line(p) for p in source.speaks_for]) or w.t("source.third_party"),
            "language": w.id("language", showing.languages.get(source.id, source.language or "")),
            "code": showing.languages.get(source.id, ""),
            "day": w.day(source.published_on),
            "before": encounter.is_before(source),
            "tag": showing.marks.tags.get(source.id, ""),
            "positions": counted.get(source.id, 0),
            "partial": showing.document(source.id) is not None and is_partial(showing.result, source.id),
        }
        for source in encounter.sources
    ]


def show_summary(showing: Showing) -> list[dict[str, Any]]:
    """Return the sentences in short, each with the words it rests on. They are made in English."""
    return [
        {"text": sentence.text, "words": _once([showing.words(words) for words in sentence.words])}
        for sentence in summarise(showing.result)
    ]


def _once(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({one["link"]: one for one in words}.values())


def show_rest(showing: Showing) -> dict[str, Any]:
    """Return absences, follow-ups, commitments, outlook and commentary."""
    result, w = showing.result, showing.w
    outlook = result.outlook
    return {
        "absent": [
            {"issue": w.id("issue", absence.issue), **showing.words(absence.words)}
            for absence in result.comparison.absent
        ],
        "follow_ups": [follow_up(showing, step) for step in result.comparison.follow_ups],
        "commitments": [commitment(showing, one) for one in result.comparison.commitments],
        "nearer": w.id("nearer", outlook.nearer),
        "reasons": [tell_reason(reason) for reason in outlook.reasons],
        "stages": [
            {
                "stage": w.id("stage", stage.stage),
                "level": w.id("level", stage.level),
                "words": _once([showing.words(words) for words in stage.words[:3]]),
            }
            for stage in outlook.stages
        ],
        "conditions": [
            {"party": on_one_line(one.party), "issue": w.id("issue", one.issue), **showing.words(one.words)}
            for one in outlook.open_conditions
        ],
        "comments": [
            {
                "publisher": showing.publisher(source),
                "voice": w.id("voice", voice),
                "quote": text[:220] + (" …" if len(text) > 220 else ""),
                "language": showing.languages[source],
                "link": links.source_link(showing.id, source, at=f"{start}-{start + 1}"),
            }
            for source, voice, text, start in comment_passages(result)
        ],
        "acts": {
            name: ", ".join(w.id("act", act) for act in acts)
            for name, acts in ((name, sorted(ACT_CLASSES[name])) for name in ACT_CLASSES)
        },
    }


def follow_up(showing: Showing, step: FollowUp) -> dict[str, Any]:
    """Return a next step with its day, place and words."""
    w = showing.w
    return {
        "id": step.id,
        "issue": w.id("issue", step.issue),
        "when": w.days(step.on, step.until) or w.t("step.no_day"),
        "on": step.on.isoformat() if step.on else "",
        "place": on_one_line(step.place or ""),
        "status": step.status,
        "status_word": w.id("step", step.status),
        **showing.words(step.words),
    }


def commitment(showing: Showing, one: Commitment) -> dict[str, Any]:
    """Return a commitment in one source's account."""
    w = showing.w
    return {
        "id": one.id,
        "by": w.listed([on_one_line(p) for p in one.by]),
        "issue": w.id("issue", one.issue),
        "scope": w.listed([on_one_line(item) for item in one.scope]),
        "window": w.days(one.starts_on, one.ends_on),
        "status": one.status,
        "status_word": w.id("state", one.status),
        "condition": showing.words(one.condition) if one.condition else None,
        **showing.words(one.words),
    }


def point_titles(showing: Showing) -> dict[str, str]:
    """Return the title of every point."""
    return {point.id: title_of(showing, point) for point in showing.result.comparison.points}
