"""One vector: what a reader is given, whether it holds, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "showsafe-conformance/1"
FAIL = "_fail"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a kind. The name of one that must be refused ends in ``_fail``.

    ``files`` go into the folder of the kind under their names; ``says`` are the further parameters in its index.
    """

    name: str
    reason: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    says: Mapping[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether a reader has to accept it."""
        return not self.name.endswith(FAIL)

    def in_index(self) -> dict[str, Any]:
        """Return the entry of the index."""
        return {
            "name": self.name,
            "holds": self.holds,
            "reason": self.reason,
            "files": sorted(self.files),
            **self.says,
        }


def one_file(name: str, reason: str, suffix: str, data: bytes, **says: object) -> Case:
    """Return a case that is one file under its own name."""
    return Case(name, reason, {f"{name}{suffix}": data}, says)
