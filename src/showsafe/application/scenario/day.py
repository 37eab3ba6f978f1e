"""A told day as values: its people and things, what is given, its steps and what each expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from showsafe.domain.acts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a day, with what is expected of the rules."""

    n: int
    act: Act
    door: str
    expect: str
    gates: tuple[str, ...]
    only: bool
    deviation: bool | None
    text: str
    variant: str
    harm: bool
    certainty: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole day: who and what is there, what is true before the first step, and the steps."""

    id: str
    title: str
    profile: str
    date: date
    offset_minutes: int
    sources: tuple[str, ...]
    status: str
    people: Mapping[str, Mapping[str, Any]]
    weapons: Mapping[str, Mapping[str, Any]]
    lots: Mapping[str, Mapping[str, Any]]
    containers: Mapping[str, Mapping[str, Any]]
    given: Mapping[str, Any]
    steps: tuple[Step, ...]

    @property
    def begins(self) -> datetime:
        """When what is given holds: at the first step, or at midnight of the date where there is none."""
        if self.steps:
            return self.steps[0].act.at
        midnight = datetime(self.date.year, self.date.month, self.date.day, tzinfo=UTC)
        return midnight - timedelta(minutes=self.offset_minutes)
