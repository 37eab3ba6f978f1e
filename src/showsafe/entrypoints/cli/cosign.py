"""``showsafe cosign``: the node's ML-DSA-44 key beside its first one, for the day when that one can be forged."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.pushing import cosigned_by_ourselves


@click.command("cosign", short_help="cosign the newest checkpoint with the node's ML-DSA-44 key")
@act.DIRECTORY
@act.IN_JSON
def cosign(directory: Path, *, in_json: bool) -> int:
    """Cosign the newest checkpoint with the node's own ML-DSA-44 key, and record it.

    The key is made and enrolled at the first time. showsafe witness push --every does this once a night by itself.
    """
    said = cosigned_by_ourselves(directory)
    if in_json:
        say.as_json({"outcome": said.outcome, "size": said.size, "record": said.record})
    else:
        say.text(said.says)
    return DONE
