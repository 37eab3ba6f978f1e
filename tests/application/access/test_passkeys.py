"""Passkeys: made by who is signed in, used once for each challenge, on our pages alone, and locked when copied."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.application.access.authenticators import Site, site_of
from showsafe.application.access.badges import Badges
from showsafe.application.access.kept import Kept, read
from showsafe.application.access.passkeys import MOST, Passkeys
from showsafe.errors import Unusable, WrongInput
from tests.authenticator import PRESENT, Authenticator, from_url, to_url

SITE = Site("set.example", "https://set.example:7380")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Desk:
    """Passkeys of a unit, with what was kept of them and why."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content
        self.why: list[str] = []
        self.clock = FixedClock(NOON)
        self.kept = Kept(content, self.save)
        self.passkeys = Passkeys(self.kept, self.clock, "north-ridge")
        self.passkeys.site = SITE

    def save(self, content: bytes, why: str) -> None:
        """Keep it."""
        self.content = content
        self.why.append(why)

    def make(self, person: str, one: Authenticator, device: str = "d1", *, own: bool = True) -> str:
        """Add a passkey."""
        options = self.passkeys.to_make(person, device, own=own)
        return self.passkeys.make(person, device, one.make(options), own=own)

    def use(self, one: Authenticator, **changes: Any) -> str:  # noqa: ANN401 - of the answer
        """Return whom a passkey proves."""
        return self.passkeys.prove(one.use(self.passkeys.to_use(), **changes)).person


def code(call: Callable[[], object]) -> str:
    """Return the code of a refusal; "" where there was none."""
    try:
        call()
    except WrongInput as error:
        return error.code
    return ""


def test_a_passkey_says_who_it_is() -> None:
    """Made by somebody, it proves them, after a restart too; what is kept of it is on record by its sum, and why."""
    desk, one = Desk(), Authenticator()
    name = desk.make("armorer", one)
    assert desk.use(one) == "armorer"
    assert desk.why == ["A passkey for armorer, by armorer."]
    again = Desk(desk.content)
    assert list(again.passkeys.of("armorer")) == [name]
    assert again.passkeys.of("grip") == {}
    assert again.use(one) == "armorer"


def test_what_the_browser_is_asked_for() -> None:
    """The person has to be verified, the passkey found without a name typed, and nothing of the maker is wanted."""
    desk = Desk()
    options = desk.passkeys.to_make("armorer", "d1", own=False)
    assert options["rp"]["id"] == "set.example"
    assert options["authenticatorSelection"] == {
        "authenticatorAttachment": "cross-platform",
        "residentKey": "required",
        "userVerification": "required",
    }
    assert options["attestation"] == "none"
    assert b"armorer" not in from_url(options["user"]["id"])
    assert (
        "authenticatorAttachment"
        not in desk.passkeys.to_make("armorer", "d1", own=True)["authenticatorSelection"]
    )
    one = Authenticator()
    desk.make("armorer", one)
    excluded = desk.passkeys.to_make("armorer", "d1", own=True)["excludeCredentials"]
    assert excluded == [{"type": "public-key", "id": to_url(one.credential)}]
    assert (desk.passkeys.to_use()["userVerification"], desk.passkeys.to_use()["allowCredentials"]) == (
        "required",
        [],
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"origin": "https://set.example.evil:7380"},
        {"origin": "http://set.example:7380"},
        {"origin": "https://set.example"},
        {"name": "example"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
)
def test_of_another_page_or_without_the_person(bad: dict[str, Any]) -> None:
    """Another origin, port or name, a person who was not verified or not there: neither made nor used."""
    desk, one = Desk(), Authenticator()
    desk.make("armorer", one)
    odd = copy(one)
    for name, value in bad.items():
        setattr(odd, name, value)
    assert code(lambda: desk.use(odd)) == "access.passkey-not-proven"
    odd.credential = b"another"
    assert code(lambda: desk.make("armorer", odd)) == "access.passkey-not-made"
    assert desk.use(one) == "armorer"


def test_a_challenge_is_good_once_for_two_minutes_and_for_one_purpose() -> None:
    """Sent again, late, invented, or from the other ceremony, an answer proves nothing."""
    desk, one = Desk(), Authenticator()
    desk.make("armorer", one)
    said = one.use(desk.passkeys.to_use())
    desk.passkeys.prove(said)
    assert code(lambda: desk.passkeys.prove(said)) == "access.passkey-not-proven"
    late = one.use(desk.passkeys.to_use())
    desk.clock.advance(120)
    assert code(lambda: desk.passkeys.prove(late)) == "access.passkey-not-proven"
    invented = one.use({"challenge": to_url(b"c-" + b"a" * 22)})
    assert code(lambda: desk.passkeys.prove(invented)) == "access.passkey-not-proven"
    crossed = one.use(desk.passkeys.to_make("armorer", "d1", own=True))
    assert code(lambda: desk.passkeys.prove(crossed)) == "access.passkey-not-proven"


def test_a_challenge_to_make_one_is_of_one_person_and_device() -> None:
    """What was shown to one is not answered by another, nor on another device, nor twice."""
    desk, one = Desk(), Authenticator()
    for person, device in (("grip", "d1"), ("armorer", "d2")):
        said = one.make(desk.passkeys.to_make("armorer", "d1", own=True))
        with pytest.raises(WrongInput) as error:
            desk.passkeys.make(person, device, said, own=True)
        assert error.value.code == "access.passkey-not-made"
    said = one.make(desk.passkeys.to_make("armorer", "d1", own=True))
    desk.passkeys.make("armorer", "d1", said, own=True)
    assert code(lambda: desk.passkeys.make("armorer", "d1", said, own=True)) == "access.passkey-not-made"
    assert code(lambda: desk.make("grip", one)) == "access.passkey-not-made"


def test_a_counter_that_does_not_go_up_locks_it() -> None:
    """A copy that was used shows by its counter: the passkey is locked, on record, for its right owner too."""
    desk, one = Desk(), Authenticator(count=7)
    name = desk.make("armorer", one)
    copied = copy(one)
    assert [desk.use(one), desk.use(one)] == ["armorer", "armorer"]
    assert code(lambda: desk.use(copied)) == "access.passkey-locked"
    assert code(lambda: desk.use(one)) == "access.passkey-locked"
    assert desk.why[-1] == "A passkey of armorer is locked: its counter did not go up."
    again = Desk(desk.content)
    assert again.passkeys.of()[name].locked
    assert again.passkeys.of()[name].count == 9
    assert code(lambda: again.use(one)) == "access.passkey-locked"


def test_nobody_locks_the_passkey_of_another() -> None:
    """Without its key an old counter locks nothing."""
    desk, one = Desk(), Authenticator()
    desk.make("armorer", one)
    desk.use(one)
    stranger = copy(one)
    stranger.key, stranger.count = Authenticator().key, 0
    assert code(lambda: desk.use(stranger)) == "access.passkey-not-proven"
    assert desk.use(one) == "armorer"


def test_an_authenticator_without_a_counter() -> None:
    """Many always say nought; that is no sign of a copy. One that had a counter and says nought is."""
    desk, one = Desk(), Authenticator(step=0)
    desk.make("armorer", one)
    assert [desk.use(one), desk.use(one)] == ["armorer", "armorer"]
    other = Authenticator(credential=b"with a counter", count=3)
    desk.make("armorer", other)
    other.count, other.step = 0, 0
    assert code(lambda: desk.use(other)) == "access.passkey-locked"


def test_a_passkey_of_somebody_else() -> None:
    """Who says that it is another person's, or signs with another key, proves nothing."""
    desk, one, other = Desk(), Authenticator(), Authenticator(credential=b"other")
    desk.make("armorer", one)
    desk.make("grip", other)
    assert code(lambda: desk.use(one, userHandle=to_url(other.handle))) == "access.passkey-not-proven"
    one.key = other.key
    assert code(lambda: desk.use(one)) == "access.passkey-not-proven"
    assert desk.use(other, userHandle=None) == "grip"


def test_it_is_taken_back() -> None:
    """By its owner or by the office; by nobody else, and what is taken back proves nothing any more."""
    desk, one = Desk(), Authenticator()
    name = desk.make("armorer", one)
    assert code(lambda: desk.passkeys.withdraw(name, "grip", anybodys=False)) == "access.no-passkey"
    assert desk.passkeys.withdraw(name, "producer", anybodys=True) == "armorer"
    assert desk.why[-1] == "A passkey of armorer is withdrawn, by producer."
    assert code(lambda: desk.use(one)) == "access.passkey-not-proven"
    assert code(lambda: desk.passkeys.withdraw(name, "armorer", anybodys=False)) == "access.no-passkey"


def test_on_a_shared_device_it_has_to_be_carried_away() -> None:
    """What stays in a device that several use is refused there; in one's own it is known by that device."""
    desk, one = Desk(), Authenticator(attachment="platform")
    assert code(lambda: desk.make("armorer", one, own=False)) == "access.passkey-stays"
    name = desk.make("armorer", one, "my-phone")
    assert desk.passkeys.of()[name].device == "my-phone"


def test_nobody_has_more_than_five() -> None:
    """The sixth is refused before the browser is asked for it."""
    desk = Desk()
    for number in range(MOST):
        desk.make("armorer", Authenticator(credential=bytes([number]) * 20))
    assert code(lambda: desk.passkeys.to_make("armorer", "d1", own=True)) == "access.too-many-passkeys"


def test_without_a_name_there_are_none() -> None:
    """Where the node has no name that browsers trust, nothing of it is there."""
    desk, one = Desk(), Authenticator()
    desk.make("armorer", one)
    said = one.use(desk.passkeys.to_use())
    desk.passkeys.site = Site()
    assert code(desk.passkeys.to_use) == "access.passkeys-off"
    assert code(lambda: desk.passkeys.prove(said)) == "access.passkeys-off"
    desk.passkeys.site = Site("other.example", "https://other.example")
    moved = copy(one)
    moved.name, moved.origin = "other.example", "https://other.example"
    assert code(lambda: desk.use(moved)) == "access.passkey-not-proven"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://set.example:7380/", SITE),
        ("https://Set.Example", Site("set.example", "https://set.example")),
        ("https://north-ridge.local:443/", Site("north-ridge.local", "https://north-ridge.local")),
        ("https://192.168.1.20:7380/", Site()),
        ("https://[fd00::1]:7380/", Site()),
        ("https://localhost:7380/", Site()),
        ("http://set.example/", Site()),
        ("https://set.example:x/", Site()),
        ("https://-set.example/", Site()),
    ],
)
def test_only_a_name_is_a_site(url: str, site: Site) -> None:
    """An address, a name without a dot, or no TLS is no place for passkeys."""
    assert site_of(url) == site


@pytest.mark.parametrize(
    "said", [{}, {"response": 3}, {"response": {"clientDataJSON": "!"}}, {"rawId": [], "id": {}}]
)
def test_what_is_no_answer_at_all(said: dict[str, Any]) -> None:
    """Anything may be sent; it proves nobody and makes nothing."""
    desk = Desk()
    assert code(lambda: desk.passkeys.prove(said)) == "access.passkey-not-proven"
    assert code(lambda: desk.passkeys.make("armorer", "d1", said, own=True)) == "access.passkey-not-made"


@pytest.mark.parametrize("part", ["authenticatorData", "signature", "clientDataJSON"])
def test_a_bit_that_is_another(part: str) -> None:
    """Each byte of an answer is signed: with one bit changed it proves nobody."""
    desk, one = Desk(), Authenticator()
    desk.make("armorer", one)
    said = one.use(desk.passkeys.to_use())
    changed = bytearray(from_url(said["response"][part]))
    changed[-3] ^= 1
    said["response"][part] = to_url(bytes(changed))
    assert code(lambda: desk.passkeys.prove(said)) == "access.passkey-not-proven"


def test_badges_and_passkeys_are_kept_together() -> None:
    """A file without passkeys is as it was before there were any; with one it is of format 2, and badges stay in it."""
    desk = Desk()
    badges = Badges(b"", desk.save)
    token = badges.issue("armorer", "4071", "producer")
    assert b'"format":1' in desk.content
    passkeys = Passkeys(badges.kept, desk.clock, "north-ridge")
    passkeys.site = SITE
    one = Authenticator()
    name = passkeys.make("armorer", "d1", one.make(passkeys.to_make("armorer", "d1", own=True)), own=True)
    assert b'"format":2' in desk.content
    badges.withdraw("armorer", "producer")
    kept_badges, kept_passkeys = read(desk.content)
    assert (list(kept_badges), list(kept_passkeys)) == ([], [name])
    assert token.encode() not in desk.content
    passkeys.withdraw(name, "armorer", anybodys=False)
    assert desk.content == b'{"badges":[],"format":1}'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"count":0', b'"count":-1'),
        (b'"count":0', b'"count":true'),
        (b'"locked":false', b'"locked":0'),
        (b'"id":"p-', b'"id":"q-'),
        (b'"name":"set.example"', b'"name":1'),
        (b'"format":2', b'"format":1'),
        (b'"person":"armorer"', b'"person":""'),
        (b'"public":"', b'"public":"!'),
    ],
)
def test_a_file_that_is_damaged_is_refused(old: bytes, new: bytes) -> None:
    """Nothing is guessed of a file that is not as it was written."""
    desk = Desk()
    desk.make("armorer", Authenticator())
    with pytest.raises(Unusable) as error:
        read(desk.content.replace(old, new))
    assert error.value.code == "access.damaged"
