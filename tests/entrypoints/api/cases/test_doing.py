"""Acts in a case and sources that come in: each once, by who is signed in, and what came first is said."""

from __future__ import annotations

import base64
import json
from typing import Any

from showsafe.entrypoints.http.api.cases.models import LARGEST_SOURCE
from tests.casefile import cases
from tests.entrypoints.api.cases.conftest import Room


def given(text: bytes = cases.OTHER.encode(), **said: object) -> dict[str, object]:
    """Return a source as it is sent."""
    content = base64.b64encode(text).decode()
    whole = {"act_id": "up-1", "name": "note.txt", "type": "article", "published": "2024-11-04"}
    return {**whole, "content": content, **said}


def test_an_act_is_recorded_once_by_who_is_signed_in(room: Room) -> None:
    """The same act again gets the same answer; another one under its id, or somebody else's, is refused."""
    said: dict[str, Any] = {"statement": "s1.1", "as_": "confirmed", "after": 0}
    first = room.act("producer", "review", "r-1", **said)
    again = room.act("producer", "review", "r-1", **said)
    assert again.json() == {**first.json(), "repeated": True}
    assert room.case.state().sources["s1"].reviews["s1.1"][0].by.by == "producer"
    other = room.act("producer", "review", "r-1", **{**said, "as_": "rejected"})
    assert (other.status_code, other.json()["code"]) == (409, "case.other-act")
    assert room.act("safety", "review", "r-1", **said).status_code == 409


def test_a_review_that_somebody_made_meanwhile_is_said_and_both_are_kept(room: Room) -> None:
    """The second of two reviewers is told; theirs stays beside the first, and another one that saw it counts."""
    said: dict[str, Any] = {"statement": "s1.3", "as_": "confirmed", "after": 0}
    first = room.act("producer", "review", **said)
    late = room.act("safety", "review", "late", **{**said, "as_": "rejected"})
    assert (late.status_code, late.json()["code"]) == (409, "case.reviewed-meanwhile")
    assert room.act("safety", "review", "late", **{**said, "as_": "rejected"}).json() == late.json()
    shown = room.get("safety", "/sources/s1").json()["statements"][2]
    assert [(each["as"], each["by"], each["refused"]) for each in shown["reviews"]] == [
        ("confirmed", "producer", False),
        ("rejected", "safety", True),
    ]
    assert shown["state"] == "confirmed"
    seen = room.act("safety", "review", **{**said, "as_": "rejected", "after": first.json()["record"]})
    assert seen.status_code == 200


def test_acts_with_a_way_of_their_own_are_not_said_here(room: Room) -> None:
    """Opening, adding a source, looking and exporting are pointed to where they are done."""
    for kind in ("open-case", "add-source", "look", "export"):
        answer = room.act("safety", kind)
        assert (answer.status_code, answer.json()["code"]) == (400, "case.not-here"), kind
    assert room.act("safety", "open-sesame").json()["code"] == "case.unknown-act"
    assert room.act("safety", "review", "two\nlines", statement="s1.1").status_code == 400


def test_the_record_of_the_production_is_taken_by_an_owner(room: Room) -> None:
    """The node takes the record that it serves as it is now, once; then statements can be laid beside it."""
    assert room.act("producer", "take-record").json()["code"] == "case.not-yours"
    first = room.act("safety", "take-record", "take-1")
    assert first.status_code == 200
    room.served.node.act("hold", "armorer", about="set", says="Wait.")
    assert room.act("safety", "take-record", "take-1").json() == {**first.json(), "repeated": True}
    taken = room.get("safety").json()
    assert taken["counts"]["recorded"] == taken["taken"][0]["size"] > 0
    linked = room.act("safety", "link", statement="s1.1", record=1, as_="silent")
    assert linked.status_code == 200
    rows = room.get("safety", "/timeline?side=recorded").json()["rows"]
    assert [each["as"] for row in rows if row["record"] == 1 for each in row["links"]] == ["silent"]
    said = room.get("safety", "/timeline?side=said").json()["rows"]
    links = [each for row in said for each in row["links"]]
    assert [(each["record"], each["in_case"]) for each in links] == [(1, linked.json()["record"])]


def test_people_of_the_production_stand_by_role_unless_names_are_asked_for(room: Room) -> None:
    """An id on the set is a name: it stands in the record of the production only where names are shown."""
    room.act("safety", "take-record")
    room.act("safety", "name-person", name="Tam Reed", role="props", party=False, ledger_id="prop-master")
    covered = room.get("first-ad", "/timeline?side=recorded").json()["rows"]
    named = room.get("safety", "/timeline?side=recorded&names=true").json()["rows"]
    assert len(covered) == len(named)
    said = json.dumps(covered)
    ids = {who for row in named for who in row["people"]} - {"node"}
    assert {"armorer", "prop-master", "first-ad"} <= ids
    assert [who for who in ids if f'"{who}"' in said or f"{who} " in said] == []
    assert "props" in {who for row in covered for who in row["people"]}


def test_a_source_is_kept_whole_and_read(room: Room) -> None:
    """It is there once, with what was read in it; the same words again are known as such, and both are kept."""
    desk = room.of("producer")
    first = desk.post("cases/bang/sources", given(b"\xe2\x80\x9cIt was cold,\xe2\x80\x9d said Tam Reed."))
    assert first.status_code == 200, first.text
    again = desk.post("cases/bang/sources", given(b"\xe2\x80\x9cIt was cold,\xe2\x80\x9d said Tam Reed."))
    assert again.json() == {**first.json(), "repeated": True}
    other = desk.post("cases/bang/sources", given(act_id="up-2")).json()
    assert other["same_as"] == "s2"
    shown = room.get("producer", f"/sources/{first.json()['id']}").json()
    assert shown["text"] == "“It was cold,” said Tam Reed."
    assert [each["text"] for each in shown["statements"]] == ["It was cold,"]
    assert room.act("producer", "read-source", source=other["id"]).status_code == 200


def test_only_those_who_may_send_a_source_at_all(room: Room) -> None:
    """A reader and a party add none, and nobody does in a case that is closed."""
    for person in ("first-ad", "armorer"):
        assert room.of(person).post("cases/bang/sources", given()).json()["code"] == "case.not-yours"
    assert room.act("safety", "close-case", why="done").status_code == 200
    answer = room.of("producer").post("cases/bang/sources", given())
    assert (answer.status_code, answer.json()["code"]) == (409, "case.closed")


def test_what_is_no_source_is_refused_with_a_reason(room: Room) -> None:
    """No base64, an unknown type, an empty file, a broken PDF: each is told, and the case stays as it was."""
    desk, before = room.of("safety"), room.case.state().number
    for said in (
        given(content="%%%"),
        given(type="rumour"),
        given(b""),
        given(b"%PDF-1.7 broken", name="a.pdf"),
        given(published="last week"),
        given(corrects="s99"),
        given(about={"editor": "somebody"}),
    ):
        answer = desk.post("cases/bang/sources", said)
        assert 400 <= answer.status_code < 500, answer.text
        assert answer.json()["says"]
        assert answer.json()["now"]
    assert room.case.state().number == before


def test_only_a_source_may_be_long(room: Room) -> None:
    """Acts are as short as everywhere; a source may be long, up to its own limit."""
    assert room.act("safety", "reply", to="p1", person="p1", text="x" * 70_000).status_code == 413
    long = given(b"One more word. " * 10_000, act_id="long")
    assert room.of("safety").post("cases/bang/sources", long).status_code == 200
    beyond = given(content="QUJD" * (LARGEST_SOURCE // 3 + 40_000), act_id="longer")
    assert room.of("safety").post("cases/bang/sources", beyond).status_code == 413
