"""Announcing a node's name, on this machine alone: found by whoever looks, taken back at the end, or said to fail."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from showsafe.adapters.mdns import Announcer, Service
from showsafe.errors import Unusable
from tests import loops

HERE = ip_address("127.0.0.1")
NOBODY = 300
LONG = 5000


def service(unit: str, *, secure: bool = True) -> Service:
    """Return what is announced of a unit on this machine."""
    return Service(unit, secure, 7380, (HERE,))


async def found(type_: str, unit: str, patience: int = LONG) -> AsyncServiceInfo | None:
    """Look for a unit's node as a phone does."""
    looking = AsyncZeroconf(interfaces=[str(HERE)])
    try:
        return await looking.async_get_service_info(type_, f"Showsafe {unit}.{type_}", timeout=patience)
    finally:
        await looking.async_close()


async def announced(announcer: Announcer) -> list[str]:
    """Announce a node, then the same over plain HTTP; return what somebody saw who looked, or the code of an error."""
    try:
        await announcer.show(service("announced-a"))
    except Unusable as error:
        return [error.code]
    seen = [await found("_https._tcp.local.", "announced-a")]
    await announcer.show(service("announced-a", secure=False))
    seen.append(await found("_http._tcp.local.", "announced-a"))
    await announcer.end()
    assert await found("_http._tcp.local.", "announced-a", NOBODY) is None
    return [f"{each.server} {each.port} {each.parsed_addresses()}" if each else "nothing" for each in seen]


@pytest.mark.slow
def test_a_node_is_found_by_its_name() -> None:
    """Whoever looks finds the name, the port and the address, and nothing afterwards; or it is said not to be so."""

    async def tried() -> list[str]:
        announcer = Announcer()
        try:
            return await announced(announcer)
        finally:
            await announcer.end()

    seen = loops.run(tried())
    assert seen in (["showsafe-announced-a.local. 7380 ['127.0.0.1']"] * 2, ["mdns.not-here"])


def test_where_it_cannot_be_announced_it_says_so() -> None:
    """An address that is not there, or none at all, is one sentence with what to do instead."""

    async def tried(*addresses: str) -> Unusable:
        with pytest.raises(Unusable) as caught:
            await Announcer().show(Service("north-ridge", True, 7380, tuple(map(ip_address, addresses))))  # noqa: FBT003
        return caught.value

    for addresses in ((), ("192.0.2.7",)):
        error = loops.run(tried(*addresses))
        assert error.code == "mdns.not-here"
        assert "showsafe-north-ridge.local" in error.says
        assert "QR" in error.now


def test_a_long_name_is_cut_to_what_a_label_holds() -> None:
    """A unit's name of 63 letters still makes a service that the protocol takes."""
    info = service("u" * 63).info()
    assert len(info.name.removesuffix("._https._tcp.local.")) == 63
    assert len((info.server or "").split(".")[0]) == 63
