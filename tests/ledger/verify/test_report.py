"""What a person and a program read of an audit: when it is green, which fault comes first, what each step says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.ledger.verify.report import BUNDLE, STEPS, Fault, Notebook, Report, State, Step

LATE, EARLY, NOWHERE = (
    Fault("verify.a", "late", 9),
    Fault("verify.b", "early", 2),
    Fault("verify.c", "nowhere"),
)
NAMES = (
    "structure",
    "tiles",
    "root",
    "checkpoint",
    "cosignatures",
    "time",
    "chains",
    "signatures",
    "keys",
)


def whole() -> Notebook:
    """Return a notebook in which every step went to its end over seven records."""
    book = Notebook()
    book.done(*STEPS, covered=7)
    return book


def closed(book: Notebook, records: int = 7) -> Report:
    """Return the report of a bundle."""
    return book.report(BUNDLE, records, bytes(32), 5)


def test_every_step_is_told_by_number_name_state_and_reach() -> None:
    """The nine steps come in their order, numbered from one, each with how many records it covered."""
    assert closed(whole()).steps == tuple(
        Step(number, name, State.PASSED, 7) for number, name in enumerate(NAMES, start=1)
    )


def test_nothing_looked_at_is_nothing_passed() -> None:
    """A notebook in which nothing was noted has no step that passed, covers nothing and is not green."""
    report = closed(Notebook())
    assert {(step.state, step.covered, step.fault) for step in report.steps} == {(State.INCOMPLETE, 0, None)}
    assert (report.notes, report.could_not_know, report.ok) == ((), (), False)


@pytest.mark.parametrize(("records", "ok"), [(0, False), (1, True), (7, True)])
def test_a_ledger_of_no_record_is_never_green(records: int, ok: bool) -> None:  # noqa: FBT001 - a column of the table
    """However well every step went, without a record there is nothing to vouch for."""
    assert closed(whole(), records).ok is ok


@pytest.mark.parametrize(
    ("state", "ok"),
    [(State.PASSED, True), (State.NOT_ASKED, True), (State.FAILED, False), (State.INCOMPLETE, False)],
)
@pytest.mark.parametrize("place", range(9))
def test_one_step_that_did_not_pass_is_enough(place: int, state: State, ok: bool) -> None:  # noqa: FBT001
    """Whichever step failed or was not done to its end, the whole is not green."""
    report = closed(whole())
    steps = list(report.steps)
    steps[place] = replace(steps[place], state=state)
    assert replace(report, steps=tuple(steps)).ok is ok


@pytest.mark.parametrize(
    ("found", "first"),
    [
        ([], None),
        ([NOWHERE], NOWHERE),
        ([LATE, EARLY], EARLY),
        ([EARLY, LATE], EARLY),
        ([NOWHERE, LATE], LATE),
        ([NOWHERE, LATE, EARLY], EARLY),
        ([Fault("verify.a", "one", 1), Fault("verify.b", "two", 1)], Fault("verify.a", "one", 1)),
        ([Fault("verify.a", "one", 1), Fault("verify.b", "none", 0)], Fault("verify.b", "none", 0)),
        ([NOWHERE, replace(NOWHERE, says="later")], NOWHERE),
    ],
)
def test_the_first_fault_is_that_of_the_lowest_record(found: list[Fault], first: Fault | None) -> None:
    """The lowest record is named, of that its earliest step, and what is of no record only where nothing else is."""
    book = whole()
    for step, fault in zip(NAMES, found, strict=False):
        book.take(step, fault)
    assert closed(book).first_fault == first


def test_the_tenth_step_is_joined() -> None:
    """The rules come as step ten behind the nine, with what they covered, found and could not know."""
    book = whole()
    book.unknown("before")
    report = closed(book)
    joined = report.joined(State.FAILED, 6, LATE, ("after", "more"))
    assert joined.steps == (*report.steps, Step(10, "rules", State.FAILED, 6, LATE))
    assert joined.could_not_know == ("before", "after", "more")
    assert replace(joined, steps=report.steps, could_not_know=("before",)) == report
    assert (joined.ok, joined.first_fault) == (False, LATE)


def test_a_tenth_step_that_was_not_done_covers_nothing() -> None:
    """Where nothing is said of it, it covered no record, found no fault and adds no limit."""
    joined = closed(whole()).joined(State.NOT_ASKED)
    assert joined.steps[9:] == (Step(10, "rules", State.NOT_ASKED, 0),)
    assert (joined.could_not_know, joined.ok) == ((), True)


def test_a_step_fails_by_what_was_found_outside() -> None:
    """Only the named step fails, with the fault from outside, and everything else stays as it was."""
    report = closed(whole())
    failing = report.failing("time", LATE)
    steps = list(report.steps)
    steps[5] = Step(6, "time", State.FAILED, 7, LATE)
    assert failing == replace(report, steps=tuple(steps))
    assert (failing.ok, failing.first_fault) == (False, LATE)


def test_what_a_step_found_by_itself_comes_before_what_was_found_outside() -> None:
    """A step that failed already keeps its own fault."""
    book = whole()
    book.take("time", EARLY)
    assert closed(book).failing("time", LATE) == closed(book)


def test_a_report_as_plain_values() -> None:
    """A program reads the same as a person: each field by its name, each state as a word, each fault taken apart."""
    book = whole()
    book.take("tiles", EARLY)
    book.notes.append("A note.")
    book.unknown("A limit.")
    early = {"code": "verify.b", "says": "early", "record": 2}
    steps: list[dict[str, object]] = [
        {"number": number, "name": name, "state": "passed", "covered": 7, "fault": None}
        for number, name in enumerate(NAMES, start=1)
    ]
    steps[1] |= {"state": "failed", "fault": early}
    assert closed(book).as_json() == {
        "ok": False,
        "what": "bundle",
        "records": 7,
        "root": "00" * 32,
        "witnessed": 5,
        "steps": steps,
        "first_fault": early,
        "notes": ["A note."],
        "could_not_know": ["A limit."],
    }
    assert closed(whole()).as_json()["first_fault"] is None


def test_the_first_fault_of_a_step_stays() -> None:
    """What is found later in the same step hides nothing; a fault has the code of its step unless another is given."""
    book = whole()
    book.fault("root", "one", 3)
    book.fault("root", "two", 1)
    book.fault("keys", "three", code="verify.settings")
    faults = {step.name: step.fault for step in closed(book).steps if step.state == State.FAILED}
    assert faults == {"root": Fault("verify.root", "one", 3), "keys": Fault("verify.settings", "three")}


def test_a_limit_is_said_once_and_takes_something_from_the_step_it_names() -> None:
    """The same limit is said once however often it is met; only one that names a step leaves that step incomplete."""
    book = whole()
    for step in ("", "", "signatures"):
        book.unknown("A limit.", step)
    book.unknown("Another.")
    report = closed(book)
    assert report.could_not_know == ("A limit.", "Another.")
    assert [step.name for step in report.steps if step.state == State.INCOMPLETE] == ["signatures"]
    assert book.short == {"signatures"}


@pytest.mark.parametrize(
    ("complete", "short", "failed", "state"),
    [
        (True, False, False, State.NOT_ASKED),
        (False, False, False, State.INCOMPLETE),
        (True, True, False, State.INCOMPLETE),
        (True, False, True, State.FAILED),
        (False, True, True, State.FAILED),
    ],
)
def test_a_step_that_was_not_asked_for(complete: bool, short: bool, failed: bool, state: State) -> None:  # noqa: FBT001
    """That nobody asked for a step never hides a fault in it, nor that it was not done to its end."""
    book = Notebook()
    book.not_asked.add("time")
    if complete:
        book.done("time", covered=0)
    if short:
        book.unknown("A limit.", "time")
    if failed:
        book.take("time", LATE)
    assert closed(book).steps[5].state == state
