"""Who gets into a case, and what they see there: by access to the case, and never by their role on the set."""

from __future__ import annotations

import json
from typing import Any

import pytest

from showsafe.application.access import table
from tests.entrypoints.api.cases.conftest import NAMES, WHO, Room

PATHS = (
    "",
    "/sources",
    "/sources/s1",
    "/timeline",
    "/pairs",
    "/people",
    "/history",
    "/access",
    "/duties",
)
NOBODYS = ("grip", "performer", "prop-master", "assistant")


def test_every_route_of_a_case_is_tried_here() -> None:
    """No route that shows something of a case is left out of these tests."""
    known = {f"GET /api/v1/cases/{{case}}{path.replace('/s1', '/{source}')}" for path in PATHS}
    routes = {route for route in table.ROUTES if route.startswith("GET /api/v1/cases/{case}")}
    assert routes - known <= {"GET /api/v1/cases/{case}/exports/{number}/{name}"}
    assert known - routes <= {"GET /api/v1/cases/{case}/duties"}


def test_a_case_is_there_only_for_those_with_access(room: Room) -> None:
    """Whoever has access gets every view; all others the same answer as for a case that does not exist."""
    gone = room.get("grip", case="no-such-case")
    assert gone.status_code == 404
    shown = [
        path for path in PATHS if f"GET /api/v1/cases/{{case}}{path}" in table.ROUTES or path == "/sources/s1"
    ]
    for path in shown:
        assert {person: room.get(person, path).status_code for person in WHO} == dict.fromkeys(WHO, 200), path
        for person in NOBODYS:
            answer = room.get(person, path)
            assert (answer.status_code, answer.text) == (404, gone.text), (person, path)
        assert room.get("safety", path, case="elsewhere").text == gone.text
        assert room.get("", path).status_code == 401


def test_nobody_without_access_acts_or_sends_a_source(room: Room) -> None:
    """Neither an act nor a source gets in, however large it is; and the case does not grow by the try."""
    before = room.case.state().number
    for person in NOBODYS:
        assert room.act(person, "review", statement="s1.1", as_="confirmed", after=0).status_code == 404
        big = {"act_id": "a", "name": "a.txt", "type": "article", "content": "QUJD" * 50_000}
        assert room.of(person).post("cases/bang/sources", big).status_code == 404
    assert room.case.state().number == before


@pytest.mark.parametrize("person", WHO)
def test_names_stand_only_where_they_are_asked_for_and_may_be_seen(room: Room, person: str) -> None:
    """Without asking nobody gets a name; who asks gets them as owner or reviewer, and is turned away as another."""
    for path in PATHS[:-1]:
        answer = room.get(person, path)
        assert [name for name in NAMES if name in answer.text] == [], path
        if path == "/access":
            continue
        asked = room.get(person, f"{path}?names=true")
        if WHO[person] in ("owner", "reviewer"):
            assert asked.status_code == 200, path
            continue
        assert (asked.status_code, asked.json()["code"]) == (403, "case.no-names"), path
    if WHO[person] in ("owner", "reviewer"):
        assert "Wenna Tollifax" in room.get(person, "/people?names=true").text
        assert "Wenna Tollifax" in room.get(person, "/sources/s1?names=true").text


def test_a_reader_sees_no_history_of_people(room: Room) -> None:
    """Entries about people are left out for a reader, and it is said how many; the party sees them."""
    assert room.get("first-ad", "/history").json() == {"entries": [], "left_out": 1}
    assert len(room.get("armorer", "/history").json()["entries"]) == 1


def test_acts_are_by_the_role_in_the_case(room: Room) -> None:
    """A reader reviews nothing, a party does and is flagged, and only an owner erases."""
    said: dict[str, Any] = {"statement": "s1.1", "as_": "confirmed", "after": 0}
    assert room.act("first-ad", "review", **said).json()["code"] == "case.not-yours"
    assert room.act("armorer", "review", **said).status_code == 200
    statements = room.get("safety", "/sources/s1").json()["statements"]
    assert [each["party"] for each in statements[0]["reviews"]] == [True]
    assert room.act("producer", "erase", what="s1", reason="asked").status_code == 403
    assert room.act("safety", "erase", what="s1", reason="asked").status_code == 200
    assert room.get("safety", "/sources/s1").json()["gone"]["how"] == "erased"


def test_access_that_ended_opens_nothing(room: Room) -> None:
    """From the moment on that access ends, the case is not there any more."""
    assert room.get("producer").status_code == 200
    assert room.act("safety", "end-access", person="producer", why="left").status_code == 200
    assert room.get("producer").status_code == 404
    assert room.of("producer").get("cases").json()["cases"] == []


def test_the_list_has_ones_own_cases_alone(room: Room) -> None:
    """Each sees the cases that they have access to, and no other."""
    for person in (*WHO, *NOBODYS):
        found = [each["id"] for each in room.of(person).get("cases").json()["cases"]]
        assert found == (["bang"] if person in WHO else [])


def test_no_error_of_a_case_says_anything_of_it(room: Room) -> None:
    """A wrong act is refused in the one shape of every error, with none of the names in it."""
    answer = room.act("armorer", "name-person", name="Wenna Tollifax", role="armorer", party=False)
    assert answer.status_code == 403
    assert set(answer.json()) == {"code", "says", "now"}
    assert "Tollifax" not in json.dumps(answer.json())
