"""The settings are those that the records name; the file is a copy of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory, settings_file
from showsafe.adapters.settings_file import AuthoritySettings, UnitSettings, WitnessSettings
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.ledger.cosignature import vkey_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Row
from tests.time_authority import issued

SETTINGS = UnitSettings("north-ridge", "common", -420)
WITNESS = WitnessSettings(str(vkey_of("w.example/1", DeviceKey(b"w" * 32))), "https://w.example/add")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a unit's directory."""
    bootstrap.create_unit(tmp_path / "unit", SETTINGS)
    return tmp_path / "unit"


def changed(path: Path, settings: UnitSettings) -> None:
    """Change the settings of a unit."""
    with bootstrap.open_unit(path) as unit:
        bootstrap.change_settings(unit, path, settings)


def code_of(path: Path, *, writing: bool) -> str:
    """Open a directory, and return the code of the refusal."""
    with pytest.raises(ShowsafeError) as refused:
        (directory.open_for_writing if writing else directory.open_for_reading)(path)
    return refused.value.code


def test_a_witness_is_added(unit: Path) -> None:
    """A changed file of settings is read again as it was meant, by readers and by the writer."""
    more = replace(SETTINGS, witnesses=(WITNESS,))
    changed(unit, more)
    assert settings_file.read(unit) == more
    with directory.open_for_reading(unit) as opened:
        assert (opened.settings, opened.store.size()) == (more, 2)
    with bootstrap.open_unit(unit) as again:
        assert bootstrap.change_settings(again, unit, more) is None


@pytest.mark.parametrize("writing", [False, True])
def test_settings_changed_by_hand_are_refused(unit: Path, writing: bool) -> None:  # noqa: FBT001
    """Whoever writes another witness into the file is found out at the next opening."""
    settings_file.write(unit, replace(SETTINGS, witnesses=(WITNESS,)))
    assert code_of(unit, writing=writing) == "settings.changed"


def test_a_kill_between_record_and_file_is_mended(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record says it, the file not yet: a reader goes by the record, and the next writer mends the file."""
    more = replace(SETTINGS, witnesses=(WITNESS,))
    before = (unit / settings_file.NAME).read_bytes()
    monkeypatch.setattr(directory, "write_settings", lambda *_: None)
    changed(unit, more)
    assert (unit / settings_file.NAME).read_bytes() == before
    with directory.open_for_reading(unit) as opened:
        assert opened.settings == more
    assert (unit / settings_file.NAME).read_bytes() == before
    with directory.open_for_writing(unit) as opened:
        assert opened.settings == more
    assert (unit / settings_file.NAME).read_bytes() == settings_file.as_bytes(more)


def test_settings_of_long_ago_are_refused(unit: Path) -> None:
    """Only the settings just before the last may still be in the file, never older ones."""
    old = (unit / settings_file.NAME).read_bytes()
    changed(unit, replace(SETTINGS, witnesses=(WITNESS,)))
    changed(unit, replace(SETTINGS, witnesses=(replace(WITNESS, url="https://w.example/new"),)))
    (unit / settings_file.NAME).write_bytes(old)
    assert code_of(unit, writing=True) == "settings.changed"


def test_a_lost_line_is_made_up_from_the_records(unit: Path) -> None:
    """Where the kept line is gone, the records themselves say which settings hold."""
    more = replace(SETTINGS, witnesses=(WITNESS,))
    changed(unit, more)
    with directory.open_for_writing(unit) as opened:
        opened.store.clear_rows("settings")
    with directory.open_for_reading(unit) as opened:
        assert opened.settings == more
    settings_file.write(unit, replace(SETTINGS, utc_offset_minutes=60))
    assert code_of(unit, writing=False) == "settings.changed"


def test_a_forged_line_helps_nobody_without_the_file(unit: Path) -> None:
    """A line that names other sums is not believed against the file: the records decide."""
    with directory.open_for_writing(unit) as opened:
        opened.store.clear_rows("settings", [Row("settings", "file", b"{}")])
    with directory.open_for_reading(unit) as opened:
        assert opened.settings == SETTINGS


def test_lost_settings_are_said(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the attachment is gone too, nothing is guessed."""
    monkeypatch.setattr(directory, "write_settings", lambda *_: None)
    changed(unit, replace(SETTINGS, witnesses=(WITNESS,)))
    monkeypatch.setattr("showsafe.adapters.sqlite.SqliteStore.attachment", lambda *_: None)
    assert code_of(unit, writing=True) == "settings.lost"


@pytest.mark.parametrize("change", [{"unit": "other"}, {"profile": "us-nm"}, {"utc_offset_minutes": 0}])
def test_what_a_unit_was_opened_with_stays(unit: Path, change: dict[str, object]) -> None:
    """Unit, profile and offset are not settings that change."""
    with bootstrap.open_unit(unit) as open_unit, pytest.raises(WrongInput) as refused:
        bootstrap.change_settings(open_unit, unit, replace(SETTINGS, **change))  # type: ignore[arg-type]
    assert refused.value.code == "settings.fixed"


@pytest.mark.parametrize(
    ("vkey", "url", "code"),
    [
        ("w.example", "https://w.example", "key.not-a-vkey"),
        (str(VerifierKey("log", DeviceKey(b"w" * 32).public)), "https://w.example", "settings.not-a-witness"),
        (f" {WITNESS.vkey}", "https://w.example", "settings.not-a-witness"),
        *(
            (WITNESS.vkey, url, "settings.not-an-address")
            for url in (
                "",
                "ftp://w.example",
                "w.example",
                "https://",
                "https://me:secret@w.example",
                "https://w.example/#part",
                "https://w.example/a b",
                "https://w.example:0",
                "https://w.example:port",
                "https://[",
                f"https://w.example/{'x' * 1000}",
            )
        ),
    ],
)
def test_a_witness_has_a_key_and_an_address(vkey: str, url: str, code: str) -> None:
    """A witness is named by the vkey of its cosignatures and an address of the web, without a password in it."""
    with pytest.raises(WrongInput) as refused:
        WitnessSettings(vkey, url)
    assert refused.value.code == code


def test_a_time_authority_has_certificates() -> None:
    """A time authority is named, has an address, and its certificates are PEM."""
    pem = issued("root").pem
    whole = AuthoritySettings("clock", "https://clock.example", pem)
    settings = replace(SETTINGS, time_authorities=(whole,))
    assert settings_file.parse(settings_file.as_bytes(settings)) == settings
    for said, code in (
        ({"certificates": ""}, "settings.not-certificates"),
        ({"certificates": pem * 40}, "settings.not-certificates"),
        ({"certificates": pem.replace("A", "B")}, "settings.not-certificates"),
        ({"certificates": "Grüße"}, "settings.not-certificates"),
        ({"name": ""}, "settings.not-an-authority"),
        ({"name": " clock"}, "settings.not-an-authority"),
    ):
        with pytest.raises(WrongInput) as refused:
            replace(whole, **said)
        assert refused.value.code == code


def test_there_are_few_of_each() -> None:
    """At most eight witnesses and two authorities, each name once."""
    many = tuple(
        WitnessSettings(str(vkey_of(f"w{n}.example", DeviceKey(bytes([n] * 32)))), WITNESS.url)
        for n in range(9)
    )
    assert len(replace(SETTINGS, witnesses=many[:8]).witnesses) == 8
    for wrong in (many, (WITNESS, replace(WITNESS, url="https://other.example"))):
        with pytest.raises(WrongInput) as refused:
            replace(SETTINGS, witnesses=wrong)
        assert refused.value.code == "settings.too-many"


def test_a_killed_writer_leaves_nothing_else(unit: Path) -> None:
    """The settings' temporary file of a killed writer goes with the next opening."""
    (unit / f"{settings_file.NAME}.tmp").write_bytes(b"half")
    directory.open_for_writing(unit).close()
    assert not (unit / f"{settings_file.NAME}.tmp").exists()
