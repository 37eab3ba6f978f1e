"""Bundles that go into a case, and the one that comes out of it: for the commands and for the program that serves."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters.directory import OpenDirectory
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.exports.material import WHOLE, material
from showsafe.casefile.exports.parts import FOLDER, explained, parts
from showsafe.casefile.opening import may_leave
from showsafe.casefile.recorded import checkpoint_in
from showsafe.casefile.views.look import Kept
from showsafe.errors import NotVerified, WrongInput
from showsafe.evidence import bundle as evidence
from showsafe.evidence import select
from showsafe.evidence.checkpoints import check_kept
from showsafe.evidence.stored_zip import stored
from showsafe.ledger import checkpoint, record
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.verify import BUNDLE
from showsafe.ledger.verify import verify as audit

LARGEST = 1 << 30
"""No bundle that is taken into a case may be larger than this, in bytes."""

LARGEST_OPENED = 60 << 20
"""How many bytes of opened values fit into a bundle: every auditor reads that file whole."""

FORMAT = "showsafe-bundle/1"
PARTS = "case-parts"
"""The formats of the two records that a case bundle leaves: the log with its proofs, and the sums of its parts."""

LOG, WHOLE_NAME = "bundle.zip", "{}-whole.zip"


@dataclass(frozen=True, slots=True)
class Production:
    """What a case takes from a production: an evidence bundle of its ledger, and what that is of.

    ``incident`` is the number of the incident's record; 0 where the bundle was made elsewhere.
    """

    content: bytes
    size: int
    root: str
    unit: str = ""
    origin: str = ""
    incident: int = 0


def seen_by(case: Case) -> bytes:
    """Return the checkpoint of the record that was taken into a case last: whatever is taken next has to go on from it.

    Nothing where nothing was taken.
    """
    taken = case.state().taken
    return checkpoint_in(case.store.attachment(taken[-1].bundle) or b"") if taken else b""


def of_incident(opened: OpenDirectory, named: str, seen: bytes = b"") -> Production:
    """Return the evidence bundle of an incident, named by its record or its act id, as the ledger is now.

    Raises WrongInput ``bundle.no-such-incident``, as ``evidence.bundle.gather``, and as ``check_kept`` where the ledger
    does not go on from a checkpoint that was seen before.
    """
    store, settings = opened.store, opened.settings
    with store.reading():
        end = store.size()
        if seen:
            check_kept(store, seen)
        selection = select.by_incident(store, named, settings.utc_offset_minutes, end)
        made = evidence.gather(store, settings.unit, selection, evidence.Asked())
        number = store.number_of(named) or int(named)
    signed = checkpoint.read(made.led.main)
    return Production(
        evidence.zipped(made), signed.size, signed.root.hex(), settings.unit, origin_of(settings.unit), number
    )


def brought(path: Path, vkey: str | None = None, seen: bytes = b"") -> Production:
    """Return an evidence bundle that somebody brings, once the auditor has found that it holds.

    One whose ledger is not that of a checkpoint that was seen before, or was signed by another key, does not hold.

    Raises WrongInput ``input.no-file``, and NotVerified ``case.bundle-not-verified``.
    """
    content = _content(path)
    report = audit(path, vkey=vkey, seen=seen or None)
    if report.what != BUNDLE or not report.ok:
        fault = report.first_fault
        raise NotVerified(
            "case.bundle-not-verified",
            f"This is no evidence bundle that holds{': ' + fault.says if fault else ''}.",
            "Nothing was taken. Ask whoever made it for another one.",
        )
    return Production(content, evidence.size_of(content), report.root)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise WrongInput("input.no-file", f"The file {path} cannot be read.", "Check the path.") from None
    if not 0 < len(content) <= LARGEST:
        raise WrongInput("input.no-file", f"The file {path} is empty, or too large.", "Check the path.")
    return content


def take(case: Case, production: Production, *, by: str, at: datetime, act_id: str) -> Done:
    """Take a bundle into a case."""
    said = {"bundle": evidence.sum_of(production.content), "size": production.size, "root": production.root}
    return case.do(
        CaseAct(
            kind="take-record",
            by=by,
            at=at,
            act_id=act_id,
            said=said,
            attachments=(production.content,),
        )
    )


def of_case(case: Case, *, names: bool) -> bytes:
    """Return the evidence bundle of a case's own log; with ``names``, what may leave it is opened.

    Raises WrongInput ``case.bundle-too-large`` where more is opened than an auditor reads.
    """
    store = case.store
    state = case.state()
    end = state.number
    values = (
        may_leave(state, (record.read(entry.raw).body for entry in store.entries(1, end)), case.today())
        if names
        else frozenset()
    )
    made = evidence.gather(store, case.id, select.everything(end), evidence.Asked(values=values))
    if len(made.files["personal.json"]) > LARGEST_OPENED:
        raise WrongInput(
            "case.bundle-too-large",
            "More would be opened in this bundle than an auditor reads.",
            "Make it without names; single values can be shown beside it, each against its commitment.",
        )
    return evidence.zipped(made)


@dataclass(frozen=True, slots=True)
class CaseBundle:
    """What leaves: the evidence bundle of the log, and the whole, which holds it and the parts that are to be read."""

    log: bytes
    whole: bytes
    record: int
    """The record that has the sums of the parts."""


def bundle_of_case(case: Case, kept: Kept, *, by: str, names: bool) -> CaseBundle:
    """Return the bundle of a case, after recording the sums of its readable parts, so that its log vouches for them.

    Raises WrongInput as ``material``, ``of_case`` and ``Case.do``.
    """
    made = material(case, by, kept, names=names, rules_of=bootstrap.rules_of)
    files = parts(made)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    said = {"what": WHOLE, "format": PARTS, "sums": sums, "opened": names}
    act = CaseAct(
        kind="export", by=by, at=case.clock.now(), act_id=f"parts-{secrets.token_hex(8)}", said=said
    )
    number = case.do(act).number
    log = of_case(case, names=names)
    explains = explained(list(files), case=case.id, record=number, opened=names, left_out=made.left_out_says)
    held = {LOG: log, "VERIFY.txt": explains, **{f"{FOLDER}/{name}": each for name, each in files.items()}}
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(held.items())]
    whole = stored([*held.items(), ("SHA256SUMS", "".join(lines).encode())])
    return CaseBundle(log, whole, number)
