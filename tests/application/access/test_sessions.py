"""Sessions and invitations: short, of one device, stolen and replayed in vain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.application.access import proofs, secret, sessions
from showsafe.application.access.enrolling import MOST, Enrolling
from showsafe.application.access.sessions import Sessions
from showsafe.errors import WrongInput
from tests.simulator import MORNING

MINUTE = 60


def refused(call: Callable[[], object]) -> str:
    """Return the code with which a call is refused."""
    with pytest.raises(WrongInput) as found:
        call()
    return found.value.code


def test_a_session_ends_when_nobody_is_there() -> None:
    """Seven minutes without an act are a pause; eight end it. Twelve hours end it in any case."""
    clock = FixedClock(MORNING)
    held = Sessions(clock)
    token = held.begin("armorer", "device-1", proofs.OWN)
    for _ in range(12 * 60 // 7):
        clock.advance(7 * MINUTE)
        assert held.look(token, "device-1").person == "armorer"
    clock.advance(7 * MINUTE)
    assert refused(lambda: held.look(token, "device-1")) == "access.signed-out"
    token = held.begin("armorer", "device-1", proofs.OWN)
    clock.advance(8 * MINUTE)
    assert refused(lambda: held.look(token, "device-1")) == "access.signed-out"


def test_a_page_that_asks_by_itself_keeps_no_session_open() -> None:
    """A board that is asked for every minute does not count as somebody being there."""
    clock = FixedClock(MORNING)
    held = Sessions(clock)
    token = held.begin("armorer", "device-1", proofs.OWN)
    for _ in range(7):
        clock.advance(MINUTE)
        assert held.look(token, there=False).person == "armorer"
    clock.advance(MINUTE)
    assert refused(lambda: held.look(token, there=False)) == "access.signed-out"


def test_a_stolen_session_is_worth_nothing_on_another_device() -> None:
    """Shown on another device, a secret is refused, and from then on where it began too."""
    held = Sessions(FixedClock(MORNING))
    token = held.begin("armorer", "device-1", proofs.OWN)
    assert refused(lambda: held.look(token, "device-2")) == "access.signed-out"
    assert refused(lambda: held.look(token, "device-1")) == "access.signed-out"


def test_a_shared_tablet_has_one_person_at_a_time() -> None:
    """Who signs in after somebody ends that one's session; ending one's own leaves others."""
    held = Sessions(FixedClock(MORNING))
    first = held.begin("armorer", "tablet", proofs.SHARED)
    second = held.begin("assistant", "tablet", proofs.SHARED)
    other = held.begin("armorer", "phone", proofs.OWN)
    assert refused(lambda: held.look(first, "tablet")) == "access.signed-out"
    held.end(second)
    held.end("nonsense")
    assert refused(lambda: held.look(second, "tablet")) == "access.signed-out"
    assert held.look(other, "phone").proof == proofs.OWN


def test_a_lost_phone_and_a_withdrawn_badge_end_their_sessions() -> None:
    """All sessions of a device, or of a person, end at once."""
    held = Sessions(FixedClock(MORNING))
    held.begin("armorer", "phone", proofs.OWN)
    held.begin("armorer", "tablet", proofs.SHARED)
    held.begin("safety", "other", proofs.OWN)
    held.end_of(device="phone")
    assert held.count() == 2
    held.end_of(person="armorer")
    assert held.count() == 1


def test_a_clock_that_is_set_back_makes_no_session_longer() -> None:
    """A session that would begin in the future is over."""
    clock = FixedClock(MORNING)
    held = Sessions(clock)
    token = held.begin("armorer", "phone", proofs.OWN)
    clock.advance(-3 * 3600)
    assert refused(lambda: held.look(token, "phone")) == "access.signed-out"


def test_there_are_never_more_sessions_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many, the one that was idle for longest makes room."""
    monkeypatch.setattr(sessions, "MOST", 3)
    held = Sessions(FixedClock(MORNING))
    tokens = [held.begin("armorer", f"phone-{number}", proofs.OWN) for number in range(5)]
    assert held.count() == 3
    assert held.look(tokens[-1], "phone-4").person == "armorer"


@pytest.mark.parametrize("text", ["", "s-", "s-" + "a" * 22, "b-" + "a" * 22, "s-\ud800", "s-" + "a" * 9000])
def test_what_is_no_secret_opens_nothing(text: str) -> None:
    """A text of another form, kind or length is refused like any that is not known."""
    held = Sessions(FixedClock(MORNING))
    held.begin("armorer", "phone", proofs.OWN)
    assert refused(lambda: held.look(text, "phone")) == "access.signed-out"


def test_secrets_are_long_and_of_one_kind() -> None:
    """Each has 128 random bits, and is never taken for one of another kind."""
    made = {secret.new(secret.SESSION) for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(each) == 24 and secret.kept(each, secret.SESSION) for each in made)
    assert secret.kept(secret.new(secret.BADGE), secret.SESSION) == ""


def test_an_invitation_is_for_one_device_and_ten_minutes() -> None:
    """It can be shown again by the same device until it is done, and then by none; after ten minutes it is over."""
    clock = FixedClock(MORNING)
    codes = Enrolling(clock)
    token = codes.invite(name="cart", person="", by="producer", witness="safety")
    first = codes.come(token, "key-1")
    clock.advance(30)
    again = codes.come(token, "key-1")
    assert (first.name, first.received) == (again.name, again.received) == ("cart", MORNING)
    codes.done(token)
    assert refused(lambda: codes.come(token, "key-1")) == "access.no-invitation"
    late = codes.invite(name="late", person="", by="producer", witness="safety")
    clock.advance(10 * MINUTE)
    assert refused(lambda: codes.come(late, "key-1")) == "access.no-invitation"


def test_a_copied_invitation_lets_neither_in() -> None:
    """Two devices with one code: somebody photographed it, so it is over for both."""
    codes = Enrolling(FixedClock(MORNING))
    token = codes.invite(name="cart", person="", by="producer", witness="safety")
    codes.come(token, "key-1")
    assert refused(lambda: codes.come(token, "key-2")) == "access.no-invitation"
    assert refused(lambda: codes.come(token, "key-1")) == "access.no-invitation"


def test_only_so_many_invitations_are_open() -> None:
    """The oldest makes room."""
    codes = Enrolling(FixedClock(MORNING))
    tokens = [codes.invite(name=f"d{n}", person="", by="p", witness="s") for n in range(MOST + 1)]
    assert refused(lambda: codes.come(tokens[0], "key")) == "access.no-invitation"
    assert codes.come(tokens[-1], "key").name == f"d{MOST}"
