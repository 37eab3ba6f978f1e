"""A rulebook: a profile, the act table and the gates together, under one edition that every record names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from showsafe.rules.gate import Code, Gate
from showsafe.rules.gates import GATES
from showsafe.rules.profile import Profile
from showsafe.rules.table import ACT_GATES

RULES_EDITION = "3"
"""Raised with every change of a rule; the changelog marks such a change with a star."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What ``decide`` decides by. ``edition`` is permanent: ``<profile>@<rules edition>.<digest of the data>``."""

    profile: Profile
    gates: Mapping[str, Gate]
    acts: Mapping[str, tuple[str, ...]]

    @property
    def edition(self) -> str:
        """The name under which records refer to these rules."""
        return f"{self.profile.id}@{RULES_EDITION}.{self.profile.edition}"


def rulebook(profile: Profile) -> Rulebook:
    """Return the rulebook of a profile: all gates, the whole act table."""
    return Rulebook(profile=profile, gates={gate.id: gate for gate in GATES}, acts=ACT_GATES)


def all_codes() -> dict[str, tuple[Gate, Code]]:
    """Return every permanent reason code with its gate."""
    return {f"{gate.id}.{name}": (gate, code) for gate in GATES for name, code in gate.codes.items()}
