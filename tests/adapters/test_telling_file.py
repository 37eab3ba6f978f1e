"""Who is told, in a data directory: named by the records, seen by the auditor, whole after a kill at any moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory, snapshot, telling_file
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import selfkept
from showsafe.application.parse import act_from
from showsafe.entrypoints.telling import settings
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.verify import verify
from tests.ledger.verify.logs import fault

URL = "https://board.example.org/hook?token=very-secret"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a unit with a producer, that tells one hook."""
    path = tmp_path / "unit"
    bootstrap.create_unit(path, UnitSettings("north-ridge", "common"))
    with bootstrap.open_unit(path) as unit:
        said: dict[str, Any] = {"person": "producer", "roles": ["producer"]}
        unit.report(act_from("enrol", said, act_id="tap-1", by="producer", at=unit.clock.now()))
        add(unit, path, "board")
    return path


def add(unit: Any, path: Path, name: str) -> dict[str, Any]:  # noqa: ANN401 - an open unit
    """Add a hook."""
    said = {"do": settings.ADD, "name": name, "kind": "hook", "topics": "all", "by": "producer", "url": URL}
    return settings.done(unit, path, said)


def names(path: Path) -> list[str]:
    """Return who is told, as a reader finds it."""
    with directory.open_for_reading(path) as opened:
        return [each.name for each in telling_file.read(path, opened.settings.telling)]


def test_it_is_named_by_a_record_that_holds_no_secret(data: Path) -> None:
    """A record says what was added by whom; neither address nor key is in the ledger, in the file, or for others."""
    with bootstrap.open_unit(data) as unit:
        last = record.read(unit.store.entry(unit.store.size()).raw).body
    assert last["kind"] == "settings-changed"
    assert last["act"]["says"].startswith("board (hook) is told of incident, stop,")
    assert "by producer. No names are told. Said at the keyboard" in last["act"]["says"]
    everything = b"".join(each.read_bytes() for each in sorted(data.glob("*")) if each.is_file())
    assert b"very-secret" not in everything
    assert b"whsec_" not in everything
    assert b"very-secret" in (data / telling_file.SECRETS).read_bytes()
    for name in (telling_file.NAME, telling_file.SECRETS):
        assert (data / name).stat().st_mode & 0o077 == 0
    assert verify(data).ok


def test_an_edited_file_is_seen(data: Path) -> None:
    """Who lets names out by hand is named by the auditor, and nobody is told; so it is where the file is gone."""
    file = data / telling_file.NAME
    file.write_bytes(file.read_bytes().replace(b'"names":false', b'"names":true'))
    assert fault(verify(data), "keys") == "the file of who is told is not the one that the settings name"
    with pytest.raises(Unusable):
        names(data)
    file.unlink()
    assert fault(verify(data), "keys") == "the file of who is told is gone"


@pytest.mark.parametrize("stopped", ["stage", "record", "settings"])
def test_a_kill_in_between_is_put_right(data: Path, monkeypatch: pytest.MonkeyPatch, stopped: str) -> None:
    """Killed before the record, the old ones are told; killed after it, the new ones are. Nothing is left over."""

    class Killed(BaseException):
        """The end of the process."""

    def kill(*_: object, **__: object) -> None:
        raise Killed

    seen: list[int] = []
    settle = telling_file.settle

    def second(path: Path, named: str) -> None:
        seen.append(1)
        return kill() if len(seen) > 1 else settle(path, named)

    where = {
        "stage": (selfkept, "change_settings", kill),
        "record": (directory, "write_settings", kill),
        "settings": (telling_file, "settle", second),
    }
    with bootstrap.open_unit(data) as unit, monkeypatch.context() as patch:
        patch.setattr(*where[stopped])
        with pytest.raises(Killed):
            add(unit, data, "office")
    with bootstrap.open_unit(data):
        pass
    assert names(data) == (["board"] if stopped == "stage" else ["board", "office"])
    assert not (data / telling_file.NEXT).exists()
    assert verify(data).ok


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"format":2,"secrets":{}}', b'{"format":1,"secrets":{"a":{"url":7}}}']
)
def test_damaged_secrets_are_said_and_not_shown(data: Path, content: bytes) -> None:
    """Secrets that cannot be read are an error that repeats nothing of them; without any file there are none."""
    (data / telling_file.SECRETS).write_bytes(content)
    with pytest.raises(Unusable) as refused:
        telling_file.secrets_of(data)
    assert (refused.value.code, refused.value.__cause__) == ("telling.secrets-damaged", None)
    (data / telling_file.SECRETS).unlink()
    assert telling_file.secrets_of(data) == {}
    assert verify(data).ok


def test_a_backup_has_who_is_told_and_no_secret(data: Path, tmp_path: Path) -> None:
    """A copy of the unit is whole with its destinations, and speaks for it to nobody."""
    snapshot.take(data, tmp_path / "copy")
    assert names(tmp_path / "copy") == ["board"]
    assert telling_file.secrets_of(tmp_path / "copy") == {}
    assert verify(tmp_path / "copy").ok
