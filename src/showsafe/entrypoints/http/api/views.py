"""What is shown: lines of the projections as plain values, by what the one who asks may see.

Without a sign-in nothing names a person: such a line is made of the parts that are known to name none, and of no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from showsafe.application.access import table
from showsafe.application.access.desk import Desk
from showsafe.application.access.sessions import Session
from showsafe.application.unit import SET
from showsafe.entrypoints.http.api import resting
from showsafe.entrypoints.http.api.errors import no_such
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.store import Store
from showsafe.projections import attested, board, counts, custody, people, proven, waiting, whole_set
from showsafe.projections.project import stale
from showsafe.projections.rows import read

T = TypeVar("T")

Line = dict[str, Any]

_TRIES = 5
_WITHOUT_PEOPLE = ("weapon", "class", "action", "state", "contents", "word", "record", "at")
_REASONS = ("why", "record")
_AFTER = ("incidents", "frozen")
"""Parts of the line of the set that say what is so after an incident: times and things, and nobody."""


def as_of(store: Store, names: Iterable[str], look: Callable[[], T]) -> tuple[int, T]:
    """Return what is looked at, all as of one record, and its number.

    Raises Unusable ``projection.stale`` where one of these projections failed and may be old.
    """
    for name in names:
        if name in stale(store):
            raise Unusable(
                "projection.stale",
                f"The {name} cannot be shown: it failed, and may be old since.",
                "No answer means hot. The records are whole; make it anew: showsafe rebuild DIR",
            )
    for _ in range(_TRIES):
        size = store.size()
        found = look()
        if store.size() == size:
            return size, found
    raise Unusable("view.busy", "The record grew faster than it could be read.", "Ask again.")


def head(store: Store, size: int) -> Line:
    """Return as of which record something is shown, and when that was received."""
    body = record.read(store.entry(size).raw).body if size else {}
    return {"record": size, "as_of": str(body.get("received_at", ""))}


def board_of(store: Store, *, names: bool) -> Line:
    """Return the board of the set: every weapon, what waits and what is held; without ``names`` no person in it."""
    weapons = [line for line in _lines(store, board.NAME) if line["scope"] == SET]
    asked = [line for line in _lines(store, waiting.NAME) if line["scope"] == SET]
    scope = _set(store)
    outside = {"witnessed": attested.witnessed(store)}
    if names:
        return {**outside, "weapons": weapons, "waiting": asked, "set": scope}
    return {
        **outside,
        "weapons": [_unnamed(line) for line in weapons],
        "waiting": [{"record": line["record"], "at": line["at"]} for line in asked],
        "set": {
            "day_open": scope.get("day_open", False),
            "held": [{part: held[part] for part in _REASONS} for held in scope.get("held", ())],
            **{part: scope[part] for part in _AFTER if part in scope},
            "live": len(scope.get("live", ())),
            "concerns": len(scope.get("concerns", ())),
        },
    }


def _unnamed(line: Line) -> Line:
    proof = line["rests_on"]["contents"]
    return {
        **{part: line[part] for part in _WITHOUT_PEOPLE},
        "in_hands": bool(line["holder"]),
        "locked_away": bool(line["container"]),
        "proof": "" if proof is None else "void" if proof["voided_by"] else "stands",
        "looked": "" if proof is None else proof["renewed"],
        "held": [{part: held[part] for part in _REASONS} for held in line["held"]],
    }


def weapon(store: Store, tag: str) -> Line:
    """Return one weapon, its chain of custody, what its proofs rest on, and how each of these records was proven.

    Raises WrongInput ``view.no-such``.
    """
    line = _line(store, board.NAME, tag)
    if line is None:
        raise no_such("weapon")
    chain = [span.as_json() for span in custody.chain(store, tag)]
    by_record = proven.records(store, proven.of_weapon(line, chain))
    tree = resting.tree(store, line["rests_on"])
    return {"weapon": line, "chain": chain, "proven": by_record, "proof_tree": tree}


def lot(store: Store, tag: str) -> Line:
    """Return one lot, every round of it; raises WrongInput ``view.no-such``."""
    line = _line(store, counts.NAME, tag)
    if line is None:
        raise no_such("lot")
    return {"lot": {**line, "sums": sums(line)}}


def day(store: Store) -> Line:
    """Return how the day stands: what is held, which weapons are out, and the sum of every lot."""
    weapons = [line for line in _lines(store, board.NAME) if line["scope"] == SET]
    out = [line for line in weapons if not line["container"]]
    return {
        "set": _set(store),
        "out": out,
        "lots": [{**each, "sums": sums(each)} for each in _lines(store, counts.NAME) if each["scope"] == SET],
    }


def sums(line: Line) -> Line:
    """Return the sum of a lot as it is reconciled; what never left its box counts as returned."""
    missing = line["missing"] + line["unaccounted"]
    parts = {
        "fired": line["spent"],
        "returned": line["box"],
        "faulty": line["faulty"],
        "recovered": line["ejected"],
        "missing": missing,
        "in_weapons": line["in_weapons"],
        "destroyed": line["destroyed"],
        "sampled": line["sampled"],
        "sent_back": line["returned"],
    }
    too_many = line["surplus"]
    adds_up = line["total"] + too_many == sum(parts.values()) and not missing and not too_many
    return {"issued": line["total"], "too_many": too_many, **parts, "adds_up": adds_up}


def people_of(store: Store, desk: Desk, session: Session) -> Line:
    """Return everybody with their roles; names and papers for the office, and of oneself."""
    office = not table.SEE_PAPERS.isdisjoint(desk.roles_of(session.person))
    lines = [line for line in _lines(store, people.NAME) if line["scope"] == SET]
    shown = ("person", "roles", "duties", "erased")
    private = ("name", "papers", "instructed")
    return {
        "people": [
            {
                part: line[part]
                for part in (*shown, *(private if office or line["person"] == session.person else ()))
            }
            for line in lines
        ]
    }


def devices(desk: Desk) -> Line:
    """Return every device on record, and who has a badge."""
    badges = [{"person": name, "locked": locked} for name, locked in desk.badges.locked().items()]
    return {"devices": desk.devices(), "badges": badges}


def _set(store: Store) -> Line:
    """Return what stands against the set; of a concern only that it is open: whom it is about may be looking."""
    line = _line(store, whole_set.NAME, SET) or {}
    return {**line, "concerns": [{"record": each["record"]} for each in line.get("concerns", ())]}


def _line(store: Store, name: str, key: str) -> Line | None:
    value = store.row(name, key) if key.isprintable() else None
    line = read(value) if value is not None else None
    return line if line is not None and line["scope"] == SET else None


def _lines(store: Store, name: str) -> list[Line]:
    return [read(value) for _, value in store.rows(name)]
