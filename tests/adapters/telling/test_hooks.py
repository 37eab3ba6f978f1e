"""Web hooks over a real connection: signed, bounded, and led nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from showsafe.adapters.telling import hooks, outcome
from showsafe.application.telling import forms
from tests.adapters.telling.ends import NOW, Hook, a_message, answer, hook

KEY = forms.new_key(bytes(range(32)))


@pytest.fixture(scope="module")
def served() -> Iterator[Hook]:
    """Return a hook that runs for these tests."""
    with hook() as end:
        yield end


@pytest.fixture
def end(served: Hook) -> Hook:
    """Return the hook, as it is at first."""
    served.status, served.does = 200, None
    served.heard.clear()
    return served


def test_a_message_arrives_signed(end: Hook) -> None:
    """The hook gets the body whole, and finds id, time of this try and signature as the standard says."""
    to = end.destination()
    came = hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW)
    assert came == outcome.told()
    ((headers, body),) = end.heard
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("msg_one", str(int(NOW.timestamp())))
    assert headers["webhook-signature"] == forms.signature(KEY, "msg_one", int(NOW.timestamp()), body)
    hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW + timedelta(hours=1))
    later = end.heard[1][0]
    assert (later["webhook-id"], later["webhook-timestamp"]) == ("msg_one", str(int(NOW.timestamp()) + 3600))


@pytest.mark.parametrize("kind", ["slack", "teams"])
def test_a_chat_gets_its_own_form(end: Hook, kind: str) -> None:
    """Slack and Teams get JSON in their own form, and no signature."""
    to = end.destination(kind=kind)
    assert hooks.send(a_message(to), to, {"url": end.url}, NOW).kind == outcome.TOLD
    ((headers, body),) = end.heard
    assert body == forms.FORMS[kind](a_message(to))
    assert "webhook-signature" not in headers


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (202, outcome.TOLD),
        (400, outcome.REFUSED),
        (413, outcome.REFUSED),
        (422, outcome.REFUSED),
        (401, outcome.AWAY),
        (404, outcome.AWAY),
        (410, outcome.AWAY),
        (429, outcome.AWAY),
        (500, outcome.AWAY),
        (503, outcome.AWAY),
    ],
)
def test_what_a_status_means(end: Hook, status: int, kind: str) -> None:
    """Some answers are about this message; all others would be given to the next one too."""
    end.status = status
    to = end.destination()
    came = hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW)
    assert came.kind == kind
    assert str(status) in came.says or kind == outcome.TOLD


def test_nobody_is_led_elsewhere(end: Hook) -> None:
    """A redirect is not followed: nothing more is asked."""
    end.does = lambda handler: answer(handler, 307, Location=end.url)
    to = end.destination()
    assert hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW).kind == outcome.AWAY
    assert len(end.heard) == 1


def test_a_hook_that_never_answers_is_left(end: Hook) -> None:
    """One that takes the message and says nothing costs the time that was given, and is away."""
    over = threading.Event()
    end.does = lambda _: (over.wait(20), None)[1]
    to = end.destination()
    came = hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW, seconds=0.2)
    over.set()
    assert (came.kind, came.says[:2]) == (outcome.AWAY, "It")


BROKEN = (b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300, b"", b"\xff" * 70_000)


@pytest.mark.parametrize("sent", BROKEN)
def test_what_a_broken_hook_answers(end: Hook, sent: bytes) -> None:
    """Nonsense, endless headers, nothing or noise is no answer, and breaks nothing."""

    def does(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(sent)
        handler.close_connection = True

    end.does = does
    to = end.destination()
    assert hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW, seconds=2).kind == outcome.AWAY


def test_a_body_without_end_is_not_read(end: Hook) -> None:
    """Of an answer the status is all that is read, however much follows."""
    over = threading.Event()

    def does(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx")
        handler.wfile.flush()
        over.wait(20)

    end.does = does
    to = end.destination()
    came = hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW)
    over.set()
    assert came.kind == outcome.TOLD


def test_nobody_there() -> None:
    """Where nobody listens it is said so, and the address is not repeated."""
    with hook() as gone:
        to = gone.destination()
    came = hooks.send(a_message(to), to, {"url": gone.url, "key": KEY}, NOW)
    assert (came.kind, came.says) == (outcome.AWAY, "Nobody answers there.")


def test_another_address_than_the_recorded_one_is_not_asked(end: Hook) -> None:
    """Whoever changes the address in the file of secrets has nothing sent there."""
    to = end.destination(url_sum="b" * 64)
    assert hooks.send(a_message(to), to, {"url": end.url, "key": KEY}, NOW).kind == outcome.AWAY
    assert hooks.send(a_message(to), to, {}, NOW).kind == outcome.AWAY
    assert end.heard == []


def test_a_hook_that_may_not_lie_here_is_not_asked(end: Hook) -> None:
    """A name that turns out to mean this machine is not asked, where that was not allowed."""
    url = end.url.replace("http://127.0.0.1", "https://board.example.org")
    to = end.destination(network="public", url_sum=hooks.sum_of(url))
    came = hooks.send(a_message(to), to, {"url": url, "key": KEY}, NOW, look_up=lambda *_: ["127.0.0.1"])
    assert came.kind == outcome.AWAY
    assert "network=loopback" in came.says
    assert end.heard == []


def test_without_its_key_nothing_is_sent(end: Hook) -> None:
    """A hook whose key is lost is not told unsigned."""
    to = end.destination()
    assert hooks.send(a_message(to), to, {"url": end.url}, NOW).kind == outcome.AWAY
    assert end.heard == []
