"""Whatever is entered in a bound book, in whatever order: nothing of it is lost, and every view says so."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe import bootstrap
from showsafe.application.book_words import PROFILE
from showsafe.books.bound.find import asked, find
from showsafe.books.bound.sheet import sheet
from showsafe.books.bound.view import VIEWS
from showsafe.errors import WrongInput
from tests.books.bound.ready import Desk

SERIALS = st.sampled_from(["M-1", "m 1", "M-2", "", "=1+1"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["acquire", "dispose", "correct", "strike", "lose", "tell", "find", "again"]),
        st.integers(0, 12),
        SERIALS,
    ),
    max_size=14,
)


def step(desk: Desk, what: str, which: int, serial: str) -> None:
    """Do one thing at the book, about one of its entries; what is refused leaves the book as it is."""
    number = which + 3
    said: dict[str, dict[str, Any]] = {
        "dispose": {"acquisition": number, "on": "2026-03-27"},
        "strike": {"entry": number, "why": "x"},
        "lose": {"acquisition": number, "found": "2026-03-27T10:00Z", "as": "loss"},
        "tell": {"missing": number, "to": "police", "told": "2026-03-27T11:00Z"},
        "find": {"missing": number, "on": "2026-03-27"},
        "correct": {"entry": number, "keys": ["serial"], "now": {"serial": serial}, "why": "x"},
        "again": {"on": "2026-03-27", "serial": serial, "after": number},
        "acquire": {"on": "2026-03-27", "serial": serial, "from_name": "Ada Quill"},
    }
    keys = said[what]
    kind = {
        "lose": "find-missing",
        "tell": "report-missing",
        "find": "find-again",
        "correct": "correct-entry",
        "strike": "strike-entry",
        "again": "acquire",
    }.get(what, what)
    before = desk.book.store.size()
    try:
        desk.enter(kind, **keys)
    except WrongInput:
        assert desk.book.store.size() == before


@settings(max_examples=60, deadline=None, derandomize=True)
@given(STEPS)
def test_nothing_that_was_written_is_ever_lost(steps: list[tuple[str, int, str]]) -> None:
    """Lines only grow, what was first written stays, every view can be made, and the audit finds no fault."""
    desk = Desk(stated=False)
    written: dict[int, dict[str, Any]] = {}
    for what, which, serial in steps:
        step(desk, what, which, serial)
        lines = {line["entry"]: line for line in desk.view("original")["lines"]}
        for entry, line in written.items():
            assert lines[entry]["acquired"] == line
        written = {entry: line["acquired"] for entry, line in lines.items()}
    acquired = desk.book.entries("acquire")
    assert [line["entry"] for line in desk.view("both")["lines"]] == [kept.number for kept in acquired]
    for name in VIEWS:
        assert sheet(desk.view(name, names=False)).count(b"Quill") == 0
    for kept in acquired:
        if kept["serial"]:
            found = find(desk.bound().lines, asked(serial=kept["serial"]))
            assert kept.number in [line.entry for line in found]
    assert bootstrap.judged(desk.book.store, PROFILE).ok
