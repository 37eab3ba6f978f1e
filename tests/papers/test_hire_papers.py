"""The papers of a hire: from the office book alone, with codes of its own ledger, by role unless names are wished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from showsafe.books.book import Book
from showsafe.errors import WrongInput
from showsafe.ledger.store import Store
from showsafe.papers import catalogue, press
from showsafe.papers.wish import LANGUAGES
from tests.books.ready import book, enter
from tests.papers.pdfa import faults
from tests.papers.seen import Page, Stage

NAMES = ("packing-list", "condition-report", "hire-return")
GUN = {"thing": "revolver", "sort": "weapon", "serial": "OM 1042"}


def hired() -> Book:
    """Return a book with a hire of which a sling is away, and the revolver came back worse than it went."""
    office = book()
    keys: dict[str, Any] = {"hire": "mill-1", "by": "armorer"}
    days: dict[str, Any] = {
        "party": "Old Mill Armoury",
        "since": "2026-03-02",
        "until": "2026-03-27",
        "on": "2026-03-02",
    }
    enter(office, "take-in", items=[GUN, {"thing": "sling"}], seals=["C1"], carrier="road", **days, **keys)
    note: dict[str, Any] = {"thing": "revolver", "list": "revolver-1", "by": "armorer"}
    enter(office, "note-condition", moment="in", on="2026-03-02", marks={"bore": "ok", "grip": "ok"}, **note)
    words: dict[str, Any] = {"says": "Pat saw a chip", "witness": "assistant"}
    enter(office, "note-condition", moment="out", on="2026-03-27", marks={"grip": "fault"}, **note, **words)
    enter(office, "send-out", on="2026-03-27", items=[GUN], seals=["C2"], packing="P-7", **keys)
    return office


def beside(office: Book) -> Stage:
    """Return a set with this book beside it."""

    @contextmanager
    def ledgers(name: str) -> Iterator[tuple[Store, str] | None]:
        yield office.store, f"north-ridge-{name}"

    return Stage(more={"books": lambda _: office.pages(), "ledgers": ledgers})


def printed(name: str, office: Book | None = None, **wish: Any) -> Page:  # noqa: ANN401 - as a wish has them
    """Print a paper of the hire."""
    return beside(office or hired()).printed(name, **{"hire": "mill-1", **wish})


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_of_a_hire_is_archival_and_leads_to_the_book(name: str) -> None:
    """PDF/A-2b, entries as its records, the code of the office book's ledger, the same to the byte."""
    office = hired()
    stage = beside(office)
    page = printed(name, office)
    assert faults(page.pdf) == []
    paper = catalogue.paper(name)
    made = press.sheet(paper, stage.source, stage.wish(paper, hire="mill-1"))
    assert [code.says for code in page.codes(dpi=120)] == [made.uri]
    assert "north-ridge-office" in page.text
    enter(office, "do-task", task="x", on="2026-03-30")
    assert printed(name, office).pdf == page.pdf


def test_the_packing_list_is_of_the_last_thing_that_left() -> None:
    """Serial, seals, list, boxes to tick; what is still here is not on it."""
    page = printed("packing-list")
    for said in ("OM 1042", "C2", "P-7", "Old Mill Armoury", "treat every one as loaded"):
        assert said in page.text
    assert "sling" not in page.text


@pytest.mark.parametrize(("lang", "said"), [("en", "not read"), ("es", "no leído")])
def test_a_serial_that_nobody_read_is_not_on_the_packing_list(lang: str, said: str) -> None:
    """It went in with its serial, and left without that anybody read it: the list says so, and has no serial."""
    office = book()
    keys: dict[str, Any] = {"hire": "mill-1", "by": "armorer", "on": "2026-03-02"}
    days: dict[str, Any] = {"party": "Old Mill Armoury", "since": "2026-03-02", "until": "2026-03-27"}
    enter(office, "take-in", items=[GUN, {"thing": "sling", "sort": "other"}], **days, **keys)
    unread = {"thing": "revolver", "sort": "weapon"}
    enter(office, "send-out", items=[unread, {"thing": "sling", "sort": "other"}], **keys)
    page = printed("packing-list", office, lang=lang)
    assert page.text.count(said) == 1
    assert "OM 1042" not in page.text


@pytest.mark.parametrize("name", NAMES)
def test_what_a_thing_is_stands_in_the_language_of_the_paper(name: str) -> None:
    """Action and class of a weapon, as every other paper has them; no word of the register's own in either language."""
    said = [beside(hired()).built(name, hire="mill-1", lang=lang)["things"][0]["what"] for lang in LANGUAGES]
    assert said == [
        ".45 Colt single-action revolver live-capable",
        ".45 Colt revólver de acción simple arma real",
    ]


def test_both_conditions_stand_beside_each_other() -> None:
    """Worse says so, not looked at says so; free words only where names are wished."""
    page = printed("condition-report")
    for said in ("FAULT", "worse", "not looked at", "Armorer", "kept back"):
        assert said in page.text
    assert "chip" not in page.text
    assert "Pat saw a chip" in printed("condition-report", names=True).text


def test_the_return_names_what_differs() -> None:
    """What is away, the seal, the point that is worse; a second return closes it."""
    office = hired()
    page = printed("hire-return", office)
    for said in (
        "Not everything is back.",
        "seal on a case: C1 went, none came",
        "firm and whole: ok, then FAULT",
    ):
        assert said in page.text
    enter(office, "send-out", by="armorer", hire="mill-1", on="2026-03-30", items=[{"thing": "sling"}])
    page = printed("hire-return", office)
    assert "Everything was back on 2026-03-30." in page.text
    assert "After the last day." in page.text


@pytest.mark.parametrize("name", NAMES)
def test_a_hire_that_is_not_there_is_said(name: str) -> None:
    """Another id, none at all, or nothing that has left."""
    for hire, code in (("mill-9", "paper.no-such"), ("", "paper.missing")):
        with pytest.raises(WrongInput) as refused:
            printed(name, hire=hire)
        assert refused.value.code == code


def test_nothing_has_left_yet() -> None:
    """A packing list is of what leaves."""
    office = book()
    days: dict[str, Any] = {"since": "2026-03-02", "until": "2026-03-27", "on": "2026-03-02"}
    enter(office, "take-in", by="armorer", hire="mill-1", party="x", items=[GUN], **days)
    with pytest.raises(WrongInput) as refused:
        printed("packing-list", office)
    assert refused.value.code == "paper.nothing-left"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_stays_on_the_sheet_in_both_languages(name: str, lang: str) -> None:
    """Nothing stands beyond the edge, with names as long as they may be."""
    office = book()
    long = {"thing": "w" * 60, "serial": "S" * 60}
    days: dict[str, Any] = {
        "since": "2026-03-02",
        "until": "2026-03-27",
        "on": "2026-03-02",
        "party": "P" * 60,
    }
    enter(office, "take-in", by="armorer", hire="mill-1", items=[long], **days)
    enter(office, "send-out", by="armorer", hire="mill-1", items=[long], on="2026-03-27")
    page = printed(name, office, lang=lang, size="letter")
    assert max(each.x + each.wide for each in page.words) < 216 - 14
