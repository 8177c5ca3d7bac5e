"""The commands of the ledger, as a user types them. Only the first test reads; what is found decides nothing here."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from parley.ledger import open_ledger
from parley.report.formats.json import dump
from parley.serve import command_line
from parley.vocabulary import Result

TALKS = "2025-05-16-talks"

Run = Callable[..., str]


@pytest.fixture(scope="module")
def read_ledger(process_results: Sequence[Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with two encounters of the shipped process, as a careful reader reads them."""
    path = tmp_path_factory.mktemp("commands") / "ledger.db"
    with open_ledger(str(path)) as ledger:
        for result in process_results:
            if result.encounter.id in ("2025-04-19-truce", TALKS):
                ledger.add(result)
    return path


@pytest.fixture
def at(read_ledger: Path, tmp_path: Path) -> str:
    """Return a copy of that ledger that a test may change."""
    return shutil.copyfile(read_ledger, tmp_path / "copy.db").__str__()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `parley` with arguments and gives what it prints; `code` is the exit code."""

    def run_command(*arguments: object, code: int = 0, error: str = "") -> str:
        monkeypatch.setattr("sys.argv", ["parley", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        told = capsys.readouterr()
        assert left.value.code in (code, None if code == 0 else code), told.err
        assert error in told.err
        return told.out

    return run_command


def write_encounter(folder: Path, previous: str, day: str, **texts: str) -> Path:
    """Write a small encounter folder, a source for each text."""
    (folder / "sources").mkdir(parents=True)
    before = f'previous = "{previous}"\n' if previous else ""
    head = f'title = "Round"\nheld_on = {day}\nchannel = "talks"\nparties = ["AA", "BB"]\n{before}'
    for name, text in texts.items():
        (folder / "sources" / f"{name}.en.txt").write_text(text, encoding="utf-8")
        head += f'\n[[sources]]\nfile = "sources/{name}.en.txt"\npublisher = "Ministry {name}"\nkind = "readout"\n'
        head += f'speaks_for = "AA"\npublished_on = {day}\nlanguage = "en"\n'
    (folder / "encounter.toml").write_text(head, encoding="utf-8")
    return folder


def test_a_process_is_added_once_and_an_edited_text_is_a_revision(run: Run, tmp_path: Path) -> None:
    process, ledger = tmp_path / "process", tmp_path / "new folder/ledger.db"
    write_encounter(process / "b-first", "", "2031-05-04", one="The ministers agreed to exchange all prisoners.")
    write_encounter(
        process / "a-second", "b-first", "2031-06-04", one="The ministers met.", two="They agreed on talks."
    )
    first = run("add", process, "--ledger", ledger, "--process", "war").splitlines()
    assert [line.split(":")[0] for line in first] == ["b-first", "a-second"]
    assert all("(process war)" in line for line in first)
    assert run("add", process, "--ledger", ledger).count("nothing new") == 2
    assert "nothing new" in run("add", process / "b-first", "--ledger", ledger, "--again")
    (process / "a-second/sources/one.en.txt").write_text("The deputy ministers met.", encoding="utf-8")
    assert "a-second/one.en was revised" in run("add", process / "a-second", "--ledger", ledger)
    story = run("history", "a-second/one.en", "--ledger", ledger)
    assert "revised in 1 place, " in story
    assert ": none → “deputy ”" in story
    of_process = run("history", "war", "--ledger", ledger)
    assert "b-first: an encounter was added to a process" in of_process
    assert "a-second: one.en revised in 1 place" in of_process
    run("add", process / "b-first", "--ledger", ledger, "--process", "peace", code=2, error="belongs to")
    run("add", tmp_path / "nothing", "--ledger", ledger, code=2, error="no encounter here")
    assert "all as recorded" in run("check", "--ledger", ledger)


def test_a_source_that_cannot_be_read_is_named_and_the_others_are_added(run: Run, tmp_path: Path) -> None:
    folder = write_encounter(
        tmp_path / "round", "", "2031-05-04", one="The ministers met.", two="They agreed on talks."
    )
    (folder / "sources/two.en.txt").unlink()
    assert "events recorded" in run("add", folder, "--ledger", tmp_path / "l.db", code=1, error="skipped sources/two")


def test_what_stands_is_shown_as_text_json_and_a_picture(run: Run, at: str, tmp_path: Path) -> None:
    text = run("ledger", "--ledger", at, "--on", "2025-05-20", "--known-on", "2025-05-21")
    assert text.startswith("What stands on 20 May 2025, from what was published by 21 May 2025\n")
    assert "NEXT STEPS" in text
    hindsight = run("ledger", "--ledger", at, "--on", "2025-05-20")
    then = run("ledger", "--ledger", at, "--on", "2025-05-20", "--known-on", "2025-05-20")
    assert hindsight.startswith("What stands on 20 May 2025\n")
    assert then.startswith("What stands on 20 May 2025, from what was published by then\n")
    shown = json.loads(run("ledger", "--ledger", at, "--on", "2025-05-20", "--format", "json"))
    assert (shown["on"], shown["known_on"]) == ("2025-05-20", None)
    for commitment in shown["commitments"]:
        assert commitment["id"] in text
    with open_ledger(at) as ledger:
        for commitment in shown["commitments"]:
            for reading in commitment["readings"]:
                for one in reading["statements"]:
                    start, end = one["span"]
                    assert ledger.document(one["document"])[start:end] == one["quote"]
    target = tmp_path / "timeline.svg"
    run("ledger", "--ledger", at, "--on", "2025-05-20", "--format", "svg", "--output", target)
    picture = ElementTree.parse(target).getroot()
    words = " ".join("".join(node.itertext()) for node in picture)
    for commitment in shown["commitments"]:
        assert all(reading["party"] in words and reading["state"] in words for reading in commitment["readings"])
    assert "http" not in target.read_text().replace("http://www.w3.org/2000/svg", "")


def test_a_large_ledger_is_counted_first_and_shown_where_one_asks(
    run: Run, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("ledger", "--ledger", at, "--on", "2025-05-20")
    small = run(*given)
    monkeypatch.setattr("parley.serve.ledger_views.overview.MOST_SHOWN", 1)
    counted = run(*given)
    numbers = {
        state.lower(): int(number) for state, number in re.findall(r"^([A-Z ]+) \((\d+)\)$", small, re.MULTILINE)
    }
    assert counted.splitlines()[1].startswith(f"{sum(numbers.values())} commitments in 1 process · ")
    assert dict(re.findall(r"^  ([a-z ]+): (\d+)$", counted, re.MULTILINE)) == {
        state: str(number) for state, number in numbers.items()
    }
    assert "parley ledger --process NAME" in counted
    process = "2025-04-19-truce"
    of_process = run(*given, "--process", process)
    assert f"--process {process} --issue ISSUE" in of_process
    assert "captives.prisoners · " in of_process
    assert run(*given, "--all") == small
    one_issue = run(*given, "--issue", "captives.prisoners")
    assert set(re.findall(r"c-\w+", one_issue)) < set(re.findall(r"c-\w+", small))
    (state, number), *_ = numbers.items()
    only = run(*given, "--state", state)
    assert only.splitlines()[1] == (f"{number} commitment" + "s" * (number > 1))
    assert f"{state.upper()} ({number})" in only
    assert "NEXT STEPS" not in only


def test_a_file_s_name_says_its_format(run: Run, at: str, tmp_path: Path) -> None:
    run("ledger", "--ledger", at, "--on", "2025-05-20", "--output", tmp_path / "stands.json")
    shown = json.loads((tmp_path / "stands.json").read_text(encoding="utf-8"))
    assert (tmp_path / "stands.json").read_text(encoding="utf-8") == f"{dump(shown)}\n"
    run("ledger", "--ledger", at, "--on", "2025-05-20", "--output", tmp_path / "stands.svg")
    assert (tmp_path / "stands.svg").read_text(encoding="utf-8").startswith("<svg")


def test_an_empty_ledger_is_whole_json(run: Run, tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "l.db")).close()
    shown = json.loads(run("ledger", "--ledger", tmp_path / "l.db", "--on", "2025-05-20", "--format", "json"))
    assert (shown["commitments"], shown["follow_ups"]) == ([], [])


def test_one_item_is_reviewed_without_a_terminal(run: Run, at: str) -> None:
    listed = run("review", "--list", "--limit", "400", "--ledger", at)
    position = re.search(r"^(p-\w+) · position .* · open · ", listed, re.MULTILINE)
    assert position
    item = position[1]
    shown = run("review", item, "--ledger", at)
    assert "revision 1" in shown
    assert "⟦" in shown
    done = run("review", item, "--correct", "--set", "strength=3", "--set", "scope=port, depot", "--by", "a user",
               "--reason", "weaker", "--saw", 1, "--ledger", at)  # fmt: skip
    assert f"{item} · position" in done
    assert "corrected" in done
    run("review", item, "--correct", "--set", "strength=9", "--by", "b", "--reason", "more", "--saw", 1, "--ledger", at,
        code=2, error="changed by a user (correct ")  # fmt: skip
    run("review", item, "--correct", "--set", "strength=9", "--by", "b", "--reason", "more", "--saw", 1, "--ledger", at,
        code=2, error="strength=3")  # fmt: skip
    run("review", item, "--correct", "--set", "strength=9", "--by", "b", "--reason", "more", "--saw", 1, "--ledger", at,
        code=2, error="your decision was: correct strength=9")  # fmt: skip
    run("review", item, "--reject", "--by", "b", "--ledger", at, code=2, error="needs a reason")
    run("review", item, "--confirm", "--reject", "--by", "b", "--ledger", at, code=2, error="choose one")
    story = run("history", item, "--ledger", at)
    assert "Z · parley · read by " in story
    assert "Z · a user corrected: " in story
    story = json.loads(run("history", item, "--ledger", at, "--format", "json"))
    assert story[-1]["body"]["reason"] == "weaker"
    assert "open" in run("review", item, "--undo", "--by", "a user", "--ledger", at)


def test_a_position_is_added_by_hand(run: Run, at: str) -> None:
    quote = "массовый обмен военнопленными"
    done = run("review", TALKS, "--add", "position", "--by", "a user", "--reason", "overlooked", "--set",
               "source=medinsky.ru", "--set", f"quote={quote}", "--set", "holder=RU,UA", "--set", "act=agree",
               "--set", "strength=7", "--set", "issue=captives.prisoners", "--ledger", at)  # fmt: skip
    assert "RU+UA: agree 7 on captives.prisoners · added" in done
    assert "all as recorded" in run("check", "--ledger", at)


def test_the_open_items_are_walked_on_the_terminal(run: Run, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["a user", "c", "", "s", "o", "strength=3", "x", "r", "y", "q"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    told = run("review", "--ledger", at, "--limit", "6")
    assert told.count("recorded:") >= 2
    assert "[1 of 6]" in told


def test_whoever_leaves_a_review_in_the_middle_has_the_accounts_compared_anew(
    run: Run, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typer

    def last_event() -> tuple[int, str]:
        with open_ledger(at) as ledger, ledger.store.read() as reading:
            *_, event = reading.events()
            return event.seq, event.kind

    with open_ledger(at) as ledger:
        number = next(n for n, item in enumerate(ledger.open_items(), 1) if item.kind == "position")
    answers = iter([*["s"] * (number - 1), "r", "not there"])

    def answer(*_: object, **__: object) -> str:
        given = next(answers, None)
        if given is None:
            raise typer.Abort
        return given

    before, _ = last_event()
    monkeypatch.setattr("typer.prompt", answer)
    run("review", "--ledger", at, "--by", "a user", "--limit", number + 1, code=1)
    assert last_event() == (before + 2, "compared")


def test_what_another_decided_is_named_where_a_decision_takes_its_place(run: Run, at: str) -> None:
    with open_ledger(at) as ledger:
        item = ledger.positions(TALKS)[0].id
    run("review", item, "--correct", "--set", "strength=1", "--by", "anna", "--reason", "weaker", "--ledger", at)
    run("review", item, "--confirm", "--by", "boris", "--ledger", at,
        error="in place of what anna decided (correct: weaker)")  # fmt: skip


def test_items_that_are_not_decided_on_say_what_they_are(run: Run, at: str) -> None:
    shown = json.loads(run("ledger", "--ledger", at, "--on", "2025-05-20", "--format", "json"))
    commitment, step = shown["commitments"][0], shown["follow_ups"][0]["id"]
    told = run("review", commitment["id"], "--ledger", at)
    assert f"binds {' + '.join(commitment['by'])}" in told
    assert f"parley review {commitment['id']} --observe WHAT --on DAY" in told
    assert f"parley history {step}" in run("review", step, "--ledger", at)
    assert "Istanbul" in run("review", TALKS, "--ledger", at)
    assert "2025-05-16" in run("review", f"{TALKS}/medinsky.ru", "--ledger", at)
    run("review", commitment["id"], "--observe", "ended", "--on", "2025-05-19", "--party", "XX", "--by", "a",
        "--reason", "b", "--ledger", at, code=2, error="no reading of 'XX'")  # fmt: skip


def test_reviewing_where_nothing_is_open_says_so(run: Run, tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "l.db")).close()
    for more in ((), ("--list",)):
        run("review", *more, "--ledger", tmp_path / "l.db", error="nothing is open")


def test_lines_fold_to_the_width_of_the_terminal_and_json_does_not(
    run: Run, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("ledger", "--ledger", at, "--on", "2025-05-20")
    wide, data = run(*given), run(*given, "--format", "json")
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run(*given)
    assert max(map(len, wide.splitlines())) > 60
    assert [line for line in narrow.splitlines() if len(line) > 60 and " " in line.strip()] == []
    assert "".join(narrow.split()) == "".join(wide.split())
    assert run(*given, "--format", "json") == data


def test_what_happened_is_recorded_on_a_commitment_and_a_next_step(run: Run, at: str) -> None:
    shown = json.loads(run("ledger", "--ledger", at, "--on", "2025-05-20", "--format", "json"))
    steps = [one["id"] for one in shown["follow_ups"] if one["status"] == "announced"]
    run("review", steps[0], "--observe", "held", "--on", "2025-05-19", "--by", "a user", "--reason", "seen",
        "--ledger", at)  # fmt: skip
    assert "held" in run("history", steps[0], "--ledger", at)
    run("review", steps[0], "--observe", "eaten", "--on", "2025-05-19", "--by", "a", "--reason", "b", "--ledger", at,
        code=2, error="cannot be")  # fmt: skip
    run(
        "review", steps[0], "--observe", "held", "--by", "a", "--reason", "b", "--ledger", at, code=2, error="which day"
    )
    commitment = shown["commitments"][0]["id"]
    run("review", commitment, "--observe", "suspended", "--on", "2025-05-19", "--by", "a", "--reason", "b",
        "--ledger", at)  # fmt: skip
    assert "SUSPENDED" in run("ledger", "--ledger", at, "--on", "2025-05-20")


def test_next_steps_are_listed_with_the_overdue_ones_and_as_a_calendar(run: Run, at: str) -> None:
    listed = run("follow-ups", "--ledger", at, "--on", "2025-06-30")
    overdue = run("follow-ups", "overdue", "--ledger", at, "--on", "2025-06-30")
    assert overdue.count("OVERDUE") == listed.count("OVERDUE") > 0
    assert "23 April 2025" in overdue
    calendar = run("follow-ups", "ics", "--ledger", at, "--on", "2025-06-30")
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.count("BEGIN:VEVENT") + calendar.count("BEGIN:VTODO") == len(set(re.findall("UID:.*", calendar)))
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "DTSTART;VALUE=DATE:20250423" in calendar


def test_words_are_searched(run: Run, at: str) -> None:
    assert f"{TALKS}/press-report.zh" in run("search", "停火", "--ledger", at)
    hits = json.loads(run("search", "обмен", "--ledger", at, "--format", "json"))
    assert {hit["source"] for hit in hits} >= {f"{TALKS}/medinsky.ru"}
    assert "⟦停⟧火" in run("search", "停", "--ledger", at)
    run("search", "обмен", "--limit", 1, "--ledger", at, error="--limit shows more")
    assert run("search", "quetzalcoatl", "--ledger", at, error="nothing found") == ""


def test_a_ledger_is_backed_up_exported_and_imported(run: Run, at: str, tmp_path: Path) -> None:
    first, second, other = tmp_path / "first.zip", tmp_path / "second.zip", tmp_path / "other.db"
    assert "restored as a proof" in run("backup", first, "--ledger", at)
    run("ledger", "export", second, "--ledger", at)
    assert first.read_bytes() == second.read_bytes()
    assert "all verified" in run("ledger", "import", first, "--ledger", other)
    assert run("ledger", "--on", "2025-05-20", "--ledger", at) == run("ledger", "--on", "2025-05-20", "--ledger", other)
    run("ledger", "export", "--ledger", at, code=2, error="needs a file")
    second.write_bytes(second.read_bytes()[:-9])
    for file in (second, tmp_path / "none.zip"):
        run("ledger", "import", file, "--ledger", tmp_path / "new.db", code=2, error=str(file))
    assert not (tmp_path / "new.db").exists()
    run("backup", first, "--ledger", at, code=2, error="there already")


def test_checking_tells_what_is_wrong_with_its_exit_code(run: Run, at: str) -> None:
    import sqlite3

    with sqlite3.connect(at) as connection:
        connection.execute("DELETE FROM item WHERE kind = 'commitment'")
    connection.close()
    assert "is missing" in run("check", "--ledger", at, code=1)
    assert "all as recorded" in run("check", "--rebuild", "--ledger", at)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("ledger", "--on", "soon"), "no day"),
        (("ledger", "burn"), "no action 'burn'"),
        (("ledger", "--format", "png"), "choose one of: text, json, svg"),
        (("follow-ups", "never"), "choose one of: list, overdue, ics"),
        (("ledger", "--process", "none"), "no process 'none'"),
        (("ledger", "--issue", "ceasefire.none"), "no issue 'ceasefire.none'"),
        (("ledger", "--state", "over"), "choose one of: disputed, in force"),
        (("follow-ups", "--process", "none"), "no process 'none'"),
        (("search", "x", "--process", "none"), "no process 'none'"),
        (("search", "*"), "no word to search for"),
        (("review", "--list", "--encounter", "none"), "no encounter 'none'"),
        (("history", "p-none"), "no such item"),
        (("review", "--confirm"), "name the item"),
        (("review", "p-none", "--correct", "--set", "strength"), "no FIELD=VALUE"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(run: Run, at: str, arguments: tuple[str, ...], error: str) -> None:
    run(*arguments, "--ledger", at, code=2, error=error)


def test_a_ledger_that_is_not_there_is_not_made_by_looking(run: Run, tmp_path: Path) -> None:
    for command in (("ledger",), ("search", "x"), ("check",), ("follow-ups",), ("review", "--list")):
        run(*command, "--ledger", tmp_path / "absent.db", code=2, error="no ledger here")
    assert list(tmp_path.iterdir()) == []


def test_the_place_of_the_ledger_comes_from_the_environment(run: Run, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_LEDGER", at)
    assert "all as recorded" in run("check")


def test_the_process_is_copied_for_a_user(run: Run, tmp_path: Path) -> None:
    told = run("demo", tmp_path / "demo", "--process")
    assert f"parley add {tmp_path / 'demo'}" in told
    assert len(list((tmp_path / "demo").glob("*/encounter.toml"))) == 6
