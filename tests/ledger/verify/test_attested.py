"""Cosignatures, policies and time tokens in records: what holds, what is a lie, and what nobody can know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from showsafe.adapters.settings_file import AuthoritySettings, UnitSettings, WitnessSettings
from showsafe.ledger.keys import key_id
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import Report, State, verify
from tests.ledger.verify.directories import SETTINGS, directory_of, settled
from tests.ledger.verify.logs import (
    NODE,
    ORIGIN,
    OTHER,
    PERSON,
    Log,
    b64,
    checkpoint_of,
    cosigned,
    fault,
    folder_of,
    line_of,
    vkey_of,
)
from tests.time_authority import Authority

WITNESS, SECOND = "studio.example/witness", "archive.example/witness"
POLICY = f"witness studio {vkey_of(PERSON, WITNESS, 4)}\nwitness archive {vkey_of(OTHER, SECOND, 4)}\n"
ANY = f"{POLICY}group both any studio archive\nquorum both\n".encode()
ALL = f"{POLICY}group both all studio archive\nquorum both\n".encode()


def attest(log: Log, what: str, who: str, size: int, *contents: bytes) -> int:
    """Add the record of what somebody attested."""
    return log.add("attested", {"what": what, "who": who, "size": size}, attachments=log.attach(*contents))


def witnessed(size: int = 3, after: int = 2) -> Log:
    """Return a log whose checkpoint of a size a witness cosigned."""
    log = settled().checked(size - 1)
    attest(log, "cosignature", WITNESS, size, cosigned(log.checkpoint(size), WITNESS, PERSON))
    return log.checked(after)


def state(report: Report, name: str) -> State:
    """Return the state of a step."""
    return next(step.state for step in report.steps if step.name == name)


def test_a_witness_that_the_policy_names_is_counted(tmp_path: Path) -> None:
    """Witnessed up to the size that enough of the policy's witnesses cosigned; too few are a fault."""
    path = directory_of(tmp_path / "unit", witnessed())
    report = verify(path, policy=ANY)
    assert (report.ok, report.witnessed, state(report, "cosignatures")) == (True, 3, State.PASSED)
    assert report.notes == (f"Witnessed up to 3 of 6, by {WITNESS}.",)
    report = verify(path, policy=ALL)
    assert (report.ok, report.witnessed) == (False, 0)
    assert "as many witnesses as the policy asks for" in fault(report, "cosignatures")
    assert verify(path, policy=b"quorum none\n").ok


def test_two_witnesses_of_one_size_agree_though_in_two_records(tmp_path: Path) -> None:
    """Cosignatures of one size count together, wherever they are recorded."""
    log = witnessed(3, 0)
    attest(log, "cosignature", SECOND, 3, cosigned(log.checkpoint(3), SECOND, OTHER))
    assert verify(directory_of(tmp_path / "unit", log), policy=ALL).witnessed == 3


def test_without_a_policy_the_data_names_its_own_witnesses(tmp_path: Path) -> None:
    """Witnesses in the settings are counted, and it is said loudly that this anchor comes from the data itself."""
    settings = UnitSettings(
        SETTINGS.unit,
        SETTINGS.profile,
        SETTINGS.utc_offset_minutes,
        (WitnessSettings(vkey_of(PERSON, WITNESS, 4), "https://studio.example/"),),
    )
    log = settled(settings).checked(2)
    attest(log, "cosignature", WITNESS, 3, cosigned(log.checkpoint(3), WITNESS, PERSON))
    report = verify(directory_of(tmp_path / "unit", log, settings))
    assert (report.ok, report.witnessed) == (True, 3)
    assert any("anchor comes from the data itself" in limit for limit in report.could_not_know)
    report = verify(directory_of(tmp_path / "unknown", witnessed()))
    assert (report.ok, report.witnessed) == (True, 0)
    assert any("nobody says what its key is" in limit for limit in report.could_not_know)


def bad(which: str) -> tuple[Log, str]:
    """Return a log with a record that attests what does not hold, and what the auditor says of it."""
    log = settled().checked(2)
    note = log.checkpoint(3)
    lie = note + line_of(WITNESS, 4, PERSON.public, (1).to_bytes(8) + OTHER.sign(b"x")).encode()
    timeless = cosigned(note, WITNESS, PERSON, 0)
    fork = Log().open(said="otherwise").checked(2)
    cases = {
        "lie": (3, [lie], "does not hold"),
        "timeless": (3, [timeless], "does not hold"),
        "silent": (3, [note], "does not carry the cosignature"),
        "other": (3, [cosigned(note, SECOND, OTHER)], "does not carry the cosignature"),
        "size": (2, [cosigned(note, WITNESS, PERSON)], "is not the one of this log"),
        "future": (
            4,
            [cosigned(checkpoint_of([*log.raws, b"x"]), WITNESS, PERSON)],
            "is not the one of this log",
        ),
        "fork": (3, [cosigned(fork.checkpoint(), WITNESS, PERSON)], "is of another branch"),
        "origin": (
            3,
            [cosigned(checkpoint_of(log.raws, NODE, "showsafe/x"), WITNESS, PERSON)],
            "is not the one",
        ),
        "unsigned": (
            3,
            [cosigned(checkpoint_of(log.raws, OTHER), WITNESS, PERSON)],
            "is not signed by the node's",
        ),
        "two": (3, [note, cosigned(note, WITNESS, PERSON)], "is not the only one"),
        "nonsense": (3, [b"nonsense"], "is not a signed note"),
    }
    size, contents, says = cases[which]
    attest(log, "cosignature", WITNESS, size, *contents)
    return log.checked(), says


@pytest.mark.parametrize(
    "which",
    [
        "lie", "timeless", "silent", "other", "size", "future", "fork", "origin", "unsigned", "two", "nonsense",
    ],
)  # fmt: skip
def test_a_cosignature_that_does_not_hold(tmp_path: Path, which: str) -> None:
    """A false, missing or foreign cosignature is a fault of the fifth step, in the record that brings it."""
    log, says = bad(which)
    report = verify(directory_of(tmp_path / "unit", log), policy=ANY)
    assert says in fault(report, "cosignatures")
    assert report.first_fault is not None
    assert report.first_fault.record == 4


def test_lines_on_the_checkpoint_itself_count(tmp_path: Path) -> None:
    """A tile folder has its cosignatures on its checkpoint; a false one under a known key is a fault."""
    log = Log().open().checked(3)
    note = cosigned(log.checkpoint(), WITNESS, PERSON)
    report = verify(folder_of(tmp_path / "good", log.raws, note), policy=ANY)
    assert (report.ok, report.witnessed) == (True, 4)
    lie = log.checkpoint() + line_of(WITNESS, 4, PERSON.public, bytes(72)).encode()
    assert "does not hold" in fault(
        verify(folder_of(tmp_path / "lie", log.raws, lie), policy=ANY), "cosignatures"
    )
    assert fault(verify(folder_of(tmp_path / "none", log.raws, log.checkpoint()), policy=ANY), "cosignatures")


def test_forks_and_roll_backs_are_told_loudly(tmp_path: Path) -> None:
    """What a witness showed against this log is evidence and no damage; the report says where to look."""
    log = settled().checked(2)
    attest(log, "fork", WITNESS, 3, b"what it showed", log.checkpoint(3))
    attest(log, "rolled-back", WITNESS, 3, b"its answer", log.checkpoint(3))
    report = verify(directory_of(tmp_path / "unit", log))
    assert report.ok
    assert [note.partition(":")[0] for note in report.notes] == ["LOOK AT RECORD 4", "LOOK AT RECORD 5"]


def test_something_unknown_cannot_be_attested(tmp_path: Path) -> None:
    """What is attested has a known name and a size."""
    log = settled()
    attest(log, "rumour", WITNESS, 1, log.checkpoint())
    assert "attests something that is not known" in fault(
        verify(directory_of(tmp_path / "1", log)), "structure"
    )


def ml_dsa(signer: MlDsaKey, enrolled: MlDsaKey) -> Log:
    """Return a log with an ML-DSA-44 signature of the node over its checkpoint of size 3."""
    log = settled()
    act = {
        "key": b64(enrolled.public),
        "algorithm": "ml-dsa-44",
        "of": "node",
        "key_id": key_id(enrolled.public),
    }
    log.add("key-enrolled", act)
    log.checked()
    note = log.checkpoint()
    root = note.split(b"\n")[2]
    name = ORIGIN.encode()
    said = b"subtree/v1\n\x00" + bytes((len(name),)) + name + bytes(8) + bytes((len(name),)) + name
    said += bytes(8) + (3).to_bytes(8) + __import__("base64").b64decode(root)
    line = line_of(ORIGIN, 6, enrolled.public, bytes(8) + signer.sign(said))
    attest(log, "ml-dsa", ORIGIN, 3, note + line.encode())
    return log


def test_the_nodes_own_ml_dsa_signature(tmp_path: Path) -> None:
    """A signature of the node's ML-DSA-44 key over a checkpoint is verified, and a false one is a fault."""
    one, two = MlDsaKey(bytes(32)), MlDsaKey(bytes(range(32)))
    log = ml_dsa(one, one)
    log.add("weapon-checked", {})
    path = directory_of(tmp_path / "good", log)
    report = verify(path)
    assert (fault(report, "cosignatures"), report.witnessed) == ("", 0)
    assert "does not hold" in fault(verify(directory_of(tmp_path / "bad", ml_dsa(two, one))), "cosignatures")


def root_of(pem: str) -> str:
    """Return the sum of the last certificate of a chain, which is its root."""
    return x509.load_pem_x509_certificates(pem.encode())[-1].fingerprint(hashes.SHA256()).hex()


def stamped(authority: Authority, note: bytes) -> bytes:
    """Return the answer of a time authority about a note."""
    builder = TimestampRequestBuilder(data=note, hash_algorithm=HashAlgorithm.SHA256)
    return authority.answer(builder.cert_request(cert_request=True).build().as_bytes())


def timed(
    authority: Authority, contents: Sequence[bytes] | None = None, named: Authority | None = None
) -> Log:
    """Return a log whose settings name an authority, with a token by it over the checkpoint of size 3."""
    log = settled(settings_of(named or authority)).checked(2)
    note = log.checkpoint(3)
    attest(log, "time-token", "clock", 3, *(contents or (note, stamped(authority, note))))
    return log


def settings_of(authority: Authority) -> UnitSettings:
    """Return settings that name a time authority."""
    clock = AuthoritySettings("clock", "https://clock.example/", authority.certificates)
    return UnitSettings(SETTINGS.unit, SETTINGS.profile, SETTINGS.utc_offset_minutes, (), (clock,))


def test_a_token_leads_to_a_root_that_is_trusted(tmp_path: Path, first_authority: Authority) -> None:
    """A token over the checkpoint beside it holds under the policy's root; without a policy, under the data's own."""
    path = directory_of(tmp_path / "unit", timed(first_authority), settings_of(first_authority))
    policy = f"authority clock {root_of(first_authority.certificates)}\nquorum none\n".encode()
    report = verify(path, policy=policy)
    assert (fault(report, "time"), state(report, "time"), report.ok) == ("", State.PASSED, True)
    assert any(note.startswith("Stamped up to 3 of 4") for note in report.notes)
    report = verify(path)
    assert report.ok
    assert any("anchor comes from the data itself" in limit for limit in report.could_not_know)


def test_a_token_of_a_wrong_authority(
    tmp_path: Path, first_authority: Authority, second_authority: Authority
) -> None:
    """A token that leads elsewhere than to the trusted root is a fault, whatever the data's own settings say."""
    path = directory_of(tmp_path / "unit", timed(first_authority), settings_of(first_authority))
    policy = f"authority clock {root_of(second_authority.certificates)}\nquorum none\n".encode()
    report = verify(path, policy=policy)
    assert "does not lead to the root certificate that is trusted for clock" in fault(report, "time")
    assert report.first_fault is not None
    assert report.first_fault.record == 4
    assert "nobody trusts" in fault(verify(path, policy=b"quorum none\n"), "time")
    log = timed(first_authority, named=second_authority)
    other = directory_of(tmp_path / "other", log, settings_of(second_authority))
    assert "the time token of record 4" in fault(verify(other), "time")


def test_a_token_over_something_else(tmp_path: Path, first_authority: Authority) -> None:
    """A token that stamps other bytes, is none, or lacks its checkpoint, is a fault."""
    note = settled(settings_of(first_authority)).checked(2).checkpoint()
    other = stamped(first_authority, b"something else")
    for number, (contents, says) in enumerate(
        (
            ((note, other), "stamps something else"),
            ((note, b"no token"), "is not a time token"),
            ((note, stamped(first_authority, note) + b"x"), "time token"),
            ((note,), "does not carry one checkpoint and one time token"),
            ((b"x", b"y"), "does not carry one checkpoint and one time token"),
        )
    ):
        log = timed(first_authority, contents)
        path = directory_of(tmp_path / str(number), log, settings_of(first_authority))
        assert says in fault(verify(path), "time")


def test_a_token_made_with_an_expired_certificate(tmp_path: Path) -> None:
    """Certificates count at the time of the token: one that had ended by then makes no token that holds."""
    authority = Authority(tmp_path / "authority", "late", ended=True)
    path = directory_of(tmp_path / "unit", timed(authority), settings_of(authority))
    assert "was not valid when it was made" in fault(verify(path), "time")
