"""Run the simulation, and say what the archive got wrong.

    python -m tests.soak [--days 120] [--papers amberton-post.example …] [--keep FOLDER]

Exit status 1 when the archive differs from the truth in a way that :mod:`tests.soak.known` does not name, 2 when the
clock cannot be shifted here, as without a C compiler.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.soak.clock import ClockError
from tests.soak.compare import differences
from tests.soak.events import DAYS
from tests.soak.plan import make_papers
from tests.soak.questions import wrong_answers
from tests.soak.report import print_differences, print_months
from tests.soak.simulation import simulate


def soak(folder: Path, days: int, papers: list[str]) -> int:
    """Simulate, compare and print. Gives the exit status."""
    try:
        result = simulate(folder, days, papers, partial(print, flush=True))
    except ClockError as error:
        print(error, file=sys.stderr)
        return 2
    found = [*differences(result), *wrong_answers(result)]
    print_months(result)
    print_differences(found)
    return 1 if any(difference.known is None for difference in found) else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = list(make_papers(0))
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--papers", nargs="+", choices=names, default=names, metavar="PAPER", help="only these")
    parser.add_argument("--keep", type=Path, help="leave archive, raw pages and log in this new or empty folder")
    options = parser.parse_args()
    if options.days < 1:
        parser.error("--days: at least 1")
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        if any(options.keep.iterdir()):
            parser.error(f"--keep: {options.keep} is not empty")
        return soak(options.keep.resolve(), options.days, options.papers)
    with TemporaryDirectory() as folder:
        return soak(Path(folder), options.days, options.papers)


if __name__ == "__main__":
    sys.exit(main())
