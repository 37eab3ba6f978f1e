"""``showsafe witness``: cosigning the logs of others, and having the own log cosigned by them."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from shlex import quote

import click

from showsafe.adapters import witness_store
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.witness_store import Kept, WitnessDirectory
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.push import add, push, remove
from showsafe.errors import WrongInput
from showsafe.ledger.note import COSIGNER, VerifierKey
from showsafe.ledger.witness import FORK, NOT_CONSISTENT, ROLLED_BACK, Witness
from showsafe.projections.numbers import counted

LOOPBACK = "127.0.0.1"
PORT = 7380

_KINDS = {
    FORK: "Two records of one size that differ",
    NOT_CONSISTENT: "A longer record that was not shown to contain the one seen before",
    ROLLED_BACK: "A shorter record than the one seen before; an old checkpoint sent again looks the same",
}


@click.group(
    "witness", short_help="cosign for others, or have others cosign", epilog="Every command has --json."
)
def witness() -> None:
    """Keep what a log showed, elsewhere: a log that is rolled back or rewritten then shows.

    On the machine that cosigns: init, trust, vkey, serve, evidence. On the set's own: add, remove, push.
    """


@witness.command("init", short_help="make the directory of a witness")
@act.DIRECTORY
@click.option(
    "--name", required=True, help="What its cosignatures are called, such as studio.example/witness-1"
)
@click.option("--ml-dsa", is_flag=True, help="Cosign with an ML-DSA-44 key as well.")
@act.IN_JSON
def init(directory: Path, name: str, *, ml_dsa: bool, in_json: bool) -> int:
    """Make a witness with a new key. It cosigns only logs that it was told to trust."""
    witness_store.create(directory, name, ml_dsa=ml_dsa)
    keys = [str(key) for key in _witness(_opened(directory)).vkeys()]
    if in_json:
        say.as_json({"name": name, "vkeys": keys})
        return DONE
    where = quote(str(directory))
    which = (
        "Its keys, of which the set's machine adds one"
        if ml_dsa
        else "Its key, to be added on the set's machine"
    )
    say.text(f"The witness {name} is at {directory}. {which}:")
    for key in keys:
        say.command(key)
    say.text(
        "Next: tell it which log it serves (the set's machine prints its key with showsafe vkey), and start it:"
    )
    say.command(f"showsafe witness trust {where} VKEY")
    say.command(f"showsafe witness serve {where}")
    return DONE


@witness.command("trust", short_help="serve a log under its key")
@act.DIRECTORY
@click.argument("vkey")
@act.IN_JSON
def trust(directory: Path, vkey: str, *, in_json: bool) -> int:
    """Serve the log of a vkey, also while the witness runs; a further vkey of one name is one more key of that log."""
    key = VerifierKey.parse(vkey)
    if key.kind == COSIGNER:
        raise WrongInput(
            "witness.not-a-log",
            "This is the key of a witness, not of a log.",
            "Take the vkey of the set's own log.",
        )
    new = _opened(directory).trust(key)
    if in_json:
        say.as_json({"log": key.name, "new": new})
        return DONE
    say.text(f"The log {key.name} is served{'' if new else ' already'}.")
    return DONE


@witness.command("vkey", short_help="print the key of a witness")
@act.DIRECTORY
@act.IN_JSON
def vkey(directory: Path, *, in_json: bool) -> int:
    """Print the vkey of a witness, one line for each of its keys and nothing else."""
    keys = [str(key) for key in _witness(_opened(directory)).vkeys()]
    if in_json:
        say.as_json({"vkeys": keys})
        return DONE
    for key in keys:
        say.command(key, indent=0)
    return DONE


@witness.command("evidence", short_help="show what a witness refused")
@act.DIRECTORY
@act.IN_JSON
def evidence(directory: Path, *, in_json: bool) -> int:
    """Show every branch that was refused, with both checkpoints as the log signed them."""
    kept = list(_opened(directory).evidence())
    if in_json:
        say.as_json({"evidence": [_as_json(one) for one in kept]})
        return DONE
    say.text(f"{counted(len(kept), 'refusal')} kept." if kept else "Nothing was refused.")
    for one in kept:
        say.text()
        say.text(f"{_KINDS.get(one.evidence.kind, one.evidence.kind)}: {one.origin}, {one.at}.", style="bold")
        for what, data in (("Seen before:", one.evidence.seen), ("Shown then:", one.evidence.shown)):
            say.text(what)
            for line in data.decode().splitlines():
                say.command(line)
    return DONE


def _as_json(kept: Kept) -> dict[str, str]:
    return {
        "kind": kept.evidence.kind,
        "log": kept.origin,
        "at": kept.at,
        "seen": kept.evidence.seen.decode(),
        "shown": kept.evidence.shown.decode(),
        "file": kept.file,
    }


@witness.command("serve", short_help="let a witness answer over HTTP")
@act.DIRECTORY
@click.option("--host", default=LOOPBACK, show_default=True, help="The address of this machine to answer at.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@act.IN_JSON
def serve(directory: Path, host: str, port: int, *, in_json: bool) -> int:
    """Answer POST /add-checkpoint until stopped from the keyboard. What is vouched for is on disk before the answer."""
    # Only this one command needs a server, and it takes half a second to load.
    from showsafe.entrypoints.http import witness as http  # noqa: PLC0415

    memory = _opened(directory, serving=True)
    with contextlib.closing(memory), contextlib.closing(http.listen(host, port)) as listening:
        answering = _witness(memory)
        url = http.url_of(listening)
        if in_json:
            say.as_json({"url": url, "name": memory.name, "logs": list(memory.logs())})
        else:
            say.text(f"The witness {memory.name} answers at {url}. Stop it with Ctrl-C.")
            say.text(f"It serves: {', '.join(memory.logs()) or 'no log yet; see showsafe witness trust'}.")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            http.server(answering.add_checkpoint).run(sockets=[listening])
    return DONE


def _opened(directory: Path, *, serving: bool = False) -> WitnessDirectory:
    return WitnessDirectory(directory, SystemClock().now, serving=serving)


def _witness(memory: WitnessDirectory) -> Witness:
    clock = SystemClock()
    return Witness(memory.name, memory.signers(), memory, lambda: int(clock.now().timestamp()))


for command in (add, remove, push):
    witness.add_command(command)
