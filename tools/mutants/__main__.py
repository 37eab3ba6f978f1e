"""``python -m tools.mutants [--only PLACE] [--least PERCENT]``: the score, and every survivor that nobody explained."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tools.mutants.cover import NotGreen, learn
from tools.mutants.explained import explained, is_explained, stale
from tools.mutants.made import Mutant, all_of
from tools.mutants.places import PLACES, ROOT, Place
from tools.mutants.put import functions_of
from tools.mutants.race import NOTICED, Race, Ran
from tools.mutants.weights import weighted

ALIVE = ("survived", "no test")
UNCLEAR = ("broken", "stopped")


def tell(text: str) -> None:
    """Say how far it is, beside the result."""
    print(text, file=sys.stderr, flush=True)


def wants(mutant: Mutant, asked: argparse.Namespace) -> bool:
    """Whether a mutant is to be run: not explained, and of an earlier list where one is given."""
    if asked.those and mutant.name not in earlier(asked.those):
        return False
    return asked.again or not is_explained(str(mutant.file), mutant.name)


@cache
def earlier(path: Path) -> frozenset[str]:
    """Return the names of the mutants in what an earlier run printed."""
    return frozenset(line.strip() for line in path.read_text(encoding="utf-8").splitlines())


class Loop:
    """A pytest plugin in whose hands the tests, once collected, are run for each mutant."""

    def __init__(self, place: Place, asked: argparse.Namespace) -> None:
        self.place = place
        self.asked = asked
        self.mutants: list[Mutant] = []
        self.ran: list[Ran] = []
        self.fault = ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run everything once, then the tests of each mutant."""
        if session.testsfailed:
            self.fault = "The tests cannot be collected; run them alone to see why."
            return True
        session.config.option.tbstyle = "native"  # the shortest to make; nobody reads it
        files = [file for file in self.place.paths() if self.asked.file in str(file)]
        tables = weighted(ROOT) if self.place.weights else ()
        self.mutants = all_of(files, ROOT) + [each for each in tables if ROOT / each.file in files]
        wanted = [mutant for mutant in self.mutants if wants(mutant, self.asked)][:: self.asked.every]
        functions = functions_of({str(file) for file in files})
        try:
            covered = learn(session.items, functions, ROOT, tell, self.place.recorded)
        except NotGreen as error:
            self.fault = f"{error} fails before anything is changed."
            return True
        with tempfile.TemporaryDirectory() as scratch:
            race = Race(
                ROOT,
                covered,
                functions,
                Path(scratch),
                self.asked.jobs,
                self.place.cached,
                self.asked.most or self.place.most,
            )
            self.ran = race.run(wanted, tell)
        return True


def one(name: str, asked: argparse.Namespace) -> int:
    """Mutate one place; print its score and its survivors; return the exit status."""
    begun = time.perf_counter()
    loop = Loop(PLACES[name], asked)
    options = ["-p", "no:xdist", "-p", "no:terminal", "-o", "addopts=", "--capture=no"]
    options += ["-o", "tmp_path_retention_policy=none", "-p", "no:cacheprovider"]
    options += ["-k", " and ".join(f"not {part}" for part in PLACES[name].without)]
    tests = asked.tests or [*PLACES[name].tests, *PLACES[name].recorded]
    pytest.main([*options, *tests], plugins=[loop])
    if loop.fault or not loop.ran:
        print(loop.fault or "No mutant was run.")
        return 1
    return report(name, loop, asked, time.perf_counter() - begun)


def report(name: str, loop: Loop, asked: argparse.Namespace, seconds: float) -> int:
    """Print what came of it. What is explained survived, and counts as that."""
    ends = Counter(ran.end for ran in loop.ran)
    ran_now = {(ran.mutant.file, ran.mutant.name) for ran in loop.ran}
    told = [
        mutant
        for mutant in loop.mutants
        if is_explained(str(mutant.file), mutant.name) and (mutant.file, mutant.name) not in ran_now
    ]
    counted = len(loop.ran) + len(told)
    noticed = sum(ends[end] for end in NOTICED)
    score = 100 * noticed / counted
    for ran in sorted(loop.ran, key=lambda ran: (str(ran.mutant.file), ran.mutant.lines[:1])):
        if ran.end not in NOTICED or (asked.recorded and ran.end == "recorded"):
            line = ran.mutant.lines[0] if ran.mutant.lines else 0
            print(f"{ran.end}: {ran.mutant.file}:{line} ({ran.tests} tests)\n    {ran.mutant.name}")
    names: dict[str, set[str]] = {}
    for mutant in loop.mutants:
        names.setdefault(str(mutant.file), set()).add(mutant.name)
    old = stale(explained(), names)
    for each in old:
        print(f"explained and not made any more: {each}")
    print(
        f"{name}: {score:.1f} % of {counted} mutants killed, {ends['recorded']} of them by what is recorded alone; "
        f"{len(told)} survive explained, "
        f"{sum(ends[end] for end in ALIVE)} unexplained, {sum(ends[end] for end in UNCLEAR)} unclear; "
        f"{seconds:.0f} s."
    )
    return int(score < asked.least or bool(old))


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--only", choices=sorted(PLACES), help="one place; without it all, one after another")
    parser.add_argument("--least", type=float, default=0.0, help="the score below which it is a failure")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--file", default="", help="only files whose path has this in it")
    parser.add_argument("--tests", nargs="*", help="only these tests, while you write some")
    parser.add_argument(
        "--most", type=int, default=0, help="how many tests of a line are run, the narrowest first"
    )
    parser.add_argument("--those", type=Path, help="only those that an earlier run printed into this file")
    parser.add_argument("--every", type=int, default=1, help="only every so many, for a first estimate")
    parser.add_argument(
        "--recorded", action="store_true", help="print those that only the recorded notices too"
    )
    parser.add_argument("--again", action="store_true", help="run the explained ones too")
    asked = parser.parse_args()
    if asked.only:
        return one(asked.only, asked)
    command = [sys.executable, "-m", "tools.mutants", *sys.argv[1:], "--only"]
    return max(subprocess.run([*command, place], check=False).returncode for place in PLACES)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
