"""How every command ends: with an answer, or with an error that a person can act on; never with a traceback."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

from showsafe.entrypoints.cli import say
from showsafe.errors import ShowsafeError, Unusable, WrongInput

DONE, NO, WRONG = 0, 1, 2
"""Exit status: done; refused, held, not as expected or not verified; wrong input or nothing usable."""


class Commands(click.Group):
    """The group of all commands; whatever goes wrong in one comes out as one sentence with a code."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 - click's own
        """Run the command that the arguments name, and leave with its exit status."""
        given = list(sys.argv[1:] if args is None else args)
        run = super().main
        extra["standalone_mode"] = False
        sys.exit(answered(lambda: run(given, *rest, **extra), in_json="--json" in given))


def answered(run: Callable[[], object], *, in_json: bool = False) -> int:
    """Run something and return its exit status; what goes wrong is said in one sentence, with a code."""
    _any_terminal()
    try:
        status = run()
    except click.exceptions.NoArgsIsHelpError as error:
        say.text(error.format_message())
        return WRONG
    except ShowsafeError as error:
        say.error(error, in_json=in_json)
        return error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say.error(_stopped(), in_json=in_json)
        return WRONG
    except click.ClickException as error:
        say.error(_usage(error), in_json=in_json)
        return WRONG
    except Exception as error:  # noqa: BLE001 - the last door: a person never sees a traceback
        say.error(_unexpected(error), in_json=in_json)
        return WRONG
    return status if isinstance(status, int) else DONE


def _any_terminal() -> None:
    """A terminal that lacks a letter shows its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _usage(error: click.ClickException) -> WrongInput:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "showsafe"
    says = " ".join(say.plain(part) for part in error.format_message().split())
    return WrongInput("input.usage", says, f"See how it is used: {path} --help")


def _stopped() -> Unusable:
    return Unusable(
        "input.stopped",
        "Stopped from the keyboard.",
        "What was answered before is recorded; anything else is not. Ask again where you need an answer.",
    )


def _unexpected(error: Exception) -> Unusable:
    return Unusable(
        "internal.unexpected",
        f"Something in the program itself went wrong ({type(error).__name__}).",
        "Treat every weapon as hot, go on on paper, and tell whoever looks after this program; "
        "run: showsafe verify DIR",
    )
