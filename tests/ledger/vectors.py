"""Where the published vectors are: SHOWSAFE_VECTORS, or ``../shared/vectors`` beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "vectors"
ROOT = Path(os.environ.get("SHOWSAFE_VECTORS", _BESIDE))


def folder(name: str) -> Path:
    """Return one folder of vectors, or skip the test in one line."""
    path = ROOT / name
    if not path.is_dir():
        pytest.skip(f"The vectors {name} are not there; set SHOWSAFE_VECTORS to the folder that holds them.")
    return path
