"""Setting a paper in a process of its own, which is gone afterwards with all the memory that it took.

The typesetter keeps what it has once laid out, some 200 MB for a table of two thousand rows, and never lets go of it:
in a program that serves for weeks each paper would cost that much. A template of somebody's own is also held to limits.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import datetime

from showsafe.errors import Unusable
from showsafe.papers import template_child

PATIENCE = 300
"""So many seconds a paper of the program's own may take; one of somebody's own twice its processor time."""


def answer(template: str, data: str, moment: datetime, *, tagged: bool, limited: bool) -> bytes:
    """Return what the process says: a PDF, one line of JSON with what is wrong, or nothing where it was stopped.

    Raises Unusable ``paper.not-set`` where it cannot be started.
    """
    asked = {"template": template, "data": data, "moment": moment.isoformat(), "tagged": tagged}
    said = json.dumps({**asked, "limited": limited}).encode()
    with tempfile.TemporaryDirectory(prefix="showsafe-paper-") as empty:
        try:
            return subprocess.run(  # noqa: S603 - this program itself
                [sys.executable, "-P", "-m", template_child.__name__],
                input=said,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=2 * template_child.SECONDS if limited else PATIENCE,
                cwd=empty,
                check=False,
            ).stdout
        except subprocess.TimeoutExpired:
            return b""
        except OSError:
            raise not_set() from None


def not_set() -> Unusable:
    """Return the error for a process that cannot be started, or that ended without a word."""
    return Unusable(
        "paper.not-set",
        "The process that sets a paper cannot be started, or was stopped.",
        "Look at whether this machine is out of memory or processes, and try again.",
    )
