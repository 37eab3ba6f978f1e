"""The page that goes with a case: for eyes and pens, with a code that leads to the records, and no serial in full."""

from __future__ import annotations

import pytest

from showsafe import bootstrap
from showsafe.errors import WrongInput
from showsafe.papers import catalogue, press
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from tests.consigning import EXPECTED, Log
from tests.papers.pdfa import faults
from tests.papers.seen import Page

PAPER = catalogue.paper("consignment-slip")


def sent() -> Source:
    """Return a unit of which two revolvers are on their way in one case, and a third one went elsewhere."""
    north = Log("north")
    for weapon, serial in (("r1", "OM-1042"), ("r2", "OM-1043"), ("r3", "OM-1044")):
        north.has(weapon, serial, model="Cattleman", calibre=".45 Colt")
    north.leaves(
        "r1", "r2", carrier="Road Freight", to="south-ridge", seals=("C1", "C2"), condition="grip worn"
    )
    north.leaves("r3", carrier="Road Freight", to="west-ridge")
    return Source(north.store, "north", rules=bootstrap.rules_of("common").profile)


@pytest.mark.parametrize(("lang", "size"), [("en", "letter"), ("es", "a4")])
def test_the_page_has_what_is_in_the_case_and_leads_to_the_records(lang: str, size: str) -> None:
    """One page, archival, with to whom, with whom, seals and day, its records, and the code of exactly these."""
    source, wish = sent(), Wish(weapon="r1", lang=lang, size=size)
    page = Page(press.pdf(PAPER, source, wish))
    assert faults(page.pdf) == []
    for said in (
        "south-ridge",
        "Road Freight",
        "C1, C2",
        EXPECTED,
        "r2",
        "Uberti Cattleman",
        "grip worn",
        "WB-7",
    ):
        assert said in page.text
    assert "r3" not in page.text
    assert "1042" not in page.text
    assert "OM-1___" in page.text
    assert ("as loaded" if lang == "en" else "como cargada") in page.text
    made = press.sheet(PAPER, source, wish)
    assert [code.says for code in page.codes()] == [made.uri]
    assert max(word.page for word in page.words) == 1
    assert press.pdf(PAPER, source, wish) == page.pdf


def test_there_is_no_slip_of_what_is_here() -> None:
    """Of a weapon that did not leave, or of which nobody said to whom it goes, none is printed."""
    north = Log("north")
    north.has()
    source = Source(north.store, "north", rules=bootstrap.rules_of("common").profile)
    north.has("r2", "B")
    north.say("consign", weapon="r2", to="road")
    for weapon in ("r1", "r2", "r7"):
        with pytest.raises(WrongInput) as error:
            PAPER.build(source, Wish(weapon=weapon))
        assert error.value.code == "paper.nothing-left"
