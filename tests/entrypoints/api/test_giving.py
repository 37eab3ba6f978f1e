"""Roles over the network: one person of the floor or the department makes nobody into who answers for others."""

from __future__ import annotations

import base64

import pytest

from tests.entrypoints.api.looked import code
from tests.entrypoints.api.sets import Phone, Served

FRIEND = (403, "access.office-gives")
LIST = "person,roles,age\nzoe,performer,30\nzed,producer,40\n"


@pytest.mark.parametrize("giver", ["armorer", "first-ad"])
def test_a_friend_is_made_into_nobody(served: Served, phone: Phone, giver: str) -> None:
    """Neither asked nor reported does somebody outside the office give such a role, or take one from the office."""
    assert phone.sign_in(giver).status_code == 200
    size = served.node.store.size()
    for roles in (["producer"], ["safety-advisor"], ["performer", "property-master"]):
        for kind in ("enrol", "assign-role"):
            assert code(phone.ask(kind, giver, person="performer", roles=roles)) == FRIEND
            assert code(phone.report(kind, giver, person="performer", roles=roles)) == FRIEND
    assert code(phone.ask("assign-role", giver, person="producer", roles=["crew"])) == FRIEND
    assert served.node.store.size() == size
    assert phone.ask("enrol", giver, person="zoe", roles=["performer"], age=30).json()["outcome"] == "permit"


def test_the_office_gives_them(served: Served, phone: Phone) -> None:
    """The producer gives what the others may not."""
    assert phone.sign_in("producer").status_code == 200
    answer = phone.ask("assign-role", "producer", person="grip", roles=["production-manager"])
    assert answer.json()["outcome"] == "permit", answer.text
    assert served.node.state.people["grip"].roles == ("production-manager",)


def test_a_list_gives_no_more_than_its_sender(served: Served, phone: Phone) -> None:
    """A row of a list that gives such a role is bad, and keeps the list out; the others come in where that is said."""
    body = {"content": base64.b64encode(LIST.encode()).decode(), "dry": False}
    assert phone.sign_in("first-ad").status_code == 200
    found = phone.post("tables/people/import", body).json()
    assert (found["done"], found["counts"]["bad"]) == (None, 1)
    assert [fault["code"] for row in found["rows"] for fault in row["faults"]] == ["access.office-gives"]
    assert phone.post("tables/people/import", {**body, "only_good": True}).json()["done"]["rows"] == 1
    assert ("zoe" in served.node.state.people, "zed" in served.node.state.people) == (True, False)
    assert phone.sign_in("producer").status_code == 200
    assert phone.post("tables/people/import", body).json()["done"]["rows"] == 1
