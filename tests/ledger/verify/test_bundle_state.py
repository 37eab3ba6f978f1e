"""What a bundle shows between its records: which chain of a device can be, and which checkpoints are of one log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from showsafe.ledger.verify import BUNDLE, Fault
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.block import Rows
from showsafe.ledger.verify.bundle_state import Held
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.report import Notebook
from tests.ledger.verify.bundles import zipped
from tests.ledger.verify.logs import NODE, PERSON, Log, b64, checkpoint_of, leaf_of
from tests.ledger.verify.small_bundles import (
    attested,
    consistency,
    eight,
    faults,
    judged,
    lines,
    says,
    small,
    sum_of,
)

TABLET = "device:tablet"


def tablets(number: int, previous: int | str) -> Log:
    """Return a log in which a tablet's third record, of number 7, says where in its chain it is."""
    log = Log().open()
    log.enrol(PERSON, TABLET)
    for device in (PERSON, NODE, PERSON, NODE):
        log.add("weapon-checked", {}, device=device)
    name = previous if isinstance(previous, str) else leaf_of(log.raws[previous - 1]).hex()
    log.add("weapon-checked", {}, device=PERSON, device_number=number, device_previous=name)
    return log.checked()


def test_a_chain_that_can_be(tmp_path: Path) -> None:
    """What is redacted or lies outside of the stretch may hold as many records of the device as there is room for."""
    for numbers, number, previous in (
        ((3, 7), 3, 5),  # as it was
        ((3, 5, 7), 3, 5),
        ((3, 7), 2, 3),
        ((3, 7), 3, 4),  # whose record 4 is cannot be known
        ((3, 7), 4, 6),
        ((3, 7), 5, 6),
        ((3, 4, 7), 4, 5),
        ((7,), 3, 5),
        ((7,), 5, "0" * 64),  # 3 to 6 are outside of the stretch
    ):
        report = judged(tmp_path, small(tablets(number, previous), numbers, later=0))
        assert says(report) == {}, (numbers, number, previous)
        assert report.ok


def test_a_chain_that_cannot_be(tmp_path: Path) -> None:
    """A number that is taken or has no room, or a record before it that is here, or nowhere, is a broken chain."""
    for numbers, number, previous, end in (
        ((3, 7), 2, 5, 1),
        ((3, 7), 1, 5, 1),
        ((3, 7), 1, "", 1),
        ((3, 7), 0, 5, 1),
        ((3, 7), 3, 3, 1),
        ((3, 7), 3, 2, 1),
        ((3, 7), 3, "", 1),
        ((3, 7), 3, "0" * 64, 1),
        ((3, 7), 6, 6, 1),
        ((3, 4, 7), 3, 4, 1),
        ((3, 4, 7), 4, 4, 1),
        ((3, 4, 7), 5, 6, 1),  # 4 is here, and the node's: two records are no room for three
        ((3, 4, 6, 7), 4, 5, 1),
        ((7,), 6, "0" * 64, 0),  # the two before the stretch are here, and the node's
        ((7,), 3, "", 0),
        ((3, 5, 7), 3, 3, 2),
    ):
        report = judged(tmp_path, small(tablets(number, previous), numbers, later=0))
        found = f"record 7 does not continue its device's chain after number {end}"
        assert faults(report) == {"chains": Fault("verify.chains", found, 7)}, (numbers, number, previous)


def test_a_chain_beside_keys_alone(tmp_path: Path) -> None:
    """Records of keys that lie before the stretch are known, so no record of another device hides among them."""
    log = Log().open()
    log.enrol(PERSON, TABLET)
    log.add("weapon-checked", {}, device=PERSON, device_number=2, device_previous="0" * 64)
    found = "record 3 does not continue its device's chain after number 0"
    assert says(judged(tmp_path, small(log.checked(2), (3, 4), 5, 0))) == {"chains": (found, 3)}


def test_the_first_break_of_a_chain_is_named(tmp_path: Path) -> None:
    """Of two breaks the one of the lower record is told, whichever device it is of."""
    log = Log().open()
    log.enrol(PERSON, TABLET)
    log.checked().add("weapon-checked", {}, device=PERSON, device_number=4)
    log.add("weapon-checked", {}, device_number=9)
    found = "record 4 does not continue its device's chain after number 0"
    assert says(judged(tmp_path, small(log.checked(2), (3, 4, 5), 6, 0))) == {"chains": (found, 4)}


def test_devices_that_no_record_enrols(tmp_path: Path) -> None:
    """A record of a device that no record enrols, or under a person's key, is nobody's."""
    log = Log().open().checked()
    log.add("weapon-checked", {}, device=PERSON)
    found = "record 3 carries a signature of a key that no record enrols"
    assert says(judged(tmp_path, small(log.checked(), (3, 4), 4, 0))) == {"signatures": (found, 3)}
    log = Log().open()
    log.enrol(PERSON)
    log.add("weapon-checked", {}, device=PERSON)
    found = "record 3 is recorded under a key that is not a device's"
    assert says(judged(tmp_path, small(log.checked(), (3, 4), 4, 0))) == {"signatures": (found, 3)}


def test_the_names_of_records(tmp_path: Path) -> None:
    """A record's number has eight digits, or more where it needs them: each record has one name."""
    good = small()
    for name, known in (
        ("leaves/0000009", False),
        ("leaves/000000009", False),
        ("leaves/100000009", True),
        ("leaves/1000000000000009", True),
        ("leaves/10000000000000009", False),
        ("proofs/00000009", False),
        ("proofs/00000009xtlog-proof", False),
        ("proofs/000000009.tlog-proof", False),
        ("proofs/100000009.tlog-proof", True),
        (f"attachments/{'0' * 63}", False),
        (f"attachments/{'0' * 63}A", False),
        (f"attachments/{'0' * 64}", True),
        ("attestations/00000008-time-token/token.tsr", True),
        ("attestations/00000008-time-token/tokenxtsr", False),
        ("attestations/00000008-time-token/certificates.pem", True),
        ("attestations/00000008-time-token/certificatesxpem", False),
        ("attestations/00000008-fork/shown", True),
        ("attestations/00000008-Fork/shown", False),
        ("attestations/00000008/shown", False),
        ("attestations/8-fork/shown", False),
        ("attestations/00000008-fork/other", False),
    ):
        found = f"the file {name} is not one of a bundle"
        fault = faults(judged(tmp_path, {**good, name: b"\x00"}))
        strange = Fault("verify.unknown-file", found)
        assert (fault.get("structure") == strange) is not known, name


def test_records_are_read_in_their_order(tmp_path: Path) -> None:
    """In whatever order the files stand in the bundle, the keys of a record are known when it is read."""
    files = small()
    backwards = dict(sorted(files.items(), reverse=True))
    assert judged(tmp_path, backwards).ok


CONSISTENCY = "attestations/00000008-fork/consistency"


def shown(contents: dict[str, bytes], size: int = 7) -> dict[str, bytes]:
    """Return a bundle beside which somebody's checkpoint lies, as evidence of a fork."""
    return attested(small(size=size), 8, "fork", "studio", 3, contents)


def test_checkpoints_that_a_bundle_leads_to(tmp_path: Path) -> None:
    """An earlier one, the same one and a later one are of this log, each with its proof and no more than that."""
    raws = eight().raws
    leaves = [leaf_of(raw) for raw in raws]
    for size in (1, 3, 4, 5, 6, 7, 8):
        proof = lines(consistency(min(size, 7), leaves[: max(size, 7)]))
        contents = {"checkpoint": checkpoint_of(raws[:size]), "consistency": proof}
        assert says(judged(tmp_path, shown(contents))) == {}, size
    same = {"checkpoint": checkpoint_of(raws[:7])}
    assert says(judged(tmp_path, shown(same))) == {}


def test_checkpoints_that_a_bundle_does_not_lead_to(tmp_path: Path) -> None:
    """Another root, another proof, none where one is needed, or one where none is."""
    raws = eight().raws
    leaves = [leaf_of(raw) for raw in raws]
    other = [*raws[:2], raws[6], *raws[3:]]
    three, five = consistency(3, leaves[:7]), consistency(5, leaves[:7])
    lost = "does not lead from one checkpoint to the other"
    rows: list[tuple[dict[str, bytes], str]] = [
        ({"checkpoint": checkpoint_of(other[:3]), "consistency": lines(three)}, lost),
        ({"checkpoint": checkpoint_of(raws[:3]), "consistency": lines(three[::-1])}, lost),
        ({"checkpoint": checkpoint_of(raws[:3])}, "has too few hashes"),
        (
            {"checkpoint": checkpoint_of(raws[:5]), "consistency": lines([*five, five[0]])},
            "has too many hashes",
        ),
        ({"checkpoint": checkpoint_of(raws[:5]), "consistency": b"x"}, "does not end with a line"),
        ({"checkpoint": checkpoint_of(other[:7])}, lost),
        ({"checkpoint": checkpoint_of(raws[:7]), "consistency": lines(five)}, lost),
        ({"checkpoint": checkpoint_of(other), "consistency": lines(consistency(7, leaves))}, lost),
    ]
    for contents, why in rows:
        found = f"the proof {CONSISTENCY} {why}"
        assert says(judged(tmp_path, shown(contents))) == {"cosignatures": (found, None)}, why


def test_two_logs_of_one_size_in_one_bundle(tmp_path: Path) -> None:
    """A node that signs two logs shows both in one bundle: each goes on from the first checkpoint, and they differ."""
    log = eight()
    other = log.raws[:7] + Log(log.raws[:7], dict(log.ends)).checked(2).raws[8:]
    leaves = [leaf_of(raw) for raw in other]
    contents = {"checkpoint": checkpoint_of(other), "consistency": lines(consistency(7, leaves))}
    files = attested(small(), 9, "fork", "studio", 8, contents)
    name = "attestations/00000009-fork/consistency"
    found = f"the proof {name} leads to another log of 8 records than one that is here"
    report = judged(tmp_path, files)
    assert faults(report) == {"cosignatures": Fault("verify.forked", found)}


def test_an_attachment_is_found_by_its_sum(tmp_path: Path) -> None:
    """Settings that lie in the bundle under another sum are not those that a record names."""
    content = b'{"witnesses":[]}'
    act: dict[str, Any] = {"device_key": b64(NODE.public), "settings": sum_of(content)}
    log = Log()
    log.add("unit-opened", act, attachments=log.attach(content))
    log.checked(4)
    assert judged(tmp_path, small(log, (2, 3), 5, 0)).ok
    log = Log()
    log.add("unit-opened", act, attachments=log.attach(content))
    log.attachments[sum_of(content)] = b"{}x"
    report = judged(tmp_path, small(log.checked(4), (2, 3), 5, 0))
    assert set(faults(report)) == {"keys"}


def test_a_bundle_gives_no_records_by_their_places(tmp_path: Path) -> None:
    """It has neither tiles nor runs of records, and its file is let go by who opened it."""
    path = tmp_path / "bundle.zip"
    path.write_bytes(zipped(small()))
    archive = Archive(path)
    held = Held(Notebook(), archive, Outside())
    assert (held.what, held.root(), held.tile(0, 0), held.attachment("0" * 64)) == (BUNDLE, b"", b"", None)
    assert held.rows(1, 2) == Rows([], b"")
    held.close()
    assert archive.read("personal.json") == b"[]"
    archive.close()
