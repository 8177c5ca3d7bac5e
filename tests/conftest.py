"""Results made by hand, for every test that shows one: four languages, a loss of each kind, and a hostile one."""

import hashlib
import importlib.util
import itertools
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parley.acquire.documents import acquire
from parley.compare import compare as compare_positions
from parley.evaluate.cases import read_expected
from parley.evaluate.positions_from_expected import positions_from_expected
from parley.ledger import Ledger, open_ledger
from parley.outlook import assess
from parley.stores import open_store
from parley.vocabulary import (
    Absence,
    Act,
    Actor,
    Attribution,
    CellStatus,
    Certainty,
    Commitment,
    Comparison,
    Divergence,
    DivergenceType,
    Document,
    Encounter,
    FollowUp,
    Issue,
    Measure,
    Nearer,
    OpenCondition,
    Outlook,
    Point,
    Position,
    Refusal,
    Result,
    Skipped,
    Source,
    SourceKind,
    Span,
    StageReached,
    Standing,
    Voice,
    Words,
    Zone,
)

HELD_ON = date(2031, 5, 4)

TEXTS = {
    "ministry.en": (
        "The ministers agreed to a pause in strikes on ports and depots.\n"
        "Exchange of letters was not discussed.\n"
        "They will meet again in Lisbon on 9 May."
    ),
    "foreign-office.ru": (
        "Стороны согласились приостановить удары по портам на 30 дней.\n"
        "Обмен письмами был предложен, если прекратятся поставки оружия."
    ),
    "presidency.uk": "Ми підтримуємо паузу в ударах по портах.",
    "daily.zh": "两国部长同意暂停袭击港口。\n评论人士认为,这只是开始。",
    "before.en": "We will raise the status of the islands on Sunday.",
}


def words(source: str, quote: str, position: str | None = None, texts: dict[str, str] = TEXTS) -> Words:
    """Return where a quote stands in one of the texts."""
    start = texts[source].index(quote)
    return Words(source, Span(start, start + len(quote)), quote, position)


def make_document(source: Source, text: str, *, partial: bool = False, comment: str = "") -> Document:
    """Return a document in one voice, but for a comment at its end."""
    voice = Voice.REPORT if source.kind is SourceKind.PRESS_REPORT else Voice.OFFICIAL
    cut = text.index(comment) if comment else len(text)
    zones = [Zone(Span(0, cut), voice)] + ([Zone(Span(cut, len(text)), Voice.COMMENTARY)] if comment else [])
    notes = ("the file ends in the middle of a word",) if partial else ()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, text, digest, source.id.rsplit(".", 1)[1], tuple(zones), partial, notes)


def make_sources() -> tuple[Source, ...]:
    kinds = SourceKind
    return (
        Source("ministry.en", "sources/ministry.en.txt", "Ministry of Arda", kinds.READOUT, HELD_ON, ("AA",)),
        Source("foreign-office.ru", "sources/foreign-office.ru.txt", "Burland", kinds.READOUT, HELD_ON, ("BB",)),
        Source("presidency.uk", "sources/presidency.uk.txt", "Presidency", kinds.REMARKS, HELD_ON, ("CC",)),
        Source("daily.zh", "sources/daily.zh.html", "The Daily", kinds.PRESS_REPORT, date(2031, 5, 5)),
        Source("before.en", "sources/before.en.txt", "Press pool", kinds.REMARKS, date(2031, 5, 2), ("AA",)),
    )


def make_position(
    id_: str,
    at: Words,
    holder: tuple[str, ...],
    done: tuple[Act, int],
    issue: Issue,
    *,
    measure: Measure | None = None,
    condition: Words | None = None,
    standing: Standing = Standing.FOUND,
) -> Position:
    publishers = {source.id: source.publisher for source in make_sources()}
    return Position(
        id=id_,
        source=at.source,
        holder=holder,
        act=done[0],
        strength=done[1],
        issue=issue,
        span=at.span,
        quote=at.quote,
        voice=Voice.REPORT if at.source == "daily.zh" else Voice.OFFICIAL,
        chain=(Attribution(publishers.get(at.source, at.source)),),
        measure=measure or Measure(),
        condition=condition.span if condition else None,
        condition_quote=condition.quote if condition else None,
        confidence=0.9 if standing is Standing.FOUND else 0.4,
        standing=standing,
        because=("verb of agreement", "joint subject"),
    )


PAUSE = words("ministry.en", "agreed to a pause in strikes on ports and depots", "p1")
NOT_DISCUSSED = words("ministry.en", "Exchange of letters was not discussed", "p2")
MEETING = words("ministry.en", "They will meet again in Lisbon on 9 May", "p3")
PAUSE_RU = words("foreign-office.ru", "согласились приостановить удары по портам на 30 дней", "p4")
LETTERS_RU = words("foreign-office.ru", "Обмен письмами был предложен", "p5")
IF_RU = words("foreign-office.ru", "если прекратятся поставки оружия")
PAUSE_UK = words("presidency.uk", "підтримуємо паузу в ударах по портах", "p6")
PAUSE_ZH = words("daily.zh", "同意暂停袭击港口", "p7")
ISLANDS = words("before.en", "raise the status of the islands", "p8")
MAYBE = words("foreign-office.ru", "поставки оружия", "p9")


def make_positions() -> tuple[Position, ...]:
    strikes, bilateral = Issue.CEASEFIRE_STRIKES, Issue.BILATERAL
    ports, both = Measure(scope=("port",)), ("AA", "BB")
    thirty = Measure(("port",), None, HELD_ON, date(2031, 6, 3), 30)
    return (
        make_position("p1", PAUSE, both, (Act.AGREE, 7), strikes, measure=Measure(("depot", "port"))),
        make_position("p2", NOT_DISCUSSED, ("AA",), (Act.DENY, -1), bilateral),
        make_position("p3", MEETING, both, (Act.SCHEDULE, 7), Issue.TALKS, measure=Measure(starts_on=date(2031, 5, 9))),
        make_position("p4", PAUSE_RU, both, (Act.AGREE, 7), strikes, measure=thirty),
        make_position("p5", LETTERS_RU, ("BB",), (Act.PROPOSE, 4), bilateral, condition=IF_RU),
        make_position("p9", MAYBE, ("BB",), (Act.DEMAND, 4), Issue.FORCES_FOREIGN_AID, standing=Standing.POSSIBLE),
        make_position("p6", PAUSE_UK, ("CC",), (Act.ACCEPT, 6), strikes, measure=ports),
        make_position("p7", PAUSE_ZH, both, (Act.AGREE, 7), strikes, measure=ports),
        make_position("p8", ISLANDS, ("AA",), (Act.SCHEDULE, 4), Issue.TERRITORY),
    )


def make_points() -> tuple[Point, ...]:
    stated, silent, unread, denied = CellStatus.STATED, CellStatus.SILENT, CellStatus.NOT_READ_WHOLE, CellStatus.DENIED

    def cells(
        en: CellStatus, ru: CellStatus, uk: CellStatus, zh: CellStatus, before: CellStatus
    ) -> dict[str, CellStatus]:
        return dict(zip(TEXTS, (en, ru, uk, zh, before), strict=True))

    why = ("same issue", "same objects")
    return (
        Point(
            "strikes",
            Issue.CEASEFIRE_STRIKES,
            "pause in strikes",
            ("p1", "p4", "p6", "p7"),
            cells(stated, stated, stated, stated, silent),
            why,
        ),
        Point(
            "letters",
            Issue.BILATERAL,
            "exchange of letters",
            ("p2", "p5"),
            cells(denied, stated, unread, silent, silent),
        ),
        Point("meeting", Issue.TALKS, "talks", ("p3",), cells(stated, silent, unread, silent, silent)),
        Point("islands", Issue.TERRITORY, "islands", ("p8",), cells(silent, silent, unread, silent, stated)),
    )


def make_divergences() -> tuple[Divergence, ...]:
    conflict, strikes = Certainty.CONFLICT, Issue.CEASEFIRE_STRIKES
    features = (("conflict", 4.0), ("measure of a ceasefire", 2.0))
    return (
        Divergence(
            "d1",
            DivergenceType.SCOPE,
            conflict,
            strikes,
            "strikes",
            (PAUSE, PAUSE_RU, PAUSE_UK),
            (),
            "wider",
            6.0,
            features,
        ),
        Divergence(
            "d2",
            DivergenceType.DENIAL,
            conflict,
            Issue.BILATERAL,
            "letters",
            (NOT_DISCUSSED, LETTERS_RU),
            (),
            None,
            4.0,
        ),
        Divergence(
            "d3", DivergenceType.TIMING, Certainty.ASYMMETRIC, strikes, "strikes", (PAUSE, PAUSE_RU), (), None, 3.0
        ),
        Divergence(
            "d4", DivergenceType.OMISSION, Certainty.SILENCE, Issue.TALKS, "meeting", (MEETING,), ("BB",), None, 1.0
        ),
        Divergence(
            "d5", DivergenceType.RELAY, Certainty.ASYMMETRIC, strikes, "strikes", (PAUSE_ZH, PAUSE), (), None, 0.5
        ),
    )


def make_result() -> Result:
    """Return a result in four languages, with a source skipped, one not read whole and a statement refused."""
    sources = make_sources()
    comments = {"daily.zh": "评论人士认为"}
    documents = tuple(
        make_document(s, TEXTS[s.id], partial=s.id == "presidency.uk", comment=comments.get(s.id, "")) for s in sources
    )
    steps = (FollowUp("f1", "ministry.en", Issue.TALKS, MEETING, "announced", date(2031, 5, 9), None, "Lisbon"),)
    commitments = (
        Commitment(
            "c1",
            ("AA", "BB"),
            Issue.CEASEFIRE_STRIKES,
            "foreign-office.ru",
            PAUSE_RU,
            "declared",
            ("port",),
            HELD_ON,
            date(2031, 6, 3),
        ),
    )
    absent = (Absence("a1", Issue.TERRITORY, "before.en", ISLANDS, ("no later source has a word of it",)),)
    stage = StageReached(Issue.CEASEFIRE_STRIKES, "strike halt", "agreed", (PAUSE, PAUSE_RU))
    open_condition = OpenCondition("BB", Issue.BILATERAL, IF_RU)
    return Result(
        encounter=Encounter(
            "arda-burland",
            "Ministers of Arda and Burland",
            (HELD_ON, HELD_ON),
            "meeting",
            ("AA", "BB"),
            sources,
            ("CC",),
            actors=(Actor("AA", ("Arda",)), Actor("BB", ("Burland",)), Actor("CC", ("Cerania",))),
        ),
        documents=documents,
        skipped=(Skipped("scan", "sources/scan.pdf", "the PDF has no text, only pictures", "run OCR on it"),),
        positions=make_positions(),
        refusals=(Refusal("ministry.en", "model", "agreed to a lasting pause", "not in the source"),),
        partial=("presidency.uk",),
        notes=(),
        comparison=Comparison(make_points(), make_divergences(), absent, steps, commitments),
        outlook=Outlook(Nearer.MARGINALLY, ("a partial measure", "its scope is disputed"), (stage,), (open_condition,)),
        readers=("grammar",),
        version="0.0.test",
    )


HOSTILE = '=HYPERLINK("http://x.example")<script>alert(1)</script>\u202egnp.exe\x1b[31m|[a](javascript:1)"\'&`{{7*7}}'


def make_hostile_result() -> Result:
    """Return a result in which everything that a source or its sender writes tries to do something."""
    odd, party = f"odd{HOSTILE}", f"AA{HOSTILE}"
    source = Source(
        odd, f"sources/{HOSTILE}.txt", HOSTILE, SourceKind.POST, HELD_ON, (party,), None, "javascript:alert(1)"
    )
    at = words(odd, HOSTILE, "h1", {odd: HOSTILE})
    position = make_position("h1", at, (party,), (Act.AGREE, 7), Issue.TRADE, condition=at)
    point = Point("h", Issue.TRADE, HOSTILE, ("h1",), {odd: CellStatus.STATED}, (HOSTILE,))
    divergence = Divergence(
        "d",
        DivergenceType.NAMING,
        Certainty.CONFLICT,
        Issue.TRADE,
        "h",
        (at, at),
        ("BB",),
        None,
        1.0,
        ((HOSTILE, 1.0),),
    )
    step = FollowUp("f", odd, Issue.TRADE, at, "announced", HELD_ON, None, HOSTILE)
    return Result(
        encounter=Encounter(odd, HOSTILE, (HELD_ON, HELD_ON), HOSTILE, (party, "BB"), (source,), place=HOSTILE),
        documents=(Document(source, HOSTILE, "0" * 64, "en", (Zone(Span(0, len(HOSTILE)), Voice.COMMENTARY),)),),
        skipped=(Skipped("worse", HOSTILE, HOSTILE, HOSTILE),),
        positions=(position,),
        refusals=(Refusal(odd, "model", HOSTILE, HOSTILE),),
        partial=(odd,),
        notes=(HOSTILE,),
        comparison=Comparison((point,), (divergence,), (Absence("a", Issue.TRADE, odd, at),), (step,), ()),
        outlook=Outlook(Nearer.NO, (HOSTILE,), (), ()),
        readers=("grammar",),
        version="0.0.test",
    )


def hold_later(result: Result, days: int, **changes: Any) -> Result:
    """Return the same texts told again so many days later, as a later round of a process."""
    shift = timedelta(days=days)

    def move(source: Source) -> Source:
        return replace(source, published_on=source.published_on + shift)

    held_on = tuple(day + shift for day in result.encounter.held_on)
    sources = tuple(map(move, result.encounter.sources))
    encounter = replace(result.encounter, held_on=held_on, sources=sources)
    documents = tuple(replace(document, source=move(document.source)) for document in result.documents)
    return replace(result, encounter=encounter, documents=documents, **changes)


@pytest.fixture
def later() -> Callable[..., Result]:
    return hold_later


@pytest.fixture
def small_result() -> Result:
    return make_result()


@pytest.fixture
def hostile_result() -> Result:
    return make_hostile_result()


# Stores: each test that takes `store_address` runs on every kind of store, on an empty ledger of its own.

_EXAMPLES = Path(__file__).parents[1] / "src/parley/serve/demo/examples"
_PROCESS = Path(__file__).parent / "process"
_numbers = itertools.count(1)


def _load_benchmark(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / f"{name}.py"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def load_benchmark() -> Callable[[str], ModuleType]:
    """Return a function that loads a module of `benchmarks/`: what measures is what the tests run in short."""
    return _load_benchmark


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """Start a throw-away cluster for the session, and stop it."""
    module = _load_benchmark("throwaway_postgresql")
    binaries = module.find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with module.ThrowawayPostgresql(binaries) as server:
        server.create_database("ledger_template")
        open_store(server.address("ledger_template")).close()
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    open_store(str(path)).close()
    return path


STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session", params=STORES)
def store_kind(request: pytest.FixtureRequest) -> str:
    """Return each kind of store in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def process_template(store_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a ledger that holds the demo process and return its address (a path) or its name (in PostgreSQL)."""
    if store_kind == "sqlite":
        template = address = str(tmp_path_factory.mktemp("process") / "process.db")
    else:
        server = request.getfixturevalue("postgresql")
        template, address = "process_template", server.create_database("process_template")
    with open_ledger(address) as filled:
        for path in sorted(_PROCESS.glob("*.json")):
            filled.add(make_process_result(path.stem))
    return template


@pytest.fixture
def make_address(store_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., str]:
    """Return a function that gives the address of an empty ledger of its own.

    `bare`: a place with no table in it; `filled`: a ledger that holds the demo process.
    """

    def make(*, bare: bool = False, filled: bool = False) -> str:
        name = f"ledger_{next(_numbers)}"
        if store_kind == "sqlite":
            path = tmp_path / f"{name}.db"
            if not bare:
                template = "process_template" if filled else "sqlite_template"
                shutil.copyfile(request.getfixturevalue(template), path)
            return str(path)
        template = "template0" if bare else "ledger_template"
        if filled:
            template = request.getfixturevalue("process_template")
        return str(request.getfixturevalue("postgresql").create_database(name, template=template))

    return make


@pytest.fixture(scope="session")
def process_ledger(store_kind: str, process_template: str, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """Open a ledger with the demo process that tests only look at."""
    address = process_template
    if store_kind == "postgresql":
        server = request.getfixturevalue("postgresql")
        address = server.create_database("process_to_look_at", template=process_template)
    with open_ledger(address) as opened:
        yield opened


@pytest.fixture
def own_process_ledger(make_address: Callable[..., str]) -> Iterator[Ledger]:
    """Open a ledger with the demo process that a test may change."""
    with open_ledger(make_address(filled=True)) as opened:
        yield opened


@pytest.fixture
def store_address(make_address: Callable[..., str]) -> str:
    return make_address()


@pytest.fixture
def ledger(store_address: str) -> Iterator[Ledger]:
    """Open an empty ledger, on each kind of store."""
    with open_ledger(store_address) as opened:
        yield opened


@pytest.fixture
def file_ledger(sqlite_template: Path, tmp_path: Path) -> Iterator[Ledger]:
    """Open an empty ledger in a file, for what does not depend on the store."""
    path = tmp_path / "ledger.db"
    shutil.copyfile(sqlite_template, path)
    with open_ledger(str(path)) as opened:
        yield opened


@cache
def make_process_result(name: str) -> Result:
    """Return the result of one encounter of the demo process, with the positions that a careful reader finds."""
    folder = _EXAMPLES / name
    acquired = acquire(folder)
    expected = read_expected(name, json.loads((_PROCESS / f"{name}.json").read_text(encoding="utf-8")))
    positions = positions_from_expected(expected, acquired.documents)
    compared = compare_positions(acquired.encounter, acquired.documents, positions)
    return Result(
        encounter=acquired.encounter,
        documents=acquired.documents,
        skipped=acquired.skipped,
        positions=positions,
        refusals=(),
        partial=(),
        notes=acquired.notes,
        comparison=compared,
        outlook=assess(acquired.encounter, positions, compared),
        readers=("expected",),
        version="0.0.test",
    )


@pytest.fixture(scope="session")
def process_results() -> tuple[Result, ...]:
    """Return the results of the demo process in order of the encounters."""
    return tuple(make_process_result(path.stem) for path in sorted(_PROCESS.glob("*.json")))
