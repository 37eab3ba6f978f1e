"""Notice, acknowledgement, meeting and risk assessment, read back: nothing missed, no law that is none."""

from __future__ import annotations

import re

import pytest

from showsafe.books.book import Book
from showsafe.books.planning.scenes import key_of
from showsafe.errors import WrongInput
from showsafe.papers.wish import LANGUAGES
from tests.books import ready
from tests.papers.seen import NEAR, Stage, nobody, planned

PAPERS = (
    "call-sheet-notice",
    "safety-bulletin-acknowledgement",
    "risk-assessment",
    "safety-meeting-sheet",
    "shot-plan",
)
OTHER_LAW = ("NZ-", "ON-", "UK-", "NSW-")


def in_california() -> Stage:
    """Return the set under California's rules, as far as papers show them."""
    stage = planned()
    stage.profile = "us-ca"
    return stage


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_no_clause_that_was_not_read_stands_on_paper(name: str, lang: str) -> None:
    """In California: laws that were read have their number; those known second-hand or of other places have none."""
    text = in_california().printed(name, lang=lang).text
    assert not any(each in text for each in (*OTHER_LAW, "CA-9152", "IWLMSC-1/POINT", "CA-9153(b)(rest)"))
    if name != "shot-plan":
        assert "CA-9153(a)" in text


@pytest.mark.parametrize("name", PAPERS)
def test_an_empty_production_has_its_papers(name: str) -> None:
    """Before the first day there is nothing to say yet, and a sheet that says so."""
    stage = Stage(nobody())
    page = stage.printed(name)
    assert "No shooting day is on record yet" in page.text


def test_the_notice_is_one_page_with_everything_that_is_used() -> None:
    """Scene, weapon, rounds, distance, who answers and when the meeting was; by role alone."""
    stage = planned()
    stage.node.report("record-paper", "producer", kind="compliance-contact", about="safety")
    page = stage.printed("call-sheet-notice")
    assert max(each.page for each in page.words) == 1
    text = page.text.replace("\u00a0", " ")
    for said in (
        "Scene barn",
        "revolver",
        "blanks, half load",
        "nobody nearer than 8 m",
        "ears, eyes",
        "08:00, scene barn",
    ):
        assert said in text
    assert "None of this is shown as law here" in text
    assert "performer" not in text.replace("Performer", "")


def test_a_notice_of_a_day_without_weapons_says_so() -> None:
    """It does not say that there are none on set: it says that no plan is on record."""
    assert "No shot plan is on record of this day" in Stage().printed("call-sheet-notice").text


def test_an_acknowledgement_has_its_record_and_everybody_else_a_line() -> None:
    """Who said that they read it has the record beside them; who did not has none, and is not said to have refused."""
    stage = planned()
    number = stage.node.ask("acknowledge", "performer", about="safety bulletin", says="read").number
    people = {each["who"]: each["said"] for each in stage.built("safety-bulletin-acknowledgement")["people"]}
    assert [one["record"] for one in people["Performer"]] == [number]
    assert people["Crew"] == []
    text = stage.printed("safety-bulletin-acknowledgement", lang="es").text
    assert "bulletin, 08:00, registro" in text
    assert str(number) in text
    assert "no consta nada" in text
    assert "rechaz" not in text


def test_a_meeting_that_a_changed_plan_ended_is_no_meeting() -> None:
    """Everybody near the weapon is then at no meeting that stands."""
    stage = planned()
    (sheet,) = stage.built("safety-meeting-sheet")["sheets"]
    assert sheet["absent"] == []
    changed = stage.node.report(
        "plan",
        scene="barn",
        weapon="revolver",
        user="performer",
        witness="first-ad",
        distance_m="12",
        line=("grip",),
    ).number
    page = stage.printed("safety-meeting-sheet")
    assert f"The plan changed in record {changed}: this meeting is over" in page.text
    assert "at no meeting that stands: Performer, Crew" in page.text


def test_a_scene_without_a_meeting_has_a_sheet_to_hold_one() -> None:
    """The sheet of a scene that is only named has lines to sign and says that none is on record."""
    text = Stage().printed("safety-meeting-sheet", scene="mill", lang="es").text
    assert "Escena mill" in text
    assert "No consta ninguna reunión para esta escena." in text


def test_an_assessment_has_the_words_of_who_approved_it() -> None:
    """General and of the scene, each with its two people and record; people in it stand by role."""
    stage = planned()
    number = stage.node.ask(
        "assess", "safety", witness="producer", says="Nobody but performer has one."
    ).number
    built = stage.built("risk-assessment")
    assert [each["record"] for each in built["general"]][-1] == number
    text = stage.printed("risk-assessment").text
    assert "A shot past the lens, cheated to the left." in text
    assert "Safety advisor and Producer" in text
    assert "Nobody but Performer has one." in text
    assert "Nobody but performer has one." in stage.printed("risk-assessment", names=True).text


def test_what_was_not_assessed_is_said() -> None:
    """A scene with a plan and no assessment has a page that says so, with lines to write on."""
    stage = planned()
    stage.node.report("plan", scene="mill", weapon="revolver", witness="first-ad")
    text = stage.printed("risk-assessment", scene="mill").text
    assert "Scene mill" in text
    assert "No assessment of this scene is on record." in text
    assert "Scene barn" not in text


def test_conditions_of_the_statute_stand_only_where_they_are_law() -> None:
    """In California every condition has its own row; elsewhere there is no such table."""
    assert len(in_california().built("risk-assessment")["conditions"]) == 8
    assert planned().built("risk-assessment")["conditions"] == []


@pytest.mark.parametrize("name", PAPERS)
def test_nobody_is_named_unless_names_are_asked_for(name: str) -> None:
    """Names that the record knows stand on no paper by themselves."""
    stage = planned()
    for person in ("performer", "grip", "armorer"):
        roles = stage.source.state.people[person].roles
        stage.node.report("enrol", "producer", person=person, name="Ada Quill", roles=roles)
    assert "Quill" not in stage.printed(name).text
    assert "Quill" in stage.printed(name, names=True).text


def office() -> Book:
    """Return an office book with a schedule of two days: a scene that has weapons, and one of which nobody said it."""
    book = ready.book("office")
    rows = [
        {"day": "2026-03-02", "scenes": "barn, 7"},
        {"day": "2026-04-01", "scenes": "12 and 13", "location": "Ridge", "call": "07:30"},
    ]
    ready.enter(book, "import-schedule", sum="ab" * 32, rows=rows)
    for scene in ("barn", "12"):
        uses = [{"weapon": "revolver", "user": "performer"}]
        ready.enter(book, "confirm-scene", scene=key_of(scene), uses=uses, ammunition="blank")
    return book


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "no plan approved yet"), ("es", "aún ningún plan aprobado")],
)
def test_a_notice_of_a_day_to_come_says_what_is_scheduled(lang: str, said: str) -> None:
    """The evening before there is no record of the day: the scene, its call, weapon and hands, and that no plan is."""
    book = office()
    stage = Stage(more={"books": lambda _: book.pages()})
    page = stage.printed("call-sheet-notice", day="2026-04-01", lang=lang)
    assert said in page.text
    assert "07:30, Ridge" in page.text
    assert re.search(r"revolver: (Performer|Intérprete)", page.text)
    assert "No shot plan is on record" not in page.text


def test_a_scene_that_has_its_plan_stands_by_its_plan() -> None:
    """What is scheduled stands on the notice only as long as no plan of that scene is approved."""
    book, stage = office(), planned()
    stage.more = {"books": lambda _: book.pages()}
    built = stage.built("call-sheet-notice")
    assert [each["scene"] for each in built["scenes"]] == ["barn"]
    assert built["schedule"]["armed"] == []
    assert [
        each["scene"] for each in stage.built("call-sheet-notice", day="2026-04-01")["schedule"]["armed"]
    ] == ["12"]


def test_a_day_that_nobody_scheduled_is_refused() -> None:
    """A date without a record and without a line of the schedule is no day of this production."""
    book = office()
    with pytest.raises(WrongInput) as refused:
        Stage(more={"books": lambda _: book.pages()}).built("call-sheet-notice", day="2026-05-01")
    assert refused.value.code == "paper.no-day"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_long_names_and_other_scripts_stay_on_the_page(name: str, lang: str) -> None:
    """A scene and a weapon with names without end, right to left and in letters that no font has: all on the paper."""
    stage = planned()
    weapon = "second-unit-background-pistol-number-" * 2
    stage.node.report(
        "register", weapon=weapon, tag="T" * 60, action="semi-auto-pistol", **{"class": "blank-only"}
    )
    stage.node.report(
        "plan",
        scene="W" * 70,
        weapon=weapon,
        user="performer",
        witness="first-ad",
        line=NEAR,
        ppe=("عيون", "拳" * 30),
        reason="שלום " * 30,
    )
    page = stage.printed(name, lang=lang, scene="W" * 70)
    assert all(
        each.x >= 14 and each.x + each.wide <= 197 and each.y + each.high <= 290 for each in page.words
    )
    assert page.text.replace(" ", "").count("W" * 20)
