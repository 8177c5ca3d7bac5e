"""One body over every incident format that is found."""

from pathlib import Path

import pytest

from parley.delimited.table import TableFile
from parley.errors import InputError
from parley.registry import KINDS, load_part, part_names
from parley.vocabulary import Incident, Rejected

FORMATS = part_names(KINDS["incident"])
MAPPING = {"columns": {"id": "id", "date": "day", "deaths": "dead"}}
SMALL = {
    "ucdp_ged": "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_start,date_end,best,high,low\n"
    "1,1,A,B,1,1.5,2.5,2031-01-15,2031-01-15,1,1,1\n2,1,A,B,1,1.5,2.5,2031-01-15,2031-01-15,-1,1,1\n",
    "acled": "event_id_cnty,event_date,event_type,actor1,latitude,longitude,fatalities\n"
    "A1,2031-01-15,Battles,A,1.5,2.5,1\nA2,2031-01-15,Battles,A,1.5,2.5,-1\n",
    "csv": "id,day,dead\n1,2031-01-15,1\n2,2031-01-15,-1\n",
    "geojson": '{"type":"FeatureCollection","features":[{"id":1,"properties":{"day":"2031-01-15","dead":1}},'
    '{"id":2,"properties":{"day":"2031-01-15","dead":-1}}]}',
}


def test_every_format_has_a_sample_here() -> None:
    assert set(FORMATS) == set(SMALL)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_yields_incidents_with_rows_and_rejects_what_is_none(name: str, tmp_path: Path) -> None:
    part = load_part(KINDS["incident"], name)
    path = tmp_path / "incidents"
    path.write_text(SMALL[name], encoding="utf-8")
    file = TableFile(path, mapping=MAPPING if part.NEEDS_MAPPING else {})
    assert name == part.NAME
    assert part.DESCRIPTION
    assert part.recognises(file)
    good, bad = part.read(file)
    assert isinstance(good[1], Incident)
    assert isinstance(bad, Rejected)
    assert bad.row == good[0] + 1
    assert "below zero" in bad.reason


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", ["", "\n", "a;b\n1;2\n", '{"a": 1}', "\x00\x01"])
def test_a_format_says_what_is_wrong_with_a_file_that_is_none(name: str, content: str, tmp_path: Path) -> None:
    part = load_part(KINDS["incident"], name)
    path = tmp_path / "incidents"
    path.write_text(content, encoding="utf-8")
    file = TableFile(path, mapping=MAPPING if part.NEEDS_MAPPING else {})
    with pytest.raises(InputError) as caught:
        list(part.read(file))
    assert caught.value.where == str(path)
    assert caught.value.remedy
