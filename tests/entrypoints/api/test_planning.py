"""Readiness, schedule and calendar over HTTP: who may look, who may say, and what of papers is shown to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar, Component

from showsafe.adapters.clock import FixedClock
from showsafe.books.book import Book, Entry
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from showsafe.entrypoints.http.api.shelf import Shelf
from tests.books import ready
from tests.books.planning.scripts import RIDGE, script
from tests.entrypoints.api.looked import code
from tests.entrypoints.api.sets import Phone, Served, b64, serving

CLOCK = FixedClock(ready.AT)


@pytest.fixture(name="office", scope="module")
def _office() -> Book:
    """Return the office book of a set, in memory."""
    return ready.book("office", CLOCK)


@pytest.fixture(name="set_", scope="module")
def _set(office: Book) -> Iterator[Served]:
    """Serve a set with a script, a schedule of tomorrow, and an armorer whose paper ends before it."""
    with serving(shelf=Shelf(given={"office": office})) as served:
        now = served.clock.now()
        CLOCK.advance((now - CLOCK.now()).total_seconds())
        office.enter(replace(entering.script(script(*RIDGE), "ridge.fdx", "first-ad", now), act_id="script"))
        rows = [{"day": tomorrow(served).isoformat(), "scenes": "12, A15", "call": "07:30"}]
        office.enter(replace(entering.schedule(rows, "s.csv", "first-ad", now), act_id="schedule"))
        uses = {"uses": [{"weapon": "revolver", "user": "grip"}]}
        keys = entering.confirm(planning_of(office.entries()), served.node.state, "12", uses)
        office.enter(Entry(kind="confirm-scene", by="armorer", at=now, act_id="confirmed", keys=keys))
        yield served


@pytest.fixture(name="cart", scope="module")
def _cart(set_: Served) -> Phone:
    """Return a phone on which anybody signs in."""
    return set_.phone()


def tomorrow(served: Served) -> date:
    """Return the day after the one of a set."""
    return served.node.state.local_date(served.clock.now()) + timedelta(days=1)


def signed_in(phone: Phone, person: str) -> Phone:
    """Return the phone with somebody signed in."""
    assert phone.sign_in(person).status_code == 200
    return phone


def saying(act_id: str, scene: str = "12", **more: object) -> dict[str, object]:
    """Return what is sent of a scene."""
    return {"scene": scene, "act_id": act_id, "said": "confirm", **more}


LOOKS = ("readiness", "schedule", "calendar.ics")


@pytest.mark.parametrize("path", LOOKS)
def test_who_may_look(cart: Phone, set_: Served, path: str) -> None:
    """Those in charge see what is planned; performers and crew do not, nor does who is not signed in."""
    assert set_.phone("stranger", seed=21).get(path).status_code == 401
    for person, status in (("armorer", 200), ("first-ad", 200), ("performer", 403), ("grip", 403)):
        assert signed_in(cart, person).get(path).status_code == status


def test_scene_is_confirmed_and_its_day_looked_at(cart: Phone, set_: Served) -> None:
    """The one who is signed in says it, once; and then the day asks for what it lacks."""
    uses = [{"weapon": "revolver", "user": "grip"}]
    body = saying("say-1", uses=uses, ammunition="blank", load="half", shots=3)
    first = signed_in(cart, "armorer").post("schedule/scenes", body)
    again = cart.post("schedule/scenes", body)
    assert (first.status_code, first.json()["repeated"], again.json()["repeated"]) == (200, False, True)
    found = cart.get("readiness").json()
    assert (found["day"], found["assumed"], [each["scene"] for each in found["scenes"]]) == (
        tomorrow(set_).isoformat(),
        True,
        ["12"],
    )
    taught = next(each for each in found["items"] if each["code"] == "receiver.not-instructed")
    assert (taught["who"], taught["scenes"], taught["act"]) == ("grip", ["12"], "instruct")
    assert taught["sources"]
    plan = cart.get("schedule").json()
    assert [(each["scene"], each["waits"]) for each in plan["days"][0]["scenes"]] == [
        ("12", False),
        ("A15", True),
    ]
    said = next(each for each in plan["scenes"] if each["scene"] == "12")
    assert (said["standing"], said["said"]["by"], said["words"][0]["word"]) == (
        "confirmed",
        "armorer",
        "REVOLVER",
    )


def test_who_may_say_of_a_scene(cart: Phone) -> None:
    """An assistant may look and not say; a dismissal needs a reason; unknown things and scenes are refused in words."""
    refused = signed_in(cart, "assistant").post("schedule/scenes", saying("say-2"))
    assert refused.status_code == 403
    signed_in(cart, "first-ad")
    for body, expected in (
        (saying("say-3", said="dismiss", scene="A15"), "planning.no-reason"),
        (saying("say-4", uses=[{"weapon": "cannon"}]), "planning.unknown-weapon"),
        (saying("say-5", said="dismiss", scene="404", why="x"), "planning.unknown-scene"),
        (saying("say-6", scene=""), "planning.unknown-scene"),
        (saying("say-7", ammunition="live"), "planning.unknown-rounds"),
    ):
        assert code(cart.post("schedule/scenes", body)) == (400, expected)
    assert cart.post("schedule/scenes", saying("say-8", shots=-1)).status_code == 400
    done = cart.post("schedule/scenes", saying("say-9", said="dismiss", scene="A15", why="he only leans"))
    assert done.status_code == 200


def _expiries(content: bytes) -> list[Component]:
    """Return what ends, of a calendar."""
    return [
        each
        for each in Calendar.from_ical(content).walk("VEVENT")
        if each["categories"].to_ical() == b"expiry"
    ]


def test_papers_are_for_those_who_may_see_them(cart: Phone, set_: Served) -> None:
    """The 1st AD sees that something of papers stands against it; office and custodians see whose and what.

    The calendar leaves the node: when a paper of somebody ends is in that of the office alone.
    """
    ends = tomorrow(set_) - timedelta(days=1)
    papers = [{"kind": "firearms", "expires": ends.isoformat()}, {"kind": "course"}]
    said = {"person": "prop-master", "roles": ["property-master"], "credentials": papers, "age": 50}
    assert set_.node.report("enrol", "producer", **said).outcome == "record"
    seen = {}
    for person in ("producer", "first-ad", "armorer"):
        ends_on = [
            str(each["summary"]) for each in _expiries(signed_in(cart, person).get("calendar.ics").content)
        ]
        assert any("property master" in each for each in ends_on) is (person == "producer")
        found = cart.get("readiness").json()
        seen[person] = {each["code"] for each in found["items"] if each["gate"] == "custodian"}
        ending = {each["of"] for each in found["expiring"]}
        assert ("prop-master" in ending) is (person != "first-ad")
    assert seen == {
        "producer": {"custodian.expired"},
        "armorer": {"custodian.expired"},
        "first-ad": {"custodian.papers"},
    }


def test_script_comes_in_once_from_a_desk(cart: Phone) -> None:
    """Who may say of a scene may bring in the script; the same again is known, and no script is refused in words."""
    blue = b64(script(*RIDGE, revision="Blue"))
    assert signed_in(cart, "performer").post("schedule/script", {"content": blue}).status_code == 403
    first = signed_in(cart, "producer").post("schedule/script", {"content": blue, "file": "blue.fdx"}).json()
    assert (first["known"], first["revision"], first["counts"]["without_words"]) == (False, "Blue", 1)
    assert cart.post("schedule/script", {"content": blue}).json()["known"] is True
    assert cart.get("schedule").json()["script"]["file"] == "blue.fdx"
    short, whole = (cart.get(f"schedule{more}").json()["scenes"] for more in ("?brief=true", ""))
    assert [each["scene"] for each in short] == [each["scene"] for each in whole if each["waits"]]
    for content, expected in ((b64(b"%PDF-1.7"), "script.not-fdx"), ("not base64!", "script.not-whole")):
        assert code(cart.post("schedule/script", {"content": content})) == (400, expected)


def test_calendar_leaves_without_names(cart: Phone) -> None:
    """What a phone takes is a calendar, with people by their roles."""
    answer = signed_in(cart, "armorer").get("calendar.ics?language=es")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    titles = [str(each["summary"]) for each in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert "Armas: escenas 12" in titles
    assert "grip" not in answer.text


@pytest.mark.parametrize("day", ["2026-13-01", "soon", "20260301", "2001-01-01"])
def test_days_that_are_none(cart: Phone, day: str) -> None:
    """What is no day, and a day that is over, are refused in words."""
    expected = "readiness.past" if day.startswith("2001") else "input.wrong-value"
    assert code(signed_in(cart, "armorer").get(f"readiness?day={day}")) == (400, expected)
