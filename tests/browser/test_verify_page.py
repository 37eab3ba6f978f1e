"""The page that checks a bundle: what it says in plain words, to whom, and that it asks nobody else."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from showsafe.evidence import verifier_files
from tests.evidence import tools
from tests.evidence.test_tampering import CHANGES

HOLDS = "It holds, under the key you gave"
OWN_KEY = "It holds in itself, under its own key"
FAILS = "does not hold"


def check(page: Page, bundle: Path, vkey: Path | None = None) -> str:
    """Choose a bundle, with a key from outside where there is one, and return the verdict."""
    if vkey is not None:
        page.locator("#outside summary").click()
        page.fill("#vkey", vkey.read_text())
    page.set_input_files("#file", bundle)
    expect(page.locator("#answer")).to_be_visible()
    return page.inner_text("#verdict")


def test_a_good_bundle_holds_under_the_key_from_outside(page: Page, redacted: Path, vkey: Path) -> None:
    """With a key that came another way, a bundle that holds is shown as holding, and every step with its result."""
    assert check(page, redacted, vkey) == HOLDS
    assert page.locator("#panel.good").count() == 1
    assert page.locator("#details td.state").all_inner_texts().count("✓ holds") == 8
    assert page.locator(".loud", has_text="NO KEY").count() == 0


def test_without_a_key_from_outside_it_is_never_green(page: Page, redacted: Path) -> None:
    """A key out of the bundle shows whose log it is to nobody: that is said first, and loud."""
    assert check(page, redacted) == OWN_KEY
    assert page.locator("#panel.care").count() == 1
    assert page.locator(".loud").first.inner_text().startswith("NO KEY CAME FROM OUTSIDE")


def test_the_key_can_be_pasted_afterwards(page: Page, redacted: Path, vkey: Path) -> None:
    """A key that is pasted after the first check is used by the next, without choosing the file again."""
    assert check(page, redacted) == OWN_KEY
    page.locator("#outside summary").click()
    page.fill("#vkey", f"\n  {vkey.read_text()}\n\n")
    page.click("#again")
    expect(page.locator("#verdict")).to_have_text(HOLDS)


def test_the_records_are_told_as_claims(page: Page, redacted: Path, vkey: Path) -> None:
    """Each record is a line: who claimed what and when, and the answer; names as people of that day say them."""
    check(page, redacted, vkey)
    rows = page.locator("#records tbody tr")
    assert rows.count() == len([name for name in tools.files_of(redacted) if name.startswith("leaves/")])
    assert page.locator("#records", has_text="None of it says that it was so.").count() == 1
    told = page.locator("#records tbody tr", has_text="extra reported: discharged rifle")
    assert told.first.locator(".answer").inner_text() == "recorded, as a deviation"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_shown_as_a_failure(
    name: str, page: Page, redacted: Path, vkey: Path, tmp_path: Path
) -> None:
    """Whatever was changed in a bundle, the page says that it does not hold, in words, with a sign and with colour."""
    made = tools.tampered(redacted, tmp_path / "made.zip", CHANGES[name])
    assert FAILS in check(page, made, vkey)
    assert page.locator("#panel.bad").count() == 1
    assert page.inner_text("#sign") == "✕"


def test_a_file_that_is_no_bundle_is_refused(page: Page, tmp_path: Path) -> None:
    """Any other file is refused in a sentence."""
    (tmp_path / "photo.zip").write_bytes(b"\xff\xd8\xff" * 100)
    assert FAILS in check(page, tmp_path / "photo.zip")


def test_a_broken_key_from_outside_is_the_readers_own_mistake(
    page: Page, redacted: Path, tmp_path: Path
) -> None:
    """What cannot be read of what the reader gave is not held against the bundle."""
    (tmp_path / "broken").write_text("showsafe/north-ridge+00000000+AAAA")
    assert check(page, redacted, tmp_path / "broken") == "What you gave from outside cannot be read"


def test_it_works_where_the_browser_has_no_ed25519(page: Page, redacted: Path, vkey: Path) -> None:
    """Without the browser's own Ed25519 the plain script gives the same answer."""
    page.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error('not here')); }")
    assert check(page, redacted, vkey) == HOLDS


def test_it_is_worked_by_keyboard_alone(page: Page, redacted: Path) -> None:
    """The first stop of the tabulator is the file, the second what came from outside; the verdict is read out."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "file"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "vkey"
    check(page, redacted)
    expect(page.locator("#verdict")).to_be_focused()
    assert page.locator("#progress").get_attribute("role") == "status"


def test_a_bundle_can_be_dropped(page: Page, redacted: Path) -> None:
    """A file that is dropped anywhere on the page is checked."""
    handle = page.evaluate_handle(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))], "made.zip"));
          return transfer;
        }""",
        _base64(redacted),
    )
    page.dispatch_event("body", "drop", {"dataTransfer": handle})
    expect(page.locator("#verdict")).to_have_text(OWN_KEY)


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def test_it_may_not_reach_a_network(started: Browser, tmp_path: Path) -> None:
    """The page's own policy forbids to fetch, to load a picture, and to run a script that is not its own."""
    file = tmp_path / "verify.html"
    file.write_bytes(verifier_files.page())
    page = started.new_page()
    page.goto(file.as_uri())
    refused = page.evaluate(
        """async () => {
          const tries = [];
          addEventListener("securitypolicyviolation", (event) => tries.push(event.effectiveDirective));
          await fetch("data:,x").catch(() => 0);
          document.body.append(Object.assign(new Image(), { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }));
          document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = 1" }));
          // Each is told of when the browser has a moment for it.
          for (let times = 0; new Set(tries).size < 3 && times < 600; times += 1) {
            await new Promise((resume) => setTimeout(resume, 50));
          }
          return [...new Set(tries)].sort().join(" ") + (globalThis.ran ?? "");
        }"""
    )
    assert refused == "connect-src img-src script-src-elem"
    page.close()


def test_what_a_bundle_says_is_only_text(page: Page, redacted: Path, vkey: Path, tmp_path: Path) -> None:
    """Markup in a claim is shown as it is written, and does nothing."""
    markup = b'"claim":"<img src=x onerror=alert(1)><h1>It holds</h1>'

    def change(files: tools.Files) -> None:
        files["about.json"] = files["about.json"].replace(b'"claim":"', markup, 1)

    assert check(page, tools.tampered(redacted, tmp_path / "made.zip", change), vkey) == HOLDS
    assert page.locator("#details h1, #details img").count() == 0
    assert "<h1>It holds</h1>" in page.inner_text("#details dl")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_well_by_day_by_night_and_on_a_phone(
    scheme: str, page: Page, redacted: Path, vkey: Path
) -> None:
    """Every text has a contrast of at least 4.5 to its ground, and nothing is wider than a phone."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 360, "height": 740})
    check(page, redacted, vkey)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(_CONTRAST) == []


_CONTRAST = """() => {
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => [r, g, b].map((c) => linear(c / 255))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const found = parts(getComputedStyle(each).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("main *")].filter((node) => node.offsetParent && !node.disabled &&
    [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim())).filter((node) => {
    const [one, other] = [light(parts(getComputedStyle(node).color)), light(ground(node))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
  }).map((node) => node.tagName + " " + node.textContent.slice(0, 30));
}"""


def test_it_prints_with_everything_unfolded(page: Page, redacted: Path, vkey: Path) -> None:
    """On paper the form is gone, and what was folded is open."""
    check(page, redacted, vkey)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#records details:not([open])").count() == 0
    assert not page.locator("#ask").is_visible()
    assert page.locator("#verdict").is_visible()


def test_the_page_is_one_file() -> None:
    """The page names no other file and no address, and neither does the script for Node."""
    page = verifier_files.page().decode()
    assert " src=" not in page
    assert " href=" not in page
    assert "{script}" not in page
    for text in (page, verifier_files.script().decode()):
        assert "http" + "://" not in text
        assert "https" + "://" not in text
        assert 'from "./' not in text
