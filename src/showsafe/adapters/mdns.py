"""Announcing the node in its own network: a name that ends in ``.local``, and a service that phones can find.

Convenient, and never needed: some phones and some routers let no multicast through, so the address with its QR stands
beside it. Only what is announced anyway is said to the network: the unit's name, the address and the port.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from zeroconf import Error, IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from showsafe.adapters.certificates.hosts import LONGEST_LABEL, Address, unit_name
from showsafe.errors import Unusable

SECONDS = 10.0
"""How long announcing may take before it counts as not possible here."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is announced: a unit's node, how it is spoken to, and where."""

    unit: str
    secure: bool
    port: int
    addresses: tuple[Address, ...]

    @property
    def type(self) -> str:
        """The type of service, as browsers of services ask for it."""
        return "_https._tcp.local." if self.secure else "_http._tcp.local."

    def info(self) -> ServiceInfo:
        """Return it as the network is told."""
        return ServiceInfo(
            self.type,
            f"{f'Showsafe {self.unit}'[:LONGEST_LABEL].rstrip()}.{self.type}",
            port=self.port,
            properties={"path": "/"},
            server=f"{unit_name(self.unit)}.",
            addresses=[each.packed for each in self.addresses],
        )


class Announcer:
    """Announces one service at a time; to be used in one loop."""

    def __init__(self) -> None:
        self._open: AsyncZeroconf | None = None

    async def show(self, service: Service) -> None:
        """Announce a service, in the place of the one before; raises Unusable ``mdns.not-here``."""
        await self.end()
        try:
            async with asyncio.timeout(SECONDS):
                await self._begin(service)
        except (OSError, Error, TimeoutError, RuntimeError) as error:
            await self.end()
            _let_go(error)
            raise _not_here(service.unit) from error

    async def end(self) -> None:
        """Take back what was announced."""
        opened, self._open = self._open, None
        if opened is not None:
            with contextlib.suppress(OSError, Error, TimeoutError, RuntimeError):
                await opened.async_unregister_all_services()
            with contextlib.suppress(OSError, Error, TimeoutError, RuntimeError):
                await opened.async_close()

    async def _begin(self, service: Service) -> None:
        # It complains at length where the network takes nothing; one sentence of ours says the same.
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)
        self._open = AsyncZeroconf(interfaces=_interfaces(service.addresses), ip_version=_version(service))
        await (await self._open.async_register_service(service.info(), allow_name_change=True))


def _let_go(error: BaseException) -> None:
    """Close what the library had opened when it failed: it stands in its frames, and stays open as long as they do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        traceback.clear_frames(error.__traceback__)


def _interfaces(addresses: Sequence[Address]) -> list[str]:
    if not addresses:
        raise OSError("no address to announce")
    return [str(each) for each in addresses]


def _version(service: Service) -> IPVersion:
    versions = {each.version for each in service.addresses}
    if len(versions) > 1:
        return IPVersion.All
    return IPVersion.V4Only if versions == {4} else IPVersion.V6Only


def _not_here(unit: str) -> Unusable:
    return Unusable(
        "mdns.not-here",
        f"The name {unit_name(unit)} cannot be announced on this network.",
        "Use the address, or its QR; they work without.",
    )
