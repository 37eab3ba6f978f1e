"""Who had a duty, as the production's record in the case has it: the table of duties, for the incident of the case."""

from __future__ import annotations

from showsafe.application.records import event_of
from showsafe.casefile.duties import select
from showsafe.casefile.duties.bundled import Bundled, bundled
from showsafe.casefile.duties.document import Document, Of
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.made import Ledger, made
from showsafe.casefile.duties.sheet import sheet
from showsafe.casefile.duties.walk import RulesOf
from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.written import Files, as_json
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.projections.rows import SET

_BEGINS = ("unit-opened", "begun")


def duties(material: Material) -> Files:
    """Return the table as CSV and JSON; people by role unless names are shown.

    Raises WrongInput ``export.no-record``, and as ``table``.
    """
    document = table(material)
    if document is None:
        raise WrongInput(
            "export.no-record",
            "No record of the production is in this case, or it names no incident.",
            "Take the record first, in a case that was opened for an incident.",
        )
    return {"duties.csv": sheet(document), "duties.json": as_json(document)}


def table(material: Material) -> Document | None:
    """Return the table of the case's incident from the bundle that was taken; None where there is none of both."""
    state = material.look.state
    incident = state.opening.incident if state.opening is not None else 0
    content = material.bundle
    if not content or not incident or material.rules_of is None:
        return None
    return of_bundle(content, incident, material.rules_of, names=material.names)


def of_bundle(content: bytes, incident: int, rules_of: RulesOf, *, names: bool = False) -> Document:
    """Return the table of an incident from the records of an evidence bundle.

    Raises WrongInput: ``duties.no-bundle``, ``duties.no-such-incident``.
    """
    held = bundled(content)
    if incident not in held.held:
        raise WrongInput(
            "duties.no-such-incident",
            f"The bundle holds no record {incident}.",
            "Take a bundle of the incident that the case was opened for.",
        )
    body = record.read(held.entry(incident).raw).body
    index = Index()
    index.grow(held.scope_entries(body["scope"]))
    offset = offset_of(held, body["scope"])
    last = str(record.read(held.entry(held.size).raw).body["received_at"])
    of = Of(unit=held.unit, size=held.size, as_of=last, offset_minutes=offset, whole=False)
    asked = select.of_incident(incident, body, offset)
    return made(Ledger(held, lambda _: None, rules_of), index, asked, of, names=names)


def offset_of(held: Bundled, scope: str) -> int:
    """Return how far the clock of a scope is from UTC, as the record says that begins it, or the one of the unit."""
    found = 0
    for entry in held.entries():
        body = record.read(entry.raw).body
        if body["kind"] in _BEGINS and body["scope"] in (scope, SET):
            found = event_of(body, entry.number, lambda _: None).act.offset_minutes or found
    return found
