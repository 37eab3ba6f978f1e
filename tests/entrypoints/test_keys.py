"""``showsafe keys`` and ``--sign``: keys of people and of the node, from the command line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from showsafe.adapters.directory import open_for_reading
from showsafe.ledger import record
from tests.entrypoints.cli import Said, run


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a unit with a producer and an armorer."""
    path = tmp_path / "unit"
    run("init", path, "--profile", "common")
    run("report", path, "enrol", "by=producer", "person=producer", "roles=producer")
    run("report", path, "enrol", "by=producer", "person=armorer", "roles=armorer", "age=40")
    return path


def key(path: Path) -> Path:
    """Make a key, and return its file."""
    assert run("keys", "new", path).status == 0
    return path


def enrolled(unit: Path, file: Path, *words: str) -> Said:
    """Enrol a key of the armorer."""
    return run("keys", "enrol", unit, file, "of=armorer", "by=producer", "witness=armorer", *words)


def listed(unit: Path) -> list[dict[str, object]]:
    """Return the keys as the list has them."""
    found = run("keys", "list", unit, "--json").json["keys"]
    assert isinstance(found, list)
    return found


def signers(unit: Path, number: int) -> list[str]:
    """Return the ids of the keys that signed a record."""
    with open_for_reading(unit) as opened:
        return [each.key_id for each in record.read(opened.store.entry(number).raw).signatures]


def test_a_new_key_is_for_its_owner_only(tmp_path: Path) -> None:
    """A key is made in a new file that only its owner reads, and its public half is shown."""
    said = run("keys", "new", tmp_path / "a.key", "--json").json
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert said["key"] in (tmp_path / "a.key").read_text()
    text = run("keys", "new", tmp_path / "b.key")
    assert "keep a copy" in text.flat
    again = run("keys", "new", tmp_path / "a.key", "--json")
    assert (again.status, again.json["error"]["code"]) == (2, "key.file-there")
    nowhere = run("keys", "new", tmp_path / "none" / "a.key", "--json")
    assert (nowhere.status, nowhere.json["error"]["code"]) == (2, "directory.missing")


def test_enrol_sign_rotate_revoke(unit: Path, tmp_path: Path) -> None:
    """A key is enrolled by two, signs, gives way to another, and is revoked; the list says from when until when."""
    one, two = key(tmp_path / "one.key"), key(tmp_path / "two.key")
    assert enrolled(unit, one).status == 0
    first = str(listed(unit)[1]["key_id"])
    held = run("ask", unit, "hold", "by=armorer", "--sign", one, "--json").json
    assert signers(unit, held["record"])[1:] == [first]
    rotated = run("keys", "rotate", unit, one, two, "by=producer", "witness=armorer")
    assert rotated.status == 0
    node, old, new = listed(unit)
    assert (old["until"], new["since"], new["of"], new["until"]) == (6, 6, "armorer", 0)
    assert (node["of"], node["since"]) == ("node", 1)
    refused = run("report", unit, "raise-concern", "by=armorer", "says=odd", "--sign", one, "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "key.revoked")
    assert run("keys", "revoke", unit, str(new["key_id"]), "by=armorer", "reason=lost").status == 0
    assert "of armorer, ed25519, since record 6, until record 7" in run("keys", "list", unit).flat


def test_a_confirmation_is_signed_too(unit: Path, tmp_path: Path) -> None:
    """The second person of a held act signs the confirmation with a key of their own."""
    file = key(tmp_path / "a.key")
    enrolled(unit, file)
    held = run("ask", unit, "assess", "by=producer", "--json").json
    said = run("confirm", unit, str(held["record"]), "by=armorer", "--sign", file, "--json").json
    assert said["outcome"] == "permit"
    assert len(signers(unit, said["record"])) == 2


def test_the_node_replaces_its_own_key(unit: Path) -> None:
    """The node makes a new key by itself, and says under which vkey its checkpoints are checked from then on."""
    before = listed(unit)[0]["key_id"]
    said = run("keys", "rotate", unit, "--node", "--json").json
    assert said["key_id"] != before
    assert said["vkey"].startswith("showsafe/unit+")
    assert run("ask", unit, "hold", "by=producer").status == 0
    old, new = listed(unit)
    assert (old["until"], new["since"], new["key_id"]) == (4, 4, said["key_id"])
    assert "of this node" in run("keys", "list", unit).flat
    assert "Give this line" in run("keys", "rotate", unit, "--node").flat


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            ("keys", "enrol", "UNIT", "none.key", "of=armorer", "by=producer", "witness=armorer"),
            "key.no-file",
        ),
        (("keys", "enrol", "UNIT", "UNIT/showsafe.json", "of=armorer", "by=producer"), "key.file-damaged"),
        (("keys", "rotate", "UNIT"), "input.missing-key"),
        (("keys", "rotate", "UNIT", "a.key", "by=producer"), "input.missing-key"),
        (("keys", "rotate", "UNIT", "a.key", "--node"), "input.usage"),
        (("keys", "revoke", "UNIT", "0" * 32, "by=armorer"), "key.unknown"),
        (("keys", "revoke", "UNIT", "x", "by=armorer"), "input.wrong-value"),
        (("ask", "UNIT", "hold", "by=armorer", "--sign", "none.key"), "key.no-file"),
        (("keys", "list", "none"), "directory.missing"),
    ],
)
def test_what_cannot_be_done_is_said(unit: Path, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    """A missing file, a file that is no key, a key that is not on record: each has its sentence and code."""
    names = [
        str(tmp_path / word.replace("UNIT", "unit")) if "UNIT" in word or "none" in word else word
        for word in words
    ]
    said = run(*names, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert unit.is_dir()


def test_an_enrolment_without_its_witness(unit: Path, tmp_path: Path) -> None:
    """Who answers for a key is asked for before anything is recorded."""
    said = run("keys", "enrol", unit, key(tmp_path / "a.key"), "of=armorer", "by=producer", "--json")
    assert said.json["error"]["code"] == "input.missing-key"
