"""Are there two people where two belong, and has everybody only the one job?

Documented in docs/rules/duty.md; the two change together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from showsafe.domain import pairs, words
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.belief import Belief
from showsafe.domain.effects.counts import lot_doubted_after
from showsafe.domain.effects.intake import sealed_for_nothing
from showsafe.domain.effects.lapsing import COUNTING, OF_A_SCENE, planned_since, used_since
from showsafe.domain.events import SOON
from showsafe.domain.files import file_of
from showsafe.domain.proof import stands
from showsafe.domain.spoken import is_hot
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import (
    ISSUING,
    belief_of,
    custodian_of,
    giver_of,
    person,
    receiver_of,
    weapon_of,
)
from showsafe.rules.gate import Gate, hold, note, refuse
from showsafe.rules.profile import Profile

SOLE_DUTY = ("unlock", "load", "offer", "hand-over", "accept")
ONE_PART = ("offer", "hand-over", "accept", "pick-up", "take", "rehearse")
"""Acts by which somebody has a weapon or uses it: none of the two who checked it, and nobody who supplied it."""

BY_SIGHT = ("accept", "hand-over")
"""Acts whose second person is the one who watched; gate *sight* asks who they may be."""

OFFICE = ("producer", "production-manager", "first-ad", "safety-advisor", *words.CUSTODIAN_ROLES)
"""Roles that may enrol people and give roles."""

NAMED_BY_THE_ACT = ("instruct", "staff", "show", "enrol-key", "rotate-key")
"""Acts that cannot be said without their second person: who is instructed, staffed, shown, or answers for a key."""


class Duty(Gate):
    """Are there two people where two belong; has the custodian no other duty now, and few enough weapons out?"""

    id = "duty"
    protects = "every check has a checker and a witness, and supplier, checker and user are never one person"
    codes: ClassVar = {
        "same-person": refuse(
            "{who} stands on both sides of this; two people belong here.",
            "Somebody else is the second person.",
            "STAGE/TWO-SIGN",
        ),
        "second-person-missing": hold(
            "The second person is missing.",
            "A second custodian, safety advisor, instructed assistant or 1st AD confirms it.",
            "STAGE/TWO-SIGN",
        ),
        "witness-conflict": refuse(
            "{who} is {why} of this weapon, and cannot be its witness.",
            "Somebody with no other part in it is the witness.",
            "SAG/ROLE",
        ),
        "witness-order": note(
            "{who} is a later choice of witness than others on this production.",
            "Where there is one, take a second custodian, the safety advisor, or an instructed assistant.",
        ),
        "witness-not-instructed": note(
            "{who} was not instructed on {type} and is its witness.", "The custodian instructs {who}."
        ),
        "other-duty": refuse(
            "{who} has more than one duty today: {duties}.",
            "The office gives the other duty to somebody else, or another custodian takes this over.",
            "CA-9153(a)(3)-sole",
            "MB-22/A1(ii)",
        ),
        "too-many-out": refuse(
            "{who} has {out} weapons out; the limit is {most}.",
            "Collect one first, or have another custodian hand this one over.",
            "CA-9153(a)(6)",
        ),
        "too-many-hot": refuse(
            "{who} has a hot weapon in charge already; the limit is {most}.",
            "Collect and clear it first, or have another custodian hand this one over.",
            "CA-9153(a)(6)",
        ),
        "user-is-checker": refuse(
            "{who} is to use it and is one of the two who checked it.",
            "Two others check it.",
            "SAG/ROLE",
        ),
        "supplier": refuse(
            "{who} supplied it, and is {also} too.",
            "Somebody who did not supply it does this.",
            "STAGE/TWO-SIGN",
        ),
        "not-the-office": refuse(
            "{who} is not of the office of this production, which enrols people and gives roles.",
            "The producer, production manager, 1st AD, safety advisor or a custodian does this.",
            "IWLMSC-1/QUALIFIED",
        ),
        "key-unanswered": refuse(
            "Nobody of the office but {who} themselves answers for this key of {who}.",
            "The producer, production manager, 1st AD, safety advisor or a custodian is one of the two.",
        ),
        "age-missing": refuse(
            "The age of {who} is not said, and {who} is to handle weapons.",
            "Say the age in whole years.",
            "QLD-116",
            "NSW-P634/MINOR",
        ),
        "own-paper": note(
            "{who} recorded a paper about themselves.",
            "Somebody else of the production looks at the paper too.",
        ),
        "no-custodian": refuse(
            "Neither of the two is a custodian.",
            "A custodian proves the rounds, with a second person.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "not-a-custodian": note(
            "{who} instructs and is not a custodian.", "The custodian instructs, or stands by."
        ),
        "seal-uncounted": note(
            "This seal is on record and stands for nothing: {why}.",
            "A custodian who has it, or takes it back first, puts a seal on and says so.",
        ),
        "incomplete": refuse("It does not say {what}.", "Say it, and ask again."),
        "nothing-held": refuse(
            "No ask of that name is waiting for a second person.",
            "Ask again; a held ask lapses when the day is closed.",
        ),
        "changed-since": refuse(
            "What this is about has changed since it was asked.",
            "Look at it as it is now, and ask again.",
            "PRACTICE/OUT-OF-SIGHT",
        ),
        "overtaken": refuse(
            "{lot} moved or came into doubt after it was tested, by the time that this says.",
            "Prove its rounds as they are now, and ask again.",
            "IWLMSC-1/DUMMY-INSPECT",
        ),
        "not-refused": refuse(
            "No refused ask of that name is open.",
            "Ask again first; an override answers a refusal of today.",
        ),
        "override-roles": refuse(
            "An override is given by producer and safety advisor together.",
            "Both sign: one asks, the other is the witness.",
        ),
        "override-own": refuse(
            "{who} is to have it, and signs no override of that.",
            "Another producer or safety advisor signs; or somebody else uses it.",
            "STAGE/TWO-SIGN",
        ),
        "override-held": refuse(
            "The act itself lacks its second person, and no override stands in for them.",
            "Ask it again with both people; then override what is left.",
        ),
        "override-never": refuse(
            "Gate {gates} cannot be overridden by anybody.",
            "Do what it asks for.",
        ),
    }

    def look(self, state: State, act: Act, profile: Profile, now: datetime) -> Iterator[Finding]:
        """Yield what stands against who takes part."""
        yield from self._two_people(state, act)
        if _changed_since(state, act, act.at if now - act.at > SOON else now):
            yield self.find("changed-since")
        if act.kind in SOLE_DUTY:
            yield from self._sole(state, act)
        if act.weapon and act.kind in ONE_PART and not _comes_back(state, act):
            yield from self._one_part_each(state, act)
        if act.kind in (*ISSUING, "accept", "unlock"):
            yield from self._out(state, act, profile)
        if act.kind == "load":
            yield from self._hot_already(state, act, profile)

    def _hot_already(self, state: State, act: Act, profile: Profile) -> Iterator[Finding]:
        """A second hot load on one custodian's watch is refused at the load, before it is in anybody's hands."""
        blanks = any(state.lots[d.lot].kind == "blank" for d in act.rounds or () if d.lot in state.lots)
        if not blanks:
            return
        hot = sum(
            1
            for name, belief in ((name, state.beliefs[name]) for name in state.active)
            if name != act.weapon and act.by in (belief.holder, belief.issued_by) and _loaded_hot(belief)
        )
        max_hot = profile.file_max if file_of(state, act.weapon) else profile.max_hot_out
        if hot + 1 > max_hot:
            yield self.find("too-many-hot", who=act.by, most=max_hot)

    def _two_people(self, state: State, act: Act) -> Iterator[Finding]:
        if act.kind in (*ISSUING, "accept") and giver_of(state, act) == receiver_of(state, act):
            yield self.find("same-person", who=act.by)
        yield from self._of_this_kind(state, act)
        second = pairs.second_of(act)
        if not second:
            if KINDS[act.kind].second and act.kind not in NAMED_BY_THE_ACT:
                yield self.find("second-person-missing")
            return
        why = pairs.conflict(state, act)
        if why == "actor" and act.kind != "enrol":
            yield self.find("same-person", Weight.NOTE if act.kind in BY_SIGHT else None, who=second)
        elif why and act.kind not in BY_SIGHT:
            yield self.find("witness-conflict", who=second, why=f"the {why}")
        elif KINDS[act.kind].second == "witness" and act.weapon:
            yield from self._notes(state, act, second)

    def _of_this_kind(self, state: State, act: Act) -> Iterator[Finding]:
        """What belongs to one kind of act alone: who gives roles, instructs, proves, or records a paper."""
        if act.kind in ("enrol", "assign-role"):
            yield from self._giving_roles(state, act)
        elif act.kind in ("enrol-key", "rotate-key", "erase"):
            yield from self._in_the_office(state, act)
        elif act.kind == "record-paper" and act.about == act.by:
            yield self.find("own-paper", who=act.by)
        elif act.kind == "instruct" and not state.is_custodian(act.by):
            yield self.find("not-a-custodian", who=act.by)
        elif act.kind == "seal" and (why := sealed_for_nothing(state, act)):
            yield self.find("seal-uncounted", why=why)
        elif act.kind == "prove":
            yield from self._suppliers_prove(state, act, pairs.second_of(act))

    def _suppliers_prove(self, state: State, act: Act, second: str) -> Iterator[Finding]:
        lot = state.lots.get(act.lot)
        if lot_doubted_after(state, act.lot, act.at):
            yield self.find("overtaken", lot=act.lot)
        if second and not any(state.is_custodian(who) for who in (act.by, second)):
            yield self.find("no-custodian")
        for who in (act.by, second):
            if lot is not None and who and lot.supplier == who:
                yield self.find("supplier", who=who, also="one of the two who prove it")

    def _giving_roles(self, state: State, act: Act) -> Iterator[Finding]:
        """Nobody gives themselves a role, but for the very first person of a unit, who opens its office."""
        if act.person == act.by and state.people:
            yield self.find("same-person", who=act.by)
        giver = person(state, act.by).roles if state.people else act.roles
        if not set(giver) & set(OFFICE):
            yield self.find("not-the-office", who=act.by)
        handles = set(act.roles) & {*words.USER_ROLES, *words.CUSTODIAN_ROLES}
        if act.kind == "enrol" and handles and act.age is None and person(state, act.person).age is None:
            yield self.find("age-missing", who=act.person)

    def _in_the_office(self, state: State, act: Act) -> Iterator[Finding]:
        """Who answers for somebody's key, or has them forgotten: the office, and of one's own key somebody else."""
        if act.kind == "erase":
            if not _of_the_office(state, act.by):
                yield self.find("not-the-office", who=act.by)
            return
        key = state.keys.get(act.key_id)
        owner = act.key_of or (key.of if key else "")
        if not any(_of_the_office(state, who) for who in (act.by, act.witness) if who != owner):
            yield self.find("key-unanswered", who=owner)

    def _notes(self, state: State, act: Act, second: str) -> Iterator[Finding]:
        witness = person(state, second)
        place = pairs.rank(witness)
        if any(
            pairs.rank(other) < place and other.id not in (act.by, second) and other.id not in act.to
            for other in state.people.values()
        ):
            yield self.find("witness-order", who=second)
        weapon = weapon_of(state, act)
        if weapon is not None and not witness.custodian and weapon.type not in witness.instructed:
            yield self.find("witness-not-instructed", who=second, type=weapon.type)

    def _sole(self, state: State, act: Act) -> Iterator[Finding]:
        who = person(state, custodian_of(state, act))
        if who.custodian and len(set(who.duties)) > 1:
            yield self.find("other-duty", who=who.id, duties=" and ".join(who.duties))

    def _out(self, state: State, act: Act, profile: Profile) -> Iterator[Finding]:
        """Weapons out of the safe on this custodian's watch, in their own hands or issued by them, with this one."""
        weapon = weapon_of(state, act)
        giver = custodian_of(state, act)
        if weapon is None or not state.is_custodian(giver):
            return
        out = hot = 0
        for name in state.active:
            belief = state.beliefs[name]
            other = state.weapons[name]
            if name == weapon.id or giver not in (belief.holder, belief.issued_by):
                continue
            out += 1
            hot += _loaded_hot(belief) or (belief.issued_by == giver and is_hot(other, belief))
        in_file = file_of(state, weapon.id) is not None
        max_out = profile.file_max if in_file else profile.max_out
        if out + 1 > max_out:
            yield self.find("too-many-out", who=giver, out=out, most=max_out)
        this = belief_of(state, act)
        max_hot = profile.file_max if in_file else profile.max_hot_out
        if act.kind != "unlock" and _loaded_hot(this) and hot + 1 > max_hot:
            yield self.find("too-many-hot", who=giver, most=max_hot)

    def _one_part_each(self, state: State, act: Act) -> Iterator[Finding]:
        belief = belief_of(state, act)
        weapon = weapon_of(state, act)
        receiver = receiver_of(state, act)
        checkers = belief.proof.people if belief.proof and stands(belief.proof) else ()
        looked = belief.bore.people if belief.bore and stands(belief.bore) else ()
        if receiver in (*checkers, *looked):
            yield self.find("user-is-checker", who=receiver)
        lots = {c.lot for c in belief.contents if c.lot}
        suppliers = {state.lots[lot].supplier for lot in lots} | ({weapon.owner} if weapon else set())
        for supplier in sorted(suppliers - {""}):
            if supplier == receiver:
                yield self.find("supplier", who=supplier, also="its user")
            elif supplier in checkers:
                yield self.find("supplier", who=supplier, also="one of the two who checked it")


def _comes_back(state: State, act: Act) -> bool:
    """Whether a custodian picks it up: it has come back, and nothing refuses that."""
    return act.kind == "pick-up" and state.is_custodian(act.by)


def _changed_since(state: State, act: Act, at: datetime) -> bool:
    """Whether a meeting, a plan or a count is of before what it would be about, and so would change nothing."""
    if act.kind in OF_A_SCENE:
        return planned_since(state, act, at)
    return act.kind in COUNTING and used_since(state, act, at)


def _of_the_office(state: State, who: str) -> bool:
    """Whether somebody has a role of the office."""
    return bool(set(person(state, who).roles) & set(OFFICE))


def _loaded_hot(belief: Belief) -> bool:
    """Whether unfired blanks are believed to be in it."""
    return any(cartridge.kind == "blank" and cartridge.state == "ready" for cartridge in belief.contents)
