"""Whose word it is: nobody twice, nobody for another, no word for another act, none that was stolen."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.access.looks import MOST_OF_ONE, Looks
from tests.entrypoints.api.looked import CHECK, SIX, body, code, looked
from tests.entrypoints.api.sets import Looked, Phone, Served, b64


def test_an_act_that_names_a_second_person_alone_is_turned_away(served: Served, cart: Phone) -> None:
    """Nobody is made a witness by somebody else: nothing is recorded, and the way without them is named."""
    size = served.node.store.size()
    for key in ("witness", "reviewed_by", "countersigned_by"):
        kind = {"witness": "check", "reviewed_by": "release", "countersigned_by": "register"}[key]
        answer = cart.ask(kind, "armorer", weapon="revolver", **{key: "assistant"})
        assert code(answer) == (403, "access.second-not-said")
        assert "without the second person" in answer.json()["now"]
    reported = cart.report("check", "armorer", **CHECK, witness="assistant")
    assert code(reported) == (403, "access.second-not-said")
    assert served.node.store.size() == size


def test_one_person_is_never_two(served: Served, cart: Phone) -> None:
    """Whoever opened a look cannot answer it, by session or by badge, on whichever phone."""
    own = served.phone("own", "armorer", seed=12)
    own.sign_in("armorer")
    cart.sign_in("armorer")
    look = cart.look("check", "armorer", **CHECK)
    assert code(cart.second(look, "armorer", SIX, badge="", pin="")) == (403, "access.second-person")
    assert code(own.second(look, "armorer", SIX)) == (403, "access.second-person")


def test_a_badge_of_another_says_nothing_for_somebody(cart: Phone) -> None:
    """The name in the word is that of the badge; a wrong PIN is nobody's."""
    look = cart.look("check", "armorer", **CHECK)
    stolen = cart.served.badges["safety"]
    assert code(cart.second(look, "assistant", SIX, badge=stolen)) == (403, "access.not-by-you")
    assert code(cart.second(look, "assistant", SIX, pin="0000")) == (401, "access.not-proven")
    assert code(cart.second(look, "assistant", SIX, badge="", pin="")) == (403, "access.not-by-you")


def test_without_a_proof_nobody_is_second(served: Served, cart: Phone) -> None:
    """An enrolled phone with nobody signed in, or a session of another phone, says nothing."""
    look = cart.look("check", "armorer", **CHECK)
    empty = served.phone("floor", seed=11)
    assert code(empty.second(look, "assistant", SIX, badge="", pin="")) == (401, "access.signed-out")
    empty.sign_in("assistant")
    stolen = empty.second(look, "assistant", SIX, badge="", pin="", device=cart.key.id)
    assert stolen.status_code in (401, 403)
    assert empty.get("session").json()["signed_in"] is False


def test_a_word_for_one_act_is_no_word_for_another(cart: Phone, pocket: Phone) -> None:
    """Sent again to another look, or with another kind, thing or id, a signed word does not hold."""
    first = cart.look("check", "armorer", **CHECK)
    other = cart.look("unload", "armorer", weapon="revolver")
    replayed = Looked({**first.said}, "armorer", {}, "", first.answer)
    word = pocket.second(replayed, "assistant", SIX, badge="", pin="")
    assert word.status_code == 200
    wrong = Looked({**other.said, "kind": "check"}, "armorer", {}, "", other.answer)
    assert code(pocket.second(wrong, "assistant", SIX, badge="", pin="")) == (403, "act.not-signed")
    used = cart.done(first, witness="assistant", witness_seen=6)
    assert used.status_code == 200
    again = cart.ask("check", "armorer", **CHECK, witness="assistant", witness_seen=6)
    assert code(again) == (403, "access.second-not-said")
    assert code(pocket.second(first, "assistant", SIX, badge="", pin="")) == (404, "access.no-look")
    reused = cart.look("check", "armorer", **CHECK, act_id=first.said["act_id"])
    assert code(reused.answer) == (409, "input.act-id-taken")


@pytest.mark.parametrize(
    ("keys", "kind"),
    [({**CHECK, "weapon": "rifle"}, "check"), ({"weapon": "revolver"}, "unload")],
)
def test_a_look_is_for_one_kind_and_one_weapon(
    served: Served, cart: Phone, pocket: Phone, keys: dict[str, Any], kind: str
) -> None:
    """A word for a check of the revolver goes with no act about another weapon, and with no other act."""
    served.node.ask("register", weapon="rifle", **{"class": "live-capable", "capacity": 6})
    look = looked(cart, pocket)
    wrong = Looked({**look.said, "kind": kind}, "armorer", keys, look.nonce, look.answer)
    assert code(cart.done(wrong, witness="assistant")) == (403, "access.second-not-said")


def test_somebody_elses_look_is_not_taken(served: Served, cart: Phone, pocket: Phone) -> None:
    """A word that was said to the armorer goes into no act of somebody else, and nobody else ends the look."""
    look = looked(cart, pocket)
    other = served.phone("floor", seed=11)
    other.sign_in("prop-master")
    taken = Looked(look.said, "prop-master", look.keys, look.nonce, look.answer)
    assert code(other.done(taken, witness="assistant", witness_seen=6)) == (403, "access.second-not-said")
    assert code(other.post(f"looks/{look.said['act_id']}/end")) == (403, "access.not-allowed")
    assert code(other.post("looks", look.said | {"device": other.key.id})) == (409, "input.act-id-taken")
    assert cart.post(f"looks/{look.said['act_id']}/end").status_code == 200
    assert cart.get("looks").json()["looks"] == []
    assert code(cart.done(look, witness="assistant", witness_seen=6)) == (403, "access.second-not-said")


def test_a_look_of_another_unit_or_of_nobody(cart: Phone, pocket: Phone) -> None:
    """A word for a look that is not here, or signed for another unit, is refused."""
    look = cart.look("check", "armorer", **CHECK)
    elsewhere = Looked({**look.said, "act_id": "of-another-unit"}, "armorer", {}, "", look.answer)
    assert code(pocket.second(elsewhere, "assistant", SIX, badge="", pin="")) == (404, "access.no-look")
    signed = pocket.second(look, "assistant", SIX, badge="", pin="", signature=b64(bytes(64)))
    assert code(signed) == (403, "act.not-signed")


@pytest.mark.parametrize(
    "says", [{}, {"seen": 6, "serial": "042"}, {"seen": "six"}, {"seen": 6, "more": 1}, {"seen": "6"}]
)
def test_a_word_answers_what_is_asked(cart: Phone, pocket: Phone, says: dict[str, Any]) -> None:
    """No less and no more, in the one form of records."""
    look = cart.look("check", "armorer", **CHECK)
    answer = pocket.second(look, "assistant", says, badge="", pin="")
    assert answer.status_code == 400, answer.text


def test_an_act_that_comes_before_its_word_waits_for_it(served: Served, cart: Phone, pocket: Phone) -> None:
    """Sent too early it is turned away and not recorded; the very same act is taken once the word is there."""
    look = cart.look("check", "armorer", **CHECK)
    size = served.node.store.size()
    early = cart.done(look, witness="assistant", witness_seen=6)
    assert code(early) == (403, "access.second-not-said")
    assert served.node.store.size() == size
    assert pocket.second(look, "assistant", SIX, badge="", pin="").status_code == 200
    assert body(served, cart.done(look, witness="assistant", witness_seen=6))["second"]["by"] == "assistant"


def test_several_second_persons_need_several_words(cart: Phone, pocket: Phone) -> None:
    """One word is one person's; an act that names another beside them is turned away."""
    look = cart.look("release", "armorer", weapon="revolver", cause="swapped")
    pocket.second(look, "assistant", {}, badge="", pin="")
    both = cart.done(look, reviewed_by="assistant", witness="safety")
    assert code(both) == (403, "access.second-not-said")


def test_sent_twice_a_word_is_one(served: Served, cart: Phone, pocket: Phone) -> None:
    """The same word again is no error; another one, or of somebody else, is 409."""
    look = looked(cart, pocket)
    assert pocket.second(look, "assistant", SIX, badge="", pin="").status_code == 200
    assert code(pocket.second(look, "assistant", {"seen": 5}, badge="", pin="")) == (
        409,
        "access.look-answered",
    )
    assert code(cart.second(look, "safety", SIX)) == (409, "access.look-answered")
    assert cart.post("looks", look.said).json()["asks"] == ["seen"]
    assert body(served, cart.done(look, witness="assistant", witness_seen=6))["second"]["says"] == SIX


def test_an_act_that_was_answered_is_answered_again_after_a_restart(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """Looks go when a node is killed: what is on record is answered, what is not is begun anew."""
    look, lost = looked(cart, pocket), looked(cart, pocket)
    said = cart.saying(
        "check", "armorer", **CHECK, witness="assistant", witness_seen=6, act_id=look.said["act_id"]
    )
    sent = {**said, "look_nonce": look.nonce}
    number = cart.post("asks", sent).json()["record"]
    served.desk.looks = Looks(served.clock)
    assert cart.post("asks", sent).json()["record"] == number
    assert code(cart.done(lost, witness="assistant", witness_seen=6)) == (403, "access.second-not-said")


def test_a_lost_phone_says_no_word(cart: Phone, pocket: Phone) -> None:
    """A word of a phone that was taken off the record since goes into no record."""
    look = looked(cart, pocket)
    cart.ask("revoke-key", "armorer", key_id=pocket.key.id, reason="lost")
    assert code(cart.done(look, witness="assistant", witness_seen=6)) == (403, "act.lost-device")
    again = cart.look("check", "armorer", **CHECK)
    assert code(pocket.second(again, "assistant", SIX)) == (403, "access.unknown-device")


def test_looks_that_nobody_ends_make_room(cart: Phone) -> None:
    """One person keeps twenty looks open at the most, so that nobody fills the list of the others."""
    for _ in range(MOST_OF_ONE + 3):
        assert cart.look("isolate", "armorer", weapon="revolver").answer.status_code == 200
    assert len(cart.get("looks").json()["looks"]) == MOST_OF_ONE


def test_without_a_sign_in_nobody_sees_or_opens_a_look(served: Served) -> None:
    """Looks are for people with a role."""
    empty = served.phone("floor", seed=11)
    assert code(empty.get("looks")) == (401, "access.signed-out")
    assert code(empty.look("check", "armorer", **CHECK).answer) == (401, "access.signed-out")


@pytest.mark.parametrize(
    "claimed", ["2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-02T07:30:00+00:00"]
)
def test_a_clock_that_is_wrong_is_not_taken(cart: Phone, pocket: Phone, claimed: str) -> None:
    """A word that claims another hour than the node's, or in another form, is refused."""
    look = cart.look("check", "armorer", **CHECK)
    answer = pocket.second(look, "assistant", SIX, badge="", pin="", claimed_at=claimed)
    assert answer.status_code == 400
    assert answer.json()["code"] in ("access.wrong-clock", "act.not-one-form")
