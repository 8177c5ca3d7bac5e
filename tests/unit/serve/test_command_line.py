import subprocess
import sys
from pathlib import Path

import pytest
import typer

from parley.errors import InputError, SettingsError
from parley.registry import KINDS
from parley.serve import command_line, delivery
from parley.serve.commands.explain import split_offset
from parley.serve.folders import copy_example, copy_sources, find_cases, refuse_existing
from parley.vocabulary import Result


def run_main(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run the command line with an application that fails, and return its exit code."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(command_line, "make_app", lambda: fail)
    with pytest.raises(SystemExit) as left:
        command_line.main()
    return int(str(left.value.code))


def test_every_command_file_is_a_command() -> None:
    group = typer.main.get_command(command_line.make_app())
    files = {
        file.stem.replace("_", "-") for file in Path(command_line.__file__).with_name("commands").glob("[a-z]*.py")
    }
    assert set(group.commands) == files  # type: ignore[attr-defined]


def test_an_error_is_one_message_that_says_what_where_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run_main(monkeypatch, InputError("no source could be read", where="call", remedy="add one"))
    assert (code, capsys.readouterr().err) == (2, "parley: call: no source could be read — add one\n")


def test_a_fault_of_our_own_says_how_to_report_it_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARLEY_DEBUG", raising=False)
    assert run_main(monkeypatch, ZeroDivisionError("by zero")) == 70
    told = capsys.readouterr().err
    assert "internal error: ZeroDivisionError: by zero" in told
    assert "PARLEY_DEBUG=1" in told
    assert "Traceback" not in told


def test_the_debug_variable_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DEBUG", "1")
    monkeypatch.setattr(command_line, "make_app", lambda: lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        command_line.main()


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="text") as refused:
        delivery.check_format("wordstar", None)
    assert "html" in refused.value.remedy


@pytest.mark.parametrize(
    ("file", "format_name"), [("a.html", "html"), ("a.json", "json"), ("a.pdf", "pdf"), ("a", "text")]
)
def test_a_format_follows_from_the_suffix_of_the_output(file: str, format_name: str) -> None:
    assert delivery.check_format("", Path(file)) == format_name


def test_an_output_in_a_missing_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        delivery.check_output(tmp_path / "missing" / "brief.html")


def test_skipped_sources_are_named_and_leave_exit_code_one(
    small_result: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as left:
        delivery.leave(small_result)
    assert left.value.exit_code == 1
    assert "skipped sources/scan.pdf: the PDF has no text" in capsys.readouterr().err


def test_colours_are_off_where_nobody_looks() -> None:
    assert not delivery.terminal_options("party", to_file=False, marks=False, possible=False).colour


def test_columns_by_something_else_are_refused() -> None:
    with pytest.raises(SettingsError, match="party, source"):
        delivery.terminal_options("colour", to_file=False, marks=False, possible=False)


def test_a_file_with_an_offset_is_split(tmp_path: Path) -> None:
    assert split_offset("call/a.en.txt:120") == (Path("call/a.en.txt"), 120)
    odd = tmp_path / "a:12"
    odd.touch()
    assert split_offset(str(odd)) == (odd, None)


def test_the_example_is_copied_once_and_never_overwritten(tmp_path: Path) -> None:
    folder = copy_example("2025-03-18-call", tmp_path / "demo")
    encounter = folder / "encounter.toml"
    assert len(list((folder / "sources").iterdir())) == 7
    encounter.write_text("changed", encoding="utf-8")
    assert copy_example("2025-03-18-call", folder) == folder
    assert encounter.read_text(encoding="utf-8") == "changed"


def test_the_example_is_not_mixed_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(InputError, match="not empty"):
        copy_example("2025-03-18-call", tmp_path)


def test_sources_are_copied_and_an_existing_encounter_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.en.txt"
    source.write_text("words", encoding="utf-8")
    assert copy_sources([source], tmp_path / "sources") == [tmp_path / "sources" / "a.en.txt"]
    with pytest.raises(InputError, match="no such file"):
        copy_sources([tmp_path / "b.txt"], tmp_path / "sources")
    with pytest.raises(InputError, match="there already"):
        refuse_existing(source)


def test_cases_are_found_in_a_folder_of_cases_and_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "expected.json").touch()
    assert find_cases([tmp_path]) == [tmp_path / "a", tmp_path / "b"]
    assert find_cases([tmp_path / "b"]) == [tmp_path / "b"]
    with pytest.raises(InputError, match="no case"):
        find_cases([tmp_path / "a" / "deeper"])


def test_help_imports_no_stage_and_no_heavy_library() -> None:
    code = (
        "import sys; from parley.serve.command_line import make_app; make_app();"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'rich', 'jinja2', 'httpx', 'pydantic', 'weasyprint'}),"
        "sorted(m for m in sys.modules if m.startswith(('parley.attribute', 'parley.compare', 'parley.acquire'))))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert shown == "[] []\n"


def test_every_kind_of_part_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    from parley.serve.commands.parts import run

    run()
    listed = capsys.readouterr().out
    assert [line[:16].strip() for line in listed.splitlines()] == [f"{kind}s" for kind in KINDS]
    assert "json" in listed
