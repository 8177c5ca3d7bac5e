"""Files of the shape of PA-X and UCDP/PRIO with a planted truth; none of their rows is real."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

PAX_HEADER = ["Con", "PPName", "AgtId", "Dat", "Agtp", "Stage", "StageSub", "ThrdPart", "UcdpCon", "CeProv"]
UCDP_HEADER = [
    "conflict_id", "location", "side_a", "side_b", "incompatibility", "year", "intensity_level", "type_of_conflict",
    "start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "version",
]  # fmt: skip
FIRST, LAST = 1989, 2024


@dataclass(frozen=True)
class Planted:
    """The two files."""

    pax: Path
    ucdp: Path


def plant(folder: Path, conflicts: int, chance: Callable[[int, int, bool], float], seed: int = 5) -> Planted:
    """Write files in which a conflict signs a ceasefire in a month with chance(conflict, intensity, signed lately)."""
    draw = np.random.default_rng(seed)
    pax, ucdp, number = [], [], 0
    for conflict in range(1, conflicts + 1):
        begin = int(draw.integers(FIRST, 2005))
        end = min(LAST, begin + int(draw.integers(8, 36)))
        intensity = 1 + int(draw.random() < 0.4)
        kind = 3 + conflict % 2
        for year in range(begin, end + 1):
            ucdp.append([conflict, "Arda", "Government of Arda", "Front", 1 + conflict % 2, year, intensity, kind,
                         f"{begin}-02-01", 1, f"{begin}-03-01", 1, 0, "25.1"])  # fmt: skip
        last = -99
        for month in range(begin * 12 + 3, (end + 1) * 12):
            if draw.random() < chance(conflict, intensity, month - last <= 24):
                number += 1
                last = month
                day = date(month // 12, month % 12 + 1, 10)
                pax.append(["Arda", "Arda process", number, day.isoformat(), "Intra", "Cea", "Ceas", "UN", conflict, 1])
    number += 1
    pax.append(["Arda", "other", number, "2025-12-31", "Intra", "Pre", "Proc", "", "", 0])
    for name, header, rows in (("pax.csv", PAX_HEADER, pax), ("ucdp.csv", UCDP_HEADER, ucdp)):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
    return Planted(folder / "pax.csv", folder / "ucdp.csv")


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Conflicts that sign the more, the more they signed lately and the less intense they are."""
    folder = tmp_path_factory.mktemp("planted")
    return plant(folder, 50, lambda _, intensity, lately: 0.09 if lately else 0.012 if intensity == 1 else 0.004)
