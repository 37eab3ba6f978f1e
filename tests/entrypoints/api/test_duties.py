"""The table of duties over HTTP: for the office, the safety advisor and custodians; by role."""

from __future__ import annotations

import pytest

from tests.entrypoints.api.looked import code
from tests.entrypoints.api.sets import Phone, Served

PATH = "duties?weapon=revolver"


def signed_in(phone: Phone, person: str) -> Phone:
    """Return the phone with somebody signed in."""
    assert phone.sign_in(person).status_code == 200
    return phone


def test_who_may_see_it(served: Served, phone: Phone) -> None:
    """A custodian and the producer get the table; performer and crew do not, nor does who is not signed in."""
    assert phone.get(PATH).status_code == 401
    for person, status in (("armorer", 200), ("producer", 200), ("performer", 403), ("grip", 403)):
        assert signed_in(phone, person).get(PATH).status_code == status
    assert served.node.store.size() > 0


def test_it_grows_with_the_record(served: Served, phone: Phone) -> None:
    """A use that is recorded after the table was first made is in the next one, with no record of a look before it."""
    cart = signed_in(phone, "armorer")
    before = cart.get(PATH).json()
    served.node.report("discharge", "performer", weapon="revolver", count=1)
    after = cart.get(PATH).json()
    assert before["format"] == after["format"] == "showsafe-duties/1"
    assert after["record"] == before["record"] + 1
    use = next(each for each in after["uses"] if each["act"] == "discharge")
    found = {answer["gate"]: answer["found"] for answer in use["ought"]}
    assert (found["check"], found["meeting"]) == ("no-record", "no-record")
    assert cart.get(PATH, **{"if-none-match": cart.get(PATH).headers["etag"]}).status_code == 304


def test_an_incident_of_the_set(served: Served, phone: Phone) -> None:
    """The record of an incident gives the table of what it names; any other record is none."""
    opened = served.node.report("incident", "performer", weapon="revolver", says="a bang").number
    cart = signed_in(phone, "armorer")
    table = cart.get(f"duties?incident={opened}").json()
    assert (table["about"]["record"], table["about"]["things"]) == (opened, ["revolver"])
    assert code(cart.get("duties?incident=1")) == (400, "duties.no-such-incident")
    assert code(cart.get("duties?incident=999999")) == (400, "duties.no-such-incident")


def test_names_are_for_the_office(served: Served, phone: Phone) -> None:
    """By default nobody is named; the producer may ask for names, and a custodian is turned away."""
    served.node.report("discharge", "performer", weapon="revolver", count=1)
    cart = signed_in(phone, "armorer")
    assert '"id":"performer"' not in cart.get(PATH).text
    assert code(cart.get(f"{PATH}&names=true")) == (403, "access.not-allowed")
    assert '"id":"performer"' in signed_in(phone, "producer").get(f"{PATH}&names=true").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "input.usage"),
        ("?weapon=revolver&incident=3", "input.usage"),
        ("?weapon=nothing-here", "duties.no-such-weapon"),
        ("?weapon=revolver&from=yesterday", "input.wrong-value"),
        ("?weapon=revolver&to=2026-03-31", "input.wrong-value"),
    ],
)
def test_what_is_asked_wrongly(cart: Phone, query: str, found: str) -> None:
    """What is not understood is said with a code, and nothing is shown."""
    assert code(cart.get(f"duties{query}")) == (400, found)
