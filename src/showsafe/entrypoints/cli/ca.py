"""``showsafe ca``: the certificates by which phones on a set reach the node over HTTPS, with no internet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from showsafe.entrypoints.cli import act, certificates
from showsafe.errors import WrongInput

ELSEWHERE = click.option(
    "--certificates",
    "elsewhere",
    type=act.PLACE,
    metavar="FOLDER",
    help="Where the certificates lie, if not beside DIR in DIR.certificates; the same for every command.",
)


@click.group("ca", short_help="certificates for HTTPS on the set", epilog="Every command has --json.")
def ca() -> None:
    """Let phones reach the node over HTTPS where there is no internet.

    With a certificate of the studio's own: use. Else, once for the production: init; then each phone: join.
    """


@ca.command("init", short_help="make the production's authority, once")
@act.DIRECTORY
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A name of the node's own that the authority may speak for too, such as cart.studio.example",
)
@ELSEWHERE
@act.IN_JSON
def init(directory: Path, names: tuple[str, ...], elsewhere: Path | None, *, in_json: bool) -> int:
    """Make the certificate authority of this production: for private addresses and .local alone, for two years."""
    return certificates.init(directory, elsewhere, names, in_json=in_json)


@ca.command("issue", short_help="issue this machine's certificate anew")
@act.DIRECTORY
@click.option("--name", "names", multiple=True, help="A further name of this machine, such as cart.local")
@click.option("--address", "addresses", multiple=True, help="A further address of this machine.")
@click.option("--forget", is_flag=True, help="Forget the names and addresses that were given before.")
@ELSEWHERE
@act.IN_JSON
def issue(
    directory: Path,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    elsewhere: Path | None,
    *,
    forget: bool,
    in_json: bool,
) -> int:
    """Issue a certificate for where this machine is now, and for what is given. The server does so by itself."""
    place, given = (directory, elsewhere), (names, addresses)
    return certificates.issue(place, given, forget=forget, in_json=in_json)


@ca.command("use", short_help="take the studio's own certificate")
@act.DIRECTORY
@click.option("--certificate", type=act.PLACE, metavar="PEM", help="The certificate and those above it.")
@click.option("--key", type=act.PLACE, metavar="PEM", help="Its private key, without a password.")
@click.option("--none", "drop", is_flag=True, help="Do without it again.")
@ELSEWHERE
@act.IN_JSON
def use(
    directory: Path,
    certificate: Path | None,
    key: Path | None,
    elsewhere: Path | None,
    *,
    drop: bool,
    in_json: bool,
) -> int:
    """Take a name and certificate of the studio's own, after a check of its chain, names, dates and key."""
    if drop and not (certificate or key):
        return certificates.drop(directory, elsewhere, in_json=in_json)
    if drop or certificate is None or key is None:
        raise WrongInput(
            "input.usage",
            "Two files are needed: the certificate and its key.",
            "Use: showsafe ca use DIR --certificate PEM --key PEM; or, to do without: showsafe ca use DIR --none",
        )
    return certificates.use((directory, elsewhere), certificate, key, in_json=in_json)


@ca.command("join", short_help="show how a phone joins")
@act.DIRECTORY
@click.option("--qr", is_flag=True, help="With a QR of the join page.")
@click.option("--address", help="The address of this machine that phones reach; by default the likeliest.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port of the join page, if not the usual one."
)
@click.option("--language", default="en", show_default=True, help="en or es")
@click.option("--files", "out", type=act.PLACE, metavar="FOLDER", help="Write what phones take as files.")
@click.option(
    "--heard", metavar="WORDS", help="Compare words that were read out with those of the authority."
)
@ELSEWHERE
@act.IN_JSON
def join(directory: Path, heard: str | None, elsewhere: Path | None, *, in_json: bool, **how: Any) -> int:  # noqa: ANN401 - click's own
    """Show the fingerprint in words, the address of the join page, and what to do on each kind of phone."""
    if heard is not None:
        return certificates.compare(directory, elsewhere, heard, in_json=in_json)
    return certificates.join(directory, elsewhere, certificates.How(**how), in_json=in_json)


@ca.command("show", short_help="show which way holds, until when")
@act.DIRECTORY
@ELSEWHERE
@act.IN_JSON
def show(directory: Path, elsewhere: Path | None, *, in_json: bool) -> int:
    """Show which of the three ways holds now, until when, and for which names and addresses."""
    return certificates.show(directory, elsewhere, in_json=in_json)
