"""Gate *count*: counted apart, no more taken than there is, and no difference closed by its own owner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.gates.asking import found, of_lot
from tests.simulator import FilmSet, a_day

APART = {"lot": "dummies", "witness": "assistant"}


def out(lot: str = "dummies") -> FilmSet:
    """Return a day with a lot of thirty dummies, or of blanks, out of its box."""
    return a_day().drawn(lot)


def one_short() -> tuple[FilmSet, str]:
    """Return a day on which two people counted one dummy fewer than the record had, and the act that showed it."""
    day = out()
    left = day.lot("dummies").box
    day.permit("recount", seen=left - 1, witness_seen=left - 1, **APART)
    return day, day.steps[-1].event.act.act_id


def test_both_count() -> None:
    """Whoever is named as the second person says a number of their own."""
    assert found("count", out(), "recount", seen=30, **APART) == ["not-apart"]
    assert found("count", out(), "recount", seen=30, witness_seen=30, **APART) == []
    assert found("count", out(), "recount", lot="dummies", seen=30) == []


def test_what_left_the_unit_is_not_counted_here() -> None:
    """What is elsewhere is brought in first; sent away once more it is asked nothing of this."""
    day = of_lot(out(), "dummies", gone="carrier")
    assert found("count", day, "recount", seen=30, witness_seen=30, **APART) == ["gone"]
    assert found("count", day, "return-to-owner", lot="dummies", to=["supplier"]) == []


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("destroy-rounds", {}),
        ("keep-sample", {"holder": "safety", "place": "an envelope"}),
        ("return-rounds", {"supplier": "supplier"}),
    ],
)
def test_no_more_leaves_than_there_is(kind: str, keys: dict[str, str]) -> None:
    """Of every pile no more is taken than the record has there, and a number is said."""
    day = out()
    left = day.lot("dummies").box
    two = {**APART, **keys}
    assert found("count", day, kind, count=left, **two) == []
    assert found("count", day, kind, count=left + 1, **two) == ["not-there"]
    assert found("count", day, kind, count=1, pile="faulty", **two) == ["not-there"]
    assert found("count", day, kind, count=1, pile="sample", **two) == ["not-there"]
    assert found("count", day, kind, count=0, **two) == ["none-said"]
    assert found("count", of_lot(day, "dummies", faulty=1), kind, count=1, pile="faulty", **two) == []


def test_rounds_are_taken_out_of_a_box_that_is_out() -> None:
    """What is locked away is taken out first, with a second person; what was put apart lies elsewhere."""
    day = of_lot(out(), "dummies", container="ammunition safe", holder="", sampled=2)
    assert found("count", day, "destroy-rounds", count=1, **APART) == ["locked"]
    assert found("count", day, "destroy-rounds", count=1, pile="sample", **APART) == []


def test_nothing_of_a_lot_leaves_over_an_open_difference() -> None:
    """What is left of a lot stays while a round of it is missing; a sample may clear the matter up."""
    day, _ = one_short()
    for kind, keys in (
        ("destroy-rounds", {"count": 1}),
        ("return-rounds", {"count": 1, "supplier": "supplier"}),
        ("return-to-owner", {"to": ["supplier"]}),
        ("consign", {"to": ["carrier"]}),
    ):
        two = {} if kind in ("return-to-owner", "consign") else {"witness": "assistant"}
        assert found("count", day, kind, lot="dummies", **keys, **two) == ["open"]
    sample = {"holder": "safety", "place": "an envelope"}
    assert found("count", day, "keep-sample", count=1, **APART, **sample) == []


def test_a_difference_that_is_not_there() -> None:
    """What nobody opened is neither owned nor closed, and the act alone does not name it: the thing does too."""
    day, of = one_short()
    assert found("count", day, "own-discrepancy", lot="dummies", of="nothing", person="safety") == [
        "none-open"
    ]
    assert found("count", day, "own-discrepancy", lot="blanks", of=of, person="safety") == ["none-open"]
    assert found("count", day, "own-discrepancy", weapon="revolver", of=of, person="safety") == ["none-open"]
    assert found("count", day, "own-discrepancy", "first-ad", lot="dummies", of=of, person="safety") == []


def test_who_lost_it_does_not_choose_who_may_close_it() -> None:
    """Neither its owner nor one who counted names somebody else, whom that would keep from closing it."""
    day, of = one_short()
    say = {"lot": "dummies", "of": of}
    for who in ("armorer", "assistant"):
        assert found("count", day, "own-discrepancy", who, **say, person="safety") == ["names-another"]
        assert found("count", day, "own-discrepancy", who, **say, person=who) == []
    day.permit("own-discrepancy", "first-ad", **say, person="prop-master")
    assert found("count", day, "own-discrepancy", "prop-master", **say, person="safety") == ["names-another"]


def test_a_box_leaves_with_all_of_it() -> None:
    """While rounds of it are in a weapon, faulty ones too, or kept as samples, a whole lot does not leave."""
    away = {"lot": "dummies", "to": ["supplier"]}
    day = a_day().planned("revolver", "close-up", ammunition="dummy").ready("revolver", "dummies")
    for kind in ("consign", "return-to-owner"):
        assert found("count", day, kind, **away) == ["not-all-there"]
        assert found("count", of_lot(out(), "dummies", sampled=2), kind, **away) == ["not-all-there"]
        assert found("count", of_lot(out(), "dummies", faulty=2), kind, **away) == []
    day.report("misfire", weapon="revolver", cause="no report")
    assert "3 in weapons" in day.ask("consign", **away).decision.against[-1].says


def test_samples_are_kept_by_one_who_answers_for_them() -> None:
    """No performer takes rounds home, and while a difference is open no more than a few are kept."""
    keep = {**APART, "place": "an envelope"}
    assert found("count", out(), "keep-sample", count=9, holder="performer", **keep) == ["sample-keeper"]
    for who in ("armorer", "safety"):
        assert found("count", out(), "keep-sample", count=9, holder=who, **keep) == []
    day, _ = one_short()
    assert found("count", day, "keep-sample", count=4, holder="safety", **keep) == ["too-many-samples"]
    day.permit("keep-sample", count=3, holder="safety", **keep)
    assert found("count", day, "keep-sample", count=1, holder="safety", **keep) == ["too-many-samples"]


def test_a_count_of_before_it_moved_is_noted() -> None:
    """The answer says that it settles nothing, and when the lot moved where the set is."""
    day = out()
    before = day.now
    day.later(60).permit("destroy-rounds", count=1, **APART)
    assert found("count", day, "recount", seen=1, witness_seen=1, **APART) == []
    told = replace(day.act("recount", seen=1, witness_seen=1, **APART), at=before)
    noted = {each.code: each.weight.name for each in day.later(5).through("ask", told).decision.findings}
    assert "count.too-old" in noted
    assert noted["count.too-old"] == "NOTE"


def test_nobody_closes_their_own() -> None:
    """Neither who owns it, nor who ever did, nor who counted: another person closes it."""
    day, of = one_short()
    day.permit("own-discrepancy", "safety", lot="dummies", of=of, person="prop-master")
    day.permit("own-discrepancy", "safety", lot="dummies", of=of, person="first-ad")
    say = {"lot": "dummies", "of": of, "reason": "looked everywhere"}
    for who in ("armorer", "assistant", "prop-master", "first-ad"):
        assert "closes-own" in found("count", day, "close-discrepancy", who, **say)
    assert found("count", day, "close-discrepancy", "safety", **say) == ["not-reconciled"]


def test_somebody_owns_it_before_it_is_closed() -> None:
    """A difference without an owner, as one is that nobody on record reported, is not closed before one is named."""
    day, of = one_short()
    owned = {key: replace(each, owners=()) for key, each in day.state.discrepancies.items()}
    day.state = replace(of_lot(day, "dummies", unaccounted=0).state, discrepancies=owned)
    say = {"lot": "dummies", "of": of, "reason": "it was a miscount"}
    assert found("count", day, "close-discrepancy", "safety", **say) == ["nobody-owns-it"]
    day.permit("own-discrepancy", "first-ad", lot="dummies", of=of, person="prop-master")
    assert found("count", day, "close-discrepancy", "safety", **say) == []


def test_found_again_is_counted_in_first() -> None:
    """A missing round that is said to be found was counted in by two people before, and no more than were missing."""
    day, of = one_short()
    say = {"lot": "dummies", "of": of, "reason": "under the cart", "count": 1}
    assert found("count", day, "close-discrepancy", "safety", **say) == ["not-found-again"]
    left = day.lot("dummies").box
    day.permit("recount", seen=left + 1, witness_seen=left + 1, **APART)
    assert found("count", day, "close-discrepancy", "safety", **say) == ["strange"]
    every = {"count": left + 1, "of": left + 1, "methods": ["primer-state", "rattle"]}
    day.permit("prove", **every, **APART)
    assert found("count", day, "close-discrepancy", "safety", **say) == []
    assert found("count", day, "close-discrepancy", "safety", **{**say, "count": 2}) == ["not-found-again"]


def test_whole_codes() -> None:
    """The codes as they stand in records."""
    day, of = one_short()
    own = {"lot": "dummies", "of": of, "person": "safety"}
    close = {"lot": "dummies", "of": of, "reason": "enough of it"}
    none = {**close, "of": "nothing"}
    two = {"lot": "dummies", "witness": "assistant"}
    assert "count.not-apart" in day.refused("recount", **two, seen=3)
    assert "count.none-open" in day.refused("own-discrepancy", **{**own, "of": "nothing"})
    assert "count.none-open" in day.refused("close-discrepancy", "safety", **none)
    assert "count.closes-own" in day.refused("close-discrepancy", **close)
    assert "count.not-reconciled" in day.refused("close-discrepancy", "safety", **close)
    assert "count.not-found-again" in day.refused("close-discrepancy", "safety", **close, count=2)
    assert "count.open" in day.refused("destroy-rounds", **two, count=1)
    assert "count.none-said" in day.refused("destroy-rounds", **two, count=0)
    assert "count.not-there" in day.refused("destroy-rounds", **two, count=900)
    owned = {key: replace(each, owners=()) for key, each in day.state.discrepancies.items()}
    day.state = replace(day.state, discrepancies=owned)
    assert "count.nobody-owns-it" in day.refused("close-discrepancy", "safety", **close)
    assert "count.locked" in of_lot(day, "dummies", container="box").refused("destroy-rounds", **two, count=1)
    assert "count.gone" in of_lot(day, "dummies", gone="away").refused("destroy-rounds", **two, count=1)


def test_whole_codes_of_what_is_kept_found_and_sent_away() -> None:
    """The other codes as they stand in records."""
    day, of = one_short()
    own = {"lot": "dummies", "of": of, "person": "safety"}
    assert "count.names-another" in day.refused("own-discrepancy", **own)
    several = day.refused("keep-sample", **APART, holder="grip", place="home", count=9)
    assert {"count.sample-keeper", "count.too-many-samples"} <= set(several)
    sampled = of_lot(day, "dummies", sampled=1)
    assert "count.not-all-there" in sampled.refused("consign", lot="dummies", to=["carrier"])
    day, of = one_short()
    back = day.lot("dummies").box + 1
    day.permit("recount", seen=back, witness_seen=back, **APART)
    close = {"lot": "dummies", "of": of, "reason": "enough of it", "count": 1}
    assert "count.strange" in day.refused("close-discrepancy", "safety", **close)
