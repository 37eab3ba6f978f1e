"""Which effect each act has. ``state`` is changed nowhere else (see ``apply``)."""

from __future__ import annotations

from collections.abc import Callable

from showsafe.domain.effects import (
    checking,
    counts,
    custody,
    files,
    forgetting,
    intake,
    keys,
    people,
    ready,
    runs,
    trouble,
    use,
)
from showsafe.domain.events import Event
from showsafe.domain.state import State

Effect = Callable[[State, Event], State]


def nothing(state: State, event: Event) -> State:  # noqa: ARG001 - the shape of an effect
    """On record, and nothing else changes."""
    return state


def approved(effect: Effect) -> Effect:
    """Return an effect that only an act with its two people has: what one person alone reports approves nothing."""

    def when_good(state: State, event: Event) -> State:
        return effect(state, event) if event.good else state

    return when_good


EFFECTS: dict[str, Effect] = {
    "register": intake.register,
    "bring": intake.bring,
    "receive": intake.bring,
    "prove": intake.prove,
    "seal": intake.seal,
    "quarantine": intake.quarantine,
    "lock": intake.lock,
    "unlock": intake.unlock,
    "isolate": intake.isolate,
    "consign": intake.consign,
    "return-to-owner": intake.consign,
    "open-unit": keys.open_unit,
    "change-settings": keys.change_settings,
    "attest": nothing,
    "begin": intake.begin,
    "describe": intake.describe,
    "enrol": approved(people.enrol),
    "assign-role": approved(people.assign_role),
    "staff": approved(people.staff),
    "record-paper": people.record_paper,
    "instruct": approved(people.instruct),
    "acknowledge": nothing,
    "enrol-key": approved(keys.enrol_key),
    "rotate-key": approved(keys.rotate_key),
    "revoke-key": keys.revoke_key,
    "erase": approved(forgetting.erase),
    "assess": approved(people.assess),
    "meet": approved(people.meet),
    "plan": approved(people.plan),
    "open-day": approved(people.open_day),
    "close-day": people.close_day,
    "check": checking.check,
    "show": ready.show,
    "load": ready.load,
    "unload": ready.unload,
    "clear": ready.unload,
    "declare": ready.declare,
    "preset": ready.preset,
    "offer": custody.offer,
    "accept": custody.accept,
    "hand-over": custody.accept,
    "decline": custody.decline,
    "withdraw": custody.withdraw,
    "collect": custody.collect,
    "pass-open": custody.pass_open,
    "leave": custody.leave,
    "pick-up": custody.pick_up,
    "rehearse": use.rehearse,
    "take": use.take,
    "cut": use.cut,
    "discharge": use.discharge,
    "reconcile": approved(use.reconcile),
    "recount": counts.recount,
    "destroy-rounds": counts.dispose,
    "keep-sample": counts.dispose,
    "return-rounds": counts.dispose,
    "count-cases": counts.count_cases,
    "call-break": counts.call_break,
    "own-discrepancy": approved(counts.own),
    "close-discrepancy": counts.close,
    "open-run": runs.open_run,
    "cycle": runs.counted,
    "end-run": runs.end_run,
    "open-file": files.open_file,
    "draw-in": files.draw_in,
    "drop-out": files.drop_out,
    "issue-file": files.issued,
    "return-file": files.returned,
    "close-file": files.close_file,
    "misfire": trouble.misfire,
    "drop": trouble.drop,
    "foul": trouble.foul,
    "unplanned-discharge": trouble.unplanned_discharge,
    "find-live": trouble.find_live,
    "raise-concern": trouble.raise_concern,
    "answer-concern": trouble.answer_concern,
    "hold": trouble.hold,
    "stop": trouble.halt,
    "incident": trouble.incident,
    "freeze": trouble.freeze,
    "release": trouble.release,
    "confirm": nothing,
    "override": nothing,
}
