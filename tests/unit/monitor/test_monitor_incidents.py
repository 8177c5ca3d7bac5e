"""Incident files: what the formats read, what they reject, and that every row is accounted for."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from parley.delimited.table import TableFile
from parley.errors import InputError
from parley.monitor.intake import Tally, identify, open_files, stream_incidents
from parley.vocabulary import Incident, PlacePrecision

GED = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_start,date_end,best,high,low"
ROW = "1,1,Government of Arda,Front of Burland,1,48.5,38.5,2031-02-03,2031-02-03,4,6,2"
ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,latitude,longitude,"
    "geo_precision,location,fatalities"
)
SHARED = Path(__file__).parents[5] / "shared" / "data" / "ucdp_ged_ukraine_2014_2021.csv"


def take(*paths: Path, mapping: Path | None = None, encoding: str | None = None) -> tuple[list[Incident], list[Tally]]:
    accounts: list[Tally] = []
    blocks = stream_incidents(open_files(paths, mapping=mapping, encoding=encoding), accounts, block=3)
    return [incident for block in blocks for incident in block], accounts


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def reasons(tally: Tally) -> list[tuple[int, str]]:
    return [(reject.row, reject.reason) for reject in tally.rejects]


def test_a_ged_row_becomes_an_incident_with_its_precision(tmp_path: Path) -> None:
    found, _ = take(write(tmp_path / "a.csv", GED, ROW))
    assert found == [
        Incident(
            "1", date(2031, 2, 3), date(2031, 2, 3), PlacePrecision.EXACT, (), 48.5, 38.5,
            ("Government of Arda", "Front of Burland"), "state-based", (), 2, 4, 6,
        )
    ]  # fmt: skip


def test_columns_in_another_order_with_a_tag_row_and_extra_columns_read_the_same(tmp_path: Path) -> None:
    names, cells = GED.split(","), ROW.split(",")
    order = [5, 2, 9, 0, 11, 7, 1, 10, 3, 8, 6, 4]
    header = ",".join(["extra", *(names[i] for i in order)])
    tags = ",".join(["", *("#tag" if i % 2 else "" for i in order)])
    row = ",".join(["x", *(cells[i] for i in order)])
    plain, _ = take(write(tmp_path / "a.csv", GED, ROW))
    other, accounts = take(write(tmp_path / "b.csv", header, tags, row))
    assert other == plain
    assert accounts[0].rejected == 0


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    found, _ = take(write(tmp_path / "a.csv", GED.replace(",", delimiter), ROW.replace(",", delimiter)))
    assert len(found) == 1


def test_every_bad_row_is_counted_with_its_number_and_its_reason(tmp_path: Path) -> None:
    bad = [
        "2,1,A,B,1,48.5",
        "3,1,A,B,1,91.5,38.5,2031-02-03,2031-02-03,4,6,2",
        "4,1,A,B,1,48.5,38.5,03/02/2031,2031-02-03,4,6,2",
        "5,1,A,B,1,48.5,38.5,2031-02-03,2031-02-01,4,6,2",
        "6,1,A,B,1,48.5,38.5,2031-02-03,2031-02-03,-4,6,2",
        "7,9,A,B,1,48.5,38.5,2031-02-03,2031-02-03,4,6,2",
        "1,1,A,B,1,48.5,38.5,2031-02-03,2031-02-03,5,6,2",
        "8,1,A,B,1,here,38.5,2031-02-03,2031-02-03,4,6,2",
        ",1,A,B,1,48.5,38.5,2031-02-03,2031-02-03,4,6,2",
    ]
    good = [ROW.replace("1,1,", f"{number},1,", 1) for number in range(20, 30)]
    found, (tally,) = take(write(tmp_path / "a.csv", GED, ROW, *bad, *good))
    assert len(found) == 11
    assert tally.rejected == len(bad)
    told = dict(reasons(tally))
    assert sorted(told) == list(range(3, 12))
    assert "6 cells" in told[3]
    assert "out of range" in told[4]
    assert "exchanged" in told[4]
    assert "03/02/2031" in told[5]
    assert "before its first" in told[6]
    assert "below zero" in told[7]
    assert "type of violence" in told[8]
    assert "another content" in told[9]
    assert "no number" in told[10]
    assert "no id" in told[11]


def test_a_row_whose_point_contradicts_its_degrees_is_rejected(tmp_path: Path) -> None:
    found, (tally,) = take(write(tmp_path / "a.csv", GED + ",geom_wkt", ROW + ",POINT (48.5 38.5)"))
    assert found == []
    assert "are not those of" in tally.rejects[0].reason


def test_the_same_file_twice_gives_each_incident_once(tmp_path: Path) -> None:
    rows = [ROW.replace("1,1,", f"{number},1,", 1) for number in range(20)]
    file = write(tmp_path / "a.csv", GED, *rows)
    found, accounts = take(file, file)
    assert len(found) == len({incident.id for incident in found}) == 20
    assert sorted(tally.repeated for tally in accounts) == [0, 20]


def test_a_newer_release_supersedes_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    old = write(tmp_path / "GEDEvent_v24_1.csv", GED, ROW)
    new = write(tmp_path / "GEDEvent_v25_1.csv", GED, ROW.replace(",4,6,2", ",9,9,9"))
    for files in ((old, new), (new, old)):
        found, accounts = take(*files)
        assert [incident.best for incident in found] == [9]
        assert [tally.superseded for tally in accounts] == [0, 1]


def test_a_candidate_release_is_known_by_its_name(tmp_path: Path) -> None:
    _, accounts = take(write(tmp_path / "GEDEvent_v25_0_10.csv", GED, ROW))
    assert accounts[0].candidate
    assert accounts[0].release == (25, 0, 10)


def test_an_empty_quotation_swallows_nothing_silently(tmp_path: Path) -> None:
    found, (tally,) = take(write(tmp_path / "a.csv", GED, ROW, '2,1,"A,B,1,48.5', ROW.replace("1,1", "3,1", 1)))
    assert len(found) == 1
    assert tally.rejected == 1


def test_another_encoding_is_named_as_the_remedy_and_reads_when_given(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", GED, ROW.replace("Arda", "Ардa"), encoding="cp1251")
    with pytest.raises(InputError, match="not UTF-8") as caught:
        take(file)
    assert "--encoding cp1251" in caught.value.remedy
    found, _ = take(file, encoding="cp1251")
    assert found[0].sides[0] == "Government of Ардa"


def test_utf_16_with_a_mark_reads(tmp_path: Path) -> None:
    assert len(take(write(tmp_path / "a.csv", GED, ROW, encoding="utf-16"))[0]) == 1


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    header, row = GED.replace(",best", ""), ROW.replace(",4,6,2", ",6,2")
    with pytest.raises(InputError, match="columns are missing: best"):
        take(write(tmp_path / "a.csv", header, row))


def test_days_that_can_be_read_in_two_orders_are_refused(tmp_path: Path) -> None:
    row = ROW.replace("2031-02-03", "03/02/2031")
    with pytest.raises(InputError, match="several orders"):
        take(write(tmp_path / "a.csv", GED, row))
    told = write(tmp_path / "b.csv", GED, row, ROW.replace("2031-02-03", "23/02/2031").replace("1,1", "2,1", 1))
    assert [incident.first_on for incident in take(told)[0]] == [date(2031, 2, 3), date(2031, 2, 23)]


@pytest.mark.parametrize("day", ["12 February 2031", "2031-02-12"])
def test_an_acled_row_becomes_an_incident(tmp_path: Path, day: str) -> None:
    row = f"A12,{day},2,Explosions/Remote violence,Shelling,Military Forces of Arda,Civilians (Burland),1.5,2.5,2,T,3"
    found, _ = take(write(tmp_path / "a.csv", ACLED, row))
    assert found[0].type == "Explosions/Remote violence: Shelling"
    assert (found[0].first_on, found[0].last_on) == (date(2031, 2, 9), date(2031, 2, 15))
    assert found[0].place_precision is PlacePrecision.NEAR
    assert (found[0].low, found[0].best, found[0].high) == (3, 3, 3)


def test_an_acled_export_with_another_years_columns_reads_or_says_what_is_missing(tmp_path: Path) -> None:
    old = ACLED.replace("event_id_cnty", "data_id").replace("geo_precision", "geo_prec")
    row = "77,12 February 2031,1,Battles,Armed clash,Arda,Burland,1.5,2.5,1,Town,3"
    found, _ = take(write(tmp_path / "a.csv", old, row))
    assert found[0].id == "77"
    assert found[0].place_precision is PlacePrecision.UNKNOWN
    with pytest.raises(InputError, match="latitude"):
        take(write(tmp_path / "b.csv", ACLED.replace("latitude", "lat"), row))


MAPPING = """
date_format = "%d.%m.%Y"
[columns]
id = "nr"
date = "when"
latitude = "y"
longitude = "x"
place = ["town", "region"]
sides = ["one", "other"]
type = "kind"
targets = "hit"
deaths = "killed"
place_precision = "exactness"
[place_precision]
roughly = "district"
[targets]
"power plant" = ["energy infrastructure"]
"""


def test_any_table_reads_by_a_mapping_file(tmp_path: Path) -> None:
    mapping = write(tmp_path / "m.toml", MAPPING)
    header = "nr;when;y;x;town;region;one;other;kind;hit;killed;exactness"
    file = write(tmp_path / "a.csv", header, "7;01.02.2031;1.5;2.5;T;R;A;B;strike;power plant;2;roughly")
    (found,), _ = take(file, mapping=mapping)
    assert found.places == ("T", "R")
    assert found.targets == ("energy infrastructure",)
    assert found.place_precision is PlacePrecision.DISTRICT
    assert found.first_on == date(2031, 2, 1)


def test_an_unknown_key_of_a_mapping_is_refused(tmp_path: Path) -> None:
    mapping = write(tmp_path / "m.toml", '[columns]\nid = "a"\ndate = "b"\ncasualties = "c"')
    with pytest.raises(InputError, match="casualties"):
        take(write(tmp_path / "a.csv", "a,b,c", "1,2031-01-01,3"), mapping=mapping)


def test_a_table_that_no_format_knows_asks_for_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no incident format") as caught:
        take(write(tmp_path / "a.csv", "a,b,c", "1,2031-01-01,3"))
    assert "--mapping" in caught.value.remedy


def features(points: Iterator[dict[str, object]] | list[dict[str, object]]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(points)})


def test_geojson_reads_feature_by_feature_and_counts_what_is_none(tmp_path: Path) -> None:
    mapping = write(tmp_path / "m.toml", '[columns]\nid = "id"\ndate = "on"\ndeaths = "dead"')
    square = [[[0, 0], [0, 0.2], [0.2, 0.2], [0.2, 0], [0, 0]]]
    geometries = [
        {"type": "Point", "coordinates": [38.5, 48.5]},
        {"type": "Polygon", "coordinates": square},
        None,
        {"type": "Point", "coordinates": [48.5, 98.5]},
    ]
    points: list[dict[str, object]] = [
        {"id": number, "geometry": geometry, "properties": {"on": "2031-01-02", "dead": -1 if number == 3 else 0}}
        for number, geometry in enumerate(geometries, 1)
    ]
    found, (tally,) = take(write(tmp_path / "a.geojson", features(points)), mapping=mapping)
    assert [(one.id, one.place_precision) for one in found] == [
        ("1", PlacePrecision.EXACT),
        ("2", PlacePrecision.NEAR),
    ]
    assert [row for row, _ in reasons(tally)] == [3, 4]


def test_geojson_cut_short_is_an_error_not_a_shorter_answer(tmp_path: Path) -> None:
    mapping = write(tmp_path / "m.toml", '[columns]\nid = "id"\ndate = "on"')
    text = features([{"type": "Feature", "id": 1, "geometry": None, "properties": {"on": "2031-01-02"}}])
    with pytest.raises(InputError, match="cut short"):
        take(write(tmp_path / "a.geojson", text[:-8]), mapping=mapping)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="could not be opened"):
        identify(TableFile(tmp_path / "none.csv"))


@pytest.mark.skipif(not SHARED.is_file(), reason="the real file is not beside the project")
def test_the_real_file_has_the_deaths_that_are_known_of_it() -> None:
    found, (tally,) = take(SHARED)
    months: dict[str, int] = {}
    for incident in found:
        months[f"{incident.first_on:%Y-%m}"] = months.get(f"{incident.first_on:%Y-%m}", 0) + incident.best
    assert (tally.taken, tally.rejected) == (2989, 0)
    assert [months[key] for key in ("2015-01", "2015-02", "2015-03", "2015-08", "2015-09")] == [752, 380, 58, 105, 9]
