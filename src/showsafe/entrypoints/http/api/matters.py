"""Concerns, files, names and the two ends of the day, as they are sent, by what the one who asks may see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from showsafe.application.access import table
from showsafe.application.next_acts import ends, people
from showsafe.application.next_acts.candidate import dry_run
from showsafe.application.next_acts.together import of_the_file
from showsafe.application.records import stamp
from showsafe.application.unit import SET
from showsafe.application.would import Moment
from showsafe.domain import files
from showsafe.domain.spoken import spoken
from showsafe.domain.state import File, Member, State
from showsafe.entrypoints.answers import finding_as_json
from showsafe.entrypoints.http.api import dry
from showsafe.entrypoints.http.api.errors import no_such
from showsafe.entrypoints.telling import standing
from showsafe.ledger.outbox import Outbox
from showsafe.ledger.store import Store
from showsafe.projections import concerns, custody, sentences, swimlane
from showsafe.projections.rows import read

Line = dict[str, Any]

SEE_CONCERNS = table.OFFICE | table.SAFETY
"""Who sees what a concern says, beside its owner and who raised it; never the one whom it is about."""


def concerns_for(at: Moment, store: Store, person: str) -> Line:
    """Return every concern of the set, open ones first; its text by right."""
    lines = [read(value) for _, value in store.rows(concerns.NAME, f"{SET}\n")]
    answers = {each["act_id"]: each for each in lines if each["what"] == concerns.ANSWERED}
    found = [
        _concern(at, each, answers.get(each["act_id"]), person)
        for each in lines
        if each["what"] == concerns.RAISED
    ]
    found.sort(key=lambda each: (not each["open"], each["record"]))
    return {
        "open": sum(1 for each in found if each["open"]),
        "overdue": sum(1 for each in found if each["overdue"]),
        "concerns": found,
    }


def _concern(at: Moment, line: Line, answer: Line | None, person: str) -> Line:
    state = at.state
    answered = answer is not None and line["act_id"] not in state.concerns
    deadline = datetime.fromisoformat(line["at"]) + timedelta(hours=at.profile.concern_deadline_h)
    owner = people.owner_of(state, line["about"])
    shown: Line = {
        "record": line["record"],
        "at": line["at"],
        "deadline": stamp(deadline),
        "open": not answered,
        "overdue": not answered and at.now > deadline,
        "mine": bool(line["by"]) and line["by"] == person,
        "owner": owner,
        "answered_at": answer["at"] if answered and answer else "",
    }
    known = state.people.get(person)
    roles = known.roles if known else ()
    told = person in (owner, line["by"]) or not SEE_CONCERNS.isdisjoint(roles)
    if not told or line["about"] == person:
        return shown
    shown |= {"act_id": line["act_id"], "about": line["about"], "by": line["by"], "anonymous": not line["by"]}
    shown |= {"says": line["says"], "answer": None}
    if answered and answer is not None:
        shown["answer"] = {"by": answer["by"], "says": answer["says"], "record": answer["record"]}
    return shown


def files_for(at: Moment, person: str) -> Line:
    """Return every open file, what dropped out of it first."""
    return {"would": dry.WOULD, "files": [_file(at, file, person) for file in files.open_files(at.state)]}


def _file(at: Moment, file: File, person: str) -> Line:
    state = at.state
    acts: dict[str, Line] = {}
    for member in file.members:
        for each in of_the_file(at, state.weapons[member.weapon], file):
            if each.kind not in acts:
                acts[each.kind] = dry.right(dry_run(at, each, person), see=dry.sees(state, person))
    return {
        "file": file.id,
        "dropped": [_dropped(state, name) for name in file.dropped],
        "custodian": file.custodian,
        "watcher": file.watcher,
        "scene": file.scene,
        "since": stamp(file.at),
        "record": file.record,
        "word": files.word_of(state, file),
        "held": file.held,
        "flags": files.flagged(state, tuple(member.weapon for member in file.members)),
        "weapons": [_member(state, file, member) for member in file.members],
        "planned": _planned(at, file),
        "most": at.profile.file_max,
        "acts": list(acts.values()),
    }


def _planned(at: Moment, file: File) -> list[Line]:
    """Return whom today's plans of its scene name for each weapon that is not in the file yet, the newest last."""
    plans = (plan.act for plan in at.state.plans.values() if at.state.is_today(plan.at, at.now))
    drawn = {member.weapon for member in file.members}
    meant = [act for act in plans if act.scene == file.scene and act.user and act.weapon not in drawn]
    return [{"weapon": act.weapon, "user": act.user} for act in meant]


def _member(state: State, file: File, member: Member) -> Line:
    weapon, belief = state.weapons[member.weapon], state.believed(member.weapon)
    word = spoken(weapon, belief)
    proof = belief.proof
    looked = proof is not None and proof.stands and set(proof.people) == {file.custodian, file.watcher}
    return {
        "mark": member.mark,
        "weapon": weapon.id,
        "user": member.user,
        "contents": word.contents,
        "word": word.word,
        "issued": member.issued,
        "out": belief.holder == member.user,
        "looked": looked,
        "flag": weapon.fires and not any(c.state != "spent" for c in belief.contents),
        "where": sentences.where(SET, belief),
    }


def _dropped(state: State, name: str) -> Line:
    belief = state.believed(name)
    word = spoken(state.weapons[name], belief)
    where = sentences.where(SET, belief)
    return {
        "weapon": name,
        "contents": word.contents,
        "word": word.word,
        "where": where,
        "says": f"{name} dropped out: {where}, not issued with the others. {word}",
    }


def custody_picture(at: Moment, store: Store, name: str, *, night: bool, width: int) -> bytes:
    """Return the chain of custody of a weapon as a picture; raises WrongInput ``view.no-such``."""
    state = at.state
    if name not in state.beliefs:
        raise no_such("weapon")
    return swimlane.draw(
        (span.as_json() for span in custody.chain(store, name)),
        title=name,
        until=at.now,
        custodians=[who.id for who in state.people.values() if who.custodian],
        offset_minutes=state.offset_minutes,
        width=width,
        night=night,
    ).encode()


def names_for(at: Moment, person: str) -> Line:
    """Return what can be named in an act, and which acts the person may say."""
    state = at.state
    known = state.people.get(person)
    roles = known.roles if known else ()
    lots = not table.ROUTES["GET /api/v1/lots/{tag}"].isdisjoint(roles)
    return {
        "people": [
            {"person": who.id, "roles": list(who.roles), "custodian": who.custodian}
            for who in state.people.values()
            if not who.erased
        ],
        "scenes": _scenes(state),
        "containers": _containers(state),
        "weapons": [
            {"weapon": each.id, "tag": each.tag, "class": each.class_, "action": each.action}
            for each in state.weapons.values()
            if not state.believed(each.id).gone
        ],
        "lots": [
            {"lot": lot.id, "kind": lot.kind, "size": lot.size, "calibre": lot.calibre, "box": lot.box}
            for lot in state.lots.values()
            if lots and not lot.gone
        ],
        "may": sorted(kind for kind in table.ACTS if table.may_say(roles, kind)),
    }


def _scenes(state: State) -> list[str]:
    return list(dict.fromkeys((*(plan.act.scene for plan in state.plans.values()), *state.meetings)))


def _containers(state: State) -> list[str]:
    used = (belief.container for belief in state.beliefs.values())
    boxes = (lot.container for lot in state.lots.values())
    return [name for name in dict.fromkeys((*state.containers, *used, *boxes)) if name]


def ends_of_day(at: Moment, person: str, outbox: Outbox) -> Line:
    """Return what would be said of opening the day, or of closing it, and what is out, off or unknown by name.

    ``blocks`` is what stands against that end, in order, each with the act that answers it and who may say it;
    ``untold`` is what those outside could not be told for long, None where there is nothing of it.
    """
    end = ends.closing(at) if at.state.day.open else ends.opening(at)
    run = dry_run(at, end, person)
    found: Line = {"would": dry.WOULD, "before": None, "after": None, "off": ends.off(at)}
    found["after" if at.state.day.open else "before"] = dry.right(run, see=True)
    found["blocks"] = [
        {**finding_as_json(finding), "act": dry.right(act, see=True) if act else None}
        for finding, act in ends.blocks(at, run, person)
    ]
    found["untold"] = standing.untold(outbox, at.now)
    return found
