"""Could the log of a case have happened under the rules of a case? Step 10 of its audit.

The ledger's auditor knows no case: to it, any signed record is as good as another. Here every record is put to the
production ``rules`` again, in its place, with what the records before it lead to, and folded. A record that the rules
would have refused, one whose keys are not those of its kind, a refusal that the rules would not have given, and an
erasure that names other values than it had to are found, and the first of them is named.

What was erased since cannot be looked at any more; whatever rests on it alone is passed by, and that is no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.case_words import RULEBOOK, SCOPE
from showsafe.application.personal import MOST_ERASED
from showsafe.application.sealing import Opened, commitments_in
from showsafe.casefile import erasing, kinds, rules
from showsafe.casefile.filled import filled
from showsafe.casefile.fold import fold
from showsafe.casefile.held_to_text import held as held_to_text
from showsafe.casefile.kinds import RECORDS
from showsafe.casefile.recorded import head_of, of_its_production
from showsafe.casefile.state import CaseState
from showsafe.errors import WrongInput

_ANSWER = {"door": "report", "outcome": "record", "deviation": False, "version": 1}
_FROM_STATE = ("party", "reading")


@dataclass(slots=True)
class Held:
    """What came out: how many records were held against the rules, the first that does not fit, and other editions."""

    checked: int = 0
    number: int = 0
    why: str = ""
    editions: set[str] = field(default_factory=set)


def hold(
    records: Iterable[tuple[int, Mapping[str, Any]]],
    opened: Opened,
    attachment: Callable[[str], bytes | None],
) -> Held:
    """Hold the records of a case, by number and in order, against its rules; ends at the first that does not fit."""
    held, state = Held(), CaseState()
    for number, body in records:
        if body["scope"] != SCOPE:
            continue
        if body["rulebook"] != RULEBOOK:
            held.editions.add(str(body["rulebook"]))
            return held
        held.checked += 1
        held.why = differs(state, body, opened) or _head(state, body, attachment)
        if held.why:
            held.number = number
            return held
        state = fold(state, number, body, opened)
    return held


def differs(state: CaseState, body: Mapping[str, Any], opened: Opened) -> str:
    """Return why a record could not have come to be in a case that was as the state says, or nothing."""
    act = dict(body["act"])
    sealed = commitments_in(act)
    for key, commitment in sealed.items():
        act[key] = opened(commitment)
    there = {key: value for key, value in act.items() if value is not None or key not in sealed}
    fault = kinds.fault_of(body["kind"], there, sealed)
    if fault:
        return fault
    for key, value in _ANSWER.items():
        if body[key] != value:
            return f"its {key} is {body[key]!r:.40}"
    row = RECORDS[body["kind"]]
    if body["kind"] == row.refused:
        return _refusal(state, row.act, act, body)
    try:
        rules.check(state, row.act, act, body["by"], body["as_of"][:10])
        if row.act == "read-source":
            held_to_text(state, act, opened)
    except WrongInput as error:
        return f"the rules of a case refuse it: {error.says.rstrip('.')} [{error.code}]"
    if body["would"] != "permit" or body["findings"]:
        return "it says that something stood against it, and nothing did"
    return _filled(state, row.act, act, body) or _attached(row.act, act, body)


def _refusal(state: CaseState, kind: str, act: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    codes = [each.get("code") for each in body["findings"]]
    try:
        rules.check(state, kind, act, body["by"], body["as_of"][:10])
    except WrongInput as error:
        if error.code in rules.KEPT and codes == [error.code] and body["would"] == "refuse":
            return ""
        return f"it says that it was refused for {codes}, and the rules say {error.code}"
    return "it says that it was refused, and the rules refuse nothing"


def _filled(state: CaseState, kind: str, act: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    if kind == "erase":
        due = list(erasing.what_goes(state, act["what"])[:MOST_ERASED])
        return "" if act["commitments"] == due else "it erases other values than those of what it names"
    if kind not in ("review", "link", "pair"):
        return ""
    own = filled(state, kind, {**act, "reading": 0}, body["by"])
    for key in _FROM_STATE:
        if key in act and act[key] != own[key]:
            return f"its {key} is {act[key]!r:.40}, and it was {own[key]!r:.40}"
    return ""


def _head(state: CaseState, body: Mapping[str, Any], attachment: Callable[[str], bytes | None]) -> str:
    """Say why the bundle that a record takes is not of the ledger that it says, or nothing."""
    if body["kind"] != "record-taken":
        return ""
    said = body["act"]["size"], body["act"]["root"]
    bundle = attachment(body["act"]["bundle"]) or b""
    if head_of(bundle) == said and of_its_production(state, bundle):
        return ""
    return "its bundle is of another ledger"


def _attached(kind: str, act: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    due = [act["bundle"]] if kind == "take-record" else []
    return "" if due == body.get("attachments", []) else "what is attached to it is not what it names"
