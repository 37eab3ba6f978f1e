"""``showsafe office serve``: the pages of an office and the routes of nodes, until stopped."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import click

from showsafe import bootstrap_office
from showsafe.adapters import office_directory, tracing
from showsafe.adapters.certificates.context import server_context
from showsafe.adapters.openid.asking import is_loopback
from showsafe.adapters.postgres import require
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import Unusable, WrongInput

LOOPBACK = "127.0.0.1"
PORT = 7390
LEVELS = ("off", "errors", "requests")


@click.command("serve", short_help="serve the pages, and let the nodes call")
@act.DIRECTORY
@click.option("--host", default=LOOPBACK, show_default=True, help="The address of this machine to answer at.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--certificate", type=act.PLACE, help="The chain of its certificate (PEM): then it speaks TLS alone."
)
@click.option("--key", type=act.PLACE, help="The key of that certificate (PEM).")
@click.option("--log", "level", type=click.Choice(LEVELS), default="errors", show_default=True)
@act.IN_JSON
def serve(
    directory: Path,
    *,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    level: str,
    in_json: bool,
) -> int:
    """Serve the office until stopped. Its log lines name no person.

    Without a certificate it answers on this machine alone, to whatever speaks TLS in front of it.
    """
    require()
    office_directory.read(directory)
    context = _context(certificate, key)
    if context is None and not is_loopback(host):
        raise WrongInput(
            "office.no-tls",
            "Without a certificate an office answers on this machine alone: others could read what people see.",
            "Give --certificate and --key, or let a proxy on this machine speak TLS.",
        )
    # A server and a database take a second to load, and only this command needs both.
    from showsafe.entrypoints.http import logs  # noqa: PLC0415
    from showsafe.entrypoints.http.listening import listening, port_of  # noqa: PLC0415
    from showsafe.entrypoints.http.office import process  # noqa: PLC0415

    _, witness = office_directory.keys_of(directory)
    logs.begin(level)
    with (
        tracing.traced(),
        bootstrap_office.open_office(directory, most=process.CONNECTIONS) as opened,
        listening(host, port) as at,
    ):
        served = process.Process(opened, witness, at, context)
        url = f"{'https' if context else 'http'}://{host}:{port_of(at[0])}"

        def begun() -> None:
            if in_json:
                say.as_json(
                    {"office": opened.settings.office, "address": opened.settings.address, "url": url}
                )
            else:
                say.text(f"The office {opened.settings.office} answers at {url}. Stop it with Ctrl-C.")
                say.text(f"People open {opened.settings.address}")
            sys.stdout.flush()

        served.run(begun)
    return DONE


def _context(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None and key is None:
        return None
    context = server_context()
    try:
        context.load_cert_chain(certificate or Path(), key)
    except (OSError, ssl.SSLError, ValueError):
        raise Unusable(
            "office.certificate",
            "The certificate of the office and its key cannot be read, or do not belong together.",
            "Give the whole chain as --certificate and its key as --key, both as PEM.",
        ) from None
    return context
