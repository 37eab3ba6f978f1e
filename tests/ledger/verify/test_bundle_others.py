"""What others say of a bundle: keys and checkpoints that were kept outside, witnesses, and what lies beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import Fault, State
from tests.ledger.verify.bundles import Files
from tests.ledger.verify.logs import (
    NEXT,
    NODE,
    OTHER,
    PERSON,
    Log,
    b64,
    canonical,
    checkpoint_of,
    cosigned,
    leaf_of,
    vkey_of,
)
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
    told,
)
from tests.ledger.verify.test_attested import ANY, SECOND, WITNESS, state

UNSIGNED = "a checkpoint of the bundle is not signed by the key of this log"
OWN_KEY = (
    "THE KEY OF THE LOG COMES FROM THE BUNDLE ITSELF: none was given from outside, and whoever can make a bundle can "
    "make a key."
)
OWN_ANCHOR = (
    "The anchor comes from the data itself: no policy was given, so witnesses and time authorities are those that the "
    "settings in the data name."
)
NONE = b"quorum none\n"


def turned() -> Log:
    """Return a log of nine records whose node got a new key by record 8."""
    log = Log().open().checked(6)
    log.rotate(NODE, NEXT, NEXT)
    return log.checked()


def test_whose_signature_a_checkpoint_carries(tmp_path: Path) -> None:
    """Each checkpoint is signed by the key that the node had at its size: the old one, and then the new one."""
    for signers, holds in (
        ((NODE, NEXT), True),
        ((NODE, NODE), False),
        ((NEXT, NEXT), False),
        ((OTHER, NEXT), False),
    ):
        files = {**small(turned(), later=9, signers=signers), "origin.vkey": f"{vkey_of(NODE)}\n".encode()}
        expected = {} if holds else {"checkpoint": (UNSIGNED, None)}
        assert says(judged(tmp_path, files)) == expected, signers
    assert says(judged(tmp_path, small(turned(), size=9, later=0, signers=(NEXT,)))) == {}


def test_the_key_that_was_kept_outside(tmp_path: Path) -> None:
    """It is one that the node has had, under this log's name; without one, the report says so loudly."""
    files = small(turned(), later=9, signers=(NODE, NEXT))
    for key in (NODE, NEXT):
        report = judged(tmp_path, files, vkey=vkey_of(key))
        assert (report.ok, OWN_KEY in report.could_not_know) == (True, False)
    wrong = {"keys": ("the key that was kept outside is not one of the node's keys", None)}
    for vkey in (vkey_of(OTHER), vkey_of(NODE, "showsafe/elsewhere")):
        assert says(judged(tmp_path, files, vkey=vkey)) == wrong
    report = judged(tmp_path, files)
    assert (report.ok, OWN_KEY in report.could_not_know) == (True, True)
    report = judged(tmp_path, files, policy=f"log {vkey_of(NEXT)}\n".encode() + NONE)
    assert (report.ok, OWN_KEY in report.could_not_know) == (True, False)
    report = judged(tmp_path, files, policy=NONE)
    assert (report.ok, OWN_KEY in report.could_not_know) == (True, True)
    assert (
        says(judged(tmp_path, files, policy=f"log {vkey_of(NEXT)}\n".encode() + NONE, vkey=vkey_of(OTHER)))
        == wrong
    )


def test_the_key_that_lies_in_the_bundle(tmp_path: Path) -> None:
    """It is the one that signs the checkpoint, in one line: what a person takes from there is not another one."""
    files, good = small(turned(), later=9, signers=(NODE, NEXT)), vkey_of(NODE)
    wrong = "the file origin.vkey is not the key that signs the checkpoint"
    for line in (
        good,
        f"{good}\n\n",
        f" {good}\n",
        f"{good} \n",
        f"{vkey_of(NEXT)}\n",
        f"{vkey_of(NODE, 'showsafe/x')}\n",
    ):
        report = judged(tmp_path, {**files, "origin.vkey": line.encode()})
        assert says(report) == {"keys": (wrong, None)}, line
    report = judged(tmp_path, {**files, "origin.vkey": b"\xff\n"})
    assert says(report) == {"keys": ("the file origin.vkey is not a verifier key", None)}


def kept(raws: list[bytes], key: Any = NODE, origin: str = "showsafe/north-ridge") -> bytes:  # noqa: ANN401
    """Return a checkpoint as somebody kept it."""
    return checkpoint_of(raws, key, origin)


def test_a_checkpoint_that_was_kept(tmp_path: Path) -> None:
    """It is of this log and signed by its key, and of the records that the bundle leads to."""
    raws = eight().raws
    forged = [*raws[:3], raws[7], *raws[4:]]
    elsewhere = Fault("verify.checkpoint", "the kept checkpoint is of another log")
    unsigned = Fault("verify.checkpoint", "the kept checkpoint is not signed by the key of this log")
    says_fork = "the first {} records are not those that were there when the checkpoint was kept"
    for note, fault in (
        (kept(raws[:7]), None),
        (kept(raws), None),
        (kept(raws[:7], origin="showsafe/x"), elsewhere),
        (kept(raws[:5], origin="showsafe/x"), elsewhere),
        (kept(raws[:7], OTHER), unsigned),
        (kept(raws[:5], OTHER), unsigned),
        (kept(forged[:7]), Fault("verify.forked", says_fork.format(7))),
        (kept(forged), Fault("verify.forked", says_fork.format(8))),
    ):
        for name in ("seen", "since"):
            report = judged(tmp_path, small(), **{name: note})
            assert faults(report) == ({"checkpoint": fault} if fault else {}), note
            assert not any("kept" in limit for limit in report.could_not_know)
    both = judged(tmp_path, small(), seen=kept(raws), since=kept(forged[:7]))
    assert faults(both) == {"checkpoint": Fault("verify.forked", says_fork.format(7))}
    assert judged(tmp_path, small(), seen=kept(raws), since=kept(raws[:7])).ok
    assert judged(tmp_path, small(later=0), seen=kept(raws[:7])).ok
    forked = judged(tmp_path, small(later=0), seen=kept(forged[:7]))
    assert faults(forked) == {"checkpoint": Fault("verify.forked", says_fork.format(7))}


def test_a_checkpoint_that_was_kept_and_cannot_be_compared(tmp_path: Path) -> None:
    """Where no proof of the bundle leads to it the step is not complete, and the report says what to do."""
    limit = (
        "The kept checkpoint, of size {}, was not compared with the bundle, whose proofs do not lead there: make a "
        "bundle that leads to that one."
    )
    raws = eight().raws
    for size in (5, 8):
        for name in ("seen", "since"):
            report = judged(tmp_path, small(later=0), **{name: kept(raws[:size])})
            assert (report.ok, faults(report)) == (False, {})
            assert state(report, "checkpoint") == State.INCOMPLETE
            assert limit.format(size) in report.could_not_know


def without_opening(log: Log | None = None) -> Files:
    """Return a bundle in which the record that opens the unit is not in full."""
    files = small(log)
    keys = json.loads(files["keys.json"])[1:]
    files = {**told(files, keys=[each["record"] for each in keys]), "keys.json": canonical(keys)}
    del files["leaves/00000001"], files["proofs/00000001.tlog-proof"]
    return files


def test_a_bundle_without_the_record_that_opens_the_unit(tmp_path: Path) -> None:
    """Nothing says whose key signs: that record is named, not one whose signatures it would let hold."""
    opening = ("record 1, which opens the unit with its key, is not here", 1)
    for log in (eight(), Log().open().checked(7)):
        report = judged(tmp_path, without_opening(log), seen=kept(log.raws[:7]))
        assert says(report)["checkpoint"] == (UNSIGNED, None)
        assert says(report)["keys"] == opening
    files = {**small(), "leaves/00000001": b"\x00{}"}
    assert says(judged(tmp_path, files))["structure"][1] == 1


def witnessed(size: int, name: str = WITNESS, key: Any = PERSON, at: int = 0) -> Files:  # noqa: ANN401
    """Return a bundle with a checkpoint of some size that a witness cosigned."""
    log = eight()
    leaves = [leaf_of(raw) for raw in log.raws]
    contents = {
        "checkpoint": cosigned(checkpoint_of(log.raws[:size]), name, key),
        "consistency": lines(consistency(min(size, 7), leaves[: max(size, 7)])),
    }
    return attested(small(log), at or size + 1, "cosignature", name, size, contents)


def test_witnesses_of_a_bundle(tmp_path: Path) -> None:
    """As many as the policy asks for saw the last record of the stretch, or more."""
    for size in (6, 7, 8):
        report = judged(tmp_path, witnessed(size), policy=ANY)
        assert (says(report), report.witnessed) == ({}, size)
        assert f"Witnessed up to {size} of 7, by {WITNESS}." in report.notes
    for size in (1, 5):
        report = judged(tmp_path, witnessed(size), policy=ANY)
        found = f"as many witnesses as the policy asks for saw {size} records, and not the last of these"
        assert says(report) == {"cosignatures": (found, None)}
    found = "no checkpoint is cosigned by as many witnesses as the policy asks for"
    assert says(judged(tmp_path, small(), policy=ANY)) == {"cosignatures": (found, None)}
    assert says(judged(tmp_path, small(later=0), policy=ANY)) == {"cosignatures": (found, None)}
    assert judged(tmp_path, small(), policy=NONE).ok


def test_witnesses_whom_nobody_outside_names(tmp_path: Path) -> None:
    """Without a policy, what they say is not counted, and does not make a bundle right or wrong."""
    report = judged(tmp_path, witnessed(5))
    assert (says(report), report.witnessed) == ({}, 0)
    assert (
        f"Cosignatures of {WITNESS} were not checked: nobody says what its key is." in report.could_not_know
    )


def test_the_witnesses_of_the_policy_in_the_bundle(tmp_path: Path) -> None:
    """They count where no policy was given, and the report says that this is no anchor; with one they do not."""
    files = {**witnessed(5), "policy.txt": ANY}
    report = judged(tmp_path, files)
    assert (says(report), report.witnessed) == ({}, 5)
    assert OWN_ANCHOR in report.could_not_know
    assert OWN_ANCHOR in judged(tmp_path, {**small(), "policy.txt": NONE}).could_not_know
    report = judged(tmp_path, files, policy=NONE)
    assert (says(report), report.witnessed) == ({}, 0)
    assert OWN_ANCHOR not in report.could_not_know
    assert OWN_ANCHOR not in judged(tmp_path, small()).could_not_know
    found = "the file policy.txt has no line that says which quorum is needed"
    assert says(judged(tmp_path, {**small(), "policy.txt": b"# none\n"})) == {"cosignatures": (found, None)}
    assert judged(tmp_path, {**small(), "policy.txt": b"# none\n"}, policy=NONE).ok


def settled(witness: str) -> Log:
    """Return a log of eight records whose settings name a witness."""
    content = canonical({"witnesses": [{"vkey": witness, "url": "https://studio.example"}]})
    log = Log()
    act = {"device_key": b64(NODE.public), "settings": sum_of(content)}
    log.add("unit-opened", act, attachments=log.attach(content))
    return log.checked(7)


def test_a_witness_that_the_settings_and_the_policy_name(tmp_path: Path) -> None:
    """The witnesses of both count; one key is known by the name that the records have, and by that alone."""
    for extra, by in (
        ("", f"{WITNESS}"),
        (f"witness other {vkey_of(PERSON, SECOND, 4)}\n", f"{WITNESS}"),
        (f"witness other {vkey_of(OTHER, SECOND, 4)}\n", f"{SECOND}, {WITNESS}"),
    ):
        files = {
            **small(settled(vkey_of(PERSON, WITNESS, 4))),
            "policy.txt": f"{extra}quorum none\n".encode(),
        }
        note = cosigned(files["later/checkpoint"], WITNESS, PERSON)
        note = cosigned_too(note, PERSON if by == WITNESS else OTHER)
        report = judged(tmp_path, {**files, "later/checkpoint": note})
        assert (says(report), report.witnessed) == ({}, 8)
        assert f"Witnessed up to 8 of 7, by {by}." in report.notes


def cosigned_too(note: bytes, key: Any) -> bytes:  # noqa: ANN401
    """Return a checkpoint with the line of a second witness."""
    text = note.partition(b"\n\n")[0] + b"\n\n"
    return note + cosigned(text, SECOND, key).removeprefix(text)


def test_settings_that_are_none(tmp_path: Path) -> None:
    """A change of settings that was held, or a record of another kind, names no witness; one that happened does."""
    content = canonical(
        {"witnesses": [{"vkey": vkey_of(PERSON, WITNESS, 4), "url": "https://studio.example"}]}
    )
    rows: tuple[tuple[str, dict[str, str], int], ...] = (
        ("settings-changed", {}, 8),
        ("settings-changed", {"door": "ask", "outcome": "hold", "would": "hold"}, 0),
        ("attested", {}, 0),
    )
    for kind, changes, size in rows:
        log = Log().open().checked(3)
        log.add(kind, {"settings": sum_of(content)}, attachments=log.attach(content), **changes)
        files = small(log.checked(3), (4, 5))
        note = cosigned(files["later/checkpoint"], WITNESS, PERSON)
        report = judged(tmp_path, {**files, "later/checkpoint": note})
        assert (says(report), report.witnessed) == ({}, size)


def test_a_token_that_is_none(tmp_path: Path) -> None:
    """A time token that lies beside its checkpoint is read, and one that cannot be is a fault of its record."""
    pytest.importorskip("rfc3161_client")
    contents = {"checkpoint": checkpoint_of(eight().raws[:7]), "token.tsr": b"0"}
    found, number = says(judged(tmp_path, attested(small(), 8, "time-token", "tsa", 7, contents)))["time"]
    assert found.startswith("the time token of record 8 ")
    assert number == 8


def test_the_lines_of_both_checkpoints(tmp_path: Path) -> None:
    """A witness may have signed the checkpoint of the bundle, or the later one; a false line is a fault in both."""
    for name, size in (("checkpoint", 7), ("later/checkpoint", 8)):
        files = small()
        good = cosigned(files[name], WITNESS, PERSON)
        signed = {path: content.replace(files[name], good) for path, content in files.items()}
        report = judged(tmp_path, signed, policy=ANY)
        assert (says(report), report.witnessed) == ({}, size)
        bad = cosigned(files[name], WITNESS, PERSON, 0)
        signed = {path: content.replace(files[name], bad) for path, content in files.items()}
        found = f"the cosignature of {WITNESS} that the checkpoint carries does not hold"
        assert says(judged(tmp_path, signed, policy=NONE + ANY.replace(b"quorum both\n", b"")))[
            "cosignatures"
        ] == (found, None)


def test_what_somebody_attested_in_another_form(tmp_path: Path) -> None:
    """What about.json says and what lies there are one; what cannot be read is named by its file."""
    report = judged(
        tmp_path,
        {**small(), "attestations/00000009-fork/shown": b"x", "attestations/00000008-fork/shown": b"x"},
    )
    assert says(report) == {"structure": ("about.json does not speak of attestations/00000008-fork", None)}
    broken = {"checkpoint": b"x\n"}
    found = "the file attestations/00000008-cosignature/checkpoint is not a signed note, or is too long"
    report = judged(tmp_path, attested(small(), 8, "cosignature", WITNESS, 7, broken))
    assert says(report) == {"cosignatures": (found, None)}
    report = judged(tmp_path, attested(small(), 8, "time-token", "tsa", 7, {**broken, "token.tsr": b"0"}))
    assert says(report) == {"time": (found.replace("cosignature", "time-token"), None)}
    report = judged(tmp_path, attested(small(), 8, "time-token", "tsa", 7, {"token.tsr": b"0"}))
    assert says(report) == {"time": ("record 8 does not carry one checkpoint and one time token", 8)}
    bad = {"certificates.pem": b"\xff", "checkpoint": checkpoint_of(eight().raws[:7])}
    report = judged(tmp_path, attested(small(), 8, "fork", "tsa", 7, bad))
    found = "the file attestations/00000008-fork/certificates.pem does not hold certificates in PEM"
    assert says(report) == {"time": (found, None)}
    report = judged(tmp_path, attested(small(), 8, "cosignature", WITNESS, 7, {}))
    assert says(report) == {"cosignatures": ("the checkpoint that record 8 carries is not the only one", 8)}
    report = judged(tmp_path, attested(small(), 8, "rumour", WITNESS, 7, {}))
    assert says(report) == {"structure": ("record 8 attests something that is not known", 8)}


def test_what_a_fork_that_somebody_showed_says(tmp_path: Path) -> None:
    """It is evidence, told with its record, who showed it and the size."""
    report = judged(tmp_path, attested(small(), 8, "fork", "studio", 3, {"shown": b"x"}))
    note = (
        "LOOK AT RECORD 8: studio had seen another branch of this log when asked about size 3. What it showed is kept "
        "there as evidence."
    )
    assert (report.ok, report.notes[-2:][0] if note not in report.notes else note) == (True, note)


def test_one_attestation_lends_nothing_to_the_next(tmp_path: Path) -> None:
    """What lies in the folder of one is not taken for another that brings nothing, though it names the same."""
    files = attested(witnessed(6), 9, "cosignature", WITNESS, 6, {})
    found = "the checkpoint that record 9 carries is not the only one"
    assert says(judged(tmp_path, files, policy=ANY)) == {"cosignatures": (found, 9)}
    content = attested(small(), 8, "fork", "x", 7, {"checkpoint": checkpoint_of(eight().raws[:7])})
    assert judged(tmp_path, content).ok


def test_two_logs_of_one_size_with_a_cosignature(tmp_path: Path) -> None:
    """A witness cosigned another log of eight records than the one that the bundle's later checkpoint is of."""
    log = eight()
    other = log.raws[:7] + Log(log.raws[:7], dict(log.ends)).checked(2).raws[8:]
    contents = {
        "checkpoint": cosigned(checkpoint_of(other), WITNESS, PERSON),
        "consistency": lines(consistency(7, [leaf_of(raw) for raw in other])),
    }
    files = attested(small(), 9, "cosignature", WITNESS, 8, contents)
    report = judged(tmp_path, files, policy=ANY)
    name = "attestations/00000009-cosignature/consistency"
    found = f"the proof {name} leads to another log of 8 records than one that is here"
    assert faults(report) == {"cosignatures": Fault("verify.forked", found)}
    assert report.witnessed == 0


def test_what_others_say_of_a_bundle_that_is_broken(tmp_path: Path) -> None:
    """Where the stretch or the checkpoint cannot be read, that is what is told, whatever witnesses say."""
    report = judged(tmp_path, {**witnessed(6), "range.json": b"[]"}, policy=ANY)
    assert says(report) == {"root": ("the file range.json is not of a known format", None)}
    report = judged(tmp_path, {**witnessed(6), "checkpoint": b"x\n"}, policy=ANY)
    found = "the file checkpoint is not a signed note, or is too long"
    assert says(report)["checkpoint"] == (found, None)
    assert not report.ok
