"""What may be said over a weapon: contents first, then the word, and *cold* only over a standing proof."""

from __future__ import annotations

import pytest

from tests.simulator import BLANK_PLAN, FilmSet, a_day


def state(name: str) -> FilmSet:
    """Return a day on which the revolver is believed to be in the state of that name."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").out()
    if name == "UNKNOWN":
        return day
    day.looked()
    if name in ("DUMMIES", "BLANKS"):
        day.loaded("revolver", "dummies" if name == "DUMMIES" else "blanks", 3)
    elif name == "FAULT":
        day.report("drop", weapon="revolver")
    elif name == "QUARANTINE":
        day.permit("quarantine", weapon="revolver")
    return day


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("UNKNOWN", "Contents not known. Hot."),
        ("EMPTY", "Empty. Cold."),
        ("DUMMIES", "Dummies, three. Cold."),
        ("BLANKS", "Blanks, three, half. Hot."),
        ("FAULT", "Locked out: drop. Hot."),
        ("QUARANTINE", "Quarantined, removed. Hot."),
    ],
)
def test_contents_first(name: str, sentence: str) -> None:
    """Every state is said as contents and then the word, never as the word alone."""
    day = state(name)
    assert day.spoken().name == name
    assert str(day.spoken()) == sentence


def test_inert() -> None:
    """A rubber gun whose identity two people felt is inert and cold; before that it is unknown and hot."""
    day = a_day().out("rubber-gun")
    assert str(day.spoken("rubber-gun")) == "Contents not known. Hot."
    assert str(day.looked("rubber-gun").spoken("rubber-gun")) == "Inert. Cold."


def test_part_fired() -> None:
    """A weapon from which a shot was fired says how many are left, and is hot."""
    day = a_day().in_use("revolver", "blanks", 3)
    day.permit("discharge", "performer", weapon="revolver", count=1)
    assert str(day.spoken()) == "Part fired: two of three left. Hot."


def test_all_fired_is_still_hot() -> None:
    """With every blank fired it is hot all the same, until it was cleared and looked into."""
    day = a_day().planned("revolver", **BLANK_PLAN).in_use("revolver", "blanks", 2)
    day.permit("discharge", "performer", weapon="revolver", count=2)
    assert day.spoken().word == "hot"


def test_dummies_and_a_blank_are_not_cold() -> None:
    """Dummies with a single blank among them are never called cold."""
    day = state("DUMMIES")
    found = ["dummies:3", "blanks:1"]
    day.permit("check", weapon="revolver", seen=6, of=6, found=found, witness="assistant")
    assert day.spoken().word == "hot"
    assert day.refused("declare", weapon="revolver", word="cold")


def test_a_weapon_never_heard_of_is_hot() -> None:
    """No record at all means hot."""
    day = a_day()
    day.permit("register", weapon="new", **{"class": "live-capable"})
    assert day.spoken("new").word == "hot"
