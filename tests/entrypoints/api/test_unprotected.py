"""What came over a network in the open says so in its record; what came over TLS, or from this machine, does not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from showsafe.application.access.desk import Desk
from showsafe.entrypoints.http.api.app import app
from showsafe.entrypoints.http.api.front import Config
from tests import loops
from tests.entrypoints.api.looked import CHECK, SIX, body
from tests.entrypoints.api.sets import PIN, PLAIN, Phone, Served


def sent(desk: Desk, config: Config, address: str, path: str, said: dict[str, Any]) -> httpx.Response:
    """Return the answer to what comes from an address of the network."""

    async def once() -> httpx.Response:
        served: Any = app(desk, config)
        transport = httpx.ASGITransport(app=served, client=(address, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://showsafe.local") as client:
            return await client.post(f"/api/v1/{path}", json=said)

    return loops.run(once())


def act(phone: Phone) -> dict[str, Any]:
    """Return a check as a phone sends it, with a badge."""
    return {**phone.saying("check", "armorer", **CHECK), "badge": phone.served.badges["armorer"], "pin": PIN}


@pytest.mark.parametrize(
    ("config", "address", "marked"),
    [
        (PLAIN, "192.0.2.7", [True]),
        (PLAIN, "fe80::7", [True]),
        (PLAIN, "", [True]),
        (PLAIN, "127.0.0.1", []),
        (PLAIN, "::1", []),
        (Config(secure=True), "192.0.2.7", []),
    ],
)
def test_an_act_says_how_it_came(
    served: Served, phone: Phone, config: Config, address: str, marked: list[bool]
) -> None:
    """Only plain HTTP from another machine is marked; an address that cannot be read counts as one."""
    check = body(served, sent(served.desk, config, address, "asks", act(phone)))
    hold = body(served, sent(served.desk, config, address, "hold", {"act_id": "press"}))
    for said in (check, hold):
        assert [said[name] for name in said if name == "unprotected"] == marked


def test_a_word_in_the_open_marks_its_act(served: Served, phone: Phone) -> None:
    """The first person stands at the node, and the second one's word came through the air: that is shown."""
    phone.sign_in("armorer")
    other = served.phone("pocket", "assistant", seed=9)
    look = phone.look("check", "armorer", **CHECK)
    word: list[tuple[str, dict[str, Any]]] = []

    class Kept(Phone):
        def post(self, path: str, body: Any = None, **_: str) -> httpx.Response:  # noqa: ANN401 - as sent
            word.append((path, body))
            return httpx.Response(200)

    Kept(served, other.key, other.http).second(look, "assistant", SIX)
    ((path, said),) = word
    assert sent(served.desk, PLAIN, "192.0.2.7", path, said).status_code == 200
    done = phone.done(look, witness="assistant", witness_seen=6)
    assert body(served, done)["unprotected"] is True
    shown = phone.get("weapons/revolver").json()
    assert shown["proven"][str(done.json()["record"])]["says"] == (
        "armorer: badge and PIN on a shared device (weaker); assistant: badge and PIN on their own device; "
        "unprotected transport; said sooner than anybody can look"
    )
