"""What a file is after each of its acts, whole: members, lots, who dropped out, what it holds for, and its end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Draw, Scan
from showsafe.domain.belief import Belief
from showsafe.domain.effects import files
from showsafe.domain.events import ASK, HOLD, PERMIT, RECORD, REFUSE, REPORT, Did, Event
from showsafe.domain.state import Day, File, LiveFind, Member, State
from showsafe.domain.things import Weapon
from tests.domain.bare import after, alone, at, bare, event_of, proof, rounds

ONE = Member(weapon="one", mark="1", user="performer")
TWO = Member(weapon="two", mark="2", user="partner")
OPEN = File(
    id="trench",
    custodian="armorer",
    watcher="assistant",
    scene="wood",
    record=1,
    at=at(0),
    members=(ONE, TWO),
)
READ = (Scan(weapon="one", tag="S-1"), Scan(weapon="two", tag="S-2"))
WATCHED: dict[str, Any] = {"file": "trench", "witness": "assistant"}
DAY = Day(open=True, opened_at=at(0), opened_record=1)


def with_file(file: File = OPEN, **beliefs: Belief) -> State:
    """Return a record of two rifles in the custodian's hands and one file; ``beliefs`` says otherwise of a rifle."""
    on_the_bench = Belief(holder="armorer")
    state = bare(one=beliefs.get("one", on_the_bench), two=beliefs.get("two", on_the_bench))
    return replace(state, files={file.id: file}, day=DAY)


def trench(state: State) -> File:
    """Return the file."""
    return state.files["trench"]


def test_a_file_is_opened_with_its_people_and_its_hour() -> None:
    """It is its custodian's and its watcher's, of one scene, since one record, with nothing in it."""
    state = after(replace(bare(), day=DAY), "open-file", scene="wood", **WATCHED, said=3)
    assert trench(state) == replace(OPEN, members=(), at=at(3))


@pytest.mark.parametrize(
    "known", [(), (replace(OPEN, closed=True, held="flags"),)], ids=["none", "a closed one"]
)
@pytest.mark.parametrize("kind", ["draw-in", "drop-out", "issue-file", "return-file", "close-file"])
def test_of_a_file_that_is_not_open_nothing_changes(kind: str, known: tuple[File, ...]) -> None:
    """What is said of a file that nobody opened, or that is closed, makes none and opens none again."""
    state = replace(bare(one=Belief(holder="armorer")), files={each.id: each for each in known}, day=DAY)
    told = after(state, kind, file="trench", weapon="one", flags=1)
    assert told.files == state.files
    assert told.beliefs == state.beliefs


def test_a_weapon_is_drawn_in_with_the_lots_of_what_is_in_it() -> None:
    """Its mark and its user are kept; each lot of its rounds, fired ones too, feeds the file from then on, once."""
    mixed = (*rounds(2), *rounds(1, "blanks", "blank", "spent"), *rounds(1, "", "blank"))
    state = with_file(replace(OPEN, members=(ONE,), lots=("dummies",)), two=Belief(contents=mixed))
    state = after(state, "draw-in", weapon="two", user="partner", number="2", **WATCHED)
    assert trench(state) == replace(OPEN, lots=("dummies", "blanks"))


def test_nobody_is_drawn_in_outside_the_rules() -> None:
    """Told over a refusal, a weapon is no member of the file."""
    state = with_file(replace(OPEN, members=(ONE,)))
    told = alone(state, "draw-in", weapon="two", user="partner", number="2", **WATCHED)
    assert trench(told) == replace(OPEN, members=(ONE,))


def test_what_drops_out_is_named_and_keeps_nothing_that_was_proven() -> None:
    """It is no member any more and is named among those that dropped out; its proofs end, and those of no other."""
    proven = Belief(holder="armorer", proof=proof("empty"), bore=proof("clear"), said=None)
    state = with_file(replace(OPEN, dropped=("three",)), one=proven, two=proven)
    told = after(state, "drop-out", weapon="one", file="trench")
    assert trench(told) == replace(OPEN, members=(TWO,), dropped=("three", "one"))
    ends: dict[str, Any] = {"voided_by": 1, "void_because": "dropped out of trench"}
    void = replace(proven, proof=replace(proof("empty"), **ends), bore=replace(proof("clear"), **ends))
    assert replace(told.beliefs["one"], moved=None) == void
    assert told.beliefs["two"] == proven


def test_the_lots_of_what_is_loaded_feed_the_file() -> None:
    """A load into one of its weapons adds each lot once, in their order; rounds of no lot add none."""
    drawn = (
        Draw(count=2, lot="blanks"),
        Draw(count=1, lot="dummies"),
        Draw(count=1, kind="blank"),
        Draw(count=1, lot="blanks"),
    )
    state = replace(with_file(replace(OPEN, lots=("dummies",))), last_record=1)
    event = event_of(state, "load", weapon="one", rounds=drawn, witness="assistant")
    assert trench(files.after_event(state, state, event)).lots == ("dummies", "blanks")


@pytest.mark.parametrize(
    ("kind", "weapon", "drawn"),
    [
        ("load", "another", (Draw(count=2, lot="blanks"),)),
        ("load", "one", None),
        ("open-run", "one", (Draw(count=2, lot="blanks"),)),
    ],
    ids=["of a weapon of no file", "of nothing", "only meant to be loaded"],
)
def test_what_was_not_loaded_into_it_does_not_feed_it(
    kind: str, weapon: str, drawn: tuple[Draw, ...] | None
) -> None:
    """Only rounds that went into one of its weapons came to the file."""
    state = with_file()
    event = event_of(state, kind, weapon=weapon, rounds=drawn, witness="assistant", user="performer")
    assert files.after_event(state, state, event).files == state.files


def event_with(kind: str, door: str, did: tuple[Did, ...] = (), **more: Any) -> Event:  # noqa: ANN401
    """Return a record of an issue or a return of both rifles."""
    event = event_of(bare(), kind, scans=READ, flags=2, **WATCHED)
    outcome = PERMIT if door == ASK else RECORD
    return replace(event, door=door, outcome=outcome, did=did, **more)


def step(event: Event, kind: str, weapon: str, **changes: Any) -> Event:  # noqa: ANN401
    """Return one single act of it, with its own number of the act and nothing of the whole file."""
    of_event: dict[str, Any] = {key: changes.pop(key) for key in ("would", "gates") if key in changes}
    single = replace(
        event.act,
        kind=kind,
        act_id=f"{event.act.act_id}/{weapon}",
        weapon=weapon,
        file="",
        scans=(),
        flags=None,
        **changes,
    )
    plain: Event = replace(event, act=single, would=PERMIT, gates=(), did=(), completes=None)
    return replace(plain, **of_event)


BAD = Did(REFUSE, ("check",))
WAITS = Did(HOLD, ("duty",))


def test_an_issue_is_one_hand_over_each_and_what_would_be_refused_drops_out() -> None:
    """The good one goes to its user in the scene of the file; the bad one drops out, to nobody, and is no deviation."""
    event = event_with(
        "issue-file", ASK, (Did(PERMIT), BAD), gates=("check",), completes=event_with("hold", ASK).act
    )
    assert list(files.steps_of_event(with_file(), event)) == [
        step(event, "hand-over", "one", from_="armorer", to=("performer",), scene="wood"),
        step(event, "drop-out", "two", from_="armorer", to=(), scene="wood"),
    ]


def test_what_would_have_waited_drops_out_too() -> None:
    """An issue does not wait for one of its weapons: whatever is not permitted in full stays."""
    event = event_with("issue-file", ASK, (WAITS, Did(PERMIT)))
    kinds = [each.act.kind for each in files.steps_of_event(with_file(), event)]
    assert kinds == ["drop-out", "hand-over"]


def test_told_as_done_each_hand_over_keeps_what_the_gates_said_of_it() -> None:
    """What went out although it should not have is no drop: it is a hand-over over a refusal."""
    event = event_with("issue-file", REPORT, (BAD, Did(PERMIT)))
    assert list(files.steps_of_event(with_file(), event)) == [
        step(
            event,
            "hand-over",
            "one",
            from_="armorer",
            to=("performer",),
            scene="wood",
            would=REFUSE,
            gates=("check",),
        ),
        step(event, "hand-over", "two", from_="armorer", to=("partner",), scene="wood"),
    ]


@pytest.mark.parametrize("door", [ASK, REPORT])
def test_a_return_collects_each_and_nothing_drops_out(door: str) -> None:
    """Whatever the gates said of one: what comes back is collected, each with what was said of it."""
    event = event_with("return-file", door, (BAD, Did(PERMIT)))
    assert list(files.steps_of_event(with_file(), event)) == [
        step(event, "collect", "one", would=REFUSE, gates=("check",)),
        step(event, "collect", "two"),
    ]


@pytest.mark.parametrize(("kind", "single"), [("issue-file", "hand-over"), ("return-file", "collect")])
def test_where_nothing_is_said_of_each_all_were_permitted(kind: str, single: str) -> None:
    """A record that says nothing of each weapon is of one in which nothing stood against any."""
    steps = list(files.steps_of_event(with_file(), event_with(kind, ASK)))
    assert [(each.act.kind, each.act.weapon, each.would) for each in steps] == [
        (single, "one", PERMIT),
        (single, "two", PERMIT),
    ]


def test_a_record_that_says_of_too_few_what_the_gates_said_is_not_read() -> None:
    """Answers and weapons are one for each: a log from which an answer was taken out does not lose a hand-over."""
    with pytest.raises(ValueError, match="shorter"):
        list(files.steps_of_event(with_file(), event_with("issue-file", ASK, (Did(PERMIT),))))


def test_only_an_issue_and_a_return_are_single_acts() -> None:
    """Any other act of a file is itself, whatever it reads out."""
    assert list(files.steps_of_event(with_file(), event_with("close-file", ASK))) == []


def test_what_was_not_read_is_not_issued() -> None:
    """One that its user has already, and that nobody read out, is not under the signatures of this issue."""
    state = with_file(OPEN, one=Belief(holder="performer"), two=Belief(holder="partner"))
    event = event_with("issue-file", ASK)
    half = replace(event, act=replace(event.act, scans=READ[:1], flags=1))
    assert [each.issued for each in trench(files.issued(state, half)).members] == [True, False]


def test_issued_is_what_was_read_and_is_with_its_user() -> None:
    """Read and in the hands of its user it is issued, and stays so; read and still on the bench it is not."""
    state = with_file(one=Belief(holder="performer"))
    first = files.issued(state, event_with("issue-file", ASK))
    assert trench(first) == replace(OPEN, members=(replace(ONE, issued=True), TWO), held=trench(first).held)
    back = first.with_belief("one", Belief(holder="armorer")).with_belief("two", Belief(holder="partner"))
    again = files.issued(back, event_with("issue-file", ASK))
    assert [each.issued for each in trench(again).members] == [True, True]


LOADED = Belief(holder="armorer", contents=rounds(1))
FIRED = Belief(holder="armorer", contents=rounds(1, state="spent"))


@pytest.mark.parametrize(
    ("beliefs", "scans", "flags", "held"),
    [
        ({}, READ, 2, ""),
        ({}, READ, 1, "1 flags counted, and 2 expected, record 1"),
        ({}, READ, 3, "3 flags counted, and 2 expected, record 1"),
        ({}, READ, None, ""),
        ({}, (), 2, ""),
        ({}, (), 0, "0 flags counted, and 2 expected, record 1"),
        ({}, READ[:1], 1, ""),
        ({"one": LOADED}, READ, 1, ""),
        ({"one": LOADED}, READ, 2, "2 flags counted, and 1 expected, record 1"),
        ({"one": FIRED}, READ, 2, ""),
        ({}, (*READ, Scan(weapon="on no record", tag="S-3")), 2, ""),
    ],
)
@pytest.mark.parametrize("kind", ["issue-file", "return-file"])
def test_flags_have_to_add_up(
    kind: str, beliefs: dict[str, Belief], scans: tuple[Scan, ...], flags: int | None, held: str
) -> None:
    """A flag in each that is not loaded, of those read or else of all: one too few or too many holds the file."""
    state = after(with_file(OPEN, **beliefs), kind, scans=scans, flags=flags, user="performer", **WATCHED)
    assert trench(state).held == held


def test_what_takes_no_flag_needs_none() -> None:
    """A sabre or a rubber gun has no bore for one."""
    state = with_file()
    state = replace(state, weapons={**state.weapons, "two": Weapon(id="two", class_="rubber")})
    assert trench(after(state, "return-file", scans=READ, flags=1, **WATCHED)).held == ""


HELD = replace(OPEN, held="flags")


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"scans": READ, "flags": 2}, ""),
        ({"flags": 2}, ""),
        ({"scans": READ, "flags": 2, "by": "assistant", "witness": "armorer"}, "flags"),
        ({"scans": READ, "flags": 2, "by": "prop-master"}, "flags"),
        ({"scans": READ, "flags": 2, "witness": "safety"}, "flags"),
        ({"scans": READ[:1], "flags": 1}, "flags"),
        ({"scans": READ}, "flags"),
        ({"scans": READ, "flags": 2, "heard": 60}, "flags"),
        ({"scans": READ, "flags": 2, "kind": "issue-file"}, "flags"),
    ],
)
def test_what_lets_a_file_go(said: dict[str, Any], held: str) -> None:
    """All of it, counted at once by its custodian before its watcher, and right: nothing less lets it go."""
    keys = {**WATCHED, **said}
    kind, by = keys.pop("kind", "return-file"), keys.pop("by", "armorer")
    assert trench(after(with_file(HELD), kind, by, **keys)).held == held


def test_a_file_is_closed_within_the_rules_alone() -> None:
    """Closed, it holds for nothing any more; told as closed over a refusal, it is open and holds on."""
    assert trench(after(with_file(HELD), "close-file", **WATCHED)) == replace(OPEN, closed=True)
    assert trench(alone(with_file(HELD), "close-file", **WATCHED)) == HELD


def test_a_live_round_holds_every_open_file_and_no_other_event_does() -> None:
    """Wherever it was found; a closed file is not concerned, and a round that is known already holds none anew."""
    shut = replace(OPEN, id="dugout", closed=True)
    far = replace(OPEN, id="far", members=())
    state = replace(with_file(), files={each.id: each for each in (OPEN, shut, far)})
    told = after(state, "find-live", "safety", in_="the truck", said=1)
    says = "a live round was found, record 1"
    held: dict[str, Any] = {"held": says, "held_at": at(1)}
    assert told.files == {"trench": replace(OPEN, **held), "dugout": shut, "far": replace(far, **held)}
    known = replace(with_file(), live=(LiveFind(where="set", record=1),))
    assert trench(after(known, "cut", "safety")) == OPEN


def test_a_file_is_closed_with_its_day_and_forgotten_with_the_next() -> None:
    """Closing the day closes it and keeps what it held for; the next one begins with what is still open alone."""
    state = after(with_file(HELD), "close-day", "safety")
    assert trench(state) == replace(HELD, closed=True)
    assert trench(after(state, "incident", "safety")) == replace(HELD, closed=True)
    assert after(state, "open-day", "safety").files == {}


def test_within_its_day_a_closed_file_is_not_forgotten() -> None:
    """Whatever is told that day, the day as opened again too, it stays on record what the closed file was."""
    shut = replace(OPEN, closed=True)
    for kind in ("cut", "open-day"):
        assert after(with_file(shut), kind, "safety").files == {"trench": shut}


def test_before_the_day_is_open_files_stay_open() -> None:
    """Only the end of a day closes its files: what is told while no day is open closes none, and opening one none."""
    night = replace(with_file(), day=Day(open=False))
    assert after(night, "cut", "safety").files == {"trench": OPEN}
    assert after(night, "open-day", "safety").files == {"trench": OPEN}
