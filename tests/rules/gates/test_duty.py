"""Gate *duty*: two people where two belong, nobody with two jobs, few enough weapons out."""

from __future__ import annotations

import base64

import pytest

from showsafe.domain.proof import stands
from showsafe.ledger.keys import DeviceKey
from tests.simulator import BLANK_PLAN, FilmSet, a_day, empty_set


def test_same_person() -> None:
    """Nobody is their own second person, and nobody hands a weapon to themselves."""
    day = a_day()
    assert "duty.same-person" in day.refused("unlock", weapon="revolver", witness="armorer")
    day.ready()
    assert "duty.same-person" in day.against("offer", weapon="revolver", to=["armorer"])
    assert "duty.same-person" in day.against("enrol", "grip", person="grip", age=29)
    assert not day.against("enrol", "producer", person="grip", age=29)


def test_second_person_missing() -> None:
    """Where two belong, one alone is held until the second confirms."""
    day = a_day()
    assert day.held("unlock", weapon="revolver") == {"duty.second-person-missing"}
    assert not day.against("unlock", weapon="revolver", witness="assistant")


def test_a_missing_second_is_a_note_on_the_way_back() -> None:
    """In the safe direction a missing or doubled second person is a note, and no proof is made."""
    day = a_day().out()
    look = day.looking()
    for witness in ("", "armorer"):
        alone = day.fork()
        said = {**look, "witness": witness} if witness else {k: v for k, v in look.items() if k != "witness"}
        alone.permit("check", **said)
        assert not stands(alone.belief().proof)


def test_witness_conflict() -> None:
    """The user of a weapon is never the witness of its check, and a supplier never of a load."""
    day = a_day().out()
    assert "duty.witness-conflict" in day.notes("check", **{**day.looking(), "witness": "performer"})
    day.permit("enrol", "producer", person="rental", roles=["supplier"], age=40)
    day.looked().drawn("blanks")
    load = {"weapon": "revolver", "rounds": ["blanks:1"]}
    assert "duty.witness-conflict" in day.refused("load", **load, witness="rental")
    assert not day.against("load", **load, witness="assistant")


def test_witness_order() -> None:
    """A later choice of witness is noted where an earlier one is on the production."""
    day = a_day().out()
    assert "duty.witness-order" in day.notes("check", **{**day.looking(), "witness": "first-ad"})
    assert "duty.witness-order" not in day.notes("check", **{**day.looking(), "witness": "prop-master"})


def test_witness_not_instructed() -> None:
    """A witness who was not instructed on the action is noted."""
    day = a_day().out()
    assert "duty.witness-not-instructed" in day.notes("check", **{**day.looking(), "witness": "safety"})
    assert "duty.witness-not-instructed" not in day.notes("check", **day.looking())


def test_other_duty() -> None:
    """A custodian with a second job today takes nothing out, loads nothing, and hands nothing over."""
    day = a_day()
    day.permit("staff", "producer", person="armorer", duties=["weapons", "driving"])
    assert "duty.other-duty" in day.refused("unlock", weapon="revolver", witness="assistant")
    day.permit("staff", "producer", person="armorer", duties=["weapons"])
    day.permit("unlock", weapon="revolver", witness="assistant")


def test_too_many_out() -> None:
    """Two weapons are out of the safe on one custodian's watch at the most, and what only looks like one counts."""
    day = a_day().out("revolver").out("rifle")
    pistol = {"weapon": "pistol", "witness": "assistant"}
    assert "duty.too-many-out" in day.refused("unlock", **pistol)
    assert "duty.too-many-out" in a_day().out("rubber-gun").out("sabre").refused("unlock", **pistol)
    day.looked("rifle").permit("lock", weapon="rifle", in_="weapon safe", witness="assistant")
    day.permit("unlock", **pistol)
    assert not a_day().out("revolver").out("rifle").against("unlock", "prop-master", **pistol)


def test_too_many_hot() -> None:
    """One custodian has one hot weapon: a second one is refused at the load and at the offer."""
    day = a_day().planned("rifle", scene="ridge", **{**BLANK_PLAN, "user": "partner"})
    day.ready("revolver", "blanks").handed()
    day.out("rifle").looked("rifle")
    load = {"weapon": "rifle", "rounds": ["blanks:2"], "witness": "assistant"}
    assert "duty.too-many-hot" in day.refused("load", **load)
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "blanks", "count": 3}])
    assert "duty.too-many-hot" not in day.against("load", **load)


def test_user_is_checker() -> None:
    """Whoever looked into it as one of the two is not the one who uses it."""
    day = a_day()
    day.permit("enrol", "producer", person="double", roles=["stunt-double"], instructed=["blade"], age=30)
    day.planned("sabre", user="double").out("sabre")
    day.permit("check", weapon="sabre", witness="assistant")
    assert "duty.user-is-checker" not in day.against("offer", weapon="sabre", to=["double"])
    day.permit("enrol", "producer", person="assistant", roles=["assistant-armorer", "stunt"])
    day.permit("show", weapon="sabre", to=["first-ad", "assistant"])
    assert "duty.user-is-checker" in day.refused("offer", weapon="sabre", to=["assistant"])


def test_supplier() -> None:
    """Who supplied the rounds or the weapon is neither its user nor one of the two who checked it."""
    day = a_day()
    day.permit("register", weapon="own-sabre", **{"class": "blade"}, owner="partner")
    day.planned("own-sabre", user=None).looked("own-sabre").shown("own-sabre")
    assert "duty.supplier" in day.refused("offer", weapon="own-sabre", to=["partner"])
    assert "duty.supplier" not in day.against("offer", weapon="own-sabre", to=["performer"])


def test_nothing_held() -> None:
    """A confirm answers an ask that is held, and no other."""
    day = a_day()
    assert "duty.nothing-held" in day.refused("confirm", "assistant", of="act-unknown")
    held = day.ask("unlock", weapon="revolver")
    day.permit("confirm", "assistant", of=held.event.act.act_id)


def out_and_back(day: FilmSet) -> None:
    """Let the prop master take the revolver out, look into it, and lock it away again."""
    day.out(by="prop-master").looked(by="prop-master")
    day.permit("lock", "prop-master", weapon="revolver", witness="assistant", **{"in": "weapon safe"})


def test_changed_since() -> None:
    """Nobody's yes is to what they have not seen: what was out of the safe meanwhile is asked for anew."""
    day = a_day()
    of = day.ask("unlock", weapon="revolver").event.act.act_id
    day.permit("unlock", weapon="rifle", witness="assistant")
    assert not day.against("confirm", "assistant", of=of)
    out_and_back(day)
    assert day.refused("confirm", "assistant", of=of) == {"duty.changed-since"}
    again = day.ask("unlock", weapon="revolver").event.act.act_id
    day.permit("confirm", "assistant", of=again)


def test_changed_since_it_was_refused() -> None:
    """An override is of what was refused as it was then, and of nothing that has changed since."""
    day, of = refused_unlock()
    said = {"of": of, "reason": "the driver is ill", "witness": "safety"}
    assert not day.against("override", "producer", **said)
    out_and_back(day)
    assert day.refused("override", "producer", **said) == {"duty.changed-since"}


def test_not_refused() -> None:
    """An override answers an ask that was refused, and no other."""
    day = a_day()
    assert "duty.not-refused" in day.refused(
        "override", "producer", of="act-unknown", reason="asked for", witness="safety"
    )


def refused_unlock() -> tuple[FilmSet, str]:
    """Return a day with a refused ask that may be overridden."""
    day = a_day()
    day.permit("staff", "producer", person="armorer", duties=["weapons", "driving"])
    return day, day.ask("unlock", weapon="revolver", witness="assistant").event.act.act_id


@pytest.mark.parametrize(
    "pair", [("producer", "first-ad"), ("armorer", "prop-master"), ("first-ad", "safety")]
)
def test_override_roles(pair: tuple[str, str]) -> None:
    """An override is given by producer and safety advisor together, and by nobody else."""
    day, of = refused_unlock()
    said = {"of": of, "reason": "the driver is ill"}
    assert "duty.override-roles" in day.against("override", pair[0], **said, witness=pair[1])
    assert not day.against("override", "producer", **said, witness="safety")
    assert not day.against("override", "safety", **said, witness="producer")


def test_override_never() -> None:
    """What gate *check* refuses nobody can override."""
    day = a_day().out()
    of = day.ask("show", weapon="revolver", to=["first-ad"]).event.act.act_id
    codes = day.refused("override", "producer", of=of, reason="in a hurry", witness="safety")
    assert "duty.override-never" in codes


def test_the_first_person_enrols_themselves() -> None:
    """Somebody has to be the first on record; from then on nobody enrols themselves."""
    day = empty_set()
    assert "duty.same-person" in day.against("enrol", "armorer", person="armorer", age=41)


def test_age_missing() -> None:
    """Who is to handle weapons is enrolled with their age."""
    day = empty_set()
    assert "duty.age-missing" in day.refused("enrol", "producer", person="double", roles=["stunt-double"])
    day.permit("enrol", "producer", person="double", roles=["stunt-double"], age=30)
    day.permit("enrol", "producer", person="runner", roles=["crew"])


@pytest.mark.parametrize("who", ["grip", "performer", "assistant"])
def test_not_the_office(who: str) -> None:
    """People are enrolled and given roles by the office or a custodian, not by whoever likes."""
    day = empty_set()
    said = {"person": "medic", "roles": ["armorer"]}
    assert "duty.not-the-office" in day.refused("assign-role", who, **said)
    assert "duty.not-the-office" in day.against("enrol", who, person="runner", roles=["crew"])
    assert "duty.not-the-office" not in day.against("assign-role", "producer", **said)


def test_nobody_gives_themselves_a_role() -> None:
    """Nobody gives themselves a role, the office included."""
    day = empty_set()
    assert "duty.same-person" in day.refused("assign-role", "producer", person="producer", roles=["armorer"])


def test_own_paper() -> None:
    """A paper that somebody records about themselves is noted."""
    day = empty_set()
    paper = {"kind": "course", "about": "armorer"}
    assert "duty.own-paper" in day.notes("record-paper", "armorer", **paper)
    assert "duty.own-paper" not in day.notes("record-paper", "producer", **paper)


def test_not_a_custodian() -> None:
    """An instruction by somebody who is no custodian is noted."""
    day = empty_set()
    said = {"person": "performer", "type": "blade"}
    assert "duty.not-a-custodian" in day.notes("instruct", "assistant", **said)
    assert "duty.not-a-custodian" not in day.notes("instruct", **said)


def test_seal_uncounted() -> None:
    """A seal of somebody who is no custodian, or on a box that a user has, stands for nothing, and that is said."""
    day = a_day().drawn("blanks")
    for who, noted in (("grip", True), ("assistant", True), ("prop-master", False)):
        assert ("duty.seal-uncounted" in day.notes("seal", who, lot="blanks", number="0417")) is noted
    assert "duty.seal-uncounted" not in day.notes("seal", weapon="revolver", number="0417")
    assert "duty.seal-uncounted" in day.notes("seal", "grip", weapon="revolver", number="0417")
    day.report("collect", "performer", lot="blanks")
    assert day.state.lots["blanks"].holder == "performer"
    assert "duty.seal-uncounted" in day.notes("seal", lot="blanks", number="0417")


def test_incomplete() -> None:
    """An ask that leaves out what it needs is refused, and says what is missing."""
    day = a_day()
    assert "duty.incomplete" in day.refused("meet", "first-ad", scene="saloon", witness="armorer")
    assert "duty.incomplete" not in day.against(
        "meet", "first-ad", scene="saloon", attendees=["armorer"], witness="armorer"
    )


def test_supplier_proves_nothing() -> None:
    """Who supplied a box is not one of the two who prove it."""
    day = a_day()
    box = {"lot": "new", "kind": "blank", "count": 5, "calibre": ".45 Colt", "state": "sealed"}
    day.permit("receive", **box, supplier="prop-master", countersigned_by="assistant")
    prove = {"lot": "new", "count": 5, "of": 5, "methods": ["primer-state", "crimp"]}
    assert "duty.supplier" in day.refused("prove", **prove, witness="prop-master")
    assert "duty.supplier" not in day.against("prove", **prove, witness="assistant")


def test_no_custodian() -> None:
    """Of the two who prove rounds one is a custodian."""
    day = a_day().drawn("blanks")
    prove = {"lot": "blanks", "count": 20, "of": 20, "methods": ["primer-state", "crimp"]}
    assert "duty.no-custodian" in day.refused("prove", "grip", **prove, witness="medic")
    assert "duty.no-custodian" not in day.against("prove", "grip", **prove, witness="armorer")


def test_override_held() -> None:
    """An override stands in for no second person: the act it answers had both."""
    day = a_day()
    day.permit("staff", "producer", person="armorer", duties=["weapons", "driving"])
    of = day.ask("unlock", weapon="revolver").event.act.act_id
    said = {"of": of, "reason": "the driver is ill", "witness": "safety"}
    assert "duty.override-held" in day.refused("override", "producer", **said)


KEY = base64.b64encode(DeviceKey(b"p" * 32).public).decode()
OTHER = base64.b64encode(DeviceKey(b"q" * 32).public).decode()


def test_key_unanswered() -> None:
    """Somebody of the office answers for a key, and never the one alone whose key it is."""
    day = a_day()
    key = {"of": "grip", "key": KEY}
    assert "duty.key-unanswered" in day.refused("enrol-key", "grip", **key, witness="performer")
    assert "duty.key-unanswered" not in day.against("enrol-key", "grip", **key, witness="producer")
    own = {"of": "producer", "key": KEY, "witness": "grip"}
    assert "duty.key-unanswered" in day.refused("enrol-key", "producer", **own)
    assert "duty.same-person" in day.refused("enrol-key", "producer", **key, witness="producer")
    day.permit("enrol-key", "producer", **key, witness="grip")
    (old,) = day.state.keys
    new = {"key_id": old, "key": OTHER}
    assert "duty.key-unanswered" in day.refused("rotate-key", "grip", **new, witness="performer")
    day.permit("rotate-key", "grip", **new, witness="first-ad")


def test_a_key_reported_without_its_second_person_is_none() -> None:
    """An enrolment that the rules do not permit in full is on record, and enrols nothing."""
    day = a_day()
    reported = day.report("enrol-key", "producer", of="grip", key=KEY)
    assert {finding.code for finding in reported.decision.against} == {"duty.incomplete"}
    assert day.state.keys == {}


def test_nothing_refuses_a_revocation() -> None:
    """Anybody may say that a key is lost, and it counts no more from then on."""
    day = a_day()
    day.permit("enrol-key", "producer", of="grip", key=KEY, witness="first-ad")
    (key,) = day.state.keys
    day.permit("revoke-key", "performer", key_id=key, reason="the phone is gone")
    assert not day.state.keys[key].holds


def test_only_the_office_erases() -> None:
    """Somebody is forgotten by the office, which need not be somebody else than they."""
    day = a_day()
    assert "duty.not-the-office" in day.refused("erase", "grip", person="grip")
    day.permit("erase", "producer", person="grip")
    day.permit("erase", "producer", person="producer")


def test_no_override_enrols_a_key_or_erases() -> None:
    """Producer and safety advisor together lift no refusal of a key, nor of an erasure, also once nothing is left."""
    day = a_day().out()
    refused = day.ask("erase", "grip", person="grip")
    both = {"of": refused.event.act.act_id, "reason": "asked for", "witness": "safety"}
    assert "duty.override-never" in day.refused("override", "producer", **both)
