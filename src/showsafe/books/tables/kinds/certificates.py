"""The table of certificates: papers of a weapon on its deactivation, conversion or proof, with their last day.

Each row is recorded as a paper about its weapon, by whoever imports it. What a paper says is what somebody read on it;
the gate *papers* asks for one that is in date, wherever the place does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from showsafe.books.tables import acting, headed, values
from showsafe.books.tables.acting import Draft
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import KNOWN, Column, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.domain.state import State


def kind(value: Any, where: str) -> str:  # noqa: ANN401 - values come from files
    """Read the kind of a certificate: deactivation, conversion, proof, or another one in small letters."""
    text = values.label(value, where).casefold()
    plain = "".join(letter for letter in text if letter.isalnum())
    return headed.CERTIFICATE_KINDS.get(plain, text.replace("_", "-").replace(" ", "-"))


COLUMNS = (
    Column("weapon", values.name, headed.WEAPON, needed=True),
    Column("kind", kind, ("certificate", "type", "certificate type", "tipo", "art"), needed=True),
    Column("number", values.label, headed.NUMBER, needed=True),
    Column("expires", values.day, headed.EXPIRES),
)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every certificate of every weapon that has not left: as it came in with it, or was recorded since."""
    for weapon, paper_kind, number, expires in held(source.state):
        if not source.state.believed(weapon).gone:
            yield {"weapon": weapon, "kind": paper_kind, "number": number, "expires": expires}


def held(state: State) -> Iterator[tuple[str, str, str, date | None]]:
    """Yield the certificates on record: weapon, kind, number and last day; the later paper of a kind comes last."""
    for weapon in state.weapons.values():
        for each in weapon.certificates:
            yield weapon.id, each.kind, each.number, each.expires
    for paper in state.papers.values():
        if paper.about in state.weapons:
            yield paper.about, paper.kind, paper.number, paper.expires


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: record each paper, unless it is on record with the same number and day."""
    known = set(held(source.state))
    today = source.state.local_date(source.now)
    drafts = [_draft(each, source, known, today) for each in taken]
    acting.twice(drafts, "kind", lambda draft: f"{draft.keys['kind']} of {draft.keys['about']}")
    return acting.plan(drafts, source, wish)


def _draft(taken: Taken, source: Source, known: set[tuple[str, str, str, date | None]], today: date) -> Draft:
    said = taken.values
    weapon, expires = said["weapon"], said.get("expires")
    judged = Judged(taken.row, f"{weapon} {said['kind']}")
    keys = {"kind": said["kind"], "number": said["number"], "about": weapon}
    if expires is not None:
        keys["expires"] = expires
    draft = Draft(judged, "record-paper", keys)
    at = judged.row.where("weapon")
    day = judged.row.where("expires")
    if weapon not in source.state.weapons:
        judged.bad(
            Fault(at, "input.unknown-weapon", f"{at}: No weapon {weapon} is on record.", "Register it first.")
        )
    elif (weapon, said["kind"], said["number"], expires) in known:
        draft.known, judged.outcome = True, KNOWN
    if expires is None:
        judged.notes.append(Fault(day, "table.no-last-day", f"{day}: It has no last day.", "Read it again."))
    elif expires < today:
        says = f"{day}: Its last day, {expires.isoformat()}, is past."
        judged.notes.append(
            Fault(day, "table.expired", says, "Ask for a new one; the weapon is not used until then.")
        )
    return draft


TABLE = Table("certificates", "Certificates of weapons", COLUMNS, rows, take)
