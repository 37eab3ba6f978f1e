"""The record of the production that is served comes into a case: an evidence bundle, as its ledger is now."""

from __future__ import annotations

import hashlib
from datetime import datetime

from showsafe.application.unit import Unit
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.entrypoints import case_bundles
from showsafe.entrypoints.http.api import views
from showsafe.errors import WrongInput
from showsafe.evidence import bundle, select
from showsafe.evidence.bundle import Asked, Made
from showsafe.evidence.checkpoints import check_kept
from showsafe.ledger import checkpoint, record
from showsafe.ledger.store import Store

_NOTHING = {"bundle": "0" * 64, "size": 0, "root": "0" * 64}


def take(case: Case, unit: Unit, *, by: str, at: datetime, act_id: str) -> Done:
    """Take the whole record of a production into a case: what was recorded before an incident says who had which role.

    Asked again with the same ``act_id``, nothing is taken again. Nothing personal of the production is opened in it.
    Raises WrongInput ``case.not-of-here``, and as ``views.as_of``, ``bundle.gather`` and ``Case.do``.
    """
    number = case.store.number_of(act_id)
    if number is not None:
        body = record.read(case.store.entry(number).raw).body
        said = body["act"] if body["kind"] == "record-taken" else _NOTHING
        return case.do(CaseAct(kind="take-record", by=by, act_id=act_id, at=at, said=said))
    _of_here(case, unit.writer.unit)
    content, said = _bundle(unit.store, unit.writer.unit, case_bundles.seen_by(case))
    return case.do(
        CaseAct(kind="take-record", by=by, act_id=act_id, at=at, said=said, attachments=(content,))
    )


def _of_here(case: Case, unit: str) -> None:
    opening = case.state().opening
    if opening is not None and opening.production not in ("", unit):
        raise WrongInput(
            "case.not-of-here",
            f"This case is about another production, {opening.production}.",
            "Bring its evidence bundle at the node: showsafe case take",
        )


def _bundle(store: Store, unit: str, seen: bytes) -> tuple[bytes, dict[str, object]]:
    def gathered() -> Made:
        if seen:
            check_kept(store, seen)
        return bundle.gather(store, unit, select.everything(store.size()), Asked())

    _, made = views.as_of(store, (), gathered)
    signed = checkpoint.read(made.led.main)
    content = bundle.zipped(made)
    digest = hashlib.sha256(content).hexdigest()
    return content, {"bundle": digest, "size": signed.size, "root": signed.root.hex()}
