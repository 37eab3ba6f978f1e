"""What a phone on a poor network waits for, held down by sizes and counts; `bench/first_board.py` has the time."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from showsafe.entrypoints.http import static
from tests.browser.looking import settled
from tests.browser.stage import BUILT, Stage

FIRST = 45 * 1024
LIMITS = Path(__file__).parents[2] / "web" / "limits.json"
REQUESTS = 13

_LOADED = """() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .filter((each) => !/events$/.test(each.name))
  .map((each) => [new URL(each.name).pathname, each.transferSize])"""

_SHIFTS = """globalThis.shifted = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    if (!each.hadRecentInput) shifted.push([each.value, ...each.sources.map((one) => one.node?.className ?? "")]);
  }
}).observe({ type: "layout-shift", buffered: true });"""


def built() -> Path:
    """Return where the built app lies."""
    return Path(os.environ.get(BUILT) or static.WEB)


def sent(name: str) -> int:
    """Return how large a file is as gzip sends it."""
    return len(gzip.compress((built() / name).read_bytes(), 9, mtime=0))


def loaded(parts: dict[str, Any], role: str) -> int:
    """Return how much a phone of a role may load, in the larger language, as gzip sends it."""
    return sizes(
        parts,
        [
            each
            for each in parts["screens"]
            if not each.get("desk") and (not each.get("roles") or role in each["roles"])
        ],
    )


def sizes(parts: dict[str, Any], screens: list[dict[str, Any]]) -> int:
    """Return how much some screens load, in the larger language, as gzip sends it."""
    areas = {"shell"}.union(*(each["texts"] for each in screens))
    files = set(parts["first"]).union(*(each["files"] for each in screens))
    return max(sum(map(sent, files | {said[area] for area in areas})) for said in parts["texts"].values())


def test_the_app_is_small_for_each_role() -> None:
    """The shell and every screen of a role, in the larger language, stay within what `web/limits.json` gives it."""
    parts = json.loads((built() / "parts.json").read_text("utf-8"))
    limits = json.loads(LIMITS.read_text("utf-8"))
    roles = {role for each in parts["screens"] for role in each.get("roles", ())} | {"other roles"}
    assert {"armorer", "first-ad", "producer"} < roles
    assert limits["every"] == 60 * 1024
    too_large = {
        role: size for role in roles if (size := loaded(parts, role)) > limits.get(role, limits["every"])
    }
    assert too_large == {}
    # Whoever is at a desk opens one of its works, and then another: each is counted by itself.
    desks = {each["path"]: sizes(parts, [each]) for each in parts["screens"] if each.get("desk")}
    assert max(desks.values()) <= limits["desk"], desks


def test_the_first_board_takes_few_bytes_and_few_ways(stage: Stage) -> None:
    """With nothing kept, a phone is sent a part of the app and one board; neither scanner nor spare keys are in it."""
    phone = stage.stranger()
    phone.goto("/")
    expect(phone.page.locator("[data-weapon]")).to_have_count(8)
    loaded = phone.page.evaluate(_LOADED)
    assert sum(size for _, size in loaded) <= FIRST, loaded
    assert len(loaded) <= REQUESTS, loaded
    assert not [path for path, _ in loaded if re.search(r"zxing|spare|\.wasm", path)]


def test_what_was_loaded_once_is_not_loaded_again(stage: Stage) -> None:
    """The second time the app comes from the phone itself: the node is asked for what is of now, and nothing else."""
    phone = stage.stranger()
    phone.goto("/")
    phone.keeps_the_app()
    phone.page.reload()
    expect(phone.page.locator("[data-weapon]")).to_have_count(8)
    sent = [path for path, size in phone.page.evaluate(_LOADED) if size > 0]
    assert [path for path in sent if not path.startswith("/api/")] == []


def test_nothing_jumps_while_the_board_arrives(stage: Stage) -> None:
    """Nobody touches the wrong thing because something moved: the layout shifts by less than a tenth."""
    phone = stage.stranger()
    phone.context.add_init_script(_SHIFTS)
    phone.goto("/")
    expect(phone.page.locator("[data-weapon]")).to_have_count(8)
    settled(phone.page)
    shifted = phone.page.evaluate("shifted")
    assert sum(each[0] for each in shifted) < 0.1, shifted


def test_nothing_jumps_where_a_record_arrives(stage: Stage) -> None:
    """A board that is looked at changes in place when a weapon does."""
    phone = stage.stranger()
    phone.context.add_init_script(_SHIFTS)
    phone.goto("/")
    expect(phone.page.locator("[data-weapon]")).to_have_count(8)
    settled(phone.page)
    phone.page.evaluate("shifted.length = 0")
    stage.check("pump-shotgun", "pat")
    expect(phone.page.locator(f"[data-record='{stage.record}']")).to_be_attached()
    settled(phone.page)
    shifted = phone.page.evaluate("shifted")
    assert sum(each[0] for each in shifted) < 0.1, shifted


def test_the_worker_names_no_file_that_is_not_there() -> None:
    """One name too many in the list of the worker, and no phone keeps the app for when the node is away."""
    listed = re.search(r"const FILES = (\[.*?\])", (built() / "sw.js").read_text("utf-8"))
    assert listed is not None
    names = [name for name in json.loads(listed[1]) if name != "/"]
    assert len(names) > 5
    assert [name for name in names if not (built() / name[1:]).is_file()] == []
