"""What tables of the office book share: who imports, what a refusal says of a row, and one id for one content."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from showsafe.books.hire.source import Source as HireSource
from showsafe.books.pages import Pages
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput


def nobody(wish: Wish) -> None:
    """Let an import pass that somebody makes; raises WrongInput ``table.nobody``."""
    if not wish.by:
        raise WrongInput("table.nobody", "Nobody imports this.", "Say who does: --by PERSON.")


def found_in(at: str, error: WrongInput) -> Fault:
    """Return what stands against a row, at its address."""
    return Fault(at, error.code, f"{at}: {error.says}", error.now)


def sum_of(kind: str, keys: Any) -> str:  # noqa: ANN401 - the keys of any entry
    """Return an id that the same content gets again, so that one file read twice is entered once."""
    content = json.dumps([kind, keys], sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(content).hexdigest()[:32]


def hired_from(source: Source, pages: Pages) -> HireSource:
    """Return what the views of hire look at, as a table has it."""
    return HireSource(source.state, source.store, pages, source.state.local_date(source.now))
