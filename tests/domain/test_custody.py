"""Offered, accepted, collected, passed open, left, picked up: in whose hands it is then, and what is still known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief, Fault, Offer, Use, Watched
from showsafe.domain.effects import custody
from showsafe.domain.events import HOLD, REFUSE, REPORT
from showsafe.domain.proof import Proof
from showsafe.domain.state import Pending, State
from showsafe.domain.things import Lot, Weapon
from tests.domain.values import (
    BEFORE,
    BOX,
    EMPTY,
    IN_TAKE,
    NOW,
    OUT,
    STORED,
    a_state,
    ended,
    event,
    proof,
    without_holder,
)

PLACED: dict[str, Any] = {"place": "", "preset": "", "seen_on_set": True}
NOWHERE = replace(OUT, holder="", place="", preset="", offer=None)
AGAINST: dict[str, Any] = {"door": REPORT, "would": REFUSE}


def held(before: Belief, who: str, **more: Any) -> Belief:  # noqa: ANN401 - values of fields
    """Return a belief as another person has it in their hands since now."""
    new = {"holder": who, "since": NOW, "container": "", "gone": "", "isolated": False, "offer": None}
    return replace(before, **{**new, **PLACED, **more})


def a_rubber(belief: Belief) -> State:
    """Return the state with a thing that fires nothing in the place of the revolver."""
    return replace(a_state(belief), weapons={"revolver": Weapon(id="revolver", class_="rubber")})


def waiting(kind: str, weapon: str) -> Pending:
    """Return an act of the performer that was held."""
    act = Act(kind=kind, act_id="act-3", by="performer", at=BEFORE, weapon=weapon)
    return Pending(act=act, outcome=HOLD, codes=("sight.other",), at=BEFORE, record=3)


def made(giver: str, to: str = "partner") -> Offer:
    """Return an offer of this record."""
    return Offer(from_=giver, to=to, record=9, scene="saloon")


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (OUT, {"by": "performer"}, replace(OUT, offer=made("performer"))),
        (OUT, {"from_": "performer"}, replace(OUT, offer=made("performer"))),
        (OUT, {"by": "armorer"}, replace(OUT, offer=None)),
        (STORED, {"by": "armorer"}, STORED),
        (NOWHERE, {"by": "armorer"}, held(NOWHERE, "armorer", offer=made("armorer"))),
        (NOWHERE, {"from_": "performer"}, held(NOWHERE, "performer", offer=made("performer"))),
        (OUT, {"by": "performer", "to": ()}, replace(OUT, offer=made("performer", ""))),
    ],
)
def test_what_is_offered(before: Belief, said: dict[str, Any], after: Belief) -> None:
    """An offer stays open only of what the giver holds; what another holds, or a safe, is not offered by a word."""
    one = event("offer", weapon="revolver", scene="saloon", **{"to": ("partner", "performer"), **said})
    assert custody.offer(a_state(before), one) == a_state(before).with_belief("revolver", after)


def test_an_accept_that_waits_is_of_its_own_offer() -> None:
    """A new offer ends an accept of the same weapon that waits for its watcher, and nothing else that waits."""
    kept = {"load": waiting("load", "revolver"), "rifle": waiting("accept", "rifle")}
    pending = {"old": waiting("accept", "revolver"), **kept}
    after = custody.offer(a_state(pending=pending), event("offer", weapon="revolver", by="performer"))
    assert after.pending == kept


@pytest.mark.parametrize(
    ("effect", "to"), [(custody.offer, "partner"), (custody.decline, ""), (custody.withdraw, "")]
)
def test_a_box_that_is_offered(effect: Any, to: str) -> None:  # noqa: ANN401 - an effect
    """A box that is offered stays where it is; declined or taken back, it is offered to nobody."""
    after = effect(a_state(), event("offer", lot="blanks", to=("partner",)))
    assert after == a_state(lot=replace(BOX, offered_to=to))


@pytest.mark.parametrize(
    ("said", "declined"),
    [
        ({"by": "performer"}, ("partner", "performer")),
        ({"by": "partner"}, ("partner",)),
        ({"by": "armorer", "to": ("performer",)}, ("partner", "performer")),
    ],
)
def test_whoever_declines_has_no_offer(said: dict[str, Any], declined: tuple[str, ...]) -> None:
    """Declined, an offer is over and that person said no, once; taken back, it is over and nobody said no."""
    after = custody.decline(a_state(), event("decline", weapon="revolver", **said))
    assert after == a_state(replace(OUT, offer=None, declined_by=declined))
    back = custody.withdraw(a_state(), event("withdraw", weapon="revolver", **said))
    assert back == a_state(replace(OUT, offer=None))


FROM_ARMORER = Offer(from_="armorer", to="partner", record=6)


@pytest.mark.parametrize(
    ("before", "said", "receiver", "issued_by", "watcher"),
    [
        (replace(OUT, offer=FROM_ARMORER), {"by": "partner"}, "partner", "armorer", "armorer"),
        (
            replace(OUT, offer=FROM_ARMORER),
            {"by": "partner", "witness": "safety"},
            "partner",
            "armorer",
            "safety",
        ),
        (replace(OUT, issued_by="someone"), {"by": "partner"}, "partner", "someone", "performer"),
        (OUT, {"to": ("prop-master",)}, "prop-master", "", "performer"),
        (replace(OUT, offer=None), {"to": ("partner",), "from_": "armorer"}, "partner", "armorer", "armorer"),
        (
            replace(OUT, offer=None, holder="prop-master"),
            {"by": "partner"},
            "partner",
            "prop-master",
            "prop-master",
        ),
        (NOWHERE, {"by": "armorer", "to": ("partner",)}, "partner", "armorer", "armorer"),
    ],
)
def test_what_is_accepted(
    before: Belief, said: dict[str, Any], receiver: str, issued_by: str, watcher: str
) -> None:
    """Accepted with every gate met, it keeps its proofs, with who issued and who watched it; else nothing is known."""
    after = custody.accept(a_state(before), event("accept", weapon="revolver", **said))
    watched = Watched(user=receiver, watcher=watcher, record=9)
    assert after.believed("revolver") == held(before, receiver, issued_by=issued_by, watched=watched)
    for how in (AGAINST, {"ago": 601}):
        doubted = custody.accept(a_state(before), event("accept", weapon="revolver", **said, **how))
        lost = ended(before, "handed over outside the rules", gated=False)
        assert doubted.believed("revolver") == held(lost, receiver, issued_by=issued_by)


def test_accepted_by_whoever_has_it_already() -> None:
    """Who accepts what is in their hands already has it since then, and the offer is over."""
    before = replace(OUT, holder="partner", offer=FROM_ARMORER)
    after = custody.accept(a_state(before), event("accept", weapon="revolver", by="partner"))
    watched = Watched(user="partner", watcher="armorer", record=9)
    assert after.believed("revolver") == replace(before, offer=None, watched=watched, **PLACED)


ELSEWHERE = replace(BOX, holder="", gone="carrier", on_set=False, container="safe B")
TAINTED: dict[str, Any] = {"tainted": "out of a custodian's hands, record 9", "proven": 0}


@pytest.mark.parametrize(
    ("effect", "kind"),
    [(custody.accept, "accept"), (custody.collect, "collect"), (custody.pick_up, "pick-up")],
)
@pytest.mark.parametrize(
    ("lot", "by", "after"),
    [
        (ELSEWHERE, "prop-master", {"kept_in": "safe B"}),
        (replace(ELSEWHERE, container=""), "partner", {}),
        (replace(ELSEWHERE, seal=""), "prop-master", {"kept_in": "safe B"}),
        (replace(ELSEWHERE, seal=""), "partner", {"kept_in": "safe B", **TAINTED}),
    ],
)
def test_a_box_in_other_hands(effect: Any, kind: str, lot: Lot, by: str, after: dict[str, Any]) -> None:  # noqa: ANN401
    """A box that somebody takes is here and theirs; unsealed and in no custodian's hands, none of it is proven."""
    left = effect(a_state(lot=lot), event(kind, lot="blanks", by=by))
    assert left == a_state(lot=without_holder(lot, container="", holder=by, offered_to="", **after))


USED = Use(record=7, fired=1)


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        (IN_TAKE, "armorer", {"use": replace(USED, back=True), "gated": True}),
        (IN_TAKE, "partner", {"use": USED, "gated": False}),
        (replace(IN_TAKE, use=replace(USED, back=True)), "partner", {"use": USED, "gated": False}),
        (replace(OUT, use=None), "armorer", {"gated": True}),
        (replace(OUT, use=None, gated=False), "armorer", {"gated": False}),
        (replace(OUT, use=None, issued_by=""), "armorer", {"gated": False}),
        (replace(OUT, use=None, issued_by="", holder="prop-master"), "armorer", {"gated": True}),
        (replace(NOWHERE, use=None, issued_by=""), "armorer", {"gated": True}),
    ],
)
def test_what_is_collected_is_unknown(before: Belief, by: str, after: dict[str, Any]) -> None:
    """Collected, nothing is known of it; it is back with a custodian, by a way that was gated only if each part was."""
    left = custody.collect(a_state(before), event("collect", weapon="revolver", by=by))
    lost = ended(before, "collected: open it and look", take=None, issued_by="", **after)
    assert left.believed("revolver") == held(lost, by)


@pytest.mark.parametrize(
    ("door", "holder", "moved", "moves"),
    [
        (REPORT, "performer", 60, False),
        (REPORT, "performer", 120, True),
        (REPORT, "armorer", 60, True),
        ("ask", "performer", 60, True),
    ],
)
def test_collected_before_it_moved_again(door: str, holder: str, moved: int, *, moves: bool) -> None:
    """A report that it was collected before it last moved ends its proofs, and takes it out of nobody's hands."""
    before = replace(OUT, holder=holder, moved=NOW - timedelta(seconds=moved))
    one = event("collect", weapon="revolver", door=door, ago=120)
    after = custody.collect(a_state(before), one).believed("revolver")
    late = ended(before, "collected, as is told now, before it moved again")
    assert (after == late) is not moves
    assert after.holder == ("armorer" if moves else holder)


def passed(says: str) -> Proof:
    """Return the proof that two custodians make of it."""
    return Proof(says=says, rests_on=(9,), people=("armorer", "prop-master"), since=NOW, renewed=NOW)


PASS: dict[str, Any] = {"weapon": "revolver", "by": "armorer", "to": ("prop-master",)}
FAULT = Fault(kind="drop", at=BEFORE, record=3, by="armorer")


@pytest.mark.parametrize(
    ("before", "bore"),
    [
        (OUT, passed("clear")),
        (replace(OUT, bore=None), passed("looked through")),
        (replace(OUT, bore=proof("plugged")), passed("plugged")),
        (replace(OUT, fault=FAULT), OUT.bore),
        (replace(OUT, disturbed=NOW), passed("clear")),
    ],
)
def test_passed_open(before: Belief, bore: Proof | None) -> None:
    """Passed open by two who look it is proven empty and looked through by them; with a fault its bore is not."""
    after = custody.pass_open(a_state(replace(before, gated=False)), event("pass-open", **PASS))
    left = ended(
        before, "passed open", contents=(), proof=passed("empty"), bore=bore, gated=True, issued_by=""
    )
    assert after.believed("revolver") == held(left, "prop-master")


def test_what_fires_nothing_is_passed_as_inert() -> None:
    """What holds no cartridge is passed as inert, and nothing is said of its bore."""
    after = custody.pass_open(
        a_rubber(OUT), event("pass-open", **{**PASS, "by": "safety", "from_": "armorer"})
    )
    left = ended(
        OUT, "passed open", contents=(), proof=passed("inert"), bore=OUT.bore, gated=True, issued_by=""
    )
    assert after.believed("revolver") == held(left, "prop-master")


@pytest.mark.parametrize(
    ("disturbed", "how", "because", "gated"),
    [
        (None, AGAINST, "passed outside the rules", False),
        (None, {"ago": 601}, "passed outside the rules", False),
        (NOW, {"ago": 60}, "passed open before something happened to it", True),
    ],
)
def test_passed_open_and_nothing_proven(
    disturbed: datetime | None, how: dict[str, Any], because: str, *, gated: bool
) -> None:
    """Passed against the rules, told late, or looked at before something happened to it, nothing of it is proven."""
    before = replace(OUT, disturbed=disturbed)
    after = custody.pass_open(a_state(before), event("pass-open", **PASS, **how))
    assert after.believed("revolver") == held(
        ended(before, because, gated=gated, issued_by=""), "prop-master"
    )
    alone = custody.pass_open(a_state(OUT), event("pass-open", weapon="revolver", by="partner", **AGAINST))
    assert alone.believed("revolver").holder == "partner"


@pytest.mark.parametrize(("said", "where"), [("the wood", "the wood"), ("", "unattended")])
def test_what_is_left_is_unknown(said: str, where: str) -> None:
    """What is left is in nobody's hands and no safe, where it was left, and nothing is known of it."""
    before = replace(IN_TAKE, container="weapon safe")
    after = custody.leave(a_state(before), event("leave", weapon="revolver", place=said))
    left = ended(before, "left unattended", gated=False, holder="", since=NOW, container="", place=where)
    assert after.believed("revolver") == replace(left, issued_by="", take=None, seen_on_set=True)
    assert after.active == ("revolver",)


PRESET = replace(OUT, holder="", place="the bar", preset="armorer", offer=None, issued_by="")
PICKED: dict[str, Any] = {"weapon": "revolver", "by": "performer"}


def test_what_was_preset_and_watched_keeps_its_proofs() -> None:
    """Preset and watched, it is issued by who placed it, with its proofs, to whoever picks it up."""
    after = custody.pick_up(a_state(PRESET), event("pick-up", **{**PICKED, "by": "partner"}))
    watched = Watched(user="partner", watcher="safety", record=5)
    assert after.believed("revolver") == held(PRESET, "partner", issued_by="armorer", watched=watched)
    back = custody.pick_up(a_state(PRESET), event("pick-up", weapon="revolver", by="prop-master"))
    assert back.believed("revolver") == held(PRESET, "prop-master")


def test_what_was_preset_and_not_watched() -> None:
    """Preset with nobody to watch it, what can fire is unknown; what can hold no cartridge is not."""
    alone = replace(PRESET, watched=None)
    after = custody.pick_up(a_state(alone), event("pick-up", **PICKED))
    lost = ended(alone, "preset with nobody to watch it", gated=False, issued_by="armorer")
    assert after.believed("revolver") == held(lost, "performer")
    inert = custody.pick_up(a_rubber(alone), event("pick-up", **PICKED))
    assert inert.believed("revolver") == held(alone, "performer", issued_by="armorer")


@pytest.mark.parametrize(
    ("before", "how"), [(NOWHERE, {}), (PRESET, AGAINST), (PRESET, {"ago": 601}), (EMPTY, {})]
)
def test_what_is_picked_up_is_unknown(before: Belief, how: dict[str, Any]) -> None:
    """Picked up from where nobody watched it, against the rules, or told of late, nothing of it is known."""
    before = replace(before, preset="" if not how else before.preset)
    after = custody.pick_up(a_state(before), event("pick-up", **{**PICKED, "by": "partner"}, **how))
    lost = ended(before, "picked up from where nobody watched it", gated=False)
    assert after.believed("revolver") == held(lost, "partner")


def test_a_box_that_is_left() -> None:
    """A box that is left is tainted, as is told of boxes."""
    after = custody.leave(a_state(), event("leave", lot="blanks", place="the wood"))
    assert after.lots["blanks"] == without_holder(BOX, proven=0, tainted="left unattended, record 9")
