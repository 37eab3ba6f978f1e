"""The process that sets a paper apart; a template of somebody's own is held to time, memory, and no files at all.

Reads the template and its data from its input, and writes the PDF, or one line of JSON with what is wrong. Before a
stranger's template is looked at, this process gives up opening anything: a file, a folder, a connection. It cannot read
a file, fetch a package, or ask a network, whatever it says.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

SECONDS = 20
MEMORY = 1 << 30
LARGEST = 20 * 1024 * 1024
"""So many bytes a paper has at the most."""

_SAID = 300


def limit() -> bool:
    """Give up opening files and connections, and hold this process to time and memory; False where no system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def main() -> None:
    """Set what comes in."""
    said: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    # Loaded and warmed up first: afterwards nothing can be opened any more.
    import typst  # noqa: PLC0415

    from showsafe.projections import typesetting  # noqa: PLC0415

    moment = datetime.fromisoformat(said["moment"])
    typesetting.pdf(b"x", "{}", moment)
    if said["limited"] and not limit():
        _end({"error": "no-limits"})
        return
    try:
        content = typesetting.pdf(said["template"].encode(), said["data"], moment, tagged=said["tagged"])
    except typst.TypstError as error:
        _end({"error": "template", "says": _plain(error.message)})
        return
    if said["limited"] and len(content) > LARGEST:
        _end({"error": "too-much"})
        return
    sys.stdout.buffer.write(content)


def _plain(message: str) -> str:
    """Return what the typesetter says, in one short line; of the rest of the machine nothing is told."""
    line = message.split(" (searched at ", 1)[0].split(" (https://", 1)[0]
    return "".join(c if c.isprintable() else " " for c in line)[:_SAID]


def _end(answer: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
