"""A process in words: its rounds, what moved in short, the cells of its courses, its rewordings and its next steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.report.conflicts import is_found
from parley.report.marks import Marks
from parley.report.parties import name_party, title_party
from parley.report.plain_text import on_one_line
from parley.report.wording import (
    ACT_DONE,
    ISSUE_PHRASES,
    ISSUE_TITLES,
    and_list,
    count,
    name_day,
    name_number,
    name_window,
)
from parley.vocabulary import (
    CEASEFIRE_ISSUES,
    Course,
    Encounter,
    Issue,
    Movement,
    Process,
    Round,
    Stand,
    StepEvent,
    StepThread,
    Words,
)

LONGEST = 7
SIGNS: dict[Movement, str] = {
    Movement.FIRST: "●",
    Movement.FURTHER: "↑",
    Movement.BACK: "↓",
    Movement.OTHER_TERMS: "≈",
    Movement.AS_BEFORE: "=",
    Movement.SILENT: "–",
}
MEANINGS: dict[Movement, str] = {
    Movement.FIRST: "its first stand",
    Movement.FURTHER: "further than before",
    Movement.BACK: "back from before",
    Movement.OTHER_TERMS: "as far, on other terms",
    Movement.AS_BEFORE: "as before",
    Movement.SILENT: "heard, and nothing said of it",
}
STEP_STATUSES: dict[str, str] = {
    "proposed": "proposed",
    "announced": "announced",
    "revised": "put off or moved",
    "held": "held",
    "cancelled": "called off",
    "untold": "not heard of again",
}
# What changed, in words, where its short name says too little.
_CHANGES = {"on": "what it covers", "from": "its start", "until": "its end", "length": "its length"}
_NAMED = 4
_MOVED = (Movement.FURTHER, Movement.BACK)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a process and the words it rests on, each with the number of its round."""

    text: str
    words: tuple[tuple[int, Words], ...] = ()


class Teller:
    """Names rounds, parties and marks alike in every format."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.marks = {round_.number: Marks(round_.result) for round_ in process.rounds}
        self.rounds = {round_.number: round_ for round_ in process.rounds}

    @property
    def year(self) -> int:
        """Return the year of the last round, which days leave out."""
        return self.process.rounds[-1].day.year

    @property
    def encounters(self) -> Sequence[Encounter]:
        """Return the encounters in their order."""
        return [round_.result.encounter for round_ in self.process.rounds]

    def name(self, party: str) -> str:
        """Return a party's name, as the first encounter that has one for it gives it."""
        return _first_name(party, self.encounters)

    def title(self, party: str) -> str:
        """Return a party's name as a heading."""
        names = [title_party(party, encounter) for encounter in self.encounters]
        return next((name for name in names if name != party), names[0])

    def mark(self, number: int, words: Words) -> str:
        """Return the mark of some words with its round before it: "2·WH³"."""
        return f"{number}·{self.marks[number].of_words(words)}"

    def language(self, number: int, words: Words) -> str:
        """Return the language of some words."""
        return self.rounds[number].result.document(words.source).language

    def is_together(self, course: Course) -> bool:
        """Return whether a course has anything to set side by side: at least two stands with words."""
        return sum(stand.words is not None for stand in course.stands) > 1

    def by_issue(self) -> dict[Issue, list[Course]]:
        """Return the courses of each issue of which at least two rounds speak, in their order of showing."""
        grouped: dict[Issue, list[Course]] = {}
        for course in self.process.courses:
            grouped.setdefault(course.issue, []).append(course)
        return {issue: courses for issue, courses in grouped.items() if len(_rounds_spoken(courses)) > 1}

    def once_only(self) -> list[Issue]:
        """Return the issues of which one round alone speaks."""
        shown = self.by_issue()
        return list(dict.fromkeys(course.issue for course in self.process.courses if course.issue not in shown))

    def tell_title(self) -> str:
        """Return what the process is: "4 rounds, 12 February to 15 August 2025 · Russia and the United States"."""
        first, last = self.process.rounds[0], self.process.rounds[-1]
        days = f"{name_day(first.day, last.day.year)} to {name_day(last.result.encounter.held_on[1])}"
        parties = dict.fromkeys(party for encounter in self.encounters for party in encounter.parties)
        return f"{count(len(self.process.rounds), 'round')}, {days} · {and_list([self.name(p) for p in parties])}"

    def tell_round(self, round_: Round) -> str:
        """Return one round in a line."""
        encounter, read = round_.result.encounter, round_.result.documents
        lost = f", {count(len(round_.result.skipped), 'source')} skipped" if round_.result.skipped else ""
        sources = count(len(read), "source") + lost
        return f"{round_.number} {on_one_line(encounter.title)} · {name_day(round_.day)} · {sources}"

    def tell_short(self) -> tuple[Told, ...]:
        """Return at most seven sentences: who moved on what, what stands still, what became of the next steps."""
        moved = list(self._tell_moves())
        steps = list(self._tell_steps())
        return (*moved[: LONGEST - len(steps)], *steps)

    def _tell_moves(self) -> Iterator[Told]:
        """Yield a sentence for each issue on which a party's last move went further or back."""
        # A stop of fire comes first: it is what a reader asks for.
        ordered = sorted(self.by_issue().items(), key=lambda item: item[0] not in CEASEFIRE_ISSUES)
        for issue, courses in ordered:
            told, words = [], []
            for course in courses:
                moves = [s for s in course.stands if s.movement in _MOVED and "only possible" not in s.because]
                if not moves:
                    continue
                stand = moves[-1]
                way = "went further" if stand.movement is Movement.FURTHER else "went back"
                day = name_day(self.rounds[stand.round].day, self.process.rounds[-1].day.year)
                told.append(f"{self.name(course.party)} {way} on {day} ({_tell_strength(course, stand)})")
                if stand.words:
                    words.append((stand.round, stand.words))
            if told:
                yield Told(f"On {ISSUE_PHRASES[issue]}, {'; '.join(told)}.", tuple(words[:_NAMED]))

    def _tell_steps(self) -> Iterator[Told]:
        groups = {"held": "Announced and held", "cancelled": "Called off", "revised": "Put off or moved"}
        groups["untold"] = "Announced, and not heard of again"
        for status, head in groups.items():
            threads = [t for t in self.process.steps if t.status == status and self._is_found(t)]
            if threads:
                named = [self.tell_step(thread) for thread in threads[:_NAMED]]
                more = f" and {len(threads) - _NAMED} more" if len(threads) > _NAMED else ""
                words = [(e.round, e.words) for t in threads[:_NAMED] for e in t.events[:1] if e.words]
                yield Told(f"{head}: {'; '.join(named)}{more}.", tuple(words))

    def _is_found(self, thread: StepThread) -> bool:
        """Return whether the words that announce a step were found: what is only possible carries no headline."""
        first = thread.events[0]
        return first.words is None or is_found(self.rounds[first.round].result, first.words)

    def tell_step(self, thread: StepThread) -> str:
        """Return a step in a phrase: "talks in Lisbon on 9 May"."""
        event = thread.events[0]
        return f"{ISSUE_TITLES[thread.issue]}{self._where_and_when(event)}"

    def tell_event(self, event: StepEvent) -> str:
        """Return what one round says of a step: "round 1, 3 May: announced in Lisbon on 9 May"."""
        head = f"round {event.round}, {name_day(self.rounds[event.round].day, self.year)}: "
        if event.words is None:
            return head + f"{STEP_STATUSES[event.status]}, since {'; '.join(map(on_one_line, event.because))}"
        return head + STEP_STATUSES[event.status] + self._where_and_when(event)

    def _where_and_when(self, event: StepEvent) -> str:
        place = f" in {on_one_line(event.place)}" if event.place else ""
        window = name_window(event.on, event.until, self.year)
        return place + (
            f" on {window}" if window and not window.startswith("until") else f" {window}" if window else ""
        )

    def tell_stand(self, stand: Stand) -> str:
        """Return a stand in a few words: "↑ agreed 7"."""
        if stand.act is None:
            return f"{SIGNS[stand.movement]} not said"
        possibly = "possibly " if "only possible" in stand.because else ""
        strength = "" if stand.strength is None else f" {str(stand.strength).replace('-', '−')}"
        return f"{SIGNS[stand.movement]} {possibly}{ACT_DONE[stand.act]}{strength}"

    def tell_changes(self, stand: Stand) -> str:
        """Return what changed since a party's last stand, besides its strength, which the sign tells."""
        return ", ".join(_CHANGES.get(name, name) for name in stand.changed if name != "strength")

    def tell_terms(self, stand: Stand) -> list[tuple[str, str]]:
        """Return what a stand settles, by label."""
        measure, year = stand.measure, self.rounds[stand.round].day.year
        terms = [
            ("on", and_list(measure.scope) if measure.scope else ""),
            ("when", name_window(measure.starts_on, measure.ends_on, year)),
            ("for", f"{measure.days} days" if measure.days else ""),
            ("number", name_number(measure.quantity) if measure.quantity is not None else ""),
            ("if", on_one_line(stand.condition or "")),
        ]
        return [(label, value) for label, value in terms if value]


def tell_issues(issues: Sequence[Issue]) -> str:
    """Return the titles of issues in one phrase."""
    return and_list([ISSUE_TITLES[issue] for issue in issues])


def _tell_strength(course: Course, stand: Stand) -> str:
    """Return the step on the ladder: "from 4 to 7"."""
    earlier = [s.strength for s in course.stands if s.round < stand.round and s.strength is not None]
    written = [str(value).replace("-", "−") for value in (*earlier[-1:], stand.strength)]
    return f"from {written[0]} to {written[-1]}" if len(written) > 1 else f"to {written[0]}"


def _rounds_spoken(courses: Sequence[Course]) -> set[int]:
    return {stand.round for course in courses for stand in course.stands if stand.words is not None}


def _first_name(party: str, encounters: Sequence[Encounter]) -> str:
    names = [name_party(party, encounter) for encounter in encounters]
    return next((name for name in names if name != party), names[0])
