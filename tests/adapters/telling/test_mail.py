"""Mail over a real connection: encrypted, with one id, and refused where it would not be."""

from __future__ import annotations

import socket
import ssl
import threading
from dataclasses import replace

import pytest

from showsafe.adapters.telling import mail, outcome, sending
from tests.adapters.telling.ends import NOW, a_message, certificate, hook, post


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the server's side and the client's, which trusts it."""
    return certificate(tmp_path_factory.mktemp("tls"))


def test_a_mail_arrives_with_its_headers() -> None:
    """Everybody named gets it, with the id of the message, and marked as made by a program."""
    with post() as end:
        to = end.destination()
        assert sending.send(a_message(to), to, {}, NOW) == outcome.told()
        ((recipients, taken),) = end.taken
    assert recipients == ["office@example.org", "safety@example.org"]
    assert taken["Message-ID"] == "<msg_one@example.org>"
    assert taken["Subject"] == "[north-ridge] This is a test"
    assert (taken["From"], taken["Auto-Submitted"]) == ("set@example.org", "auto-generated")
    assert "msg_one" in taken.get_payload()


def test_starttls_with_a_password(sides: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """Encrypted by STARTTLS, signed in, and sent; with another password nothing is."""
    server, client = sides
    with post(server, password=b"word") as end:
        to = end.destination(security="starttls", user="set")
        came = mail.send(a_message(to), to, {"password": "word"}, NOW, context=lambda: client)
        assert (came, len(end.taken)) == (outcome.told(), 1)
        came = mail.send(a_message(to), to, {"password": "other-word"}, NOW, context=lambda: client)
        assert (came.kind, len(end.taken)) == (outcome.AWAY, 1)
        assert "other-word" not in came.says


def test_encrypted_from_the_first_byte(sides: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """A server that is encrypted at once gets its mail; one whose certificate does not hold gets nothing."""
    server, client = sides
    with post(server, at_once=True) as end:
        to = end.destination(security="tls")
        assert mail.send(a_message(to), to, {}, NOW, context=lambda: client) == outcome.told()
        came = mail.send(a_message(to), to, {}, NOW)
        assert (came.kind, came.says) == (outcome.AWAY, "Its certificate does not hold, so nothing was sent.")
        assert len(end.taken) == 1


def test_a_server_without_encryption_gets_nothing() -> None:
    """Where STARTTLS is not offered (or was taken out on the way), no password and no mail is sent."""
    with post() as end:
        to = end.destination(security="starttls", user="set")
        came = mail.send(a_message(to), to, {"password": "word"}, NOW)
        assert (came.kind, end.taken) == (outcome.AWAY, [])
        assert "no encryption" in came.says


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("451 later", outcome.AWAY),
        ("452 no room", outcome.AWAY),
        ("552 too large", outcome.REFUSED),
        ("554 no", outcome.REFUSED),
    ],
)
def test_what_is_answered_to_a_text(said: str, kind: str) -> None:
    """Not now is later; never is about this message."""
    with post() as end:
        end.to_text = said
        to = end.destination()
        assert mail.send(a_message(to), to, {}, NOW).kind == kind


def test_an_address_that_is_not_taken() -> None:
    """One of two is not taken: the other has it, and that is said; none of them is: nothing was told."""
    with post() as end:
        to = end.destination()
        end.to_recipients = {"safety@example.org": "550 unknown"}
        came = mail.send(a_message(to), to, {}, NOW)
        assert (came.kind, came.says) == (outcome.TOLD, "The mail server did not take it for 1 of 2.")
        end.to_recipients["office@example.org"] = "550 unknown"
        came = mail.send(a_message(to), to, {}, NOW)
        assert (came.kind, "550" in came.says) == (outcome.AWAY, True)


def test_a_header_has_no_second_line() -> None:
    """A title with a line feed is written as no mail: there is no way to another header."""
    with post() as end:
        to = end.destination()
        message = replace(a_message(to), title="x\r\nBcc: everybody@example.org")
        assert mail.send(message, to, {}, NOW).kind == outcome.REFUSED
        assert end.taken == []


def test_a_server_that_says_nothing_is_left() -> None:
    """One that accepts and never greets costs the time that was given."""
    with socket.create_server(("127.0.0.1", 0)) as silent, post() as end:
        to = end.destination(port=silent.getsockname()[1])
        assert mail.send(a_message(to), to, {}, NOW, seconds=0.2).kind == outcome.AWAY


def test_a_server_that_drips_is_left() -> None:
    """One that sends a byte now and then is cut off at the end of the time, however lively it is."""
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        stream, _ = listening.accept()
        with stream:
            while not over.wait(0.02):
                try:
                    stream.sendall(b"2")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening, post() as end:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        to = end.destination(port=listening.getsockname()[1])
        assert mail.send(a_message(to), to, {}, NOW, seconds=0.3).kind == outcome.AWAY
        over.set()
        thread.join()


def test_nobody_there_and_somebody_else_there() -> None:
    """Where nobody listens, or something that is no mail server, it is away."""
    with hook() as other, post() as end:
        port = int(other.url.split(":")[2].split("/")[0])
        for at in (1, port):
            to = end.destination(port=at)
            assert mail.send(a_message(to), to, {}, NOW, seconds=0.3).kind == outcome.AWAY


def test_a_mail_server_may_not_be_anywhere() -> None:
    """A mail server whose name means this machine is not asked where that was not allowed."""
    with post() as end:
        to = end.destination(network="public", security="tls", host="mail.example.org")
        came = mail.send(a_message(to), to, {}, NOW, look_up=lambda *_: ["127.0.0.1"])
        assert (came.kind, end.taken) == (outcome.AWAY, [])
