"""What ``ask``, ``report`` and ``confirm`` share: parse, open, answer, show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import key_file
from showsafe.adapters.clock import SystemClock
from showsafe.application.along import Along
from showsafe.application.unit import Answer
from showsafe.domain.acts import BY_THE_NODE, KINDS
from showsafe.domain.events import ASK, PERMIT, REPORT
from showsafe.entrypoints.answers import as_json
from showsafe.entrypoints.cli import answer as answers
from showsafe.entrypoints.cli import say, tags
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.line import act_of, scope_of
from showsafe.entrypoints.cli.now import lines
from showsafe.entrypoints.cli.other import act_id_of, named_act
from showsafe.ledger.keys import DeviceKey


class Place(click.ParamType[Path]):
    """A path as it was typed. An empty one, as an unset variable leaves it, is not the present directory."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401 - click's own
        """Return the path; the command itself then says what is wrong with what lies there."""
        if value == "":
            self.fail("the path is empty.", param, ctx)
        return Path(value)


PLACE = Place()
DIRECTORY = click.argument("directory", metavar="DIR", type=PLACE)
IN_JSON = click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")
WHY = click.option("--why", is_flag=True, help="With every clause in full, and how well it was read.")
SIGN = click.option(
    "--sign",
    "sign",
    multiple=True,
    type=PLACE,
    metavar="KEYFILE",
    help="Sign the record with the key of somebody whom the act names; once for each.",
)
WORDS = click.argument("words", nargs=-1, metavar="KEY=VALUE...", type=click.UNPROCESSED)

ACTS = ", ".join(name for name in KINDS if name not in BY_THE_NODE)
KEYS_HELP = f"""\b
by=PERSON     who says it (always needed)
at=TIME       when, with its zone: 2026-03-31T11:30-06:00 (default: now)
act_id=ID     an id of your own; repeated, it gets the first answer again
of=N          which act (confirm, override, answer-concern): its record

Lists take commas. rounds=LOT:5, sight=5 or sight=seal:0417, passes=FROM:TO, notice=KIND:NUMBER,
credentials=firearms,course. A value that begins with [ or {{ is read as JSON.

Acts: {ACTS}.

What an act takes and needs, with an example: showsafe explain ACT
"""


def keys_in(files: Sequence[Path]) -> tuple[DeviceKey, ...]:
    """Return the keys of people in these files."""
    return tuple(key_file.read_personal(file) for file in files)


def run(
    directory: Path,
    door: str,
    kind: str,
    words: Sequence[str],
    *,
    in_json: bool,
    why: bool = False,
    signers: Sequence[DeviceKey] = (),
) -> int:
    """Ask or report one act, show what was answered, and return the exit status."""
    clock = SystemClock()
    act = act_of(kind, words, clock, door)
    with bootstrap.open_unit(directory, clock) as unit:
        act = replace(act, of_act=act_id_of(unit.store, act.of_act))
        scope = scope_of(act, unit.store.scopes())
        act = tags.in_act(act, unit.state(scope))
        through: Callable[..., Answer] = unit.ask if door == ASK else unit.report
        answer = through(act, scope, Along(cosigners=tuple(signers)))
        completes = named_act(unit.store, act)
        now = list(lines(unit.store, scope, *(completes or ()), act))
    if in_json:
        say.as_json(as_json(answer))
    else:
        asked = answers.Asked(answer, act, completes[0] if completes else None, scope, tuple(now))
        answers.show(asked, quote(str(directory)), why=why)
    return DONE if answer.door == REPORT or answer.outcome == PERMIT else NO
