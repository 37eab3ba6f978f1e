"""Where a node is reached, and which names it answers to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from showsafe.adapters.certificates import hosts
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.entrypoints.http.reached import Answered, Reached, reached

FOUR, SIX = ip_address("192.168.1.20"), ip_address("fd00::20")
GIVEN = Hosts.of(["cart.example"], ["10.0.0.9"])
OWN = Hosts.of(["set.studio.example"], [])
NONE = Hosts()


def north(only: str = "", own: Hosts | None = None, port: int = 7380) -> Reached:
    """Return how a node with two addresses and a name given by hand is reached."""
    return reached("north-ridge", (FOUR, SIX), GIVEN, port, secure=True, only=only, own=own)


def test_an_address_comes_first() -> None:
    """Phones do not find every `.local` name: the likeliest address is the one in the QR, names stand below it."""
    assert north().urls == (
        "https://192.168.1.20:7380/",
        "https://[fd00::20]:7380/",
        "https://cart.example:7380/",
        "https://showsafe-north-ridge.local:7380/",
        "https://localhost:7380/",
    )


def test_with_a_certificate_of_the_studio_its_names_are_shown() -> None:
    """No address is in that certificate; where a name stands for many, the one of this machine is shown."""
    assert north(own=OWN).urls == ("https://set.studio.example:7380/",)
    assert north(own=OWN, only="192.168.1.20").urls == ("https://set.studio.example:7380/",)
    mine = hosts.own_name().removesuffix(".local")
    assert north(own=Hosts(("*.studio.example",), ())).url == f"https://{mine}.studio.example:7380/"


def test_where_it_listens_at_one_host_that_is_shown_alone() -> None:
    """Somebody who chose one address is shown that one, in brackets where it is of version 6."""
    assert north(only="10.1.2.3").urls == ("https://10.1.2.3:7380/",)
    assert north(only="fd00::9").urls == ("https://[fd00::9]:7380/",)


def test_the_usual_port_is_not_shown() -> None:
    """443 over TLS, and 80 without, are left out of the address."""
    assert north(port=443).url == "https://192.168.1.20/"
    assert reached("n", (FOUR,), NONE, 80, secure=False).url == "http://192.168.1.20/"


def test_without_a_network_it_is_this_machine() -> None:
    """A machine with no address at all is reached from itself."""
    found = reached("n", (), NONE, 7380, secure=False)
    assert found.urls[-1] == "http://localhost:7380/"


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.20",
        "192.168.1.20:7380",
        "192.168.1.20:80",
        "[fd00::20]:7380",
        "localhost:1",
        "127.0.0.1",
        "[::1]",
        "cart.example",
        "10.0.0.9:7380",
        "showsafe-north-ridge.local",
        "showsafe-north-ridge.local.:7380",
        "a.wild.example",
        hosts.own_name(),
    ],
)
def test_it_answers_to_its_names_at_any_port(host: str) -> None:
    """Addresses, names and what a wildcard stands for, whatever the port: a tunnel may have another one."""
    assert host in Answered(north(own=Hosts(("*.wild.example",), ())).hosts)


@pytest.mark.parametrize(
    "host",
    [
        "",
        ":7380",
        "evil.example",
        "192.168.1.21",
        "192.168.1.20.evil.example",
        "cart.example.evil.example",
        "evil.cart.example",
        "a.b.wild.example",
        "wild.example",
        "*.wild.example.evil",
        "fd00::20:7380",
        "[fd00::21]",
        "[",
        "localhost@evil.example",
        "localhost/evil.example",
    ],
)
def test_it_answers_to_nothing_else(host: str) -> None:
    """Any other name is not its own, however much of one is in it."""
    assert host not in Answered(north(own=Hosts(("*.wild.example",), ())).hosts)


def test_a_unit_of_a_long_name_has_a_short_one() -> None:
    """A label has at most 63 letters; what is longer is cut, and never ends in a hyphen."""
    name = hosts.unit_name("a" * 53 + "-" + "b" * 9)
    assert name == "showsafe-" + "a" * 53 + ".local"
    assert hosts.name_of(name) == name


def test_the_name_for_passkeys() -> None:
    """The first name with its port: the studio's, one that was given, the unit's own; never an address."""
    assert north(own=OWN).name == "set.studio.example:7380"
    assert north().name == "cart.example:7380"
    assert north(own=OWN, port=443).name == "set.studio.example"
    assert north(only="192.168.1.20").name == ""
    assert reached("north-ridge", (FOUR,), NONE, 7380, secure=True).name == "showsafe-north-ridge.local:7380"
    assert reached("north-ridge", (FOUR,), GIVEN, 7380, secure=False).name == ""
