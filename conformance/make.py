"""``python -m conformance.make`` writes every vector again; the same code gives the same bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from conformance.case import FORMAT, Case
from conformance.kinds import KINDS

VECTORS = Path(__file__).parent / "vectors"
INDEX = "index.json"


def made() -> dict[str, bytes]:
    """Return every file below ``vectors`` with its bytes."""
    found: dict[str, bytes] = {}
    for name, kind in KINDS.items():
        cases = kind()
        found[f"{name}/{INDEX}"] = index_of(name, cases)
        for case in cases:
            found.update({f"{name}/{path}": data for path, data in case.files.items()})
    return found


def index_of(name: str, cases: Sequence[Case]) -> bytes:
    """Return the index of a kind: a head, then one case a line."""
    head = json.dumps({"format": FORMAT, "kind": name})[:-1]
    lines = ",\n".join(json.dumps(case.in_index(), sort_keys=True) for case in cases)
    return f'{head}, "cases": [\n{lines}\n]}}\n'.encode()


def main() -> None:
    """Write the folder anew."""
    shutil.rmtree(VECTORS, ignore_errors=True)
    files = made()
    for path, data in files.items():
        (VECTORS / path).parent.mkdir(parents=True, exist_ok=True)
        (VECTORS / path).write_bytes(data)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")  # noqa: T201 - a tool speaks to a person


if __name__ == "__main__":
    main()
