"""Keys that are made of other keys: the table of keys is looked for when one of them is read, not before."""

from __future__ import annotations

from typing import Any


def read_steps(value: Any, where: str) -> Any:  # noqa: ANN401
    """Read the single acts of a cycle."""
    from showsafe.application import steps  # noqa: PLC0415 - steps are made of the keys of this table

    return steps.read(value, where)


def write_steps(value: Any) -> Any:  # noqa: ANN401
    """Return the single acts of a cycle as a record keeps them."""
    from showsafe.application import steps  # noqa: PLC0415 - as above

    return steps.write(value)
