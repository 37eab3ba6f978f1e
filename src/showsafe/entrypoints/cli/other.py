"""The act that another one is about: named by the number of its record, or by its ``act_id``."""

from __future__ import annotations

from showsafe.application.records import event_of
from showsafe.domain.acts import Act
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Store

COMPLETING = ("confirm", "override")
"""Acts that let another one happen."""


def act_id_of(store: Store, typed: str) -> str:
    """Return the ``act_id`` that is meant; a whole number is taken as the number of a record.

    Raises WrongInput: ``input.unknown-record``; ``input.which-act`` where the number is also the id of another act.
    """
    if not (typed.isascii() and typed.isdigit()):
        return typed
    number = int(typed)
    of_record = recorded(store, number).act_id if 1 <= number <= store.size() else ""
    named = store.number_of(typed)
    if named is None and not of_record:
        raise WrongInput(
            "input.unknown-record",
            f"There is no record {typed}; the last is {store.size()}.",
            "What waits for a second person stands on the board, with its record: showsafe board DIR",
        )
    if named is not None and of_record not in ("", typed):
        raise WrongInput(
            "input.which-act",
            f"{typed} is the number of a record, and also the id that somebody gave to the act in record {named}.",
            f"Say the record that you mean by its act_id: {of_record} is that of record {typed}.",
        )
    return of_record or typed


def named_act(store: Store, act: Act) -> tuple[Act, ...]:
    """Return the act that a confirm or override is about; none where it is no such act, or names no record."""
    number = store.number_of(act.of_act) if act.kind in COMPLETING else None
    return () if number is None else (recorded(store, number),)


def recorded(store: Store, number: int) -> Act:
    """Return the act that a record holds."""
    return event_of(record.read(store.entry(number).raw).body, number, store.personal).act
