"""``showsafe restore``: a backup as a new data directory, which says that it is one."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from showsafe.adapters.clock import SystemClock
from showsafe.entrypoints import backing
from showsafe.entrypoints.backing import Restored
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

_LARGEST = 1 << 20


@click.command("restore", short_help="put a backup back")
@click.argument("backup", metavar="BACKUP", type=act.PLACE)
@act.DIRECTORY
@click.option(
    "--seen", metavar="CHECKPOINT", type=act.PLACE, help="The newest checkpoint that anybody kept outside."
)
@click.option(
    "--with-gap",
    "gap",
    metavar="REASON",
    help="Put it back although the checkpoint has seen more, since nothing newer is left.",
)
@act.IN_JSON
def restore(backup: Path, directory: Path, seen: Path | None, gap: str | None, *, in_json: bool) -> int:
    """Put BACKUP back as the new data directory DIR, after a check of all of it. A record says so, in every case.

    With a checkpoint from outside (a witness, a mail, the insurer) a backup that is older than it is refused.
    """
    done = backing.restore(backup, directory, SystemClock(), _read(seen), gap)
    if in_json:
        say.as_json(
            {
                "unit": done.about.unit,
                "records": done.about.size,
                "made": done.about.made,
                "missing": done.missing,
                "record": done.record,
                "locked": done.locked,
            }
        )
    else:
        _show(done, directory, seen)
    return DONE


def _show(done: Restored, directory: Path, seen: Path | None) -> None:
    about = done.about
    made = f"made {say.local(about.made)} UTC"
    say.text(f"{directory}: {counted(about.size, 'record')} of unit {about.unit}, {made}.", style="bold")
    say.text(f"That it was restored is record {done.record}.")
    if done.missing:
        say.text(f"{counted(done.missing, 'record')} after it are gone; the board says so from now on.")
    elif seen is None:
        say.text("No checkpoint was given: whether records are missing, nothing in a backup can tell.")
    if done.locked:
        say.text(
            f"{counted(done.locked, 'badge')} locked, and every passkey: look who still has theirs, and unlock."
        )
        say.command(f"showsafe badge {quote(str(directory))} PERSON --unlock")
    say.text(
        "What was recorded after the backup is not there: look at these before anybody takes anything out."
    )
    for line in (
        "devices that were lost since: they work again",
        "where each weapon is, and what is in it: two people look into every one",
    ):
        say.text(f"- {line}", indent=2)
    if done.witnesses:
        say.text("Ask the witnesses now, whether they have seen more:")
        say.command(f"showsafe witness push {quote(str(directory))}")
        say.text(
            "No backup holds the token of an office: one that had copies is called once it is added again:"
        )
        say.command(f"showsafe replicate add {quote(str(directory))} VKEY URL --token-file FILE")
    say.text("If the old machine may be in other hands, replace the node's key, and never open both:")
    say.command(f"showsafe keys rotate {quote(str(directory))} --node")


def _read(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError:
        raise WrongInput(
            "checkpoint.missing",
            f"The file {file} cannot be read.",
            "Check the path of the kept checkpoint.",
        ) from None
