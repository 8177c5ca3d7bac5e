"""The fixed English words in which results are told: acts, issues, divergences, days, quotation marks."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from parley.report.plain_text import on_one_line
from parley.vocabulary import ISSUE_MEANINGS, Act, CellStatus, DivergenceType, Issue, Nearer, Point

ACT_DONE: dict[Act, str] = {
    Act.DISCUSS: "discussed",
    Act.STATE: "stated",
    Act.PROPOSE: "proposed",
    Act.DEMAND: "demanded",
    Act.ACCEPT: "accepted",
    Act.AGREE: "agreed",
    Act.ORDER: "ordered",
    Act.SCHEDULE: "scheduled",
    Act.OBJECT: "objected",
    Act.REJECT: "rejected",
    Act.DENY: "denied",
    Act.EVADE: "gave no answer",
    Act.THREATEN: "threatened",
    Act.CONFIRM: "confirmed",
    Act.JUDGE: "judged",
}

# Classes of acts, each shown with one colour and always with its word as well.
ACT_CLASSES: dict[str, frozenset[Act]] = {
    "binding": frozenset({Act.AGREE, Act.ORDER, Act.CONFIRM}),
    "opening": frozenset({Act.PROPOSE, Act.ACCEPT, Act.SCHEDULE}),
    "pressing": frozenset({Act.DEMAND, Act.THREATEN}),
    "refusing": frozenset({Act.OBJECT, Act.REJECT, Act.DENY, Act.EVADE}),
    "telling": frozenset({Act.DISCUSS, Act.STATE, Act.JUDGE}),
}

ISSUE_TITLES: dict[Issue, str] = {
    Issue.CEASEFIRE_FULL: "full ceasefire",
    Issue.CEASEFIRE_STRIKES: "halt of strikes",
    Issue.CEASEFIRE_MARITIME: "maritime ceasefire",
    Issue.CEASEFIRE_LOCAL: "local truce",
    Issue.CEASEFIRE_MONITORING: "monitoring of a ceasefire",
    Issue.CEASEFIRE_VIOLATIONS: "breaches of a ceasefire",
    Issue.FORCES_MOBILISATION: "mobilisation and rearmament",
    Issue.FORCES_FOREIGN_AID: "foreign military aid",
    Issue.FORCES_WITHDRAWAL: "withdrawal of forces",
    Issue.FORCES_DISARMAMENT: "disarmament",
    Issue.CAPTIVES_PRISONERS: "prisoners",
    Issue.CAPTIVES_SURRENDERED: "surrendering troops",
    Issue.CAPTIVES_BODIES: "the dead and the missing",
    Issue.CIVILIANS_CHILDREN: "children",
    Issue.CIVILIANS_HUMANITARIAN: "humanitarian access",
    Issue.TERRITORY: "territory",
    Issue.GUARANTEES: "security guarantees",
    Issue.SANCTIONS: "sanctions",
    Issue.TRADE: "trade",
    Issue.ECONOMY: "economic deals",
    Issue.NUCLEAR_PLANT: "nuclear plants",
    Issue.ARMS_CONTROL: "arms control",
    Issue.BILATERAL: "bilateral relations",
    Issue.SUMMIT: "a meeting of leaders",
    Issue.TALKS: "talks",
    Issue.SETTLEMENT: "a settlement",
    Issue.GOVERNANCE: "governance and elections",
    Issue.RIGHTS: "rights",
    Issue.ACCOUNTABILITY: "accountability",
    Issue.RECONSTRUCTION: "reconstruction",
    Issue.REGION: "other countries and the region",
    Issue.CULTURE: "sport, culture and courtesies",
}

# The same within a sentence, where the title alone would want an article.
ISSUE_PHRASES: dict[Issue, str] = {
    **ISSUE_TITLES,
    Issue.CEASEFIRE_FULL: "a full ceasefire",
    Issue.CEASEFIRE_STRIKES: "the halt of strikes",
    Issue.CEASEFIRE_MARITIME: "a maritime ceasefire",
    Issue.CEASEFIRE_LOCAL: "a local truce",
    Issue.CEASEFIRE_MONITORING: "the monitoring of a ceasefire",
    Issue.CEASEFIRE_VIOLATIONS: "breaches of the ceasefire",
    Issue.FORCES_WITHDRAWAL: "the withdrawal of forces",
    Issue.TALKS: "the talks",
    Issue.CULTURE: "sport, culture and courtesies",
}

DIVERGENCE_MEANINGS: dict[DivergenceType, str] = {
    DivergenceType.SCOPE: "what is covered",
    DivergenceType.OMISSION: "mentioned by one side only",
    DivergenceType.DENIAL: "asserted and denied",
    DivergenceType.CONTRADICTION: "cannot both hold",
    DivergenceType.ORIGIN: "who proposed or gave way",
    DivergenceType.STRENGTH: "how far a party bound itself",
    DivergenceType.CONDITION: "on what condition",
    DivergenceType.QUANTITY: "how many",
    DivergenceType.TIMING: "from when, until when",
    DivergenceType.NAMING: "what it is called",
    DivergenceType.REASON: "why",
    DivergenceType.BOUND: "who is bound",
    DivergenceType.AUDIENCE: "told differently to different audiences",
    DivergenceType.ABSENT: "announced, then absent",
    DivergenceType.REVISION: "an issuer against its earlier version",
    DivergenceType.RELAY: "a report against what it reports",
}

CELL_WORDS: dict[CellStatus, str] = {
    CellStatus.STATED: "stated",
    CellStatus.DENIED: "denied",
    CellStatus.SILENT: "not mentioned",
    CellStatus.NOT_READ_WHOLE: "not read whole",
}

NEARER_WORDS: dict[Nearer, str] = {
    Nearer.YES: "Yes",
    Nearer.MARGINALLY: "Marginally",
    Nearer.NO: "No",
    Nearer.NOT_ENOUGH: "Not enough to say",
    Nearer.NOT_APPLICABLE: "Not applicable: no ceasefire is at stake",
}

NOT_MENTIONED = CELL_WORDS[CellStatus.SILENT]
# Ids with a full stop in them are no words of any sentence.
_DOTTED_ISSUE = re.compile("|".join(re.escape(issue) for issue in Issue if "." in issue))
_GUILLEMETS = frozenset({"ru", "uk", "be", "fr", "fa", "hy"})


def quoted(words: str, language: str) -> str:
    """Return the words between the quotation marks of their language, on one line, hidden characters shown."""
    opening, closing = ("«", "»") if language in _GUILLEMETS else ("“", "”")
    return f"{opening}{on_one_line(words)}{closing}"


def act_class(act: Act) -> str:
    """Return the class that an act is coloured by."""
    return next(name for name, acts in ACT_CLASSES.items() if act in acts)


def and_list(items: Iterable[str]) -> str:
    """Return the items in one phrase with commas and a last "and", each on one line with hidden characters shown."""
    *head, last = map(on_one_line, items)
    return f"{', '.join(head)} and {last}" if head else last


def name_day(day: date, year: int | None = None) -> str:
    """Return a day in words; its year is left out where it is `year`."""
    spoken = f"{day.day} {day:%B}"
    return spoken if day.year == year else f"{spoken} {day.year}"


def name_window(first: date | None, last: date | None, year: int | None = None) -> str:
    """Return a window of days in words, or an empty string where no day is settled."""
    if first and last and first != last:
        return f"{name_day(first, year)} to {name_day(last, year)}"
    if first:
        return name_day(first, year)
    return f"until {name_day(last, year)}" if last else ""


def name_strengths(strengths: Sequence[int]) -> str:
    """Return the range of strengths: "7", "6–8", or "-8" with a true minus sign."""
    if not strengths:
        return ""
    written = [str(value).replace("-", "−") for value in (min(strengths), max(strengths))]
    return written[0] if written[0] == written[1] else "–".join(written)


def name_number(value: float) -> str:
    """Return a bare number without a needless fraction."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 source" or "3 sources"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def title_of(point: Point) -> str:
    """Return a point's title: the issue's, and what sets the point apart; a title that a person gave stays."""
    given, issue = on_one_line(point.title), ISSUE_TITLES[point.issue]
    meaning = re.split(r"[,:(]", ISSUE_MEANINGS[point.issue], maxsplit=1)[0].strip()
    return issue + given.removeprefix(meaning) if given == meaning or given.startswith(f"{meaning}:") else given


def tell_reason(reason: str) -> str:
    """Return a reason on one line, with issues by their titles instead of their ids; see `parties.tell_of_parties`."""
    return _DOTTED_ISSUE.sub(lambda found: ISSUE_TITLES[Issue(found[0])], on_one_line(reason))
