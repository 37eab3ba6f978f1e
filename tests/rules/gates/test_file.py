"""Gate *file*: own people, marks, scans and flags, and nothing crosses from one file to another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.rules.decision import Weight
from tests.files import FILE, TWO, background, drawn, drawn_in, issue, issued, opened

OTHER = {"file": "ridge", "scene": "wood", "witness": "second-watcher"}


def second_file() -> Any:  # noqa: ANN401 - a set
    """Return a set with three rifles in one file, and a second file open under people of its own."""
    day = drawn()
    day.permit("open-file", "second-armorer", **OTHER)
    return day


def draw(number: int, **keys: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the keys of drawing one rifle in; ``keys`` changes them."""
    said = {"weapon": f"bg-{number}", "tag": f"FA-{number}", "number": str(number), "user": f"extra-{number}"}
    return {**FILE, **said, **keys}


def test_open_already() -> None:
    """A name stands for one open file."""
    assert "file.open-already" in opened().against("open-file", scene="wood", **FILE, **TWO)


def test_own_people() -> None:
    """Custodian and watcher of a file have nothing else: no second file, no weapon outside of it."""
    day = drawn()
    assert "file.own-people" in day.against("open-file", file="ridge", scene="wood", **TWO)
    assert "file.own-people" in day.against(
        "open-file", "second-armorer", **{**OTHER, "witness": "assistant"}
    )
    assert "file.own-people" in day.against("unlock", weapon="revolver", witness="safety")
    assert "file.own-people" in day.against("unlock", "prop-master", weapon="revolver", witness="assistant")
    day.permit("unlock", "prop-master", weapon="revolver", witness="safety")


def test_none() -> None:
    """Without an open file nothing is drawn in, and nothing issued together."""
    day = background()
    assert "file.none" in day.against("draw-in", **draw(1))
    assert "file.none" in day.against("issue-file", **issue(1))


def test_other_people() -> None:
    """What is done with a file is done by its own custodian, with its own watcher, for each weapon's own user."""
    day = second_file()
    assert "file.other-people" in day.against("issue-file", "second-armorer", **issue(1))
    assert "file.other-people" in day.against("issue-file", **issue(1, witness="second-watcher"))
    assert "file.other-people" in day.against("hand-over", weapon="bg-1", to=["extra-2"], **TWO)
    assert "file.other-people" in day.against("offer", "second-armorer", weapon="bg-1", to=["extra-1"])
    day.permit("hand-over", weapon="bg-1", to=["extra-1"], scene="wood", **TWO)


def test_elsewhere() -> None:
    """A weapon is in one file at a time."""
    day = second_file()
    assert "file.elsewhere" in day.against("draw-in", "second-armorer", **draw(1, file="ridge"))
    day.permit("drop-out", weapon="bg-1")
    assert "file.elsewhere" not in day.against("draw-in", "second-armorer", **draw(1, file="ridge"))


def test_full() -> None:
    """Eight are the most in common; the value is ours."""
    day = drawn(3)
    profile = day.rules.profile
    assert (profile.file_max, profile.values["file_max"].basis) == (8, "ours")
    day.rules = replace(day.rules, profile=replace(profile, file_max=3))
    assert "file.full" in day.against("draw-in", **draw(4))


def test_more_go_out_as_a_file_than_alone() -> None:
    """Two weapons out of the safe are the limit of a custodian, but for those of an open file."""
    day = drawn(4)
    day.permit("issue-file", **issue(1, 2, 3, 4))
    assert {day.belief(f"bg-{number}").holder for number in (1, 2, 3, 4)} == {
        f"extra-{n}" for n in (1, 2, 3, 4)
    }
    day = background()
    day.out("bg-1").out("bg-2")
    assert "duty.too-many-out" in day.against("unlock", weapon="bg-3", **TWO)


def test_mark_taken() -> None:
    """No two weapons of a file have one mark."""
    assert "file.mark-taken" in drawn(2).against("draw-in", **{**draw(3), "number": "2"})


def test_user_taken() -> None:
    """No one has two weapons of a file."""
    assert "file.user-taken" in drawn(2).against("draw-in", **draw(3, user="extra-2"))


def test_not_scanned() -> None:
    """What is read on a weapon is its own tag or serial, at drawing in and at every issue."""
    day = drawn(2)
    assert "file.not-scanned" in day.against("draw-in", **draw(3, tag="FA-4"))
    assert "file.not-scanned" in day.against("draw-in", **draw(3, weapon="rifle", tag="rifle"))
    assert "file.not-scanned" in day.against("issue-file", **issue(1, scans=["bg-1:S-2"]))


def test_not_in_it() -> None:
    """No issue takes along what was not drawn in."""
    assert "file.not-in-it" in drawn(2).against("issue-file", **issue(1, 4))


def test_a_batch_never_covers_what_was_not_scanned() -> None:
    """What is in the file and not in the scans stays with the custodian."""
    day = drawn(3)
    day.permit("issue-file", **issue(1, 3))
    assert day.belief("bg-2").holder == "armorer"
    assert [member.issued for member in day.state.files["trench"].members] == [True, False, True]


def test_not_looked() -> None:
    """Another pair's look is none of this file's, though it is a proof."""
    day = drawn(2)
    day.permit("check", **{**day.looking("bg-1"), "witness": "safety"})
    found = {f.code: f for f in day.findings("issue-file", **issue(1, 2))}
    assert found["file.not-looked"].weight == Weight.NOTE
    assert "file.not-looked" in day.against("hand-over", weapon="bg-1", to=["extra-1"], scene="wood", **TWO)


def test_flags() -> None:
    """Flags in weapons and loaded weapons together are all that go out."""
    day = drawn(3)
    assert "file.flags" in day.against("issue-file", **issue(1, 2, 3, flags=2))
    day.loaded("bg-2", "dummies", 2).said("bg-2").shown("bg-2", "first-ad", "extra-2")
    assert "file.flags" in day.against("issue-file", **issue(1, 2, 3, flags=3))
    day.permit("issue-file", **issue(1, 2, 3, flags=2))


def test_no_flag_is_a_count_too() -> None:
    """Where all that go out are loaded, no flag is counted, and that was said."""
    day = drawn(1)
    day.loaded("bg-1", "dummies", 2).said("bg-1").shown("bg-1", "first-ad", "extra-1")
    day.permit("issue-file", **issue(1, flags=0))
    unsaid = {key: value for key, value in issue(1).items() if key != "flags"}
    assert "duty.incomplete" in day.against("issue-file", **unsaid)


def test_held() -> None:
    """After a count that does not add up nothing more goes out, one by one or together, until one does."""
    day = drawn(3)
    day.permit("issue-file", **issue(1))
    day.permit("return-file", **issue(1, flags=0))
    assert "file.held" in day.against("issue-file", **issue(2))
    assert "file.held" in day.against("hand-over", weapon="bg-2", to=["extra-2"], scene="wood", **TWO)
    assert "file.held" in day.against("close-file", **FILE, **TWO, flags=3)
    day.permit("return-file", **FILE, **TWO, flags=3)
    day.permit("issue-file", **issue(2))


def test_crosses() -> None:
    """No lot feeds two files."""
    day = second_file()
    day.loaded("bg-1", "dummies", 2)
    day.permit("unlock", "second-armorer", lot="dummies", witness="second-watcher")
    day.permit("draw-in", "second-armorer", **draw(4, file="ridge"))
    day.permit("unlock", "second-armorer", weapon="bg-4", witness="second-watcher")
    day.permit("check", "second-armorer", **{**day.looking("bg-4"), "witness": "second-watcher"})
    load = {"weapon": "bg-4", "rounds": ["dummies:1"], "witness": "second-watcher", "scene": "wood"}
    assert "file.crosses" in day.against("load", "second-armorer", **load)


def test_not_back() -> None:
    """A file is closed when every one of it is back, or dropped out by name."""
    day = issued(2)
    assert "file.not-back" in day.against("close-file", **FILE, **TWO, flags=2)
    day.permit("return-file", **issue(1))
    day.permit("drop-out", weapon="bg-2", reason="still in the river")
    day.permit("close-file", **FILE, **TWO, flags=1)
    assert day.state.files["trench"].closed


def test_drops_out() -> None:
    """A bad one drops out by name and is hot; the rest go on."""
    day = drawn(3)
    day.report("drop", weapon="bg-2")
    said = day.permit("issue-file", **issue(1, 2, 3))
    assert "file.drops-out" in {finding.code for finding in said.decision.findings}
    assert [day.belief(f"bg-{number}").holder for number in (1, 2, 3)] == ["extra-1", "armorer", "extra-3"]
    assert day.spoken("bg-2").word == "hot"
    assert day.state.files["trench"].dropped == ("bg-2",)


def test_nobody() -> None:
    """Where not one may go out, the whole is refused and nothing drops out."""
    day = drawn(2)
    for rifle in ("bg-1", "bg-2"):
        day.report("drop", weapon=rifle)
    assert "file.nobody" in day.refused("issue-file", **issue(1, 2))
    assert day.state.files["trench"].dropped == ()


def test_an_issue_without_its_watcher_waits_for_them() -> None:
    """It is held whole; the watcher confirms it, and then each is decided by itself."""
    day = drawn(3)
    day.report("drop", weapon="bg-2")
    asked = {key: value for key, value in issue(1, 2, 3).items() if key != "witness"}
    assert "duty.second-person-missing" in day.held("issue-file", act_id="all", **asked)
    assert "file.other-people" in day.refused("confirm", "safety", of="all")
    day.permit("confirm", "assistant", of="all")
    assert [day.belief(f"bg-{number}").holder for number in (1, 2, 3)] == ["extra-1", "armorer", "extra-3"]


@pytest.mark.parametrize("kind", ["drop-out", "return-file", "collect"])
def test_the_way_back_is_open(kind: str) -> None:
    """Over a live round, a hold of the file and other people, nothing refuses bringing the weapons back."""
    day = issued(2)
    day.report("find-live", "grip", lot="blanks")
    keys = issue(1, flags=7, witness="grip") if kind == "return-file" else {"weapon": "bg-1"}
    assert day.against(kind, "second-armorer", **keys) == set()


def test_a_live_round_stops_every_file() -> None:
    """Wherever it is found, nothing more goes out of any file; after the release each is counted again."""
    day = second_file()
    day.permit("issue-file", **issue(1))
    day.report("find-live", "grip", lot="blanks")
    assert {"trouble.stop", "file.held"} <= day.against("issue-file", **issue(2))
    assert all(file.held for file in day.state.files.values())
    day.permit("quarantine", lot="blanks")
    day.permit("release", set_=True, reviewed_by="medic", witness="first-ad", cause="a stray in a box")
    assert "trouble.stop" not in day.against("issue-file", **issue(2))
    assert "file.held" in day.against("issue-file", **issue(2))


def test_a_file_is_not_overridden() -> None:
    """Nobody lifts a refusal of a whole file."""
    day = drawn(2)
    day.refused("issue-file", act_id="all", **issue(1, 2, flags=1))
    assert "duty.override-never" in day.refused(
        "override", "producer", of="all", reason="late", witness="safety"
    )


def test_the_helpers_draw_in_what_they_say() -> None:
    """The rifle that is drawn in last is made ready like the others."""
    day = drawn(1)
    drawn_in(day, 2)
    assert day.against("issue-file", **issue(1, 2)) == set()
