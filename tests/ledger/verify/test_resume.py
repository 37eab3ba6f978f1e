"""Going on from a kept checkpoint: only where the tiles lead to its root, with the keys that were brought before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from showsafe.ledger.verify import Report, verify
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import NODE, PERSON, Log, b64, canonical, fault, folder_of, sealed, vkey_of

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


@pytest.mark.parametrize("raw", [b"another", LOG.raws[4]])
def test_early_key_that_is_gone(tmp_path: Path, raw: bytes) -> None:
    """Where the record that brought a key was replaced, what is signed with that key is vouched for by nobody."""
    report = changed(tmp_path / "unit", 2, raw)
    assert (report.ok, report.first_fault) == (False, None)
    assert NOT_KNOWN in report.could_not_know


@pytest.mark.parametrize("raw", [b"another", sealed({"format": "other"}, [NODE])])
def test_first_record_without_a_form(tmp_path: Path, raw: bytes) -> None:
    """Where the first record is none any more nothing is learned, and the log is not said to hold."""
    assert not changed(tmp_path / "unit", 1, raw).ok


def test_folder_knows_the_first_key_alone(tmp_path: Path) -> None:
    """A tile folder has no index of the records about keys: only the node's key is known, and the rest is said."""
    report = verify(
        folder_of(tmp_path, LOG.raws, LOG.checkpoint()), since=LOG.checkpoint(512), vkey=vkey_of(NODE)
    )
    assert (resumed(report), report.first_fault) == ([RESUMED.format(512)], None)
    assert any("enrolled before the kept checkpoint" in each for each in report.could_not_know)
