"""Passkeys over HTTP: added after badge and PIN, used to sign in and to act, taken back by owner or office."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import httpx
import pytest

from showsafe.application.access.authenticators import Site
from showsafe.entrypoints.http.api.front import Config
from showsafe.ledger import record
from tests.authenticator import Authenticator
from tests.entrypoints.api.sets import Phone, Served, serving

HOST = "set.example:7380"
SITE = Site("set.example", f"https://{HOST}")


@pytest.fixture
def served() -> Iterator[Served]:
    """Return a set that is served as under a name and TLS."""
    with serving() as one:
        one.desk.passkeys.site = SITE
        yield one


def added(phone: Phone, person: str, one: Authenticator) -> httpx.Response:
    """Sign somebody in with badge and PIN and add a passkey."""
    assert phone.sign_in(person).status_code == 200
    options = phone.post("passkeys/options")
    assert options.status_code == 200, options.text
    return phone.post("passkeys", {"passkey": one.make(options.json())})


def signed_in(phone: Phone, one: Authenticator) -> httpx.Response:
    """Sign in with a passkey and nothing else."""
    phone.http.cookies.clear()
    phone.token = ""
    options = phone.post("session/passkey/options").json()
    said = {**phone.signing_in("nobody"), "passkey": one.use(options)}
    answer = phone.http.post("/api/v1/session", json={**said, "badge": "", "pin": ""})
    if answer.status_code == 200:
        phone.token = answer.json()["token"]
    return answer


def test_signing_in_with_a_passkey(served: Served) -> None:
    """After it was added with badge and PIN it signs in on any device of the set, and the session says by what."""
    phone, cart = served.phone("mine", "armorer"), served.phone("cart", seed=40)
    one = Authenticator()
    answer = added(phone, "armorer", one)
    assert answer.json()["person"] == "armorer"
    assert signed_in(cart, one).status_code == 200
    session = cart.get("session", host=HOST).json()
    assert (session["person"], session["proof"], session["passkeys"]) == ("armorer", "passkey", True)
    assert cart.get("session").json()["passkeys"] is False


def test_an_act_says_that_it_was_a_passkey(served: Served) -> None:
    """At the act as at the sign-in: the record has the strength of the proof, and by whom."""
    phone = served.phone("mine", "armorer")
    one = Authenticator()
    added(phone, "armorer", one)
    phone.post("session/end")
    phone.token = ""
    options = phone.post("session/passkey/options").json()
    said = phone.saying("collect", "armorer", weapon="revolver")
    answer = phone.post("asks", {**said, "passkey": one.use(options)})
    assert answer.status_code == 200, answer.text
    body = record.read(next(served.node.store.entries(served.node.store.size())).raw).body
    assert (body["by"], body["proof"]) == ("armorer", "passkey")
    again = phone.saying("collect", "armorer", weapon="revolver")
    options = phone.post("session/passkey/options").json()
    other = phone.post("asks", {**again, "by": "grip", "passkey": one.use(options)})
    assert other.json()["code"] == "access.not-by-you"


def test_a_second_person_says_their_word_with_a_passkey(served: Served) -> None:
    """Whoever stands by shows a passkey on the first one's phone instead of badge and PIN."""
    phone, theirs = served.phone("mine", "armorer"), served.phone("theirs", "assistant", seed=40)
    one = Authenticator()
    added(theirs, "assistant", one)
    phone.sign_in("armorer")
    looked = phone.look("check", "armorer", seen=6, of=6, bore=True, found=[])
    served.clock.advance(5)
    options = phone.post("session/passkey/options").json()
    word = phone.second(looked, "assistant", {"seen": 6}, badge="", pin="", passkey=one.use(options))
    assert word.status_code == 200, word.text


def test_what_proves_nobody(served: Served) -> None:
    """Replayed, without the person, from another page, or by another's: the answer is 401, and nobody is signed in."""
    phone = served.phone("mine", "armorer")
    one = Authenticator()
    added(phone, "armorer", one)
    options = phone.post("session/passkey/options").json()
    overheard = one.use(options)
    phone.http.cookies.clear()
    for odd in (replace(copy(one), origin="https://evil.example"), replace(copy(one), name="evil.example")):
        answer = signed_in(phone, odd)
        assert (answer.status_code, answer.json()["code"]) == (401, "access.passkey-not-proven")
        assert "set-cookie" not in answer.headers
    said = {**phone.signing_in("armorer"), "badge": "", "pin": "", "passkey": overheard}
    assert phone.http.post("/api/v1/session", json=said).status_code == 200
    phone.http.cookies.clear()
    again = {**phone.signing_in("armorer"), "badge": "", "pin": "", "passkey": overheard}
    assert phone.http.post("/api/v1/session", json=again).status_code == 401


def test_a_copied_passkey_is_locked(served: Served) -> None:
    """The answer is 423, and who owns it uses badge and PIN."""
    phone = served.phone("mine", "armorer")
    one = Authenticator()
    added(phone, "armorer", one)
    copied = copy(one)
    assert signed_in(phone, one).status_code == 200
    locked = signed_in(phone, copied)
    assert (locked.status_code, locked.json()["code"]) == (423, "access.passkey-locked")
    assert phone.sign_in("armorer").status_code == 200
    assert [each["locked"] for each in phone.get("passkeys").json()["passkeys"]] == [True]


def test_only_who_showed_badge_and_pin_adds_one(served: Served) -> None:
    """A passkey begets no passkey, and without a session there is none."""
    phone = served.phone("mine", "armorer")
    assert phone.post("passkeys/options").status_code == 401
    one = Authenticator()
    added(phone, "armorer", one)
    signed_in(phone, one)
    for path, body in (("passkeys/options", None), ("passkeys", {"passkey": {}})):
        answer = phone.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "access.badge-first")


def test_in_a_shared_device_none_stays(served: Served) -> None:
    """On the cart a passkey that lies in the cart's phone is refused; one on a key of their own is taken."""
    cart = served.phone()
    assert (
        added(cart, "armorer", Authenticator(attachment="platform")).json()["code"] == "access.passkey-stays"
    )
    assert added(cart, "armorer", Authenticator(credential=b"usb")).status_code == 200


def test_each_sees_their_own_and_the_office_all(served: Served) -> None:
    """The list has no key in it; somebody else's is not seen and cannot be taken back, but by the office."""
    phone = served.phone("mine", "armorer")
    one = Authenticator()
    name = added(phone, "armorer", one).json()["id"]
    listed = phone.get("passkeys").json()["passkeys"]
    assert [sorted(each) for each in listed] == [["id", "locked", "name", "person", "since", "stays"]]
    phone.sign_in("grip")
    assert phone.get("passkeys").json() == {"passkeys": []}
    assert phone.post(f"passkeys/{name}/withdrawal").json()["code"] == "access.no-passkey"
    office = served.phone("office", seed=40)
    office.sign_in("producer")
    assert [each["person"] for each in office.get("passkeys").json()["passkeys"]] == ["armorer"]
    assert signed_in(phone, one).status_code == 200
    assert office.post(f"passkeys/{name}/withdrawal").json() == {"id": name, "person": "armorer"}
    assert phone.get("session").json()["signed_in"] is False
    assert signed_in(phone, one).status_code == 401


def test_a_passkey_goes_with_the_device_that_it_lies_in(served: Served) -> None:
    """A phone that is lost and taken off the record takes its own passkeys with it, wherever they are shown."""
    phone, cart = served.phone("mine", "armorer"), served.phone("cart", seed=40)
    one = Authenticator(attachment="platform")
    assert added(phone, "armorer", one).status_code == 200
    assert signed_in(cart, one).status_code == 200
    cart.sign_in("producer")
    assert cart.ask("revoke-key", "producer", key_id=phone.key.id).status_code == 200
    assert signed_in(cart, one).json()["code"] == "access.unknown-device"


def test_without_a_name_or_tls_there_are_none(served: Served) -> None:
    """Plain HTTP, an address: every route of passkeys but the list says that there are none."""
    assert (Config(secure=False).name, served.desk.passkeys.site.name) == ("", "set.example")
    with serving(Config(secure=False, name=HOST)) as plain:
        phone = plain.phone()
        phone.sign_in("armorer")
        for path in ("session/passkey/options", "passkeys/options"):
            answer = phone.post(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "access.passkeys-off")
        assert phone.get("session", host=HOST).json()["passkeys"] is False
    with serving(Config(name=HOST)) as named:
        assert named.desk.passkeys.site == SITE
