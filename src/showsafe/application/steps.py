"""The steps of a cycle at the edge: a list of tables, or on a line ``collect; check bore=true; load rounds=a:5``.

Each is a single act by its name, with its own keys; ``by`` only where it is not who resets. What is left out is said by
the cycle and its run (``domain.resets``).
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from showsafe.application.keys import KEYS, one_of, read_name, unknown_key, wrong
from showsafe.domain import resets
from showsafe.domain.acts import KINDS, Act
from showsafe.errors import WrongInput

MOST = 24
"""A reset has no more steps than this; a longer list is a slip of the hand."""

MAY_SAY = ("by", "says", "place", "reason")
"""Keys that any step may carry."""

_HOW = "Write it as: collect; check bore=true found=[]; load rounds=lot:5"


def read(value: Any, where: str) -> tuple[Act, ...]:  # noqa: ANN401 - values come from outside
    """Read the steps of a cycle, in their order."""
    if isinstance(value, str):
        value = [_on_a_line(part, where) for part in value.split(";") if part.strip()]
    if not isinstance(value, (list, tuple)):
        raise wrong(where, "a list of steps", _HOW)
    if len(value) > MOST:
        raise WrongInput(
            "input.too-large", f"{where} has more than {MOST} steps.", "Ask the acts one by one."
        )
    return tuple(_step(each, f"{where}[{index + 1}]") for index, each in enumerate(value))


def write(steps: tuple[Act, ...]) -> list[dict[str, Any]]:
    """Return the steps as a record keeps them."""
    from showsafe.application.parse import act_as_mapping  # noqa: PLC0415 - which writes acts by the keys of this room

    return [
        {"act": step.kind, **({"by": step.by} if step.by else {}), **act_as_mapping(step)} for step in steps
    ]


def _step(said: Any, where: str) -> Act:  # noqa: ANN401 - as read
    if not isinstance(said, Mapping):
        raise wrong(where, "a step", _HOW)
    kind = one_of(resets.STEPS)(said.get("act"), f"act of {where}")
    allowed = (*KINDS[kind].keys, *MAY_SAY)
    values: dict[str, Any] = {}
    for key, value in said.items():
        if key == "act":
            continue
        if key not in allowed:
            raise unknown_key(str(key), allowed, where)
        place = f"{key} of {where}"
        if key == "by":
            values["by"] = read_name(value, place)
        else:
            values[KEYS[key].field] = KEYS[key].read(value, place)
    return Act(kind=kind, act_id="", at=resets.NEVER, **{"by": "", **values})


def _on_a_line(part: str, where: str) -> dict[str, Any]:
    try:
        act, *words = shlex.split(part)
    except ValueError:
        raise wrong(where, "a list of steps", "Close every quotation mark.") from None
    said: dict[str, Any] = {"act": act}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or key in said:
            raise wrong(where, "a list of steps", _HOW)
        said[key] = _value(value, where)
    return said


def _value(value: str, where: str) -> Any:  # noqa: ANN401 - what a key's own reader then reads
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise wrong(where, "a list of steps", "Write a list as [] or as lot:5.") from None
