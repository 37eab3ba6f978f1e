"""What is locked away, taken out, sealed, quarantined, isolated, or leaves: what is known of it then, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.belief import Belief
from showsafe.domain.effects import intake
from showsafe.domain.events import REPORT
from showsafe.domain.state import LiveFind, Stop
from tests.domain.values import (
    BEFORE,
    BOX,
    EMPTY,
    IN_TAKE,
    NOW,
    NUMBER,
    OUT,
    ROUND,
    STORED,
    a_state,
    ended,
    event,
    proof,
    voided,
    without_holder,
)

ELSEWHERE = replace(BOX, holder="", gone="carrier", on_set=False)
NOWHERE: dict[str, Any] = {"holder": "", "place": "", "issued_by": ""}


@pytest.mark.parametrize(("said", "where"), [("safe B", "safe B"), ("", "weapon safe")])
def test_a_weapon_locked_away_is_known_no_more(said: str, where: str) -> None:
    """Locked away, all proofs end, it is in nobody's hands, and as far as its use goes it is back."""
    after = intake.lock(a_state(), event("lock", weapon="revolver", in_=said))
    use = replace(OUT.use, back=True) if OUT.use else None
    left = ended(OUT, "locked away", container=where, since=NOW, seen_on_set=True, gated=False, use=use)
    assert after == a_state(replace(left, **NOWHERE))
    assert after.active == ()


@pytest.mark.parametrize(
    ("before", "empty"),
    [
        (replace(EMPTY, use=None), True),
        (replace(OUT, use=None), False),
        (replace(EMPTY, use=None, proof=voided(EMPTY.proof, "left unattended")), False),
        (replace(EMPTY, use=None, proof=None), False),
    ],
)
def test_whether_it_was_proven_empty_is_kept(before: Belief, *, empty: bool) -> None:
    """Only what two people had proven empty, by a proof that stood, counts as locked away empty."""
    after = intake.lock(a_state(before), event("lock", weapon="revolver")).believed("revolver")
    left = ended(before, "locked away", container="weapon safe", since=NOW, seen_on_set=True)
    if before.proof and before.proof.voided_by:
        left = replace(left, proof=before.proof)
    assert after == replace(left, **NOWHERE, locked_empty=empty, gated=empty)


@pytest.mark.parametrize(("said", "where"), [("safe B", "safe B"), ("", "ammunition safe")])
def test_a_box_locked_away(said: str, where: str) -> None:
    """A box that is locked away is here, in that safe and in nobody's hands."""
    after = intake.lock(a_state(lot=ELSEWHERE), event("lock", lot="blanks", in_=said))
    assert after == a_state(lot=without_holder(ELSEWHERE, container=where))
    assert intake.lock(a_state(), event("lock", lot="blanks", in_=said)).lots["blanks"].holder == ""


def test_what_comes_out_of_a_safe_is_unknown() -> None:
    """Taken out, a weapon is in the hands of who took it, and nobody knows what is in it."""
    kept = replace(STORED, issued_by="armorer", isolated=True)
    after = intake.unlock(a_state(kept), event("unlock", weapon="revolver", by="prop-master"))
    left = ended(kept, "taken out of the safe", holder="prop-master", container="", since=NOW)
    assert after == a_state(kept).with_belief(
        "revolver", replace(left, isolated=False, seen_on_set=True, issued_by="")
    )


@pytest.mark.parametrize(
    ("container", "before", "kept"),
    [
        ("safe B", "ammunition safe", "safe B"),
        ("", "ammunition safe", "ammunition safe"),
        ("safe B", "", "safe B"),
    ],
)
def test_a_box_taken_out(container: str, before: str, kept: str) -> None:
    """A box that is taken out is here, in those hands, and where it was kept is remembered."""
    box = replace(ELSEWHERE, container=container, kept_in=before)
    after = intake.unlock(a_state(lot=box), event("unlock", lot="blanks", by="prop-master"))
    out = replace(box, container="", kept_in=kept, holder="prop-master", on_set=True, gone="")
    assert after == a_state(lot=out)


def test_a_seal_is_on_what_it_was_put_on() -> None:
    """A numbered seal is kept of the weapon or the box that it was put on, and changes nothing else."""
    day = a_state()
    assert intake.seal(day, event("seal", weapon="revolver", number="S-9")) == a_state(
        replace(OUT, seal="S-9")
    )
    assert intake.seal(day, event("seal", lot="blanks", number="S-9")) == a_state(
        lot=replace(BOX, seal="S-9")
    )


@pytest.mark.parametrize(("said", "where"), [("bunker", "bunker"), ("", "quarantine")])
def test_what_is_quarantined_is_in_nobodys_hands(said: str, where: str) -> None:
    """A quarantined weapon or box is out of everybody's hands, and nothing is known of the weapon any more."""
    after = intake.quarantine(a_state(IN_TAKE), event("quarantine", weapon="revolver", in_=said))
    left = ended(IN_TAKE, "quarantined", quarantined=True, container=where, take=None, gated=False)
    assert after == a_state(replace(left, disturbed=NOW, **NOWHERE))
    boxed = intake.quarantine(a_state(lot=ELSEWHERE), event("quarantine", lot="blanks", in_=said))
    assert boxed == a_state(lot=without_holder(ELSEWHERE, quarantined=True, container=where))
    assert intake.quarantine(a_state(), event("quarantine", lot="blanks")).lots["blanks"].holder == ""


FINDS = tuple(LiveFind(where=where, record=3) for where in ("blanks", "revolver", "cart", "revolver"))
LIVE = Stop(kind="live", record=3, at=BEFORE, pressed_by="grip")
HELD = Stop(kind="hold", record=3, at=BEFORE, pressed_by="grip")


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ({"weapon": "revolver"}, (1, 3)),
        ({"lot": "blanks"}, (0,)),
        ({"lot": "blanks", "in_": "cart"}, (0,)),
        ({"weapon": "revolver", "in_": "cart"}, (1, 3)),
        ({"weapon": "another"}, ()),
        ({"weapon": "another", "in_": "cart"}, ()),
    ],
)
def test_a_live_round_stays_open_while_the_set_is_stopped_for_it(
    said: dict[str, str], places: tuple[int, ...]
) -> None:
    """While the set is stopped for live rounds, each find is kept, and known to be out of the way where it is."""
    day = a_state(live=FINDS, stops=(HELD, LIVE))
    after = intake.quarantine(day, event("quarantine", **said))
    assert after.live == tuple(
        replace(find, quarantined=n in places or find.quarantined) for n, find in enumerate(FINDS)
    )


def test_a_find_is_over_once_the_stop_was_lifted_and_it_is_out_of_the_way() -> None:
    """Where no stop for live rounds stands any more, what is quarantined is no open find; the others stay open."""
    after = intake.quarantine(a_state(live=FINDS, stops=(HELD,)), event("quarantine", weapon="revolver"))
    assert after.live == (FINDS[0], FINDS[2])


@pytest.mark.parametrize(("said", "where"), [("bunker", "bunker"), ("", "isolation")])
def test_isolated_it_is_locked_as_it_is(said: str, where: str) -> None:
    """Isolated, a weapon is marked, locked as it is, and in nobody's hands; nothing of it is proven any more."""
    after = intake.isolate(a_state(IN_TAKE), event("isolate", weapon="revolver", in_=said))
    left = ended(IN_TAKE, "isolated unopened", isolated=True, container=where, take=None)
    assert after == a_state(replace(left, **NOWHERE, gated=False, since=NOW))


@pytest.mark.parametrize(
    ("before", "empty"),
    [(EMPTY, True), (OUT, False), (replace(EMPTY, proof=None), False), (replace(OUT, proof=None), False)],
)
def test_isolated_empty_only_by_a_proof(before: Belief, *, empty: bool) -> None:
    """What was isolated counts as empty only where a proof that it is stood until then."""
    after = intake.isolate(a_state(before), event("isolate", weapon="revolver")).believed("revolver")
    assert (after.locked_empty, after.gated, after.proof and after.proof.voided_by) == (
        empty,
        False,
        before.proof and NUMBER,
    )


@pytest.mark.parametrize(
    ("door", "moved", "moves"),
    [
        (REPORT, timedelta(seconds=-60), False),
        (REPORT, timedelta(seconds=-120), True),
        (REPORT, timedelta(seconds=-180), True),
        ("ask", timedelta(seconds=-60), True),
    ],
)
def test_told_of_before_it_moved_again_it_stays_where_it_is(
    door: str, moved: timedelta, *, moves: bool
) -> None:
    """A report that it was isolated before it last moved ends its proofs, and moves it nowhere."""
    before = replace(IN_TAKE, moved=NOW + moved)
    after = intake.isolate(a_state(before), event("isolate", weapon="revolver", door=door, ago=120))
    late = ended(before, "isolated, as is told now, before it moved again")
    now = ended(before, "isolated unopened", isolated=True, container="isolation", take=None, since=NOW)
    assert after == a_state(replace(now, **NOWHERE, gated=False) if moves else late)


@pytest.mark.parametrize(("to", "gone"), [(("carrier", "second"), "carrier"), ((), "owner")])
def test_what_leaves_is_in_nobodys_hands_here(to: tuple[str, ...], gone: str) -> None:
    """What left the unit is with its carrier or its owner, in no hands and no safe here, and no proof outlives it."""
    before = replace(IN_TAKE, container="weapon safe")
    after = intake.consign(a_state(before), event("consign", weapon="revolver", to=to))
    left = ended(before, "left the unit", gone=gone, container="", take=None, gated=False)
    assert after.believed("revolver") == replace(left, **NOWHERE)
    box = replace(BOX, container="ammunition safe")
    sent = intake.consign(a_state(lot=box), event("consign", lot="blanks", to=to))
    assert sent == a_state(
        lot=replace(
            box,
            gone=gone,
            holder="",
            container="",
            proven=0,
            offered_to="",
            proof=voided(BOX.proof, "left the unit"),
        )
    )


def test_a_box_left_unattended_is_tainted_and_what_it_fed_is_unknown() -> None:
    """A box that was left is in nobody's hands and proven no more, and so is each weapon that holds rounds of it."""
    day = a_state(lot=replace(BOX, container="cart", on_set=False))
    after = intake.lot_left(day, event("leave", lot="blanks"))
    left = without_holder(BOX, container="", proven=0, tainted="left unattended, record 9")
    doubted = ended(OUT, "its lot was left unattended", bore=OUT.bore, gated=False)
    assert after == a_state(doubted, left)


def test_a_box_left_unattended_says_nothing_of_what_it_did_not_feed() -> None:
    """A weapon with rounds of another box keeps its proof."""
    other = replace(OUT, contents=(replace(ROUND, lot="nine-blanks"),), proof=proof("blanks"))
    after = intake.lot_left(a_state(other), event("leave", lot="blanks"))
    assert after.believed("revolver") == other
