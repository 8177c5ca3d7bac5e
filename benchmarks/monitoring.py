"""Benchmark of monitoring: many incidents against many commitments, beside a plain range join in DuckDB.

    python benchmarks/monitoring.py [--incidents 3000000] [--commitments 200] [--format text|json]

The rows are made up: days over ten years, points over a region of 10 by 10 degrees, four precisions, five sides. A
commitment has a polygon or names no area, binds two of the sides, and lasts 60 to 400 days. Parley reads the CSV,
tests each incident under each commitment (sides, type, place with its precision, days with theirs), counts the doubtful
apart, keeps reasons, and works out rates with intervals. DuckDB reads the same CSV and joins on days and a box.
Both are measured in seconds of the processor, which other work on the machine does not lengthen as it does the clock.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2015, 1, 1)
DAYS = 3650
SIDES = ("Government of Arda", "Front of Burland", "Movement of Cor", "Union of Dor", "XXX unknown")
HEADER = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,date_start,date_end,"
    "best,high,low\n"
)


def write_incidents(path: Path, number: int) -> None:
    """Write made-up incidents in the columns of UCDP GED."""
    draw = random.Random(1)
    days = [(FIRST + timedelta(days=day)).isoformat() for day in range(DAYS + 40)]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for identity in range(number):
            day = draw.randrange(DAYS)
            last = day if draw.random() < 0.9 else day + draw.randrange(1, 30)
            a, b = draw.sample(SIDES, 2)
            best = int(draw.expovariate(0.5))
            file.write(
                f"{identity},{1 + identity % 3},{a},{b},{1 + draw.randrange(4)},Place {identity % 5000},"
                f"{45 + 10 * draw.random():.4f},{30 + 10 * draw.random():.4f},{days[day]},{days[last]},"
                f"{best},{best + 1},{best}\n"
            )


def write_commitments(path: Path, number: int) -> None:
    """Write made-up commitments, three in four with a polygon."""
    draw = random.Random(2)
    areas, commitments = {}, []
    for place in range(number):
        x, y, width, height = 30 + 9 * draw.random(), 45 + 9 * draw.random(), 2 * draw.random(), 2 * draw.random()
        areas[f"a{place}"] = {"polygon": [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]}
        begin = FIRST + timedelta(days=draw.randrange(400, 2800))
        commitments.append(
            {
                "id": f"c{place}",
                "issue": "ceasefire.full",
                "by": ["AA", "BB"],
                "types": ["state-based", "non-state"],
                "declared_on": (begin - timedelta(days=draw.randrange(10))).isoformat(),
                "starts_on": begin.isoformat(),
                "ends_on": (begin + timedelta(days=draw.randrange(60, 400))).isoformat(),
                "before_days": 90,
                **({"area": f"a{place}"} if place % 4 else {}),
            }
        )
    content = {"sides": {"AA": [SIDES[0]], "BB": [SIDES[1]]}, "areas": areas, "commitments": commitments}
    path.write_text(json.dumps(content), encoding="utf-8")


def run_parley(incidents: Path, commitments: Path) -> dict[str, float]:
    """Return how long monitoring took, and what it counted."""
    from parley.pipeline.monitoring import monitor_incidents

    wall, start = time.perf_counter(), time.process_time()
    report = monitor_incidents(commitments, [incidents])
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    during = [window for finding in report.findings if (window := finding.window("during"))]
    return {
        "seconds": seconds,
        "wall": wall,
        "under": sum(window.incidents.count for window in during),
        "doubtful": sum(window.doubtful for window in during),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def run_duckdb(incidents: Path, commitments: Path) -> dict[str, float]:
    """Return how long DuckDB took on one thread to read the rows and join them on days and bounding boxes."""
    import duckdb

    content = json.loads(commitments.read_text(encoding="utf-8"))
    rows = []
    for one in content["commitments"]:
        ring = content["areas"].get(one.get("area"), {"polygon": [[-180, -90], [180, 90]]})["polygon"]
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        rows.append((one["id"], one["starts_on"], one["ends_on"], min(xs), max(xs), min(ys), max(ys)))
    wall, start = time.perf_counter(), time.process_time()
    base = duckdb.connect(config={"threads": 1})
    base.execute("create table c (id text, s date, e date, x0 double, x1 double, y0 double, y1 double)")
    base.executemany("insert into c values (?, ?, ?, ?, ?, ?, ?)", rows)
    base.execute(f"create table i as select * from read_csv('{incidents}')")
    found = base.execute(
        "select count(*), count(distinct c.id) from i join c on i.date_start <= c.e and i.date_end >= c.s "
        "and longitude between x0 and x1 and latitude between y0 and y1"
    ).fetchone()
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    return {"seconds": seconds, "wall": wall, "pairs": float(found[0]) if found else 0.0}


def main() -> None:
    """Make the rows, run both, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--incidents", type=int, default=3_000_000)
    parser.add_argument("--commitments", type=int, default=200)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        incidents, commitments = Path(folder) / "incidents.csv", Path(folder) / "commitments.json"
        write_incidents(incidents, given.incidents)
        write_commitments(commitments, given.commitments)
        size = incidents.stat().st_size / 1e6
        # Parley runs first: the peak of memory is of the whole life of this process.
        ours = run_parley(incidents, commitments)
        theirs = run_duckdb(incidents, commitments)
    ratio = ours["seconds"] / theirs["seconds"]
    if given.format == "json":
        json.dump({"parley": ours, "duckdb": theirs, "ratio": ratio, "megabytes": size}, sys.stdout)
        return
    print(f"{given.incidents:,} incidents ({size:.0f} MB) × {given.commitments} commitments, one core")
    print(
        f"parley  {ours['seconds']:6.1f} s of processor ({ours['wall']:.1f} s by the clock), "
        f"peak {ours['peak_mb']:.0f} MB: {ours['under']:,.0f} under a commitment, {ours['doubtful']:,.0f} doubtful"
    )
    print(
        f"duckdb  {theirs['seconds']:6.1f} s of processor ({theirs['wall']:.1f} s by the clock): "
        f"{theirs['pairs']:,.0f} pairs by days and bounding box"
    )
    print(f"ratio   {ratio:.1f}")


if __name__ == "__main__":
    main()
