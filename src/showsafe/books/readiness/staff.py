"""Are there custodians enough for the guns: fit by the rules on that day, and as many as the limits ask for.

The record knows who is on the production, and not who is called in that day: that is said wherever this is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil

from showsafe.application.next_acts import people
from showsafe.application.next_acts.candidate import Candidate, act_of
from showsafe.application.would import Moment
from showsafe.books.readiness.own import own
from showsafe.books.readiness.values import LOOK, MISSING, Item, Scene, Staff, Use, item_of
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding, Weight

ASKED = (
    *("custodian.not-custodian", "custodian.no-credential", "custodian.expired", "custodian.class"),
    *("custodian.under-age", "custodian.age-not-said", "duty.other-duty"),
)
"""Codes that say whether somebody may keep a weapon that day."""

DEFAULT = Scene(key="")


def staff_of(at: Moment, scenes: Iterable[Scene]) -> tuple[Staff, tuple[Item, ...]]:
    """Return whether there are custodians enough, and what stands against each of them."""
    armed = tuple(scenes)
    kinds = _kinds(at, armed)
    if not kinds:
        return Staff(), ()
    against = {who: tuple(_against(at, who, kinds)) for who in people.custodians(at.state)}
    fit = tuple(who for who, found in against.items() if not any(f.weight > Weight.NOTE for f in found))
    scene, staff = _needed(at, armed, fit)
    items = [*_of_people(at, against, fit), *_of_number(at, staff, scene)]
    return staff, tuple(items)


def _kinds(at: Moment, scenes: tuple[Scene, ...]) -> tuple[Weapon, ...]:
    """Return one weapon of each class and action: what a paper covers is asked of these alone."""
    known = (at.state.weapons.get(name) for scene in scenes for name in scene.weapons)
    return tuple({(each.class_, each.action): each for each in known if each is not None}.values())


def _against(at: Moment, who: str, kinds: tuple[Weapon, ...]) -> Iterator[Finding]:
    """Yield what the rules have against one custodian who takes weapons out that day; each only once."""
    said: set[str] = set()
    for weapon in kinds:
        act = act_of(at, Candidate(kind="unlock", by=(who,), keys={"weapon": weapon.id}), who, {})
        for finding in at.would(act).findings:
            if finding.code in ASKED and finding.says not in said:
                said.add(finding.says)
                yield finding


def _of_people(at: Moment, against: dict[str, tuple[Finding, ...]], fit: tuple[str, ...]) -> Iterator[Item]:
    """Yield what stands against each custodian: missing where nobody else is fit, else to be known."""
    for who, found in against.items():
        for finding in found:
            item = item_of(finding, "", who=who)
            if fit and item.weight == MISSING:
                item = replace(item, weight=LOOK)
            by = people.with_roles(at.state, *people.OF_THE_OFFICE)
            yield replace(item, act="enrol", by=people.may(at.state, "enrol", by)) if finding.weight else item


def _needed(at: Moment, scenes: tuple[Scene, ...], fit: tuple[str, ...]) -> tuple[Scene, Staff]:
    """Return the scene that asks for most custodians, and how many."""
    profile = at.profile
    most = (DEFAULT, Staff(fit=fit))
    for scene in scenes:
        count = len(scene.weapons)
        hot = len({use.weapon for use in scene.uses if _is_hot(at, use)})
        needed = max(ceil(count / profile.max_out), ceil(hot / profile.max_hot_out))
        files = ceil(count / profile.file_max)
        staff = Staff(fit=fit, needed=needed, as_files=files, scene=scene.key, weapons=count, hot=hot)
        if needed > most[1].needed:
            most = (scene, staff)
    return most


def _is_hot(at: Moment, use: Use) -> bool:
    lot = at.state.lots.get(use.ammunition)
    kind = lot.kind if lot is not None else use.ammunition
    weapon = at.state.weapons.get(use.weapon)
    return kind == "blank" and weapon is not None and weapon.fires


def _of_number(at: Moment, staff: Staff, scene: Scene) -> Iterator[Item]:
    profile = at.profile
    if not people.custodians(at.state):
        by = people.may(at.state, "enrol", people.with_roles(at.state, *people.OF_THE_OFFICE))
        yield own("no-custodian", act="enrol", by=by)
        return
    if len(staff.fit) >= staff.needed:
        return
    names = {
        "weapons": staff.weapons,
        "hot": staff.hot,
        "needed": staff.needed,
        "fit": len(staff.fit),
        "out": profile.max_out,
        "most_hot": profile.max_hot_out,
        "file": profile.file_max,
    }
    name = "staff-files" if len(staff.fit) >= staff.as_files else "staff"
    yield own(name, scene.key, names=names, clauses=profile.values["max_out"].clauses)
