"""Asking witnesses and time authorities again and again while a unit is served, in threads that nothing waits for.

After something grave (an incident, a freeze, a stop) they are asked at once, and soon again until all of them have
answered well: the checkpoint over that record is to be seen outside before anybody can think of changing it. The act
itself has been answered before, and waits for nobody.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from showsafe.errors import ShowsafeError

log = logging.getLogger("showsafe.rounds")


class Heard(Protocol):
    """What came of asking one of them."""

    @property
    def who(self) -> str:
        """Who was asked."""

    @property
    def outcome(self) -> str:
        """What it came to."""

    @property
    def says(self) -> str:
        """The same as a sentence."""

    @property
    def good(self) -> bool:
        """Whether there is nothing left to ask."""


Said = TypeVar("Said", bound=Heard)

SOON = 60.0
"""After something grave, whoever did not answer well is asked again after so many seconds."""


class Asker(Protocol[Said]):
    """Asks all of them, and records what they said."""

    def round(self) -> list[Said]:
        """Ask."""

    def record(self, said: Sequence[Said]) -> list[Said]:
        """Record; raises Unusable ``directory.in-use`` where another program has to close the directory first."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told: ``changed`` that there may be a new record, ``says`` what nobody has heard before."""

    changed: Callable[[], None]
    says: Callable[[str], None]


class Rounds(Generic[Said]):
    """Asks every so many seconds, from entering to leaving; leaving waits for nothing but a record under way."""

    def __init__(
        self,
        asker: Asker[Said],
        every: float,
        told: Told,
        also: Callable[[], Iterable[Said]] = tuple,
    ) -> None:
        self._asker = asker
        self._every = every
        self._told = told
        self._also = also
        self._over = threading.Event()
        self._woken = threading.Event()
        self._urgent = False
        self._recording = threading.Lock()
        self._last: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Begin."""
        threading.Thread(target=self._run, daemon=True, name="rounds").start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: an answer that comes after this is not recorded, and asked for again the next time."""
        self._over.set()
        self._woken.set()
        with self._recording:
            pass

    def wake(self) -> None:
        """Ask at once, and soon again until all have answered well. It returns at once, whatever is under way."""
        self._urgent = True
        self._woken.set()

    def _run(self) -> None:
        while not self._over.is_set():
            self._woken.clear()
            try:
                self._round()
            except ShowsafeError as error:
                self._say("", error.code, f"{error.says} {error.now}")
            except Exception:
                # Whoever has ended meanwhile has closed the ledger too.
                if not self._over.is_set():
                    log.exception("asking failed")
            self._woken.wait(min(self._every, SOON) if self._urgent else self._every)

    def _round(self) -> None:
        urgent = self._urgent
        said = self._asker.round()
        with self._recording:
            if self._over.is_set():
                return
            said = [*self._asker.record(said), *self._also()]
        if urgent and all(one.good for one in said) and not self._woken.is_set():
            self._urgent = False
        self._told.changed()
        for one in said:
            self._say(one.who, "" if one.good else one.outcome, one.says)

    def _say(self, who: str, trouble: str, says: str) -> None:
        """Say it where it is another trouble than before, or the end of one."""
        if not self._over.is_set() and self._last.get(who) != trouble:
            self._last[who] = trouble
            self._told.says(says)
