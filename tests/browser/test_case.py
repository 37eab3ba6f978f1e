"""The screens of a case: for everybody, at a desk and on a phone; and an investigator goes from sources to a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from showsafe.casefile.case import Case, CaseAct
from showsafe.casefile.state import CaseState
from showsafe.entrypoints.demo_case import CASE
from showsafe.ledger.verify import BUNDLE, verify
from tests.browser.looking import axe, fits, settled, shot
from tests.browser.phones import Phone
from tests.browser.stage import Stage
from tests.browser.test_keyboard import tabbed

PARTS = (
    *("overview", "sources", "sources/s2", "timeline", "pairs", "duties"),
    *("people", "history", "access", "exports"),
)
DESK: dict[str, Any] = {"width": 1280, "height": 900, "has_touch": False, "is_mobile": False}
WAYS: list[tuple[str, str, dict[str, Any]]] = [("day", "en", DESK), ("night", "es", {})]
PLACE = f"/cases/{CASE}"
VERDICTS = (
    *("true", "false", "lied", "guilty", "innocent", "credib", "score", "✓", "✔"),
    *("verdad", "mentira", "culpable", "inocente", "creíble", "puntuac"),
)

ARTICLE = """The revolver on the dock

“I put two rounds in, and nobody counted with me,” said Dilys Wragg, the assistant armorer, last Friday.

Corin Haddow said that he was never shown the chambers.

“It was called cold,” said a spokesman on 7/8/2026.
"""


def on(phone: Phone, path: str, theme: str, language: str) -> None:
    """Open a part of the case in a light and a language, and wait until it is there."""
    phone.load(path, theme=theme, language=language)
    settled(phone.page)
    expect(phone.main.locator(".notice.bad")).to_have_count(0)


@pytest.mark.parametrize(("theme", "language", "screen"), WAYS, ids=["desk", "phone"])
def test_every_screen_of_a_case_is_for_everybody(
    inquiry: Stage, theme: str, language: str, screen: dict[str, Any]
) -> None:
    """Axe finds nothing serious, nothing is cut off, all can be touched in gloves, and no word is a verdict."""
    phone = inquiry.phone("sue", **screen)
    found = {}
    for part in PARTS:
        on(phone, PLACE if part == "overview" else f"{PLACE}/{part}", theme, language)
        said = phone.main.inner_text().lower()
        found[part] = axe(phone.page) + fits(phone.page) + [word for word in VERDICTS if word in said]
        shot(phone.page, f"case-{part.replace('/', '-')}-{theme}-{language}")
    assert found == {part: [] for part in PARTS}
    on(phone, f"{PLACE}/sources/s2", theme, language)
    assert tabbed(phone) == []
    phone.close()


def test_a_party_is_told_so_and_sees_no_names(inquiry: Stage) -> None:
    """Who is a party finds the case from their own page, is told that they are, and is offered no names."""
    bob = inquiry.phone("bob", **DESK)
    bob.goto("/me")
    bob.main.get_by_role("link", name="Cases").click()
    bob.main.get_by_role("link", name="boathouse").click()
    bob.sees("You are a party")
    assert bob.main.get_by_role("button", name="Show names").count() == 0
    bob.goto(f"{PLACE}/people")
    bob.sees("No charge on record here as of")
    assert "Dilys Wragg" not in bob.main.inner_text()
    corrected(inquiry, bob)
    bob.close()


def corrected(stage: Stage, bob: Phone) -> None:
    """Have a party correct what is said of a person: it is seen by role beside them, and whose words it is."""
    case = case_of(stage)
    said = {"what": "p3", "text": "Dilys Wragg was not the trainee.", "by": ""}
    case.do(CaseAct(kind="correct", by="bob", act_id="correct-p3", at=case.clock.now(), said=said))
    bob.load(f"{PLACE}/people")
    note = bob.main.locator(".case-noted").filter(has_text="Correction of p3: ")
    expect(note).to_contain_text("was not the trainee. bob, ")
    expect(note).to_contain_text("A party to the matter.")
    assert "Wragg" not in note.inner_text()


def test_who_has_no_access_finds_nothing(inquiry: Stage) -> None:
    """A performer finds no case in the list, and none at its address."""
    dan = inquiry.phone("dan")
    dan.goto("/cases")
    dan.sees("There is no case that you have access to")
    dan.goto(PLACE)
    dan.sees("No case of that name is here for you.")
    assert "boathouse" not in dan.main.inner_text().replace(CASE, "", 1)
    dan.close()


def test_an_investigator_goes_from_sources_to_a_bundle(inquiry: Stage, tmp_path: Path) -> None:
    """A source comes in, is reviewed by keys, laid beside the record and another one, and leaves in a bundle."""
    moe = inquiry.phone("moe", **DESK)
    case = case_of(inquiry)
    source = add(moe, case, tmp_path)
    review(moe, case, source)
    add_words(moe, case, source)
    lay_beside(moe, case, source)
    compare(moe, case)
    state = case.state()
    assert {each.by for each in state.looks} >= {"moe"}
    take_out(moe, tmp_path)
    moe.close()


def case_of(stage: Stage) -> Case:
    """Return the case that is served."""
    held = stage.process.cases.held(CASE)
    assert held is not None
    return held.case


def add(moe: Phone, case: Case, folder: Path) -> str:
    """Add a source on the screen; return its id."""
    before = set(case.state().sources)
    file = folder / "dock.txt"
    file.write_text(ARTICLE, "utf-8")
    moe.goto(f"{PLACE}/sources")
    moe.main.locator("summary").filter(has_text="Add a source").click()
    moe.main.locator("input[type=file]").set_input_files(file)
    moe.page.get_by_label("Published on").fill("2026-08-12")
    moe.page.get_by_label("Title", exact=True).fill("The revolver on the dock")
    moe.press("Add a source")
    moe.sees("Choose one; nothing is chosen for you.")
    assert set(case.state().sources) == before
    moe.page.get_by_label("What it is").select_option("article")
    moe.press("Add a source")
    moe.main.get_by_role("link", name="Review what was read").click()
    settled(moe.page)
    (new,) = set(case.state().sources) - before
    return new


def review(moe: Phone, case: Case, source: str) -> None:
    """Review three statements by keys alone: the words of the first, then, with names, who said them."""
    panel = moe.main.locator(".case-panel")
    expect(panel).to_contain_text("Statement 1 of")
    moe.press("Show names")
    confirm(moe, panel)
    settled(moe.page)
    meanwhile(case, source)
    moe.page.keyboard.press("r")
    expect(panel).to_contain_text("Somebody else was there meanwhile")
    expect(panel.locator(".case-line").filter(has_text="sue")).to_contain_text("confirmed")
    expect(panel.locator(".case-line").filter(has_text="kept beside")).to_contain_text("moe")
    moe.page.keyboard.press("r")
    expect(panel).to_contain_text("Statement 3 of")
    moe.sees("Dates that can mean several days")
    shot(moe.page, "case-source-review")
    correct(moe, panel, case, source)
    moe.page.keyboard.press("?")
    expect(moe.page.locator("dialog[open]")).to_contain_text("confirm the words")
    moe.page.keyboard.press("Escape")
    reviewed(case, source)


def reviewed(case: Case, source: str) -> None:
    """Check what is on record: what was chosen, and nothing that was not."""
    reviews = case.state().sources[source].reviews
    done = [each[-1] for _, each in sorted(reviews.items())]
    assert [(each.as_, each.by.by) for each in done] == [
        ("confirmed", "moe"),
        ("rejected", "moe"),
        ("corrected", "moe"),
    ]
    assert [each.content for each in reviews[f"{source}.1"]] == [
        None,
        {"who": "p3"},
    ]
    first, again = [each.content or {} for each in reviews[f"{source}.3"]]
    assert (first["said"]["edtf"], first["said"]["kind"]) == ("2026-08-07", "stated")
    assert first["about"]["event"] == "the dock"
    assert not {"who", "directness", "depth"} & set(first)
    assert (again["said"], again["about"]["event"]) == (first["said"], "the boathouse dock")
    assert (again["directness"], again["depth"], "who" in again) == ("direct", 1, False)


def confirm(moe: Phone, panel: Locator) -> None:
    """Confirm the words of the first statement, which attributes them to nobody; then who said them, by a key."""
    expect(panel).to_contain_text("Dilys Wragg")
    expect(panel.get_by_label("Confirm who said it")).to_have_value("")
    expect(panel.locator(".case-stands")).to_contain_text("(p3, proposed): ")
    expect(panel.locator(".case-stands")).to_contain_text("No charge on record here as of")
    settled(moe.page)
    moe.page.keyboard.press("c")
    expect(panel).to_contain_text("Statement 2 of")
    moe.page.keyboard.press("k")
    expect(panel.locator(".case-facts")).to_contain_text("confirmed: the words, not who said them")
    settled(moe.page)
    moe.page.keyboard.press("w")
    expect(panel.get_by_label("Confirm who said it")).to_have_value("p3")
    moe.page.keyboard.press("c")
    expect(panel).to_contain_text("Statement 2 of")
    moe.page.keyboard.press("k")
    expect(panel.locator(".case-facts")).to_contain_text("confirmed: the words and who said them")
    moe.page.keyboard.press("j")
    expect(panel).to_contain_text("Statement 2 of")


def correct(moe: Phone, panel: Locator, case: Case, source: str) -> None:
    """Correct the third statement: not before it is said how the new date is known; and once more."""
    moe.page.keyboard.press("x")
    moe.main.get_by_role("button", name="7 Aug 2026", exact=True).click()
    signed_out(moe, panel)
    moe.press("Record the correction")
    expect(panel).to_contain_text("Choose one; nothing is chosen for you.")
    assert f"{source}.3" not in case.state().sources[source].reviews
    panel.get_by_label("How that date is known").select_option("stated")
    moe.press("Record the correction")
    expect(panel.locator(".st.corrected").first).to_be_visible()
    moe.page.keyboard.press("x")
    panel.get_by_label("About which event").fill("the boathouse dock")
    moe.press("Record the correction")
    expect(panel.locator(".case-line")).to_have_count(2)


def signed_out(moe: Phone, panel: Locator) -> None:
    """Have the session end in the middle of a correction: who typed it finds it again, on the same page."""
    panel.get_by_label("About which event").fill("the dock")
    moe.page.get_by_role("button", name="Lock", exact=True).click()
    pin = moe.page.locator("main input[type=password]")
    pin.fill(moe.stage.scene.pins["moe"])
    pin.press("Enter")
    expect(panel).to_contain_text("Statement 3 of")
    expect(panel.get_by_label("About which event")).to_have_value("the dock")
    assert moe.page.evaluate("JSON.stringify([localStorage, sessionStorage])").count("the dock") == 0


def meanwhile(case: Case, source: str) -> None:
    """Have somebody else confirm the second statement, whose screen was open before."""
    said = {"statement": f"{source}.2", "as": "confirmed", "after": 0}
    at = case.clock.now()
    case.do(CaseAct(kind="review", by="sue", act_id=f"meanwhile-{source}", at=at, said=said))


def add_words(moe: Phone, case: Case, source: str) -> None:
    """Mark a word in the text and add it as a statement that was not read."""
    moe.main.locator(".case-text span").first.dblclick(position={"x": 20, "y": 12})
    moe.main.locator("summary").filter(has_text="Add the marked words").click()
    form = moe.main.locator(".case-panel-side form.case-form")
    form.get_by_role("button").last.click()
    expect(form.get_by_text("Choose one; nothing is chosen for you.")).to_have_count(2)
    assert f"{source}.x1" not in case.state().sources[source].reviews
    form.get_by_label("Said by").select_option("unknown")
    form.get_by_label("How it is told").select_option("indirect")
    form.get_by_role("button").last.click()
    expect(moe.main.locator(".case-panel-side .came")).to_be_visible()
    (added,) = case.state().sources[source].reviews[f"{source}.x1"]
    assert ARTICLE.startswith(added.text)
    assert len(added.text) > 1
    assert ((added.content or {})["who"], (added.content or {})["directness"]) == ("unknown", "indirect")


def lay_beside(moe: Phone, case: Case, source: str) -> None:
    """Lay a statement beside a record of the production, on the timeline."""
    moe.goto(f"{PLACE}/timeline")
    old = moe.main.locator(".case-row.said").filter(has_text="s1.")
    expect(old.first.get_by_role("link", name="corrected by s3")).to_have_attribute(
        "href", f"{PLACE}/sources/s3"
    )
    expect(moe.main.locator(".case-row.said").filter(has_text="said by a party").first).to_contain_text("s5.")
    row = moe.main.locator(".case-row.said").filter(has_text=f"{source}.1")
    expect(row.locator(".case-stands")).to_contain_text("Replies on record: 1")
    row.get_by_role("button", name="Lay it beside a record").click()
    moe.page.get_by_label("Number of the record").fill("53")
    send = moe.page.locator("dialog").get_by_role("button", name="Lay it beside a record")
    send.click()
    expect(moe.page.locator("dialog")).to_contain_text("something has still to be chosen or said")
    assert case.state().sources[source].links == ()
    moe.page.get_by_label("How the record stands to it").select_option("differs")
    send.click()
    expect(moe.page.locator("dialog .came")).to_be_visible()
    moe.page.locator("dialog").get_by_role("button", name="Close").click()
    expect(row).to_contain_text("record 53")
    (link,) = case.state().sources[source].links
    assert (link.record, link.as_, link.by.by) == (53, "differs", "moe")


def compare(moe: Phone, case: Case) -> None:
    """Say of a pair that nobody compared yet how its statements stand to each other."""
    before = labels(case.state())
    moe.goto(f"{PLACE}/pairs")
    with moe.page.expect_response(lambda answer: "labelled=no" in answer.url):
        moe.page.get_by_label("Compared").select_option("no")
    expect(moe.main.locator(".case-answers [aria-pressed=true]")).to_have_count(0)
    moe.main.locator(".case-card").first.get_by_role("button", name="They differ").click()
    expect(moe.main.get_by_text(f"{before + 1} compared")).to_be_visible()
    assert labels(case.state()) == before + 1


def labels(state: CaseState) -> int:
    """Return how many labels people gave to pairs."""
    return sum(len(each) for each in state.pairs.values())


def take_out(moe: Phone, folder: Path) -> None:
    """Hand out the evidence bundle by role, fetch it, and have the auditor check it."""
    moe.goto(f"{PLACE}/exports")
    moe.press("Evidence bundle")
    link = moe.main.locator(".notice").get_by_role("link", name=f"{CASE}.zip")
    with moe.page.expect_download() as fetched:
        link.click()
    file = folder / "bundle.zip"
    fetched.value.save_as(file)
    report = verify(file)
    assert (report.what, report.ok) == (BUNDLE, True), report.first_fault
    assert b"Wragg" not in file.read_bytes()
    moe.goto(f"{PLACE}/access")
    moe.sees("export ")
