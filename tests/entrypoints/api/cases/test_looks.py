"""Who looked at what is on record before it is shown, once in a quarter of an hour."""

from __future__ import annotations

import pytest

from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.errors import Unusable
from tests.entrypoints.api.cases.conftest import Room

VIEWS = ("/sources", "/sources/s1", "/timeline", "/pairs", "/people", "/history")


def test_every_look_at_what_people_said_is_on_record(room: Room) -> None:
    """Each view that shows somebody's words or matters is recorded by person and subject; overview and log are not."""
    before = room.looks()
    for path in (*VIEWS, "", "/access"):
        room.get("first-ad", path)
    names = ["sources", "s1", "timeline", "pairs", "people", "history"]
    assert room.looks()[len(before) :] == [("first-ad", name) for name in names]


def test_the_same_look_again_is_the_same_look(room: Room) -> None:
    """Within fifteen minutes it is recorded once; after them, or by somebody else, or with names, anew."""
    before = len(room.looks())
    room.get("producer", "/people")
    room.get("producer", "/people")
    room.clock.advance(14 * 60)
    room.get("producer", "/people")
    assert room.looks()[before:] == [("producer", "people")]
    room.get("safety", "/people")
    room.get("producer", "/people?names=true")
    room.clock.advance(2 * 60)
    room.get("producer", "/people")
    seen = [("safety", "people"), ("producer", "people, with names"), ("producer", "people")]
    assert room.looks()[before + 1 :] == seen


def test_nothing_is_shown_where_the_look_cannot_be_recorded(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk takes no record, there is no answer either."""

    def full(_: Case, __: CaseAct) -> Done:
        raise Unusable("ledger.full", "The disk is full.", "Make room.")

    monkeypatch.setattr(Case, "do", full)
    for path in VIEWS:
        answer = room.get("safety", path)
        assert (answer.status_code, answer.json()["code"]) == (503, "ledger.full"), path


def test_a_look_at_nothing_is_none(room: Room) -> None:
    """Asking for a source that is not there, or for names that may not be seen, is no look."""
    before = room.looks()
    assert room.get("safety", "/sources/s77").status_code == 404
    assert room.get("first-ad", "/people?names=true").status_code == 403
    assert room.looks() == before


def test_who_has_just_that_already_is_told_so(room: Room) -> None:
    """An answer has a tag; with the same tag and no change only that is said, and one's own look changes nothing."""
    first = room.get("safety", "/people")
    again = room.get("safety", "/people", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"
    room.act("safety", "name-person", name="Tam Reed", role="witness", party=False)
    changed = room.get("safety", "/people", **{"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    other = room.get("producer", "/people?names=true", **{"If-None-Match": changed.headers["etag"]})
    assert other.status_code == 200
