"""``showsafe device``: the first device comes in by a code of the node's own keyboard, and a lost one goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.application.access.desk import Desk
from showsafe.application.access.possession import ToBeSigned
from showsafe.application.unit import Answer
from showsafe.ledger import base64text, record
from showsafe.ledger.keys import DeviceKey
from tests.entrypoints.cli import run, size
from tests.entrypoints.keyboards import ADDRESS, served

KEY = DeviceKey(bytes(range(7, 39)))


def come_in(desk: Desk, code: str, key: DeviceKey = KEY) -> Answer:
    """Bring a device in by its code, as its browser does: once to see what to sign, and once with it."""
    public = base64text.encode(key.public)
    with pytest.raises(ToBeSigned) as shown:
        desk.come_in(code, public, "")
    return desk.come_in(code, public, base64text.encode(key.sign(shown.value.message)))


def invite(data: Path, *words: str) -> dict[str, str]:
    """Return what an invitation shows."""
    said = run("device", data, "invite", "cart", "by=producer", "witness=armorer", *words, "--json")
    assert said.status == 0, said.err
    return said.json


def test_the_first_device_comes_in_by_a_code_of_the_keyboard(data: Path) -> None:
    """Two are named, nobody shows a badge, and the record says where that was said."""
    with served(data) as desk:
        answer = come_in(desk, invite(data)["code"])
        assert answer.outcome == "permit"
        body = record.read(desk.unit.store.entry(answer.number).raw).body
        assert (body["by"], body["act"]["witness"], body["act"]["of"]) == (
            "producer",
            "armorer",
            "device:cart",
        )
        assert body["act"]["says"] == "Said at the keyboard of this node; no badge was shown."
        listed = run("device", data, "list", "--json").json["devices"]
    assert [(each["device"], each["name"], each["person"]) for each in listed] == [(KEY.id, "cart", "")]
    assert "cart, shared" in run("device", data).out
    assert run("verify", data).status == 0


def test_a_phone_of_somebodys_own_is_named_so(data: Path) -> None:
    """Whose it is stands in the list and in the record of its key."""
    with served(data) as desk:
        come_in(desk, invite(data, "of=performer")["code"])
        assert "cart, performer's own" in run("device", data).out


def test_the_code_stands_behind_the_hash_of_the_address(data: Path) -> None:
    """What stands there is sent to no server, and reaches no log."""
    with served(data):
        shown = run("device", data, "invite", "cart", "by=producer", "witness=armorer")
        url = shown.out.split()[-1]
    assert url.startswith(f"{ADDRESS}/join-device#d-")
    assert "\u2588" in shown.out


def test_a_lost_device_signs_nothing_any_more(data: Path) -> None:
    """By its name, by anybody, and whoever worked at it is signed out."""
    with served(data) as desk:
        come_in(desk, invite(data)["code"])
        token = desk.sessions.begin("armorer", KEY.id, "badge-pin-shared-device")
        assert run("device", data, "lost", "cart", "by=performer", "reason=left on the bus").status == 0
        assert desk.sessions.count() == 0
        assert token
        assert not desk.unit.state("set").keys[KEY.id].holds
    assert "off since record" in run("device", data).out
    assert run("device", data, "lost", "cart", "by=performer").status == 2


def test_a_lost_device_is_taken_off_without_a_server_too(data: Path) -> None:
    """The safe direction needs nothing that may not be running."""
    with served(data) as desk:
        come_in(desk, invite(data)["code"])
    assert run("device", data, "lost", KEY.id, "by=armorer").status == 0
    with bootstrap.open_unit(data) as unit:
        assert not unit.state("set").keys[KEY.id].holds


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("cart", "by=producer", "witness=producer"), "access.second-person"),
        (("cart", "by=producer", "witness=nobody"), "input.unknown-person"),
        (("cart", "by=assistant", "witness=performer"), "access.not-the-office"),
        (("cart", "by=producer", "witness=assistant", "of=producer"), "access.not-the-office"),
        (("cart@armorer", "by=producer", "witness=armorer"), "access.not-a-name"),
        (("cart", "by=producer", "witness=armorer", "of=nobody"), "input.unknown-person"),
        (("cart", "by=producer"), "input.usage"),
        (("by=producer", "witness=armorer"), "input.usage"),
        (("cart", "by=producer", "witness=armorer", "badge=x"), "input.usage"),
    ],
)
def test_an_invitation_that_two_do_not_answer_for_is_not_made(
    data: Path, words: tuple[str, ...], code: str
) -> None:
    """What would be refused when the device comes is refused at the keyboard, and nothing is recorded."""
    with served(data) as desk:
        before = desk.unit.store.size()
        said = run("device", data, "invite", *words)
        assert desk.unit.store.size() == before
    assert (said.status, f"[{code}]" in said.err) == (2, True)


def test_an_invitation_needs_a_program_that_serves(data: Path) -> None:
    """A device reaches the node over the network, so it says what to start."""
    before = size(data)
    said = run("device", data, "invite", "cart", "by=producer", "witness=armorer")
    assert (said.status, "[device.not-served]" in said.err) == (2, True)
    assert size(data) == before


def test_two_devices_of_one_name_are_told_apart_by_their_id(data: Path) -> None:
    """A name that is not the only one takes nobody's device off by mistake."""
    other = DeviceKey(bytes(range(9, 41)))
    with served(data) as desk:
        come_in(desk, invite(data)["code"])
        come_in(desk, invite(data)["code"], other)
        said = run("device", data, "lost", "cart", "by=armorer")
        assert (said.status, "[access.unknown-device]" in said.err) == (2, True)
        assert run("device", data, "lost", other.id, "by=armorer").status == 0
        assert desk.unit.state("set").keys[KEY.id].holds
