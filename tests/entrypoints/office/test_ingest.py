"""A node calls the office over HTTP: with the token of its unit, in bounded requests, and is told what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from showsafe.adapters.office_client import Busy, OfficeClient
from showsafe.application.replicating import Refusal
from showsafe.entrypoints.http.office.lanes import Lanes
from showsafe.errors import Unusable
from showsafe.fleet.ingest import Ingest
from showsafe.ledger.archive import Opening
from showsafe.ledger.replication import LARGEST_BODY, State, Values
from tests.entrypoints.office.nodes import TOKEN, admit, asked, copied, raw, served
from tests.fleet.nodes import ORIGIN, OTHER_KEY, Node, ingest, own, raws, sent, shown
from tests.ledger import ledgers


@dataclass
class Running:
    """An office that is served, and a node that may call it."""

    office: Ingest
    node: Node
    url: str


@pytest.fixture(scope="module")
def quiet() -> Iterator[Running]:
    """Return an office of which nothing is taken, for everything that it refuses."""
    node = Node(30)
    office = ingest(node)
    admit(office, node)
    with served(office) as url:
        yield Running(office, node, url)


@pytest.fixture
def running() -> Iterator[Running]:
    """Return an office that knows one node."""
    node = Node(600)
    office = ingest(node)
    admit(office, node)
    with served(office) as url:
        yield Running(office, node, url)


def said(body: bytes) -> str:
    """Return the code in an answer that refuses."""
    return str(json.loads(body)["code"])


def test_a_node_copies_its_log_over_http(running: Running) -> None:
    """Every record is there, and the cosignature came back in the same call."""
    done = copied(running.node, running.office, running.url)
    assert (done.held, done.sent) == (600, 600)
    assert done.heard is not None
    assert raws(running.office) == own(running.node)


def test_a_node_put_back_from_a_backup_is_told_over_http(running: Running) -> None:
    """The one sentence and what to do come through as the office says them."""
    backup = running.node.copy()
    running.node.write(9)
    copied(running.node, running.office, running.url)
    with pytest.raises(Refusal) as error:
        copied(backup, running.office, running.url)
    assert error.value.code == "ingest.rolled-back"
    assert "older copy" in error.value.says
    assert "showsafe init" in error.value.now


def test_nobody_without_the_token_of_a_unit_gets_in(quiet: Running) -> None:
    """Neither a state nor a stretch is answered; what is said names no unit."""
    for header in ("", "Bearer", "Bearer wrong", "Basic abc", "Bearer " + "x" * 5000):
        for method, path in (("GET", "/replicate/state?size=1"), ("POST", "/replicate/records")):
            body = b"x" if method == "POST" else None
            status, data, headers = asked(quiet.url, method, path, body, {"Authorization": header})
            assert status == 401
            assert said(data) == "office.not-admitted"
            assert headers["www-authenticate"] == "Bearer"
            assert b"north-ridge" not in data


def test_a_token_reaches_its_own_unit_alone(running: Running) -> None:
    """What the token of one unit sends is held against the log of that unit, whatever it names."""
    other = Node(50, "south-fork", OTHER_KEY)
    running.office.archive.trust(other.known_as())
    admit(running.office, other, "another-token")
    with pytest.raises(Refusal) as error:
        OfficeClient(running.url, TOKEN).show(shown(other))
    assert error.value.code == "ingest.other-log"
    assert OfficeClient(running.url, "another-token").state(50).origin == other.origin


def test_a_client_says_why_it_is_not_let_in(quiet: Running) -> None:
    """A wrong token is said as such, and not as an office that is away."""
    with pytest.raises(Unusable) as error:
        OfficeClient(quiet.url, "wrong").state(1)
    assert error.value.code == "office.not-admitted"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Encoding": "br"}, 415),
        ({"Content-Length": str(LARGEST_BODY + 1)}, 413),
        ({"Content-Length": "9" * 19}, 413),
    ],
)
def test_what_is_compressed_or_too_large_is_refused_before_it_is_read(
    quiet: Running, headers: dict[str, str], status: int
) -> None:
    """A bomb is not opened, and a length alone is enough to refuse what is too long."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Length": "4", **headers}.items())
    head = f"POST /replicate/records HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n{lines}\r\n"
    answer = raw(quiet.url, head.encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())


def test_a_body_without_a_length_is_refused(quiet: Running) -> None:
    """In chunks anything could come: a node says beforehand how long its request is."""
    head = f"POST /replicate/records HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
    answer = raw(quiet.url, head.encode() + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 411 ")


GARBAGE = (
    b"",
    b"garbage",
    b"\0\0\0\x02{}",
    b"\xff\xff\xff\xff",
    b"\0\0\0\x24" + b'{"format":"showsafe-replication/1"}x',
    b"\0\0\0\0" * 500,
    b"\0\0\0\x02[]\0\0\0\0",
)


@pytest.mark.parametrize("path", ["records", "checkpoint", "branch", "values"])
def test_garbage_is_answered_with_a_sentence(quiet: Running, path: str) -> None:
    """Whatever bytes come, the answer is one sentence with a code, and nothing is taken."""
    for body in GARBAGE:
        status, data, _ = asked(quiet.url, "POST", f"/replicate/{path}", body)
        assert status == 400
        assert set(json.loads(data)) == {"format", "code", "says", "now"}
    assert quiet.office.archive.held(ORIGIN).size == 0


def test_a_size_that_is_none_is_refused(quiet: Running) -> None:
    """Only digits are a size."""
    for size in ("", "x", "-1", "9" * 30, "%C2%B2", "1.5"):
        for path in ("state", "root"):
            assert asked(quiet.url, "GET", f"/replicate/{path}?size={size}")[0] == 400


def test_where_there_is_no_room_a_node_is_told_to_come_again() -> None:
    """A stretch beyond the room is answered 429 with a time, before it is read; a small request still finds room."""
    node = Node(600)
    office = ingest(node)
    admit(office, node)
    with served(office, Lanes(room=(16 << 20) + 300_000)) as url:
        client = OfficeClient(url, TOKEN)
        client.show(shown(node))
        with pytest.raises(Busy) as error:
            client.send(sent(node, 1, 600))
        assert error.value.wait == 1.0
        assert client.send(sent(node, 1, 100)).size == 100


def test_a_sender_that_stops_half_way_is_let_go() -> None:
    """A half-open connection holds its room for so long and no longer; nothing of it is taken."""
    node = Node(5)
    office = ingest(node)
    admit(office, node)
    lanes = Lanes(seconds=0.05)
    with served(office, lanes) as url:
        head = f"POST /replicate/records HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
        answer = raw(url, head.encode() + b"Content-Length: 1000\r\n\r\nabc")
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert copied(node, office, url).held == 5


def test_a_database_that_cannot_be_used_is_said_with_503(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the database says goes to the node in its words, with a time to come again; then everything is taken."""

    def full(*_: object) -> None:
        raise Unusable("postgres.full", "The disk of the office's database is full.", "Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr(running.office.archive, "take", full)
        with pytest.raises(Busy) as error:
            copied(running.node, running.office, running.url)
    assert (error.value.code, error.value.wait) == ("postgres.full", 5.0)
    assert "disk" in error.value.says
    assert copied(running.node, running.office, running.url).held == 600


def test_what_goes_wrong_inside_is_not_shown(quiet: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody thought of is one plain sentence, and no trace."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret place")

    monkeypatch.setattr(quiet.office, "state", broken)
    status, data, _ = asked(quiet.url, "GET", "/replicate/state?size=1")
    assert status == 500
    assert said(data) == "office.failed"
    assert b"secret" not in data


def test_the_office_answers_as_a_plain_witness(running: Running) -> None:
    """A log without a token asks for a cosignature at /add-checkpoint, as of any other witness."""
    body = shown(running.node).request.to_bytes()
    status, data, _ = asked(running.url, "POST", "/add-checkpoint", body, {"Authorization": ""})
    assert status == 200
    assert data.startswith("\u2014 studio.example/office ".encode())
    assert asked(running.url, "POST", "/add-checkpoint", b"x" * 200_000)[0] == 413


def test_nothing_is_erased_on_the_word_of_whoever_has_the_token(running: Running) -> None:
    """An opening goes when a record of the log erases it; a number of any other record, or of none, erases nothing."""
    opening = Opening(2, "a" * 64, bytes(32), b"1")
    running.node.put(
        ledgers.body(600, act_id="erase", kind="erased", act={"commitments": ["a" * 64], "person": "pat"})
    )
    copied(running.node, running.office, running.url)
    running.office.archive.open_values(ORIGIN, [opening])
    client = OfficeClient(running.url, TOKEN)
    client.values(Values((), (2, 5, 9999)))
    assert list(running.office.archive.opened(ORIGIN)) == [opening]
    client.values(Values((), (601,)))
    assert list(running.office.archive.opened(ORIGIN)) == []


def test_a_value_that_no_record_commits_to_is_not_kept(running: Running) -> None:
    """An opening is held against the record that it names; a wrong one is refused."""
    copied(running.node, running.office, running.url)
    with pytest.raises(Refusal) as error:
        OfficeClient(running.url, TOKEN).values(Values((Opening(2, "b" * 64, bytes(32), b"1"),)))
    assert error.value.code == "ingest.value"
    assert list(running.office.archive.opened(ORIGIN)) == []


def test_the_state_says_how_far_the_office_is(quiet: Running) -> None:
    """It says so before the first record, and the node's own size is noted."""
    state = OfficeClient(quiet.url, TOKEN).state(600)
    assert state == State(ORIGIN, 0, b"", 0, b"", str(quiet.node.log().keys[-1]), 0, "")
    assert quiet.office.archive.held(ORIGIN).told == 600
