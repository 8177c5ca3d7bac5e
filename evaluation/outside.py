"""Measure the built-in reader on public gold that others made, loaded by path and never part of the project.

    python evaluation/outside.py plover FILE      # PLOVER_GSR_CAMEO.txt of the PLOVER gold-standard records
    python evaluation/outside.py polnear FOLDER   # one split of PolNeAR: attributions/*.ann and text/*.txt

`evaluation/outside.md` says what each measures and what it cannot.
"""

import argparse
import sys
from pathlib import Path

from gold import plover, polnear

from parley.errors import ParleyError

MEASURES = {"plover": plover.measure, "polnear": polnear.measure}


def main() -> int:
    """Run the command; 2 where the data cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", choices=sorted(MEASURES), help="which data set")
    parser.add_argument("path", type=Path, help="its file or folder")
    arguments = parser.parse_args()
    try:
        print(MEASURES[arguments.gold](arguments.path), end="")
    except ParleyError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
