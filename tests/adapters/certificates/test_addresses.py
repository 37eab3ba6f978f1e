"""Where the machine is: read from the kernel's tables or asked of the system, private addresses alone, nothing sent."""

from __future__ import annotations

import socket
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from showsafe.adapters.certificates import addresses, hosts
from showsafe.adapters.certificates.hosts import Address, address_of

TRIE = """Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.168.1.0
        /24 link UNICAST
     |-- 192.168.1.20
        /32 host LOCAL
     |-- 192.168.1.255
        /32 link BROADCAST
     |-- 10.8.0.2
        /32 host LOCAL
     |-- 172.17.0.1
        /32 host LOCAL
     |-- 169.254.7.7
        /32 host LOCAL
     |-- 203.0.113.9
        /32 host LOCAL
Local:
     |-- 192.168.1.20
        /32 host LOCAL
"""
HEAD = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n"
SIX = """00000000000000000000000000000001 01 80 10 80       lo
fd000000000000000000000000000002 04 40 00 82     eth0
fd0000000000000000000000000000aa 04 40 00 01     eth0
fd0000000000000000000000000000bb 04 40 00 40     eth0
20010db8000000000000000000000009 04 40 00 80     eth0
fe8000000000000000fc00fffe000001 04 40 20 80     eth0
broken
"""


def route(name: str, network: str) -> str:
    """Return a line of the kernel's table of routes."""
    known = ip_network(network)
    numbers = (int.from_bytes(each.packed, sys.byteorder) for each in (known.network_address, known.netmask))
    destination, mask = (f"{number:08X}" for number in numbers)
    return f"{name}\t{destination}\t00000000\t0003\t0\t0\t0\t{mask}\t0\t0\t0\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return the tables of a laptop on Wi-Fi, with a tunnel, a network of containers and a public address."""
    (tmp_path / "fib_trie").write_text(TRIE)
    (tmp_path / "if_inet6").write_text(SIX)
    lines = [
        route("wlan0", "0.0.0.0/0"),
        route("wlan0", "192.168.1.0/24"),
        route("tun0", "10.8.0.0/24"),
        route("docker0", "172.17.0.0/16"),
        "short line\n",
        "eth9 zz 0 0 0 0 0 zz 0 0 0\n",
    ]
    (tmp_path / "route").write_text(HEAD + "".join(lines))
    return tmp_path


def texts(found: tuple[Address, ...]) -> list[str]:
    """Return addresses as text."""
    return [str(each) for each in found]


def test_the_likeliest_comes_first(tables: Path) -> None:
    """The Wi-Fi's address is first, then others: no loopback, no public one, none of containers, none of a day."""
    assert texts(addresses.present(tables)) == ["192.168.1.20", "10.8.0.2", "fd00::2", "169.254.7.7"]


def test_without_a_way_outside_there_is_still_an_address(tables: Path) -> None:
    """On a network with no router, and with tables that cannot be read, the addresses are found as well."""
    (tables / "route").unlink()
    (tables / "if_inet6").unlink()
    assert "192.168.1.20" in texts(addresses.present(tables))


def test_another_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the tables the system is asked by name and by way, and what it says is put in order."""
    said = (address_of("8.8.8.8"), address_of("10.0.0.7"), address_of("fe80::1"), address_of("127.0.0.1"))
    monkeypatch.setattr(addresses, "from_system", lambda: said)
    assert texts(addresses.present(tmp_path)) == ["10.0.0.7"]


def test_nothing_is_sent_to_find_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way to another machine is found by a socket that is connected and never written to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        other.settimeout(0)
        monkeypatch.setattr(addresses, "_PORT", other.getsockname()[1])
        assert addresses._way_to("127.0.0.1") == address_of("127.0.0.1")
        with pytest.raises(BlockingIOError):
            other.recv(1)


def test_the_system_answers_by_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's own name leads to counts as well; a name that leads nowhere is no error."""
    monkeypatch.setattr(socket, "gethostname", lambda: "localhost")
    assert address_of("127.0.0.1") in addresses.from_system(["127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", _no_answer)
    assert addresses.from_system([]) == ()


def _no_answer(*_: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")


def test_this_machine_is_somewhere_or_nowhere() -> None:
    """On the machine of the test only private addresses come out, each once, and never loopback."""
    found = addresses.present()
    assert len(set(found)) == len(found)
    assert all(
        not each.is_loopback and any(each in net for net in hosts.PERMITTED_NETWORKS) for each in found
    )


@pytest.mark.parametrize(
    ("machine", "name"),
    [
        ("cart", "cart.local"),
        ("Cart.studio.example", "cart.local"),
        ("localhost", "showsafe.local"),
        ("", "showsafe.local"),
        ("my_laptop", "showsafe.local"),
        ("\u00e9cran", "showsafe.local"),
    ],
)
def test_the_name_of_the_machine(monkeypatch: pytest.MonkeyPatch, machine: str, name: str) -> None:
    """The machine's name in its own network is its first label below .local, or a plain one where none fits."""
    monkeypatch.setattr(socket, "gethostname", lambda: machine)
    assert hosts.own_name() == name
