"""What stands beside every statement by and about a person of the case, in every view and in every format."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.application.case_words import PROFILE
from showsafe.casefile.case import Case
from showsafe.casefile.exports.material import material
from showsafe.casefile.exports.report import as_json
from showsafe.casefile.views.look import Kept, look
from showsafe.casefile.views.overview import access
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import source
from showsafe.casefile.views.timeline import timeline
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do, seen
from tests.casefile.exports.handed import files, rows

KEYS = {"matters", "no_charge_as_of", "matters_withheld", "replies", "no_reply_recorded"}
ABOUT = "“Wenna Tollifax loaded it,” said Ines Quell, who was at the bench.\n"
LINE = "p1 (armorer)"
NO_CHARGE = "no charge on record as of 2024-11-20"


def told() -> Case:
    """Return a case in which p1 said something, p3 said something of p1, and p3 replied."""
    case = cases.whole()
    cases.source(case, ABOUT)
    do(case, "review", statement="s1.2", as_="confirmed", after=15, content={"who": "p1"})
    do(case, "review", statement="s4.1", as_="confirmed", after=0, content={"who": "p3"})
    do(case, "reply", to="s4.1", person="p3", on="2024-11-12", text="I was at the bench, as I said.")
    return case


@pytest.fixture(scope="module")
def made() -> Case:
    """Return a case that no test changes."""
    return told()


def statements(made: Case, *, names: bool) -> Iterator[dict[str, Any]]:
    """Yield every statement of every view."""
    shown = seen(made, names=names)
    for each in made.state().sources:
        yield from source(shown, each)["statements"]
    yield from (row for row in timeline(shown)["rows"] if row["side"] == "said")
    for row in pairs(shown)["rows"]:
        yield from (row["a"], row["b"])


@pytest.mark.parametrize("names", [False, True])
def test_it_stands_beside_everybody_in_every_view(made: Case, names: bool) -> None:  # noqa: FBT001
    """Whoever said it, may have said it or is named in it has the matter, the charge and the reply beside them."""
    seen_of: set[tuple[str, str]] = set()
    beside = {each["id"]: each for each in people(seen(made, names=names))["people"]}
    for each in statements(made, names=names):
        who = [each["who"]] if each["who"] else []
        for person in (*who, *each["named"]):
            assert set(person["stands"]) == KEYS
            assert person["stands"] == {key: beside[person["id"]][key] for key in KEYS}
            seen_of.add((person["id"], person.get("as", "who")))
    assert {
        ("p1", "who"),
        ("p3", "who"),
        ("p1", "in-the-words"),
        ("p2", "proposed-speaker"),
    } <= seen_of
    entry = history(seen(made, names=names))["entries"][0]
    assert set(entry["beside"]) >= KEYS


@pytest.mark.parametrize(
    "name", ["web-annotation", "prov", "schema-org", "case-uco", "brat", "timeline", "sources"]
)
def test_it_stands_beside_each_statement_in_every_format(made: Case, name: str) -> None:
    """By p1, and about p1: both say the matter, no charge on record, and that no reply is; p3 is quoted."""
    told_of = rows(made, name, "s4.1")
    assert told_of
    for each in told_of:
        assert f"{LINE}, named in the words: under investigation on 2024-11-05, source s3" in each
        assert NO_CHARGE in each
        assert "no reply recorded" in each
        assert "replied to s4.1 on 2024-11-12: “I was at the bench, as I said.”" in each
    assert any(f"{LINE}: under investigation" in each for each in rows(made, name, "s1.2"))


def test_the_tables_for_spreadsheets_and_the_paper_say_it_too(made: Case) -> None:
    """CSV has a column of it, and the report has it beside each person."""
    for name in ("timeline", "sources"):
        assert NO_CHARGE in files(made, name)[f"{name}.csv"].decode()
    row = json.loads(as_json(material(made, OWNER, Kept())))["people"][0]
    assert "No charge on record as of 2024-11-20" in row["matters"]
    assert "No reply recorded" in row["replies"]


def at_a_later_day(case: Case, days: int, kind: str, **said: Any) -> None:  # noqa: ANN401 - keys of any act
    """Do an act some days later."""
    case.do(dataclasses.replace(cases.act(kind, **said), at=cases.AT + timedelta(days=days)))


def test_no_charge_is_said_up_to_the_day_on_which_somebody_looked() -> None:
    """Neither the clock nor a look moves it; the last record does, and a person who states it has the last word."""
    case = cases.whole()
    shown = dataclasses.replace(seen(case), today="2031-01-01")
    assert people(shown)["people"][0]["no_charge_as_of"] == "2024-11-20"
    at_a_later_day(case, -3, "correct", what="s1", text="It was another day.")
    assert people(seen(case))["people"][0]["no_charge_as_of"] == "2024-11-17"
    at_a_later_day(case, -5, "look", what="s1")
    assert people(seen(case))["people"][0]["no_charge_as_of"] == "2024-11-17"
    stated = {"person": "p1", "matter": "none", "state": "no-charge", "on": "2024-11-05", "source": "s3"}
    at_a_later_day(case, -2, "state-matter", **stated)
    at_a_later_day(case, -1, "correct", what="s1", text="It was that day.")
    found = [each["no_charge_as_of"] for each in people(seen(case))["people"]]
    assert found == ["2024-11-18", "2024-11-19", "2024-11-19"]


def test_a_reviewer_who_is_in_the_case_is_a_party_without_a_word() -> None:
    """Whoever has the id of a person of the case is flagged, from before they were named, and drops nothing."""
    case = cases.whole()
    do(case, "review", REVIEWER, statement="s1.1", as_="rejected", after=0)
    do(case, "look", REVIEWER, what="s1")
    assert "s1.1" not in [each.get("id") for each in timeline(seen(case))["rows"]]
    do(case, "name-person", name="Perran Hale", role="props", ledger_id=f"set/{REVIEWER}", party=False)
    assert do(case, "review", REVIEWER, statement="s1.3", as_="rejected", after=0).act["party"] is True
    do(case, "pair", REVIEWER, a="s1.1", b="s2.1", slot="who", as_="open")
    rows = {each["id"]: each for each in timeline(seen(case))["rows"]}
    assert [rows[each]["reviews"][-1]["party"] for each in ("s1.1", "s1.3")] == [True, True]
    assert [each["party"] for each in access(seen(case))["looks"]] == [True, False]
    given = {each["person"]: each["is_party"] for each in access(seen(case))["given"]}
    assert given == {OWNER: False, REVIEWER: True, READER: False, PARTY: True}
    assert look(case, REVIEWER, Kept()).state.is_party(REVIEWER)
    assert bootstrap.judged(case.store, PROFILE).ok


def test_whether_somebody_is_a_party_has_to_be_said() -> None:
    """Nobody is put into a case as no party because nobody thought of it."""
    case = cases.whole()
    with pytest.raises(WrongInput) as refused:
        do(case, "name-person", name="Perran Hale", role="props")
    assert refused.value.code == "case.missing-key"
