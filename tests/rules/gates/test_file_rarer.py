"""Gate *file*, in its rarer ways: whose people, whose weapon, whose rounds, and how many flags."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.things import Cartridge
from tests.files import FILE, drawn, issue
from tests.rules.gates.asking import believed, found, ruled
from tests.simulator import FilmSet

DUMMY = Cartridge(place="chamber:1", lot="dummies", kind="dummy", proven=True)
OTHER: dict[str, Any] = {
    "custodian": "second-armorer",
    "watcher": "second-watcher",
    "members": (),
    "lots": (),
}


def of_file(day: FilmSet, name: str = "trench", **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what a file is; one that is not there yet is open beside the first, with people of its own."""
    file = day.state.files.get(name) or replace(day.state.files["trench"], id=name, **OTHER)
    day.state = replace(day.state, files={**day.state.files, name: replace(file, **fields)})
    return day


@pytest.mark.parametrize(
    ("by", "witness", "name", "expected"),
    [
        ("second-armorer", "second-watcher", "ridge", []),
        ("second-armorer", "second-watcher", "trench", ["open-already"]),
        ("armorer", "second-watcher", "ridge", ["own-people"]),
        ("assistant", "second-watcher", "ridge", ["own-people"]),
        ("second-armorer", "assistant", "ridge", ["own-people"]),
        ("second-armorer", "armorer", "ridge", ["own-people"]),
        ("armorer", "assistant", "ridge", ["own-people", "own-people"]),
        ("armorer", "armorer", "ridge", ["own-people"]),
        ("armorer", "assistant", "trench", ["open-already"]),
    ],
)
def test_people_of_their_own(by: str, witness: str, name: str, expected: list[str]) -> None:
    """A file has one name, and people who have no other file; a closed one has nobody and no name."""
    day = drawn(1)
    said = {"file": name, "scene": "wood", "witness": witness}
    assert found("file", day, "open-file", by, **said) == expected
    assert found("file", of_file(day, closed=True), "open-file", by, **said) == []


@pytest.mark.parametrize(
    ("by", "keys", "expected"),
    [
        ("armorer", {}, []),
        ("second-armorer", {}, ["other-people"]),
        ("armorer", {"file": "ridge"}, ["none"]),
        ("armorer", {"weapon": "bg-1"}, ["elsewhere", "not-scanned"]),
        ("armorer", {"number": "1"}, ["mark-taken"]),
        ("armorer", {"user": "extra-1"}, ["user-taken"]),
        ("armorer", {"tag": "FA-1"}, ["not-scanned"]),
        ("armorer", {"tag": "S-2"}, []),
        ("armorer", {"weapon": "unknown"}, ["not-scanned"]),
    ],
)
def test_drawn_in(by: str, keys: dict[str, str], expected: list[str]) -> None:
    """A weapon is drawn into one open file by its custodian, under its own mark, tag and user."""
    said = {**FILE, "weapon": "bg-2", "tag": "FA-2", "number": "2", "user": "extra-2", **keys}
    assert found("file", drawn(1), "draw-in", by, **said) == expected


@pytest.mark.parametrize(("most", "expected"), [(3, []), (2, ["full"]), (1, ["full"])])
def test_as_many_as_a_file_has(most: int, expected: list[str]) -> None:
    """A file has so many weapons and no more."""
    said = {**FILE, "weapon": "bg-3", "tag": "FA-3", "number": "3", "user": "extra-3"}
    assert found("file", ruled(drawn(2), file_max=most), "draw-in", **said) == expected


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("issue-file", "armorer", {}, []),
        ("issue-file", "second-armorer", {}, ["other-people"]),
        ("issue-file", "armorer", {"witness": "second-watcher"}, ["other-people"]),
        ("issue-file", "armorer", {"scans": ["bg-1:S-1", "bg-2:S-1"]}, ["not-scanned"]),
        ("issue-file", "armorer", {"scans": ["bg-1:S-1", "bg-3:S-3"]}, ["not-in-it"]),
        ("issue-file", "armorer", {"flags": 1}, ["flags"]),
        ("issue-file", "armorer", {"flags": None}, []),
        ("return-file", "armorer", {}, []),
        ("return-file", "armorer", {"flags": 1}, []),
        ("return-file", "armorer", {"scans": ["bg-3:S-3"]}, ["note not-in-it"]),
        ("return-file", "armorer", {"file": "ridge"}, ["note none"]),
        ("close-file", "armorer", {"scans": None, "flags": 2}, []),
        ("close-file", "armorer", {"scans": None, "flags": 1}, ["flags"]),
    ],
)
def test_together(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Issued, returned and closed by its own people, what is scanned is in it, and flags and loads make the whole."""
    said = {key: value for key, value in issue(1, 2, **keys).items() if value is not None}
    named = ("other-people", "not-scanned", "not-in-it", "flags", "none")
    assert [
        each for each in found("file", drawn(2), kind, by, **said) if each.split()[-1] in named
    ] == expected


@pytest.mark.parametrize(("kind", "keys"), [("drop-out", {"file": "ridge"}), ("show", {}), ("take", {})])
def test_nothing_else_is_asked(kind: str, keys: dict[str, str]) -> None:
    """A weapon drops out by anybody's word, of an open file or none; of no other act a file is asked for."""
    day = drawn(1)
    act = day.act(kind, "grip", weapon="bg-1", **keys)
    assert list(day.rules.gates["file"].look(day.state, act, day.rules.profile, day.now)) == []


def test_a_file_that_is_held() -> None:
    """After a count that does not add up nothing is issued, alone or together, and the file is not closed."""
    day = of_file(drawn(2), held="the flags do not add up")
    assert found("file", day, "issue-file", **issue(1, 2))[:1] == ["held"]
    assert found("file", day, "close-file", **FILE, flags=2, witness="assistant") == ["held"]
    assert found("file", day, "return-file", **issue(1, 2)) == []
    assert found("file", day, "offer", weapon="bg-1", to=["extra-1"]) == ["held"]
    assert found("file", day, "hand-over", weapon="bg-1", to=["extra-1"], witness="assistant") == ["held"]
    assert found("file", day, "unlock", weapon="bg-1", witness="assistant") == []
    believed(day, "bg-1", proof=None)
    assert found("file", day, "offer", weapon="bg-1", to=["extra-1"]) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"holder": "armorer"}, []),
        ({"holder": "", "container": "weapon safe"}, []),
        ({"holder": ""}, ["not-back"]),
        ({"holder": "", "place": "mud"}, ["not-back"]),
        ({"holder": "", "gone": "carrier"}, ["not-back"]),
        ({"holder": "armorer", "preset": "armorer", "place": "table"}, ["not-back"]),
        ({"holder": "prop-master"}, ["not-back"]),
        ({"holder": "assistant"}, ["not-back"]),
        ({"holder": "extra-1"}, ["not-back"]),
    ],
)
def test_closed_when_all_are_back(where: dict[str, Any], expected: list[str]) -> None:
    """A file is closed when each of its weapons is with its own custodian, or in a container."""
    day = believed(drawn(2), "bg-1", **where)
    assert found("file", day, "close-file", **FILE, flags=2, witness="assistant") == expected
    assert "not-back" not in found("file", day, "issue-file", **issue(2))


def test_flags_of_what_is_not_loaded() -> None:
    """A flag stands in each scanned weapon that is not loaded; a spent case is no load."""
    day = believed(drawn(2), "bg-1", contents=(DUMMY,))
    assert "flags" not in found("file", day, "issue-file", **issue(1, 2, flags=1))
    assert "flags" in found("file", day, "issue-file", **issue(1, 2, flags=2))
    assert "flags" not in found("file", day, "issue-file", **issue(2, flags=1))
    assert found("file", day, "close-file", **FILE, flags=1, witness="assistant") == []
    believed(day, "bg-1", contents=(replace(DUMMY, state="spent"),))
    assert "flags" not in found("file", day, "issue-file", **issue(1, 2, flags=2))


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("unlock", "armorer", {"witness": "assistant"}, []),
        ("unlock", "armorer", {}, []),
        ("unlock", "prop-master", {"witness": "assistant"}, ["other-people"]),
        ("unlock", "armorer", {"witness": "safety"}, ["other-people"]),
        ("unlock", "prop-master", {"witness": "safety"}, ["other-people", "other-people"]),
        ("offer", "armorer", {"to": ["extra-1"]}, []),
        ("offer", "armorer", {"to": ["extra-2"]}, ["other-people"]),
        ("hand-over", "armorer", {"to": ["extra-2"], "witness": "assistant"}, ["other-people"]),
        ("pass-open", "armorer", {"to": ["prop-master"]}, ["other-people"]),
        ("pass-open", "armorer", {"to": ["extra-1"]}, []),
        ("accept", "extra-1", {"witness": "assistant"}, []),
        ("pick-up", "extra-1", {}, []),
        ("accept", "extra-1", {"witness": "safety"}, ["other-people"]),
    ],
)
def test_one_weapon_of_a_file(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """What is done with one weapon of a file is done by its custodian and watcher, and for its own user."""
    assert found("file", drawn(2), kind, by, weapon="bg-1", **keys) == expected


@pytest.mark.parametrize("kind", ["offer", "hand-over"])
@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("armorer", "assistant"), []),
        (("assistant", "armorer"), []),
        (("armorer", "safety"), ["not-looked"]),
        (("prop-master", "assistant"), ["not-looked"]),
    ],
)
def test_looked_into_by_its_own_two(kind: str, people: tuple[str, str], expected: list[str]) -> None:
    """Custodian and watcher of the file looked into it themselves; of a proof that is void gate *check* speaks."""
    day = drawn(1)
    proof = day.belief("bg-1").proof
    assert proof is not None
    believed(day, "bg-1", proof=replace(proof, people=people))
    assert found("file", day, kind, weapon="bg-1", to=["extra-1"]) == expected
    assert found("file", day, "unlock", weapon="bg-1") == []
    believed(day, "bg-1", proof=replace(proof, people=people, voided_by=99))
    assert found("file", day, kind, weapon="bg-1", to=["extra-1"]) == []


@pytest.mark.parametrize(
    ("by", "witness", "expected"),
    [
        ("prop-master", "safety", []),
        ("armorer", "safety", ["own-people"]),
        ("prop-master", "armorer", ["own-people"]),
        ("prop-master", "assistant", ["own-people"]),
        ("armorer", "armorer", ["own-people"]),
        ("armorer", "assistant", ["own-people", "own-people"]),
    ],
)
def test_a_weapon_outside_of_it(by: str, witness: str, expected: list[str]) -> None:
    """The people of an open file take out no weapon beside it; a box of rounds they do."""
    day = drawn(1)
    assert found("file", day, "unlock", by, weapon="revolver", witness=witness) == expected
    assert found("file", day, "unlock", by, lot="blanks", witness=witness) == []
    assert found("file", of_file(day, closed=True), "unlock", by, weapon="revolver", witness=witness) == []


@pytest.mark.parametrize(
    ("weapon", "rounds", "expected"),
    [
        ("bg-1", ["dummies:1"], ["crosses"]),
        ("bg-1", ["blanks:1"], []),
        ("bg-1", ["shells:1"], []),
        ("bg-1", ["shells:1", "dummies:1", "nine-blanks:1"], ["crosses", "crosses"]),
        ("revolver", ["shells:1"], ["crosses"]),
        ("revolver", ["blanks:1"], []),
    ],
)
def test_rounds_of_another_file(weapon: str, rounds: list[str], expected: list[str]) -> None:
    """No box feeds two files, nor a file and a weapon outside; its own box a file goes on with."""
    day = of_file(of_file(drawn(1), lots=("shells",)), "ridge", lots=("dummies", "nine-blanks"))
    by, witness = ("armorer", "assistant") if weapon == "bg-1" else ("prop-master", "safety")
    assert found("file", day, "load", by, weapon=weapon, rounds=rounds, witness=witness) == expected


@pytest.mark.parametrize(
    ("lots", "expected"), [((), []), (("dummies",), []), (("shells",), ["crosses"]), (("blanks",), [])]
)
def test_loaded_before_it_is_drawn_in(lots: tuple[str, ...], expected: list[str]) -> None:
    """What is in a weapon may come of its own file's box, or of one that feeds no file, and of no other file's."""
    day = of_file(of_file(drawn(1), lots=("dummies",)), "ridge", lots=("shells", "nine-blanks"))
    believed(day, "bg-2", contents=tuple(replace(DUMMY, lot=lot) for lot in lots))
    said = {**FILE, "weapon": "bg-2", "tag": "FA-2", "number": "2", "user": "extra-2"}
    assert found("file", day, "draw-in", **said) == expected
