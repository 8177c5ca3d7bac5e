"""What was announced before the encounter and is in no party's version after it."""

from collections.abc import Iterable

from parley.compare.alignment import is_likely
from parley.compare.context import Context, words_of
from parley.compare.kinship import ASKED_FOR, Signature, relate, sign
from parley.vocabulary import VOICES_OF_RECORD, Absence, Act, Issue, Position

# An evaluation, a refusal, or a question left open, neither announces a matter nor takes it up again.
NO_MENTION = frozenset({Act.JUDGE, Act.EVADE})
NO_ANNOUNCEMENT = NO_MENTION | {Act.REJECT}
# What is put on the table before: of an issue that is taken up again, one measure of it can still be missing.
TABLED = frozenset({Act.PROPOSE, Act.DISCUSS, Act.AGREE})


def find_absences(context: Context) -> Iterable[Absence]:
    """Yield one absence for each issue, or measure tabled, before the encounter that no party mentions after it.

    Courtesies apart. Of an issue that is mentioned again, a measure that was proposed, discussed or agreed before is
    absent where nothing said after is related to it. Its words are the first of the source's own party, where it has
    any. Nothing is claimed where a party's source was not read whole, or where no party was heard afterwards.
    """
    after = {source.id for source in context.sources_after}
    if not after or after & context.partial:
        return
    mentioned: dict[Issue, set[Signature]] = {}
    for position in context.positions:
        if position.source in after and position.act not in NO_MENTION and position.voice in VOICES_OF_RECORD:
            mentioned.setdefault(position.issue, set()).add(sign(position))
    before = {source.id: source for source in context.encounter.sources if context.encounter.is_before(source)}
    announced: dict[tuple[str, Issue], Position] = {}
    for position in sorted(context.positions, key=lambda position: (position.source, position.span)):
        if position.source not in before or not _announces(position):
            continue
        said = mentioned.get(position.issue, set())
        if said and not (position.act in TABLED and _is_unrelated(position, said)):
            continue
        key = (position.source, position.issue)
        kept = announced.get(key)
        speaks_for = set(before[position.source].speaks_for)
        if kept is None or (set(position.holder) & speaks_for and not set(kept.holder) & speaks_for):
            announced[key] = position
    for (source, issue), position in sorted(announced.items()):
        rest = "it" if issue in mentioned else str(issue)
        yield Absence(
            id=f"absent:{source}:{issue}",
            issue=issue,
            announced_in=source,
            words=words_of(position),
            because=("announced before the encounter", f"no version after it mentions {rest}"),
        )


def _announces(position: Position) -> bool:
    return (
        position.act not in NO_ANNOUNCEMENT
        and position.issue is not Issue.CULTURE
        and position.voice in VOICES_OF_RECORD
        and is_likely(position)
    )


def _is_unrelated(position: Position, said: Iterable[Signature]) -> bool:
    return all(sum(relate(sign(position), other).values()) <= ASKED_FOR for other in said)
