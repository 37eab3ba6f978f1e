"""The cases that a node serves: each opened once, as its one writer; what cannot be opened is known with the reason.

Work on a case is done by threads of its own, never by those that answer the set: whoever reads a long source there
keeps no stop waiting.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from showsafe import bootstrap
from showsafe.adapters import case_directory
from showsafe.application.ports import Clock
from showsafe.casefile.case import Case, CaseAct
from showsafe.casefile.views.look import Kept, warmed
from showsafe.errors import ShowsafeError

T = TypeVar("T")

AGAIN = timedelta(minutes=15)
"""Who looks at the same thing again within so long has looked once."""

_MOST_LOOKS = 10_000
_THREADS = 3


@dataclass(slots=True)
class Held:
    """One case that is open, with what its views keep."""

    case: Case
    kept: Kept = field(default_factory=Kept)
    duties: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The tables of duties that were made, by the sum of the bundle that they are of."""

    _seen: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def role_of(self, person: str) -> str:
        """Return in which role somebody has access to the case now; "" where they have none."""
        return self.case.state().role_of(person, self.case.today())

    def warm(self) -> None:
        """Make once what every view of a large case would make at first, so that nobody waits for it."""
        self.kept = warmed(self.case)

    def looked(self, person: str, what: str) -> None:
        """Record that somebody looks at something, before they are shown it; raises as ``Case.do``."""
        with self._lock:
            now = self.case.clock.now()
            last = self._seen.get((person, what))
            if last is not None and timedelta() <= now - last < AGAIN:
                return
            name = f"look-{secrets.token_hex(12)}"
            self.case.do(CaseAct(kind="look", by=person, act_id=name, at=now, said={"what": what}))
            if len(self._seen) >= _MOST_LOOKS:
                self._seen = {key: at for key, at in self._seen.items() if now - at < AGAIN}
            self._seen[person, what] = now


@dataclass(frozen=True, slots=True)
class NotOpen:
    """A case that cannot be opened: the code, why, and what to do now."""

    code: str
    says: str
    now: str


class Cases:
    """The cases of one folder, or those that are given; with none of both there is no case.

    It is a context: at its end every case is closed.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Clock | None = None,
        given: Mapping[str, Case] | None = None,
    ) -> None:
        """Open every case of a folder that can be opened."""
        self._folder = folder
        self._clock = clock
        self._open = {name: Held(case) for name, case in (given or {}).items()}
        self._failed: dict[str, NotOpen] = {}
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(_THREADS, "case")
        for held in self._open.values():
            self._threads.submit(held.warm)
        self.look_again()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish what is under way, and close every case."""
        self._threads.shutdown()
        self._stack.close()

    def look_again(self) -> None:
        """Open what came into the folder since, and try again what could not be opened."""
        if self._folder is None:
            return
        with self._lock:
            for name in case_directory.cases(self._folder):
                if name not in self._open:
                    self._try(self._folder, name)

    def _try(self, folder: Path, name: str) -> None:
        try:
            path = case_directory.place(folder, name)
            case = self._stack.enter_context(bootstrap.open_case(path, self._clock, stays=True))
            case.state()
        except ShowsafeError as error:
            self._failed[name] = NotOpen(error.code, error.says, error.now)
        except OSError:
            self._failed[name] = NotOpen(
                "case.unreadable",
                "The directory of this case cannot be read.",
                "Look at its rights and disk.",
            )
        else:
            self._failed.pop(name, None)
            self._open[name] = Held(case)
            self._threads.submit(self._open[name].warm)

    def held(self, name: str) -> Held | None:
        """Return a case by its id, if it is open."""
        return self._open.get(name)

    def all(self) -> list[tuple[str, Held]]:
        """Return every case that is open, by id."""
        return sorted(self._open.items())

    def not_open(self) -> list[tuple[str, NotOpen]]:
        """Return every case that cannot be opened, by id, with the reason."""
        return sorted(self._failed.items())

    async def run(self, work: Callable[[], T]) -> T:
        """Do some work on a case in a thread of the cases."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
