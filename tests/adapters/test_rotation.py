"""The node's key is replaced: a kill at any moment leaves either the old one or the new one signing, never neither."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory, key_file
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Unit
from showsafe.errors import NotVerified, ShowsafeError, Unusable
from showsafe.ledger import base64text, canonical, checkpoint, record
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Row
from showsafe.projections.rebuild import differences


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a unit's directory with two records."""
    bootstrap.create_unit(tmp_path / "unit", UnitSettings("north-ridge", "common"))
    with bootstrap.open_unit(tmp_path / "unit") as opened:
        said(opened, 1)
    return tmp_path / "unit"


def said(unit: Unit, number: int) -> None:
    """Record one more act."""
    act = act_from(
        "raise-concern", {"says": "odd"}, act_id=f"c-{number}", by="anonymous", at=unit.clock.now()
    )
    unit.report(act)


def key_of(path: Path) -> DeviceKey:
    """Return the key in the directory's file."""
    return key_file.read(path / "keys" / "device.key")


def rotated(path: Path) -> tuple[DeviceKey, DeviceKey]:
    """Replace the key, and return the old and the new one."""
    old = key_of(path)
    with bootstrap.open_unit(path) as opened:
        bootstrap.rotate_node_key(opened, path)
    return old, key_of(path)


def code_of(path: Path, *, writing: bool = True) -> str:
    """Open a directory, and return the code of the refusal."""
    with pytest.raises(ShowsafeError) as refused:
        (directory.open_for_writing if writing else directory.open_for_reading)(path)
    return refused.value.code


def test_a_new_key_signs_from_the_next_record_on(unit: Path) -> None:
    """The record of the rotation is the old key's last, signed by both; then a chain of the new key begins."""
    with bootstrap.open_unit(unit) as opened:
        old = opened.writer.key
        answer = bootstrap.rotate_node_key(opened, unit)
        new = opened.writer.key
        vkey = VerifierKey(origin_of("north-ridge"), new.public)
        assert checkpoint.verify(opened.store.checkpoint(), vkey).size == answer.number
        said(opened, 2)
        said(opened, 3)
        kept = opened.state(SET).keys
        entries = list(opened.store.entries())
        assert differences(opened.store) == []
    bodies = [record.read(entry.raw).body for entry in entries]
    turn = record.read(entries[answer.number - 1].raw)
    assert turn.body["kind"] == "key-rotated"
    assert turn.body["act"] == {
        "key_id": old.id,
        "key": base64text.encode(new.public),
        "new_key_id": new.id,
    }
    assert [each.key_id for each in turn.signatures] == [old.id, new.id]
    assert record.signed_by(turn, new.public)
    places = [(body["device"], body["device_number"]) for body in bodies]
    assert places == [(old.id, 1), (old.id, 2), (old.id, 3), (new.id, 1), (new.id, 2)]
    assert [body["device_previous"] for body in bodies][3:] == ["", entries[3].leaf.hex()]
    assert (kept[old.id].until, kept[new.id].since, kept[new.id].of) == (3, 3, "node")
    assert key_of(unit) == new
    assert not (unit / "keys" / "device.key.next").exists()


def test_it_opens_again_under_the_new_key(unit: Path) -> None:
    """Readers and the writer go by the new key, twice over, and nothing of the rotation is left beside it."""
    rotated(unit)
    old, new = rotated(unit)
    assert old != new
    with bootstrap.open_unit(unit) as opened:
        said(opened, 4)
        assert opened.writer.key == new
    with directory.open_for_reading(unit) as opened_directory:
        assert opened_directory.store.size() == 5
        assert differences(opened_directory.store) == []
    assert sorted(item.name for item in (unit / "keys").iterdir()) == ["device.key"]


def test_the_old_key_writes_no_more(unit: Path) -> None:
    """Who puts the old key back cannot open the directory for writing."""
    old, _ = rotated(unit)
    key_file.write(unit / "keys" / "device.key", old)
    assert code_of(unit) == "directory.key-mismatch"


def test_a_kill_before_the_record_drops_the_new_key(unit: Path) -> None:
    """Nothing was recorded: the key on the disk that nobody names is taken away, and the old one signs on."""
    old = key_of(unit)
    directory.stage_key(unit, DeviceKey.generate())
    with bootstrap.open_unit(unit) as opened:
        assert opened.writer.key == old
        said(opened, 5)
    assert not (unit / "keys" / "device.key.next").exists()


def test_a_kill_after_the_record_is_finished_at_the_next_opening(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was recorded: the new key takes its place when the directory is opened next; readers need not wait for it."""
    old = key_of(unit)
    monkeypatch.setattr(directory, "settle_key", lambda _: None)
    with bootstrap.open_unit(unit) as opened:
        bootstrap.rotate_node_key(opened, unit)
        new = opened.writer.key
    monkeypatch.undo()
    assert key_of(unit) == old
    directory.open_for_reading(unit).close()
    with bootstrap.open_unit(unit) as opened:
        assert opened.writer.key == new
        said(opened, 6)
    assert key_of(unit) == new


def test_a_second_rotation_waits_for_the_first(unit: Path) -> None:
    """The only copy of a key that may sign already is never written over."""
    with bootstrap.open_unit(unit) as opened:
        directory.stage_key(unit, DeviceKey(b"n" * 32))
        with pytest.raises(Unusable) as refused:
            bootstrap.rotate_node_key(opened, unit)
    assert refused.value.code == "key.rotation-open"
    assert key_file.read(unit / "keys" / "device.key.next") == DeviceKey(b"n" * 32)


def test_a_next_key_of_somebody_else_helps_nobody(unit: Path) -> None:
    """A key that no record brings is not taken over, whatever file it lies in."""
    stranger = DeviceKey(b"s" * 32)
    key_file.write(unit / "keys" / "device.key", stranger)
    key_file.write(unit / "keys" / "device.key.next", DeviceKey(b"t" * 32))
    assert code_of(unit) == "directory.key-mismatch"


@pytest.mark.parametrize("number", [1, 2])
def test_a_forged_line_helps_nobody(unit: Path, number: int) -> None:
    """A line that names a key of the forger's is not believed: the record that it points at does not bring that key."""
    forger = DeviceKey(b"f" * 32)
    said_ = {"public": base64text.encode(forger.public), "record": number}
    with directory.open_for_writing(unit) as opened:
        others = [Row("head", key, value) for key, value in opened.store.rows("head") if key != "node-key"]
        opened.store.clear_rows("head", [*others, Row("head", "node-key", canonical.encode(said_))])
    key_file.write(unit / "keys" / "device.key", forger)
    assert (code_of(unit), code_of(unit, writing=False)) == ("ledger.no-key", "ledger.no-key")


@pytest.mark.parametrize("value", [b"", b"{}", b'{"public":"","record":1}', b'{"public":"x","record":99}'])
def test_a_damaged_line_is_said(unit: Path, value: bytes) -> None:
    """A line that cannot be read is no reason to guess."""
    with directory.open_for_writing(unit) as opened:
        others = [
            Row("head", key, content) for key, content in opened.store.rows("head") if key != "node-key"
        ]
        opened.store.clear_rows("head", [*others, Row("head", "node-key", value)])
    assert code_of(unit) == "ledger.no-key"


def test_without_its_line_a_rotated_ledger_does_not_open(unit: Path, tmp_path: Path) -> None:
    """With the line gone the first key is taken for the one that signs, and the checkpoint says that it is not."""
    first = tmp_path / "first"
    shutil.copytree(unit, first)
    rotated(unit)
    for path in (first, unit):
        with directory.open_for_writing(path) as opened:
            others = [
                Row("head", key, value) for key, value in opened.store.rows("head") if key != "node-key"
            ]
            opened.store.clear_rows("head", others)
    directory.open_for_reading(first).close()
    with pytest.raises(NotVerified) as refused:
        directory.open_for_reading(unit)
    assert refused.value.code == "checkpoint.not-signed"
