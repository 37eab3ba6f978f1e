"""What a file is on record: its weapons by mark, its word, and what a report outside the rules does to it."""

from __future__ import annotations

from showsafe.domain import files
from showsafe.domain.proof import stands
from showsafe.domain.spoken import COLD, HOT
from tests.files import FILE, TWO, background, drawn, issue, issued, opened


def test_a_file_is_hot_if_one_of_it_is() -> None:
    """Its word is cold only where every one is; with nothing in it, it is hot."""
    day = opened()
    assert files.word_of(day.state, day.state.files["trench"]) == HOT
    day = drawn(3)
    assert files.word_of(day.state, day.state.files["trench"]) == COLD
    day.report("foul", weapon="bg-1")
    day.permit("collect", weapon="bg-3")
    assert files.word_of(day.state, day.state.files["trench"]) == HOT


def test_what_drops_out_is_hot_and_named() -> None:
    """Everything proven of it is void, and the file keeps its name."""
    day = drawn(2)
    day.permit("drop-out", "grip", weapon="bg-1", reason="the lever sticks")
    file = day.state.files["trench"]
    assert ([member.weapon for member in file.members], file.dropped) == (["bg-2"], ("bg-1",))
    assert not stands(day.belief("bg-1").proof)
    assert not stands(day.belief("bg-1").bore)
    assert day.spoken("bg-1").word == HOT
    assert stands(day.belief("bg-2").proof)


def test_an_issue_is_its_hand_overs() -> None:
    """Issued together, every weapon is where single hand-overs would have brought it."""
    together, singly = drawn(3), drawn(3)
    together.permit("issue-file", **issue(1, 2, 3))
    for number in (1, 2, 3):
        singly.permit(
            "hand-over", weapon=f"bg-{number}", to=[f"extra-{number}"], scene="wood", from_="armorer", **TWO
        )
    for number in (1, 2, 3):
        one, other = together.belief(f"bg-{number}"), singly.belief(f"bg-{number}")
        assert (one.holder, one.issued_by, one.proof, one.bore, one.said, one.gated) == (
            other.holder,
            other.issued_by,
            other.proof,
            other.bore,
            other.said,
            other.gated,
        )
        assert one.watched is not None
        assert other.watched is not None
        assert (one.watched.user, one.watched.watcher) == (other.watched.user, other.watched.watcher)


def test_a_return_collects_each() -> None:
    """Collected, each is unknown until it is opened and looked into: a return says nothing of contents."""
    day = issued(3)
    day.permit("return-file", **issue(1, 2))
    assert [day.belief(f"bg-{number}").holder for number in (1, 2, 3)] == ["armorer", "armorer", "extra-3"]
    assert not stands(day.belief("bg-1").proof)


def test_reported_outside_the_rules_it_is_a_deviation_each() -> None:
    """Told as done, the bad one went out: it is held and unknown, and the good one is as handed over."""
    day = drawn(2)
    day.report("drop", weapon="bg-1")
    told = day.report("issue-file", **issue(1, 2))
    assert [each.would for each in told.event.did] == ["refuse", "permit"]
    assert day.belief("bg-1").holder == "extra-1"
    assert day.belief("bg-1").holds
    assert not stands(day.belief("bg-1").proof)
    assert stands(day.belief("bg-2").proof)


def test_a_file_reported_by_one_person_is_none() -> None:
    """Told without its watcher, no file is open."""
    day = background()
    day.report("open-file", scene="wood", **FILE)
    assert day.state.files == {}
    day.report("draw-in", weapon="bg-1", **FILE)
    day.report("issue-file", **FILE)
    assert day.state.files == {}


def test_the_day_closes_its_files() -> None:
    """No file goes on into another day."""
    day = drawn(1)
    day.report("close-day", "first-ad", witness="producer", exceptions=["bg-1"])
    assert day.state.files["trench"].closed
    day.report("open-day", "first-ad", witness="producer")
    assert day.state.files == {}
