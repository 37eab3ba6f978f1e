"""Counts: two numbers said apart, what leaves a lot for good, and differences that somebody owns."""

from __future__ import annotations

from showsafe.domain.changing import replace
from showsafe.domain.counted import BREAK, CUSTODIAN, Discrepancy, LotCount
from showsafe.domain.counting import accounted
from tests.rules.gates.asking import of_lot
from tests.simulator import FilmSet, a_day

TWO = {"lot": "dummies", "witness": "assistant"}


def out(*lots: str) -> FilmSet:
    """Return a day with boxes out of their safe."""
    return a_day().drawn(*(lots or ("dummies",)))


def counted(day: FilmSet, one: int, other: int | None = None, lot: str = "dummies") -> FilmSet:
    """Let armorer and assistant count a lot apart."""
    day.permit(
        "recount", lot=lot, witness="assistant", seen=one, witness_seen=one if other is None else other
    )
    return day


def proven(day: FilmSet, lot: str = "dummies") -> None:
    """Let the two prove a whole box round by round."""
    box = day.lot(lot).box
    day.permit("prove", lot=lot, count=box, of=box, methods=["primer-state", "rattle"], witness="assistant")


def differences(day: FilmSet) -> list[Discrepancy]:
    """Return what is open, the first first."""
    return list(day.state.discrepancies.values())


def kept(day: FilmSet, lot: str = "dummies") -> LotCount:
    """Return what is kept of the counts of a lot."""
    return day.state.counts[lot]


def sums(day: FilmSet) -> bool:
    """Whether every account sums."""
    return all(accounted(day.state, lot) == lot.total for lot in day.state.lots.values())


def test_the_same_number_twice_changes_nothing_but_that_it_was_counted() -> None:
    """Both say what the record has: no difference, and nothing is due."""
    day = out()
    before = day.lot("dummies")
    counted(day, before.box)
    assert day.lot("dummies") == before
    assert kept(day).record == day.state.last_record
    assert (kept(day).due, differences(day)) == ((), [])


def test_fewer_are_not_accounted_for_and_stop_the_lot() -> None:
    """A dummy that both miss is open: nothing is loaded from its lot, and a difference has an owner."""
    day = out()
    counted(day, day.lot("dummies").box - 1)
    lot = day.lot("dummies")
    assert lot.unaccounted == 1
    assert lot.proven == lot.box
    found = differences(day)[0]
    assert (found.why, found.count, found.owner) == ("short", 1, "armorer")
    assert found.counted_by == ("armorer", "assistant")
    rounds = [{"lot": "dummies", "count": 1}]
    assert "rounds.not-summing" in day.refused("load", weapon="revolver", rounds=rounds, witness="assistant")
    day.permit("reconcile", witness="assistant")
    assert [stop.kind for stop in day.state.stops] == ["missing-dummy"]
    assert len(differences(day)) == 1
    assert sums(day)


def test_one_too_many_makes_the_whole_lot_doubtful() -> None:
    """Nobody can tell the strange round from the others: all of them are proven again."""
    day = out()
    counted(day, day.lot("dummies").box + 1)
    lot = day.lot("dummies")
    assert (lot.surplus, lot.proven) == (1, 0)
    assert "too many" in lot.tainted
    assert [each.why for each in differences(day)] == ["over"]
    assert sums(day)


def test_two_numbers_settle_nothing() -> None:
    """Where they differ the lot is held, once, until two people count alike; the account stays as it was."""
    day = out()
    before = day.lot("dummies")
    counted(day, before.box, before.box - 2)
    counted(day, before.box - 2, before.box)
    lot = day.lot("dummies")
    assert (lot.box, lot.unaccounted) == (before.box, 0)
    assert len(lot.holds) == 1
    assert [each.why for each in differences(day)] == ["apart"]
    counted(day, before.box)
    assert day.lot("dummies").holds == ()
    assert [each.why for each in differences(day)] == ["apart"]


def test_one_person_adds_no_round() -> None:
    """Told by one alone, more than there were hold the lot; fewer are missing all the same."""
    day = out()
    left = day.lot("dummies").box
    day.report("recount", lot="dummies", seen=left + 1)
    assert (day.lot("dummies").box, day.lot("dummies").surplus) == (left, 0)
    assert day.lot("dummies").holds
    day.report("recount", lot="dummies", seen=left - 1)
    assert (day.lot("dummies").box, day.lot("dummies").unaccounted) == (left - 1, 1)
    assert day.lot("dummies").holds


def test_a_count_of_before_it_moved_is_compared_with_nothing() -> None:
    """What was counted before rounds went out cannot be set against what is in the box after."""
    day = out()
    left = day.lot("dummies").box
    before = day.now
    day.later(60).permit("destroy-rounds", **TWO, count=2)
    told = day.act("recount", lot="dummies", seen=left, witness="assistant", witness_seen=left)
    day.later(60).through("report", replace(told, at=before))
    assert (day.lot("dummies").box, day.lot("dummies").surplus) == (left - 2, 0)


def test_a_difference_of_before_it_moved_stays_open() -> None:
    """A phone whose clock is behind: nothing is settled, the answer says so, and what differs is open."""
    day = out()
    left = day.lot("dummies").box
    before = day.now
    day.later(60).permit("destroy-rounds", **TWO, count=2)
    day.report("call-break", "first-ad")
    told = day.act("recount", **TWO, seen=left - 3, witness_seen=left - 3)
    answered = day.later(60).through("ask", replace(told, at=before))
    assert "count.too-old" in [finding.code for finding in answered.decision.findings]
    assert [each.why for each in differences(day)] == ["apart"]
    assert (day.lot("dummies").box, day.lot("dummies").holds) == (left - 2, ())
    assert [each.why for each in kept(day).due] == [BREAK]


def test_a_count_of_before_the_break_is_not_the_one() -> None:
    """Made before the break was called and sent after it, a count does not settle what the break asks for."""
    day = out()
    left = day.lot("dummies").box
    day.permit("destroy-rounds", **TWO, count=1)
    before = day.later(60).now
    told = day.act("recount", **TWO, seen=left - 1, witness_seen=left - 1)
    day.later(60).report("call-break", "first-ad")
    day.later(60).through("ask", replace(told, at=before))
    assert (kept(day).at, [each.why for each in kept(day).due]) == (before, [BREAK])
    counted(day, left - 1)
    assert kept(day).due == ()


def test_an_empty_box_is_counted() -> None:
    """None is a number: all that were there are not accounted for."""
    day = out()
    left = day.lot("dummies").box
    counted(day, 0)
    assert (day.lot("dummies").box, day.lot("dummies").unaccounted) == (0, left)


def test_another_pile_settles_no_dispute_of_the_box() -> None:
    """The hold of a disputed box stays while the samples are counted alike, and the other way round."""
    day = out()
    left = day.lot("dummies").box
    counted(day, left, left - 2)
    held = day.lot("dummies").holds
    for pile in ("sample", "faulty"):
        day.permit("recount", **TWO, seen=0, witness_seen=0, pile=pile)
        assert day.lot("dummies").holds == held
    day.permit("recount", **TWO, seen=1, witness_seen=0, pile="sample")
    counted(day, left)
    assert len(day.lot("dummies").holds) == 1
    day.permit("recount", **TWO, seen=0, witness_seen=0, pile="sample")
    assert day.lot("dummies").holds == ()


def test_only_a_round_that_was_missing_before_is_found_again() -> None:
    """Counted too many first and missing after, they are two rounds; so they are in a pile beside the box."""
    day = out()
    left = day.lot("dummies").box
    counted(day, left + 1)
    assert kept(day).over == 0
    counted(day, left - 1)
    assert (kept(day).over, day.lot("dummies").unaccounted) == (0, 2)
    day.permit("recount", **TWO, seen=1, witness_seen=1, pile="sample")
    assert kept(day).over == 0
    counted(day, left + 2)
    assert kept(day).over == 2


def test_a_live_round_in_the_box_is_none_of_those_missing() -> None:
    """One short, one too many, and it is live: nothing is found again of it, and nobody forgets the gap."""
    day = out()
    left = day.lot("dummies").box
    counted(day, left - 1)
    of = day.steps[-1].event.act.act_id
    counted(day, left)
    assert (kept(day).over, kept(day).strange) == (1, True)
    day.report("find-live", lot="dummies", count=1)
    assert kept(day).over == 0
    say = {"lot": "dummies", "of": of, "reason": "found", "count": 1}
    assert "count.not-found-again" in day.refused("close-discrepancy", "safety", **say)
    assert (day.lot("dummies").unaccounted, day.lot("dummies").surplus) == (1, 1)


def test_who_wrote_rounds_off_had_a_part_in_it() -> None:
    """The two who closed a count with a round missing close no difference of it."""
    day = out()
    day.report("recount", lot="dummies", seen=day.lot("dummies").box - 1)
    assert differences(day)[0].counted_by == ("armorer",)
    day.permit("reconcile", witness="safety")
    assert differences(day)[0].counted_by == ("armorer", "safety")
    say = {"lot": "dummies", "of": differences(day)[0].of, "reason": "written off"}
    assert "count.closes-own" in day.refused("close-discrepancy", "safety", **say)


def test_what_leaves_for_good_is_where_it_went() -> None:
    """Destroyed, kept and returned: each out of its pile, with its keeper, and the account sums."""
    day = out()
    total = day.lot("dummies").total
    day.permit("destroy-rounds", **TWO, count=3)
    day.permit("keep-sample", **TWO, count=2, holder="safety", place="an envelope")
    day.permit("return-rounds", **TWO, count=4, supplier="supplier")
    lot = day.lot("dummies")
    assert (lot.destroyed, lot.sampled, lot.returned) == (3, 2, 4)
    assert lot.box == total - 9
    assert [(each.count, each.holder, each.place) for each in kept(day).samples] == [
        (2, "safety", "an envelope")
    ]
    day.permit("destroy-rounds", **TWO, count=1, pile="sample")
    assert kept(day).samples[0].count == 1
    assert (day.lot("dummies").sampled, day.lot("dummies").destroyed) == (1, 4)
    assert sums(day)


def test_what_one_person_tells_of_rounds_that_left_is_not_accounted_for() -> None:
    """Told by one alone, or of more than there were, they are gone from the box and open, whatever was said of them."""
    day = out()
    left = day.lot("dummies").box
    day.report("destroy-rounds", lot="dummies", count=2)
    lot = day.lot("dummies")
    assert (lot.box, lot.destroyed, lot.unaccounted) == (left - 2, 0, 2)
    day.report("keep-sample", **TWO, count=left + 9, holder="safety", place="an envelope")
    lot = day.lot("dummies")
    assert (lot.box, lot.sampled, lot.unaccounted, lot.surplus) == (0, 0, left, 0)
    assert lot.holds
    assert [each.why for each in differences(day)] == ["short", "short"]
    assert sums(day)


def test_a_faulty_round_that_is_not_there_is_missed_too() -> None:
    """What did not fire is put apart and counted: one fewer is not accounted for."""
    day = of_lot(out(), "dummies", faulty=2, box=day_box() - 2)
    day.permit("recount", **TWO, seen=1, witness_seen=1, pile="faulty")
    assert (day.lot("dummies").faulty, day.lot("dummies").unaccounted) == (1, 1)
    assert sums(day)


def day_box() -> int:
    """Return how many dummies are in the box to begin with."""
    return out().lot("dummies").box


def test_cases_are_held_against_shots() -> None:
    """So many cases as shots is right; one more says that something was fired that no record has."""
    day = of_lot(out("blanks"), "blanks", spent=2, box=out("blanks").lot("blanks").box - 2)
    day.permit("count-cases", lot="blanks", count=2, witness="assistant")
    assert kept(day, "blanks").cases == 2
    assert differences(day) == []
    day.permit("count-cases", lot="blanks", count=1, witness="assistant")
    assert [(each.why, each.count) for each in differences(day)] == [("cases", 1)]


def test_more_cases_than_shots_are_a_difference_whoever_says_so() -> None:
    """Nine cases against two shots, told by one person alone: it is open, and added to no sum."""
    day = of_lot(out("blanks"), "blanks", spent=2, box=out("blanks").lot("blanks").box - 2)
    day.report("count-cases", "grip", lot="blanks", count=9)
    assert kept(day, "blanks").cases == 0
    assert [(each.why, each.count) for each in differences(day)] == [("cases", 7)]


def test_another_custodian_counts() -> None:
    """The first who has a box counts nothing; whoever has it after somebody else does, and then it is over."""
    day = out()
    assert kept(day).due == ()
    day.permit("collect", "prop-master", lot="dummies")
    assert [each.why for each in kept(day).due] == [CUSTODIAN]
    day.permit("lock", "prop-master", lot="dummies", witness="assistant", in_="ammunition safe")
    assert [each.why for each in kept(day).due] == [CUSTODIAN]
    counted(day, day.lot("dummies").box)
    assert kept(day).due == ()


def test_at_a_break_what_moved_is_counted() -> None:
    """A break asks for every lot that moved since it was counted, and for no other."""
    day = out("dummies", "blanks")
    counted(day, day.lot("dummies").box)
    day.report("call-break", "first-ad")
    assert kept(day).due == ()
    assert [each.why for each in kept(day, "blanks").due] == [BREAK]
    day.report("call-break", "first-ad")
    assert len(kept(day, "blanks").due) == 1


def test_to_close_a_difference_changes_no_number() -> None:
    """What is missing stays missing; only what was counted in again comes off it, with a name and a reason."""
    day = out()
    left = day.lot("dummies").box
    counted(day, left - 2)
    of = day.steps[-1].event.act.act_id
    counted(day, left - 1)
    assert (day.lot("dummies").unaccounted, day.lot("dummies").surplus) == (2, 1)
    again = day.steps[-1].event.act.act_id
    proven(day)
    day.permit("reconcile", witness="assistant")
    say = {"lot": "dummies", "reason": "one under the cart, one not found"}
    day.permit("close-discrepancy", "safety", **say, of=of, count=1)
    day.permit("close-discrepancy", "safety", **say, of=again)
    lot = day.lot("dummies")
    assert (lot.missing, lot.surplus, lot.unaccounted) == (1, 0, 0)
    assert differences(day) == []
    assert sums(day)


def test_a_weapon_has_its_account() -> None:
    """What goes into a weapon is fired, comes out, or is not found; shots of nothing stand beside it."""
    day = a_day().in_use("revolver", "blanks", 3)
    day.report("discharge", "performer", weapon="revolver", count=2)
    tally = day.state.tallies["revolver"]
    assert (tally.loaded, tally.fired, tally.out) == (3, 2, 0)
    day.permit("collect", weapon="revolver")
    day.permit("clear", weapon="revolver", found=[{"lot": "blanks", "count": 1}], witness="assistant")
    tally = day.state.tallies["revolver"]
    assert (tally.out, tally.lost, tally.unexplained) == (1, 0, 0)
    day.report("discharge", "armorer", weapon="revolver", count=1)
    assert day.state.tallies["revolver"].unexplained == 1
    assert [(each.thing, each.name) for each in differences(day)] == [("weapon", "revolver")]


def test_who_counted_a_box_has_a_part_in_it_when_it_is_frozen() -> None:
    """Whoever counted it with their own hands is no outside view of it afterwards, nor touches it again unsaid."""
    day = out()
    left = day.lot("dummies").box
    day.permit("recount", lot="dummies", witness="first-ad", seen=left, witness_seen=left)
    day.report("incident", "grip", lot="dummies", harm="somebody was hit")
    assert "first-ad" in day.state.frozen["lot dummies"].inside
    frozen = day.refused("recount", lot="dummies", witness="first-ad", seen=left, witness_seen=left)
    assert "trouble.frozen" in frozen
