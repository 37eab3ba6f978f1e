"""Spanish: every text of a screen is Spanish, and what the node says in English is marked as English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from showsafe.entrypoints.demo_set import cast
from tests.browser import screens
from tests.browser.looking import opened
from tests.browser.screens import Screen
from tests.browser.stage import Stage

TEXT = Path(__file__).parents[2] / "web" / "src" / "text"
ENGLISH = re.compile(
    r"\b(the|and|is|are|was|has|with|treat|nobody|has|that|this|from|which)\b", re.IGNORECASE
)

_SPOKEN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const said = node.data.trim();
    const lang = node.parentElement.closest("[lang]")?.lang;
    if (said && lang === "es" && node.parentElement.checkVisibility()) found.push(said);
  }
  for (const node of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const said = node.getAttribute(name);
      if (said && node.closest("[lang]").lang === "es") found.push(said);
    }
  }
  return [document.title, ...found];
}"""


@cache
def only_english() -> frozenset[str]:
    """Return every text of the English catalogues that is in no Spanish one."""
    english, spanish = (_texts(TEXT / language) for language in ("en", "es"))
    assert len(english) > 100
    return english - spanish


def _texts(folder: Path) -> frozenset[str]:
    written = "".join(file.read_text("utf-8") for file in folder.glob("*.ts"))
    return frozenset(re.findall(r'"((?:[^"\\]|\\.)+)"', written))


@pytest.mark.parametrize("screen", screens.ALL, ids=str)
def test_a_screen_speaks_spanish(calm: Stage, screen: Screen) -> None:
    """A phone that is set to Spanish gets it unasked; nothing English is passed off as Spanish."""
    phone = calm.visitor(screen.person, locale="es-MX")
    phone.goto(screen.path)
    opened(phone.page)
    assert phone.page.evaluate("document.documentElement.lang") == "es"
    said = [each for each in phone.page.evaluate(_SPOKEN) if each not in cast.LOTS]
    assert len(said) > 5
    assert [each for each in said if each in only_english() or len(ENGLISH.findall(each)) > 0] == []


def test_the_language_can_be_chosen(stage: Stage) -> None:
    """Somebody who reads Spanish chooses it on an English phone; it stays so after a restart."""
    phone = stage.stranger()
    phone.goto("/")
    expect(phone.page.locator("main h1")).to_have_text("Board")
    phone.page.locator("header").get_by_role("button", name="Settings").click()
    phone.page.get_by_role("button", name="Español").click()
    phone.page.keyboard.press("Escape")
    expect(phone.page.locator("main h1")).to_have_text("Tablero")
    phone.page.reload()
    expect(phone.page.locator("main h1")).to_have_text("Tablero")
    assert phone.page.evaluate("document.documentElement.lang") == "es"


def test_contents_are_spoken_in_spanish(stage: Stage) -> None:
    """What is in a weapon is said in Spanish, and the word after it too; never the word alone."""
    phone = stage.stranger(locale="es-MX")
    phone.goto("/")
    words = phone.page.locator("[data-weapon=colt] .words")
    expect(words).to_have_attribute("lang", "es")
    expect(words).to_contain_text(re.compile(r"\w+.*\b(fría|frío)\b", re.IGNORECASE))
