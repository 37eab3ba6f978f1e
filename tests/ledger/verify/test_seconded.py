"""The word of a second person: what form it has, whose it can be, and which bytes their device signed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from showsafe.ledger.verify import seconded, strict
from showsafe.ledger.verify.asked import Claim
from showsafe.ledger.verify.quick import Body, open_record
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NODE, PERSON, UNIT, Log, b64, canonical, sealed

AT = "2025-03-04T05:06:09Z"
ACT = {"weapon": "revolver", "seen": 6, "witness": "assistant"}
SIGNATURE = bytes(range(64))
WORD = {
    "by": "assistant",
    "proof": "badge-pin-own-device",
    "claimed_at": AT,
    "says": {"seen": 6},
    "waited_ms": 5000,
    "asked": {"keyid": PERSON.id, "sig": b64(SIGNATURE)},
}
UNSIGNED = {name: value for name, value in WORD.items() if name != "asked"}


def body(act: dict[str, Any] = ACT, **changes: object) -> Body:
    """Return the body of a check that the armorer asked for, as the auditor reads it."""
    envelope = json.loads(Log().open().checked().raws[1])
    plain = json.loads(strict.base64_bytes(envelope["payload"]))
    said = {"kind": "checked", "act": act, "by": "armorer", "second": WORD}
    return open_record(sealed({**plain, **said, **changes}, [NODE])).body


def signed(**changes: object) -> bytes:
    """Return the bytes that a device signs for the word of a second person."""
    statement = {
        "act_id": "act-00002",
        "by": "armorer",
        "claimed_at": AT,
        "device": PERSON.id,
        "format": "showsafe-second/1",
        "kind": "check",
        "says": {"seen": 6},
        "second": "assistant",
        "thing": "revolver",
        "unit": UNIT,
        **changes,
    }
    kind, payload = b"application/vnd.showsafe.second+json", canonical(statement)
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def test_what_the_device_of_a_second_person_signed() -> None:
    """The statement is made again from the record alone: who, to whom, of which act and thing, and what they said."""
    assert seconded.claim(body()) == Claim(PERSON.id, "assistant", signed(), SIGNATURE)


@pytest.mark.parametrize(
    ("act", "thing"),
    [
        ({"weapon": "revolver", "lot": "blanks", "file": "f"}, "revolver"),
        ({"lot": "blanks", "file": "file-1", "person": "grip"}, "blanks"),
        ({"file": "file-1", "person": "grip", "scene": "4"}, "file-1"),
        ({"person": "grip", "scene": "4", "of_act": "a"}, "grip"),
        ({"scene": "4", "of_act": "act-1"}, "4"),
        ({"of_act": "act-1", "other": "x"}, "act-1"),
        ({"weapon": "", "lot": "blanks"}, "blanks"),
        ({"weapon": 7, "lot": "blanks"}, "blanks"),
        ({"other": "x"}, ""),
    ],
)
def test_the_thing_that_is_signed(act: dict[str, Any], thing: str) -> None:
    """It is the first that the act names of weapon, lot, file, person, scene and earlier act; or nothing."""
    claim = seconded.claim(body({**act, "witness": "assistant"}))
    assert claim == Claim(PERSON.id, "assistant", signed(thing=thing), SIGNATURE)


@pytest.mark.parametrize(
    "act",
    [
        {"witness": "assistant"},
        {"countersigned_by": "assistant"},
        {"reviewed_by": "assistant"},
        {"witness": "grip", "reviewed_by": "assistant"},
        {"steps": [{"act": "check"}, "no step", 7, {"act": "load", "witness": "assistant"}]},
    ],
)
def test_a_second_person_is_named_by_the_act(act: dict[str, Any]) -> None:
    """As witness, as who signs beside, as who reviews; in the act itself or in one of its steps."""
    assert seconded.claim(body(act)) is not None


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        ({}, {}),
        ({"witness": "grip"}, {}),
        ({"user": "assistant"}, {}),
        ({"steps": {"witness": "assistant"}}, {}),
        ({"steps": [[{"witness": "assistant"}]]}, {}),
        ({"witness": ["assistant"]}, {}),
        (ACT, {"by": "assistant"}),
        (ACT, {"by": None}),
        (ACT, {"by": 7}),
        ({"witness": "armorer"}, {"second": {**WORD, "by": "armorer"}}),
    ],
)
@pytest.mark.parametrize("is_signed", [True, False])
def test_nobody_else_has_a_second_word(
    act: dict[str, Any],
    changes: dict[str, Any],
    is_signed: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Who asked is never the second person, and neither is anybody whom the act does not name; signed or not."""
    said = {"second": WORD if is_signed else UNSIGNED, **changes}
    with pytest.raises(Malformed, match="somebody who is not the second person of its act"):
        seconded.claim(body(act, **said))


@pytest.mark.parametrize(
    "says",
    [
        {},
        {"seen": 0},
        {"seen": 1},
        {"serial": "042"},
        {"sight": {}},
        {"sight": {"seal": "0417"}},
        {"seen": 6, "serial": "042", "sight": {"seal": "0417"}},
    ],
)
def test_what_a_second_person_can_say(says: dict[str, Any]) -> None:
    """A count, a serial, a sight, and whatever of it they said: it is signed as it stands."""
    claim = seconded.claim(body(second={**WORD, "says": says}))
    assert claim == Claim(PERSON.id, "assistant", signed(says=says), SIGNATURE)


@pytest.mark.parametrize("waited", [0, 1, 5000])
def test_how_long_they_waited_is_a_count(waited: int) -> None:
    """At once is a time too; it is the node's, and not signed by the device."""
    assert seconded.claim(body(second={**WORD, "waited_ms": waited})) == seconded.claim(body())


@pytest.mark.parametrize(
    "changes",
    [
        {"by": ""},
        {"by": 7},
        {"by": None},
        {"proof": ""},
        {"proof": "seen"},
        {"proof": None},
        {"proof": ["none"]},
        {"claimed_at": "yesterday"},
        {"claimed_at": None},
        {"waited_ms": -1},
        {"waited_ms": True},
        {"waited_ms": "5000"},
        {"waited_ms": None},
        {"says": None},
        {"says": "seen"},
        {"says": ["seen"]},
        {"says": {"seen": -1}},
        {"says": {"seen": True}},
        {"says": {"seen": "6"}},
        {"says": {"seen": None}},
        {"says": {"serial": ""}},
        {"says": {"serial": 42}},
        {"says": {"sight": "0417"}},
        {"says": {"sight": ["0417"]}},
        {"says": {"seen": 6, "of": 6}},
        {"seen": 6},
    ],
)
@pytest.mark.parametrize("is_signed", [True, False])
def test_a_word_of_no_known_form(changes: dict[str, Any], is_signed: bool) -> None:  # noqa: FBT001
    """A part of another kind, or one more, is told; whether or not a device signed it."""
    word = {**(WORD if is_signed else UNSIGNED), **changes}
    with pytest.raises(Malformed, match="the word of a second person in no known form"):
        seconded.claim(body({**ACT, "reviewed_by": changes.get("by", "")}, second=word))


@pytest.mark.parametrize("missing", sorted(UNSIGNED))
def test_a_word_says_all_of_itself(missing: str) -> None:
    """Who, by which proof, when, what and after how long: none of it may be left out."""
    word = {name: value for name, value in WORD.items() if name != missing}
    with pytest.raises(Malformed, match="the word of a second person in no known form"):
        seconded.claim(body(second=word))


@pytest.mark.parametrize(
    "asked",
    [
        {"keyid": PERSON.id},
        {"sig": b64(SIGNATURE)},
        {"keyid": "", "sig": b64(SIGNATURE)},
        {"keyid": 7, "sig": b64(SIGNATURE)},
        {"keyid": PERSON.id, "sig": b64(SIGNATURE), "more": 1},
        ["keyid", "sig"],
        "keyid",
        None,
    ],
)
def test_a_signature_of_no_known_form(asked: object) -> None:
    """A word that claims to be signed names one key and one signature, and nothing else."""
    with pytest.raises(Malformed, match="the word of a second person in no known form"):
        seconded.claim(body(second={**WORD, "asked": asked}))


@pytest.mark.parametrize("sig", ["?", None, 7, "AA", "AA=A"])
def test_a_signature_that_is_not_base64(sig: object) -> None:
    """What is no base64 in its one form is no signature."""
    with pytest.raises(Malformed, match="not base64"):
        seconded.claim(body(second={**WORD, "asked": {"keyid": PERSON.id, "sig": sig}}))


def test_an_act_of_no_known_kind_has_no_second_word_that_is_signed() -> None:
    """What was signed names the act: of a kind that nobody knows it cannot be made again."""
    with pytest.raises(Malformed, match="the word of a second person in no known form"):
        seconded.claim(body(kind="flown"))
    assert seconded.claim(body(kind="flown", second=UNSIGNED)) is None


@pytest.mark.parametrize("second", ["assistant", None, 7, ["by"], {}])
def test_what_is_no_word(second: object) -> None:
    """A word is an object with fields: anything else in its place is told."""
    with pytest.raises(Malformed, match="the word of a second person in no known form"):
        seconded.claim(body(second=second))


def test_without_a_word_and_without_a_signature() -> None:
    """A record without a second word claims nothing, and one that no device signed claims no signature."""
    envelope = json.loads(Log().open().checked().raws[1])
    plain = json.loads(strict.base64_bytes(envelope["payload"]))
    assert seconded.claim(open_record(sealed({**plain, "act": ACT}, [NODE])).body) is None
    assert seconded.claim(body(second=UNSIGNED)) is None


@pytest.mark.parametrize("way", [False, "plain", 1, None, 0])
def test_a_way_that_is_not_known(way: object) -> None:
    """A record says that it came over a network in the open, or says nothing of its way."""
    assert seconded.claim(body(unprotected=True)) == seconded.claim(body())
    with pytest.raises(Malformed, match="of its way something that is not known"):
        seconded.claim(body(unprotected=way))


@pytest.mark.parametrize(
    ("second", "key"),
    [
        (WORD, PERSON.id),
        (UNSIGNED, ""),
        ({**WORD, "asked": {"keyid": 7}}, ""),
        ({**WORD, "asked": {"sig": "x"}}, ""),
        ({**WORD, "asked": ["keyid"]}, ""),
        ("assistant", ""),
        (None, ""),
    ],
)
def test_the_key_of_a_word(second: object, key: str) -> None:
    """The key that it names is read whatever else is wrong with it; without one there is none."""
    assert seconded.key_of(body(second=second)) == key
