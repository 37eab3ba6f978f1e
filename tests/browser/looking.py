"""What can be seen of a page without a person: findings of axe, what is cut off, how bright it is, and its picture."""

from __future__ import annotations

import base64
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = "SHOWSAFE_SCREENS"
"""Names the folder that pictures are written to (``make screens`` says docs/screens); else none is kept."""

_QUIET = """(wait) => new Promise((resume) => {
  let timer = setTimeout(end, wait);
  const seen = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, wait); });
  function end() { seen.disconnect(); resume(); }
  seen.observe(document.body, { subtree: true, childList: true, characterData: true });
  setTimeout(end, 3000);
})"""

_FITS = """() => {
  const found = [];
  const say = (what, node) => found.push(
    `${what}: ${node.tagName.toLowerCase()}.${node.className?.baseVal ?? node.className} ` +
    `"${(node.textContent || node.value || "").trim().slice(0, 40)}"`);
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide of ${innerWidth}`);
  const scrolls = (node) => {
    for (let each = node.parentElement; each && each !== document.body; each = each.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth) return true;
    }
    return false;
  };
  for (const node of document.querySelectorAll("body *")) {
    if (!node.checkVisibility?.({ visibilityProperty: true }) || node.closest(".unseen, .skip")) continue;
    if (node.closest("svg") && node.tagName !== "svg") continue;
    const box = node.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if ((own || node.tagName === "svg") && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(node)) {
      say("beyond the edge", node);
    }
    const style = getComputedStyle(node);
    const wide = node.scrollWidth > node.clientWidth + 1 && /hidden|clip/.test(style.overflowX);
    const high = node.scrollHeight > node.clientHeight + 1 && /hidden|clip/.test(style.overflowY);
    if ((wide || high) && node.textContent.trim() && style.display !== "inline") say("cut off", node);
    const touched = node.matches("button, .button, select, textarea, summary, nav a") ||
      (node.matches("input") && !node.matches("[type=checkbox], [type=radio]"));
    if (touched && (box.height < 47.5 || box.width < 47.5)) {
      say(`small to touch, ${Math.round(box.width)} by ${Math.round(box.height)}`, node);
    } else if (node.matches("a[href]") && !touched && box.height < 23.5) {
      say("a low link", node);
    }
  }
  return [...new Set(found)];
}"""

_LIGHT = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  const linear = (c) => (c <= 10.31 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  let sum = 0, most = 0;
  for (let at = 0; at < data.length; at += 4) {
    const light = 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
    sum += light;
    if (light > most) most = light;
  }
  return [sum / (data.length / 4), most];
}"""


_RUN = """async (rules) => {
  // What the bar at the foot covers in part at this moment is scrolled clear of it by a hand: it is not small for that.
  const foot = document.querySelector(".bottom");
  if (foot) foot.style.position = "static";
  try {
    return await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
  } finally {
    if (foot) foot.style.position = "";
  }
}"""


_LOADED = """(words) => {
  const main = document.querySelector("main");
  return main && !main.innerText.split("\\n").some((line) => words.includes(line.trim()));
}"""


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def settled(page: Page, wait: int = 200) -> None:
    """Return when a screen is there, with nothing on it that still loads or has changed for a moment."""
    page.locator("main h1").first.wait_for()
    page.wait_for_function(_LOADED, arg=list(_loading()))
    page.evaluate(_QUIET, wait)


@cache
def _instead() -> tuple[str, ...]:
    """Return what stands on a page in place of its screen, in both languages."""
    return _said("notShown|notYours|nothingHere|failed|noAnswer")


@cache
def _loading() -> tuple[str, ...]:
    return _said("loading")


def _said(names: str) -> tuple[str, ...]:
    shell = [(ROOT / "web" / "src" / "text" / each / "shell.ts").read_text("utf-8") for each in ("en", "es")]
    found = tuple(
        text for each in shell for text in re.findall(rf'^  (?:{names}):\s+"(.+)",$', each, re.MULTILINE)
    )
    assert len(found) == 2 * len(names.split("|")), found
    return found


def opened(page: Page) -> None:
    """Return when a screen is there and at rest: the screen itself, and not a page that says why it is not shown."""
    settled(page)
    for each in _instead():
        expect(page.locator("main").get_by_text(each, exact=True)).to_have_count(0)


def axe(page: Page, *, also: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """Return what axe finds on a page, the serious and the critical of it: rule, what it is about, why."""
    page.evaluate(_axe())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = page.evaluate(_RUN, rules)
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]} {' '.join(node['failureSummary'].split())[:200]}"
        for each in found["violations"]
        if each["impact"] in also
        for node in each["nodes"]
    ]


def fits(page: Page) -> list[str]:
    """Return what is cut off, beyond the edge, or too small to touch with a glove."""
    return list(page.evaluate(_FITS))


def light(page: Page, picture: bytes | None = None) -> tuple[float, float]:
    """Return how bright a page is, as relative luminance: on the average, and its brightest pixel."""
    shot = picture or page.screenshot()
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page()
    try:
        average, most = other.evaluate(_LIGHT, base64.b64encode(shot).decode())
    finally:
        other.close()
    return float(average), float(most)


def shot(page: Page | Locator, name: str, *, whole: bool = False) -> None:
    """Keep a picture of a page (``whole``: all of its height) where pictures are asked for."""
    folder = os.environ.get(SCREENS)
    if not folder:
        return
    path = ROOT / folder / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(page, Locator):
        page.screenshot(path=path, scale="css", animations="disabled")
    else:
        page.screenshot(path=path, full_page=whole, scale="css", animations="disabled", caret="hide")
