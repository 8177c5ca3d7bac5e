"""The next steps that sources name: meetings, talks, and measures that begin on a later day."""

from collections.abc import Iterable
from datetime import date

from parley.compare.alignment import is_likely
from parley.compare.context import Context, words_of
from parley.vocabulary import CEASEFIRE_ISSUES, VOICES_OF_RECORD, Act, FollowUp, Issue, Position, Source

MEETING_ISSUES = frozenset({Issue.TALKS, Issue.SUMMIT})
DATED_ACTS = frozenset({Act.AGREE, Act.ORDER, Act.ACCEPT, Act.STATE})
CARRIED_OUT = 8


def find_follow_ups(context: Context) -> Iterable[FollowUp]:
    """Yield each next step once a source, in order of source and place in the text.

    A step is: whatever is scheduled; a measure other than a halt of fire that is to begin after the source's own day;
    talks or a meeting of leaders that were agreed and are not yet under way; a meeting of leaders that somebody
    proposes; talks that somebody proposes with a day or a place. Of a step that has only a day by which it is to be
    done, that is the day.
    """
    sources = {source.id: source for source in context.encounter.sources}
    seen: set[tuple[str, Issue, date | None, date | None, str | None, str]] = set()
    for position in sorted(context.positions, key=lambda position: (position.source, position.span)):
        source = sources[position.source]
        reason = _reason(position, source, is_before=context.encounter.is_before(source))
        if reason is None or position.voice not in VOICES_OF_RECORD or not is_likely(position):
            continue
        starts_on, ends_on = position.measure.starts_on, position.measure.ends_on
        on = starts_on or ends_on
        status = _status(position, source)
        key = (position.source, position.issue, on, ends_on, position.place, status)
        if key in seen:
            continue
        seen.add(key)
        yield FollowUp(
            id=f"step:{position.id}",
            source=position.source,
            issue=position.issue,
            words=words_of(position),
            status=status,
            on=on,
            until=ends_on if ends_on != on else None,
            place=position.place,
            because=(reason,),
        )


def _reason(position: Position, source: Source, *, is_before: bool) -> str | None:
    starts_on = position.measure.starts_on
    if position.act is Act.SCHEDULE:
        return "a next step is scheduled"
    is_measure = position.act in DATED_ACTS and position.issue not in CEASEFIRE_ISSUES
    if is_measure and starts_on is not None and starts_on > source.published_on:
        return "it begins after the day of the source"
    is_placed = position.place is not None or starts_on is not None
    if position.act is Act.PROPOSE and position.issue in MEETING_ISSUES and is_placed:
        return "a meeting is proposed with a day or a place"
    if is_before or position.issue not in MEETING_ISSUES:
        return None
    if position.act is Act.AGREE and position.strength < CARRIED_OUT:
        return "a meeting or talks were agreed"
    if position.act is Act.PROPOSE and position.issue is Issue.SUMMIT:
        return "a meeting of leaders is proposed"
    return None


def _status(position: Position, source: Source) -> str:
    starts_on = position.measure.starts_on
    if position.act is Act.PROPOSE:
        return "proposed"
    if position.act is Act.SCHEDULE and position.strength < 0:
        return "cancelled"
    if position.act is Act.SCHEDULE and position.strength < 4:  # below "proposed" on the ladder
        return "proposed"
    if starts_on is not None and starts_on < source.published_on:
        return "held"
    return "announced"
