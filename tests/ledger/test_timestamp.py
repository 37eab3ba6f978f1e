"""Tokens of time authorities: what is accepted of an answer, and everything that is not."""

from __future__ import annotations

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from showsafe.adapters import settings_file
from showsafe.adapters.certificates.pem import certificates_in
from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, timestamp
from showsafe.ledger.tree import Frontier, leaf_hash
from tests.ledger.ledgers import KEY
from tests.ledger.verify import stamps
from tests.time_authority import Authority, issued

NOTE = checkpoint.sign("showsafe/north-ridge", Frontier().append(leaf_hash(b"one")), KEY)
OTHER = checkpoint.sign("showsafe/north-ridge", Frontier().append(leaf_hash(b"two")), KEY)


def code_of(answer: bytes, authority: Authority, note: bytes = NOTE, nonce: int | None = None) -> str:
    """Return the code with which an answer is refused under an authority's certificates."""
    with pytest.raises(NotVerified) as refused:
        timestamp.accept(answer, note, timestamp.chain_of(authority.certificates), nonce)
    return refused.value.code


def test_a_token_over_a_checkpoint_is_accepted(first_authority: Authority) -> None:
    """The answer of a real authority gives the time, the signer's name and a serial number."""
    asked = timestamp.question(NOTE)
    chain = timestamp.chain_of(first_authority.certificates)
    token = timestamp.accept(first_authority.answer(asked.der), NOTE, chain, asked.nonce)
    assert abs(datetime.now(UTC) - token.time) < timedelta(minutes=5)
    assert token.signer == "CN=first signer"
    assert token.serial > 0


def test_openssl_reads_the_same_token(first_authority: Authority, tmp_path: Path) -> None:
    """The kept answer also verifies with the openssl command that a stranger would use."""
    (tmp_path / "note").write_bytes(NOTE)
    (tmp_path / "answer").write_bytes(first_authority.answer(timestamp.question(NOTE).der))
    (tmp_path / "chain.pem").write_text(first_authority.certificates)
    words = "ts -verify -data note -in answer -CAfile chain.pem -untrusted chain.pem"
    done = subprocess.run(
        ["openssl", *words.split()],  # noqa: S607 - the system's own
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"Verification: OK" in done.stdout + done.stderr


def test_every_question_has_a_nonce_of_its_own() -> None:
    """Two questions over one checkpoint differ, so that an old answer cannot be played back."""
    assert timestamp.question(NOTE).nonce != timestamp.question(NOTE).nonce


def test_an_answer_to_another_question_is_refused(first_authority: Authority) -> None:
    """A token with another nonce, or over another checkpoint, is not taken for ours."""
    asked = timestamp.question(NOTE)
    answer = first_authority.answer(asked.der)
    assert code_of(answer, first_authority, nonce=asked.nonce + 1) == "time.other-nonce"
    assert code_of(answer, first_authority, note=OTHER) == "time.other-checkpoint"
    assert code_of(answer, first_authority, note=NOTE[:-1]) == "time.other-checkpoint"


def test_a_token_without_a_nonce_does_not_answer_a_question_with_one(first_authority: Authority) -> None:
    """A token that was made for a question without a nonce is refused where ours had one."""
    builder = TimestampRequestBuilder(data=NOTE, hash_algorithm=HashAlgorithm.SHA256, nonce=False)
    answer = first_authority.answer(builder.build().as_bytes())
    assert code_of(answer, first_authority, nonce=5) == "time.other-nonce"


def test_a_token_of_another_authority_is_refused(
    first_authority: Authority, second_authority: Authority
) -> None:
    """A good token of one authority does not hold under the certificates of another."""
    answer = second_authority.answer(timestamp.question(NOTE).der)
    assert code_of(answer, first_authority) == "time.not-signed"


def test_a_chain_with_a_gap_is_refused(first_authority: Authority) -> None:
    """Without the certificate between signer and root, the token leads nowhere."""
    answer = first_authority.answer(timestamp.question(NOTE).der)
    with pytest.raises(NotVerified) as refused:
        timestamp.accept(answer, NOTE, timestamp.chain_of(first_authority.root))
    assert refused.value.code == "time.not-signed"


def test_a_token_of_an_ended_certificate_is_refused(ended_authority: Authority) -> None:
    """A token that was made after the signer's certificate ended is refused, and says so."""
    answer = ended_authority.answer(timestamp.question(NOTE).der)
    with pytest.raises(NotVerified) as refused:
        timestamp.accept(answer, NOTE, timestamp.chain_of(ended_authority.certificates))
    assert refused.value.code == "time.not-signed"
    assert "had expired" in refused.value.says


def test_an_answer_without_a_token_is_refused(first_authority: Authority) -> None:
    """An authority that does not grant, here since it takes no SHA-512, gives no token."""
    builder = TimestampRequestBuilder(data=NOTE, hash_algorithm=HashAlgorithm.SHA512)
    assert code_of(first_authority.answer(builder.build().as_bytes()), first_authority) == "time.not-granted"


def test_no_flipped_bit_changes_what_a_token_says(first_authority: Authority) -> None:
    """Every answer with one bit turned is refused with a code, or says the very same as before."""
    answer = first_authority.answer(timestamp.question(NOTE).der)
    chain = timestamp.chain_of(first_authority.certificates)
    token = timestamp.accept(answer, NOTE, chain)
    codes = set()
    for bit in range(0, len(answer) * 8, 7):
        turned = bytearray(answer)
        turned[bit // 8] ^= 1 << bit % 8
        try:
            said = timestamp.accept(bytes(turned), NOTE, chain)
        except NotVerified as refused:
            codes.add(refused.code)
        else:
            assert (said.time, said.signer) == (token.time, token.signer)
    assert codes >= {"time.not-signed", "time.not-an-answer", "time.other-checkpoint"}


@pytest.mark.parametrize("answer", [b"", b"0", b"<html>", bytes(70_000), b"\x30\x80" * 100])
def test_garbage_is_refused(answer: bytes, first_authority: Authority) -> None:
    """Bytes that are no answer are refused with one code, however many they are."""
    assert code_of(answer, first_authority) == "time.not-an-answer"


def test_a_cut_or_longer_answer_is_refused(first_authority: Authority) -> None:
    """An answer that lacks its last byte, or has one more, is none."""
    answer = first_authority.answer(timestamp.question(NOTE).der)
    for bad in (answer[:-1], answer + b"\x00"):
        assert code_of(bad, first_authority) == "time.not-an-answer"


def test_certificates_need_their_root(first_authority: Authority) -> None:
    """A chain without a root, too many certificates, a key or plain words cannot be configured."""
    between = first_authority.certificates.removesuffix(first_authority.root)
    for pem in ("", "words", between, first_authority.root * 9, "x" * 70_000, first_authority.root[:-40]):
        with pytest.raises(WrongInput) as refused:
            timestamp.chain_of(pem)
        assert refused.value.code == "time.certificates"


def test_a_certificate_that_only_names_itself_is_no_root() -> None:
    """A certificate under its own name that another key signed is not trusted as a root."""
    fake = issued("same name", issued("same name"))
    with pytest.raises(WrongInput):
        timestamp.chain_of(fake.pem)


ROOT = stamps.party("root")
CLOCK = stamps.party("clock", ROOT, usage=stamps.TIME)


def test_a_token_says_which_certificate_made_it() -> None:
    """What no auditor would take is not recorded: no hash of the signer, another's, or two that it may be."""
    chain = timestamp.chain_of(ROOT.certificate.public_bytes(Encoding.PEM).decode())
    assert timestamp.accept(stamps.token(CLOCK), stamps.NOTE, chain).signer == "CN=clock"
    twin = stamps.party(
        "clock", ROOT, usage=stamps.TIME, key=CLOCK.key, serial=CLOCK.certificate.serial_number
    )
    louder = stamps.party(
        "clock", ROOT, usage=stamps.TIME, serial=CLOCK.certificate.serial_number, issuer="RO OT"
    )
    alone = "its signer is not one certificate alone"
    unsaid = "it does not say which certificate made it"
    for answer, says in (
        (stamps.token(CLOCK, says=()), unsaid),
        (stamps.token(CLOCK, says=(stamps.named(twin),)), unsaid),
        (stamps.token(CLOCK, CLOCK, twin), alone),
        (stamps.token(CLOCK, CLOCK, louder), alone),
    ):
        with pytest.raises(NotVerified) as refused:
            timestamp.accept(answer, stamps.NOTE, chain)
        assert (refused.value.code, says in refused.value.says) == ("time.not-signed", True)


def test_a_certificate_that_cannot_be_read() -> None:
    """One of a version that there is none of is refused with a code, in an answer and in what was configured."""
    odd = stamps.odd(CLOCK)
    chain = timestamp.chain_of(ROOT.certificate.public_bytes(Encoding.PEM).decode())
    with pytest.raises(NotVerified) as refused:
        timestamp.accept(stamps.token(CLOCK, more=(odd,)), stamps.NOTE, chain)
    assert refused.value.code == "time.not-an-answer"
    with pytest.raises(WrongInput) as wrong:
        timestamp.chain_of(ssl.DER_cert_to_PEM_cert(odd))
    assert wrong.value.code == "time.certificates"
    assert certificates_in(ssl.DER_cert_to_PEM_cert(odd).encode()) == []
    with pytest.raises(WrongInput) as unsound:
        settings_file._check_certificates(ssl.DER_cert_to_PEM_cert(odd))
    assert unsound.value.code == "settings.not-certificates"
