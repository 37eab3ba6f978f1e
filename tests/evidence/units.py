"""Ready units for tests of bundles: an incident, keys of people, a cosigned checkpoint, a new key of the node."""

from __future__ import annotations

from pathlib import Path

from showsafe import bootstrap
from showsafe.application import selfkept
from showsafe.ledger import cosignature
from showsafe.ledger.keys import DeviceKey
from tests.entrypoints import cli

WITNESS = DeviceKey(bytes(range(64, 96)))
WITNESS_NAME = "studio.example/witness"
WITNESS_VKEY = str(cosignature.vkey_of(WITNESS_NAME, WITNESS))
AT = 1_772_437_800
DAY = cli.SCENARIOS / "incidents" / "captive-1915.toml"
RIFLE = "captive-1915/rifle"


def policy(vkey: str = WITNESS_VKEY) -> bytes:
    """Return a policy by which one witness is enough."""
    return f"witness studio {vkey}\nquorum studio\n".encode()


def cosign(path: Path) -> bytes:
    """Let the witness cosign the newest checkpoint, record that, and return the cosigned checkpoint."""
    with bootstrap.open_unit(path) as unit:
        note = unit.store.checkpoint()
        signed = note + cosignature.sign(note, WITNESS_NAME, WITNESS, AT)
        selfkept.attest(
            unit, what="cosignature", size=unit.store.size(), who=WITNESS_NAME, attachments=(signed,)
        )
    return signed


def told(path: Path) -> Path:
    """Return a unit with a told day of thirteen records between records of the set."""
    cli.unit(path)
    said(path, "replay", DAY, "--into", path)
    said(path, "report", path, "raise-concern", "by=performer", "about=revolver", "says=loose grip")
    return path


def rich(path: Path) -> Path:
    """Return a unit with everything a bundle can hold: keys, an incident, a cosignature, a new key of the node."""
    told(path)
    key = path.parent / "assistant.key"
    said(path, "keys", "new", key)
    said(path, "keys", "enrol", path, key, "of=assistant", "by=producer", "witness=armorer")
    look = ("by=armorer", "weapon=revolver", "witness=assistant", "seen=6", "of=6")
    said(path, "report", path, "check", *look, "--sign", key)
    said(path, "report", path, "incident", "by=armorer", "weapon=revolver", "says=a loud bang", "act_id=bang")
    said(path, "report", path, "answer-concern", "by=armorer", "of=bang", "says=grip tightened")
    cosign(path)
    said(path, "keys", "rotate", path, "--node")
    said(path, "report", path, "cut", "by=armorer", "weapon=revolver")
    return path


def said(path: Path, *words: object) -> cli.Said:
    """Run a command that has to go well."""
    del path
    result = cli.run(*words)
    assert result.status == 0, result.out + result.err
    return result
