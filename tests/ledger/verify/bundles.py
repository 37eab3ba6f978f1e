"""Zip files of bundles for tests of the auditor: taken apart and put together with the standard library's own zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

MANIFEST = "MANIFEST.sha256"
_WORDS = ("VERIFY.txt", "verify.html", "verify.mjs", "report.pdf")
Files = dict[str, bytes]


def files_of(path: Path) -> Files:
    """Return the files of a bundle, but for the long ones that only people and browsers read, and the manifest."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name not in (*_WORDS, MANIFEST)]
        return {name: archive.read(name) for name in names}


def item(name: str, **changes: int) -> zipfile.ZipInfo:
    """Return how a member is described in the one form of bundles."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    for field, value in changes.items():
        setattr(info, field, value)
    return info


def zipped(files: Files) -> bytes:
    """Return a bundle of files, with a manifest that fits them."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for name, content in {MANIFEST: sums.encode(), **files}.items():
            archive.writestr(item(name), content)
    return room.getvalue()


def changed(path: Path, out: Path, change: Callable[[Files], None]) -> Path:
    """Write a bundle in which something was changed, with a manifest that fits."""
    files = files_of(path)
    change(files)
    out.write_bytes(zipped(files))
    return out
