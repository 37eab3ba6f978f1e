"""What a show, a word and a preset leave."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief, Said, Watched
from showsafe.domain.changing import replace
from showsafe.domain.effects.ready import declare, preset, show
from showsafe.domain.events import HOLD
from showsafe.domain.state import ShotPlan
from tests.domain.one_gun import AT, BEFORE, FULL, RECORD, bare, done, ended

SHOWN = replace(
    FULL, shown_to=("first-ad", "grip"), shown_declined=("grip", "medic"), declined_by=("performer", "grip")
)


@pytest.mark.parametrize(
    ("to", "away", "shown", "declined", "wary"),
    [
        (("performer",), (), ("first-ad", "grip", "performer"), ("grip", "medic"), ("grip",)),
        (
            ("performer",),
            ("performer",),
            ("first-ad", "grip", "performer"),
            ("grip", "medic", "performer"),
            ("performer", "grip"),
        ),
        (("first-ad", "grip"), (), ("first-ad", "grip"), ("medic",), ("performer",)),
        (("grip",), ("grip",), ("first-ad", "grip"), ("grip", "medic"), ("performer", "grip")),
        ((), (), ("first-ad", "grip"), ("grip", "medic"), ("performer", "grip")),
    ],
)
def test_shown_means_offered_a_look(
    to: tuple[str, ...],
    away: tuple[str, ...],
    shown: tuple[str, ...],
    declined: tuple[str, ...],
    wary: tuple[str, ...],
) -> None:
    """Whoever looked away was shown it and it is kept; a fresh look answers that, and an earlier no."""
    state = show(bare(SHOWN), done("show", to=to, declined=away))
    expected = replace(SHOWN, shown_to=shown, shown_declined=declined, declined_by=wary)
    assert state.beliefs == {"revolver": expected}


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        ({}, Said(word="hot", by="armorer", record=RECORD, at=AT)),
        ({"would": HOLD}, None),
        ({"told": 11}, None),
    ],
)
def test_a_word_is_kept_only_where_the_rules_let_it_be_said(bend: dict[str, Any], said: Said | None) -> None:
    """Said outside the rules, or told late, it is nobody's word, and the one before it is no longer said either."""
    state = declare(bare(FULL), done("declare", word="hot", **bend))
    assert state.beliefs == {"revolver": replace(FULL, said=said)}


MINE = replace(FULL, preset="")
WATCHED = Watched(user="", watcher="assistant", record=RECORD)


def laid(belief: Belief = MINE, **said: Any) -> Belief:  # noqa: ANN401
    """Return what is believed of a revolver that the armorer laid out for a scene."""
    state = preset(bare(belief), done("preset", **{"witness": "assistant", "place": "bar", **said}))
    return state.believed("revolver")


def test_preset_by_who_has_it_and_watched_it_keeps_its_proofs() -> None:
    """It lies where it was placed, and somebody with no other part in it watches it."""
    assert laid() == replace(MINE, preset="armorer", place="bar", watched=WATCHED)
    assert laid(place="").place == "preset"


@pytest.mark.parametrize("witness", ["", "armorer", "performer"])
def test_who_has_another_part_in_it_watches_no_preset_weapon(witness: str) -> None:
    """Nobody, whoever placed it, and whoever is to use it in a scene: it lies there unwatched."""
    plan = Act(
        kind="plan", act_id="plan", by="armorer", at=BEFORE, weapon="revolver", scene="bar", user="performer"
    )
    state = replace(bare(MINE), plans={"bar": ShotPlan(act=plan, record=3, at=BEFORE)})
    after = preset(state, done("preset", witness=witness, place="bar"))
    assert after.beliefs == {"revolver": replace(MINE, preset="armorer", place="bar", watched=None)}


@pytest.mark.parametrize(
    ("where", "said", "place"),
    [
        ({}, {"would": HOLD}, "bar"),
        ({}, {"told": 11}, "bar"),
        ({}, {"would": HOLD, "place": ""}, "preset"),
        ({"holder": "prop-master"}, {}, "bar"),
        ({"holder": "", "container": "safe", "gone": "house"}, {}, "bar"),
    ],
)
def test_preset_outside_the_rules_it_is_unknown_and_in_nobodys_hands(
    where: dict[str, Any], said: dict[str, Any], place: str
) -> None:
    """Placed by somebody who did not have it, or as the rules do not permit: all proofs end, and no offer is open."""
    belief = laid(replace(MINE, **where), **said)
    moved = {"since": AT} if where else {}
    expected = ended(MINE, "placed outside the rules")
    assert belief == replace(expected, gated=False, holder="", issued_by="", place=place, **moved)


def test_preset_by_who_finds_it_in_nobodys_hands_is_preset_by_them() -> None:
    """It was on record in no hands and in no safe: the custodian who lays it out has it first."""
    belief = laid(replace(MINE, holder="", place="table"))
    after = replace(MINE, since=AT, offer=None, preset="armorer", place="bar", watched=WATCHED)
    assert belief == after
