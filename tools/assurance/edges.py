"""Every edge of the small graph through the real write path and the store, with crashes at random edges.

``python -m tools.assurance.edges [SEED]`` prints one line with figures, or what was not as the graph says.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from showsafe.assurance.twin.graph import explore
from showsafe.assurance.twin.printed import read
from showsafe.bootstrap import COMMON, rules_of
from tools.assurance.machines import MissingError, tlc
from tools.assurance.replay import Walk, every_edge

BUDGET = 1


def main(seed: int = 6) -> int:
    """Take every edge; return 0 where each came out as the graph says. The graph is TLC's, or else the program's."""
    draw = random.Random(seed)  # noqa: S311 - where it dies, not a secret
    with tempfile.TemporaryDirectory() as where:
        try:
            answers = read(tlc(Path(where), BUDGET, export=1)[0]).answers
            whose = "TLC's"
        except MissingError:
            answers, whose = explore(rules_of(COMMON), BUDGET).answers, "the program's own"
        began = time.monotonic()
        todo = every_edge(answers, draw)
        edges = sum(map(len, todo.values()))
        walk = Walk(Path(where) / "set", lambda twin: answers.get(twin, {}), todo, draw)
        walk.go(edges * 100)
    seconds = time.monotonic() - began
    left = sum(map(len, walk.todo.values()))
    if left:
        walk.wrong.append(f"{left} edges were never come to")
    for wrong in walk.wrong:
        print(wrong)
    crashes = ", ".join(f"{count} {what}" for what, count in sorted(walk.crashes.items()))
    print(
        f"Edges: {edges - left} of {edges} of {whose} graph taken in {walk.acts} acts over {walk.directories} "
        f"directories ({crashes}), {walk.acts / seconds:.0f} a second, {seconds:.0f} s; {len(walk.wrong)} wrong."
    )
    return 1 if walk.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:2])))
