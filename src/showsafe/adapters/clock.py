"""The clocks that may be handed to the rooms below, which never ask for the time themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Return the present time, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved: for tests, simulators and rebuilding."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("A fixed clock needs a time with its zone.")
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time at which the clock stands, aware, in UTC."""
        return self._at

    def advance(self, seconds: float) -> None:
        """Move the clock by seconds; a negative number moves it back, as real clocks do."""
        self._at += timedelta(seconds=seconds)
