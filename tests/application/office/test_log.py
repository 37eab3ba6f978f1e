"""The office's own log: who may give a role, that nobody gives themselves one, and that looks are on record."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from showsafe.application.office.log import OfficeLog
from showsafe.application.office.words import EVERY, KEYBOARD, OFFICE
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.writer import Writer
from tests.application.office.office import ISSUER, OWN, a_log, begun, give, take


def refused(code: str, log: OfficeLog, act: Any, *args: Any, **said: Any) -> None:  # noqa: ANN401 - any act of a test
    """Hold that an act is refused, and that nothing is recorded of it."""
    size = log.store.size()
    with pytest.raises(WrongInput) as error:
        act(log, *args, **said)
    assert (error.value.code, log.store.size()) == (code, size)


def test_the_first_administrator_is_named_at_the_keyboard() -> None:
    """And no second one, as long as there is one; nor is any other role given there by nobody."""
    log = a_log()
    with pytest.raises(WrongInput):
        log.say("give-role", KEYBOARD, role="producer", to="sub-1", production=EVERY, through=KEYBOARD)
    with pytest.raises(WrongInput):
        log.say("give-role", KEYBOARD, role="administrator", to="adm-1", production=OFFICE, through="web")
    log.say("give-role", KEYBOARD, role="administrator", to="adm-1", **OWN)
    assert log.held("adm-1").administrator
    with pytest.raises(WrongInput) as error:
        log.say("give-role", KEYBOARD, role="administrator", to="adm-2", **OWN)
    assert error.value.code == "office.administrator-only"
    take(log, "administrator", "adm-1", OFFICE)
    assert not log.held("adm-1").administrator
    log.say("give-role", KEYBOARD, role="administrator", to="adm-2", **OWN)
    assert log.held("adm-2").administrator


def test_a_role_is_given_by_an_administrator_to_somebody_else() -> None:
    """Nobody else gives one, also no producer; it holds at once, and in that production alone."""
    log = begun()
    give(log, "producer", "sub-1")
    assert log.held("sub-1").sees("people", "north")
    assert not log.held("sub-1").sees("people", "south")
    refused("office.administrator-only", log, give, "reader", "sub-2", by="sub-1")
    refused("office.role-held", log, give, "producer", "sub-1")


def test_nobody_gives_themselves_a_role() -> None:
    """The asking is refused, and is on record with its reason."""
    log = begun()
    for production in ("north", EVERY):
        size = log.store.size()
        with pytest.raises(WrongInput) as error:
            give(log, "producer", "adm-1", production, by="adm-1")
        assert error.value.code == "office.own-role"
        assert log.store.size() == size + 1
        body = record.read(log.store.entry(size + 1).raw).body
        assert (body["kind"], body["by"], body["would"]) == ("role-refused", "adm-1", "refuse")
        assert body["findings"][0]["code"] == "office.own-role"
    assert not log.held("adm-1").sees("people", "north")
    give(log, "producer", "adm-1", by="adm-2")
    assert log.held("adm-1").sees("people", "north")


@pytest.mark.parametrize(
    ("code", "role", "production"),
    [
        ("office.no-such-role", "owner", "north"),
        ("office.role-of-office", "administrator", "north"),
        ("office.role-of-office", "administrator", EVERY),
        ("office.role-of-production", "producer", OFFICE),
        ("office.no-such-production", "producer", "west"),
        ("office.wrong-value", "producer", "North Ridge"),
    ],
)
def test_a_role_is_of_what_it_can_be(code: str, role: str, production: str) -> None:
    """A role of a production is never one of the whole office, and the other way round."""
    refused(code, begun(), give, role, "sub-1", production)


def test_a_role_is_taken_away_at_once() -> None:
    """By an administrator, or given back by whoever has it: nothing stands against that direction."""
    log = begun()
    give(log, "producer", "sub-1")
    give(log, "producer", "sub-2")
    refused("office.administrator-only", log, take, "producer", "sub-1", by="sub-2")
    take(log, "producer", "sub-1")
    take(log, "producer", "sub-2", by="sub-2")
    assert not log.held("sub-1").held | log.held("sub-2").held
    refused("office.role-not-held", log, take, "producer", "sub-1")


def test_a_role_holds_for_the_provider_under_which_it_was_given() -> None:
    """The same id at another provider is somebody else, and holds nothing."""
    log = begun()
    give(log, "producer", "sub-1")
    other = OfficeLog(log.store, log.writer, log.clock, "https://login.other.example")
    assert not other.held("sub-1").held
    assert not other.held("adm-1").administrator


def test_ids_that_look_alike_share_no_role() -> None:
    """Whatever stands in somebody's id, it is the id of nobody else."""
    log = begun()
    give(log, "producer", "a/b")
    for other in ("a", "a%2Fb", "a/b/", "A/B", "b", "a/b "):
        assert not log.held(other).held
    assert log.held("a/b").sees("production", "north")
    assert [(each.subject, each.role) for each in log.rows.given(ISSUER)].count(("a/b", "producer")) == 1


def test_productions_are_added_by_an_administrator_once() -> None:
    """Nobody else adds one, and none is there twice."""
    log = begun()
    said = {"production": "west", "title": "West", "through": "web"}
    with pytest.raises(WrongInput) as error:
        log.say("add-production", "sub-1", **said)
    assert error.value.code == "office.administrator-only"
    log.say("add-production", "adm-1", **said)
    with pytest.raises(WrongInput) as error:
        log.say("add-production", "adm-1", **said)
    assert error.value.code == "office.production-there"
    assert [each.id for each in log.rows.productions()] == ["north", "south", "west"]
    west = log.rows.production("west")
    assert west is not None
    assert west.title == "West"


def test_a_look_is_on_record_with_everybody_who_was_seen() -> None:
    """Also where more people are seen than one record names."""
    log = begun()
    people = [f"p{number}" for number in range(450)]
    log.looked("sub-1", "north", "people", "people", people)
    log.looked("sub-1", "north", "people", "people", [])
    looks = list(log.rows.looks("north", 10))
    assert [len(each.persons) for each in looks] == [0, 50, 200, 200]
    assert {name for each in looks for name in each.persons} == set(people)
    assert not list(log.rows.looks("south", 10))
    assert not list(log.rows.looks("nort", 10))
    assert {each.by for each in looks} == {"sub-1"}


@pytest.mark.parametrize("name", ["x" * 5_000, "e\u0301", "a\u202eb\x00", "", "\U0001f52b" * 200])
def test_a_strange_name_is_no_reason_to_look_without_a_record(name: str) -> None:
    """Whatever a node calls its people, the look at them is on record."""
    log = begun()
    log.looked("sub-1", "north", "people", "people", [name, "p"])
    persons = next(iter(log.rows.looks("north", 1))).persons
    assert len(persons) == 2
    assert 0 < len(persons[0]) <= 120


def test_two_at_once_lose_nothing() -> None:
    """Several threads, and another process of the same office, write beside each other."""
    log = begun()
    other = OfficeLog(log.store, Writer("office-1", log.writer.key), log.clock, ISSUER)
    size = log.store.size()

    def look(which: OfficeLog, who: str) -> None:
        for _ in range(5):
            which.looked(who, "north", "people", "people", ["p"])

    threads = [
        threading.Thread(target=look, args=(which, f"sub-{number}"))
        for number, which in enumerate((log, log, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.store.size() == size + 15


def test_the_last_records_are_shown_newest_first() -> None:
    """With who said what, and their keys."""
    log = begun()
    give(log, "reader", "sub-1")
    lines = list(log.lines(log.store.size(), 2))
    assert [each.kind for each in lines] == ["role-given", "production-added"]
    assert lines[0].act["to"] == "sub-1"
    assert lines[0].by == "adm-1"
