"""The node's own keyboard: who knows the secret is answered, nobody else, and no secret goes to a stranger."""

from __future__ import annotations

import json
import os
import socket
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from showsafe.adapters import control
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput


def _echo(request: dict[str, Any]) -> dict[str, Any]:
    return {"said": request}


def _noting(done: list[dict[str, Any]]) -> control.Do:
    def note(request: dict[str, Any]) -> dict[str, Any]:
        done.append(request)
        return {}

    return note


def _content(directory: Path) -> dict[str, Any]:
    return dict(json.loads(control.place(directory).read_text()))


def test_what_is_asked_is_answered_while_it_listens_and_no_longer(tmp_path: Path) -> None:
    """The file lies beside the directory, for its owner only, and goes when the program ends."""
    data = tmp_path / "data"
    with control.listening(data, _echo):
        assert control.ask(data, {"do": "look", "pin": "4071"}) == {"said": {"do": "look", "pin": "4071"}}
        file = tmp_path / "data.control"
        assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Unusable) as raised:
        control.ask(data, {})
    assert raised.value.code == "control.not-reached"


@pytest.mark.parametrize("kind", [WrongInput, Unusable, NotVerified])
def test_an_error_arrives_as_it_was_raised(tmp_path: Path, kind: type[ShowsafeError]) -> None:
    """Its class, its code and its sentences are those of the program."""

    def fails(_: dict[str, Any]) -> dict[str, Any]:
        raise kind("some.code", "It did not work.", "Do it otherwise.")

    with control.listening(tmp_path / "data", fails), pytest.raises(kind) as raised:
        control.ask(tmp_path / "data", {})
    assert raised.value.as_json() == {
        "code": "some.code",
        "says": "It did not work.",
        "now": "Do it otherwise.",
    }


def test_who_does_not_know_the_secret_gets_nothing_done(tmp_path: Path) -> None:
    """The file of another start holds another secret, and its port is answered by nobody."""
    data, done = tmp_path / "data", list[dict[str, Any]]()
    with control.listening(data, _noting(done)):
        content = _content(data)
        control.place(data).write_text(json.dumps({**content, "secret": "00" * 32}))
        with pytest.raises(Unusable) as raised:
            control.ask(data, {"do": "give"})
        assert raised.value.code == "control.not-reached"
    assert done == []


def test_nothing_is_done_without_the_proof_of_the_command(tmp_path: Path) -> None:
    """Who only reached the port, and sends a request with a guess, is cut off without an answer."""
    data, done = tmp_path / "data", list[dict[str, Any]]()
    with control.listening(data, _noting(done)):
        port = _content(data)["port"]
        with socket.create_connection((control.LOOPBACK, port), timeout=10) as stream:
            stream.sendall(bytes(32) + bytes(32) + b'{"do": "give"}\n')
            heard = stream.makefile("rb").read()
    assert len(heard) == 64
    assert done == []


def test_no_pin_goes_to_whoever_took_the_port(tmp_path: Path) -> None:
    """A program that listens in its place, and does not know the secret, hears a random number and no more."""
    data, heard = tmp_path / "data", []
    with socket.create_server((control.LOOPBACK, 0)) as taken:

        def stranger() -> None:
            stream, _ = taken.accept()
            with stream, stream.makefile("rb") as reading:
                heard.append(reading.read(32))
                stream.sendall(bytes(64))
                heard.append(reading.read())

        thread = threading.Thread(target=stranger)
        thread.start()
        content = {"format": control.FORMAT, "port": taken.getsockname()[1], "secret": "11" * 32}
        control.place(data).write_text(json.dumps(content, sort_keys=True, separators=(",", ":")))
        with pytest.raises(Unusable) as raised:
            control.ask(data, {"do": "give", "pin": "4071"})
        thread.join(20)
    assert raised.value.code == "control.not-reached"
    assert [len(each) for each in heard] == [32, 0]


def test_a_request_without_an_end_is_cut_off(tmp_path: Path) -> None:
    """One that is longer than a request can be is not read on, and the next one is answered."""
    data = tmp_path / "data"
    with control.listening(data, _echo):
        port = _content(data)["port"]
        with socket.create_connection((control.LOOPBACK, port), timeout=10) as stream:
            stream.sendall(bytes(32) + bytes(32) + b"x" * (control.LONGEST + 1))
            assert len(stream.makefile("rb").read(64)) == 64
        assert control.ask(data, {}) == {"said": {}}


def test_a_program_that_fails_in_between_says_so_and_goes_on(tmp_path: Path) -> None:
    """What goes wrong in it is no silence: the command says what happened, and the next one is answered."""
    data, tries = tmp_path / "data", list[int]()

    def fails_once(_: dict[str, Any]) -> dict[str, Any]:
        tries.append(1)
        return {"tries": 10 // (len(tries) - 1)}

    with control.listening(data, fails_once):
        with pytest.raises(Unusable) as raised:
            control.ask(data, {})
        assert raised.value.code == "internal.unexpected"
        assert control.ask(data, {}) == {"tries": 10}
