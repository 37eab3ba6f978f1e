"""Reading the vectors as a second implementation would: by their index."""

from __future__ import annotations

import json
from typing import Any

from conformance.make import INDEX, VECTORS


def cases(kind: str) -> list[dict[str, Any]]:
    """Return the cases of a kind."""
    read: dict[str, Any] = json.loads((VECTORS / kind / INDEX).read_bytes())
    assert read["kind"] == kind
    return list(read["cases"])


def only_file(kind: str, case: dict[str, Any]) -> bytes:
    """Return the bytes of a case that is one file."""
    (name,) = case["files"]
    assert isinstance(name, str)
    return (VECTORS / kind / name).read_bytes()
