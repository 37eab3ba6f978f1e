"""One answer of the node is lost, as daily on a cart: no screen says what is not so, and each heals by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser import files
from tests.browser.floors import on
from tests.browser.phones import Phone
from tests.browser.stage import Stage
from tests.browser.test_case import DESK, PLACE
from tests.browser.test_people import unfold
from tests.browser.test_release import pressed
from tests.browser.test_tomorrow import planned

NO_ANSWER = re.compile("^No answer")
SOON = 16_000
"""Milliseconds until what got no answer is asked again by itself."""


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of a screen: what is there once it was answered, and whether the screen says that it was not."""

    person: str
    screen: str
    path: str
    there: str
    says: bool = True

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return f"{self.path} at {self.screen}"


READS = (
    Read("ann", "/bench", "names", ".picks .button"),
    Read("ann", "/bench?w=colt", "weapons/colt/next", ".weapon.head"),
    Read("ann", "/lots", "names", ".picks a"),
    Read("ann", "/duties", "names", "option"),
    Read("ann", "/counts/dummies", "names", "[data-act=recount]"),
    Read("ann", "/people/gus", "names", "details", says=False),
    Read("ann", "/papers", "papers", "select"),
    Read("ann", "/hire", "hires", "details"),
    Read("moe", "/passkeys", "passkeys", "text=You have none yet."),
    Read("bob", "/witness", "looks", "text=Nobody waits for you."),
)


def later(phone: Phone) -> None:
    """Let a quarter of a minute pass on a phone."""
    phone.context.clock.fast_forward(SOON)


@pytest.mark.parametrize("read", READS, ids=str)
def test_what_got_no_answer_is_there_soon(calm: Stage, read: Read) -> None:
    """Until it is, nothing is shown in its place, and no answer is told as such; nobody has to press anything."""
    phone = calm.phone(read.person, clock=True)
    there = phone.main.locator(read.there)
    with phone.unanswered(read.path):
        phone.load(read.screen)
        phone.missed(read.path)
        if read.says:
            expect(phone.main.get_by_text(NO_ANSWER)).to_be_visible()
        expect(there).to_have_count(0)
    later(phone)
    expect(there.first).to_be_attached()
    expect(phone.main.get_by_text(NO_ANSWER)).to_have_count(0)


@pytest.mark.parametrize("path", ["/bench", "/run", "/file?f=ford"])
def test_a_tag_is_not_called_unknown_where_no_answer_came(stage: Stage, path: str) -> None:
    """Nobody knows whether a weapon is on record: it says so, and the same scan opens it a moment later."""
    files.ready(stage, 1)
    pat = stage.phone("pat")
    with pat.unanswered("names"):
        pat.load(path)
        pat.missed("names")
        expect(pat.main.get_by_role("textbox").first).to_be_visible()
        pat.scan("FA-9999")
        expect(pat.main.locator(".fault")).to_have_text("No answer: treat as hot")
    pat.scan("FA-9999")
    expect(pat.main.locator(".fault")).to_contain_text("an unknown weapon is hot")


def test_a_picker_never_says_that_there_is_nobody_where_no_answer_came(calm: Stage) -> None:
    """Everybody is there after one touch."""
    moe = calm.phone("moe")
    with moe.unanswered("people"):
        moe.load("/devices")
        unfold(moe, "Bring a device in")
        expect(moe.main.get_by_text(NO_ANSWER)).to_be_visible()
        expect(moe.main.get_by_text("Nobody of that name.")).to_have_count(0)
    moe.press("Try again")
    expect(moe.main.get_by_role("button", name=re.compile("^gus"))).to_be_visible()


def test_a_custodian_is_not_told_that_they_release_nothing(stage: Stage) -> None:
    """Who may lift a stop is not known while the names are not: as soon as they are, the release is there."""
    pressed(stage, "stop")
    ann = stage.phone("ann", clock=True)
    with ann.unanswered("names"):
        ann.load("/release")
        expect(ann.main.get_by_text(NO_ANSWER)).to_be_visible()
        expect(ann.main.get_by_text("You begin no release")).to_have_count(0)
    later(ann)
    expect(ann.main.locator("[data-act=release]")).to_be_visible()


def test_scenes_that_wait_for_a_word_are_there_soon(stage: Stage) -> None:
    """They are read beside the day itself: where only they got no answer, they come a moment later."""
    planned(stage)
    ann = on(stage, "ann", "/", clock=True)
    with ann.unanswered("schedule"):
        ann.load("/tomorrow")
        ann.missed("schedule")
        expect(ann.main.locator("h2.asked")).to_be_visible()
        expect(ann.main.locator(".proposed")).to_have_count(0)
    later(ann)
    expect(ann.main.locator(".proposed")).to_have_count(2)


def test_a_case_does_not_say_that_nobody_is_in_it(inquiry: Stage) -> None:
    """Where its people got no answer it says that; soon they are there."""
    sue = inquiry.phone("sue", clock=True, **DESK)
    with sue.unanswered("cases/[^/]+/people"):
        sue.load(PLACE)
        expect(sue.main.get_by_text(NO_ANSWER)).to_be_visible()
        expect(sue.main.get_by_text("Nobody is named in this case yet.")).to_have_count(0)
        expect(sue.main.get_by_text("without a reply on record")).to_have_count(0)
    later(sue)
    expect(sue.main.get_by_text("without a reply on record")).to_be_visible()
    expect(sue.main.get_by_text(NO_ANSWER)).to_have_count(0)
