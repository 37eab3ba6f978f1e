"""``showsafe badge``: the first badge, beside a program that serves and without one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from showsafe import bootstrap
from showsafe.application.access.badges import TRIES
from showsafe.entrypoints.cli.main import main
from showsafe.errors import WrongInput
from showsafe.ledger import record
from tests.entrypoints.cli import Said, run
from tests.entrypoints.keyboards import served
from tests.papers.seen import Page

PIN = "4071"
Open = Callable[[Path], AbstractContextManager[object]]
both = pytest.mark.parametrize("opened", [served, lambda _: nullcontext()], ids=["served", "alone"])
"""With a program that serves the directory, and without."""


def give(data: Path, person: str, *more: str, pin: str = PIN, again: str = "") -> Said:
    """Give a badge, with a PIN that is typed twice."""
    typed = f"{pin}\n{again or pin}\n"
    result = CliRunner().invoke(main, ["badge", str(data), person, *more], input=typed)
    return Said(result.exit_code, result.stdout, result.stderr)


def whose(data: Path, badge: str, pin: str = PIN) -> str:
    """Return whose badge it is, or the code of the refusal."""
    with bootstrap.open_unit(data) as unit:
        try:
            return bootstrap.badges_of(unit, data).prove(badge, pin)
        except WrongInput as error:
            return error.code


def last_says(data: Path) -> str:
    """Return why the newest record was made."""
    with bootstrap.open_unit(data) as unit:
        return str(record.read(unit.store.entry(unit.store.size()).raw).body["act"]["says"])


@both
def test_the_first_badge_lets_its_person_in(data: Path, opened: Open) -> None:
    """It is given at the keyboard, and the record says so."""
    with opened(data):
        said = give(data, "armorer", "--json")
    assert said.status == 0
    badge = json.loads(said.out.splitlines()[-1])["badge"]
    assert whose(data, badge) == "armorer"
    assert last_says(data) == "A badge for armorer, by the keyboard of this node."
    assert run("verify", data).status == 0


def test_it_is_shown_as_a_code_and_as_text_and_the_pin_never(data: Path) -> None:
    """What the person photographs is the badge; the PIN they know."""
    said = give(data, "armorer")
    badge = said.out.split()[-1]
    assert whose(data, badge) == "armorer"
    assert "\u2588" in said.out
    assert PIN not in said.out + said.err


@both
def test_a_badge_on_a_card_is_the_badge(data: Path, opened: Open, tmp_path: Path) -> None:
    """Given with a card, the code on it lets its person in; the file is its owner's alone."""
    card = tmp_path / "armorer.pdf"
    with opened(data):
        said = give(data, "armorer", "--card", str(card))
    assert said.status == 0
    (code,) = Page(card.read_bytes()).codes()
    assert whose(data, code.says) == "armorer"
    assert code.says not in said.out + said.err
    assert card.stat().st_mode & 0o077 == 0


def test_a_card_that_cannot_be_written_loses_no_badge(data: Path, tmp_path: Path) -> None:
    """Where the file cannot be written after the badge was given, the badge is shown as without a card."""
    said = give(data, "armorer", "--card", str(tmp_path / "nowhere" / "armorer.pdf"))
    assert said.status == 2
    assert whose(data, next(word for word in said.out.split() if word.startswith("b-"))) == "armorer"


@pytest.mark.parametrize("place", ["taken.pdf", "unit/card.pdf"])
def test_a_card_goes_where_nothing_is(data: Path, tmp_path: Path, place: str) -> None:
    """Over another file, or into the data directory, no card is written and no badge given."""
    (tmp_path / "taken.pdf").write_text("mine")
    card = data / "card.pdf" if place.startswith("unit") else tmp_path / place
    said = give(data, "armorer", "--card", str(card))
    assert (said.status, "[paper.is-there]" in said.err) == (2, True)
    assert (tmp_path / "taken.pdf").read_text() == "mine"
    assert not any(each["badge"] for each in run("badge", data, "--json").json["people"])


@both
def test_a_second_badge_ends_the_first(data: Path, opened: Open) -> None:
    """Who lost one gets another, and the finder has nothing."""
    first = give(data, "armorer").out.split()[-1]
    with opened(data):
        second = give(data, "armorer").out.split()[-1]
    assert whose(data, first) == "access.not-proven"
    assert whose(data, second) == "armorer"


@both
def test_a_locked_badge_is_unlocked(data: Path, opened: Open) -> None:
    """After five wrong PINs the list says so, and the keyboard opens it again."""
    badge = give(data, "armorer").out.split()[-1]
    with bootstrap.open_unit(data) as unit:
        badges = bootstrap.badges_of(unit, data)
        for _ in range(TRIES):
            with pytest.raises(WrongInput):
                badges.prove(badge, "9999")
    with opened(data):
        assert "armorer: armorer; locked" in run("badge", data).out
        assert run("badge", data, "armorer", "--unlock").status == 0
    assert whose(data, badge) == "armorer"


@both
def test_a_withdrawn_badge_opens_nothing(data: Path, opened: Open) -> None:
    """It is taken back, and the list says that there is none."""
    badge = give(data, "armorer").out.split()[-1]
    with opened(data):
        assert run("badge", data, "armorer", "--withdraw").status == 0
        people = {each["person"]: each for each in run("badge", data, "--json").json["people"]}
    assert not people["armorer"]["badge"]
    assert whose(data, badge) == "access.not-proven"


@both
@pytest.mark.parametrize(
    ("person", "pin", "code"),
    [
        ("nobody", PIN, "input.unknown-person"),
        ("armorer", "12", "access.not-a-pin"),
        ("armorer", "1234", "access.easy-pin"),
    ],
)
def test_what_is_no_person_or_no_pin_is_said(
    data: Path, opened: Open, person: str, pin: str, code: str
) -> None:
    """The answer is the same whoever has the directory open, and no badge was made."""
    with opened(data):
        said = give(data, person, pin=pin)
    assert (said.status, f"[{code}]" in said.err) == (2, True)
    assert not any(each["badge"] for each in run("badge", data, "--json").json["people"])


def test_a_pin_that_is_typed_differently_is_asked_again(data: Path) -> None:
    """Without the same twice there is no badge."""
    assert give(data, "armorer", again="4072").status == 2
    assert not any(each["badge"] for each in run("badge", data, "--json").json["people"])


@pytest.mark.parametrize(
    "words",
    [
        ("--unlock",),
        ("armorer", "--unlock", "--withdraw"),
        ("armorer", "--unlock", "--card", "x"),
        ("--card", "x"),
    ],
)
def test_what_cannot_be_meant_is_said(data: Path, words: tuple[str, ...]) -> None:
    """One person, and one thing to do."""
    said = run("badge", data, *words)
    assert (said.status, "[input.usage]" in said.err) == (2, True)


def test_a_directory_that_another_program_writes_says_so(data: Path) -> None:
    """One that serves nothing takes nothing from the keyboard."""
    with bootstrap.open_unit(data):
        said = run("badge", data)
    assert (said.status, "[control.not-reached]" in said.err) == (2, True)


def test_what_a_killed_program_left_is_in_nobodys_way(data: Path) -> None:
    """Its file names a port where nobody answers any more: the directory is free, and the next start takes over."""
    file = data.with_name("north-ridge.control")
    with served(data):
        left = file.read_bytes()
    file.write_bytes(left)
    assert give(data, "armorer").status == 0
    with served(data):
        assert file.read_bytes() != left
        assert give(data, "armorer").status == 0
    assert not file.exists()
