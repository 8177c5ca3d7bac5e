"""`parley monitor` and `parley outlook` as commands: over folders, over a ledger, and with bad input."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

from parley.errors import InputError, ParleyError, SettingsError
from parley.serve import demo
from parley.serve.command_line import make_app

EXAMPLE = Path(demo.__file__).parent / "examples" / "minsk-ii"
EXTRACT = EXAMPLE / "ucdp_ged_extract.csv"
APP = make_app()


def parley(*arguments: str | Path) -> str:
    """Run a command and return what it prints on standard output."""
    result = CliRunner().invoke(APP, [str(one) for one in arguments])
    if isinstance(result.exception, ParleyError):
        raise result.exception
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the example that may be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "minsk"))


def test_the_monitor_report_is_json_with_the_figures_that_are_known_of_the_example() -> None:
    report = json.loads(parley("monitor", EXAMPLE, "-i", EXTRACT, "-f", "json"))
    first = report["findings"][0]
    months = {one["first_on"][:7]: one["deaths"] + one["doubtful_deaths"] for one in first["months"]}
    assert [months[key] for key in ("2015-01", "2015-02", "2015-03", "2015-08")] == [752, 380, 58, 105]
    renewal = {one["first_on"][:7]: one["deaths"] + one["doubtful_deaths"] for one in report["findings"][2]["months"]}
    assert (renewal["2015-08"], renewal["2015-09"]) == (105, 9)
    assert "no finding of a violation" in report["caution"]
    assert all(match["reasons"] for match in first["matches"])


def test_pictures_are_well_formed_and_carry_their_figures_in_words() -> None:
    picture = ElementTree.fromstring(parley("monitor", EXAMPLE, "-i", EXTRACT, "-f", "svg"))
    told = "".join(picture.itertext())
    assert "during 2015-02-15 to 2015-08-31: 335 incidents, 592 deaths" in told
    chart = ElementTree.fromstring(parley("outlook", EXAMPLE, "-f", "svg"))
    assert "full ceasefire" in "".join(chart.itertext())
    ElementTree.fromstring(parley("outlook", "record", "-f", "svg"))


def test_the_last_day_and_the_window_before_can_be_given() -> None:
    report = json.loads(
        parley("monitor", EXAMPLE, "-i", EXTRACT, "--until", "2015-03-31", "--before", "30", "-f", "json")
    )
    windows = {window["name"]: window for window in report["findings"][0]["windows"]}
    assert (windows["before"]["first_on"], windows["during"]["last_on"]) == ("2015-01-13", "2015-03-31")


def test_without_a_commitments_file_what_the_sources_undertake_is_watched(folder: Path) -> None:
    (folder / "commitments.toml").unlink()
    report = json.loads(parley("monitor", folder, "-i", EXTRACT, "-f", "json"))
    readings = [finding["reading"] for finding in report["findings"]]
    assert {reading["starts_on"] for reading in readings} == {"2015-02-15"}
    assert all(reading["quote"] for reading in readings)
    assert all(any("is in doubt" in told for told in finding["warnings"]) for finding in report["findings"])
    during = [window for one in report["findings"] for window in one["windows"] if window["name"] == "during"]
    assert all(window["incidents"]["count"] == 0 and window["doubtful"] > 300 for window in during)


def test_a_quote_that_does_not_stand_in_its_source_is_refused(folder: Path) -> None:
    file = folder / "commitments.toml"
    file.write_text(file.read_text().replace("holds along the whole line", "holds along most of the line"))
    with pytest.raises(InputError, match="do not stand in kyiv"):
        parley("monitor", folder, "-i", EXTRACT)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('issue = "ceasefire.full"', 'issue = "ceasefire.most"'), "commitments.0.issue"),
        (("starts_on = 2015-02-15", "starts_on = 20150215"), "a number is no date"),
        (('area = "regions"', 'area = "region"'), "there is no area 'region'"),
        (('title = "Ceasefires', 'titel = "Ceasefires'), "titel"),
        (("[[commitments]]", "[[commitments"), "cannot be read as a commitments file"),
        (("starts_on = 2015-02-15", "starts_on = 2015-02-15\nends_on = 2015-02-01"), "lies before starts_on"),
        (('reading = "DPR"', 'reading = "UA"'), "stands twice"),
        (("polygon = [[38.20, 48.28]", "polygon = [[38.20, 148.28]"), "outside the degrees"),
    ],
)
def test_a_commitments_file_that_is_wrong_names_the_place(folder: Path, change: tuple[str, str], told: str) -> None:
    file = folder / "commitments.toml"
    assert change[0] in file.read_text()
    file.write_text(file.read_text().replace(*change))
    with pytest.raises(InputError, match=told):
        parley("monitor", file, "-i", EXTRACT)


def test_rejected_rows_are_told_with_their_numbers(folder: Path) -> None:
    rows = (folder / "ucdp_ged_extract.csv").read_text().splitlines()
    rows[3] = rows[3][:30]
    (folder / "damaged.csv").write_text("\n".join(rows))
    printed = parley("monitor", folder, "-i", folder / "damaged.csv")
    assert "750 incidents" in printed
    assert "1 rows are no incidents (row 4:" in printed


@pytest.mark.parametrize("command", ["monitor", "outlook"])
def test_an_unknown_shape_is_refused_before_any_work(command: str) -> None:
    with pytest.raises(SettingsError, match="no format 'xml'"):
        parley(command, EXAMPLE, "-i", "nowhere.csv", "-f", "xml")


def test_the_outlook_is_a_section_of_the_brief(tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    parley("outlook", EXAMPLE, "-i", EXTRACT, "-f", "html", "-o", page)
    text = page.read_text()
    assert '<section id="process"' in text
    assert "Nearer? " in text
    assert text.count("<svg") == 4


def test_hostile_names_stay_text_in_every_shape(folder: Path) -> None:
    hostile = "<script>alert(1)</script>"
    file = folder / "commitments.toml"
    file.write_text(file.read_text().replace("Renewal of 1 September 2015", f"{hostile}\\u202egnp"))
    for shape in ("text", "svg"):
        printed = parley("monitor", folder, "-i", EXTRACT, "-f", shape)
        assert "\u202e" not in printed
        assert shape == "text" or "<script" not in printed
    page = folder / "brief.html"
    parley("outlook", folder, "-i", EXTRACT, "-f", "html", "-o", page)
    assert hostile not in page.read_text()


def test_the_outlook_says_what_was_not_given(folder: Path) -> None:
    (folder / "conflict.toml").unlink()
    printed = parley("outlook", folder)
    assert "incidents: give --incidents FILE" in printed
    assert "base rate: say what the conflict is" in printed


def test_encounters_before_come_along_by_previous(folder: Path) -> None:
    later = Path(shutil.copytree(folder, folder.parent / "later"))
    text = (later / "encounter.toml").read_text().replace('place = "Minsk"', 'place = "Minsk"\nprevious = "minsk"')
    (later / "encounter.toml").write_text(text.replace("2015-02-11, 2015-02-12", "2015-02-12, 2015-02-12"))
    outlook = json.loads(parley("outlook", later, "-f", "json"))
    assert [one["encounter"] for one in outlook["rounds"]] == ["minsk", "later"]
    assert outlook["nearer"] == "no"
    assert any(rule.startswith("4.") for rule in outlook["rules"])


def test_a_ledger_gives_what_stands_and_keeps_the_forecasts(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    parley("add", folder, "--ledger", ledger)
    printed = parley(
        "monitor", "--ledger", ledger, "--sides", EXAMPLE / "commitments.toml", "-i", EXTRACT, "--until", "2015-06-30"
    )
    assert "reading: UA" in printed
    assert "in doubt (write" not in printed
    facts = folder / "conflict.toml"
    page = parley("outlook", "--ledger", ledger, "--conflict", facts)
    assert "Nearer? " in page
    parley("outlook", "--ledger", ledger, "--conflict", facts)
    record = json.loads(
        parley("outlook", "record", "--ledger", ledger, "--conflict", facts, "--as-of", "2015-09-30", "-f", "json")
    )
    assert (len(record["scored"]), len(record["open"])) == (3, 1)
    assert parley("check", "--ledger", ledger)
    parley("ledger", "export", tmp_path / "all.zip", "--ledger", ledger)
    parley("ledger", "import", tmp_path / "all.zip", "--ledger", tmp_path / "other.db")
    again = json.loads(parley("outlook", "record", "--ledger", tmp_path / "other.db", "-f", "json"))
    assert len(again["open"]) == 4


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    parley("add", EXAMPLE, "--ledger", tmp_path / "ledger.db")
    with pytest.raises(InputError, match="has no process 'other'"):
        parley("outlook", "--ledger", tmp_path / "ledger.db", "--process", "other")


def test_fit_asks_for_both_files() -> None:
    with pytest.raises(SettingsError, match="two files"):
        parley("outlook", "fit", "--pax", "pax.csv")


def test_every_option_of_both_commands_says_what_it_does() -> None:
    group = typer.main.get_command(APP)
    for name in ("monitor", "outlook"):
        command = group.commands[name]  # type: ignore[attr-defined]
        assert all(option.help for option in command.params if option.name not in ("subject", "help"))
