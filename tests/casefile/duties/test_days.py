"""The table over every told day: what it says of a record is so, and what it says is missing is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from showsafe.casefile.duties.table import table
from showsafe.casefile.duties.values import IN_PART, NO_RECORD, PERSON, RECORDED, Found
from showsafe.domain.acts import EVENTS
from tests.casefile.duties import units
from tests.casefile.duties.units import Told
from tests.scenarios import days

TWINS = 3
"""Of the twins, which differ from their days and from each other in one step, every third is looked at."""

NEVER_LOOKED_INTO = 15
"""So many incidents at the least are told in which nobody looked into the weapon before it was used."""


def acts_of(body: dict[str, Any]) -> set[str]:
    """Return every act that a record holds."""
    held = {EVENTS[body["kind"]], *(step["act"] for step in body["act"].get("steps", ()))}
    if "completes" in body:
        held |= {
            body["completes"]["act_kind"],
            *(s["act"] for s in body["completes"]["act"].get("steps", ())),
        }
    files = (("issue-file", "hand-over"), ("issue-file", "drop-out"), ("return-file", "collect"))
    for whole, single in files:
        held |= {single} if whole in held else set()
    return held


def strings(value: object) -> Iterator[str]:
    """Yield every string anywhere in a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def check_entries(day: Told, found: Found) -> int:
    """Hold every entry against its record; return how many there were."""
    first: dict[str, int] = {}
    for number, body in enumerate(day.bodies, start=1):
        for name in strings({"by": body["by"], "act": body["act"], "completes": body.get("completes", {})}):
            first.setdefault(name, number)
    for entry in found.entries:
        body = day.bodies[entry.record - 1]
        assert entry.act in acts_of(body)
        assert entry.profile.id == body["rulebook"].partition("@")[0]
        for part in entry.parts:
            assert part.who.what != PERSON or first[part.who.id] <= entry.record
    return len(found.entries)


def check_uses(day: Told, found: Found) -> None:
    """Hold every answer to what a use ought to rest on against the records."""
    for use in found.uses:
        body = day.bodies[use.record - 1]
        assert use.weapon in {*strings(body["act"]), *strings(body.get("completes", {}))}
        for answer in use.answers:
            gates = {code.partition(".")[0] for code in answer.ought.codes}
            assert gates == {answer.ought.gate}
            assert bool(answer.said) == (answer.found in (IN_PART, NO_RECORD))
            assert bool(answer.evidence) or answer.found != RECORDED
            assert not answer.evidence or answer.found != NO_RECORD
            for each in answer.evidence:
                assert each.act in answer.ought.acts
                assert each.act in acts_of(day.bodies[each.record - 1])


@pytest.mark.parametrize("folder", days.FOLDERS)
def test_every_line_rests_on_a_record(folder: str) -> None:
    """Of every told day each entry is an act of its record, and nobody stands in it whom no record names."""
    checked, files = 0, days.files(folder)
    for path in files[:: TWINS if folder == "twins" else 1]:
        day = units.told(path)
        found, document = units.whole_of(path)
        checked += check_entries(day, found)
        check_uses(day, found)
        assert json.dumps(document)
    assert checked > len(files)


def looks_before(day: Told, weapon: str, number: int) -> bool:
    """Whether a look into a weapon is on record before a record."""
    told = (body for body in day.bodies[: number - 1] if body["act"].get("weapon") == weapon)
    return any(
        {"check", "load", "pass-open"} & acts_of(body) and body["outcome"] != "refuse" for body in told
    )


def no_check(path: Path) -> Iterator[tuple[str, str]]:
    """Yield weapon and finding of every use of a day before which nobody looked into it on record."""
    day = units.told(path)
    for use in units.whole_of(path)[0].uses:
        if not use.after and not looks_before(day, use.weapon, use.record):
            yield from ((use.weapon, each.found) for each in use.answers if each.ought.gate == "check")


def test_a_check_that_never_was_is_no_record() -> None:
    """In the incidents, where no look is on record before a use, the table says that there is none."""
    told = {path.stem: list(no_check(path)) for path in days.files("incidents")}
    never = {name for name, found in told.items() if found}
    assert all(found == NO_RECORD for each in told.values() for _, found in each)
    assert len(never) >= NEVER_LOOKED_INTO


def test_a_day_done_right_lacks_nothing() -> None:
    """On the days that the rules permit in full, nothing that a take rests on is without a record."""
    uses = 0
    for path in days.files("days"):
        day = units.told(path)
        for use in units.whole_of(path)[0].uses:
            body = day.bodies[use.record - 1]
            if use.act == "take" and body["outcome"] == "permit" and not use.after:
                uses += 1
                assert {answer.found for answer in use.answers if answer.ought.gate != "load"} <= {RECORDED}
    assert uses > len(days.files("days"))


@pytest.mark.parametrize("folder", ["incidents", "days"])
def test_the_index_leaves_out_nothing_that_matters(folder: str) -> None:
    """A table from the records that the index names is the same as one from all records of the day."""
    for path in days.files(folder)[::3]:
        day = units.told(path)
        for weapon in units.weapons(day):
            assert units.of_weapon(day, weapon)["uses"] == units.of_weapon_from_all(day, weapon)["uses"]


def test_the_same_records_give_the_same_bytes() -> None:
    """Made twice, a table is the same to the byte."""
    day = units.told(days.files("incidents")[-1])
    once, twice = (json.dumps(units.whole(day)[1]) for _ in range(2))
    assert once == twice


def test_every_use_is_of_the_table() -> None:
    """Every kind of use has gates of its own, or says as which acts it is asked."""
    for act in table().uses:
        assert act in table().asked_as or act in table().acts
