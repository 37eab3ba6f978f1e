"""One module for each kind of vector, each with ``cases()``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.case import Case
from conformance.kinds import (
    bundles,
    canonical,
    checkpoints,
    cosignatures,
    ed25519,
    logs,
    proofs,
    records,
    tiles,
    tree,
)

KINDS: Mapping[str, Callable[[], Sequence[Case]]] = {
    "canonical": canonical.cases,
    "ed25519": ed25519.cases,
    "record": records.cases,
    "tree": tree.cases,
    "tiles": tiles.cases,
    "checkpoint": checkpoints.cases,
    "cosignature": cosignatures.cases,
    "tlog-proof": proofs.cases,
    "log": logs.cases,
    "bundle": bundles.cases,
}
"""The name of the folder of each kind, and what makes its cases."""
