"""Tables over the network: judged row by row, recorded whole or not at all, and nobody answers for anybody else."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.entrypoints.http.api import tables
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.ledger import record
from tests.books.ready import book
from tests.entrypoints.api.sets import Phone, Served, serving
from tests.simulator import MORNING

GOOD = "weapon,serial,class,calibre,capacity\nx1,A-1,replica,,\nx2,A-2,blank-only,9 mm PAK,8\n"
BAD = "weapon,serial,class,calibre,capacity\nx1,A-1,replica,,\nx2,A-2,blank-only,9 mm PAK,1.200\n"
LOTS = "lot,kind,calibre,count,state,countersigned by\nz1,blank,.45 Colt,50,sealed,assistant\n"


def sent(phone: Phone, table: str, text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what a page sends
    """Import a text as a page does, and return the answer."""
    content = base64.b64encode(text.encode()).decode()
    answer = phone.post(f"tables/{table}/import", {"content": content, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def signed_in(served: Served, person: str) -> Phone:
    """Return a phone on which somebody is signed in."""
    phone = served.phone()
    assert phone.sign_in(person).status_code == 200
    return phone


def test_a_dry_run_records_nothing(served: Served) -> None:
    """Looked at first, a list is judged whole and nothing of it is on record."""
    phone = signed_in(served, "armorer")
    size = served.node.unit.store.size()
    found = sent(phone, "weapons", GOOD)
    assert found["counts"] == {"new": 2, "waits": 0, "known": 0, "bad": 0}
    assert found["done"] is None
    assert served.node.unit.store.size() == size


def test_a_bad_row_keeps_the_whole_list_out(served: Served) -> None:
    """One bad cell is named, and nothing is recorded; the good rows alone come in where somebody says so."""
    phone = signed_in(served, "armorer")
    size = served.node.unit.store.size()
    found = sent(phone, "weapons", BAD, dry=False)
    assert (found["done"], found["may"]) == (None, False)
    assert [fault["at"] for row in found["rows"] for fault in row["faults"]] == ["E3"]
    assert served.node.unit.store.size() == size
    assert sent(phone, "weapons", BAD, dry=False, only_good=True)["done"]["rows"] == 1
    assert list(served.node.state.weapons["x1"].serial) == list("A-1")
    assert "x2" not in served.node.state.weapons


def test_a_list_twice_adds_nothing(served: Served) -> None:
    """The same list again finds all of it on record."""
    phone = signed_in(served, "armorer")
    assert sent(phone, "weapons", GOOD, dry=False)["done"]["rows"] == 2
    size = served.node.unit.store.size()
    again = sent(phone, "weapons", GOOD, dry=False)
    assert (again["counts"]["known"], again["done"]["rows"]) == (2, 0)
    assert served.node.unit.store.size() == size


def test_a_list_answers_for_nobody(served: Served) -> None:
    """A second person whom the list names is not taken for one: the box waits until they confirm it themselves."""
    phone = signed_in(served, "armorer")
    found = sent(phone, "lots", LOTS, dry=False)
    assert found["counts"]["waits"] == 1
    assert any(note["code"] == "table.second" for note in found["rows"][0]["notes"])
    assert "z1" not in served.node.state.lots
    (number,) = found["done"]["records"]
    body = record.read(served.node.unit.store.entry(number).raw).body
    assert "countersigned_by" not in body["act"]
    assert (body["by"], body["proof"]) == ("armorer", "badge-pin-shared-device")
    assert served.phone("second", seed=9).sign_in("assistant").status_code == 200
    said = served.phones[-1].ask("confirm", "assistant", of_act=body["act_id"])
    assert said.status_code == 200, said.text
    assert served.node.state.lots["z1"].total == 50


def test_a_second_list_does_not_wait_for_the_first(served: Served) -> None:
    """While one list is judged, another is sent back at once, and a stop is taken as ever."""
    phone = signed_in(served, "armorer")
    content = base64.b64encode(GOOD.encode()).decode()
    with tables._ONE:
        answer = phone.post("tables/weapons/import", {"content": content})
        assert (answer.status_code, answer.json()["code"]) == (503, "table.busy")
        assert phone.post("stop", {"act_id": "now"}).status_code == 200


@pytest.mark.parametrize(
    ("person", "table"), [("performer", "weapons"), ("first-ad", "weapons"), ("armorer", "bound-boek")]
)
def test_who_may_not_say_it_may_not_import_it(served: Served, person: str, table: str) -> None:
    """A list is imported by whoever may say its acts, and by nobody else."""
    phone = signed_in(served, person)
    content = base64.b64encode(GOOD.encode()).decode()
    assert phone.post(f"tables/{table}/import", {"content": content}).status_code in (400, 403)


def test_names_leave_through_the_office_alone(served: Served) -> None:
    """An export has ids and roles; names leave through the office, and only where they are asked for."""
    phone = signed_in(served, "safety")
    assert "contact" not in phone.get("tables/people/export?format=csv").text
    assert phone.get("tables/people/export?format=csv&names=true").status_code == 403
    assert phone.sign_in("producer").status_code == 200
    assert "contact" in phone.get("tables/people/export?format=csv&names=true").text
    assert phone.sign_in("armorer").status_code == 200
    assert phone.get("tables/people/export").status_code == 403


def test_what_no_column_takes_is_kept_in_the_office_book() -> None:
    """A column that means nothing here goes into the office book with the sum of the list."""
    office = book(clock=FixedClock(MORNING))
    with serving(shelf=Shelf(given={"office": office})) as served:
        phone = signed_in(served, "armorer")
        text = "Asset No,Serial,Class,Daily rate\nx1,A-1,replica,12.50\n"
        found = sent(phone, "weapons", text, dry=False)
        assert {"heading": "Asset No", "column": "weapon"} in found["columns"]
        (kept,) = office.entries("keep-import")
        assert kept["sum"] == found["sha256"]
        assert json.loads(kept["others"]) == [{"at": "line 2", "name": "x1", "said": {"Daily rate": "12.50"}}]


def test_rounds_are_warned_of(served: Served) -> None:
    """A box that fits no weapon on record is warned of, and a weapon that is planned with rounds nobody has."""
    phone = signed_in(served, "armorer")
    warned = phone.get("ammunition?calibre=.32&kind=blank").json()["warnings"]
    assert [each["code"] for each in warned] == ["match.no-weapon"]
    assert phone.get("ammunition?calibre=.45%20Colt&kind=blank").json()["warnings"] == []
    planned = phone.get("ammunition?weapon=revolver&kind=blank&load=quarter").json()["warnings"]
    assert [each["code"] for each in planned] == ["match.no-lot"]


def test_a_serial_is_held_against_those_of_its_make(served: Served) -> None:
    """Whoever enrols a weapon is told of the same serial, and of one that looks alike, before it is on record."""
    phone = signed_in(served, "armorer")
    sent(phone, "weapons", "weapon,serial,class,maker\nx1,AB-100,rubber,Colt\n", dry=False)
    same = phone.get("serials?serial=ab%20100&maker=Colt").json()["warnings"]
    assert [each["code"] for each in same] == ["table.serial-twice"]
    alike = phone.get("serials?serial=AB-1O0&maker=Colt").json()["warnings"]
    assert [each["code"] for each in alike] == ["table.look-alike"]
    assert phone.get("serials?serial=ZZ-9&maker=Colt").json()["warnings"] == []
