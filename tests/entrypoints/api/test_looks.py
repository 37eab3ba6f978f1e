"""The second person's own word: blind, in time, about what they saw; and it stands in the record."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.access.looks import Looks
from tests.entrypoints.api.looked import CHECK, SIX, body, code, looked
from tests.entrypoints.api.sets import Phone, Served, b64


def test_two_phones_one_record(served: Served, cart: Phone, pocket: Phone) -> None:
    """The second person counts on their own phone; word, proof and signature stand in the one record of the act."""
    answer = cart.done(looked(cart, pocket), witness="assistant", witness_seen=6)
    said = body(served, answer)
    assert (said["outcome"], answer.json()["flags"]) == ("permit", [])
    second = said["second"]
    assert (second["by"], second["proof"], second["says"]) == ("assistant", "badge-pin-own-device", SIX)
    assert second["waited_ms"] == 5000
    assert second["asked"]["keyid"] == pocket.key.id
    assert served.node.state.beliefs["revolver"].proof is not None
    assert cart.get("looks").json() == {"looks": []}


def test_badge_and_pin_on_the_first_ones_phone_is_the_weaker_proof(served: Served, cart: Phone) -> None:
    """Without a phone of their own the second person shows badge and PIN, and the record says that it was shared."""
    answer = cart.together("check", "armorer", "assistant", SIX, **CHECK)
    assert body(served, answer)["second"]["proof"] == "badge-pin-shared-device"


def test_the_safe_direction_always_has_a_way(served: Served, cart: Phone) -> None:
    """Check, unload and isolate go without a second person, whoever is there; a look then proves nothing."""
    for kind, keys in (
        ("check", CHECK),
        ("unload", {"weapon": "revolver"}),
        ("isolate", {"weapon": "revolver"}),
    ):
        assert body(served, cart.ask(kind, "armorer", **keys))["outcome"] == "permit", kind
    assert served.node.state.beliefs["revolver"].proof is None


def test_a_look_shows_no_number_of_either_to_the_other(served: Served, cart: Phone, pocket: Phone) -> None:
    """The second person sees what is asked and of which weapon; what they said is seen by the opener alone."""
    served.phone("floor", seed=11).sign_in("safety")
    third = served.phones[-1]
    look = cart.look("check", "armorer", **CHECK)
    (shown,) = pocket.get("looks").json()["looks"]
    assert set(shown) == {"act_id", "kind", "thing", "by", "asks", "opened_at", "mine", "answered"}
    assert (shown["kind"], shown["thing"], shown["asks"], shown["mine"]) == (
        "check",
        "revolver",
        ["seen"],
        False,
    )
    pocket.second(look, "assistant", {"seen": 5}, badge="", pin="")
    for other in (pocket, third):
        (shown,) = other.get("looks").json()["looks"]
        assert (shown["answered"], "second" in shown) == (True, False)
    (mine,) = cart.get("looks").json()["looks"]
    assert mine["second"] == {"by": "assistant", "says": {"seen": 5}}


def test_no_word_before_what_the_first_one_says_is_fixed(cart: Phone) -> None:
    """A look opens only with a commitment, whether a count is asked or not."""
    for kind in ("check", "load", "unload", "cycle", "register", "accept"):
        said: dict[str, Any] = {
            "act_id": f"a-{kind}",
            "kind": kind,
            "thing": "revolver",
            "device": cart.key.id,
        }
        assert code(cart.post("looks", said)) == (400, "access.no-commitment")
        assert code(cart.post("looks", {**said, "commitment": "g" * 64})) == (400, "access.no-commitment")
    assert cart.get("looks").json()["looks"] == []


@pytest.mark.parametrize(
    "change", [{"seen": 5}, {"of": 5}, {"found": [{"count": 1, "kind": "blank"}]}, {"bore": "obstructed"}]
)
def test_the_opener_cannot_follow_the_second_count(
    served: Served, cart: Phone, pocket: Phone, change: dict[str, Any]
) -> None:
    """What the first person says is what they fixed before; any other is turned away and not recorded."""
    look = looked(cart, pocket, {"seen": 5})
    size = served.node.store.size()
    changed = cart.done(look, witness="assistant", witness_seen=5, **change)
    assert code(changed) == (403, "access.not-as-committed")
    assert served.node.store.size() == size
    counted = cart.done(look, witness="assistant", witness_seen=5)
    assert "check.counts-differ" in [finding["code"] for finding in counted.json()["findings"]]


def test_another_nonce_opens_no_commitment(cart: Phone, pocket: Phone) -> None:
    """A wrong or missing nonce is no opening."""
    look = looked(cart, pocket)
    keys = {**CHECK, "witness": "assistant", "witness_seen": 6, "act_id": look.said["act_id"]}
    said = cart.saying("check", "armorer", **keys)
    assert code(cart.post("asks", said)) == (403, "access.not-as-committed")
    other = cart.post("asks", {**said, "look_nonce": b64(bytes(32))})
    assert code(other) == (403, "access.not-as-committed")


@pytest.mark.parametrize("seen", [{"witness_seen": 5}, {}, {"witness_seen": 6, "witness": "safety"}])
def test_their_count_and_name_are_their_own(cart: Phone, pocket: Phone, seen: dict[str, Any]) -> None:
    """The first person hands on the number that was said, all of it, for the one who said it."""
    answer = cart.done(looked(cart, pocket), **{"witness": "assistant", **seen})
    assert answer.status_code == 403
    assert answer.json()["code"] in ("access.not-their-word", "access.second-not-said")


def test_a_quick_word_is_flagged_and_stays_so(served: Served, cart: Phone, pocket: Phone) -> None:
    """Sooner than anybody can look and count it is no refusal; the answer says it, and the same one again too."""
    look = looked(cart, pocket, after=2.999)
    said = cart.saying(
        "check", "armorer", **CHECK, witness="assistant", witness_seen=6, act_id=look.said["act_id"]
    )
    first = cart.post("asks", {**said, "look_nonce": look.nonce})
    assert (first.json()["outcome"], first.json()["flags"]) == ("permit", ["second.quick"])
    again = cart.post("asks", {**said, "look_nonce": look.nonce})
    assert (again.json()["repeated"], again.json()["flags"]) == (True, ["second.quick"])
    assert body(served, again)["second"]["waited_ms"] == 2999


def test_after_ten_minutes_a_look_is_gone(served: Served, cart: Phone, pocket: Phone) -> None:
    """Unanswered or answered, it is over; the act is asked for anew, or without the second person."""
    answered = looked(cart, pocket)
    open_ = cart.look("check", "armorer", **CHECK)
    served.clock.advance(200)
    cart.get("session")
    served.clock.advance(401)
    cart.sign_in("armorer")
    pocket.sign_in("assistant")
    assert pocket.get("looks").json()["looks"] == []
    assert code(pocket.second(open_, "assistant", SIX, badge="", pin="")) == (404, "access.no-look")
    late = cart.done(answered, witness="assistant", witness_seen=6)
    assert code(late) == (403, "access.second-not-said")
    assert cart.ask("check", "armorer", **CHECK).status_code == 200


def test_the_serial_is_read_on_the_weapon(served: Served, cart: Phone, pocket: Phone) -> None:
    """Where chance asks for it, the last three characters have to be those on record; three wrong ones end the look."""
    served.desk.looks = Looks(served.clock, chance=lambda: True)
    about = {"class": "live-capable", "action": "single-action-revolver", "capacity": 6, "serial": "A-1042b"}
    served.node.ask("register", weapon="colt", **about)
    keys = {**CHECK, "weapon": "colt"}
    look = cart.look("check", "armorer", thing="colt", **keys)
    assert look.asks == ["seen", "serial"]
    assert "42" not in pocket.get("looks").text.replace(look.said["act_id"], "")
    wrong = pocket.second(look, "assistant", {"seen": 6, "serial": "043"}, badge="", pin="")
    assert code(wrong) == (400, "access.wrong-serial")
    served.clock.advance(5)
    right = pocket.second(look, "assistant", {"seen": 6, "serial": "42B"}, badge="", pin="")
    assert right.status_code == 200, right.text
    said = body(served, cart.done(look, witness="assistant", witness_seen=6))
    assert said["second"]["says"] == {"seen": 6, "serial": "42B"}
    look = cart.look("check", "armorer", thing="colt", **keys)
    for _ in range(3):
        pocket.second(look, "assistant", {"seen": 6, "serial": "000"}, badge="", pin="")
    late = pocket.second(look, "assistant", {"seen": 6, "serial": "42b"}, badge="", pin="")
    assert code(late) == (404, "access.no-look")


def test_a_watcher_says_what_they_saw(served: Served, cart: Phone, pocket: Phone) -> None:
    """The sight in an act is the one that the watcher gave: no other, none without one, and none left out."""
    given: dict[str, Any] = {"weapon": "revolver", "from": "armorer", "to": ["performer"]}
    look = cart.look("hand-over", "armorer", **given)
    assert look.asks == []
    word = pocket.second(look, "assistant", {"sight": {"count": 0}}, badge="", pin="")
    assert word.status_code == 200, word.text
    wrong: tuple[dict[str, Any], ...] = ({"sight": {"count": 1}}, {})
    for sight in wrong:
        assert code(cart.done(look, witness="assistant", **sight)) == (403, "access.not-their-word")
    said = body(served, cart.done(look, witness="assistant", sight={"count": 0}))
    assert said["second"]["says"] == {"sight": {"count": 0}}


def test_a_load_is_counted_by_both(served: Served, cart: Phone, pocket: Phone) -> None:
    """The second person counts the rounds that go in, and another number than the first one's is turned away."""
    keys: dict[str, Any] = {"weapon": "revolver", "rounds": [{"count": 2, "lot": "blanks"}]}
    look = cart.look("load", "armorer", **keys)
    served.clock.advance(5)
    pocket.second(look, "assistant", {"seen": 3}, badge="", pin="")
    assert code(cart.done(look, witness="assistant")) == (403, "access.not-their-word")
    answer = cart.together("load", "armorer", "assistant", {"seen": 2}, **keys)
    assert body(served, answer)["second"]["says"] == {"seen": 2}


def test_a_cycle_is_counted_in_its_look(served: Served, cart: Phone, pocket: Phone) -> None:
    """A reset that holds a look asks for the count; its step has to carry the second person's own."""
    steps = [{"act": "check", **{key: CHECK[key] for key in ("seen", "of", "found", "bore", "looked")}}]
    look = cart.look("cycle", "armorer", weapon="revolver", steps=steps)
    assert look.asks == ["seen"]
    served.clock.advance(5)
    pocket.second(look, "assistant", SIX, badge="", pin="")
    assert code(cart.done(look, witness="assistant")) == (403, "access.not-their-word")
    counted = cart.done(look, witness="assistant", steps=[{**steps[0], "witness_seen": 6}])
    assert body(served, counted)["second"]["says"] == SIX


def test_a_look_without_a_number_does_not_hide_another_count(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """Where the look of a reset says no number, what the second person counted is what was loaded."""
    loaded = {"act": "load", "rounds": [{"count": 6, "lot": "blanks"}]}
    look = cart.look("cycle", "armorer", weapon="revolver", steps=[{"act": "check"}, loaded])
    served.clock.advance(5)
    assert pocket.second(look, "assistant", {"seen": 5}, badge="", pin="").status_code == 200
    assert code(cart.done(look, witness="assistant")) == (403, "access.not-their-word")


def test_a_word_is_for_what_was_fixed_before_it(cart: Phone, pocket: Phone) -> None:
    """Also where nothing is counted: who was there for one registration was not there for another of the same thing."""
    keys: dict[str, Any] = {"weapon": "second-revolver", "class": "live-capable", "capacity": 6}
    look = cart.look("register", "armorer", thing="second-revolver", **keys)
    assert look.asks == []
    assert pocket.second(look, "assistant", {}, badge="", pin="").status_code == 200
    look.keys["class"] = "replica"
    assert code(cart.done(look, countersigned_by="assistant")) == (403, "access.not-as-committed")
    look.keys["class"] = "live-capable"
    assert cart.done(look, countersigned_by="assistant").json()["outcome"] == "permit"
