"""Keys that are made of other keys: the table of keys is looked for when one of them is read, not before."""

from __future__ import annotations

from typing import Any

from showsafe.domain.acts import Scan
from showsafe.errors import WrongInput


def read_steps(value: Any, where: str) -> Any:  # noqa: ANN401
    """Read the single acts of a cycle."""
    from showsafe.application import steps  # noqa: PLC0415 - steps are made of the keys of this table

    return steps.read(value, where)


def write_steps(value: Any) -> Any:  # noqa: ANN401
    """Return the single acts of a cycle as a record keeps them."""
    from showsafe.application import steps  # noqa: PLC0415 - as above

    return steps.write(value)


def read_scans(value: Any, where: str) -> Any:  # noqa: ANN401
    """Read which weapons were scanned, each with what was read on it: tables, or ``r1:FA-0001-7`` on a line."""
    from showsafe.application.keys import fields, many, read_label, read_name  # noqa: PLC0415 - as above

    def read_one(value: Any, where: str) -> Scan:  # noqa: ANN401
        if isinstance(value, str):
            weapon, _, tag = value.partition(":")
            value = {"weapon": weapon, "tag": tag}
        said = fields(value, where, {"weapon": read_name, "tag": read_label}, ("weapon", "tag"))
        return Scan(weapon=said["weapon"], tag=said["tag"])

    scans = many(read_one)(value, where)
    if len({scan.weapon for scan in scans}) != len(scans):
        raise WrongInput("input.key-twice", f"{where} names a weapon twice.", "Scan each weapon once.")
    return scans
