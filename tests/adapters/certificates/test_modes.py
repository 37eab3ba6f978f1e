"""Which of the three ways holds, and a server of it that keeps up with where the machine is."""

from __future__ import annotations

import socket
import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from showsafe.adapters.certificates import context, issuing, leaf, modes, place
from showsafe.adapters.certificates.hosts import Address
from showsafe.adapters.certificates.place import Place
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from tests.adapters.certificates.set_up import (
    MORNING,
    SECONDS,
    ask,
    client,
    hosts,
    issued,
    now,
    pem_of,
    serving,
)

DAY = timedelta(days=1)
YEARS = 740 * DAY


@pytest.fixture
def here(tmp_path: Path) -> Place:
    """Return a place with nothing in it."""
    return Place(tmp_path / "north-ridge.certificates")


def with_authority(here: Place) -> Place:
    """Return the place with an authority in it, made now."""
    here.create_authority("north-ridge", now())
    return here


def nowhere() -> tuple[Address, ...]:
    """Return where a machine is that has no network."""
    return ()


@pytest.mark.parametrize("asked", ["auto", "off"])
def test_with_nothing_there_it_is_plain_and_says_so(here: Place, asked: str) -> None:
    """Without any certificate the way is plain HTTP, has no end, and is called unencrypted; nothing is made unasked."""
    mode, served = context.serving(here, asked, now(), nowhere)
    assert (mode.name, mode.until, served) == (modes.OFF, None, None)
    assert "nothing is encrypted" in mode.says
    assert not here.path.exists()


def test_the_authority_was_asked_for_and_is_not_there(here: Place) -> None:
    """Asked for by name, a missing authority is an error, and never plain HTTP instead."""
    with pytest.raises(Unusable) as refused:
        context.serving(here, "ca", now(), nowhere)
    assert refused.value.code == "ca.none"


def test_an_unknown_way_is_refused(here: Place) -> None:
    """A way that does not exist is refused."""
    with pytest.raises(WrongInput) as refused:
        modes.choose(here, "tls", now())
    assert refused.value.code == "ca.not-a-mode"


def test_the_order_of_the_ways(here: Place) -> None:
    """The studio's own comes first, then the production's authority; each may be passed over by asking."""
    with_authority(here)
    here.keep_own(issued("set.local")[1])
    assert modes.choose(here, "auto", now()).name == modes.OWN
    assert modes.choose(here, "ca", now()).name == modes.CA
    assert modes.choose(here, "off", now()).name == modes.OFF
    here.drop_own()
    mode = modes.choose(here, "auto", now())
    assert (mode.name, mode.until) == (modes.CA, issuing.needed(here).ends)


def test_what_has_ended_is_passed_over_with_a_note(here: Place) -> None:
    """An own certificate that ended gives way to the authority, and that to plain HTTP, and each is said."""
    with_authority(here)
    here.keep_own(issued("set.local", at=MORNING)[1])
    first = modes.choose(here, "auto", now() + 400 * DAY)
    assert first.name == modes.CA
    assert len(first.notes) == 1
    last = modes.choose(here, "auto", now() + YEARS)
    assert last.name == modes.OFF
    assert len(last.notes) == 2


@pytest.mark.parametrize(("name", "code"), [(place.AUTHORITY, "ca.damaged"), (place.OWN, "ca.own-damaged")])
def test_what_is_damaged_is_never_passed_over(here: Place, name: str, code: str) -> None:
    """Nobody ends up without protection because a file was damaged or opened: the server does not start."""
    with_authority(here)
    here.keep_own(issued("set.local")[1])
    if name == place.AUTHORITY:
        here.drop_own()
    here.file(name).write_bytes(b"damaged")
    for expected in (code, "ca.key-open"):
        with pytest.raises(Unusable) as refused:
            modes.choose(here, "auto", now())
        assert refused.value.code == expected
        here.file(name).chmod(0o644)


def test_a_server_follows_the_machine_to_another_network(here: Place) -> None:
    """On a change of address the running server shows a new certificate, and a client of before notices nothing."""
    with_authority(here)
    at = [*hosts("192.168.1.20").addresses]
    _, served = context.serving(here, "auto", now(), lambda: at)
    assert served is not None
    joined = client(pem_of(issuing.needed(here)))
    with serving(served.context) as port:
        assert ask(port, "192.168.1.20", joined).endswith(b"hello")
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(port, "10.1.2.3", joined)
        with (
            socket.create_connection(("127.0.0.1", port), SECONDS) as plain,
            joined.wrap_socket(plain, server_hostname="192.168.1.20") as before,
        ):
            at[:] = hosts("10.1.2.3").addresses
            assert served.refresh(now())
            assert not served.refresh(now())
            assert ask(port, "10.1.2.3", joined).endswith(b"hello")
            before.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert before.recv(1000)


def test_a_server_takes_over_what_another_program_issued(here: Place) -> None:
    """What was issued from a terminal while the server runs is shown by the server, and not issued over."""
    with_authority(here)
    _, served = context.serving(here, "auto", now(), nowhere)
    assert served is not None
    issuing.issued_for(here, hosts("set.local"), (), now())
    assert served.refresh(now())
    with serving(served.context) as port:
        assert ask(port, "set.local", client(pem_of(issuing.needed(here)))).endswith(b"hello")


def test_a_server_renews_before_the_end(here: Place) -> None:
    """A month before its end a certificate is issued anew while the server runs, and not before."""
    with_authority(here)
    _, served = context.serving(here, "auto", now(), nowhere)
    assert served is not None
    assert not served.refresh(now() + 360 * DAY)
    assert served.refresh(now() + 367 * DAY)


def test_the_own_certificate_is_shown(here: Place) -> None:
    """In the first way the server shows the studio's certificate, and a newer one as soon as it was taken."""
    made, shown = issued("set.local")
    here.keep_own(shown)
    mode, served = context.serving(here, "auto", now(), nowhere)
    assert mode == modes.Mode(modes.OWN, shown.ends)
    assert served is not None
    with serving(served.context) as port:
        assert ask(port, "set.local", client(pem_of(made))).endswith(b"hello")
        here.keep_own(leaf.issue(made, hosts("new.local"), now()))
        assert served.refresh(now())
        assert ask(port, "new.local", client(pem_of(made))).endswith(b"hello")


def test_a_certificate_that_vanished_is_told(here: Place) -> None:
    """A file that is taken away under a running server is an error with a code; what was loaded is still shown."""
    made, shown = issued("set.local")
    here.keep_own(shown)
    _, served = context.serving(here, "auto", now(), nowhere)
    assert served is not None
    here.drop_own()
    with pytest.raises(ShowsafeError) as refused:
        served.refresh(now())
    assert refused.value.code == "ca.not-loaded"
    with serving(served.context) as port:
        assert ask(port, "set.local", client(pem_of(made))).endswith(b"hello")
    with pytest.raises(ShowsafeError):
        context._load(served.context, replace(here, path=here.path / "none"), served.mode)
