"""Calling an office: what it answers is bounded, believed no further than it can be read, and shown as its word."""

from __future__ import annotations

import pytest

from showsafe.adapters.office_client import Busy, OfficeClient, may_be_called
from showsafe.application.replicating import Behind, Refusal
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from showsafe.ledger import replication
from showsafe.ledger.replication import LARGEST_ANSWER, Sent, State
from showsafe.ledger.witness import Answer
from tests.serving import answering

SENT = Sent(1, 1, 1, (), b"\0\x01a")
STATE = State("showsafe/north-ridge", 0, b"", 0, b"", "vkey", 0, "")


def answered(status: int, body: bytes, headers: dict[str, str] | None = None) -> ShowsafeError:
    """Return the error that an answer to a stretch comes to."""
    with answering(lambda _: Answer(status, body), headers) as url, pytest.raises(ShowsafeError) as error:
        OfficeClient(url, "token", 5.0).send(SENT)
    return error.value


def test_where_a_token_may_go() -> None:
    """Over TLS anywhere, and openly on this machine alone; never with a name or a query in the address."""
    good = (
        "https://office.example",
        "https://office.example:8443/x",
        "http://127.0.0.1:1",
        "http://localhost",
        "http://[::1]:9",
    )
    bad = (
        "http://office.example",
        "http://10.0.0.1",
        "ftp://office.example",
        "https://",
        "https://u@office.example",
        "https://office.example?x=1",
        "https://office.example#x",
        "https://office.example:0",
        "http://[",
        "",
        "http://127.0.0.1.example",
    )
    assert all(map(may_be_called, good))
    assert not any(map(may_be_called, bad))
    with pytest.raises(WrongInput):
        OfficeClient("http://office.example", "token")


def test_each_status_is_what_it_means() -> None:
    """Elsewhere, refused, not admitted, come again, and everything else."""
    said = replication.said(NotVerified("a.code", "It says.", "Do this."))
    behind = answered(409, STATE.to_bytes())
    assert isinstance(behind, Behind)
    assert behind.state == STATE
    refused = answered(422, said)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.says, refused.now) == ("a.code", "It says.", "Do this.")
    assert answered(401, said).code == "office.not-admitted"
    busy = answered(429, said, {"Retry-After": "7"})
    assert isinstance(busy, Busy)
    assert busy.wait == 7.0
    huge = answered(503, said, {"Retry-After": "9" * 20})
    assert isinstance(huge, Busy)
    assert huge.wait == 300.0
    odd = answered(503, said, {"Retry-After": "soon"})
    assert isinstance(odd, Busy)
    assert odd.wait == 1.0
    assert isinstance(answered(400, said), Unusable)


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"x" * (LARGEST_ANSWER + 1)])
@pytest.mark.parametrize("status", [200, 301, 404, 409, 422, 500])
def test_an_answer_that_is_none_is_an_office_that_is_away(status: int, body: bytes) -> None:
    """Somebody else's page, a redirect, too much: nothing is followed, and it is tried again."""
    error = answered(status, body)
    assert error.code in ("office.away", "replication.malformed")


def test_what_the_office_says_cannot_paint_the_screen() -> None:
    """Control characters and endless words are taken out of its sentences, and a code is a code."""
    evil = replication.said(NotVerified("\x1b[31m", "red \x1b[2J" + "x" * 9000, "do\nthis"))
    error = answered(422, evil)
    assert error.code == "office.refused"
    assert error.says.isprintable()
    assert len(error.says) <= 600
    assert error.now == "do this"


def test_nobody_there_is_away() -> None:
    """A port at which nobody listens is said as an office that is away."""
    with pytest.raises(Unusable) as error:
        OfficeClient("http://127.0.0.1:1", "token", 2.0).send(SENT)
    assert error.value.code == "office.away"
