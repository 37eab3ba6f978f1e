"""``showsafe keys``: whose keys sign, from which record until which, and how that changes."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import key_file
from showsafe.adapters.directory import open_for_reading
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.domain.events import ASK
from showsafe.domain.named import NODE, of_a_person
from showsafe.domain.things import Key
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.ledger import base64text
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.note import VerifierKey


@click.group("keys", short_help="make, enrol, replace and revoke keys", epilog="Every command has --json.")
def keys() -> None:
    """Say whose keys sign the records, from which record until which.

    Each person: new. Then two people, one of them of the office: enrol. A lost key: revoke, by anybody.
    """


@keys.command("new", short_help="make a key for one person")
@click.argument("file", type=act.PLACE)
@act.IN_JSON
def new(file: Path, *, in_json: bool) -> int:
    """Make a key for one person, into a new file for its owner only; print its public half and its name."""
    made = key_file.create_personal(file)
    public = base64text.encode(made.public)
    if in_json:
        say.as_json({"file": str(file), "key": public, "key_id": made.id})
        return DONE
    say.text(
        f"A new key is at {file}. Whoever has this file signs as its owner: keep it so, and keep a copy."
    )
    say.command(f"key {public}")
    say.command(f"key_id {made.id}")
    say.text("Next, two people enrol it, one of them of the office:")
    say.command(f"showsafe keys enrol DIR {quote(str(file))} of=PERSON by=PERSON witness=PERSON")
    return DONE


@keys.command("list", short_help="list every key of a unit")
@act.DIRECTORY
@act.IN_JSON
def listed(directory: Path, *, in_json: bool) -> int:
    """List every key that signs records of this unit, or once did."""
    with open_for_reading(directory) as opened, opened.store.reading():
        known = loaded(opened.store, SET).state.keys.values()
        unit = opened.settings.unit
    if in_json:
        say.as_json({"unit": unit, "keys": [_as_json(key) for key in known]})
        return DONE
    say.text(f"Keys of unit {unit}:")
    for key in known:
        until = "" if key.holds else f", until record {key.until}"
        say.text(f"{key.id}  {_owner(key)}, {key.algorithm}, since record {key.since}{until}", indent=2)
    return DONE


def _as_json(key: Key) -> dict[str, Any]:
    return {
        "key_id": key.id,
        "of": key.of,
        "algorithm": key.algorithm,
        "key": key.public,
        "since": key.since,
        "until": key.until,
    }


def _owner(key: Key) -> str:
    if of_a_person(key.of):
        return f"of {key.of}"
    return "of this node" if key.of == NODE else f"of the device {key.of.partition(':')[2]}"


@keys.command("enrol", short_help="enrol somebody's key, by two people")
@act.DIRECTORY
@click.argument("file", type=act.PLACE)
@act.WORDS
@act.WHY
@act.IN_JSON
def enrol(directory: Path, file: Path, words: tuple[str, ...], *, why: bool, in_json: bool) -> int:
    """Enrol the key in FILE: of=PERSON (or device:NAME), by=PERSON, witness=PERSON; the key signs that too."""
    key = key_file.read_personal(file)
    said = (*words, f"key={base64text.encode(key.public)}")
    return act.run(directory, ASK, "enrol-key", said, in_json=in_json, why=why, signers=(key,))


@keys.command("rotate", short_help="replace a key, of a person or of this node")
@act.DIRECTORY
@click.argument("files", nargs=-1, metavar="[OLD NEW KEY=VALUE...]", type=click.UNPROCESSED)
@click.option("--node", is_flag=True, help="Replace the key of this node itself.")
@act.WHY
@act.IN_JSON
def rotate(directory: Path, files: tuple[str, ...], *, node: bool, why: bool, in_json: bool) -> int:
    """Let the key in the file NEW stand in for the one in OLD: by=PERSON, witness=PERSON; both sign that.

    With --node the key of this node is replaced by a new one, which signs every record and checkpoint from then on.
    """
    if node:
        return _rotate_node(directory, files, in_json=in_json)
    if len(files) < 2 or any("=" in name for name in files[:2]):  # noqa: PLR2004 - the old one and the new one
        raise WrongInput(
            "input.missing-key",
            "Two files of keys are needed, the old one and the new one.",
            "Use: showsafe keys rotate DIR OLD NEW by=PERSON witness=PERSON",
        )
    old, fresh = (key_file.read_personal(Path(name)) for name in files[:2])
    said = (*files[2:], f"key_id={old.id}", f"key={base64text.encode(fresh.public)}")
    return act.run(directory, ASK, "rotate-key", said, in_json=in_json, why=why, signers=(old, fresh))


def _rotate_node(directory: Path, files: tuple[str, ...], *, in_json: bool) -> int:
    if files:
        raise WrongInput(
            "input.usage", "The node makes its new key by itself.", "Use: showsafe keys rotate DIR --node"
        )
    with bootstrap.open_ledger(directory) as unit:
        answer = bootstrap.rotate_node_key(unit, directory)
        vkey = VerifierKey(origin_of(unit.writer.unit), unit.writer.key.public)
        key = unit.writer.key.id
    if in_json:
        say.as_json({"record": answer.number, "key_id": key, "vkey": str(vkey)})
        return DONE
    say.text(
        f"The key of this node is replaced, record {answer.number}. Checkpoints are signed by the new one:"
    )
    say.command(str(vkey))
    say.text("Give this line to whoever checks this ledger from outside, witnesses first.")
    say.text("A copy of keys/device.key belongs in a safe place that is not this machine.")
    return DONE


@keys.command("revoke", short_help="say that a key counts no more")
@act.DIRECTORY
@click.argument("key_id", metavar="KEY_ID")
@act.WORDS
@act.WHY
@act.IN_JSON
def revoke(directory: Path, key_id: str, words: tuple[str, ...], *, why: bool, in_json: bool) -> int:
    """Revoke a key by its name in the list: by=PERSON, reason=TEXT. Anybody may, and nothing refuses it."""
    return act.run(directory, ASK, "revoke-key", (f"key_id={key_id}", *words), in_json=in_json, why=why)
