"""TLC and the program, held against each other: are their graphs one, as sets, both ways?

``python -m tools.assurance.twin [BUDGET]`` prints one line with figures, or the first differences in words.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from showsafe.assurance.twin.compare import differences
from showsafe.assurance.twin.graph import explore
from showsafe.assurance.twin.printed import read
from showsafe.bootstrap import COMMON, rules_of
from tools.assurance.machines import MissingError, skip, tlc


def main(budget: int = 1) -> int:
    """Compare both graphs at a budget; return 0 where they are one."""
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as where:
            out, states = tlc(Path(where), budget, export=2)
    except MissingError as missing:
        return skip(missing)
    printed = read(out)
    machine = time.monotonic() - began
    graph = explore(rules_of(COMMON), budget)
    found = list(differences(graph, printed, "TLA+"))
    if states != len(printed.nodes):
        found.append(f"TLC counts {states} states, and {len(printed.nodes)} were printed")
    for difference in found:
        print(difference)
    asked = sum(map(len, graph.answers.values()))
    print(
        f"Twin: {len(graph.nodes)} states and {len(graph.edges)} labelled steps ({graph.changing} of them change "
        f"something) in the program and in TLA+, {asked} answers compared, {len(found)} differences; "
        f"TLC {machine:.0f} s, all {time.monotonic() - began:.0f} s."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:2])))
