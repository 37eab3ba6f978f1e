"""As somebody without access, or whose access ended: nothing tells a case that is there from one that is not."""

from __future__ import annotations

import threading

from tests.entrypoints.api.cases.conftest import Room


def test_a_busy_case_keeps_waiting_whoever_asks_for_none(room: Room) -> None:
    """While all threads of the cases are at work, a case that is not there is answered no sooner than one that is."""
    cases = room.held
    go = threading.Event()
    busy = [cases._threads.submit(go.wait, 30) for _ in range(3)]
    answered: list[str] = []
    asked = [
        threading.Thread(target=lambda name=name: answered.append(room.get("grip", case=name).text))
        for name in ("bang", "nowhere")
    ]
    room.of("grip")
    for each in asked:
        each.start()
    asked[1].join(0.3)
    early = list(answered)
    go.set()
    for one in busy:
        one.result()
    for each in asked:
        each.join()
    assert early == []
    assert len(set(answered)) == 1


def test_the_first_page_with_names_is_on_record(room: Room) -> None:
    """Names on the page of a case are a look like any other."""
    before = len(room.looks())
    assert room.get("safety").status_code == 200
    assert len(room.looks()) == before
    assert room.get("safety", "?names=true").status_code == 200
    assert room.looks()[-1] == ("safety", "overview, with names")


def test_access_that_ended_shows_nothing_more(room: Room) -> None:
    """Whoever had access gets what somebody without any gets, at once, also with the tag of what they saw before."""
    tag = room.get("first-ad", "/sources").headers["etag"]
    assert room.act("safety", "end-access", person="first-ad", why="done").status_code == 200
    gone = room.get("first-ad", "/sources", **{"if-none-match": tag})
    assert (gone.status_code, gone.text) == (404, room.get("grip", case="nowhere").text)
    assert "etag" not in gone.headers
