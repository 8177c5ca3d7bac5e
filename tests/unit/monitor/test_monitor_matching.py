"""Matching: which incidents fall under a reading, which may, and where two readings part."""

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.errors import InputError
from parley.monitor import monitor
from parley.monitor.areas import DOUBTFUL, NO, YES, AreaTest
from parley.monitor.columns import Vocabularies, make_block
from parley.monitor.matching import ReadingTest
from parley.vocabulary import Area, Incident, Issue, MonitorReport, PlacePrecision, WatchedReading

SQUARE = json.dumps({"type": "Polygon", "coordinates": [[[38, 48], [40, 48], [40, 50], [38, 50], [38, 48]]]})
BOW_TIE = json.dumps({"type": "Polygon", "coordinates": [[[38, 48], [40, 50], [40, 48], [38, 50], [38, 48]]]})
START, END = date(2031, 3, 1), date(2031, 3, 31)
READING = WatchedReading(
    "truce",
    "AA",
    Issue.CEASEFIRE_FULL,
    ("AA", "BB"),
    side_names=(("AA", ("Government of Arda",)), ("BB", ("Front of Burland",))),
    declared_on=date(2031, 2, 20),
    starts_on=START,
    ends_on=END,
)
INCIDENT = Incident(
    "1",
    date(2031, 3, 5),
    date(2031, 3, 5),
    PlacePrecision.EXACT,
    ("Lakeside town", "North province"),
    49.0,
    39.0,
    ("Government of Arda", "Front of Burland"),
    "state-based",
    ("power plant",),
    1,
    2,
    3,
)


def judge(reading: WatchedReading, incident: Incident) -> int:
    known = Vocabularies()
    test = ReadingTest(reading, known)
    chosen, verdicts = test.judge(make_block([incident], known))
    return int(verdicts[0]) if len(chosen) else NO


def explain(reading: WatchedReading, incident: Incident) -> str:
    known = Vocabularies()
    return "; ".join(ReadingTest(reading, known).explain(make_block([incident], known))[0])


def place(area: Area, **changes: object) -> int:
    known = Vocabularies()
    block = make_block([replace(INCIDENT, **changes)], known)  # type: ignore[arg-type]
    import numpy as np

    return int(AreaTest(area, "here").judge(block, np.array([0]), known)[0])


def test_an_incident_inside_on_every_count_falls_under_the_reading() -> None:
    assert judge(replace(READING, area=Area(geometries=(SQUARE,)), scope=("power plant",)), INCIDENT) == YES


@pytest.mark.parametrize(
    ("sides", "verdict"),
    [
        (("Government of Arda", "Others"), YES),
        (("Others", "Yet others"), NO),
        (("XXX24", "Others"), DOUBTFUL),
        (("Unidentified Armed Group (Arda)", ""), DOUBTFUL),
        ((), DOUBTFUL),
        (("Government of Ardania", "Others"), NO),
    ],
)
def test_sides_are_bound_not_bound_or_unknown(sides: tuple[str, ...], verdict: int) -> None:
    assert judge(READING, replace(INCIDENT, sides=sides)) == verdict


def test_where_both_sides_have_to_be_bound_one_is_not_enough() -> None:
    both = replace(READING, both_sides=True)
    assert judge(both, INCIDENT) == YES
    assert judge(both, replace(INCIDENT, sides=("Government of Arda", "Others"))) == NO


def test_a_party_without_names_leaves_it_in_doubt() -> None:
    assert judge(replace(READING, side_names=()), INCIDENT) == DOUBTFUL


@pytest.mark.parametrize(
    ("scope", "targets", "verdict"),
    [
        (("infrastructure",), ("energy infrastructure",), YES),
        (("energy infrastructure",), ("infrastructure",), NO),
        (("port",), ("bridge", "port"), YES),
        (("port",), (), DOUBTFUL),
        ((), (), YES),
    ],
)
def test_a_target_is_covered_not_covered_or_not_told(
    scope: tuple[str, ...], targets: tuple[str, ...], verdict: int
) -> None:
    assert judge(replace(READING, scope=scope), replace(INCIDENT, targets=targets)) == verdict


def test_types_of_events_count_by_name_or_by_their_main_type() -> None:
    reading = replace(READING, types=("Explosions/Remote violence",))
    assert judge(reading, replace(INCIDENT, type="Explosions/Remote violence: Shelling")) == YES
    assert judge(reading, replace(INCIDENT, type="Battles: Armed clash")) == NO


def test_an_incident_whose_days_reach_over_the_start_is_doubtful() -> None:
    crossing = replace(INCIDENT, first_on=date(2031, 2, 27), last_on=date(2031, 3, 2))
    assert judge(READING, crossing) == DOUBTFUL
    assert "reaches over an edge" in explain(READING, crossing)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, YES),
        ({"latitude": 51.0}, NO),
        ({"latitude": 50.1, "place_precision": PlacePrecision.NEAR}, DOUBTFUL),
        ({"latitude": 49.9, "place_precision": PlacePrecision.NEAR}, DOUBTFUL),
        ({"latitude": 49.5, "place_precision": PlacePrecision.NEAR}, YES),
        ({"latitude": 55.0, "place_precision": PlacePrecision.NEAR}, NO),
        ({"latitude": 55.0, "place_precision": PlacePrecision.COUNTRY}, DOUBTFUL),
        ({"latitude": None, "longitude": None}, DOUBTFUL),
    ],
)
def test_a_place_is_inside_outside_or_open_by_its_precision(changes: dict[str, object], verdict: int) -> None:
    assert place(Area(geometries=(SQUARE,)), **changes) == verdict


def test_an_exception_turns_the_verdict_round() -> None:
    area = Area(except_for=Area(geometries=(SQUARE,)))
    assert place(area) == NO
    assert place(area, latitude=51.0) == YES
    assert place(area, latitude=50.1, place_precision=PlacePrecision.NEAR) == DOUBTFUL


def test_a_named_place_is_found_as_whole_words() -> None:
    assert place(Area(names=("Lakeside",))) == YES
    assert place(Area(names=("lakeside TOWN",))) == YES
    assert place(Area(names=("Lake",))) == NO
    assert place(Area(names=("Hilltop",)), place_precision=PlacePrecision.PROVINCE) == DOUBTFUL


def test_a_distance_from_a_line_is_in_kilometres() -> None:
    # One degree of latitude is 111.2 km; at 60 degrees north, one of longitude is half as long.
    area = Area(line=((20.0, 60.0), (22.0, 60.0)), within_km=10.0)
    assert place(area, longitude=21.0, latitude=60.08) == YES
    assert place(area, longitude=21.0, latitude=60.10) == NO
    assert place(area, longitude=22.16, latitude=60.0) == YES
    assert place(area, longitude=22.20, latitude=60.0) == NO


def test_overlapping_polygons_count_once_and_crossed_ones_are_repaired_with_a_warning(tmp_path: Path) -> None:
    assert place(Area(geometries=(SQUARE, SQUARE))) == YES
    assert place(Area(geometries=(BOW_TIE,)), longitude=38.1, latitude=49.0) == YES
    assert place(Area(geometries=(BOW_TIE,)), longitude=39.0, latitude=48.1) == NO
    report = run(tmp_path, [INCIDENT], replace(READING, area=Area(geometries=(BOW_TIE,))))
    assert any("crosses itself" in warning for warning in report.findings[0].warnings)


@pytest.mark.parametrize(
    "text",
    ['{"type": "Point", "coordinates": [1, 2]}', "{}", '{"type": "Polygon", "coordinates": [[[0, 0], [1, 95]]]}', "no"],
)
def test_an_area_that_is_none_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError):
        AreaTest(Area(geometries=(text,)), "here")


def run(tmp_path: Path, incidents: list[Incident], *readings: WatchedReading) -> MonitorReport:
    """Write incidents as a GED file and watch them."""
    codes = {PlacePrecision.EXACT: 1, PlacePrecision.NEAR: 2, PlacePrecision.PROVINCE: 4}
    path = tmp_path / "incidents.csv"
    lines = ["id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_start,date_end,best,high,low"]
    lines += [
        f"{one.id},1,{one.sides[0]},{one.sides[1]},{codes[one.place_precision]},{one.latitude},{one.longitude},"
        f"{one.first_on},{one.last_on},{one.best},{one.high},{one.low}"
        for one in incidents
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return monitor(readings, [path])


def spread(first: date, days: int, each: int, latitude: float = 49.0) -> list[Incident]:
    return [
        replace(
            INCIDENT,
            id=f"{first}-{day}-{number}-{latitude}",
            first_on=date.fromordinal(first.toordinal() + day),
            last_on=date.fromordinal(first.toordinal() + day),
            latitude=latitude,
        )
        for day in range(days)
        for number in range(each)
    ]


def test_windows_lie_before_between_during_and_after(tmp_path: Path) -> None:
    report = run(tmp_path, spread(date(2031, 1, 1), 150, 2), READING)
    windows = {window.name: window for window in report.findings[0].windows}
    assert [(name, str(one.first_on), str(one.last_on)) for name, one in windows.items()] == [
        ("before", "2031-01-20", "2031-02-19"),
        ("between", "2031-02-20", "2031-02-28"),
        ("during", "2031-03-01", "2031-03-31"),
        ("after", "2031-04-01", "2031-05-01"),
    ]
    assert {one.incidents.count / one.incidents.days for one in windows.values()} == {2.0}
    assert {one.deaths_per_day for one in windows.values()} == {4.0}


def test_a_breach_under_one_reading_and_none_under_the_other_has_its_own_view(tmp_path: Path) -> None:
    wide = replace(READING, area=Area())
    narrow = replace(READING, reading="BB", area=Area(geometries=(SQUARE,)))
    incidents = [*spread(START, 20, 1), *spread(START, 10, 1, latitude=52.0)]
    (contrast,) = run(tmp_path, incidents, wide, narrow).contrasts
    assert (contrast.both, contrast.only_first, contrast.only_second, contrast.open) == (20, 10, 0, 0)
    assert contrast.only_first_deaths == 20
    assert {name for name, _ in contrast.examples} == {"AA"}


def test_the_doubtful_are_counted_apart_and_stay_out_of_the_rates(tmp_path: Path) -> None:
    vague = [replace(one, sides=("XXX1", "Others")) for one in spread(START, 5, 1, latitude=49.5)]
    window = run(tmp_path, [*spread(START, 20, 1), *vague], READING).findings[0].window("during")
    assert window is not None
    assert (window.incidents.count, window.doubtful, window.doubtful_deaths) == (20, 5, 10)


def test_degrees_that_were_exchanged_are_noticed(tmp_path: Path) -> None:
    swapped = [replace(one, latitude=39.0, longitude=49.0) for one in spread(START, 5, 1)]
    found = run(tmp_path, swapped, replace(READING, area=Area(geometries=(SQUARE,)))).findings[0]
    assert any("5 would with latitude and longitude exchanged" in warning for warning in found.warnings)


DAYS = st.dates(date(2031, 1, 1), date(2031, 6, 30))
INCIDENTS = st.lists(
    st.builds(
        lambda number, day, more, latitude, precision, sides, best: replace(
            INCIDENT,
            id=str(number),
            first_on=day,
            last_on=date.fromordinal(day.toordinal() + more),
            latitude=latitude,
            place_precision=precision,
            sides=sides,
            best=best,
            low=0,
            high=best,
        ),
        st.integers(0, 10**6),
        DAYS,
        st.sampled_from([0, 0, 0, 3, 40]),
        st.floats(46, 52).map(lambda degrees: round(degrees, 2)),
        st.sampled_from([PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.PROVINCE]),
        st.sampled_from([("Government of Arda", "Others"), ("Others", "Cor"), ("XXX1", "Others")]),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda one: one.id,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incidents=INCIDENTS, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_nothing_is_counted_twice(
    tmp_path: Path, incidents: list[Incident], order: random.Random
) -> None:
    readings = (READING, replace(READING, reading="BB", area=Area(geometries=(SQUARE,))))
    report = run(tmp_path, incidents, *readings)
    order.shuffle(incidents)
    assert run(tmp_path, incidents, *readings) == report
    assert sum(file.taken for file in report.files) == len(incidents)
    wide, narrow = report.findings
    for window, inner in zip(wide.windows, narrow.windows, strict=True):
        begun = [one for one in incidents if window.first_on <= one.first_on <= window.last_on]
        assert window.incidents.count + window.doubtful <= len(begun)
        # A narrower area takes from the sure and from all, and may only move what is left into doubt.
        assert inner.incidents.count <= window.incidents.count
        assert inner.incidents.count + inner.doubtful <= window.incidents.count + window.doubtful
        assert window.deaths + window.doubtful_deaths <= sum(one.best for one in begun)


def test_every_match_has_its_reasons(tmp_path: Path) -> None:
    finding = run(tmp_path, spread(START, 3, 1), replace(READING, area=Area(geometries=(SQUARE,)))).findings[0]
    assert len(finding.matches) == 3
    told = "; ".join(finding.matches[0].reasons)
    assert "day: 2031-03-01" in told
    assert "sides bound" in told
    assert "inside the area" in told


def test_too_few_days_or_incidents_say_nothing(tmp_path: Path) -> None:
    few = run(tmp_path, spread(START, 2, 1), READING).findings[0]
    assert all(change.incidents is None and change.not_said for change in few.changes)
    short = replace(READING, ends_on=date(2031, 3, 7), before_days=30)
    found = run(tmp_path, spread(date(2031, 1, 1), 100, 2), short).findings[0]
    assert "too short" in (next(change for change in found.changes if change.name == "during").not_said or "")


def test_a_candidate_release_warns_of_its_last_weeks(tmp_path: Path) -> None:
    run(tmp_path, spread(date(2031, 1, 1), 100, 2), READING)
    candidate = (tmp_path / "incidents.csv").rename(tmp_path / "GEDEvent_v31_0_4.csv")
    open_ended = replace(READING, ends_on=None)
    assert any("still being reported" in one for one in monitor([open_ended], [candidate]).findings[0].warnings)


def test_a_series_that_falls_off_at_its_end_warns_of_reports_still_coming(tmp_path: Path) -> None:
    open_ended = replace(READING, ends_on=None)
    thin = [*spread(date(2031, 1, 1), 100, 3), *spread(date(2031, 4, 11), 29, 1)[::5]]
    assert any("may still be coming" in one for one in run(tmp_path, thin, open_ended).findings[0].warnings)
    steady = spread(date(2031, 1, 1), 129, 3)
    assert not any("may still be coming" in one for one in run(tmp_path, steady, open_ended).findings[0].warnings)


def test_the_size_of_blocks_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incidents = [*spread(date(2031, 1, 1), 120, 2), *spread(date(2031, 1, 1), 120, 1, latitude=52.0)]
    readings = (READING, replace(READING, reading="BB", area=Area(geometries=(SQUARE,))))
    whole = run(tmp_path, incidents, *readings)
    monkeypatch.setattr("parley.monitor.intake.stream_incidents.__defaults__", (7,))
    assert run(tmp_path, incidents, *readings) == whole
