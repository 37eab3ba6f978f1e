"""A long source is read by a process of its own, and comes out as one that is read here."""

from __future__ import annotations

import pytest

from showsafe.casefile import adding
from showsafe.casefile.adding import Given
from showsafe.casefile.case import Case
from showsafe.entrypoints.http.api.cases import apart
from showsafe.errors import Unusable, WrongInput
from tests.casefile import cases

TEXT = "WEBVTT\n\n00:01.000 --> 00:02.000\nANNA: I loaded two.\n\n"


def said(case: Case, source: str) -> tuple[object, ...]:
    """Return what a case holds of a source: its text, and what was proposed of it."""
    one = case.state().sources[source]
    assert one.reading is not None
    return one.format, case.opened(one.sealed["text"]), case.opened(one.reading.proposals), len(one.readings)


@pytest.mark.parametrize("name", ["account.txt", "talk.vtt"])
def test_what_is_read_apart_is_what_is_read_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, places and proposals are the same, and so they are when it is read once more."""
    content = (TEXT if name.endswith("vtt") else cases.ARTICLE).encode()
    given = Given(content=content, name=name, type="article", published="2024-11-04")
    here, there = cases.opened(), cases.opened()
    adding.add(here, given, by=cases.OWNER, at=cases.AT, act_id="a")
    adding.read_again(here, "s1", by=cases.OWNER, at=cases.AT, act_id="b")
    monkeypatch.setattr(apart, "LONG", 1)
    first = apart.add(there, given, by=cases.OWNER, at=cases.AT, act_id="a")
    apart.read_again(there, "s1", by=cases.OWNER, at=cases.AT, act_id="b")
    assert said(there, "s1") == said(here, "s1")
    again = apart.add(there, given, by=cases.OWNER, at=cases.AT, act_id="a")
    assert (again.id, again.repeated, len(there.state().sources)) == (first.id, True, 1)


def test_what_is_wrong_is_said_as_it_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that is none gives the same reason; a process that says nothing is no answer."""
    case = cases.opened()
    broken = Given(content=b"%PDF-1.7 broken", name="a.pdf", type="article")
    monkeypatch.setattr(apart, "LONG", 1)
    with pytest.raises(WrongInput) as wrong:
        apart.add(case, broken, by=cases.OWNER, at=cases.AT, act_id="a")
    assert wrong.value.code == "reading.pdf-broken"
    undated = Given(content=b"Some words.", name="a.txt", type="article", published="Monday")
    with pytest.raises(WrongInput) as day:
        apart.add(case, undated, by=cases.OWNER, at=cases.AT, act_id="a")
    assert day.value.code == "case.wrong-value"
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    with pytest.raises(Unusable) as late:
        apart.add(case, broken, by=cases.OWNER, at=cases.AT, act_id="a")
    assert late.value.code == "case.not-read"
    assert not case.state().sources
