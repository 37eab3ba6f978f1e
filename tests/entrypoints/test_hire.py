"""``showsafe hire``: a hire from its first consignment to the last, and what of it is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.entrypoints.api.pictures import png
from tests.entrypoints.cli import OFFSET, day, run, unit

PARTY = "party=Old Mill Armoury"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a unit with a revolver of a rental house, and a hire of it that ended yesterday; nobody writes into it."""
    path = unit(tmp_path_factory.mktemp("hire") / "unit", OFFSET)
    days = (f"since={day(-9)}", f"until={day(-1)}", f"on={day(-9)}")
    came = run(
        "hire", "in", path, "mill-1", "thing=revolver:OM 1042", "thing=sling", PARTY, *days, "by=armorer"
    )
    assert came.status == 0, came.err
    return path


@pytest.fixture
def at(made: Path, tmp_path: Path) -> Path:
    """Return a copy of that unit, with its books."""
    path = tmp_path / "unit"
    shutil.copytree(made, path)
    shutil.copytree(made.with_name("unit.books"), tmp_path / "unit.books")
    return path


def test_a_hire_from_the_first_case_to_the_last(at: Path, tmp_path: Path) -> None:
    """Noted as it came, overdue, extended, noted as it goes, sent back: with what differs, and who owns what."""
    photo = tmp_path / "grip.png"
    photo.write_bytes(png(64, 48))
    words = ("moment=in", "grip:ok", "bore:ok", f"on={day(-9)}", "by=armorer", "witness=assistant")
    noted = run("hire", "condition", at, "revolver", *words, "--photo", photo, "--json")
    assert (noted.status, noted.json["marks"]) == (0, {"grip": "ok", "bore": "ok"})
    assert len(noted.json["photos"]) == 1
    assert "OVERDUE by 1 day" in run("hire", "list", at).flat
    assert run("hire", "extend", at, "mill-1", f"until={day(3)}", "by=producer", "agreed=mail 14").status == 0
    assert "3 days left" in run("hire", "list", at).flat
    run("hire", "condition", at, "revolver", "moment=out", "grip:fault", "bore:ok", "by=armorer")
    sent = run(
        "hire", "out", at, "mill-1", "thing=revolver:om-1042", "thing=sling", "carrier=road", "by=armorer"
    )
    assert sent.status == 0, sent.err
    assert "all back on" in sent.flat
    assert "DIFFERS revolver: grip: ok, then fault" in sent.flat
    assert "by the record of the set it is here" in sent.flat
    shown = run("hire", "show", at, "mill-1", "--json").json
    assert [each["code"] for each in shown["differences"]] == ["condition", "condition-not-noted"]
    assert run("hire", "owner", at, "--json").json == {"owners": ["Old Mill Armoury"]}
    assert run("verify", f"{at}.books/office").status == 0


def test_the_same_line_twice_is_one_entry(at: Path) -> None:
    """Under an id of its own it gets the first answer again."""
    words = ("hire", "out", at, "mill-1", "thing=sling", "by=armorer", "act_id=out-1", "--json")
    first, again = run(*words), run(*words)
    assert (first.json["entry"], first.json["repeated"]) == (again.json["entry"], False)
    assert again.json["repeated"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("out", "AT", "mill-1", "thing=revolver:OM 1024", "by=armorer"), "hire.other-serial"),
        (("out", "AT", "mill-1", "thing=pistol", "by=armorer"), "hire.never-hired"),
        (("out", "AT", "mill-2", "thing=revolver", "by=armorer"), "hire.unknown"),
        (("out", "AT", "mill-1", "thing=revolver", "by=stranger"), "hire.nobody"),
        (("out", "AT", "mill-1", "thing=revolver"), "input.missing-key"),
        (("out", "AT", "mill-1", "by=armorer"), "hire.no-items"),
        (("out", "AT", "mill-1", "thing=sling", "thing=sling", "by=armorer"), "hire.twice"),
        (("out", "AT", "mill-1", "thing=sling", "count=slng:2", "by=armorer"), "hire.not-in-it"),
        (("out", "AT", "mill-1", "thing=sling", "count=sling:two", "by=armorer"), "input.wrong-value"),
        (("out", "AT", "mill-1", "thing=sling", "colour=red", "by=armorer"), "input.unknown-key"),
        (("out", "AT", "mill-1", "thing=sling", "by=armorer", "by=armorer"), "input.key-twice"),
        (("out", "AT", "mill-1", "sling", "by=armorer"), "input.not-key-value"),
        (("extend", "AT", "mill-1", "until=2020-01-01", "by=armorer"), "hire.not-later"),
        (("condition", "AT", "revolver", "moment=in", "grip:fine", "by=armorer"), "input.unknown-word"),
        (("condition", "AT", "revolver", "moment=in", "grip:ok", "grip:ok", "by=armorer"), "input.key-twice"),
        (("condition", "AT", "revolver", "moment=in", "edge:ok", "by=armorer"), "hire.no-such-point"),
        (("service", "AT", "rifle", "result=fit", "who=x", "by=armorer"), "hire.unknown-weapon"),
        (("interval", "AT", "weapon=revolver", "class=blade", "days=3", "by=armorer"), "input.key-twice"),
        (("show", "AT", "mill-9"), "hire.no-such"),
        (("owner", "AT", "New Mill"), "hire.no-such-owner"),
    ],
)
def test_what_is_refused_is_named_and_not_recorded(made: Path, words: tuple[str, ...], code: str) -> None:
    """One sentence, what to do now, and a code; the office book is as long as before."""
    before = run("hire", "show", made, "mill-1", "--json").out
    said = run("hire", *(made if word == "AT" else word for word in words), "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert said.json["error"]["now"]
    assert run("hire", "show", made, "mill-1", "--json").out == before


def test_services_and_papers_of_weapons(at: Path) -> None:
    """An interval, a service, the next one due; the checklist of a thing is printed where nothing is said of it."""
    assert "no interval" in run("hire", "services", at).flat
    assert (
        "every 30 days or every 200 rounds"
        in run("hire", "interval", at, "weapon=revolver", "days=30", "rounds=200", "by=armorer").flat
    )
    assert "no service on record" in run("hire", "services", at).flat
    done = run(
        "hire", "service", at, "revolver", "result=fit", "who=the smith", "certificate=S-1", "by=armorer"
    )
    assert f"Next by {day(30)}; 200 rounds left." in done.flat
    assert run("hire", "services", at, "--json").json["services"][0]["done"]["certificate"] == "S-1"
    assert "No paper of a weapon" in run("hire", "certificates", at).flat
    assert "Cylinder turns" in run("hire", "condition", at, "revolver").flat
    assert (
        "sling: not on the record of the set; due back" in run("hire", "owner", at, "old mill armoury").flat
    )
