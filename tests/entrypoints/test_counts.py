"""``showsafe counts``: what is to be counted, every account with its sum, and whose a difference is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entrypoints.cli import SCENARIOS, run

DAY = SCENARIOS / "days" / "counted-apart.toml"
MISSING = SCENARIOS / "twins" / "counted-apart" / "closed-over-a-gap.toml"


@pytest.fixture
def told(data: Path) -> Path:
    """Return a unit into which a day of counts was told, and one that ends with a dummy missing."""
    for day in (DAY, MISSING):
        assert run("replay", day, "--into", data).status == 0
    return data


def test_accounts_sum_and_closed_differences_stay(told: Path) -> None:
    """Every account is shown with its sum and its samples; a closed difference keeps its owner and its reason."""
    said = " ".join(run("counts", told, "--day", "counted-apart").out.split())
    assert "blanks: 30 = 15 box + 3 destroyed + 2 sampled + 10 returned." in said
    assert "2 kept by safety-advisor, envelope 3 in the office safe" in said
    assert "Nothing is to be counted now." in said
    assert "Closed by first-ad, 1 found again" in said
    assert "owned by property-master" in said
    assert "Reason: Found under the tray of the cart" in said


def test_what_is_open_is_loud_and_nothing_is_due_twice(told: Path) -> None:
    """An open difference says so with its owner; as JSON it is the same, by machines' words."""
    said = " ".join(run("counts", told, "--day", "closed-over-a-gap").out.split())
    assert "OPEN, owned by property-master: lot closed-over-a-gap/dummies, 1 of 20 not accounted for" in said
    found = run("counts", told, "--day", "closed-over-a-gap", "--json").json
    assert [(each["why"], each["count"], each["open"]) for each in found["discrepancies"]] == [
        ("short", 1, True)
    ]
    assert [each["lot"] for each in found["due"]] == ["closed-over-a-gap/blanks"]
    for lot in found["lots"]:
        assert lot["sum"] == lot["total"]


def test_the_account_of_one_lot_has_a_line_for_every_record(told: Path) -> None:
    """Where a round of a lot moved, there is its record, and the sum after it."""
    lines = run("counts", told, "dummies", "--day", "counted-apart", "--json").json["lines"]
    assert [each["kind"] for each in lines] == ["describe", "recount", "recount", "close-discrepancy"]
    assert [(each["box"], each["unaccounted"], each["surplus"]) for each in lines] == [
        (20, 0, 0),
        (19, 1, 0),
        (20, 1, 1),
        (20, 0, 0),
    ]
    assert "20 = 19 box + 1 unaccounted." in " ".join(
        run("counts", told, "dummies", "--day", "counted-apart").out.split()
    )


def test_a_lot_that_is_not_there_is_said_so(told: Path) -> None:
    """Another name is wrong input, with what to do now; the live set has none of the told day's."""
    answer = run("counts", told, "nothing")
    assert answer.status == 2
    assert "No lot nothing is on record there." in answer.err
    assert "showsafe counts DIR" in answer.err
    assert run("counts", told, "dummies").status == 2


def test_the_live_set_says_that_nothing_is_there(data: Path) -> None:
    """Without a lot there is nothing to count."""
    assert "Nothing is to be counted now." in run("counts", data).out


def test_an_open_difference_says_how_it_is_closed(data: Path) -> None:
    """Whose it is and how it is closed stand below it, with the act that showed it; taken as it is printed."""
    assert run("report", data, "recount", "lot=blanks", "seen=49", "by=armorer", "act_id=count-1").status == 0
    said = " ".join(run("counts", data).out.split())
    assert "OPEN, owned by armorer: lot blanks, 1 of 50 not accounted for" in said
    assert "showsafe ask DIR own-discrepancy lot=blanks of=count-1 person=OWNER by=PERSON" in said
    assert "showsafe ask DIR close-discrepancy lot=blanks of=count-1 reason=TEXT by=PERSON" in said
    words = ("close-discrepancy", "lot=blanks", "of=count-1", "reason=found", "by=armorer")
    assert run("ask", data, *words, "--json").json["outcome"] == "refuse"
