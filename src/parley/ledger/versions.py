"""The stages of a reading and a day → what a party is heard to have said by then, and the state that follows. Pure."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from parley.ledger.stages import Pledge, Stage
from parley.ledger.states import AGREED, CONDITIONAL, DECLARED, DISPUTED, ENDED, IN_FORCE, LAPSED, OBSERVATIONS


class Said(NamedTuple):
    """Undertakings of one kind, and the day on which they were made."""

    made_on: str
    pledge: Pledge


class Version(NamedTuple):
    """What a party is heard to have said by a day: all of it, its undertakings, the free ones, the confirmations.

    `begins` is the first day that it gives, `until` the last.
    """

    heard: list[Stage]
    own: list[Said]
    free: list[Said]
    confirmed: list[Stage]
    begins: str | None
    until: str | None


class Judged(NamedTuple):
    """A reading with what was heard of it by a day, and the state that follows."""

    party: str
    reported: bool
    number: int
    declared_on: str | None
    version: Version
    state: str
    since: str | None
    why: str


def judge_readings(commitment: dict[str, Any], on: str, known_on: str) -> list[Judged]:
    """Return the readings of which something was said by then."""
    judged = []
    for number, reading in enumerate(commitment["readings"]):
        heard = [Stage._make(kept) for kept in reading["stages"] if kept[0] <= on and kept[1] <= known_on]
        pledges = [Said(stage.made_on, Pledge._make(kept)) for stage in heard for kept in stage.pledges]
        version = _hear(heard, pledges)
        if version is None:
            continue
        declared_on = min([one.made_on for one in pledges], default=None)
        followed = _follow(reading, commitment, version, on)
        judged.append(Judged(reading["party"], reading["reported"], number, declared_on, version, *followed))
    return judged


def _hear(heard: list[Stage], pledges: list[Said]) -> Version | None:
    # A party's own undertaking says what its version is; what it tells of others' counts where there is none.
    own = [one for one in pledges if one.pledge.own] or pledges
    confirmed = [stage for stage in heard if stage.confirmed is not None]
    if not own and not confirmed and not any(stage.denied for stage in heard):
        # All it tells is what another party carried out or called off: no version of its own.
        return None
    free = [one for one in own if one.pledge.free]
    days = [one.pledge.starts_on for one in free if one.pledge.starts_on]
    days += [stage.confirmed_from for stage in confirmed if stage.confirmed_from]
    return Version(heard, own, free, confirmed, min(days, default=None), _last_day(free or own))


def _follow(
    reading: dict[str, Any], commitment: dict[str, Any], version: Version, on: str
) -> tuple[str, str | None, str]:
    """Return the state, since when, and why. The cases are tried in order; the first that holds decides."""
    heard, own, free, confirmed, begins, until = version
    last_said = max([one.made_on for one in own], default="")
    # CASE 1: a person recorded what happened, and nothing was undertaken anew since.
    noted = [
        note
        for note in commitment["notes"]
        if note["party"] in (None, reading["party"]) and note["on"] <= on and note["on"] >= last_said
    ]
    if noted:
        note = max(noted, key=lambda note: (note["on"], note["seq"]))
        return OBSERVATIONS[note["what"]], note["on"], f"recorded by {note['by']}: {note['reason']}"
    # CASE 2: called off by the party itself, on a later day.
    off = [(stage.off, stage.made_on) for stage in heard if stage.off is not None and stage.made_on > last_said]
    if off and own:
        return ENDED, min(off)[1], f"called off on {min(off)[1]}"
    # CASE 3: its last day is past.
    if until is not None and until < on:
        return LAPSED, until, f"its last day was {until}"
    # CASE 4: a measure that is done once: carried out, or its only day is past.
    # To say that the lists are handed over is a step towards it; to say on which day it was done is to say it was done.
    done = [stage.confirmed_from for stage in confirmed if stage.confirmed_from]
    if not commitment["lasting"] and done:
        return ENDED, min(done), "said to be carried out"
    if not commitment["lasting"] and begins is not None and begins < on:
        return LAPSED, begins, f"its day, {begins}, is past, and this account does not say that it was done"
    # CASE 5: nothing is undertaken here; or only on a condition; or it is denied that it is so.
    denied = [stage.known_on for stage in heard if stage.denied]
    if not own:
        if denied:
            return DISPUTED, None, "denied"
        return IN_FORCE, min([(stage.confirmed, stage.made_on) for stage in confirmed])[1], "said to be carried out"
    if not free:
        return CONDITIONAL, None, "undertaken on a condition" + (", and said not to be so now" if denied else "")
    rest = AGREED if any(one.pledge.together for one in free) else DECLARED
    if denied and max(denied) >= last_said:
        return rest, None, "said not to be so"
    # CASE 6: it has begun.
    if not free[0].pledge.own and not reading["reported"]:
        return rest, None, "told of another party, which has to act itself"
    since = find_beginning(version, on, lasting=commitment["lasting"])
    if since is not None:
        if confirmed:
            return IN_FORCE, since, "said to be carried out"
        ordered = any(one.pledge.carried for one in free)
        return IN_FORCE, since, "ordered by its own side" if ordered else f"its first day, {since}, has come"
    # CASE 7: it is said, and has not begun.
    later = f"it is to begin on {begins}" if begins is not None else "nothing says that it has begun"
    return rest, None, later


def find_beginning(version: Version, on: str, *, lasting: bool) -> str | None:
    """Return the day on which the measure began under this reading: confirmed, ordered by its own side, or come due."""
    if not lasting:
        return None  # what is done once is not in force: it is undertaken, and then it is done or its day is past
    begins = version.begins
    ordered = [one.made_on for one in version.free if one.pledge.carried and one.pledge.own]
    for carried in ([stage.made_on for stage in version.confirmed], ordered):
        if carried:
            day = begins or min(carried)
            return day if day <= on else None
    bound = any(one.pledge.bound for one in version.free)
    return begins if bound and begins is not None and begins <= on else None


def _last_day(undertaken: Sequence[Said]) -> str | None:
    """Return the last day that the latest statement with one gives."""
    dated = [(one.made_on, one.pledge.ends_on) for one in undertaken if one.pledge.ends_on]
    return max(dated)[1] if dated else None
