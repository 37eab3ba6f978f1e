"""How every command ends: with an answer, or with an error that a person can act on; never with a traceback."""

from __future__ import annotations

import contextlib
import errno
import io
import keyword
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TextIO, cast

import click

from showsafe.assurance.telling import NOT_PASSED, TOLD
from showsafe.entrypoints.cli import say
from showsafe.errors import ShowsafeError, Unusable, WrongInput

DONE, NO, WRONG = 0, 1, 2
"""Exit status: done; refused, held, not as expected or not verified; wrong input or nothing usable."""

_NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE, errno.EBADF)
"""What the system says where standard output cannot be written; the disk of the records has errors of its own."""


class Commands(click.Group):
    """The group of all commands; whatever goes wrong in one comes out as one sentence with a code.

    A command is loaded when it is called, so that none waits for what another one needs.
    """

    def __init__(self, *rest: Any, names: Sequence[str] = (), **extra: Any) -> None:  # noqa: ANN401 - click's own
        """Take the names of the commands, each the name of a module here and of the command in it."""
        super().__init__(*rest, **extra)
        self.names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the shape of click's own
        """Return every name, sorted."""
        return sorted(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Return a command by its name, loaded now."""
        if cmd_name not in self.names:
            return None
        name = cmd_name.replace("-", "_") + ("_" if keyword.iskeyword(cmd_name) else "")
        module = import_module(f"showsafe.entrypoints.cli.{name}")
        return cast("click.Command", getattr(module, name))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:  # noqa: ANN401 - click's own
        """Run the command that the arguments name, and leave with its exit status."""
        given = list(sys.argv[1:] if args is None else args)
        run = super().main
        extra["standalone_mode"] = False
        sys.exit(answered(lambda: run(given, *rest, **extra), in_json="--json" in given))


def answered(run: Callable[[], object], *, in_json: bool = False) -> int:
    """Run something and return its exit status; what goes wrong is said in one sentence, with a code."""
    _any_terminal()
    token = TOLD.set(say.aside)
    try:
        status = _ended(run, in_json=in_json)
        sys.stdout.flush()
    except SystemExit:
        # Only where the reader of a pipe has gone: click and rich leave by themselves then.
        _silence()
        return WRONG
    except OSError:
        return _unheard()
    finally:
        TOLD.reset(token)
    return status


def _ended(run: Callable[[], object], *, in_json: bool) -> int:
    try:
        status = run()
    except click.exceptions.NoArgsIsHelpError as error:
        # As --help says it: lines that are set already.
        click.echo(error.ctx.get_help())
        return WRONG
    except ShowsafeError as error:
        if error.code == NOT_PASSED:
            _story(error, in_json=in_json)
        say.error(error, in_json=in_json)
        return error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say.error(_stopped(), in_json=in_json)
        return WRONG
    except click.ClickException as error:
        say.error(_usage(error), in_json=in_json)
        return WRONG
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NOT_WRITTEN:
            raise
        say.error(_unexpected(error), in_json=in_json)
        return WRONG
    return status if isinstance(status, int) else DONE


def _story(error: ShowsafeError, *, in_json: bool) -> None:
    """Tell what the search found against the rules that were to be decided by, before the error itself."""
    # A search is large, and nearly no error is of one.
    from showsafe.entrypoints.cli import not_passed  # noqa: PLC0415

    not_passed.tell(error, in_json=in_json)


def _any_terminal() -> None:
    """A terminal that lacks a letter shows its number instead of failing."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _unheard() -> int:
    """What was said did not arrive: that is never the status of a yes, nor of a no."""
    _silence()
    with contextlib.suppress(OSError):
        say.error(_not_written(), in_json=False)
    return WRONG


def _silence() -> None:
    """Let what is still to be written go nowhere, or the interpreter would try once more as it ends, and complain."""
    with contextlib.suppress(OSError), _nowhere() as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _not_written() -> Unusable:
    return Unusable(
        "output.not-written",
        "The answer could not be written out, so it was not shown in full.",
        "What was answered is recorded. Give the output room, and look: showsafe board DIR",
    )


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
