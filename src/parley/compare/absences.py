"""What was announced before the encounter and is in no party's version after it."""

from collections.abc import Iterable

from parley.compare.alignment import is_likely
from parley.compare.context import Context, words_of
from parley.vocabulary import VOICES_OF_RECORD, Absence, Act, Issue, Position

# An evaluation, or a question left open, neither announces a matter nor takes it up again.
NO_MENTION = frozenset({Act.JUDGE, Act.EVADE})


def find_absences(context: Context) -> Iterable[Absence]:
    """Yield one absence for each issue that a source before the encounter raises and no party mentions after it.

    Courtesies apart.
    Its words are the first of the source's own party, where it has any. Nothing is claimed where a party's source was
    not read whole, or where no party was heard afterwards.
    """
    after = {source.id for source in context.sources_after}
    if not after or after & context.partial:
        return
    mentioned = {
        position.issue
        for position in context.positions
        if position.source in after and position.act not in NO_MENTION and position.voice in VOICES_OF_RECORD
    }
    before = {source.id: source for source in context.encounter.sources if context.encounter.is_before(source)}
    announced: dict[tuple[str, Issue], Position] = {}
    for position in sorted(context.positions, key=lambda position: (position.source, position.span)):
        key = (position.source, position.issue)
        if (
            position.source in before
            and position.issue not in mentioned
            and position.act not in NO_MENTION
            and position.issue is not Issue.CULTURE
            and position.voice in VOICES_OF_RECORD
            and is_likely(position)
        ):
            kept = announced.get(key)
            speaks_for = set(before[position.source].speaks_for)
            if kept is None or (set(position.holder) & speaks_for and not set(kept.holder) & speaks_for):
                announced[key] = position
    for (source, issue), position in sorted(announced.items()):
        yield Absence(
            id=f"absent:{source}:{issue}",
            issue=issue,
            announced_in=source,
            words=words_of(position),
            because=("announced before the encounter", f"no version after it mentions {issue}"),
        )
