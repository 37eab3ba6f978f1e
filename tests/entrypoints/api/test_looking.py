"""What is looked at over HTTP, by whom: names, papers, tags of answers, tiles, the schema, scripts for names."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from showsafe.application.access.table import ROUTES, may_reach
from showsafe.entrypoints.http.api import machine
from showsafe.ledger import note
from showsafe.ledger.tiles import bundle_of, tile_path
from showsafe.projections.project import STALE
from showsafe.projections.rows import line
from tests.entrypoints.api.sets import PEOPLE, Phone, Served

SCRIPT = "<script>alert(1)</script>"


def test_the_board_without_a_sign_in_names_nobody(served: Served, phone: Phone) -> None:
    """Contents, word, state and proof are there for everybody; no person is, in any field."""
    look = {
        "seen": 6,
        "of": 6,
        "found": [],
        "witness": "assistant",
        "bore": True,
        "looked": ["chambers", "bore"],
    }
    served.node.ask("check", weapon="revolver", **look)
    served.node.ask("hold", "grip", about="armorer", says="armorer and grip")
    unnamed = phone.get("board")
    assert unnamed.json()["weapons"][0]["contents"]
    assert not [person for person in PEOPLE if person in unnamed.text]
    phone.sign_in("grip")
    named = phone.get("board")
    assert named.json()["weapons"][0]["holder"] == "armorer"
    assert named.headers["etag"] != unnamed.headers["etag"]
    assert named.headers["vary"] == "Cookie"


def test_an_answer_is_as_of_a_record_and_tagged_with_it(served: Served, phone: Phone) -> None:
    """Asked again with the tag it is 304 until there is another record."""
    first = phone.get("board")
    assert first.json()["record"] == served.node.store.size()
    again = phone.get("board", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    served.node.ask("seal", weapon="revolver", number="0417")
    later = phone.get("board", **{"If-None-Match": first.headers["etag"]})
    assert (later.status_code, later.json()["record"]) == (200, first.json()["record"] + 1)


def test_nobody_without_the_right_sees_papers(phone: Phone) -> None:
    """The office sees everybody's papers and names, everybody their own, and nobody else's."""
    for person in PEOPLE:
        phone.sign_in(person)
        lines = {each["person"]: each for each in phone.get("people").json()["people"]}
        seen = {name for name, each in lines.items() if "papers" in each or "name" in each}
        assert seen == (set(lines) if person == "producer" else {person}), person


def test_a_tag_of_one_person_is_none_of_another(phone: Phone) -> None:
    """The tag of an answer with one's own papers brings nobody else 304."""
    phone.sign_in("armorer")
    tag = phone.get("people").headers["etag"]
    phone.sign_in("grip")
    assert phone.get("people", **{"If-None-Match": tag}).status_code == 200


def requests() -> list[tuple[str, str, str]]:
    """Return every route with a method and a path that fits it."""
    fits = {"{tag}": "revolver", "{person}": "nobody", "{level}": "0", "{place}": "000.p/1", "{number}": "1"}
    found = []
    for route in ROUTES:
        method, path = route.split(" ")
        for name, value in fits.items():
            path = path.replace(name, value)
        found.append((route, method, path.replace("lots/revolver", "lots/blanks")))
    return found


@pytest.mark.parametrize("person", [*PEOPLE, ""])
def test_every_role_by_every_route(served: Served, phone: Phone, person: str) -> None:
    """The whole table over HTTP: who may not is 403, or 401 without a sign-in; who may gets any other answer."""
    if person:
        assert phone.sign_in(person).status_code == 200
    roles = served.desk.roles_of(person)
    for route, method, path in requests():
        if path in ("/api/v1/events", "/api/v1/session/end"):
            continue
        answer = phone.http.request(method, path, headers=phone.headers)
        turned_away = answer.status_code in (401, 403) and answer.json()["code"] in (
            "access.not-allowed",
            "access.signed-out",
        )
        assert turned_away is not may_reach(roles, route), (route, answer.text)
        assert answer.status_code < 500, (route, answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/closed",
        "/closed/openapi.json",
        "/schema",
        "/api/v1",
        "/api/v1/secrets",
        "/tile/0",
        "/%00",
        "/api/v1/board/x",
    ],
)
def test_there_is_nothing_else(phone: Phone, path: str) -> None:
    """Any other address lets nobody in, in the one shape and with the headers of every answer."""
    phone.sign_in("producer")
    answer = phone.get(path)
    assert answer.status_code in (403, 404), answer.text
    assert set(answer.json()) == {"code", "says", "now"}
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_another_method_is_refused(phone: Phone, method: str) -> None:
    """What a route does not take is 405, in the one shape."""
    answer = phone.http.request(method, "/api/v1/board")
    assert (answer.status_code, answer.json()["code"]) == (405, "http.wrong-method")


def test_names_that_are_scripts_stay_text(served: Served, phone: Phone) -> None:
    """A place that is a script comes back as JSON text that no browser runs; as a tag it is a name that nobody has."""
    served.node.report("leave", weapon="revolver", place=SCRIPT)
    phone.sign_in("armorer")
    answer = phone.get("board")
    assert answer.headers["content-type"].startswith("application/json")
    assert SCRIPT in str(answer.json())
    missing = phone.get("weapons/%3Cscript%3E")
    assert (missing.status_code, missing.json()["code"]) == (404, "view.no-such")
    assert "<script>" not in missing.text


@pytest.mark.parametrize(
    "tag", ["revolver%0A000000000009", "nobody", "x" * 3000, "%F0%9F%94%AB", "..%2f..", "told%2Fgun"]
)
def test_a_thing_of_another_unit_or_day_is_not_here(phone: Phone, tag: str) -> None:
    """A tag that is not of this set is 404 for weapons and lots."""
    phone.sign_in("armorer")
    for path in (f"weapons/{tag}", f"lots/{tag}"):
        assert phone.get(path).status_code == 404


def test_the_day_and_a_lot_add_up(phone: Phone) -> None:
    """Who is in charge sees what is out and every lot with its sum; a weapon comes with its chain of custody."""
    phone.sign_in("first-ad")
    day = phone.get("day").json()
    assert [each["weapon"] for each in day["out"]] == ["revolver"]
    lot = phone.get("lots/blanks").json()["lot"]
    assert lot["total"] == lot["sum"] == 20
    assert phone.get("weapons/revolver").json()["chain"][0]["holder"] == "armorer"


def test_a_view_that_failed_is_not_shown(served: Served, phone: Phone) -> None:
    """What may be old is 503 and says that no answer means hot; health says which it is."""
    served.node.store.clear_rows(STALE, [line(STALE, "board", {"record": 3, "why": "x"})])
    answer = phone.get("board")
    assert (answer.status_code, answer.json()["code"]) == (503, "projection.stale")
    assert "No answer means hot" in answer.json()["now"]
    health = phone.get("/health")
    assert (health.status_code, health.json()["failed"]) == (503, ["board"])


def test_the_ledger_is_there_as_tiles(served: Served, phone: Phone) -> None:
    """Checkpoint and hashes for everybody, records for the office and the safety advisor; other widths are 404."""
    store, size = served.node.store, served.node.store.size()
    assert note.parse(phone.get("/checkpoint").content).text.startswith("showsafe/north-ridge\n")
    tile = phone.get(f"/{tile_path(0, 0, size)}")
    assert tile.content == b"".join(entry.leaf for entry in store.entries())
    assert phone.get(f"/{tile_path(0, 0, size - 1)}").content == tile.content[:-32]
    for path in (
        f"tile/0/000.p/{size + 1}",
        "tile/0/000",
        "tile/0/000.p/0",
        "tile/9/000.p/1",
        "tile/0/x000/000.p/1",
        "tile/0/1.p/1",
        "tile/0/001.p/1",
    ):
        assert phone.get(f"/{path}").status_code == 404, path
    phone.sign_in("safety")
    entries = phone.get(f"/tile/entries/000.p/{size}")
    assert entries.content == bundle_of(entry.raw for entry in store.entries())
    assert phone.get(f"/tile/entries/000.p/{size + 1}").status_code == 404


def test_metrics_and_log_name_nobody(served: Served, phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """Counters and log lines know routes and statuses, and neither a person nor a path."""
    with caplog.at_level(logging.INFO, "showsafe.http"):
        phone.sign_in("armorer")
        phone.get("weapons/revolver")
        phone.post("badges/grip/unlock")
        phone.get("weapons/performer")
    text = phone.get("/metrics").text
    assert 'showsafe_requests_total{route="GET /api/v1/weapons/{tag}",status="200"} 1' in text
    assert f"showsafe_records {served.node.store.size()}" in text
    lines = [each.getMessage() for each in caplog.records if each.name == "showsafe.http"]
    assert any(line.startswith("GET /api/v1/weapons/{tag} 404 ") for line in lines)
    assert not [person for person in PEOPLE for said in (text, *lines) if person in said]


def test_what_nobody_thought_of_is_told_without_its_inside(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the program is 500 in the one shape: no traceback, no path, no type; the log has its kind alone."""

    def broken(_: object) -> bool:
        raise RuntimeError("secret place of armorer")

    monkeypatch.setattr(machine, "of_this_layout", broken)
    answer = phone.get("/health")
    assert (answer.status_code, answer.json()["code"]) == (500, "http.failed")
    assert "secret" not in answer.text + caplog.text


def test_the_schema_says_every_route(phone: Phone) -> None:
    """OpenAPI 3.1, with each route of the table and no other."""
    schema: dict[str, Any] = phone.get("/schema/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    said = {f"{method.upper()} {path}" for path, item in schema["paths"].items() for method in item}
    assert said == set(ROUTES)


def test_a_stranger_sees_the_board(served: Served) -> None:
    """A television that nobody enrolled shows the board."""
    with httpx.Client(base_url=served.url) as television:
        assert television.get("/api/v1/board").status_code == 200
        assert television.get("/api/v1/people").status_code == 401
