"""``showsafe trust``: the file that says whose word counts, signed by several people, and until when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

import click

from showsafe.adapters import files, key_file
from showsafe.adapters.clock import SystemClock
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import note
from showsafe.ledger import trust as roots
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.policy import shown

FILE = click.argument("file", type=act.PLACE)
TIME = "%Y-%m-%dT%H:%M:%SZ"


@click.group("trust", short_help="make, sign and check a trust root", epilog="Every command has --json.")
def trust() -> None:
    """Say in one file which logs, witnesses and time authorities count: signed by several roots, until a day.

    Each root: key. Then, once: new; each root: sign; everybody: check.
    """


@trust.command("key", short_help="make the key of one root")
@FILE
@click.option("--name", required=True, help="What this root is called, such as producer.example/root-1")
@act.IN_JSON
def key(file: Path, name: str, *, in_json: bool) -> int:
    """Make a key for one root, into a file for its owner only; print its vkey. Keep it off the set."""
    if not note.is_name(name):
        raise WrongInput(
            "note.malformed", "A root cannot have this name.", "Choose one without spaces and without a plus."
        )
    with files.translated(file):
        if file.exists():
            raise Unusable(
                "trust.already-there", f"There is something at {file} already.", "Choose another file."
            )
        made = DeviceKey.generate()
        key_file.write(file, made)
    vkey = VerifierKey(name, made.public)
    if in_json:
        say.as_json({"vkey": str(vkey)})
    else:
        say.command(str(vkey), indent=0)
    return DONE


@trust.command("new", short_help="write a trust root that is still to be signed")
@FILE
@click.option("--expires", required=True, help="Until when it holds, in UTC, such as 2027-03-01T00:00:00Z")
@click.option("--threshold", required=True, type=click.IntRange(1, 99), help="How many roots have to sign.")
@click.option("--root", "vkeys", multiple=True, required=True, help="The vkey of a root; once for each.")
@click.option("--policy", required=True, type=act.PLACE, help="A file of logs, witnesses and a quorum.")
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    metavar="NAME=FILE",
    help="A time authority: its root certificate.",
)
@act.IN_JSON
def new(
    file: Path,
    expires: str,
    threshold: int,
    vkeys: Sequence[str],
    policy: Path,
    authorities: Sequence[str],
    *,
    in_json: bool,
) -> int:
    """Write the text of a new trust root. It counts for nothing until enough roots have signed it."""
    text = roots.text_of(
        moment(expires, "--expires"),
        threshold,
        [VerifierKey.parse(vkey) for vkey in vkeys],
        read(policy).decode("utf-8", "surrogateescape"),
        dict(_authority(said) for said in authorities),
    )
    with files.translated(file):
        files.write(file, text.encode())
    if in_json:
        say.as_json({"file": str(file), "signatures": 0, "needed": threshold})
        return DONE
    say.text(
        f"Written, and not signed. {threshold} of {len(vkeys)} roots have to sign, each on their own machine:"
    )
    say.command(f"showsafe trust sign {quote(str(file))} --key KEY_FILE --name NAME")
    return DONE


@trust.command("sign", short_help="sign a trust root as one of its roots")
@FILE
@click.option("--key", "key_path", required=True, type=act.PLACE, help="The file of the root's key.")
@click.option("--name", required=True, help="The name of the root, as its line has it.")
@click.option("--after", type=act.PLACE, help="The trust root whose place it takes: its roots sign, too.")
@act.IN_JSON
def sign(file: Path, key_path: Path, name: str, after: Path | None, *, in_json: bool) -> int:
    """Sign the file in its place, as one of its roots, or with --after as a root of the one whose place it takes."""
    signed = roots.sign(read(file), name, key_file.read(key_path), read(after) if after else None)
    with files.translated(file):
        files.write(file, signed)
    read_back = note.parse(signed)
    said = roots.of_text(read_back.text)
    count = len(roots.signers(read_back, said.roots))
    if in_json:
        say.as_json({"file": str(file), "signatures": count, "needed": said.threshold})
    else:
        say.text(f"Signed by {count} of its roots; {said.threshold} are needed.")
    return DONE


@trust.command("check", short_help="check a trust root")
@FILE
@click.option("--at", default="", help="At which time (default: now), in UTC, such as 2026-06-30T12:00:00Z")
@click.option("--after", type=act.PLACE, help="The trust root whose place it takes.")
@act.IN_JSON
def check(file: Path, at: str, after: Path | None, *, in_json: bool) -> int:
    """Check that enough roots signed it, that it has not expired, and that it may take the place of another."""
    when = moment(at, "--at") if at else SystemClock().now()
    got = roots.check(read(file), when, read(after) if after else None)
    if in_json:
        say.as_json(
            {
                "expires": got.expires.strftime(TIME),
                "threshold": got.threshold,
                "roots": [str(root) for root in got.roots],
                "logs": [str(peer.key) for peer in got.policy.logs],
                "witnesses": {shown(name): str(peer.key) for name, peer in got.policy.witnesses.items()},
                "quorum": shown(got.policy.quorum),
                "authorities": dict(got.authorities),
            }
        )
        return DONE
    say.text(
        f"Signed by at least {got.threshold} of its {len(got.roots)} roots; holds until {got.expires:{TIME}}."
    )
    say.text(f"Logs: {', '.join(peer.key.name for peer in got.policy.logs) or 'none'}.")
    say.text(
        f"Witnesses: {', '.join(map(shown, got.policy.witnesses)) or 'none'}; quorum {shown(got.policy.quorum)}."
    )
    say.text(f"Time authorities: {', '.join(got.authorities) or 'none'}.")
    return DONE


def moment(text: str, option: str) -> datetime:
    """Return a time in UTC as it was typed; raises WrongInput ``input.wrong-value``."""
    try:
        return datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise WrongInput(
            "input.wrong-value",
            f"{option} is a time in UTC, and this is not one: {say.plain(text)}.",
            "Write it as 2027-03-01T00:00:00Z.",
        ) from error


def read(path: Path) -> bytes:
    """Return what a small file holds; raises as ``files.translated``, and WrongInput ``trust.too-long``."""
    with files.translated(path), path.open("rb") as opened:
        data = opened.read((1 << 20) + 1)
    if len(data) > 1 << 20:
        raise WrongInput("trust.too-long", f"The file {path} is too long for this.", "Check the path.")
    return data


def _authority(said: str) -> tuple[str, str]:
    # Only this one option needs certificates, and every command would wait for them to load.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    from showsafe.ledger.certificates import UNREADABLE  # noqa: PLC0415

    name, gap, path = said.partition("=")
    if not gap or not name or not path:
        raise WrongInput(
            "input.wrong-value", "--authority is a name, an equals sign and a file.", "Write it as NAME=FILE."
        )
    data = read(Path(path))
    try:
        load = x509.load_pem_x509_certificate if data.startswith(b"-----") else x509.load_der_x509_certificate
        der = load(data).public_bytes(Encoding.DER)
    except UNREADABLE as error:
        raise WrongInput(
            "trust.no-certificate",
            f"The file {path} holds no certificate.",
            "Give the authority's root certificate, in PEM or DER.",
        ) from error
    return name, hashlib.sha256(der).hexdigest()
