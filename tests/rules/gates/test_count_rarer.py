"""Gate *count*, its rarer ways: other lots, weapons, samples that move on, what nothing was counted of."""

from __future__ import annotations

from dataclasses import replace

from showsafe.domain.counted import GUN, LOT, Discrepancy, LotCount, key_of
from showsafe.domain.state import LiveFind
from tests.rules.gates.asking import found, of_lot
from tests.simulator import FilmSet, a_day

TWO = {"lot": "dummies", "witness": "assistant"}
SHOWN = "the act that showed it"


def differing(thing: str, name: str, day: FilmSet | None = None) -> FilmSet:
    """Return a day on which a difference of a thing is open, which the property master owns."""
    day = day or a_day().drawn("dummies")
    open_one = Discrepancy(
        of=SHOWN,
        thing=thing,
        name=name,
        why="short",
        count=1,
        says="1 of 30 not accounted for",
        record=9,
        at=day.now,
        owners=("prop-master",),
        counted_by=("armorer",),
    )
    day.state = replace(day.state, discrepancies={key_of(SHOWN, thing, name): open_one})
    return day


def counted(day: FilmSet, count: LotCount | None, **fields: int) -> FilmSet:
    """Change the account of the dummies, and what is kept of their counts."""
    of_lot(day, "dummies", **fields)
    day.state = replace(day.state, counts={} if count is None else {"dummies": count})
    return day


def closing(day: FilmSet, **keys: object) -> list[str]:
    """Return what the gate finds as the safety advisor, who has no part in it, closes the difference."""
    return found(
        "count", day, "close-discrepancy", "safety", lot="dummies", of=SHOWN, reason="searched", **keys
    )


def test_only_a_recount_can_be_too_old() -> None:
    """What is told late of cases or of rounds that left is asked nothing of when the lot moved."""
    day = a_day().drawn("dummies")
    before = day.now
    day.later(60).permit("destroy-rounds", count=1, **TWO)
    told = replace(day.act("count-cases", lot="dummies", count=1), at=before)
    codes = {each.code for each in day.through("ask", told).decision.findings}
    assert not any(code.startswith("count.") for code in codes)


def test_a_lot_that_nothing_is_kept_of_is_counted() -> None:
    """A first count of a lot, and one of a lot of which nobody knows when it moved, are never too old."""
    day = a_day().drawn("dummies")
    for known in (None, LotCount()):
        assert found("count", counted(day, known), "recount", seen=30, witness_seen=30, **TWO) == []


def test_samples_that_only_change_hands_are_no_more_than_before() -> None:
    """While a difference is open three are kept: given on to another keeper they are still three."""
    keep = {**TWO, "holder": "safety", "place": "an envelope"}
    day = of_lot(differing(LOT, "dummies"), "dummies", sampled=3)
    assert found("count", day, "keep-sample", pile="sample", count=3, **keep) == []
    assert found("count", day, "keep-sample", count=0, **keep) == ["none-said"]
    assert found("count", day, "keep-sample", **keep) == ["none-said"]
    assert found("count", day, "keep-sample", count=1, **keep) == ["too-many-samples"]


def test_a_difference_keeps_its_own_lot_and_no_other() -> None:
    """What is open of one box, or of a weapon of the same name, says nothing of another."""
    blanks = {"lot": "blanks", "witness": "assistant"}
    assert (
        found("count", differing(LOT, "dummies").drawn("blanks"), "destroy-rounds", count=1, **blanks) == []
    )
    assert found("count", differing(GUN, "dummies"), "destroy-rounds", count=1, **TWO) == []
    assert found("count", differing(LOT, "dummies"), "destroy-rounds", count=1, **TWO) == ["open"]


def test_a_difference_of_a_weapon_is_owned_and_closed() -> None:
    """A weapon whose shots nobody can explain has no account of rounds to be asked for."""
    say = {"weapon": "revolver", "of": SHOWN}
    day = differing(GUN, "revolver")
    assert found("count", day, "own-discrepancy", "first-ad", person="safety", **say) == []
    assert found("count", day, "close-discrepancy", "safety", reason="looked into", **say) == []
    assert found("count", day, "close-discrepancy", reason="looked into", **say) == ["closes-own"]


def test_a_round_closed_as_missing_can_be_found_again() -> None:
    """What was closed as missing before is a gap that a round counted too many since can fill."""
    day = counted(differing(LOT, "dummies"), LotCount(over=1), missing=1, surplus=1)
    assert closing(day, count=1) == []


def test_what_nothing_is_kept_of_was_not_counted_too_many() -> None:
    """A round of a lot whose counts are not kept is not found again, whatever its account says."""
    day = counted(differing(LOT, "dummies"), None, unaccounted=1, surplus=1)
    assert closing(day, count=1) == ["not-found-again"]


def test_a_strange_round_is_asked_about_where_one_is_found_again() -> None:
    """Who closes it without finding anything is told what is still missing, and nothing else."""
    day = counted(differing(LOT, "dummies"), LotCount(over=1, strange=True), unaccounted=1, surplus=1)
    assert closing(day) == ["not-reconciled"]
    assert closing(day, count=1) == ["strange"]


def test_a_live_round_in_the_lot_is_none_of_those_missing() -> None:
    """One that was found in the lot itself stands against it, and one that was found elsewhere does not."""
    day = counted(differing(LOT, "dummies"), LotCount(over=1), unaccounted=1, surplus=1)
    for where, said in (("dummies", ["strange"]), ("blanks", [])):
        day.state = replace(day.state, live=(LiveFind(where=where, record=9),))
        assert closing(day, count=1) == said
