"""What lies beside the records of a bundle: the history of keys, attachments, and values that are opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import Fault
from tests.ledger.verify.bundles import Files
from tests.ledger.verify.directories import sealed_value
from tests.ledger.verify.logs import Log, canonical
from tests.ledger.verify.small_bundles import eight, faults, judged, says, small, sum_of

HISTORY = "the history of keys is not the one that the records in full have"


def test_the_history_of_keys(tmp_path: Path) -> None:
    """keys.json says, byte by byte, what the records of keys say, and about.json names those records."""
    files = small()
    keys = json.loads(files["keys.json"])
    for content in (
        canonical(keys[:1]),
        canonical([*keys, keys[1]]),
        canonical(keys[::-1]),
        canonical([{**keys[0], "record": 2}, keys[1]]),
        canonical([{**keys[0], "record": True}, keys[1]]),
        canonical([{**keys[0], "kind": "key-enrolled"}, keys[1]]),
        canonical([keys[0], {**keys[1], "of": "person-2"}]),
        json.dumps(keys).encode(),
        b"[",
        b"",
    ):
        assert says(judged(tmp_path, {**files, "keys.json": content})) == {"keys": (HISTORY, None)}, content
    assert says(judged(tmp_path, small(keys=[1, 3, 4]))) == {"keys": (HISTORY, None)}


def with_photo() -> tuple[Files, str]:
    """Return a bundle in which two records name one attachment, and the sum of it."""
    log = eight()
    for _ in range(2):
        log.add("weapon-checked", {}, attachments=log.attach(b"a photo"))
    return small(log, (4, 9, 10), 10, 0), sum_of(b"a photo")


def test_attachments_of_a_bundle(tmp_path: Path) -> None:
    """Each that a record in full names is here under its sum, and no other."""
    files, name = with_photo()
    assert judged(tmp_path, files).ok
    strange, first = "f" * 64, "0" * 64
    says_so = "the attachment {} is missing, or named by no record that is here"
    left = {path: content for path, content in files.items() if path != f"attachments/{name}"}
    more = {**files, f"attachments/{strange}": b"x"}
    both = {**left, f"attachments/{strange}": b"x"}
    for changed, which in (
        (left, name),
        (more, strange),
        (both, min(name, strange)),
        ({**left, f"attachments/{first}": b""}, first),
    ):
        expected = Fault("verify.attachment", says_so.format(which))
        assert faults(judged(tmp_path, changed)) == {"keys": expected}
    other = Fault("verify.attachment", "an attachment is not kept under the sum of its bytes")
    assert faults(judged(tmp_path, {**files, f"attachments/{name}": b"a phot0"})) == {"keys": other}


SALT, SALTED = bytes(range(32)), bytes(range(1, 33))


def private() -> tuple[Log, list[dict[str, Any]]]:
    """Return a log in which records 4 and 5 hold commitments, and the values that open them."""
    log = Log().open().checked(2)
    one, two, three = (
        sealed_value(value, salt)[0] for value, salt in (("Jo Doe", SALT), ("12", SALTED), ("x", SALT))
    )
    log.add("weapon-checked", {"name": {"sealed": one}, "phone": {"sealed": two}})
    log.add("weapon-checked", {"name": {"sealed": three}})
    rows = ((4, one, SALT, "Jo Doe"), (4, two, SALTED, "12"), (5, three, SALT, "x"))
    items = [
        {"record": number, "commitment": sealed, "salt": salt.hex(), "value": value}
        for number, sealed, salt, value in rows
    ]
    return log.checked(3), items


def test_values_that_are_opened(tmp_path: Path) -> None:
    """Each fits the commitment that its own record holds, whichever of several it is."""
    log, items = private()
    files = small(log, (4, 5, 6))
    for chosen in (items, items[:1], items[1:2], items[2:]):
        assert judged(tmp_path, {**files, "personal.json": canonical(chosen)}).ok, chosen


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "Jo Do"},
        {"value": ["Jo Doe"]},
        {"salt": SALTED.hex()},
        {"commitment": sealed_value("x", SALT)[0], "value": "x"},
        {"commitment": "0" * 64},
        {"record": 5},
        {"record": 6},
        {"record": 7},
    ],
)
def test_values_that_are_not_what_a_record_holds(tmp_path: Path, changes: dict[str, object]) -> None:
    """Another value, another salt, another record's: the first that does not fit is named by its record."""
    log, items = private()
    bad = {**items[0], **changes}
    files = {**small(log, (4, 5, 6)), "personal.json": canonical([items[1], bad, {**items[2], "record": 6}])}
    found = f"a personal value does not fit its commitment in record {bad['record']}"
    expected = Fault("verify.personal", found, int(str(bad["record"])))
    assert faults(judged(tmp_path, files)) == {"keys": expected}


def test_opened_values_that_cannot_be_read(tmp_path: Path) -> None:
    """A file of opened values in another form is a fault of its own kind."""
    found = "the file personal.json is not a list"
    report = judged(tmp_path, {**small(), "personal.json": b"{}"})
    assert faults(report) == {"keys": Fault("verify.personal", found)}
