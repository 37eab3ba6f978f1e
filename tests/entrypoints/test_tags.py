"""Weapons named by the tag that is on them: taken where it is one weapon's, and never guessed between two."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.adapters.directory import open_for_reading
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.domain.state import State
from tests.entrypoints.cli import run, size

TAG = "FA-0001"


def tagged(data: Path, weapon: str, tag: str = TAG) -> None:
    """Register a weapon with a tag on it."""
    words = (f"weapon={weapon}", "class=replica", f"serial=S-{weapon}", f"tag={tag}")
    assert run("report", data, "register", "by=armorer", *words).status == 0


def state(data: Path) -> State:
    """Return the set as it is on record."""
    with open_for_reading(data) as opened:
        return loaded(opened.store, SET).state


def test_a_tag_is_taken_wherever_a_weapon_is_named(data: Path, tmp_path: Path) -> None:
    """Looked at, acted on, printed and bundled by its tag, it is the weapon itself."""
    tagged(data, "colt")
    assert run("weapon", data, TAG, "--json").json["weapon"]["weapon"] == "colt"
    done = run("report", data, "quarantine", "by=armorer", f"weapon={TAG}", "reason=cracked")
    assert done.status == 0, done.err
    assert state(data).believed("colt").quarantined
    assert TAG not in state(data).weapons
    assert run("report", data, "hold", "by=armorer", f"about={TAG}").status == 0
    assert state(data).stops[-1].about == "colt"
    served = run("hire", "service", data, TAG, "result=fit", "who=gunsmith", "by=armorer", "--json")
    assert served.json["weapon"] == "colt"
    assert (
        run("duties", data, "--weapon", TAG, "--json").json
        == run("duties", data, "--weapon", "colt", "--json").json
    )
    for name in (TAG, "colt"):
        out = tmp_path / f"{name}.pdf"
        assert run("paper", "custody-chain", data, "--weapon", name, "--out", out).status == 0
    assert (tmp_path / f"{TAG}.pdf").read_bytes() == (tmp_path / "colt.pdf").read_bytes()
    assert run("bundle", data, "--weapon", TAG, "--out", tmp_path / "b.zip").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("weapon", "DIR", TAG),
        ("report", "DIR", "quarantine", "by=armorer", f"weapon={TAG}", "reason=cracked"),
        ("paper", "custody-chain", "DIR", "--weapon", TAG, "--out", "OUT"),
        ("bundle", "DIR", "--weapon", TAG, "--out", "OUT"),
    ],
)
def test_between_two_nothing_is_guessed(data: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Where two weapons have one tag, the answer names both, and nothing is recorded or written."""
    tagged(data, "colt")
    tagged(data, "smith")
    before = size(data)
    places = {"DIR": data, "OUT": tmp_path / "out"}
    said = run(*(places.get(word, word) for word in words))
    assert said.status == 2
    assert "FA-0001 is the tag of colt and of smith." in " ".join(said.err.split())
    assert (size(data), (tmp_path / "out").exists()) == (before, False)


def test_an_id_comes_before_a_tag_and_a_new_name_is_a_name(data: Path) -> None:
    """What is an id is that weapon, whatever tag another has; whoever registers a weapon names it anew."""
    tagged(data, "colt", "revolver")
    assert run("weapon", data, "revolver", "--json").json["weapon"]["weapon"] == "revolver"
    tagged(data, "smith")
    assert run("report", data, "register", "by=armorer", f"weapon={TAG}", "class=replica").status == 0
    assert {"smith", TAG} <= state(data).weapons.keys()
