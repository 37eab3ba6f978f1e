"""SPIN, alone: at the small bound as many states as TLC, and the wide one to its end.

``python -m tools.assurance.spin [small|wide]`` prints one line with figures for each bound that it ran (both, where
none is named), or where an assertion of the model failed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tools.assurance.machines import MissingError, skip, spin, tlc

SMALL = {"BUDGET": 1}
WIDE = {"BUDGET": 3, "DUMMIES": 3, "BLANKS": 6, "ROUNDS": 8}
"""Three steps off the usual way, wherever they come, and more rounds in the boxes."""

LEAST = 10_000_000
"""So many states the wide bound has at the least."""


def small() -> int:
    """Hold SPIN's count at the small bound against TLC's."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as where:
        counted = spin(Path(where), SMALL, quick=True).states
    with tempfile.TemporaryDirectory() as where:
        states = tlc(Path(where), SMALL["BUDGET"])[1]
    print(f"SPIN, small: {counted} states, and {states} of TLC; {time.monotonic() - began:.0f} s.")
    return 0 if counted == states else 1


def wide() -> int:
    """Run SPIN's wide bound to its end."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as where:
        spun = spin(Path(where), WIDE)
    said = " ".join(f"{name}={value}" for name, value in WIDE.items())
    print(
        f"SPIN, wide ({said}): {spun.states} states, {spun.steps} steps, no assertion fails; "
        f"{spun.megabytes:.0f} MB, {time.monotonic() - began:.0f} s."
    )
    if spun.states < LEAST:
        print(f"The wide bound has fewer than {LEAST} states.")
        return 1
    return 0


def main(which: str = "") -> int:
    """Run one bound, or both."""
    runs = {"small": small, "wide": wide}
    try:
        return max(run() for name, run in runs.items() if which in ("", name))
    except MissingError as missing:
        return skip(missing)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
