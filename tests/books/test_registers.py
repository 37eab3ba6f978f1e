"""Registers of a place are made from the record of the set, and nothing in them is entered twice."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from showsafe.books.registers import table
from showsafe.errors import Unusable, WrongInput
from showsafe.projections.project import STALE
from showsafe.projections.rows import line
from tests.books.office import Office, day


def rows(register: dict[str, Any]) -> list[dict[str, str]]:
    """Return the lines of a register as its CSV has them."""
    return list(csv.DictReader(io.StringIO(table.as_csv(register).decode("utf-8-sig"))))


def busy() -> Office:
    """Return a set on which the revolver went to the performer and back, was locked away, and left."""
    office = Office("au-nsw", "common")
    for minutes, kind, by, keys in (
        (5, "hand-over", "armorer", {"to": "performer", "witness": "first-ad"}),
        (10, "collect", "armorer", {"from_": "performer"}),
        (5, "lock", "armorer", {"in_": "safe", "witness": "assistant"}),
        (60, "unlock", "armorer", {"in_": "safe", "witness": "assistant"}),
        (5, "lock", "armorer", {"in_": "safe", "witness": "assistant"}),
    ):
        office.clock.advance(60 * minutes)
        office.node.report(kind, by, weapon="revolver", **keys)
    return office


def test_new_south_wales_says_who_had_it_from_when_to_when() -> None:
    """Each holding has its person, beginning, end and records, without gap or overlap; each time out has too."""
    register = table.made(busy().material(), "au-nsw")
    weapon = next(each for each in register["weapons"] if each["weapon"] == "revolver")
    held = [(each["who"], each["from"], each["to"]) for each in weapon["held"]]
    assert [who for who, _, _ in held] == ["armorer", "performer", "armorer", "armorer"]
    assert held[0][2] == held[1][1]
    assert held[1][2] == held[2][1]
    assert all(each["to_record"] > each["from_record"] for each in weapon["held"])
    assert [(each["from"] < each["to"]) for each in weapon["out"]] == [True, True]
    assert weapon["out"][0]["from"] == held[0][1]
    assert weapon["out"][0]["to"] == held[2][2]
    assert register["in_force"]


def test_new_south_wales_says_what_was_read() -> None:
    """The register names its clauses with their grade, and that the regulation that was read is repealed."""
    clauses = table.made(busy().material(), "au-nsw")["clauses"]
    assert [each["grade"] for each in clauses] == ["F", "F", "F", "P"]
    assert all("repealed in 2017" in each["note"] for each in clauses)


def test_names_stand_in_a_register_only_where_they_may() -> None:
    """By default people stand by their id; with leave by the name that is on record."""
    office = busy()
    office.node.report("enrol", "producer", person="performer", name="Zoë Park", roles="performer")
    bare, named = (table.made(office.material(), "au-nsw", names=names) for names in (False, True))
    assert "Zoë Park" not in str(bare)
    assert "Zoë Park" in str(named)


def test_a_register_is_written_as_a_table() -> None:
    """The CSV has one line for each holding and each time out, in the time of the set, empty where it goes on."""
    found = rows(table.made(busy().material(), "au-nsw"))
    assert [each["what"] for each in found] == ["held"] * 4 + ["out-of-safe"] * 2
    assert found[0]["from"].endswith("-06:00")
    open_ = Office("au-nsw")
    last = rows(table.made(open_.material(), "au-nsw"))[-1]
    assert (last["what"], last["to"], last["to_record"]) == ("out-of-safe", "", "")


def test_queensland_lists_what_came_and_went() -> None:
    """Each transaction stands with its record, between whom, and its notice; a hand-over is none."""
    office = busy()
    gone = office.node.report("consign", weapon="revolver", to="carrier", number="C-1").number
    office.enter("do-task", task=f"qld.notice:{gone}:revolver", on=day(2), reference="RR 55")
    register = table.made(office.material(), "au-qld")
    assert [each["what"] for each in register["transactions"]] == ["register", "consign"]
    last = register["transactions"][-1]
    assert (last["record"], last["to"], last["number"]) == (gone, "carrier", "C-1")
    assert (last["notified_on"], last["notice_reference"], last["notice_due"]) == (day(2), "RR 55", day(14))
    assert not register["in_force"]
    assert rows(register)[-1]["to"] == "carrier"


def test_new_zealand_lists_opening_and_close_with_their_numbers() -> None:
    """Each day has the event numbers of both sides, and who said so; one that goes on has no close."""
    office = Office("nz")
    first = table.made(office.material(), "nz")["days"][0]
    assert (first["open_event"], first["closed_record"], first["opened_by"]) == ("", "", "first-ad")
    notice = {"kind": "police-event", "number": "P-4471"}
    office.node.report("close-day", "first-ad", witness="producer", notice=notice)
    office.pass_days(1)
    office.node.report("open-day", "first-ad", witness="producer", notice={"kind": "other", "number": "7"})
    one, two = table.made(office.material(), "nz")["days"]
    assert (one["close_event"], one["closed_by"]) == ("P-4471", "first-ad")
    assert (two["day"], two["open_event"]) == (day(1), "")
    assert len(rows(table.made(office.material(), "nz"))) == 2


def test_a_confirmed_closing_counts_as_its_act() -> None:
    """Where a second person confirmed it, the number stands in what was confirmed, and the first person said it."""
    office = Office("nz")
    office.node.report("lock", "armorer", weapon="revolver", in_="safe", witness="assistant")
    office.node.report("lock", "armorer", lot="blanks", in_="box", witness="assistant")
    said = {"notice": {"kind": "police-event", "number": "P-9"}, "exceptions": "revolver"}
    held = office.node.ask("close-day", "first-ad", **said)
    done = office.node.ask("confirm", "producer", of=held.act_id)
    assert (held.outcome, done.outcome) == ("hold", "permit")
    (one,) = table.made(office.material(), "nz")["days"]
    assert (one["close_event"], one["closed_by"], one["closed_record"]) == ("P-9", "first-ad", done.number)


def test_a_view_that_may_be_old_makes_no_register() -> None:
    """Where the custody failed and may be old since, no register is shown: it would say who had what."""
    office = busy()
    with pytest.raises(WrongInput, match=r"register\.unknown"):
        table.made(office.material(), "au-nws")
    office.node.store.clear_rows(STALE, [line(STALE, "custody", {"record": 1})])
    for place in ("au-nsw", "au-qld"):
        with pytest.raises(Unusable, match=r"projection\.stale"):
            table.made(office.material(), place)


def test_what_looks_like_a_formula_is_a_text() -> None:
    """A name that begins as a formula does stands in a CSV with an apostrophe before it."""
    office = Office("au-nsw")
    office.node.report("register", weapon="odd", class_="replica", maker="=HYPERLINK(1)")
    assert any(each["maker"] == "'=HYPERLINK(1)" for each in rows(table.made(office.material(), "au-nsw")))
