"""Threads of next steps: what was announced in one round, and what later rounds tell of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from parley.compare.context import words_of
from parley.vocabulary import Act, FollowUp, Issue, Position, Round, StepEvent, StepThread

MEETINGS = frozenset({Issue.TALKS, Issue.SUMMIT})
CLOSED = frozenset({"held", "cancelled"})
UNTOLD = "untold"


class _Thread:
    """A step in the making."""

    def __init__(self, step: FollowUp, round_: Round) -> None:
        self.issue = step.issue
        self.id = f"{round_.id}:{step.id}"
        self.events = [_tell(step, round_, step.status, step.because)]

    @property
    def last(self) -> StepEvent:
        return self.events[-1]

    @property
    def is_open(self) -> bool:
        return self.last.status not in CLOSED

    def falls_on(self, first: date, last: date) -> bool:
        """Return whether the step's window touches these days; a step without a day never does."""
        begins, ends = self.last.on, self.last.until or self.last.on
        return begins is not None and ends is not None and begins <= last and ends >= first


def find_steps(rounds: Sequence[Round]) -> Iterable[StepThread]:
    """Yield each next step with what became of it, in the order in which they were first told.

    1. a round whose own days lie in a step's window holds it, where the step is a meeting and no other place is given;
    2. a text that says of the step that it was done holds it, one that calls it off cancels it;
    3. another day or place for the same step revises it; the same again changes nothing;
    4. a step whose day has passed when the last round is held, and of which nothing more is told, is untold.
    """
    threads: list[_Thread] = []
    for round_ in rounds:
        held = [thread for thread in threads if thread.is_open and _is_this_round(thread, round_)]
        for thread in held:
            reason = f"the round of {round_.day} is on its day"
            thread.events.append(StepEvent(round_.number, "held", round_.day, None, thread.last.place, None, (reason,)))
        _confirm(threads, round_)
        for step in sorted(
            round_.result.comparison.follow_ups, key=lambda step: (step.on is None, step.on or date.min)
        ):
            _add(threads, step, round_)
    for thread in threads:
        _close(thread, rounds)
        yield StepThread(thread.id, thread.issue, tuple(thread.events))


def _is_this_round(thread: _Thread, round_: Round) -> bool:
    encounter = round_.result.encounter
    same_place = (
        not thread.last.place or not encounter.place or thread.last.place.casefold() in encounter.place.casefold()
    )
    is_later = thread.last.round < round_.number
    return is_later and thread.issue in MEETINGS and same_place and thread.falls_on(*encounter.held_on)


def _confirm(threads: Sequence[_Thread], round_: Round) -> None:
    for position in _confirmations(round_):
        day = position.measure.starts_on
        for thread in threads:
            if (
                day is not None
                and thread.is_open
                and thread.issue is position.issue
                and thread.last.round < round_.number
                and thread.falls_on(day, position.measure.ends_on or day)
            ):
                because = ("said to have been done on its day",)
                event = StepEvent(round_.number, "held", day, None, position.place, words_of(position), because)
                thread.events.append(event)


def _confirmations(round_: Round) -> Iterator[Position]:
    yield from (position for position in round_.result.positions if position.act is Act.CONFIRM)


def _add(threads: list[_Thread], step: FollowUp, round_: Round) -> None:
    for thread in threads:
        if thread.issue is not step.issue:
            continue
        same = _is_same(thread.last, step)
        if thread.last.round == round_.number and same:
            return
        if thread.is_open and thread.last.round < round_.number and _continues(thread.last, step, round_):
            status = step.status if step.status in CLOSED else ("" if same else "revised")
            if status:
                thread.events.append(_tell(step, round_, status, step.because))
            return
    threads.append(_Thread(step, round_))


def _is_same(event: StepEvent, step: FollowUp) -> bool:
    return event.on == step.on and (event.place == step.place or not event.place or not step.place)


def _continues(event: StepEvent, step: FollowUp, round_: Round) -> bool:
    """Return whether a later text tells of the same step: by its day, its place, or a new day for one still to come."""
    if event.on is not None and event.on == step.on:
        return True
    if event.place is not None and event.place == step.place:
        return event.on is None or event.on >= round_.day
    if event.on is None:
        return event.place is None and step.on is None and step.place is None
    return event.on >= round_.day and (event.place is None or step.place is None)


def _tell(step: FollowUp, round_: Round, status: str, because: tuple[str, ...]) -> StepEvent:
    return StepEvent(round_.number, status, step.on, step.until, step.place, step.words, because)


def _close(thread: _Thread, rounds: Sequence[Round]) -> None:
    ends = thread.last.until or thread.last.on
    later = [
        round_ for round_ in rounds if round_.number > thread.last.round and ends is not None and round_.day > ends
    ]
    is_for_later = ends is not None and ends > rounds[thread.last.round - 1].day
    if thread.is_open and later and is_for_later:
        because = ("its day has passed, and no later text that was read tells of it",)
        thread.events.append(
            StepEvent(later[0].number, UNTOLD, thread.last.on, thread.last.until, thread.last.place, None, because)
        )
