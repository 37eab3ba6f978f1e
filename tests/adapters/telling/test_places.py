"""Where a destination may lie: never where only this machine can reach, unless that was said."""

from __future__ import annotations

import contextlib

import pytest

from showsafe.adapters.telling import places
from showsafe.errors import Unusable, WrongInput

HIDDEN = (
    *("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::"),  # noqa: S104 - an address to refuse
    *("169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::"),
    *("10.0.0.5", "192.168.1.1", "172.16.0.1", "fd00::1", "::ffff:10.0.0.5", "100.64.0.1"),
    *("224.0.0.1", "255.255.255.255", "240.0.0.1", "not an address"),
)
OF_A_HOUSE = ("10.0.0.5", "192.168.1.1", "172.16.0.1", "fd00::1", "::ffff:10.0.0.5", "100.64.0.1")
OF_THE_MACHINE = ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")
OPEN = ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e")


def goes(address: str, network: str, *more: str) -> bool:
    """Say whether a name with these addresses may be asked."""
    with contextlib.suppress(Unusable):
        return places.address_for("h.example", 443, network, lambda *_: [address, *more]) == address
    return False


@pytest.mark.parametrize("address", HIDDEN)
def test_a_public_destination_lies_at_public_addresses(address: str) -> None:
    """No address of this machine, its link or its network is asked, however it is written."""
    assert not goes(address, "public")


@pytest.mark.parametrize("network", ["public", "private"])
@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_asked(address: str, network: str) -> None:
    """An address of the internet is one, also through the translation of a network without IPv4."""
    assert goes(address, network)


def test_a_private_destination_is_allowed_by_a_word() -> None:
    """With network=private an address of a house is asked, and never this machine or its link."""
    assert {each for each in HIDDEN if goes(each, "private")} == set(OF_A_HOUSE)


def test_loopback_is_this_machine_alone() -> None:
    """With network=loopback this machine is asked, and nobody else."""
    assert {each for each in (*HIDDEN, *OPEN) if goes(each, "loopback")} == set(OF_THE_MACHINE)


def test_every_address_of_a_name_has_to_be_allowed() -> None:
    """A name with one public and one hidden address is not asked: the next look-up could give the other one."""
    assert not goes(OPEN[0], "public", "10.0.0.5")


def test_a_name_that_nobody_knows() -> None:
    """A name without an address, or with a resolver that fails, is away and no crash."""

    def fails(*_: object) -> list[str]:
        raise OSError

    def knows_nothing(*_: object) -> list[str]:
        return []

    for look_up in (fails, knows_nothing):
        with pytest.raises(Unusable) as away:
            places.address_for("h.example", 443, "public", look_up)
        assert away.value.code == "telling.unknown-host"


def test_localhost_is_looked_up() -> None:
    """The system's own look-up is used where no other is given."""
    assert places.address_for("127.0.0.1", 25, "loopback") == "127.0.0.1"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "board.example.org",
        "http://board.example.org/x",
        "ftp://board.example.org/",
        "https://",
        "https://user:word@board.example.org/",
        "https://board.example.org/#part",
        "https://board.example.org:0/",
        "https://board.example.org:99999/",
        "https://board.example.org/a b",
        "https://board.example.org/\r\nHost: x",
        "https://board.example.org\\@evil.example/",
        "https://[::1/",
        "https://b\u043eard.example.org/",
        "https://board.example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_a_hook(url: str) -> None:
    """Unencrypted, with a user, a fragment, a foreign letter or a line feed: refused, and not repeated."""
    with pytest.raises(WrongInput) as refused:
        places.url_of(url, "public")
    assert refused.value.code == "telling.not-an-url"
    assert "word" not in str(refused.value)


def test_an_address_is_taken_apart() -> None:
    """Host, port and target as they are asked; http only where it is this machine."""
    assert places.url_of("https://board.example.org/a?b=c", "public") == places.Url(
        "https", "board.example.org", 443, "/a?b=c"
    )
    assert places.url_of("http://localhost:8080", "loopback") == places.Url("http", "localhost", 8080, "/")
    with pytest.raises(WrongInput):
        places.url_of("http://10.0.0.5/", "private")
