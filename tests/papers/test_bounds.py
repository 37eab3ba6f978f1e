"""Papers of long productions: the newest rows, said so loudly; what follows a record, without what was before."""

from __future__ import annotations

from types import ModuleType

import pytest

from showsafe.ledger.store import Row
from showsafe.papers import ammunition_account, custody_chain, day_sheet, misfire_log
from showsafe.papers.source import Source
from showsafe.projections.rows import line
from tests.papers.busy import busy
from tests.papers.seen import Stage


def kept(numbers: list[int]) -> Source:
    """Return a source whose view of one thing has lines with these numbers, and lines of things beside it."""
    stage = Stage()
    rows: list[Row] = []
    for thing in ("gun", "gun-2", "gu"):
        rows += [
            line("thing", f"{thing}\n{number:012}", {"record": number, "of": thing}) for number in numbers
        ]
    stage.node.store.clear_rows("thing", rows)
    return stage.source


@pytest.mark.parametrize("after", [0, 1, 8, 9, 10, 99, 100, 101, 999_999_999_998, 999_999_999_999])
def test_what_comes_after_a_record_is_found_in_order(after: int) -> None:
    """Of one thing alone, every line above the number, the first one first; none of a thing with a like name."""
    numbers = [1, 2, 9, 10, 11, 99, 100, 101, 109, 110, 5_000_000, 999_999_999_998, 999_999_999_999]
    found = list(kept(numbers).since("thing", "gun", after))
    assert [each["record"] for each in found] == [number for number in numbers if number > after]
    assert {each["of"] for each in found} <= {"gun"}


@pytest.mark.parametrize(
    ("name", "module", "bound", "wish"),
    [
        ("custody-chain", custody_chain, "MOST_ROWS", {"weapon": "revolver"}),
        ("ammunition-account", ammunition_account, "MOST_OF_EACH", {}),
        ("day-sheet", day_sheet, "MOST_ROWS", {}),
        ("misfire-log", misfire_log, "MOST", {}),
    ],
)
def test_a_paper_that_would_be_too_long_says_what_is_not_on_it(
    name: str, module: ModuleType, bound: str, wish: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest stay, and how many earlier ones are left out stands there in words."""
    stage = busy()
    if name == "misfire-log":
        stage = Stage()
        for _ in range(3):
            stage.node.report("drop", weapon="revolver", cause="fell")
    said = "are not on this paper"
    assert said not in stage.printed(name, **wish).text
    monkeypatch.setattr(module, bound, 2)
    assert said in stage.printed(name, **wish).text
