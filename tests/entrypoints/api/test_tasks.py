"""Dated tasks over HTTP: who sees which, and who says that one was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.application.records import stamp
from showsafe.books.book import Book, Entry
from showsafe.entrypoints.http.api.shelf import Shelf
from tests.books import ready
from tests.books.ready import enter
from tests.entrypoints.api.looked import code
from tests.entrypoints.api.sets import Phone, Served, serving


@pytest.fixture(name="books", scope="module")
def _books() -> dict[str, Book]:
    """Return the two books, in memory."""
    clock = FixedClock(ready.AT)
    return {name: ready.book(name, clock) for name in ("office", "bound-book")}


@pytest.fixture(name="set_", scope="module")
def _set(books: dict[str, Book]) -> Iterator[Served]:
    """Serve a set whose bound book has a line that is lost, found so a day before its clock."""
    with serving(shelf=Shelf(given=books)) as served:
        found = served.clock.now() - timedelta(days=1)
        line = enter(books["bound-book"], "acquire", on="2026-01-02", serial="M-1", at=found).number
        lost = {"acquisition": line, "found": stamp(found), "as": "loss"}
        made = Entry(kind="find-missing", by="pat", at=found, act_id="lost-1", keys=lost)
        books["bound-book"].enter(made)
        permit = [{"kind": "firearms", "class": "any", "expires": "2027-01-31"}]
        assert (
            served.node.report("enrol", "producer", person="armorer", credentials=permit).outcome == "record"
        )
        yield served


@pytest.fixture(name="cart", scope="module")
def _cart(set_: Served) -> Phone:
    """Return a phone on which anybody signs in."""
    return set_.phone()


def signed_in(phone: Phone, person: str) -> Phone:
    """Return the phone with somebody signed in."""
    assert phone.sign_in(person).status_code == 200
    return phone


def listed(phone: Phone, more: str = "") -> dict[str, str]:
    """Return the tasks that somebody sees, each with its state."""
    return {task["id"]: task["state"] for task in phone.get(f"tasks{more}").json()["tasks"]}


def test_who_may_see_tasks(cart: Phone) -> None:
    """Those in charge see what is due; performers and crew do not, nor does who is not signed in."""
    assert cart.get("tasks").status_code == 401
    for person, status in (("armorer", 200), ("first-ad", 200), ("performer", 403), ("grip", 403)):
        assert signed_in(cart, person).get("tasks").status_code == status


def test_what_is_due_is_shown_with_its_clause(cart: Phone) -> None:
    """A theft or loss is due within two days of being found, by a clause that was read, in both languages."""
    answer = signed_in(cart, "armorer").get("tasks")
    told = {task["id"]: task for task in answer.json()["tasks"]}
    due = next(task for name, task in told.items() if name.endswith(":police"))
    assert (due["clause"]["id"], due["clause"]["shown_as_law"]) == ("CFR-478.39a", True)
    assert due["minutes_left"] == 24 * 60
    assert "local police" in due["says"]["en"]
    assert "policía" in due["says"]["es"]
    assert answer.json()["counts"]["soon"] >= 2


def test_papers_of_people_are_for_the_office_and_for_themselves(cart: Phone) -> None:
    """Whose permit ends is seen by the producer, and by that person; another custodian sees nothing of it."""
    seen = {
        person: {name for name in listed(signed_in(cart, person)) if name.startswith("expiring.credential")}
        for person in ("producer", "armorer", "first-ad")
    }
    assert any(":armorer:" in name for name in seen["producer"])
    assert all(":armorer:" in name for name in seen["armorer"])
    assert seen["armorer"]
    assert seen["first-ad"] == set()


def test_a_paper_about_a_person_is_theirs(cart: Phone, set_: Served) -> None:
    """A permit that was recorded about somebody is hidden as their other papers are; one of the day is shown to all."""
    for about in ("armorer", "day"):
        keys = {"kind": "permit", "number": f"P-{about}", "about": about, "expires": "2027-01-31"}
        assert set_.node.report("record-paper", "producer", **keys).outcome == "record"
    for person, own in (("producer", True), ("armorer", True), ("first-ad", False), ("assistant", False)):
        answer = signed_in(cart, person).get("tasks")
        assert "P-day" in answer.text
        assert ("P-armorer" in answer.text) is own, person
    hidden = next(name for name in listed(signed_in(cart, "producer")) if name.startswith("expiring.paper"))
    said = {"task": hidden, "act_id": "not-mine", "said": "done", "on": "2026-03-01"}
    assert code(signed_in(cart, "prop-master").post("tasks", said)) == (400, "tasks.unknown")


def test_a_task_is_said_to_be_done_once(cart: Phone, books: dict[str, Book]) -> None:
    """It is entered in the office book under the name of who is signed in, and the same id again enters nothing."""
    task = next(name for name in listed(signed_in(cart, "armorer")) if ":armorer:" in name)
    said = {"task": task, "act_id": "told-1", "said": "done", "on": "2026-03-01", "reference": "IC-9"}
    first, again = cart.post("tasks", said), cart.post("tasks", said)
    assert (first.status_code, first.json()["repeated"], again.json()["repeated"]) == (200, False, True)
    kept = books["office"].entries("do-task")
    assert [(each.by, each["task"], each["reference"]) for each in kept] == [("armorer", task, "IC-9")]
    assert task not in listed(cart)
    assert listed(cart, "?all=true")[task] == "done"


def test_what_an_entry_ends_nobody_says_done(cart: Phone) -> None:
    """The report of a theft or loss is entered in the bound book; a word in the office book does not end it."""
    task = next(name for name in listed(signed_in(cart, "armorer")) if name.endswith(":agency"))
    said = {"task": task, "act_id": "told-2", "said": "done", "on": "2026-03-01"}
    assert code(cart.post("tasks", said)) == (400, "tasks.shown-by-entry")
    assert task in listed(cart)


def test_what_is_put_off_keeps_its_day(cart: Phone) -> None:
    """Putting off needs a day and a reason; the day of the clause stays what it was."""
    police = next(name for name in listed(signed_in(cart, "producer")) if name.endswith(":police"))
    before = next(task for task in cart.get("tasks").json()["tasks"] if task["id"] == police)
    said = {
        "task": police,
        "act_id": "off-1",
        "said": "put-off",
        "until": "2027-01-01",
        "why": "station closed",
    }
    assert code(cart.post("tasks", {**said, "why": ""})) == (400, "book.wrong-value")
    assert cart.post("tasks", said).status_code == 200
    after = next(task for task in cart.get("tasks").json()["tasks"] if task["id"] == police)
    assert (after["state"], after["at"], after["put_off"]["why"]) == (
        "put-off",
        before["at"],
        "station closed",
    )


def test_who_may_not_say_it(cart: Phone) -> None:
    """The 1st AD looks but answers for no task; a task that is not there, or not to be seen, is none."""
    said = {"task": "bound.print:0", "act_id": "x-1", "said": "done"}
    assert signed_in(cart, "first-ad").post("tasks", said).status_code == 403
    signed_in(cart, "armorer")
    assert code(cart.post("tasks", {**said, "task": "nothing"})) == (400, "tasks.unknown")
