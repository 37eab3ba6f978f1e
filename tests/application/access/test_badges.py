"""Badges and PINs: guessed in vain, kept as hashes, lost and unlocked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from time import thread_time

import pytest

from showsafe.application.access import badges as module
from showsafe.application.access import proofs, secret
from showsafe.application.access.badges import TRIES, Badges, parse
from showsafe.errors import ShowsafeError, Unusable, WrongInput

PIN = "4071"


class Kept:
    """What was kept, and why."""

    def __init__(self) -> None:
        self.content = b""
        self.why: list[str] = []

    def save(self, content: bytes, why: str) -> None:
        """Keep it."""
        self.content = content
        self.why.append(why)


def code(badges: Badges, token: str, pin: str) -> str:
    """Return whose badge it is, or the code of the refusal."""
    try:
        return badges.prove(token, pin)
    except WrongInput as error:
        return error.code


def test_a_badge_and_its_pin_say_who_it_is() -> None:
    """The right PIN to a badge is its person, after a restart too; the badge and the PIN are kept nowhere."""
    kept = Kept()
    token = Badges(b"", kept.save).issue("armorer", PIN, "producer")
    again = Badges(kept.content, kept.save)
    assert again.prove(token, PIN) == "armorer"
    assert token.encode() not in kept.content
    assert PIN.encode() not in kept.content.replace(again._badges["armorer"].badge.encode(), b"")
    assert b"$argon2id$" in kept.content
    assert kept.why == ["A badge for armorer, by producer."]
    assert PIN not in repr(again._badges)


def test_five_wrong_pins_lock_a_badge() -> None:
    """The fifth wrong PIN locks; the right one is refused then, after a restart too, until a supervisor unlocks it."""
    kept = Kept()
    badges = Badges(b"", kept.save)
    token = badges.issue("armorer", PIN, "producer")
    said = [code(badges, token, f"{number:04}") for number in range(TRIES)]
    assert said == ["access.not-proven"] * (TRIES - 1) + ["access.locked"]
    assert code(badges, token, PIN) == "access.locked"
    restarted = Badges(kept.content, kept.save)
    assert code(restarted, token, PIN) == "access.locked"
    assert restarted.locked() == {"armorer": True}
    restarted.unlock("armorer", "safety")
    assert restarted.prove(token, PIN) == "armorer"
    assert kept.why[1:] == ["The badge of armorer is locked.", "The badge of armorer is unlocked, by safety."]


def test_a_right_pin_begins_the_count_anew() -> None:
    """Four slips, then the right PIN, then four slips lock nobody out."""
    badges = Badges(b"", Kept().save)
    token = badges.issue("armorer", PIN, "producer")
    for _ in range(2):
        for _ in range(TRIES - 1):
            assert code(badges, token, "0000") == "access.not-proven"
        assert badges.prove(token, PIN) == "armorer"


def test_guesses_at_the_same_moment_are_not_more() -> None:
    """Forty guesses from forty threads are five tries, and the right PIN among the later ones opens nothing."""
    badges = Badges(b"", Kept().save)
    token = badges.issue("armorer", PIN, "producer")
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda number: code(badges, token, f"{number:05}"), range(40)))
    assert said.count("access.not-proven") <= TRIES
    assert code(badges, token, PIN) == "access.locked"


def test_an_unknown_badge_takes_the_time_of_a_wrong_pin() -> None:
    """Of a badge that is not known nothing can be told by the answer or by how long its own thread takes."""
    badges = Badges(b"", Kept().save)
    token = badges.issue("armorer", PIN, "producer")

    def taken(text: str) -> float:
        start = thread_time()
        assert code(badges, text, "0000") == "access.not-proven"
        badges._tries.clear()
        return thread_time() - start

    known = min(taken(token) for _ in range(7))
    for text in (secret.new(secret.BADGE), "", "b-", token.upper(), "\ud800"):
        unknown = min(taken(text) for _ in range(7))
        assert unknown > known / 3, text
        assert unknown < known * 3, text


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "٤٠٧١", "4071 ", "-4071"])
def test_a_pin_has_four_to_eight_digits(pin: str) -> None:
    """Anything else is refused, and nothing is kept."""
    kept = Kept()
    with pytest.raises(WrongInput) as refused:
        Badges(b"", kept.save).issue("armorer", pin, "producer")
    assert (refused.value.code, kept.content) == ("access.not-a-pin", b"")


@pytest.mark.parametrize("pin", ["0000", "1234", "98765432", "77777777"])
def test_an_easy_pin_is_refused(pin: str) -> None:
    """What anybody tries first is no PIN."""
    with pytest.raises(WrongInput) as refused:
        Badges(b"", Kept().save).issue("armorer", pin, "producer")
    assert refused.value.code == "access.easy-pin"


def test_a_new_badge_ends_the_one_before_and_a_lost_one_is_withdrawn() -> None:
    """A copy of an old badge is worth nothing, and neither is one that was taken back."""
    badges = Badges(b"", Kept().save)
    old = badges.issue("armorer", PIN, "producer")
    new = badges.issue("armorer", PIN, "producer")
    assert code(badges, old, PIN) == "access.not-proven"
    assert badges.prove(new, PIN) == "armorer"
    badges.withdraw("armorer", "producer")
    assert code(badges, new, PIN) == "access.not-proven"
    for call in (badges.withdraw, badges.unlock):
        with pytest.raises(WrongInput) as refused:
            call("armorer", "producer")
        assert refused.value.code == "access.no-badge"


def test_what_was_not_kept_does_not_hold() -> None:
    """Where the disk refuses a new badge, the one before stays the right one."""
    kept = Kept()
    badges = Badges(b"", kept.save)
    token = badges.issue("armorer", PIN, "producer")

    def full(_: bytes, __: str) -> None:
        raise Unusable("disk.full", "The disk is full.", "Make room.")

    badges.kept._save = full
    with pytest.raises(Unusable):
        badges.issue("armorer", "8812", "producer")
    assert badges.prove(token, PIN) == "armorer"


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b"\xff",
        b'{"badges":[],"format":2}',
        b'{"badges":[{"person":"x"}],"format":1}',
        b'{"badges":[{"badge":"0","locked":false,"person":"x","pin":""}],"format":1}',
    ],
)
def test_damage_is_told(content: bytes) -> None:
    """Badges that cannot be read open nothing and break nothing."""
    with pytest.raises(ShowsafeError) as refused:
        parse(content)
    assert refused.value.code == "access.damaged"


def test_a_damaged_hash_is_a_wrong_pin() -> None:
    """Whatever stands in the place of a hash fits no PIN."""
    assert not module._fits("$argon2id$nonsense", PIN)


def test_a_weaker_proof_is_known_as_weaker() -> None:
    """Nothing, a shared device, one's own device, a passkey: in this order."""
    assert proofs.of_a_badge("armorer", "armorer") == proofs.OWN
    assert proofs.of_a_badge("armorer", "") == proofs.of_a_badge("armorer", "grip") == proofs.SHARED
    order = list(proofs.STRENGTHS)
    assert all(proofs.weaker(one, other) for one, other in pairwise(order))
    assert not proofs.weaker(proofs.PASSKEY, proofs.OWN)
