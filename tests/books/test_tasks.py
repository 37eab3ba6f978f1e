"""Deadlines are dated tasks: derived from records, done by records, never moved by whoever puts them off."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from showsafe.books import tasks, wording
from showsafe.books.due import SOURCES
from showsafe.books.due.bound import months_after
from showsafe.errors import WrongInput
from tests.books.bound.ready import clauses
from tests.books.office import TODAY, Office, day, hours

PLACES = re.compile(r"\{[a-z]+\}")


def with_loss(**said: Any) -> tuple[Office, int, int]:  # noqa: ANN401 - keys of the loss
    """Return an office whose bound book has a line that was found to be lost, with the two entries."""
    office = Office(bound=True)
    line = office.bound.acquire(on=day(0))
    loss = office.bound.enter(
        "find-missing", acquisition=line, found=hours(0), **{"as_": "loss", "in_transit": True, **said}
    )
    return office, line, loss


def test_a_loss_has_its_clock_and_its_entry() -> None:
    """Agency and police are told within 48 hours, to the minute; the disposition is entered within seven days."""
    office, line, loss = with_loss()
    found = office.tasks()
    for to in ("agency", "police"):
        told = found[f"bound.report-missing:{loss}:{to}"]
        assert (told["at"], told["minutes_left"], told["clause"]["id"]) == (hours(48), 48 * 60, "CFR-478.39a")
    entry = found[f"bound.enter-missing:{loss}"]
    assert (entry["due"], entry["clause"]["id"]) == (day(7), "CFR-478.39a-2016")
    office.pass_days(2)
    assert office.states("bound.report-missing")[f"bound.report-missing:{loss}:agency"] == "today"
    office.clock.advance(60)
    assert office.states("bound.report-missing")[f"bound.report-missing:{loss}:agency"] == "overdue"
    told_entry = office.bound.enter("report-missing", missing=loss, to="agency", told=hours(1), number="IC-9")
    office.bound.dispose(line, how="lost", missing=loss, to_name="", to_licence="")
    now = office.tasks()
    assert now[f"bound.report-missing:{loss}:agency"]["done"] == {"of": "bound-book", "record": told_entry}
    assert now[f"bound.report-missing:{loss}:police"]["state"] == "overdue"
    assert now[f"bound.enter-missing:{loss}"]["state"] == "done"


def test_what_did_not_get_lost_on_the_way_is_a_disposition_as_any() -> None:
    """The clause about a loss on the way is named only where it was one."""
    office, _, loss = with_loss(in_transit=False)
    assert office.tasks()[f"bound.enter-missing:{loss}"]["clause"]["id"] == "CFR-478.125(e)-disp"


def test_what_was_found_again_is_told_and_entered() -> None:
    """Found before it was entered as gone, only the agency is told; found afterwards, it is acquired once more."""
    office, _, loss = with_loss()
    found = office.bound.enter("find-again", missing=loss, on=day(0))
    assert set(office.states("bound.enter-")) == set()
    assert office.states("bound.tell-found") == {f"bound.tell-found:{found}": "today"}
    office, line, loss = with_loss()
    gone = office.bound.dispose(line, how="lost", missing=loss)
    found = office.bound.enter("find-again", missing=loss, on=day(0))
    assert office.states("bound.enter-found")[f"bound.enter-found:{found}"] != "done"
    office.bound.acquire(on=day(0), how="found", after=gone)
    assert office.states("bound.enter-found")[f"bound.enter-found:{found}"] == "done"


def test_a_struck_loss_has_no_clock() -> None:
    """What was entered as lost by mistake asks nothing of anybody any more."""
    office, _, loss = with_loss()
    office.bound.strike(loss, "it was in the other safe")
    assert office.states("bound.report-missing") == {}


def test_what_lacks_is_due_when_the_entry_is() -> None:
    """A missing fact is due by the day of its entry, named, and gone with the correction that says it."""
    office = Office(bound=True)
    line = office.bound.acquire(on=day(0), serial="", model="")
    lacks = office.tasks()[f"bound.lacks:{line}"]
    assert lacks["about"]["facts"] == ["model", "serial"]
    assert "does not say: model, serial number." in lacks["says"]["en"]
    assert "no dice: modelo, número de serie." in lacks["says"]["es"]
    office.bound.correct(line, serial="M-1", model="none")
    assert office.states("bound.lacks") == {}


def test_copies_are_due_and_are_not_law() -> None:
    """A backup is due on the day of what is not in one, a print half a year after the last; known second-hand only."""
    office = Office(bound=True)
    assert office.states("bound.") == {"bound.state-licence": "undated"}
    office.bound.acquire(on=day(0))
    found = office.tasks()
    assert found["bound.print:0"]["due"] == months_after(TODAY, 6).isoformat()
    backup = next(task for name, task in found.items() if name.startswith("bound.backup"))
    for task in (backup, found["bound.print:0"]):
        assert (task["clause"]["shown_as_law"], task["clause"]["grade"]) == (False, "S")
        assert task["clause"]["label"] == "known second-hand; not shown as law"
    assert backup["due"] == day(0)
    size = office.bound.book.pages().size
    office.bound.enter("log-backup", file="a" * 64, last=size)
    office.pass_days(1)
    printed = office.bound.enter("log-print", because="semi-annual", file="b" * 64, last=size)
    assert office.states("bound.backup") == {}
    assert office.due("bound.print") == {
        f"bound.print:{printed}": months_after(TODAY, 6).replace(day=TODAY.day + 1).isoformat()
    }
    office.bound.acquire(on=day(1), serial="M-2")
    office.pass_days(1)
    assert list(office.states("bound.backup").values()) == ["overdue"]


def test_a_request_is_answered_by_a_print() -> None:
    """The agency's request is due in a day, and a print that names it shows it done."""
    office = Office(bound=True)
    office.bound.acquire(on=day(0))
    asked = office.bound.enter("receive-request", asked=hours(0), from_="the field office")
    name = f"bound.answer-request:{asked}"
    assert office.tasks()[name]["at"] == hours(24)
    office.bound.enter("log-print", because="request", request=asked, file="b" * 64, last=3)
    assert office.tasks()[name]["state"] == "done"


def test_a_licence_is_stated_and_followed_by_another() -> None:
    """Until the licence is stated that is a task; its last day is one, until a later licence is stated."""
    office = Office(bound=True)
    office.bound.acquire(on=day(0))
    assert "bound.state-licence" in office.tasks()
    keys = {"licensee": "Ridge Props", "number": "9", "licence": "dealer", "premises": "1 Depot Road"}
    first = office.bound.enter("state-licence", **keys, since="2024-01-01", expires=day(20))
    assert office.due("bound.renew") == {f"bound.renew-licence:{first}": day(20)}
    assert "bound.state-licence" not in office.tasks()
    office.bound.enter("state-licence", **keys, since=day(0))
    assert office.due("bound.renew") == {}


def test_an_ended_business_has_no_tasks() -> None:
    """After the business ended and its records were delivered, nothing of the book is due."""
    office, _, _ = with_loss()
    office.bound.enter("discontinue", on=day(0), delivered_to="the agency", receipt="R-1")
    assert office.states("bound.") == office.states("beside.") == {}


def test_where_book_and_set_differ_somebody_looks() -> None:
    """Not in the book, another serial, gone by one record alone: each is a question, without a clause and a day."""
    office = Office(bound=True)
    line = office.bound.acquire(on=day(0), weapon="rifle", serial="R-1")
    assert set(office.states("beside.")) == {
        "beside.not-in-book:revolver:0",
        f"beside.unknown-on-set:rifle:{line}",
    }
    office.bound.strike(line)
    line = office.bound.acquire(on=day(0), weapon="revolver", serial="R-2")
    assert set(office.states("beside.")) == {f"beside.other-serial:revolver:{line}"}
    office.bound.correct(line, serial="")
    second = office.bound.acquire(on=day(0), weapon="revolver", serial="")
    assert set(office.states("beside.")) == {f"beside.held-twice:revolver:{second}"}
    office.bound.strike(second)
    assert set(office.states("beside.")) == set()
    office.bound.dispose(line)
    task = office.tasks()[f"beside.still-on-set:revolver:{line}"]
    assert (task["clause"], task["ours"], task["state"]) == (None, True, "undated")


def test_many_weapons_in_no_line_are_one_task() -> None:
    """A safe full of weapons that the book does not know is one question, and another one when others come."""
    office = Office(bound=True)
    office.bound.acquire(on=day(0))
    for number in range(6):
        office.node.report("register", weapon=f"gun-{number}", class_="live-capable")
    (one,) = office.states("beside.")
    assert one.startswith("beside.many-not-in-book:7:")
    assert "gun-0, gun-1, gun-2, gun-3, gun-4 and more" in office.tasks()[one]["says"]["en"]
    office.node.report("register", weapon="gun-9", class_="live-capable")
    assert set(office.states("beside.")) != {one}


def test_what_left_the_set_is_asked_of_the_book() -> None:
    """A weapon that was consigned is no longer on set; the line that still holds it is a question."""
    office = Office(bound=True)
    line = office.bound.acquire(on=day(0), weapon="revolver", serial="")
    office.node.report("consign", weapon="revolver", to="carrier", number="C-1")
    assert office.states("beside.") == {f"beside.gone-from-set:revolver:{line}": "undated"}


def test_queensland_wants_a_notice_of_each_transaction() -> None:
    """Whatever comes in or leaves is notified within fourteen days, and what was sent is said; hand-offs are none."""
    office = Office("au-qld", "common")
    before = office.due("qld.notice")
    assert list(before.values()) == [day(14)]
    task = next(iter(office.tasks()[name] for name in before))
    assert (task["clause"]["id"], task["clause"]["shown_as_law"]) == ("QLD-WR-103(3)", True)
    office.pass_days(15)
    gone = office.node.report("consign", weapon="revolver", to="carrier", number="C-1").number
    assert set(office.states("qld.notice").values()) == {"overdue", "later"}
    name = f"qld.notice:{gone}:revolver"
    assert office.due("qld.notice")[name] == day(29)
    office.enter("do-task", task=name, on=day(15), reference="RR 55")
    done = office.tasks()[name]
    assert (done["state"], done["said_done"]["reference"]) == ("done", "RR 55")
    assert Office("common").states("qld.") == {}


def test_queensland_wants_a_return_each_year() -> None:
    """Two months after each anniversary of the licence, those before the first one made here left out."""
    office = Office("au-qld")
    assert office.states("qld.state") == {"qld.state-licence": "undated"}
    year = TODAY.year
    office.enter(
        "state-licence", place="au-qld", number="L-7", since=f"{year - 3}-01-31", returns_from=f"{year}-01-01"
    )
    assert office.due("qld.return") == {
        f"qld.return:{year}-01-31": f"{year}-03-31",
        f"qld.return:{year + 1}-01-31": f"{year + 1}-03-31",
    }
    assert office.states("qld.state") == {}


def test_new_zealand_tells_the_police_twice_a_day() -> None:
    """A day that was opened without an event number is due on that day; with numbers both sides are done."""
    office = Office("nz")
    opened = office.node.state.day.opened_record
    date = day(0)
    assert office.states("nz.") == {f"nz.open:{date}:{opened}": "today", f"nz.close:{date}:{opened}": "today"}
    notice = {"kind": "police-event", "number": "P-4471"}
    office.node.report("close-day", "first-ad", witness="producer", notice=notice)
    office.pass_days(1)
    assert office.states("nz.") == {
        f"nz.open:{date}:{opened}": "overdue",
        f"nz.close:{date}:{opened}": "done",
    }
    told = office.tasks()[f"nz.close:{date}:{opened}"]
    assert (told["clause"]["shown_as_law"], told["clause"]["force"]) == (False, "guideline")


def test_papers_end() -> None:
    """Of each sort of paper the last one counts; a paper that a later one follows, or that never ends, is no task."""
    office = Office()
    office.node.report("record-paper", "producer", kind="permit", number="1", about="day", expires=day(3))
    office.node.report("record-paper", "producer", kind="permit", number="2", about="day", expires=day(30))
    licences = [
        {"kind": "firearms", "class": "rifle", "expires": day(5)},
        {"kind": "course", "expires": day(5)},
        {"kind": "course", "number": "9"},
    ]
    office.node.report("enrol", "producer", person="grip", credentials=licences)
    first = {"kind": "deactivation", "number": "D1", "expires": day(9)}
    office.node.report("register", weapon="musket", class_="deactivated", certificates=[first])
    office.enter("state-licence", place="nz", number="L-7", since="2025-01-01", expires=day(40))
    due = office.due("expiring.")
    assert sorted(due.values()) == sorted([day(30), day(5), day(9), day(40)])
    assert any(name.startswith("expiring.credential:grip:firearms:rifle") for name in due)


def test_putting_off_moves_no_day() -> None:
    """A task that is put off sleeps until then and keeps its day; past that day it is overdue all the same."""
    office, _, loss = with_loss()
    name = f"bound.report-missing:{loss}:police"
    office.enter("put-off-task", task=name, until=day(9), why="closed")
    assert office.tasks()[name]["state"] == "put-off"
    office.pass_days(3)
    late = office.tasks()[name]
    assert (late["state"], late["at"], late["put_off"]["until"]) == ("overdue", hours(48), day(9))


def test_the_most_urgent_comes_first_and_done_is_left_out() -> None:
    """Overdue, today, soon, without a day, later, put off; what is done is shown only where it is asked for."""
    office, _, loss = with_loss()
    office.bound.enter("report-missing", missing=loss, to="police", told=hours(0))
    shown = tasks.shown(office.material(), SOURCES)
    order = [task["state"] for task in shown["tasks"]]
    assert order == sorted(order, key=tasks.ORDER.index)
    assert "done" not in order
    assert shown["counts"]["done"] == 0
    assert len(office.tasks()) == len(order) + 1


def test_every_code_has_words_in_both_languages() -> None:
    """Whatever can be due has a sentence in English and Spanish, each with what it is about filled in."""
    for code in wording.codes():
        english, spanish = (wording.said(code, {}, language) for language in wording.LANGUAGES)
        assert english != spanish or code.startswith("fact.")
        assert set(PLACES.findall(english)) == set(PLACES.findall(spanish)), code


def test_no_clause_of_a_task_is_unknown() -> None:
    """Each clause that a task names is one of the list of sources, so that its grade is known."""
    office, _, _ = with_loss()
    for place, tag in itertools.product(("au-qld", "nz"), ("x",)):
        office.places = (place, tag)
        for source in SOURCES:
            assert all(not task.clause or task.clause in clauses() for task in source(office.material()))


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 2, "2027-02-15"),
        ("2026-11-30", 24, "2028-11-30"),
    ],
)
def test_months_are_those_of_the_calendar(begins: str, months: int, ends: str) -> None:
    """The same day of a later month, or its last one where it is shorter."""
    assert months_after(type(TODAY).fromisoformat(begins), months).isoformat() == ends


def test_no_word_ends_what_an_entry_ends() -> None:
    """The report of a theft or loss is due until the book has it, whatever the office says; the refusal names how."""
    office, _, loss = with_loss()
    name = f"bound.report-missing:{loss}:agency"
    found = next(tasks.find(office.material(), SOURCES, name))
    with pytest.raises(WrongInput, match="report-missing") as refused:
        tasks.may_be_said_done(found.task)
    assert (refused.value.code, "book enter DIR report-missing" in refused.value.now) == (
        "tasks.shown-by-entry",
        True,
    )
    office.enter("do-task", task=name, on=day(0))
    late = office.tasks()[name]
    assert (late["state"], late["ends"]) == ("soon", "report-missing")
    again = office.bound.enter("find-again", missing=loss, on=day(0))
    tasks.may_be_said_done(next(tasks.find(office.material(), SOURCES, f"bound.tell-found:{again}")).task)
