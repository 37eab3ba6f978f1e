"""Hires over HTTP: for the weapons department and the office, serials without their last signs, nobody by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.entrypoints.http.api.shelf import Shelf
from tests.books.ready import book
from tests.entrypoints.api.looked import code
from tests.entrypoints.api.pictures import png
from tests.entrypoints.api.sets import Phone, Served, b64, serving
from tests.simulator import MORNING


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Return a set that is served with an office book beside it."""
    with serving(shelf=Shelf(given={"office": book(clock=FixedClock(MORNING))})) as one:
        yield one


@pytest.fixture(scope="module")
def cart(served: Served) -> Phone:
    """Return a phone with the armorer signed in."""
    phone = served.phone()
    assert phone.sign_in("armorer").status_code == 200
    return phone


def entered(
    phone: Phone,
    kind: str,
    act_id: str,
    sent: list[str] | None = None,
    /,
    **keys: Any,  # noqa: ANN401
) -> httpx.Response:
    """Send one entry."""
    return phone.post("hires", {"kind": kind, "act_id": act_id, "keys": keys, "photos": sent or []})


def opened(phone: Phone, hire: str, *things: dict[str, Any]) -> httpx.Response:
    """Enter the first consignment of a hire."""
    days = {"since": "2026-02-02", "until": "2026-03-01", "on": "2026-02-02"}
    return entered(phone, "take-in", f"in-{hire}", hire=hire, party="Old Mill", items=list(things), **days)


def test_who_may_see_and_enter(served: Served, cart: Phone) -> None:
    """The department and the office; neither a performer nor the crew, nor whoever is not signed in."""
    other = served.phone("other", seed=11)
    assert other.get("hires").status_code == 401
    for person, status in (("performer", 403), ("grip", 403), ("producer", 200), ("assistant", 200)):
        assert other.sign_in(person).status_code == 200
        assert [other.get(path).status_code for path in ("hires", "owners?name=x", "checklists?thing=x")] == [
            status
        ] * 3
        assert (
            entered(other, "set-interval", f"i-{person}", of="class", name="x", days=1).status_code == status
        )
    assert cart.get("hires").status_code == 200


def test_a_hire_is_entered_seen_and_ended(cart: Phone) -> None:
    """Opened, overdue, its condition noted with a photo both times, sent back; the photo is shown, others are not."""
    box = {"thing": "case", "serial": "CASE 1234", "sort": "other"}
    assert opened(cart, "mill-1", box).json()["entry"] > 1
    line = next(each for each in cart.get("hires").json()["hires"] if each["hire"] == "mill-1")
    assert (line["state"], line["outstanding"], line["party"]) == ("overdue", 1, "Old Mill")
    picture = png(64, 48)
    for moment, on, mark in (("in", "2026-02-02", "ok"), ("out", "2026-03-01", "fault")):
        keys = {"thing": "case", "moment": moment, "on": on, "marks": {"works": mark}}
        sums = [hashlib.sha256(picture).hexdigest()]
        done = entered(cart, "note-condition", f"c-{moment}", [b64(picture)], photos=sums, **keys)
        assert done.status_code == 200, done.text
    back = {"hire": "mill-1", "on": "2026-03-02", "items": [{"thing": "case", "serial": "CASE 1234"}]}
    first, again = (entered(cart, "send-out", "out-1", **back).json() for _ in range(2))
    assert (first["repeated"], again["repeated"], again["entry"]) == (False, True, first["entry"])
    shown = cart.get("hires/mill-1")
    assert "CASE 1•••" in shown.text
    assert "CASE 1234" not in shown.text
    whole = shown.json()
    assert (whole["state"], [each["code"] for each in whole["differences"]]) == ("over", ["condition"])
    (thing,) = whole["things"]
    photo = thing["after"]["photos"][0]
    assert cart.get(f"hires/photos/{photo}").content == picture
    assert code(cart.get(f"hires/photos/{'0' * 64}")) == (404, "view.no-such")


@pytest.mark.parametrize(
    ("kind", "keys", "status", "found"),
    [
        ("take-in", {"hire": "h", "items": [{"thing": "x"}]}, 400, "hire.unknown"),
        ("take-in", {"hire": "h", "items": "x"}, 400, "book.wrong-value"),
        ("take-in", {"hire": "h", "items": [7]}, 400, "book.wrong-value"),
        ("take-in", {}, 400, "book.missing-key"),
        ("take-in", {"hire": "h", "items": [], "witness": "bob"}, 400, "hire.second-here"),
        ("take-in", {"hire": "h", "on": "2026-03-03", "items": []}, 400, "hire.not-yet"),
        ("record-service", {"weapon": "cannon", "result": "fit", "who": "x"}, 400, "hire.unknown-weapon"),
        ("do-task", {"task": "x"}, 400, "hire.unknown-kind"),
        (
            "note-condition",
            {"thing": "x", "moment": "in", "marks": {}, "photos": ["0" * 64]},
            400,
            "photo.not-the-one",
        ),
    ],
)
def test_what_is_refused(cart: Phone, kind: str, keys: dict[str, Any], status: int, found: str) -> None:
    """A code, one sentence, what to do now; nothing is entered."""
    assert code(entered(cart, kind, "x", **keys)) == (status, found)
    assert code(cart.get("hires/h")) == (400, "hire.no-such")


def test_a_node_without_books_says_so() -> None:
    """It shows no hires, and takes no entry: it is to be made at the node itself."""
    with serving() as bare:
        phone = bare.phone()
        assert phone.sign_in("armorer").status_code == 200
        assert phone.get("hires").json()["hires"] == []
        refused = entered(phone, "set-interval", "x", of="class", name="blade", days=1)
        assert code(refused) == (503, "book.not-here")
        assert code(phone.get(f"hires/photos/{'0' * 64}")) == (404, "view.no-such")


def test_an_owner_and_a_checklist(cart: Phone) -> None:
    """What of theirs is where, by role; the points of a revolver in both languages."""
    assert cart.get("owners?name=nobody").json()["things"] == []
    checklist = cart.get("checklists?thing=revolver").json()
    assert checklist["list"] == "revolver-1"
    assert {"en", "es"} == set(checklist["points"][0]["says"])
    assert cart.get("checklists").json()["list"] == "other-1"
