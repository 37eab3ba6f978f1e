"""Gates *return*, *sight*, *receiver* and *show*: each point of each alone stands against an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from showsafe.domain.belief import Use, Watched
from showsafe.domain.things import Cartridge, Credential, Paper
from tests.rules.gates.asking import believed, found, known, of_lot, ruled
from tests.simulator import FilmSet, a_day

GUN: dict[str, Any] = {"weapon": "revolver"}
OFFER: dict[str, Any] = {**GUN, "to": ["performer"]}
ACCEPT: dict[str, Any] = {**GUN, "from": "armorer", "witness": "safety"}
BLANK = Cartridge(place="chamber:1", lot="blanks", kind="blank", size="half", proven=True)
SPENT = replace(BLANK, place="chamber:2", state="spent")
BACK = Use(record=1, back=True)
WHOLE = Use(record=1, back=True, cleared=True, bore_looked=True, counted=True, fired=2)

USES = [
    (None, []),
    (Use(record=1), ["not-back"]),
    (Use(record=1, fired=2), ["not-back"]),
    (BACK, []),
    (replace(BACK, fired=2), ["not-cleared"]),
    (replace(BACK, fired=2, cleared=True), ["bore"]),
    (replace(BACK, fired=2, cleared=True, bore_looked=True), ["open"]),
    (WHOLE, []),
    (replace(WHOLE, bore_looked=False), ["bore"]),
    (replace(WHOLE, cleared=False), ["not-cleared"]),
    (replace(BACK, cleared=True, bore_looked=True), []),
]


@pytest.mark.parametrize(("use", "expected"), USES)
def test_what_is_open_of_a_use(use: Use | None, expected: list[str]) -> None:
    """It is back, then cleared, then looked into, then counted; each alone keeps the next use closed, gone or not."""
    day = believed(a_day(), use=use)
    assert found("return", day, "offer", **OFFER) == expected
    assert found("return", day, "close-day") == expected
    assert found("return", day, "open-day") == expected
    assert found("return", day, "close-day", exceptions=["revolver"]) == []
    gone = believed(day, gone="carrier")
    assert found("return", gone, "close-day") == expected
    assert found("return", gone, "close-day", exceptions=["revolver"]) == []
    assert found("return", gone, "open-day") == []


@pytest.mark.parametrize(("use", "expected"), USES)
def test_isolated_nothing_of_its_use_is_asked(use: Use | None, expected: list[str]) -> None:
    """Isolated unopened, a weapon closes its use with the day; proven empty before, what was fired is counted."""
    day = believed(a_day(), use=use, isolated=True, locked_empty=False)
    assert found("return", day, "close-day") == []
    counted = use is None or use.counted or not use.fired
    assert found("return", believed(day, locked_empty=True), "close-day") == ([] if counted else ["open"])
    assert found("return", believed(day, isolated=False), "close-day") == expected
    assert found("return", believed(day, use=None, uncounted=("two short",)), "close-day") == ["open"]


@pytest.mark.parametrize(
    ("kind", "holder", "use", "expected"),
    [
        ("load", "armorer", None, []),
        ("load", "", None, []),
        ("load", "performer", None, ["not-back"]),
        ("load", "performer", BACK, ["not-back"]),
        ("load", "performer", Use(record=1), ["not-back"]),
        ("offer", "performer", None, []),
    ],
)
def test_loaded_in_a_custodians_hands(kind: str, holder: str, use: Use | None, expected: list[str]) -> None:
    """Nothing is loaded that a performer has; to hand it over then is for gate *hands*."""
    day = believed(a_day(), container="", holder=holder, use=use)
    keys = OFFER if kind == "offer" else {**GUN, "rounds": ["blanks:1"]}
    assert found("return", day, kind, **keys) == expected
    if use is None:
        assert found("return", day, "close-day") == []


@pytest.mark.parametrize(
    ("kind", "by", "holder", "expected"),
    [
        ("offer", "performer", "performer", []),
        ("hand-over", "performer", "performer", []),
        ("offer", "performer", "partner", ["not-back"]),
        ("offer", "armorer", "armorer", ["not-back"]),
        ("load", "performer", "performer", ["not-back"]),
    ],
)
def test_handed_on_within_a_use(kind: str, by: str, holder: str, expected: list[str]) -> None:
    """Who has it and is no custodian may hand it on within the use; a custodian closes the use first."""
    day = believed(a_day(), container="", holder=holder, use=Use(record=1))
    keys = {**GUN, "rounds": ["blanks:1"]} if kind == "load" else {**GUN, "to": ["grip"]}
    assert found("return", day, kind, by, **keys) == expected


@pytest.mark.parametrize("kind", ["unload", "clear"])
def test_what_came_out_is_said(kind: str) -> None:
    """Who opens a loaded weapon and does not say what came out is told so; of an empty one there is nothing to say."""
    day = believed(a_day(), contents=(BLANK,), use=Use(record=1))
    assert found("return", day, kind, **GUN) == ["note not-said"]
    assert found("return", day, kind, **GUN, found=[]) == []
    assert found("return", believed(day, contents=()), kind, **GUN) == []


def seen(day: FilmSet, **sight: Any) -> list[str]:  # noqa: ANN401
    """Return what stands against a hand-over at which the watcher says what they saw."""
    act = day.act("accept", "performer", **ACCEPT, **({"sight": sight["said"]} if sight else {}))
    gate = day.rules.gates["sight"]
    return [each.code.split(".")[1] for each in gate.look(day.state, act, day.rules.profile, day.now)]


def test_what_the_watcher_saw() -> None:
    """Unfired rounds are counted, spent ones are not; digits are those at the end of the seal."""
    day = believed(a_day().ready(), contents=(BLANK, SPENT), seal="123456")
    assert seen(day) == []
    assert seen(day, said=1) == []
    assert seen(day, said=2) == ["count-differs"]
    assert seen(day, said=0) == ["count-differs"]
    assert seen(believed(day, contents=()), said=0) == []


@pytest.mark.parametrize(("digits", "expected"), [("456", []), ("123456", []), ("123", ["seal-differs"])])
def test_the_digits_of_the_seal(digits: str, expected: list[str]) -> None:
    """What the watcher reads off a seal are its last digits."""
    day = believed(a_day().ready(), seal="123456")
    act = day.act("accept", "performer", **ACCEPT)
    sight = replace(day.act("accept", "performer", **ACCEPT, sight=0).sight, count=None, seal=digits)  # type: ignore[type-var]
    gate = day.rules.gates["sight"]
    said = gate.look(day.state, replace(act, sight=sight), day.rules.profile, day.now)
    assert [each.code.split(".")[1] for each in said] == expected


@pytest.mark.parametrize(
    ("kind", "by", "keys", "expected"),
    [
        ("accept", "performer", {}, ["hold witness-missing"]),
        ("accept", "performer", {"witness": "safety"}, []),
        ("accept", "performer", {"witness": "performer"}, ["not-a-watcher"]),
        ("accept", "performer", {"witness": "armorer"}, ["not-a-watcher"]),
        ("accept", "performer", {"witness": "house"}, ["not-a-watcher"]),
        ("accept", "performer", {"witness": "keeper"}, []),
        ("accept", "performer", {"witness": "maker"}, ["not-a-watcher"]),
        ("accept", "first-ad", {"to": ["performer"], "witness": "performer"}, ["not-a-watcher"]),
        ("accept", "first-ad", {"to": ["performer"], "witness": "first-ad"}, ["not-a-watcher"]),
        ("accept", "partner", {"to": ["partner"], "witness": "performer"}, ["not-a-watcher"]),
        ("hand-over", "armorer", {"to": ["performer"], "witness": "safety"}, []),
        (
            "hand-over",
            "prop-master",
            {"from": "armorer", "to": ["performer"], "witness": "armorer"},
            ["not-a-watcher"],
        ),
        ("offer", "armorer", {"to": ["performer"]}, ["note needed-at-accept"]),
    ],
)
def test_who_watches(kind: str, by: str, keys: dict[str, Any], expected: list[str]) -> None:
    """Who watched is neither giver nor receiver nor a user, nor supplied it or what is in it."""
    day = believed(a_day(), container="", holder="armorer", contents=(BLANK, replace(BLANK, lot="")))
    of_lot(day, "blanks", supplier="maker")
    known(known(day, "house", roles=("supplier",)), "maker", roles=("crew",))
    known(day, "keeper", roles=("supplier", "armorer"))
    giver = {"from": "armorer"} if kind == "accept" else {}
    assert found("sight", day, kind, by, **GUN, **{**giver, **keys}) == expected


def test_a_watcher_has_empty_hands() -> None:
    """A watcher who has another weapon in hand is noted; the one that is handed over is no other."""
    day = believed(a_day(), container="", holder="armorer")
    assert found("sight", day, "accept", "performer", **ACCEPT) == []
    believed(day, "sabre", container="", holder="safety")
    assert found("sight", day, "accept", "performer", **ACCEPT) == ["note hands-full"]
    believed(day, "sabre", container="safe", holder="")
    theirs = {**ACCEPT, "witness": "prop-master"}
    assert found("sight", believed(day, holder="prop-master"), "accept", "performer", **theirs) == []
    assert found("sight", believed(day, holder="safety"), "accept", "performer", **ACCEPT) == [
        "not-a-watcher"
    ]


@pytest.mark.parametrize(
    ("kind", "user", "watched", "expected"),
    [
        ("take", "performer", "performer", []),
        ("take", "performer", "partner", ["not-said"]),
        ("take", "performer", "", ["not-said"]),
        ("take", "armorer", "performer", ["not-said"]),
        ("discharge", "performer", "performer", []),
        ("discharge", "performer", "", ["note not-said"]),
        ("discharge", "armorer", "armorer", []),
        ("discharge", "armorer", "performer", ["note witness-missing"]),
        ("discharge", "armorer", "", ["note witness-missing"]),
    ],
)
def test_watched_until_now(kind: str, user: str, watched: str, expected: list[str]) -> None:
    """It is used by whom the watch led to; a custodian's own shot is watched anew."""
    said = Watched(user=watched, watcher="safety", record=1) if watched else None
    day = believed(a_day(), container="", holder=user, watched=said)
    assert found("sight", day, kind, user, **GUN, user=user) == expected


def test_whoever_has_it_uses_it() -> None:
    """Where nobody is named it is used by who has it, and they are no watcher of it."""
    day = believed(a_day(), container="", holder="performer")
    believed(day, watched=Watched(user="performer", watcher="safety", record=1))
    assert found("sight", day, "take", "first-ad", **GUN) == []
    believed(day, holder="armorer")
    assert found("sight", day, "discharge", "prop-master", **GUN, witness="armorer") == ["note not-a-watcher"]
    assert found("sight", day, "discharge", "prop-master", **GUN, witness="safety") == []


@pytest.mark.parametrize(
    ("who", "weapon", "fields", "expected"),
    [
        ("performer", "revolver", {}, []),
        ("performer", "revolver", {"instructed": ()}, ["not-instructed"]),
        ("performer", "revolver", {"instructed": ("any",)}, []),
        ("performer", "revolver", {"instructed": ("live-capable",)}, ["not-instructed"]),
        ("performer", "sabre", {"instructed": ("blade",)}, []),
        ("performer", "sabre", {"instructed": ()}, ["not-instructed"]),
        ("performer", "revolver", {"prohibited": True}, ["prohibited"]),
        ("performer", "revolver", {"age": None}, ["note age-not-said"]),
        ("performer", "revolver", {"age": 18}, []),
        ("performer", "revolver", {"age": 17}, ["under-age"]),
        ("performer", "revolver", {"age": 17, "papers": ("consent",)}, []),
        ("partner", "revolver", {}, ["not-named"]),
        ("grip", "revolver", {"instructed": ("any",)}, ["note not-named"]),
    ],
)
def test_who_may_have_it(who: str, weapon: str, fields: dict[str, Any], expected: list[str]) -> None:
    """The receiver is named, instructed, of age or with papers, and not prohibited: each is asked alone."""
    day = known(a_day(), who, **fields)
    assert found("receiver", day, "offer", weapon=weapon, to=[who]) == expected
    assert found("receiver", day, "hand-over", weapon=weapon, to=[who]) == expected


def test_an_inert_weapon_of_an_action() -> None:
    """On a replica somebody is instructed by its class too; on one that fires by its action alone."""
    day = known(a_day(), "performer", instructed=("replica",))
    replica = replace(day.state.weapons["revolver"], class_="replica")
    assert found("receiver", day, "offer", **OFFER) == ["not-instructed"]
    day.state = replace(day.state, weapons={**day.state.weapons, "revolver": replica})
    assert found("receiver", day, "offer", **OFFER) == []


@pytest.mark.parametrize(
    ("kind", "by", "expected"),
    [
        ("take", "first-ad", ["not-named"]),
        ("pick-up", "grip", ["not-instructed", "not-named"]),
        ("pick-up", "prop-master", []),
    ],
)
def test_somebody_unnamed_uses_it(kind: str, by: str, expected: list[str]) -> None:
    """Only at a hand-over gate *hands* speaks of who is no user; a custodian may pick it up."""
    day = known(believed(a_day(), holder="medic"), "medic", instructed=("any",))
    said = {"user": "medic"} if kind == "take" else {}
    assert found("receiver", day, kind, by, **GUN, **said) == expected


def test_who_declined_and_who_was_not_named_yesterday() -> None:
    """A no stands; a plan of another day names nobody."""
    day = believed(a_day(), declined_by=("performer",))
    assert found("receiver", day, "offer", **OFFER) == ["declined"]
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("receiver", day.later(48 * 3600), "offer", **GUN, to=["partner"]) == []


@pytest.mark.parametrize(
    ("expires", "expected"), [(date(2026, 3, 1), ["under-age"]), (date(2026, 3, 2), []), (None, [])]
)
def test_a_minors_paper_is_in_date(expires: date | None, expected: list[str]) -> None:
    """A minor's paper counts until its last day where the set is."""
    day = known(a_day(), "performer", age=17, papers=("consent",))
    paper = Paper(kind="consent", about="performer", expires=expires)
    day.state = replace(day.state, papers={**day.state.papers, "performer/consent": paper})
    assert found("receiver", day, "offer", **OFFER) == expected


@pytest.mark.parametrize(
    ("line", "met", "taught", "missing"),
    [
        (["partner"], ("first-ad",), ("performer", "partner"), 0),
        (["partner"], ("first-ad",), ("performer",), 1),
        (["partner"], ("first-ad",), ("partner",), 1),
        (None, ("first-ad",), ("performer", "first-ad"), 0),
        (None, ("first-ad",), ("performer",), 1),
        (None, ("first-ad",), ("performer", "second-ad"), 1),
        (None, ("second-ad",), ("performer", "second-ad"), 0),
        (None, (), ("performer", "first-ad"), 1),
        (None, (), ("performer", "first-ad", "second-ad"), 0),
    ],
)
def test_a_course_for_all_near(
    line: list[str] | None, met: tuple[str, ...], taught: tuple[str, ...], missing: int
) -> None:
    """Where everybody near needs a course: the receiver, and the line, or where none is planned the 1st ADs who met."""
    day = known(a_day(), "second-ad", roles=("first-ad",))
    day.state = replace(day.state, plans={}, meetings={})
    day.permit(
        "plan",
        scene="saloon",
        weapon="revolver",
        witness="first-ad",
        user="performer",
        **({"line": line} if line else {}),
    )
    if met:
        day.permit("meet", "first-ad", scene="saloon", attendees=list(met), witness="armorer")
    for who in ("performer", "partner", "first-ad", "second-ad"):
        kinds = ("course",) if who in taught else ("firearms",)
        known(day, who, credentials=tuple(Credential(kind=kind) for kind in kinds))
    assert found("receiver", day, "offer", **OFFER) == []
    assert found("receiver", ruled(day, near_course=True), "offer", **OFFER) == ["no-course"] * missing


@pytest.mark.parametrize(("expires", "expected"), [(date(2026, 3, 1), ["no-course"]), (date(2026, 3, 2), [])])
def test_a_course_in_date(expires: date, expected: list[str]) -> None:
    """A course counts until its last day."""
    day = ruled(a_day().planned("sabre", line=[]), near_course=True)
    known(day, "performer", credentials=(Credential(kind="course", expires=expires),))
    assert found("receiver", day, "offer", weapon="sabre", to=["performer"]) == expected
    believed(day, "sabre", holder="performer")
    assert found("receiver", day, "take", "first-ad", weapon="sabre") == expected
    day.state = replace(day.state, day=replace(day.state.day, open=False))
    assert found("receiver", day, "offer", weapon="sabre", to=["performer"]) == expected
    known(day, "first-ad", credentials=(Credential(kind="course"),))
    assert found("receiver", day, "offer", weapon="rubber-gun", to=["performer"]) == expected


@pytest.mark.parametrize(
    ("shown", "declined", "by", "expected"),
    [
        (("first-ad", "performer"), (), "armorer", []),
        (("first-ad", "performer"), ("performer",), "armorer", []),
        (("first-ad", "performer"), ("first-ad",), "armorer", ["first-ad"]),
        (("performer",), (), "armorer", ["first-ad", "not-offered"]),
        (("first-ad",), (), "armorer", ["not-offered"]),
        ((), (), "armorer", ["first-ad", "not-offered"]),
        (("first-ad",), (), "performer", ["not-offered"]),
    ],
)
def test_who_was_shown_it(
    shown: tuple[str, ...], declined: tuple[str, ...], by: str, expected: list[str]
) -> None:
    """The 1st AD looks; everybody on the line is offered a look, and may decline it."""
    day = believed(a_day().planned("sabre"), "sabre", shown_to=shown, shown_declined=declined)
    assert found("show", day, "offer", by, weapon="sabre", to=["performer"]) == expected


def test_who_receives_it_is_offered_a_look() -> None:
    """Whoever receives it is offered a look, whether the plan puts them on the line or there is no plan."""
    day = believed(a_day().planned("sabre", line=["first-ad"]), "sabre", shown_to=("first-ad",))
    assert found("show", day, "offer", weapon="sabre", to=["performer"]) == ["not-offered"]
    believed(day, "rubber-gun", shown_to=("first-ad",))
    assert found("show", day, "offer", weapon="rubber-gun", to=["performer"]) == ["not-offered"]


def test_a_custodian_on_the_line_has_it_open_in_hand() -> None:
    """The custodian who acts needs no look at what they have open in hand; another custodian does."""
    day = believed(a_day().planned("sabre", line=["armorer"]), "sabre", shown_to=("first-ad", "performer"))
    assert found("show", day, "offer", weapon="sabre", to=["performer"]) == []
    assert found("show", day, "offer", "prop-master", weapon="sabre", to=["performer"]) == ["not-offered"]
