"""What somebody marked in a text elsewhere comes into a case: as a reading of its source, for people to review."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.exports.brat_in import Marked, marked_in, proposals
from showsafe.casefile.reviewing import last_review, statements_of
from showsafe.casefile.state import Source
from showsafe.errors import WrongInput

READER = "brat"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was marked in a text, how much of it is new, and the record of the reading; None where nothing is new."""

    marked: list[Marked]
    text: str
    new: int
    done: Done | None


def import_brat(
    case: Case, source: str, content: bytes, *, by: str, at: datetime, act_id: str, again: bool = False
) -> Imported:
    """Propose what an .ann file marks in a source, after what is proposed already and in the same order.

    Raises WrongInput: as ``marked_in`` and ``Case.do``; ``case.unknown``, ``case.source-gone``, ``brat.reviewed`` where
    statements of the present reading are reviewed and ``again`` is not said.
    """
    state = case.state()
    if not state.role_of(by, case.today()):
        raise WrongInput(
            "case.no-access", "You have no access to this case.", "Ask an owner of the case for it."
        )
    one = _source(state.sources.get(source), source)
    text = case.opened(one.sealed["text"]) or ""
    found = marked_in(content, text)
    before: dict[str, Any] = {"quotes": [], "dates": [], "statements": []}
    if one.reading is not None and one.reading.proposals:
        before = case.opened(one.reading.proposals) or before
    said, new = proposals(text, before, found)
    if not new:
        return Imported(found, text, 0, None)
    reviewed = sum(
        last_review(one, each.id) is not None for each in statements_of(one) if ".x" not in each.id
    )
    if reviewed and not again:
        raise WrongInput(
            "brat.reviewed",
            f"{reviewed} statements of {source} are reviewed; a new reading puts these reviews among the earlier ones.",
            "Say --again if that is meant: they stay on record, and the statements are reviewed anew.",
        )
    keys = {
        "source": source,
        "reader": READER,
        "edition": hashlib.sha256(content).hexdigest()[:12],
        "proposals": said,
    }
    done = case.do(CaseAct(kind="read-source", by=by, at=at, act_id=act_id, said=keys))
    return Imported(found, text, new, done)


def _source(one: Source | None, name: str) -> Source:
    if one is None:
        raise WrongInput(
            "case.unknown", f"This case has no source {name[:40]}.", "Look at its list of sources."
        )
    if one.gone is not None:
        raise WrongInput(
            "case.source-gone",
            f"The source {name} is {one.gone.how}: nothing is proposed of it.",
            "Leave it.",
        )
    return one
