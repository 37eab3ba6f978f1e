"""Outlives the supervisor by a moment: when that ends, however it ends, nothing of the cluster is left behind.

Its standard input is a pipe whose other end the supervisor alone holds. The end of that pipe is the word to clear up;
no signal to the supervisor, not even a kill, can keep it from coming.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tools.cluster.processes import sweep


def main(folder: Path) -> None:
    """Wait for the end of the supervisor, then end its processes and remove the folder."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    while os.read(sys.stdin.fileno(), 64):
        pass
    sweep(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
