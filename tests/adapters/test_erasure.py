"""What is erased is in no byte of the data directory any more, and the record holds as before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Answer, Unit
from showsafe.ledger import record
from showsafe.projections.rebuild import differences
from tests.simulator import MORNING

NAME, CONTACT, NUMBER = "Wanda Tinsmith-Example", "+00 555 0199 4711", "LICENCE-83-77-QX"
SECRETS = (NAME, CONTACT, NUMBER, "2031-12-24", "firearms-permit-of-wanda")


def say(unit: Unit, kind: str, by: str, /, **said: Any) -> Answer:  # noqa: ANN401 - values of keys
    """Report one act."""
    act = act_from(kind, said, act_id=f"act-{unit.store.size()}", by=by, at=unit.clock.now())
    return unit.report(act)


def a_unit(path: Path) -> None:
    """Make a unit in which much is said of one person, some of it in a snapshot and in asks that were refused."""
    bootstrap.create_unit(path, UnitSettings("north-ridge", "common"), FixedClock(MORNING))
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        say(unit, "enrol", "office", person="office", roles="producer")
        paper = {"kind": "firearms-permit-of-wanda", "number": NUMBER, "expires": "2031-12-24"}
        said = {"name": NAME, "contact": CONTACT, "age": 47, "credentials": [paper], "prohibited": False}
        say(unit, "enrol", "office", person="wanda", roles="armorer", **said)
        say(unit, "record-paper", "office", kind="course", about="wanda", number=NUMBER)
        refused = act_from(
            "enrol", {"person": "wanda", **said}, act_id="self", by="wanda", at=unit.clock.now()
        )
        assert unit.ask(refused).outcome == "refuse"
        for number in range(520):
            say(unit, "acknowledge", "office", about=f"notice {number}")


def found_in(path: Path) -> set[str]:
    """Return which of the secrets stand in any byte of a file of the directory."""
    whole = b"".join(file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file())
    return {secret for secret in SECRETS if secret.encode() in whole}


def erase(unit: Unit) -> Answer:
    """Erase the person."""
    act = act_from("erase", {"person": "wanda"}, act_id="erase", by="office", at=unit.clock.now())
    return unit.ask(act)


def test_nothing_personal_is_in_the_log(tmp_path: Path) -> None:
    """Before anything is erased, the values stand beside the records and never in one."""
    a_unit(tmp_path / "unit")
    assert found_in(tmp_path / "unit") == set(SECRETS)
    with directory.open_for_reading(tmp_path / "unit") as opened:
        payloads = b"".join(record.read(entry.raw).payload for entry in opened.store.entries())
    assert [secret for secret in SECRETS if secret.encode() in payloads] == []


def test_an_erased_value_is_in_no_byte(tmp_path: Path) -> None:
    """After an erasure no file of the closed directory holds a value, and rebuilt views are the kept ones."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        answer = erase(unit)
        assert answer.outcome == "permit"
        assert differences(unit.store) == []
    assert found_in(path) == set()
    with directory.open_for_reading(path) as opened:
        body = record.read(opened.store.entry(answer.number).raw).body
        assert len(body["act"]["commitments"]) == 11
        assert all(opened.store.personal(each) is None for each in body["act"]["commitments"])
        assert differences(opened.store) == []


def test_an_erased_value_is_in_no_byte_while_the_program_runs(tmp_path: Path) -> None:
    """The write-ahead log of a program that stays open is emptied with the erasure, and has its room again."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING), stays=True) as unit:
        room = (path / "ledger.sqlite-wal").stat().st_size
        erase(unit)
        assert found_in(path) == set()
        assert (path / "ledger.sqlite-wal").stat().st_size == room


def test_a_reader_in_the_way_only_delays_it(tmp_path: Path) -> None:
    """While somebody reads, the log cannot be emptied; the erasure is recorded, and the next append empties it."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        say(unit, "enrol", "office", person="wanda", name=NAME)
        with directory.open_for_reading(path) as reader, reader.store.reading():
            assert reader.store.size() == unit.store.size()
            assert erase(unit).outcome == "permit"
        say(unit, "acknowledge", "office", about="later")
        assert found_in(path) == set()


def test_an_erased_person_is_known_by_id_alone(tmp_path: Path) -> None:
    """Erased, somebody has no role and may be given nothing, until enrolled anew; what they bring back is taken."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        erase(unit)
        gone = unit.state(SET).people["wanda"]
        assert (gone.roles, gone.credentials, gone.papers, gone.age, gone.name) == ((), (), (), None, "")
        assert gone.prohibited
        assert gone.erased
        assert "wanda" not in unit.state(SET).sealed
        assert not [asked for asked in unit.state(SET).pending.values() if asked.act.person == "wanda"]
        assert say(unit, "raise-concern", "wanda", says="the box was open").outcome == "record"
        say(unit, "enrol", "office", person="wanda", roles="armorer", age=48)
        again = unit.state(SET).people["wanda"]
        assert (again.roles, again.age, again.prohibited, again.erased) == (("armorer",), 48, False, False)
        assert differences(unit.store) == []


def test_a_refused_erasure_erases_nothing(tmp_path: Path) -> None:
    """Whoever still has a weapon is not erased: the record names no commitment, and the values stay."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        say(unit, "register", "wanda", weapon="sabre", **{"class": "blade"})
        answer = erase(unit)
        assert [finding.code for finding in answer.findings] == ["hands.still-has"]
        assert record.read(unit.store.entry(answer.number).raw).body["act"]["commitments"] == []
        assert unit.state(SET).people["wanda"].name == NAME
    assert found_in(path) == set(SECRETS)


def test_the_same_erasure_again_is_one_record(tmp_path: Path) -> None:
    """A repeated erasure gets its first answer; so does a repeated enrolment whose values are gone."""
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        say(unit, "record-paper", "office", kind="parent", about="wanda", number="1")
        number = unit.store.size()
        first = erase(unit)
        assert erase(unit).number == first.number
        body = record.read(unit.store.entry(number).raw).body
        said = {"kind": "parent", "about": "wanda", "number": "1"}
        again = act_from("record-paper", said, act_id=body["act_id"], by="office", at=unit.clock.now())
        assert unit.report(again).number == number


def test_more_than_one_record_can_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one record cannot name everything, others follow in the same transaction."""
    monkeypatch.setattr("showsafe.application.personal.MOST_ERASED", 4)
    path = tmp_path / "unit"
    a_unit(path)
    with bootstrap.open_unit(path, FixedClock(MORNING)) as unit:
        answer = erase(unit)
        bodies = [record.read(each.raw).body for each in unit.store.entries(answer.number)]
        assert [body["kind"] for body in bodies] == ["erased"] * 3
        assert [len(body["act"]["commitments"]) for body in bodies] == [4, 4, 3]
        assert differences(unit.store) == []
    assert found_in(path) == set()


def test_no_commitment_is_like_another(tmp_path: Path) -> None:
    """The same value has another commitment each time, so that nobody can tell that two people share it."""
    path = tmp_path / "unit"
    a_unit(path)
    with directory.open_for_reading(path) as opened:
        payloads = b"".join(record.read(entry.raw).payload for entry in opened.store.entries())
    found = re.findall(rb'"sealed":"([0-9a-f]{64})"', payloads)
    assert len(found) == len(set(found)) == 11
