"""On which kind of file system a path lies: a ledger on a network drive is refused.

A network drive may acknowledge a write that is not on any disk, and its locks may hold nobody off. Read from
the kernel's table of mounts (Linux); where there is none, the kind is unknown and nothing is refused.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from showsafe.errors import Unusable

NETWORK = frozenset(
    (
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.afpfs",
        "fuse.ceph",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.onedriver",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb2",
        "smb3",
        "smbfs",
    )
)

_TABLE = Path("/proc/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def kind_of(path: Path, table: str) -> str:
    """Return the type of the mount that holds an absolute path: the longest prefix, the last of equals."""
    best, kind = -1, ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, type
            continue
        point = Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def refuse_network(path: Path) -> None:
    """Let a path on a local disk pass; raises Unusable (``directory.network-drive``)."""
    try:
        table = _TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    # Not resolve(), which raises where links lead in a circle; what opens the path says so in our words.
    kind = kind_of(Path(os.path.realpath(path)), table)
    if kind in NETWORK:
        raise Unusable(
            "directory.network-drive",
            f"This directory lies on a network drive ({kind}), which may lose what it says it has written.",
            "Choose a directory on this machine's own disk.",
        )
