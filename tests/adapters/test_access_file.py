"""Badges in a data directory: named by the records, seen by the auditor, whole after a kill at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import access_file, directory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import selfkept
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.verify import verify
from tests.ledger.verify.logs import fault

PIN = "4071"


def a_unit(path: Path) -> str:
    """Make a unit with one badge, and return the text of the badge."""
    bootstrap.create_unit(path, UnitSettings("north-ridge", "common"))
    with bootstrap.open_unit(path) as unit:
        return bootstrap.badges_of(unit, path).issue("armorer", PIN, "producer")


def test_badges_are_named_by_a_record_and_in_none(tmp_path: Path) -> None:
    """The settings name the sum of the file, a record says why it changed, and none of them has a hash of a PIN."""
    token = a_unit(tmp_path)
    with bootstrap.open_unit(tmp_path) as unit:
        assert bootstrap.badges_of(unit, tmp_path).prove(token, PIN) == "armorer"
        last = record.read(unit.store.entry(unit.store.size()).raw).body
        assert last["kind"] == "settings-changed"
        assert last["act"]["says"] == "A badge for armorer, by producer."
        kept = b"".join(unit.store.attachment(name) or b"" for name in unit.store.attachments())
    everything = kept + b"".join(
        each.read_bytes() for each in sorted(tmp_path.glob("ledger.sqlite*")) if each.is_file()
    )
    assert b"argon2" not in everything
    assert (tmp_path / access_file.NAME).stat().st_mode & 0o077 == 0
    assert verify(tmp_path).ok


def test_an_edited_file_of_badges_is_seen(tmp_path: Path) -> None:
    """Who writes another badge into the file by hand is refused by the program and named by the auditor."""
    a_unit(tmp_path)
    file = tmp_path / access_file.NAME
    file.write_bytes(file.read_bytes().replace(b'"armorer"', b'"grip"'))
    assert fault(verify(tmp_path), "keys") == "the file of badges is not the one that the settings name"
    with bootstrap.open_unit(tmp_path) as unit, pytest.raises(Unusable) as refused:
        bootstrap.badges_of(unit, tmp_path)
    assert refused.value.code == "access.changed"
    file.unlink()
    assert fault(verify(tmp_path), "keys") == "the file of badges is gone"


def test_badges_that_no_record_names_are_seen(tmp_path: Path) -> None:
    """A file of badges put beside a unit that has none opens nothing."""
    bootstrap.create_unit(tmp_path, UnitSettings("north-ridge", "common"))
    (tmp_path / access_file.NAME).write_bytes(b'{"badges":[],"format":1}')
    assert fault(verify(tmp_path), "keys")
    with bootstrap.open_unit(tmp_path) as unit, pytest.raises(Unusable):
        bootstrap.badges_of(unit, tmp_path)


@pytest.mark.parametrize("stopped", ["stage", "record", "settings"])
def test_a_kill_in_between_is_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    """Killed before the record, the old badges hold; killed after it, the new ones do. Nothing is left over."""
    token = a_unit(tmp_path)

    class Killed(BaseException):
        """The end of the process."""

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with bootstrap.open_unit(tmp_path) as unit:
        badges = bootstrap.badges_of(unit, tmp_path)
        with monkeypatch.context() as patch:
            if stopped == "stage":
                patch.setattr(selfkept, "change_settings", kill)
            elif stopped == "record":
                patch.setattr(directory, "write_settings", kill)
            else:
                seen: list[int] = []
                settle = access_file.settle

                def second(path: Path, named: str) -> None:
                    seen.append(1)
                    return kill() if len(seen) > 1 else settle(path, named)

                patch.setattr(access_file, "settle", second)
            with pytest.raises(Killed):
                badges.withdraw("armorer", "producer")
    with bootstrap.open_unit(tmp_path) as unit:
        left = bootstrap.badges_of(unit, tmp_path).locked()
        assert set(left) == ({"armorer"} if stopped == "stage" else set())
    assert not (tmp_path / access_file.NEXT).exists()
    assert verify(tmp_path).ok
    assert token
