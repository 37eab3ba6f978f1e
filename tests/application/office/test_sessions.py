"""Sessions of the office: they end, are never guessed, and a sign-in comes back once."""

from __future__ import annotations

from showsafe.application.office import sessions
from showsafe.application.office.sessions import Sessions
from tests.application.office.office import SetTime


def test_a_session_ends_by_itself() -> None:
    """After half an hour without a request, after twelve hours with them, and where the clock was set back."""
    clock = SetTime()
    kept = Sessions(clock)
    token = kept.begin("sub-1", "Somebody")
    found = kept.look(token)
    assert found is not None
    assert found.subject == "sub-1"
    clock.later(minutes=31)
    assert kept.look(token) is None
    assert kept.count() == 0
    token = kept.begin("sub-1", "Somebody")
    for _ in range(35):
        clock.later(minutes=20)
        assert kept.look(token)
    clock.later(minutes=20)
    assert kept.look(token) is None
    token = kept.begin("sub-1", "Somebody")
    clock.later(minutes=-1)
    assert kept.look(token) is None


def test_a_session_is_ended_and_no_other() -> None:
    """Signing out ends the one of this browser."""
    kept = Sessions(SetTime())
    one, other = kept.begin("sub-1", "a"), kept.begin("sub-1", "a")
    kept.end(one)
    kept.end("unknown")
    assert kept.look(one) is None
    assert kept.look(other)
    assert kept.look("") is None


def test_a_sign_in_comes_back_once_and_in_time() -> None:
    """What the browser brings back is used up by the first look at it."""
    clock = SetTime()
    kept = Sessions(clock)
    secret, made = kept.attempt("/people")
    assert len({made.state, made.nonce, made.verifier, secret}) == 4
    assert kept.returned(secret) == made
    assert kept.returned(secret) is None
    secret, _ = kept.attempt()
    clock.later(minutes=11)
    assert kept.returned(secret) is None


def test_what_is_kept_is_bounded() -> None:
    """Whoever begins without end pushes out the oldest, and nobody who is at work."""
    kept = Sessions(SetTime())
    at_work, idle = kept.begin("sub-1", "a"), kept.begin("sub-2", "b")
    assert kept.look(at_work)
    for _ in range(sessions.MOST - 1):
        kept.begin("sub-3", "c")
    assert kept.count() == sessions.MOST
    assert kept.look(idle) is None
    assert kept.look(at_work)
    for _ in range(sessions.MOST + 1):
        kept.attempt()
    assert kept.look(at_work)
