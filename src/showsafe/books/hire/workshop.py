"""What is shown of services and certificates: what is due, what was done, and which paper of a weapon lapses when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from showsafe.books.hire.service import DUE, SOON, SOON_DAYS, UNKNOWN, Due
from showsafe.books.hire.source import Source, known
from showsafe.books.pages import Kept
from showsafe.domain.proof import stands
from showsafe.domain.things import Weapon

Line = dict[str, Any]

ORDER = (DUE, UNKNOWN, SOON, "later", "none")
LAPSED, ENDING, IN_DATE, NO_DAY = "lapsed", "soon", "in-date", "no-day"
_LAPSES = (LAPSED, ENDING, IN_DATE, NO_DAY)


def services(source: Source) -> list[Line]:
    """Return every weapon with its next service, what is due first."""
    lines = [_line(source, weapon) for weapon in source.state.weapons.values() if "/" not in weapon.id]
    return sorted(lines, key=lambda line: (ORDER.index(line["state"]), line["on"] or "9", line["weapon"]))


def _line(source: Source, weapon: Weapon) -> Line:
    due = source.due(weapon)
    kept = source.pages.at(due.entry) if due.entry else None
    return {
        "weapon": weapon.id,
        "is": known(source.state, weapon.id)["is"],
        "state": due.state,
        "last": due.last,
        "on": due.on,
        "rounds": due.rounds,
        "by_difference": due.by_difference,
        "rounds_left": due.left,
        "interval": _interval(due),
        "done": _done(kept),
        "look_again": kept is not None and _proof_is_older(source, weapon, kept),
        "where": source.where(weapon.id),
    }


def _interval(due: Due) -> Line | None:
    each = due.interval
    return (
        None
        if each is None
        else {"days": each.days, "rounds": each.rounds, "of": each.of, "entry": each.entry}
    )


def _done(kept: Kept | None) -> Line | None:
    """Return a service that was done, without the name of whoever did it."""
    if kept is None:
        return None
    return {
        "entry": kept.number,
        "on": kept["on"],
        "result": kept["result"],
        "certificate": kept["certificate"],
        "firm": kept["firm"],
        "expires": kept["expires"],
        "says": kept["says"] or "",
    }


def _proof_is_older(source: Source, weapon: Weapon, kept: Kept) -> bool:
    """Whether two people last looked before it was taken apart: whatever they saw, it is not what is there now."""
    proof = source.state.believed(weapon.id).proof
    if proof is None or not stands(proof):
        return False
    return source.state.local_date(proof.renewed).isoformat() <= kept["on"] and proof.renewed < kept.received


def history(source: Source, weapon: str) -> list[Line]:
    """Return every service of a weapon, the first one first."""
    done = source.index.services.get(weapon, ())
    return [
        line for kept in sorted(done, key=lambda each: (each["on"], each.number)) if (line := _done(kept))
    ]


def certificates(source: Source) -> list[Line]:
    """Return every paper about a weapon that is here, what lapses first: as it was described, and as it was recorded.

    Of two papers of one kind the one that holds longer counts; one without a last day holds longest.
    """
    state = source.state
    lines = [
        _paper(source, weapon.id, each.kind, each.number, _day(each.expires), 0)
        for weapon in state.weapons.values()
        for each in weapon.certificates
    ]
    lines += [
        _paper(source, paper.about, paper.kind, paper.number, _day(paper.expires), paper.record)
        for paper in state.papers.values()
        if paper.about in state.weapons
    ]
    last: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = (line["weapon"], line["kind"])
        if key not in last or _ends(line) >= _ends(last[key]):
            last[key] = line
    here = [line for line in last.values() if not state.believed(line["weapon"]).gone]
    return sorted(here, key=lambda line: (_LAPSES.index(line["state"]), line["expires"], line["weapon"]))


def _ends(line: Line) -> str:
    return line["expires"] or "9999"


def _day(day: object) -> str:
    return str(day) if day is not None else ""


def _paper(source: Source, weapon: str, kind: str, number: str, expires: str, record: int) -> Line:
    near = (source.today + timedelta(days=SOON_DAYS)).isoformat()
    state = (
        NO_DAY if not expires else LAPSED if expires < source.day else ENDING if expires <= near else IN_DATE
    )
    return {
        "weapon": weapon,
        "kind": kind,
        "number": number,
        "expires": expires,
        "state": state,
        "record": record,
    }
