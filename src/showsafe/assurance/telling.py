"""Who is told how a search goes on, since it takes its time: the terminal, where there is one."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

NOT_PASSED = "rules.not-passed"
"""The code of the error that carries what a search found: see ``passed.NotPassed``."""

TOLD: ContextVar[Callable[[str], None]] = ContextVar("told", default=lambda _: None)
"""Called with one line whenever there is something to tell."""
