"""What ``ask``, ``report`` and ``confirm`` share: parse, open, answer, show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.application.unit import Answer
from showsafe.domain.acts import BY_THE_NODE, KINDS
from showsafe.domain.events import ASK, PERMIT, REPORT
from showsafe.entrypoints.cli import answer as answers
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.line import act_of, scope_of

DIRECTORY = click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
IN_JSON = click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")
WORDS = click.argument("words", nargs=-1, metavar="KEY=VALUE...", type=click.UNPROCESSED)

ACTS = ", ".join(name for name in KINDS if name not in BY_THE_NODE)
KEYS_HELP = f"""\b
by=PERSON     who says it (always needed)
at=TIME       when, with its zone: 2026-03-31T11:30-06:00 (default: now)
act_id=ID     an id of your own; repeated, it gets the first answer again

Lists take commas. rounds=LOT:5, sight=5 or sight=seal:0417, passes=FROM:TO, notice=KIND:NUMBER,
credentials=firearms,course. A value that begins with [ or {{ is read as JSON.

Acts: {ACTS}.
"""


def run(directory: Path, door: str, kind: str, words: Sequence[str], *, in_json: bool) -> int:
    """Ask or report one act, show what was answered, and return the exit status."""
    clock = SystemClock()
    act = act_of(kind, words, clock)
    with bootstrap.open_unit(directory, clock) as unit:
        scope = scope_of(act, unit.store.scopes())
        through: Callable[..., Answer] = unit.ask if door == ASK else unit.report
        answer = through(act, scope)
    if in_json:
        say.as_json(answers.as_json(answer))
    else:
        answers.show(answer, quote(str(directory)))
    return DONE if answer.door == REPORT or answer.outcome == PERMIT else NO
