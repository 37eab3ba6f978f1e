"""Everything that asks whether the rules themselves are right, one after the other: ``make assurance``.

The search of the rules with every gate taken out, the twins and their machines, every edge through the real store, and
the gates changed one small place at a time. Prints what each says, and how long it took; exit code 1 where one failed.
``python -m tools.assurance wide`` searches the wide bound.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path


def parts(bound: str) -> dict[str, list[str]]:
    """Return what is run, by what it is for."""
    here = [sys.executable, "-m"]
    return {
        "the rules, searched": [
            str(Path(sys.executable).with_name("showsafe")),
            "verify-rules",
            "--bound",
            bound,
        ],
        "the twin in TLA+": [*here, "tools.assurance.twin"],
        "the twin in Promela": [*here, "tools.assurance.spin"],
        "every edge, through the store": [*here, "tools.assurance.edges"],
        "the gates, changed": [*here, "tools.mutants", "--only", "rules/gates", "--least", "95"],
    }


def main(bound: str = "small") -> int:
    """Run every part, whatever came of the one before it; return 1 where one failed."""
    failed = []
    for name, command in parts(bound).items():
        print(f"\n# {name}", flush=True)
        began = time.monotonic()
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - the commands above, and no other
            failed.append(name)
        print(f"# {time.monotonic() - began:.0f} s", flush=True)
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nNothing failed, within these bounds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
