"""``showsafe serve``: the node of a set, with its screens, for every phone on its network."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.adapters.certificates import join, modes
from showsafe.entrypoints.cli import act
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.ca import ELSEWHERE
from showsafe.errors import WrongInput

PORT = 7380
DEMO = Path("demonstration")
"""Where the demonstration lies, if nothing else is said."""


@click.command("serve", short_help="let the phones of the set in")
@click.option("--data", type=act.PLACE, metavar="DIR", help="The unit's data directory.")
@click.option(
    "--demo", is_flag=True, help=f"A made-up production, in ./{DEMO} or in DIR, with its badges and PINs."
)
@click.option(
    "--host", default="", help="The one address to answer at (default: every address of this machine)."
)
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--join-port",
    default=join.PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Of the join page.",
)
@click.option(
    "--tls",
    type=click.Choice(modes.CHOICES),
    default=modes.AUTO,
    show_default=True,
    help="auto: the best way that is there; ca: the production's own authority, made if need be; off: plain HTTP.",
)
@click.option(
    "--mdns/--no-mdns", default=True, show_default=True, help="Announce the node's name on the network."
)
@click.option(
    "--log",
    type=click.Choice(("off", "errors", "requests")),
    default="errors",
    show_default=True,
    help="What goes to standard error; no line names anybody.",
)
@click.option(
    "--cases",
    type=act.PLACE,
    metavar="FOLDER",
    help="Where the cases of this production lie (default: DIR.cases, beside DIR).",
)
@ELSEWHERE
@act.IN_JSON
def serve(data: Path | None, *, demo: bool, **how: object) -> int:
    """Serve a unit until stopped with Ctrl-C: the screens, the record behind them, and the join page for new phones.

    It says by which of three ways phones reach it, and why: docs/certificates.md.
    """
    if data is None and not demo:
        raise WrongInput(
            "serve.no-data",
            "It has to be said what is to be served.",
            "Name a unit's directory: showsafe serve --data DIR. To look around first: showsafe serve --demo",
        )
    # A server takes a moment to load, and the help of this command does without.
    from showsafe.adapters import tracing  # noqa: PLC0415
    from showsafe.entrypoints.cli import served  # noqa: PLC0415

    with tracing.traced():
        served.run(served.Wish(data=data or DEMO, demo=demo, **how))  # type: ignore[arg-type] # as click read them
    return DONE
