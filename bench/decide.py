"""How long one decision takes, all seventeen gates on, on a whole production."""

from __future__ import annotations

import statistics
import time

from bench.production import whole
from showsafe.rules.decide import decide

ROUNDS = 3_000


def run() -> dict[str, float]:
    """Return microseconds: the median and p99 of a hand-over (all gates), and of a bare function call beside it."""
    made = whole()
    act = made.act("hand-over", weapon="rifle-0", to="performer-0", scene="scene-0", witness="advisor")
    answer = decide(made.state, act, made.rulebook, made.now)
    assert answer.decision.outcome == "permit", [f.code for f in answer.decision.against]
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        decide(made.state, act, made.rulebook, made.now)
        taken.append((time.perf_counter_ns() - start) / 1000)
    taken.sort()
    return {"median_us": statistics.median(taken), "p99_us": taken[int(len(taken) * 0.99)]}


if __name__ == "__main__":
    print(run())
