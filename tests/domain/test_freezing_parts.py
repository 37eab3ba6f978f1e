"""Who had a part in what is frozen, who was brought in by them, and what a release gives back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Fault, Hold, Loaded, Offer, Said, Take, Watched
from showsafe.domain.effects import freezing
from showsafe.domain.effects.freezing import HANDLING, IN_USE, TO_HANDS, fed_by, part_in
from showsafe.domain.events import ASK, HOLD, REFUSE
from showsafe.domain.frozen import Frozen
from showsafe.domain.state import State, Stop
from showsafe.domain.things import Person
from tests.domain.bare import after, alone, at, bare, box, event_of, proof, rounds

PARTS: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    ({}, ()),
    ({"holder": "a"}, ("a",)),
    ({"issued_by": "a"}, ("a",)),
    ({"preset": "a"}, ("a",)),
    ({"proof": replace(proof("empty"), people=("a", "b"))}, ("a", "b")),
    ({"bore": replace(proof("clear"), people=("a", "b"))}, ("a", "b")),
    ({"watched": Watched(user="a", watcher="b", record=1)}, ("a", "b")),
    ({"watched": Watched(user="", watcher="b", record=1)}, ("b",)),
    ({"said": Said(word="hot", by="a", record=1, at=at(0))}, ("a",)),
    ({"take": Take(user="a", scene="saloon", record=1)}, ("a",)),
    ({"offer": Offer(from_="a", to="b", record=1)}, ("a", "b")),
    ({"holder": "a", "issued_by": "b", "preset": "a"}, ("a", "b")),
)


@pytest.mark.parametrize(("how", "people"), PARTS)
def test_who_had_a_part_in_a_weapon(how: dict[str, Any], people: tuple[str, ...]) -> None:
    """Whoever has it, issued, placed, checked, watched or was given it, said its word, or is in its take; each once."""
    assert part_in(Belief(**how)) == people


def test_whoever_loaded_it_had_a_part() -> None:
    """Also where somebody else has checked it since."""
    load = Loaded(by="a", custodian=True, at=at(0), record=1, kind="blank", size="half", count=1)
    assert part_in(Belief(loaded=load)) == ("a",)


def test_whoever_was_involved_in_a_fault_had_a_part() -> None:
    """In the latest, and in every one before it that nobody has released."""
    first = Fault(kind="misfire", at=at(0), record=1, by="x", involved=("a", "b"))
    last = Fault(kind="drop", at=at(1), record=2, by="x", involved=("b", "c"), earlier=(first,))
    assert part_in(Belief(fault=last)) == ("b", "c", "a")


def test_where_its_rounds_came_from() -> None:
    """From the lots of what is in it, of what came out last, and of what was loaded last, each once."""
    belief = Belief(
        contents=(*rounds(2, "one"), *rounds(1, "")),
        came_out=(*rounds(1, "two"), *rounds(1, "one"), *rounds(1, "", "live")),
        fed=("three", "two"),
    )
    assert fed_by(belief) == ("one", "two", "three")


def test_rounds_of_a_box_that_is_on_no_record_hinder_no_freeze() -> None:
    """The weapon is frozen, and every box that is known; of one that nobody registered nothing can be."""
    belief = Belief(holder="performer", contents=(*rounds(1, "a strange box"), *rounds(1)))
    state = after(bare(box(holder="", container="ammunition safe"), revolver=belief), "incident", "safety")
    assert set(state.frozen) == {"weapon revolver", "lot dummies", "container ammunition safe"}


def test_a_frozen_weapon_is_proven_of_nothing_and_offered_to_nobody() -> None:
    """Contents, bore and word end, and so does an open offer; everything else is as it was."""
    offer = Offer(from_="armorer", to="performer", record=1)
    hold = Hold(why="deviation", record=1)
    before = Belief(holder="armorer", proof=proof("empty"), bore=proof("clear"), offer=offer, holds=(hold,))
    state = after(bare(revolver=before), "freeze", "safety", weapon="revolver")
    ends: dict[str, Any] = {"voided_by": 1, "void_because": "frozen after an incident"}
    void: dict[str, Any] = {"proof": replace(proof("empty"), **ends), "bore": replace(proof("clear"), **ends)}
    assert replace(state.beliefs["revolver"], moved=None) == Belief(
        holder="armorer", holds=(hold,), frozen=True, **void
    )


# --- who handled a thing ---------------------------------------------------------------------------


EVERYBODY: dict[str, Any] = {"witness": "safety", "to": ("performer",), "user": "partner"}


def named_all(state: State) -> State:
    """Return the record with one more performer, so that everybody in an act is somebody else."""
    return replace(state, people={**state.people, "partner": Person(id="partner", roles=("performer",))})


def test_which_acts_put_a_thing_into_hands() -> None:
    """A handling act is its own people's; a hand-over is its receiver's too; a use is its user's; nothing else is."""
    state = named_all(bare(revolver=Belief(holder="armorer")))
    told = {
        kind: freezing.handled(
            state, event_of(state, kind, "prop-master", weapon="revolver", **EVERYBODY)
        ).handled
        for kind in {*HANDLING, *TO_HANDS, *IN_USE, "plan", "meet", "raise-concern", "open-run", "incident"}
    }
    who = {
        kind: {
            *(("prop-master", "safety") if kind in HANDLING else ()),
            *(("performer",) if kind in TO_HANDS else ()),
            *(("partner",) if kind in IN_USE else ()),
        }
        for kind in told
    }
    assert told == {
        kind: ({"weapon revolver": tuple(sorted(people))} if people else {}) for kind, people in who.items()
    }


def test_the_acts_that_handle() -> None:
    """To look, load, show, place, offer, give, take, lock away, prove, count or send away: each is done with hands."""
    assert {*HANDLING, *TO_HANDS, *IN_USE} == {
        *("check", "unload", "clear", "collect", "isolate", "quarantine", "lock", "unlock", "load", "show"),
        *("declare", "preset", "offer", "accept", "hand-over", "pass-open", "leave", "pick-up"),
        *("prove", "seal", "consign", "return-to-owner", "cycle", "recount", "count-cases"),
        *("destroy-rounds", "keep-sample", "return-rounds"),
        *("take", "rehearse", "discharge", "unplanned-discharge"),
    }


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"weapon": "revolver"}, {"weapon revolver": ("armorer", "safety")}),
        ({"lot": "dummies"}, {"lot dummies": ("armorer", "safety")}),
        (
            {"weapon": "revolver", "rounds": (Draw(count=1, lot="dummies"), Draw(count=1, kind="blank"))},
            {"weapon revolver": ("armorer", "safety"), "lot dummies": ("armorer", "safety")},
        ),
        ({"weapon": "revolver", "witness": "a stranger"}, {"weapon revolver": ("armorer",)}),
        ({"weapon": "revolver", "witness": ""}, {"weapon revolver": ("armorer",)}),
    ],
)
def test_what_they_had_in_their_hands(said: dict[str, Any], kept: dict[str, tuple[str, ...]]) -> None:
    """The weapon, the box, and each box that the rounds came from; of people on record, in the order of their names."""
    state = bare(revolver=Belief(holder="armorer"))
    told = freezing.handled(state, event_of(state, "load", **{"witness": "safety", **said}))
    assert told.handled == kept


def test_who_handled_it_before_is_not_forgotten() -> None:
    """Whoever handles it next joins those who did; who is known already is named once."""
    state = replace(bare(), handled={"weapon revolver": ("performer",), "lot dummies": ("armorer",)})
    state = freezing.handled(state, event_of(state, "show", weapon="revolver"))
    state = freezing.handled(state, event_of(state, "show", weapon="revolver"))
    assert state.handled == {"weapon revolver": ("armorer", "performer"), "lot dummies": ("armorer",)}


@pytest.mark.parametrize("answer", [HOLD, REFUSE])
def test_what_was_only_asked_put_nothing_into_hands(answer: str) -> None:
    """A load that was held or refused did not happen."""
    state = bare(revolver=Belief(holder="armorer"))
    event = event_of(state, "load", asked=answer, weapon="revolver", witness="safety")
    assert event.door == ASK
    assert freezing.handled(state, event) == state


FROZEN = Frozen(thing="weapon", name="revolver", record=1, at=at(0), inside=("armorer",), brought=("grip",))


def test_who_handles_what_is_frozen_has_a_part_in_it_from_then_on() -> None:
    """Taking it back, or making it safe, is no view from outside: it counts for this thing and for no other."""
    lot = replace(FROZEN, thing="lot", name="dummies")
    state = replace(bare(), frozen={"weapon revolver": FROZEN, "lot dummies": lot})
    told = freezing.handled(
        state, event_of(state, "unload", "prop-master", weapon="revolver", witness="safety")
    )
    people = ("armorer", "prop-master", "safety")
    assert told.frozen == {"weapon revolver": replace(FROZEN, inside=people), "lot dummies": lot}
    again = freezing.handled(
        told, event_of(told, "unload", "prop-master", weapon="revolver", witness="armorer")
    )
    assert again.frozen == told.frozen


def test_two_things_of_one_name_are_two() -> None:
    """A box that is named as a weapon is stays apart from it, also in who had it in their hands."""
    state = replace(bare(), frozen={"weapon revolver": FROZEN, "lot revolver": replace(FROZEN, thing="lot")})
    told = freezing.handled(state, event_of(state, "seal", "prop-master", lot="revolver"))
    assert told.handled == {"lot revolver": ("prop-master",)}
    assert told.frozen["weapon revolver"].inside == ("armorer",)
    assert told.frozen["lot revolver"].inside == ("armorer", "prop-master")


# --- who was brought in since ----------------------------------------------------------------------


PRESSED = Stop(kind="freeze", record=1, at=at(0), pressed_by="safety", inside=("armorer",), brought=("grip",))
PRODUCER = {"person": "new", "roles": ("producer",)}


def outcome(state: State) -> set[tuple[str, ...]]:
    """Return whom the frozen thing and the freeze of the whole set have as brought in: the same for both."""
    return {state.frozen["weapon revolver"].brought, state.stops[0].brought}


@pytest.mark.parametrize(
    ("by", "said", "was", "brought"),
    [
        ("armorer", PRODUCER, (), ("grip", "new")),
        ("grip", PRODUCER, (), ("grip", "new")),
        ("safety", PRODUCER, (), ("grip",)),
        ("armorer", {"person": "new", "roles": ("crew",)}, (), ("grip",)),
        ("armorer", PRODUCER, ("crew",), ("grip", "new")),
        ("armorer", PRODUCER, ("producer",), ("grip",)),
        ("armorer", {"person": "grip", "roles": ("producer",)}, (), ("grip",)),
        ("safety", {"person": "grip", "roles": ("producer",)}, (), ()),
        ("safety", {"person": "grip", "roles": ("producer",)}, ("producer",), ()),
        ("armorer", {"person": "grip", "roles": ("producer",)}, ("producer",), ("grip",)),
    ],
)
@pytest.mark.parametrize("kind", ["enrol", "assign-role"])
def test_whom_somebody_with_a_part_makes_a_releaser(
    kind: str, by: str, said: dict[str, Any], was: tuple[str, ...], brought: tuple[str, ...]
) -> None:
    """Enrolled by one inside, or given such a role, they are no outside view until one outside gives it too."""
    state = bare()
    people = {**state.people, **({said["person"]: Person(id=said["person"], roles=was)} if was else {})}
    state = replace(state, people=people, frozen={"weapon revolver": FROZEN}, stops=(PRESSED,))
    assert outcome(after(state, kind, by, **said)) == {brought}


@pytest.mark.parametrize(
    ("kind", "how"),
    [("staff", {}), ("enrol", {"asked": HOLD}), ("enrol", {"asked": REFUSE})],
    ids=["another act", "held", "refused"],
)
def test_who_was_given_nothing_was_brought_by_nobody(kind: str, how: dict[str, Any]) -> None:
    """Only a role that was given, by an act that took place, brings somebody in."""
    new = Person(id="new", roles=("producer",))
    state = replace(bare(), frozen={"weapon revolver": FROZEN}, stops=(PRESSED,))
    after_it = replace(state, people={**state.people, "new": new})
    told = freezing.brought(state, after_it, event_of(state, kind, person="new", roles=("producer",), **how))
    assert told == after_it


def test_somebody_who_is_not_on_record_is_brought_by_nobody() -> None:
    """A role that was told over a refusal, and so was not given, brings nobody in."""
    state = replace(bare(), frozen={"weapon revolver": FROZEN}, stops=(PRESSED,))
    assert outcome(alone(state, "enrol", person="new", roles=("producer",))) == {("grip",)}


def test_a_freeze_of_the_whole_set_keeps_its_department() -> None:
    """Who is of the weapons department at that moment is kept with this stop, and with none before it."""
    earlier = Stop(kind="hold", record=1, at=at(0), pressed_by="safety")
    before = replace(bare(), stops=(earlier, earlier), last_record=1)
    state = after(before, "freeze", "safety", about="smoke", said=3)
    inside = ("armorer", "assistant", "prop-master")
    pressed = Stop(kind="freeze", record=2, at=at(3), pressed_by="safety", about="smoke", inside=inside)
    assert state.stops == (earlier, earlier, pressed)


# --- what a release gives back ---------------------------------------------------------------------


def frozen_all() -> State:
    """Return a record on which a weapon, a box and a safe are frozen."""
    belief = Belief(holder="armorer", frozen=True)
    state = bare(box(frozen=True), revolver=belief)
    of = {"weapon revolver": FROZEN, "lot dummies": replace(FROZEN, thing="lot", name="dummies")}
    return replace(state, frozen={**of, "container safe": replace(FROZEN, thing="container", name="safe")})


ALL = {"weapon revolver", "lot dummies", "container safe"}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"weapon": "revolver"}, ALL - {"weapon revolver"}),
        ({"lot": "dummies"}, ALL - {"lot dummies"}),
        ({"in_": "safe"}, ALL - {"container safe"}),
        ({"weapon": "revolver", "lot": "dummies", "in_": "safe"}, set()),
        ({"set_": True}, ALL),
        ({"in_": "revolver"}, ALL),
    ],
)
def test_a_release_lifts_it_from_what_it_names(said: dict[str, Any], left: set[str]) -> None:
    """From a weapon, a box or a safe by its name, and from nothing else; the release of the set lifts none."""
    state = after(frozen_all(), "release", "safety", reviewed_by="producer", cause="looked into", **said)
    assert set(state.frozen) == left
    assert state.beliefs["revolver"] == Belief(holder="armorer", frozen="weapon revolver" in left)
    assert state.lots["dummies"].frozen == ("lot dummies" in left)


@pytest.mark.parametrize(
    ("was", "because"), [("", "frozen until record 1"), ("live round in it", "live round in it")]
)
def test_a_box_comes_back_with_nothing_proven(was: str, because: str) -> None:
    """None of its rounds counts as proven, and it says why; an earlier reason is not talked over."""
    state = replace(frozen_all().with_lot(box(frozen=True, tainted=was)))
    state = after(state, "release", "safety", lot="dummies", reviewed_by="producer", cause="looked into")
    assert state.lots["dummies"] == box(proven=0, tainted=because)


def test_what_was_released_and_never_frozen_stays_as_it_was() -> None:
    """A box that is not frozen keeps its proven rounds over a release of its holds."""
    state = after(bare(box(holds=("doubt",))), "release", "safety", lot="dummies", reviewed_by="producer")
    assert state.lots["dummies"] == box()
