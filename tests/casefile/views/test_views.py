"""What is shown of a case: roles by default, nothing of what is gone, and everything that must stand beside a name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from showsafe.casefile.case import Case
from showsafe.casefile.views.look import look, warmed
from showsafe.casefile.views.overview import access, overview
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import source, sources
from showsafe.casefile.views.timeline import timeline
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do, seen

NAMES = ("Tollifax", "Oddy", "Quell", "Wenna", "Bram", "Ines", "Odo Marl")


def everything(case: Case, by: str, *, names: bool = False) -> str:
    """Return all views of a case as one text."""
    look = seen(case, by, names=names)
    shown = [
        overview(look),
        sources(look),
        timeline(look),
        pairs(look),
        people(look),
        history(look),
        access(look),
    ]
    shown += [source(look, each) for each in look.state.sources]
    return json.dumps(shown, ensure_ascii=False)


@pytest.mark.parametrize("by", [OWNER, REVIEWER, READER, PARTY])
def test_no_view_shows_a_name_unasked(by: str) -> None:
    """Without being asked for, no name of anybody stands in any view, in no text and in no reading."""
    shown = everything(cases.whole(), by)
    assert [name for name in NAMES if name in shown] == []


def test_names_are_shown_where_asked_and_permitted() -> None:
    """A reviewer who asks sees the names; a reader and a party who ask are refused."""
    case = cases.whole()
    assert "Wenna Tollifax" in everything(case, REVIEWER, names=True)
    for by in (READER, PARTY):
        with pytest.raises(WrongInput, match=r"case\.no-names"):
            seen(case, by, names=True)
    with pytest.raises(WrongInput, match=r"case\.no-access"):
        seen(case, "stranger")


def test_places_hold_while_names_are_covered() -> None:
    """A covered text is as long as the source, so that every span marks the same words."""
    case = cases.whole()
    covered, plain = source(seen(case), "s1"), source(seen(case, names=True), "s1")
    assert len(covered["text"]) == len(plain["text"]) == len(cases.ARTICLE)
    assert plain["text"] == cases.ARTICLE
    for each in plain["quotes"]:
        assert plain["text"][each["start"] : each["end"]] == each["text"]


@pytest.mark.parametrize("act", ["seal-source", "withdraw-source", "erase"])
def test_what_is_gone_is_in_no_view(act: str) -> None:
    """Of a sealed, withdrawn or erased source no word is shown anywhere; that it is gone is."""
    case = cases.whole()
    said: dict[str, Any] = {
        "seal-source": {"source": "s1", "order": "By order of a judge.", "on": "2024-11-15"},
        "withdraw-source": {"source": "s1", "why": "retracted"},
        "erase": {"what": "s1", "reason": "retracted"},
    }[act]
    do(case, act, **said)
    shown = everything(case, OWNER, names=True)
    assert "six dummy rounds" not in shown
    assert "called it cold" not in shown
    assert "It is alleged" not in shown
    gone = source(seen(case), "s1")["gone"]
    assert gone["how"] == {"seal-source": "sealed", "withdraw-source": "withdrawn", "erase": "erased"}[act]
    assert overview(seen(case))["gone"][0]["source"] == "s1"


def test_statements_are_in_the_order_of_what_they_are_about() -> None:
    """The timeline is sorted by the first day that a row can be about; what has no day stands last."""
    rows = timeline(seen(cases.whole()))["rows"]
    days = [each["at"] or "~" for each in rows]
    assert len(rows) > 3
    assert days == sorted(days)


def test_pages_make_the_whole() -> None:
    """Pages of the timeline, one after another, are the timeline."""
    look = seen(cases.whole())
    whole = timeline(look, 0, 100)
    paged = [row for at in range(0, whole["total"], 2) for row in timeline(look, at, 2)["rows"]]
    assert paged == whole["rows"]


def test_who_names_nobody_is_linked_to_nobody() -> None:
    """A statement without a speaker has no person, proposed or shown; one with a known name proposes its person."""
    case = cases.whole()
    cases.source(case, "They were told that “the gun was empty”. The door was locked.")
    look = seen(case)
    rows = source(look, "s4")["statements"]
    assert rows
    assert all(
        (each["names_somebody"], each["proposed_person"], each["who"]) == (False, "", None) for each in rows
    )
    told = {each["text"]: each["proposed_person"] for each in source(look, "s1")["statements"]}
    assert "p1" in told.values()


def test_no_charge_stands_beside_what_is_alleged() -> None:
    """Beside an allegation stand the state of the matter, that no charge is known, and that no reply came."""
    entry = history(seen(cases.whole()))["entries"][0]
    beside = entry["beside"]
    assert (entry["type"], beside["no_charge_as_of"], beside["no_reply_recorded"]) == (
        "allegation",
        "2024-11-20",
        True,
    )
    assert beside["matters"][0]["state"] == "under-investigation"


def test_an_expired_entry_says_that_it_was_there() -> None:
    """After its last day an entry of the history shows no words."""
    case = cases.whole()
    said: dict[str, Any] = {
        "about": {"weapon": "r1"},
        "type": "concern",
        "on": "2020-01-01",
        "text": "A loose grip.",
    }
    do(case, "add-history", **said, expires="2021-01-01")
    entry = history(seen(case))["entries"][-1]
    assert (entry["expired"], entry["text"]) == (True, None)


def test_pairs_share_an_event_and_a_slot() -> None:
    """Two accounts of how many rounds were loaded are put side by side, and a label takes them from the proposals."""
    case = cases.whole()
    shown = pairs(seen(case), slot="how-many")
    texts = [(row["a"]["text"], row["b"]["text"]) for row in shown["rows"]]
    assert any("six dummy" in a and "Four dummy" in b for a, b in texts)
    row = shown["rows"][0]
    do(
        case,
        "pair",
        REVIEWER,
        a=row["a"]["id"],
        b=row["b"]["id"],
        slot="how-many",
        as_="differ",
        why="6 or 4",
    )
    after = pairs(seen(case), slot="how-many")
    assert after["rows"][0]["as"] == "differ"
    assert after["proposed"] == shown["proposed"] - 1


def test_who_looked_is_shown() -> None:
    """The access log says who looked at what, the newest first, beside who may."""
    case = cases.whole()
    do(case, "look", REVIEWER, what="p1")
    shown = access(seen(case), 0, 1)
    assert [(each["by"], each["what"]) for each in shown["looks"]] == [(REVIEWER, "p1")]
    assert shown["total"] == 2
    assert {each["role"] for each in shown["given"]} == {"owner", "reviewer", "reader", "party"}


def test_the_same_words_elsewhere_are_named() -> None:
    """Where a source is sealed and another one with its words is not, the overview says so."""
    case = cases.whole()
    again = cases.source(case, cases.ARTICLE)
    do(case, "seal-source", source="s1", order="By order of a judge.", on="2024-11-15")
    assert overview(seen(case))["gone"][0]["copies"] == [again]
    do(case, "seal-source", source=again, order="By order of a judge.", on="2024-11-15")
    assert [each["copies"] for each in overview(seen(case))["gone"]] == [[], []]


def test_a_charge_on_a_source_that_is_gone_is_not_denied() -> None:
    """Where a charge rests on a source that was sealed, it is not shown, and nobody is told that there was none."""
    case = cases.whole()
    do(case, "state-matter", person="p1", matter="negligence", state="charged", on="2024-11-08", source="s3")
    do(case, "seal-source", source="s3", order="By order of a judge.", on="2024-11-15")
    shown = people(seen(case))["people"][0]
    assert (shown["matters"], shown["matters_withheld"], shown["no_charge_as_of"]) == ([], 2, "")


def test_retention_and_closing_show() -> None:
    """That a case is kept longer than it was to be, and that it is closed, stand on its first page."""
    case = cases.empty()
    do(case, "open-case", title="Old", purpose="inquiry", retention="2024-11-19")
    do(case, "close-case", why="done")
    shown = overview(seen(case))
    assert (shown["retention_over"], shown["closed"]["why"]) == (True, "done")
    assert "add-source" not in shown["may"]
    assert "erase" in shown["may"]


def test_what_is_made_beforehand_shows_the_same() -> None:
    """Whether what looks share was made when the case was opened or at the first look, the views are the same."""
    case = cases.whole()
    kept = warmed(case)
    case_ = seen(case)
    for view in (overview, sources, timeline, pairs, people):
        assert view(look(case, OWNER, kept)) == view(case_)


def test_a_short_name_and_a_loud_one_are_covered() -> None:
    """A family name of two letters, and a name in capitals as headlines have them, are names too."""
    case = cases.opened()
    do(case, "name-person", name="Bo Li", role="loader", party=False)
    text = "BO LI IN THE MILL. Mr. Li loaded it; Li's look was short."
    cases.source(case, text)
    shown = source(seen(case), "s1")["text"]
    assert [word for word in ("Li", "LI", "Bo", "BO") if word in shown.replace("MILL", "")] == []
    assert len(shown) == len(text)
