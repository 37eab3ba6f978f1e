"""The days of papers: every record after the first opening is of exactly one, also past midnight; told days too."""

from __future__ import annotations

import pytest

from showsafe.errors import WrongInput
from showsafe.papers import checking, days, press, scopes
from showsafe.papers.catalogue import paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from tests.papers.seen import Stage
from tests.projections.units import SCENARIOS, scenario, told

HOUR = 3600
SALOON = SCENARIOS / "days" / "four-resets-in-the-saloon.toml"
RUST = SCENARIOS / "incidents" / "rust-2021.toml"


def three_days() -> Stage:
    """Return a set over three dates: a day that is closed after midnight, and one opened, closed and opened again."""
    stage = Stage()
    node = stage.node
    node.clock.advance(20 * HOUR)
    node.report("close-day", "first-ad", witness="producer")
    node.report("check", weapon="revolver", seen=6, of=6, bore=True, found=[], witness="assistant")
    node.clock.advance(22 * HOUR)
    for kind in ("register", "open-day", "close-day", "open-day"):
        keys = {"weapon": "musket", "class": "replica"} if kind == "register" else {"witness": "producer"}
        node.report(kind, "armorer" if kind == "register" else "first-ad", **keys)
    return stage


def test_every_record_is_of_one_day() -> None:
    """There is neither gap nor overlap from the first opening on; a set-up in the morning is of its day."""
    stage = three_days()
    found = list(days.every(stage.source))
    assert len(found) == 2
    assert found[0].last + 1 == found[1].first
    assert found[1].last == stage.source.size
    assert (found[0].open, found[1].open) == (False, True)
    first = stage.source.line(found[1].first)
    assert (first.event.act.kind, first.event.act.weapon) == ("register", "musket")
    assert stage.source.day("") == found[1]
    assert stage.source.day(found[0].date) == found[0]


def test_a_day_is_there_or_it_is_said_that_it_is_not() -> None:
    """A date without an opened day has its records; one without records is refused with what to do."""
    stage = three_days()
    night = stage.source.date(stage.source.body(stage.source.day("").first - 1)["received_at"])
    assert stage.source.day(night).last == stage.source.day("").first - 1
    with pytest.raises(WrongInput) as raised:
        stage.source.day("1999-12-31")
    assert raised.value.code == "paper.no-day"


def test_where_nothing_is_on_the_set_a_paper_is_of_the_day_told_last() -> None:
    """A unit of told days alone prints the last one; any other by its name; the code says which, and leads back."""
    unit = told(scenario(SALOON), scenario(RUST))
    source = Source(unit.store, "north-ridge")
    made = press.sheet(paper("day-sheet"), source, Wish())
    assert "told=rust-2021" in made.uri
    assert checking.check(source, made.uri).word == checking.NOW
    chain = press.sheet(paper("custody-chain"), source, Wish(weapon="four-resets-in-the-saloon/revolver"))
    again = Wish(weapon="revolver", told="four-resets-in-the-saloon")
    assert press.sheet(paper("custody-chain"), source, again).data == chain.data
    with pytest.raises(WrongInput) as raised:
        press.sheet(paper("day-sheet"), source, Wish(told="no-such-day"))
    assert raised.value.code == "paper.no-told-day"


def test_a_day_that_was_told_again_has_its_own_papers() -> None:
    """The newest telling is meant, unless its number says which; their chains rest on records of their own."""
    unit = told(scenario(SALOON), scenario(SALOON))
    source = Source(unit.store, "north-ridge")
    wish = Wish(weapon="four-resets-in-the-saloon/revolver")
    newest, meant = scopes.on(source, wish)
    first, _ = scopes.on(source, Wish(weapon="revolver", told="four-resets-in-the-saloon@1"))
    assert (newest.scope, first.scope) == ("four-resets-in-the-saloon@2", "four-resets-in-the-saloon")
    rows = [paper("custody-chain").build(each, meant)["rows"] for each in (newest, first)]
    assert [row[1:] for row in rows[0]] == [row[1:] for row in rows[1]]
    assert not {row[0] for row in rows[0]} & {row[0] for row in rows[1]}


def test_over_the_network_a_told_day_is_not_printed() -> None:
    """Where told days are not to be shown, a weapon of one is not there."""
    unit = told(scenario(SALOON))
    source = Source(unit.store, "north-ridge", told=False)
    with pytest.raises(WrongInput) as raised:
        press.sheet(paper("custody-chain"), source, Wish(weapon="four-resets-in-the-saloon/revolver"))
    assert raised.value.code == "paper.no-such"


def test_without_an_incident_the_report_is_of_the_last_one_or_a_form() -> None:
    """Of the last incident that was opened; where none was, a form for the hand that says so."""
    stage = Stage()
    assert "Nothing of this kind is on record" in stage.printed("incident-report").text
    stage.node.report("drop", weapon="revolver", cause="It slid off the cart.")
    assert "It slid off the cart" in stage.printed("incident-report").text
    stage.node.report("incident", "grip", weapon="revolver", harm="A bruise.")
    text = stage.printed("incident-report").text
    assert "A bruise" in text
    assert "Told by not shown" in text
    assert "Grip" not in text.split("After it")[0].split("Where every weapon")[0]
