"""Zip files of the one form of a bundle, and why another is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.bundles import item


def whole(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the one form."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as made:
        for name, content in files.items():
            made.writestr(item(name), content)
    return room.getvalue()


def said(path: Path, content: bytes) -> str:
    """Return why a file is refused, or nothing."""
    (path / "bundle.zip").write_bytes(content)
    try:
        Archive(path / "bundle.zip").close()
    except Malformed as error:
        return str(error)
    return ""
