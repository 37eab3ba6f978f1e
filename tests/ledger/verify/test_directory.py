"""The files beside the database, one question at a time: names, settings, what settings name."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from showsafe.ledger.verify import directory, verify
from showsafe.ledger.verify.directory import Settings
from showsafe.ledger.verify.report import Notebook
from tests.ledger.verify.directories import directory_of, settled
from tests.ledger.verify.logs import canonical, fault

SETTINGS: dict[str, Any] = {"format": 2, "unit": "north-ridge"}
CONTENT = b'{"badges":[]}'
SUM = hashlib.sha256(CONTENT).hexdigest()
Check = Callable[[Notebook, Path, Settings], None]


def bare(path: Path, settings: object = SETTINGS) -> Path:
    """Return a directory with settings, an empty folder of keys, and a ledger that nobody opens here."""
    (path / "keys").mkdir()
    (path / "ledger.sqlite").touch()
    (path / "showsafe.json").write_bytes(canonical(settings))
    return path


def first(book: Notebook, step: str = "structure") -> str:
    """Return what a step found, or nothing."""
    return book.faults[step].says if step in book.faults else ""


def found(book: Notebook) -> tuple[str, str, str] | None:
    """Return the one fault of an audit with its step and code, or None."""
    assert len(book.faults) <= 1
    return next(((step, each.code, each.says) for step, each in book.faults.items()), None)


def named(path: Path) -> str:
    """Return what the check of names and settings says first of a directory."""
    book = Notebook()
    directory.check(book, path)
    return first(book)


def refusing(*_: object, **__: object) -> NoReturn:
    """Refuse, as the system does what is another user's."""
    raise PermissionError(13, "Permission denied")


# Names


ALLOWED = (
    "access.json",
    "telling.json",
    "profile.toml",
    "searched.json",
    "ledger.sqlite-wal",
    "ledger.sqlite-shm",
    "keys/device.key",
    "keys/ml-dsa.key",
    "keys/telling.json",
    "keys/offices.json",
)


@pytest.mark.parametrize("name", ALLOWED)
def test_a_known_name_is_no_stranger_as_a_plain_file_alone(tmp_path: Path, name: str) -> None:
    """Under a known name a plain file may lie, and no folder, pipe or link, whatever the link leads to."""
    path = bare(tmp_path)
    (path / name).write_bytes(b"x")
    assert named(path) == ""
    (path / name).unlink()
    says = f"the file {name} is not one of a data directory"
    (path / name).symlink_to(path / "showsafe.json")
    assert named(path) == says
    (path / name).unlink()
    os.mkfifo(path / name)
    assert named(path) == says
    (path / name).unlink()
    (path / name).mkdir()
    assert named(path) == says


@pytest.mark.parametrize("name", ["lock", ".creating"])
def test_what_only_has_to_be_there_is_an_empty_file(tmp_path: Path, name: str) -> None:
    """A lock that is a pipe is as much a stranger as one with a note in it."""
    path = bare(tmp_path)
    (path / name).touch()
    assert named(path) == ""
    (path / name).write_bytes(b"x")
    assert named(path) == f"the file {name} is not one of a data directory"
    (path / name).unlink()
    os.mkfifo(path / name)
    assert named(path) == f"the file {name} is not one of a data directory"


def test_the_first_stranger_by_name_is_the_one_that_is_told(tmp_path: Path) -> None:
    """Of several strangers one is named, the same on every machine, with its code."""
    path = bare(tmp_path)
    for name in ("zzz", "keys/spare.key", "aaa", "mmm"):
        (path / name).touch()
    book = Notebook()
    directory.check(book, path)
    says = "the file aaa is not one of a data directory"
    assert found(book) == ("structure", "verify.unknown-file", says)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[2K\rfine", "a\\x1b[2K\\rfine"),
        ("a\nb", "a\\nb"),
        ("a\u202eb", "a\\u202eb"),
        ("\udcff", "\\udcff"),
        ("Gew\u00e4hr", "Gew\u00e4hr"),
    ],
)
def test_a_name_cannot_write_over_the_report(tmp_path: Path, name: str, shown: str) -> None:
    """What a terminal would obey is shown by its number: no file's name can paint another answer."""
    path = bare(tmp_path)
    (path / name).touch()
    assert named(path) == f"the file {shown} is not one of a data directory"


def test_a_ledger_behind_a_link_is_not_this_directory_s(tmp_path: Path) -> None:
    """A linked ledger has its write-ahead log elsewhere, where the program reads it and this check would not."""
    path = directory_of(tmp_path / "unit", settled())
    assert verify(path).ok
    (path / "ledger.sqlite").rename(tmp_path / "elsewhere.sqlite")
    (path / "ledger.sqlite").symlink_to(tmp_path / "elsewhere.sqlite")
    report = verify(path)
    assert not report.ok
    assert fault(report, "structure") == "the file ledger.sqlite is not one of a data directory"


def test_a_folder_of_keys_is_a_folder_of_this_directory(tmp_path: Path) -> None:
    """Keys in a linked folder, or a file in its place, are strangers; without any folder nothing is wrong."""
    (tmp_path / "unit").mkdir()
    path = bare(tmp_path / "unit")
    shutil.move(path / "keys", tmp_path / "elsewhere")
    assert named(path) == ""
    (path / "keys").symlink_to(tmp_path / "elsewhere")
    assert named(path) == "the file keys is not one of a data directory"
    (path / "keys").unlink()
    (path / "keys").touch()
    assert named(path) == "the file keys is not one of a data directory"


def test_a_copy_without_keys_holds(tmp_path: Path) -> None:
    """The copy that a court gets without the folder of keys is checked, and it says what was not compared."""
    path = directory_of(tmp_path / "unit", settled())
    shutil.rmtree(path / "keys")
    report = verify(path)
    assert report.ok
    says = "The file of the device's key is not in this directory; the records were checked without it."
    assert says in report.could_not_know


def test_keys_that_only_their_owner_may_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another user may not look into the folder of keys the first step is incomplete, and nobody is accused."""
    path = bare(tmp_path)
    (path / "keys/mine").touch()
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda at: refusing() if at.name == "keys" else listed(at))
    book = Notebook()
    directory.check(book, path)
    assert book.faults == {}
    assert book.short == {"structure"}
    assert book.could_not_know == [
        "The folder of keys may not be read by this user; what lies in it was not compared."
    ]


def test_a_file_that_goes_while_it_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that closes takes its write-ahead log away: the honest ledger is not accused for it."""
    path = bare(tmp_path)
    listed = Path.iterdir
    gone = path / "ledger.sqlite-wal"
    monkeypatch.setattr(Path, "iterdir", lambda at: [*listed(at), *([gone] if at == path else [])])
    assert named(path) == ""


def test_a_directory_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says in refusing is told in the first step."""
    path = bare(tmp_path)
    monkeypatch.setattr(Path, "iterdir", refusing)
    book = Notebook()
    assert directory.check(book, path) == Settings()
    says = "the directory cannot be read (Permission denied)"
    assert found(book) == ("structure", "verify.structure", says)


# Settings


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("", "", "")),
        ({"access": "a1"}, ("a1", "", "")),
        ({"format": 3, "own_profile": "b2"}, ("", "b2", "")),
        ({"format": 4, "telling": "c3"}, ("", "", "c3")),
        ({"format": 4, "telling": "c3", "own_profile": "b2", "access": "a1"}, ("a1", "b2", "c3")),
    ],
)
def test_what_settings_say(tmp_path: Path, more: dict[str, Any], expected: tuple[str, str, str]) -> None:
    """Settings name the unit and the sums of the files beside them, in the lowest format that can say so."""
    content = SETTINGS | more
    book = Notebook()
    sha256 = hashlib.sha256(canonical(content)).hexdigest()
    access, own_profile, telling = expected
    read = directory.check(book, bare(tmp_path, content))
    assert read == Settings("north-ridge", sha256, access, own_profile, telling)
    assert book.faults == {}


@pytest.mark.parametrize(
    "content",
    [
        {"unit": "north-ridge"},
        SETTINGS | {"format": 1},
        SETTINGS | {"format": 3},
        SETTINGS | {"format": 4},
        SETTINGS | {"format": 2, "own_profile": "b2"},
        SETTINGS | {"format": 4, "own_profile": "b2"},
        SETTINGS | {"format": 3, "telling": "c3"},
        SETTINGS | {"format": []},
        {"format": 2},
        SETTINGS | {"unit": 7},
        SETTINGS | {"unit": None},
    ],
)
def test_settings_of_another_format(tmp_path: Path, content: dict[str, Any]) -> None:
    """Settings in a format that does not go with what they say, or of no unit, are not read any further."""
    book = Notebook()
    assert directory.check(book, bare(tmp_path, content)) == Settings()
    says = "the file of settings is of an unknown format, or names no unit"
    assert found(book) == ("structure", "verify.structure", says)


def test_settings_in_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    """A pipe in the place of a file is a fault; waiting for it would never end."""
    path = directory_of(tmp_path / "unit", settled())
    for name in ("showsafe.json", "access.json", "keys/device.key"):
        (path / name).unlink(missing_ok=True)
        os.mkfifo(path / name)
    report = verify(path)
    assert not report.ok
    assert fault(report, "keys") == "the file of badges cannot be read"


@pytest.mark.parametrize(
    ("size", "says"), [(1 << 20, ""), ((1 << 20) + 1, "is no plain file, or is far too large")]
)
def test_settings_are_never_larger_than_a_mebibyte(tmp_path: Path, size: int, says: str) -> None:
    """A file of settings that would fill the memory is refused before it is read."""
    path = bare(tmp_path)
    room = size - len(canonical(SETTINGS | {"z": ""}))
    (path / "showsafe.json").write_bytes(canonical(SETTINGS | {"z": "z" * room}))
    assert named(path) == (f"the file of settings {says}" if says else "")


OTHER = "0" * 64
UNNAMED = "The unit was opened without naming its settings: the file of settings was not compared."


@pytest.mark.parametrize(
    ("own", "record", "says", "unknown"),
    [
        (SUM, SUM, "", []),
        (SUM, OTHER, "the file of settings is not the one that record 7 names", []),
        (SUM, "", "", [UNNAMED]),
        ("", OTHER, "", []),
        ("", "", "", [UNNAMED]),
    ],
    ids=["the one", "another", "none named", "unread", "unread and none named"],
)
def test_settings_are_those_on_record(own: str, record: str, says: str, unknown: list[str]) -> None:
    """Other settings than the record's are a fault; those that could not be read have theirs already."""
    book = Notebook()
    directory.check_settings(book, Settings(sha256=own), (7, record))
    assert found(book) == (("keys", "verify.settings", says) if says else None)
    assert book.could_not_know == unknown


# What settings name


def checked_profile(book: Notebook, path: Path, settings: Settings) -> None:
    """Check the file of the profile alone, of an opening that was not read."""
    directory.check_profile(book, path, settings, None)


SUMMED = [
    pytest.param(directory.check_access, "access.json", "access", "file of badges", id="access"),
    pytest.param(directory.check_telling, "telling.json", "telling", "file of who is told", id="telling"),
    pytest.param(checked_profile, "profile.toml", "own_profile", "file of the profile", id="profile"),
]


@pytest.mark.parametrize(("check", "name", "field", "what"), SUMMED)
def test_a_file_that_settings_name(tmp_path: Path, check: Check, name: str, field: str, what: str) -> None:
    """It is there where its sum is named and nowhere else, and it is the file of that sum."""
    code = f"verify.{field.removeprefix('own_')}"

    def told(sha256: str) -> tuple[str, str, str] | None:
        book = Notebook()
        check(book, tmp_path, Settings("u", "s", **{field: sha256}))
        assert book.could_not_know == []
        return found(book)

    other = ("keys", code, f"the {what} is not the one that the settings name")
    unread = ("keys", code, f"the {what} cannot be read")
    assert told("") is None
    assert told(SUM) == ("keys", code, f"the {what} is gone")
    (tmp_path / name).write_bytes(CONTENT)
    assert told(SUM) is None
    assert told(OTHER) == other
    assert told("") == other
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to(tmp_path / "nothing")
    assert told("") == unread
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    assert told(SUM) == unread


@pytest.mark.parametrize(("check", "name", "field", "what"), SUMMED)
def test_a_file_of_another_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Check, name: str, field: str, what: str
) -> None:
    """What this user may not read is not compared, which is said, and is nobody's fault."""
    (tmp_path / name).write_bytes(CONTENT)
    monkeypatch.setattr(Path, "open", refusing)
    book = Notebook()
    check(book, tmp_path, Settings("u", "s", **{field: OTHER}))
    assert book.faults == {}
    assert book.could_not_know == [f"The {what} may not be read by this user; it was not compared."]


@pytest.mark.parametrize(
    ("sha256", "own", "carried", "holds"),
    [
        ("s", SUM, SUM, True),
        ("s", "", "", True),
        ("s", SUM, None, True),
        ("s", SUM, "", False),
        ("s", "", SUM, False),
        ("s", SUM, OTHER, False),
        ("", "", SUM, True),
    ],
)
def test_the_opening_carries_the_profile(
    tmp_path: Path,
    sha256: str,
    own: str,
    carried: str | None,
    holds: bool,  # noqa: FBT001
) -> None:
    """A profile put in later, or taken out, differs from record 1; settings that were not read accuse nobody."""
    if own:
        (tmp_path / "profile.toml").write_bytes(CONTENT)
    book = Notebook()
    directory.check_profile(book, tmp_path, Settings("u", sha256, own_profile=own), carried)
    says = "record 1 does not carry the profile that the settings name"
    assert found(book) == (None if holds else ("keys", "verify.profile", says))
    assert holds or book.faults["keys"].record == 1
