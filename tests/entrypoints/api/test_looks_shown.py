"""Where nothing is counted the second person sees what they put their name to, and their word is for that alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.entrypoints.api.looked import CHECK, SIX, body, code
from tests.entrypoints.api.sets import Phone, Served

ISOLATE: dict[str, Any] = {"weapon": "revolver", "in": "gun safe"}


def test_the_second_sees_what_the_first_says(cart: Phone, pocket: Phone) -> None:
    """The keys of the act, as they were fixed, are in the list before anybody says a word."""
    cart.look("isolate", "armorer", **ISOLATE)
    (shown,) = pocket.get("looks").json()["looks"]
    assert shown["keys"] == ISOLATE
    (mine,) = cart.get("looks").json()["looks"]
    assert "keys" not in mine


def test_of_a_count_nothing_is_shown(cart: Phone, pocket: Phone) -> None:
    """Who counts blind sees no key of the first one, whatever their phone sends."""
    look = cart.look("check", "armorer", **CHECK)
    other = {**look.said, "act_id": "with-keys", "look_nonce": look.nonce, "keys": CHECK}
    assert cart.post("looks", other).status_code == 200
    assert ["keys" in each for each in pocket.get("looks").json()["looks"]] == [False, False]


@pytest.mark.parametrize("change", [{"keys": {"weapon": "revolver"}}, {"keys": {}}, {"thing": "rifle"}])
def test_other_keys_than_those_that_are_fixed_are_not_shown(cart: Phone, change: dict[str, Any]) -> None:
    """What is shown and what will be said are one, and the thing is that of the act."""
    look = cart.look("isolate", "armorer", **ISOLATE)
    wrong = cart.post("looks", {**look.said, "act_id": "another", **change})
    assert code(wrong) == (403, "access.not-as-committed")


def test_nothing_is_signed_unseen(cart: Phone) -> None:
    """Without the keys and the nonce that opens them no look opens, and no other nonce does."""
    look = cart.look("isolate", "armorer", **ISOLATE)
    unseen = {key: value for key, value in look.said.items() if key not in ("keys", "look_nonce")}
    assert code(cart.post("looks", {**unseen, "act_id": "a1"})) == (400, "access.no-commitment")
    other = {**look.said, "act_id": "a2", "look_nonce": "A" * 43 + "="}
    assert code(cart.post("looks", other)) == (403, "access.not-as-committed")
    assert code(cart.post("looks", {**look.said, "act_id": "a3", "look_nonce": "AAAA"})) == (
        400,
        "act.no-nonce",
    )


def test_personal_values_are_in_no_list(cart: Phone, pocket: Phone) -> None:
    """Name, contact and age of somebody who is enrolled are seen to be said, and no more."""
    keys = {"person": "newcomer", "roles": ["crew"], "name": "N. N.", "contact": "555"}
    assert cart.look("enrol", "armorer", thing="newcomer", **keys).answer.status_code == 200
    (shown,) = pocket.get("looks").json()["looks"]
    assert shown["keys"] == {**keys, "name": "...", "contact": "..."}


def test_an_override_names_the_refusal_that_it_is_for(served: Served, cart: Phone, pocket: Phone) -> None:
    """The thing that both sign is the act that was refused, and the auditors read it so."""
    refused = cart.ask("show", "armorer", weapon="revolver", to=["first-ad"]).json()
    assert refused["outcome"] == "refuse"
    of_act = refused["act_id"]
    keys = {"of_act": of_act, "reason": "seen by both"}
    cart.sign_in("producer")
    look = cart.look("override", "producer", thing=of_act, **keys)
    assert look.answer.status_code == 200, look.answer.text
    (shown,) = pocket.get("looks").json()["looks"]
    assert (shown["thing"], shown["keys"]) == (of_act, keys)
    assert cart.second(look, "safety").status_code == 200
    said = body(served, cart.done(look, witness="safety"))
    assert said["second"]["by"] == "safety"


def test_a_word_is_not_older_than_what_it_answers(served: Served, cart: Phone, pocket: Phone) -> None:
    """Two clocks may differ by five seconds; a word that claims to be from before is turned away."""
    served.clock.advance(60)
    look = cart.look("check", "armorer", **CHECK)
    for before, why in ((6, "access.wrong-clock"), (5, "act.not-signed")):
        at = served.clock.now() - timedelta(seconds=before)
        claimed = at.replace(tzinfo=None).isoformat() + "Z"
        answer = pocket.second(look, "assistant", SIX, badge="", pin="", claimed_at=claimed)
        assert answer.json()["code"] == why
