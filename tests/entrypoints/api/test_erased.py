"""Whoever is erased shows nothing any more: neither the badge that they had, nor a session, nor a passkey."""

from __future__ import annotations

from showsafe.application.access.kept import Passkey
from tests.entrypoints.api.looked import CHECK, SIX, code
from tests.entrypoints.api.sets import Phone, Served


def test_the_badge_of_somebody_erased_is_withdrawn(served: Served, cart: Phone, pocket: Phone) -> None:
    """Their session ends, their badge and passkeys are gone, and others keep theirs."""
    passkey = Passkey(person="assistant", credential="AAAA", public="AAAA", name="set", count=0, since="")
    served.desk.badges.kept.keep("", passkeys={"p-1": passkey})
    cart.sign_in("producer")
    assert cart.ask("erase", "producer", person="assistant").json()["outcome"] == "permit"
    assert "assistant" not in served.desk.badges.locked()
    assert "armorer" in served.desk.badges.locked()
    assert served.desk.passkeys.of() == {}
    assert pocket.get("session").json()["signed_in"] is False
    assert code(pocket.sign_in("assistant")) == (401, "access.not-proven")


def test_erased_at_the_keyboard_a_badge_proves_nobody(served: Served, cart: Phone, pocket: Phone) -> None:
    """Wherever it was recorded, the badge opens no session and gives no word."""
    look = cart.look("check", "armorer", **CHECK)
    served.node.ask("erase", "producer", person="assistant")
    assert code(pocket.sign_in("assistant")) == (403, "access.erased")
    assert code(cart.second(look, "assistant", SIX)) == (403, "access.erased")
