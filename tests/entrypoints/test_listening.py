"""Ports of this machine: what cannot be had is one sentence with what to do, and nothing stays open."""

from __future__ import annotations

import errno
import socket

import pytest

from showsafe.entrypoints.http import listening
from showsafe.entrypoints.http.listening import port_of
from showsafe.errors import Unusable

HERE = "127.0.0.1"


def test_everywhere_is_both_versions_at_one_port() -> None:
    """Without a host it answers at every address, of version 6 too where this machine has it, at the same port."""
    with listening.listening("", 0) as at:
        assert len({port_of(one) for one in at}) == 1
        for one in at:
            host = "::1" if one.family == socket.AF_INET6 else HERE
            with socket.create_connection((host, port_of(one)), timeout=10):
                pass


def test_an_answer_is_not_held_back() -> None:
    """What comes in is plainly TCP: asyncio lets small parts of an answer out at once only where a socket says so."""
    with listening.listening(HERE, 0) as (one,), socket.create_connection((HERE, port_of(one)), timeout=10):
        come, _ = one.accept()
        with come:
            assert come.proto == socket.IPPROTO_TCP


def test_afterwards_the_port_is_free() -> None:
    """What listened is closed at the end, so that the next one has the port."""
    with listening.listening(HERE, 0) as (one,):
        port = port_of(one)
    with listening.listening(HERE, port) as (again,):
        assert port_of(again) == port


def test_a_port_that_this_user_may_not_have_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port below 1024 is for others on most machines: the sentence names one that is not."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(Unusable) as caught, listening.listening(HERE, 443):
        pass
    assert caught.value.code == "serve.port-not-allowed"
    assert "443" in caught.value.says
    assert "--port" in caught.value.now


def test_a_machine_without_version_six_serves_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no version 6, phones come by version 4."""
    made = socket.socket

    def four_only(family: int, *rest: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported")
        return made(family, *rest)

    monkeypatch.setattr("socket.socket", four_only)
    with listening.listening("", 0) as at:
        assert [one.family for one in at] == [socket.AF_INET]
