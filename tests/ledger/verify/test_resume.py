"""Going on from a kept checkpoint: only where the tiles lead to its root, with the keys that were brought before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import Fault, Report, verify
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import (
    NODE,
    OTHER,
    PERSON,
    Log,
    b64,
    canonical,
    cosigned,
    fault,
    folder_of,
    leaf_of,
    path_of,
    sealed,
    vkey_of,
)

RESUMED = (
    "Resumed after record {}: those before it were covered only by the hashes of the tiles, and what lies "
    "beside the records was not compared."
)


def long(size: int = 520) -> Log:
    """Return a log in which a person's key is enrolled early, and used late."""
    log = settled()
    log.enrol(PERSON)
    log.checked(size - 4)
    log.add("weapon-checked", {}, PERSON, scope="weapon-1")
    return log.checked()


LOG = long()


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with 520 records, which no test changes."""
    return directory_of(tmp_path_factory.mktemp("unit") / "unit", LOG)


def resumed(report: Report) -> list[str]:
    """Return what a report says of where it began."""
    return [note for note in report.notes if note.startswith("Resumed")]


@pytest.mark.parametrize(
    ("size", "begun"), [(255, 0), (256, 256), (257, 256), (511, 256), (512, 512), (513, 512), (520, 512)]
)
def test_where_it_goes_on(unit: Path, size: int, begun: int) -> None:
    """It goes on after the last whole tile that the kept checkpoint covers, says so, and knows the keys from before."""
    report = verify(unit, since=LOG.checkpoint(size), vkey=vkey_of(NODE))
    assert resumed(report) == ([RESUMED.format(begun)] if begun else [])
    assert report.first_fault is None
    assert not any("settings" in each or "Signatures" in each for each in report.could_not_know)


def test_kept_checkpoint_at_the_very_end(tmp_path: Path) -> None:
    """A log that ends where the kept checkpoint does, at the end of a tile, is gone on with after its last record."""
    log = long(512)
    report = verify(directory_of(tmp_path / "unit", log), since=log.checkpoint(), vkey=vkey_of(NODE))
    assert (resumed(report), report.first_fault) == ([RESUMED.format(512)], None)


def test_checkpoint_of_another_history(unit: Path) -> None:
    """A kept checkpoint to which the tiles do not lead saves no reading: every record is read, and the fork is told."""
    other = Log().open().checked(599)
    for size in (300, 512, 520, 600):
        report = verify(unit, since=other.checkpoint(size), vkey=vkey_of(NODE))
        assert (resumed(report), report.ok) == ([], False)
        assert report.first_fault is not None


def test_log_that_was_cut(unit: Path) -> None:
    """A log that is shorter than the kept checkpoint says is read from its beginning, and the cut is told."""
    report = verify(unit, since=long(600).checkpoint(), vkey=vkey_of(NODE))
    assert (resumed(report), report.ok) == ([], False)


def test_log_that_was_cut_below_tiles_that_were_left(tmp_path: Path) -> None:
    """Tiles that still lead to the kept checkpoint save no reading where its records are gone."""
    path = directory_of(tmp_path / "unit", LOG)
    change(path, "DELETE FROM entries WHERE number > 300")
    report = verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE))
    assert (resumed(report), fault(report, "checkpoint")) == (
        [],
        "512 records were there when the checkpoint was kept, and 300 are now",
    )


def changed(path: Path, number: int, raw: bytes) -> Report:
    """Return what is said of the log where somebody with the database altered an early record."""
    directory_of(path, LOG)
    change(path, "UPDATE entries SET raw = ? WHERE number = ?", raw, number)
    return verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE))


NOT_KNOWN = "Signatures of keys that were enrolled before the kept checkpoint could not be checked."


def early(signer: int) -> bytes:
    """Return the record that enrols the person's key, where one of its two signatures is of something else."""
    envelope = json.loads(LOG.raws[1])
    envelope["signatures"][signer]["sig"] = b64((NODE, PERSON)[signer].sign(b"something else"))
    return canonical(envelope)


@pytest.mark.parametrize("signer", [0, 1])
def test_early_key_that_was_not_signed_for(tmp_path: Path, signer: int) -> None:
    """A record that brought a key before the kept checkpoint, and whose signatures do not hold, is named."""
    report = changed(tmp_path / "unit", 2, early(signer))
    assert fault(report, "signatures") == "a signature of record 2 does not hold"
    assert report.first_fault is not None
    assert report.first_fault.record == 2


def test_early_key_where_no_signature_is_asked(tmp_path: Path) -> None:
    """Where only hashes are looked at, no signature of an early record is."""
    path = directory_of(tmp_path / "unit", LOG)
    change(path, "UPDATE entries SET raw = ? WHERE number = 2", early(0))
    report = verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE), signatures=False)
    assert (resumed(report), fault(report, "signatures"), fault(report, "keys")) == (
        [RESUMED.format(512)],
        "",
        "",
    )


def test_early_record_of_another_unit(tmp_path: Path) -> None:
    """A record about keys that says it is of another unit is named, though it lies before the kept checkpoint."""
    other = Log()
    other.add("unit-opened", {})
    other.add("settings-changed", {}, unit="another")
    report = changed(tmp_path / "unit", 2, other.raws[1])
    assert "record 2" in fault(report, "structure")


NOT_IN_THE_TREE = "the bytes of record {} do not have the leaf hash that the tree keeps"


@pytest.mark.parametrize("raw", [b"another", LOG.raws[4]])
def test_early_key_that_is_gone(tmp_path: Path, raw: bytes) -> None:
    """Where the record that brought a key was replaced it is named, and what the key signed is not vouched for."""
    report = changed(tmp_path / "unit", 2, raw)
    assert report.first_fault == Fault("verify.tiles", NOT_IN_THE_TREE.format(2), 2)
    assert NOT_KNOWN in report.could_not_know


def revoked(size: int = 520) -> Log:
    """Return a log in which a person's key is revoked early, and used late all the same."""
    log = settled()
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.checked(size - 4)
    log.add("weapon-checked", {}, PERSON, scope="weapon-1")
    return log


REVOKED = revoked()
USED_LATE = "record 520 carries a signature of a key that was revoked before it"


def of_revoked(path: Path, sql: str = "SELECT ?", *values: Any) -> Report:  # noqa: ANN401
    """Return what is said of the log with a revoked key from its kept checkpoint on, after a change of its tables."""
    directory_of(path, REVOKED)
    if values:
        change(path, sql, *values)
    return verify(path, since=REVOKED.checkpoint(512), vkey=vkey_of(NODE))


def test_key_that_was_revoked_early(tmp_path: Path) -> None:
    """A key that was revoked before the kept checkpoint signs nothing after it."""
    report = of_revoked(tmp_path / "unit")
    assert report.first_fault == Fault("verify.signatures", USED_LATE, 520)


def another(number: int) -> bytes:
    """Return a record that the node signed, and that says nothing of keys, as if it stood at a number."""
    log = revoked(number + 1)
    log.raws.pop()
    log.ends[NODE.id] = (number - 1, leaf_of(log.raws[number - 2]).hex())
    log.raws[number - 1 :] = []
    log.add("weapon-checked", {}, scope="set")
    return log.raws[number - 1]


@pytest.mark.parametrize("raw", [another(3), REVOKED.raws[3], b"", b"another", REVOKED.raws[2] + b" "])
def test_early_revocation_that_was_replaced(tmp_path: Path, raw: bytes) -> None:
    """Whatever stands in the place of an early revocation, signed by the node or not, is not what the tree keeps."""
    report = of_revoked(tmp_path / "unit", "UPDATE entries SET raw = ? WHERE number = 3", raw)
    says = NOT_IN_THE_TREE.format(3) if raw else "record 3 is not there, or cannot be read"
    assert report.first_fault == Fault("verify.tiles", says, 3)


def test_early_record_in_no_form_before_a_revocation(tmp_path: Path) -> None:
    """A record that cannot be read hides none that comes after it."""
    log = settled()
    log.add("settings-changed", {})
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.checked(515).add("weapon-checked", {}, PERSON, scope="weapon-1")
    path = directory_of(tmp_path / "unit", log)
    change(path, "UPDATE entries SET raw = x'00' WHERE number = 2")
    report = verify(path, since=log.checkpoint(512), vkey=vkey_of(NODE))
    assert fault(report, "tiles") == NOT_IN_THE_TREE.format(2)
    assert fault(report, "signatures") == USED_LATE


def test_early_revocation_that_somebody_let_happen(tmp_path: Path) -> None:
    """A revocation that was held, and let happen by a later record before the kept checkpoint, ends the key there."""
    log = settled()
    log.enrol(PERSON)
    log.add("key-revoked", {"key_id": PERSON.id}, door="ask", outcome="hold", would="hold")
    whole = {"act_kind": "revoke-key", "act_id": "act-00003", "act": {"key_id": PERSON.id}, "by": "p"}
    log.add("confirmed", {}, completes=whole, door="ask", outcome="permit")
    log.checked(515).add("weapon-checked", {}, PERSON, scope="weapon-1")
    report = verify(directory_of(tmp_path / "unit", log), since=log.checkpoint(512), vkey=vkey_of(NODE))
    assert report.first_fault == Fault("verify.signatures", USED_LATE, 520)


@pytest.mark.parametrize(
    ("changes", "size"), [({}, 300), ({"door": "ask", "outcome": "hold", "would": "hold"}, 0)]
)
def test_early_settings_that_name_a_witness(tmp_path: Path, changes: dict[str, str], size: int) -> None:
    """A witness is known from settings before the kept checkpoint where they were let happen, and only there."""
    name = "studio.example/witness"
    log = settled().checked(3)
    witnesses = canonical({"witnesses": [{"vkey": vkey_of(OTHER, name, 4), "url": ""}]})
    (named,) = log.attach(witnesses)
    log.add("settings-changed", {"settings": named}, attachments=[named], **changes)
    log.checked(520)
    kept = log.attach(cosigned(log.checkpoint(300), name, OTHER))
    log.add("attested", {"what": "cosignature", "who": name, "size": 300}, attachments=kept)
    report = verify(directory_of(tmp_path / "unit", log), since=log.checkpoint(512), vkey=vkey_of(NODE))
    assert (resumed(report), report.witnessed) == ([RESUMED.format(512)], size)


def test_early_revocation_replaced_together_with_its_hashes(tmp_path: Path) -> None:
    """A tile that was altered to fit is not the one that the kept checkpoint binds, and vouches for nothing."""
    raw = another(3)
    path = directory_of(tmp_path / "unit", REVOKED)
    tile = b"".join(leaf_of(raw if at == 3 else kept) for at, kept in enumerate(REVOKED.raws[:256], start=1))
    change(path, "UPDATE entries SET raw = ?, leaf = ? WHERE number = 3", raw, leaf_of(raw))
    change(path, "UPDATE tiles SET hashes = ? WHERE level = 0 AND number = 0", tile)
    report = verify(path, since=REVOKED.checkpoint(512), vkey=vkey_of(NODE))
    says = "tile 0 of level 0, over record 1 and those after it, is not bound by the root"
    assert report.first_fault == Fault("verify.tiles", says)


def test_records_of_a_later_tile(tmp_path: Path) -> None:
    """Each early record about keys is held against the tile that it lies in, and the first that differs is named."""
    log = settled().checked(300)
    log.enrol(PERSON)
    log.checked(9)
    log.add("key-revoked", {"key_id": PERSON.id})
    log.checked(600 - len(log.raws))
    path = directory_of(tmp_path / "unit", log)
    report = verify(path, since=log.checkpoint(550), vkey=vkey_of(NODE))
    assert (report.first_fault, report.ok) == (None, True)
    for number in (312, 302):
        change(path, "UPDATE entries SET raw = ? WHERE number = ?", log.raws[number], number)
        report = verify(path, since=log.checkpoint(550), vkey=vkey_of(NODE))
        assert report.first_fault == Fault("verify.tiles", NOT_IN_THE_TREE.format(number), number)


def test_enrolment_that_the_tree_does_not_hold(tmp_path: Path) -> None:
    """A record that enrols a key, put among the early ones and signed by the node, lets no key count unseen."""
    log = settled().checked(510)
    log.enrol(OTHER)
    false = log.raws[511]
    log = settled().checked(518)
    log.add("weapon-checked", {}, OTHER, scope="weapon-1")
    path = directory_of(tmp_path / "unit", log)
    change(
        path, "UPDATE entries SET raw = ?, leaf = ?, scope = 'set' WHERE number = 512", false, leaf_of(false)
    )
    report = verify(path, since=log.checkpoint(512), vkey=vkey_of(NODE))
    assert report.first_fault == Fault("verify.tiles", NOT_IN_THE_TREE.format(512), 512)


BY_THE_COLUMN = (
    "Which records before the kept checkpoint are about the ledger itself was told by a column beside them: one that "
    "is filed elsewhere there, such as the end of a key, was not seen."
)


def test_early_revocation_that_is_filed_elsewhere(tmp_path: Path) -> None:
    """Whoever alters the column by which early records are found can hide one, and the report says so."""
    report = of_revoked(tmp_path / "unit", "UPDATE entries SET scope = ? WHERE number = 3", "weapon-1")
    assert BY_THE_COLUMN in report.could_not_know
    whole = verify(tmp_path / "unit", vkey=vkey_of(NODE))
    assert fault(whole, "structure") == "the columns of record 3 do not say what the record says"
    assert BY_THE_COLUMN not in whole.could_not_know


@pytest.mark.parametrize("number", [0, -1, -255, -256])
def test_record_about_keys_before_the_first(tmp_path: Path, number: int) -> None:
    """A record under a number that no tree counts is learned nothing from, and told."""
    path = directory_of(tmp_path / "unit", LOG)
    change(
        path, "INSERT INTO entries SELECT ?, 'other', scope, leaf, raw FROM entries WHERE number = 2", number
    )
    report = verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE))
    assert report.first_fault == Fault("verify.structure", "there is a record before the first one")


@pytest.mark.parametrize("raw", [b"another", sealed({"format": "other"}, [NODE]), LOG.raws[4]])
def test_first_record_that_was_replaced(tmp_path: Path, raw: bytes) -> None:
    """Where the first record is another, or none any more, it is named, in a directory as in a tile folder."""
    says = NOT_IN_THE_TREE.format(1)
    assert fault(changed(tmp_path / "unit", 1, raw), "tiles") == says
    path = folder_of(tmp_path / "tiles", LOG.raws, LOG.checkpoint())
    entries = b"".join(len(each).to_bytes(2) + each for each in (raw, *LOG.raws[1:256]))
    (path / path_of("entries", 0, 256)).write_bytes(entries)
    report = verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE))
    assert report.first_fault == Fault("verify.tiles", says, 1)


def test_first_record_that_is_gone(tmp_path: Path) -> None:
    """It is named, and nothing is learned of keys without the one that opens the unit."""
    path = directory_of(tmp_path / "unit", LOG)
    change(path, "DELETE FROM entries WHERE number = 1")
    report = verify(path, since=LOG.checkpoint(512), vkey=vkey_of(NODE))
    assert (resumed(report), report.first_fault) == (
        [RESUMED.format(512)],
        Fault("verify.tiles", "record 1 is not there, or cannot be read", 1),
    )


def test_folder_knows_the_first_key_alone(tmp_path: Path) -> None:
    """A tile folder has no index of the records about keys: only the node's key is known, and the rest is said."""
    report = verify(
        folder_of(tmp_path, LOG.raws, LOG.checkpoint()), since=LOG.checkpoint(512), vkey=vkey_of(NODE)
    )
    assert (resumed(report), report.first_fault) == ([RESUMED.format(512)], None)
    assert any("enrolled before the kept checkpoint" in each for each in report.could_not_know)
