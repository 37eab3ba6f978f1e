"""The registers of places on paper: from the record of the set, with what was read of each law."""

from __future__ import annotations

import pytest

from showsafe.books.kinds import OFFICE
from showsafe.books.pages import Pages
from showsafe.books.registers.table import REGISTERS
from showsafe.errors import WrongInput
from showsafe.papers.wish import LANGUAGES
from tests.papers.seen import Stage

BOOKS = {"books": lambda _: Pages(OFFICE)}


def held() -> Stage:
    """Return a set on which a performer had the revolver for a while."""
    stage = Stage(more=BOOKS)
    clock, report = stage.node.clock, stage.node.report
    clock.advance(600)
    report("hand-over", weapon="revolver", from_="armorer", to="performer", witness="assistant")
    clock.advance(300)
    report("collect", weapon="revolver", from_="performer")
    clock.advance(60)
    report("lock", weapon="revolver", in_="safe", witness="assistant")
    return stage


def test_new_south_wales_knows_who_held_it_from_when_until_when() -> None:
    """One line for each time that it was held, with its minutes and records; by role, or named where asked."""
    stage = held()
    stage.profile = "au-nsw"
    lines = stage.built("place-register")["lines"]
    mine = [line for line in lines if line[3] == "Performer"]
    assert [(line[4], line[5]) for line in mine] == [("2026-03-02 08:10", "2026-03-02 08:15")]
    assert [line[2] for line in lines].count("out of the safe") == 1
    page = stage.printed("place-register", names=True)
    assert "performer" in page.text
    assert "repealed in 2017" in page.text


def test_queensland_has_every_transaction_with_the_day_of_its_notice() -> None:
    """Fourteen days after it came in, its notice is due."""
    stage = held()
    stage.profile = "au-qld"
    (line,) = stage.built("place-register")["lines"]
    assert (line[0], line[1], line[8]) == ("2026-03-02 08:00", "put on record", "2026-03-16")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_zealand_has_each_day_with_its_event_numbers(lang: str) -> None:
    """A day that was opened without a number says that none was said; one that goes on has no close."""
    stage = held()
    stage.profile = "nz"
    text = stage.printed("place-register", lang=lang).text
    assert {"en": "no number said", "es": "sin número"}[lang] in text
    assert {"en": "goes on", "es": "sigue"}[lang] in text


@pytest.mark.parametrize("place", REGISTERS)
def test_what_is_said_of_a_copy_is_in_the_language_of_the_paper(place: str) -> None:
    """No note on a clause stands in English on a Spanish register, and each is there in both."""
    stage = Stage(more=BOOKS, profile=place)
    english, spanish = (
        [each["note"] for each in stage.built("place-register", lang=lang)["clauses"]] for lang in LANGUAGES
    )
    assert all(
        bool(here) == bool(there) and (not here or here != there)
        for here, there in zip(english, spanish, strict=True)
    )


def test_a_place_without_a_register_asks_for_one_by_name() -> None:
    """The refusal names the registers; named, one is made, and says that its rules are not those of this unit."""
    stage = held()
    with pytest.raises(WrongInput) as refused:
        stage.built("place-register")
    assert (refused.value.code, "au-nsw, au-qld, nz" in refused.value.now) == ("paper.no-register", True)
    assert "does not work by the rules of this place" in stage.printed("place-register", view="nz").text
    with pytest.raises(WrongInput) as refused:
        stage.built("place-register", view="atlantis")
    assert refused.value.code == "register.unknown"
