"""From what was typed, sent or stored to an act, and back. An unknown act or key is refused, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from showsafe.application import text
from showsafe.application.keys import KEYS, Reader, one_of, unknown_key
from showsafe.application.ledger_words import algorithm_of, key_id_of, read_owner
from showsafe.application.nearest import did_you_mean
from showsafe.domain import words
from showsafe.domain.acts import KINDS, LEAVING, OF_KEYS, Act, Kind, said
from showsafe.domain.counting_acts import OF_A_DISCREPANCY
from showsafe.errors import WrongInput

ALWAYS = ("witness", "scene", "says", "reason", "place", "cause")
"""Keys that any act may carry: they add to what was said and give nothing."""

EMPTY_SAYS_SOMETHING = ("rounds", "found", "line", "looked")
"""Lists of which an empty one was said: nothing found is not the same as nothing said."""

OF_AN_OWNER = "enrol-key"
"""The act whose key ``of`` names whose key it is."""

ABOUT = ("weapon", "lot", "person", "in", "of", "key_id")
"""What a report has to name where its act is about it; anything else it may leave out."""

_KEYS = tuple(KEYS.values())
_VALUES = attrgetter(*(key.field for key in _KEYS))

OF_AN_ACT = ("confirm", "override", "answer-concern", *OF_A_DISCREPANCY)
"""Acts whose key ``of`` names another act; elsewhere it is a count."""


def kind_of(name: str) -> Kind:
    """Return the kind of act of that name.

    Raises WrongInput: ``input.reserved-act`` for names that are kept for later, ``input.unknown-act``.
    """
    if name in KINDS:
        return KINDS[name]
    if name in words.RESERVED_ACTS:
        raise WrongInput(
            "input.reserved-act",
            f"The act {name} is reserved and cannot be used yet.",
            "Record the single acts instead.",
        )
    meant = did_you_mean(name, KINDS, f"Known acts: {', '.join(sorted(KINDS))}.")
    raise WrongInput("input.unknown-act", f"The act {text.label(name[:60], 'act')!r} is not known.", meant)


def act_from(
    kind: str,
    keys: Mapping[str, Any],
    *,
    act_id: str,
    by: str,
    at: datetime,
    strict: bool = True,
    where: str = "",
) -> Act:
    """Return the act that a mapping of keys says.

    ``strict`` allows only the keys of its kind; a scenario file may carry any key of the vocabulary. ``at`` is aware.
    Raises WrongInput with the key that is wrong.
    """
    row = kind_of(kind)
    allowed = (*row.keys, *ALWAYS) if strict else tuple(KEYS)
    where = where or kind
    values: dict[str, Any] = {}
    for key, value in keys.items():
        if key not in allowed:
            raise unknown_key(key, allowed, where)
        field, read_it = _reader(kind, key)
        values[field] = read_it(value, f"{key} of {where}")
    if kind not in LEAVING:
        for name in values.get("to", ()):
            text.name(name, f"to of {where}")
    if values.get("lot") and "sort" in values:
        values["sort"] = lot_kind(values["sort"], f"kind of {where}")
    if kind == "record-paper" and "sort" in values:
        values["sort"] = values["sort"].strip().lower().replace("_", "-").replace(" ", "-")
    if strict and kind == "instruct":
        one_of((*words.ACTIONS, *words.WEAPON_CLASSES, "any"))(values.get("type", "any"), f"type of {where}")
    if "class_" in values and "weapon" in values:
        _class_known(values["class_"], where)
    values |= _of_the_key(kind, values, where)
    act = Act(kind=kind, act_id=act_id, by=by, at=at.astimezone(UTC), **values)
    return _can_be_read_back(act, where)


def _reader(kind: str, key: str) -> tuple[str, Reader]:
    """Return the field of a key in such an act, and how it is read: ``of`` is an act, an owner or a count."""
    if key == "of" and kind in OF_AN_ACT:
        return "of_act", KEYS["number"].read
    if key == "of" and kind == OF_AN_OWNER:
        return "key_of", read_owner
    return KEYS[key].field, KEYS[key].read


def _can_be_read_back(act: Act, where: str) -> Act:
    """Let an act pass whose record says the same when it is read again: what cannot be read is never written."""
    try:
        again = act_from_record(act.kind, act_as_mapping(act), act_id=act.act_id, by=act.by, at=act.at)
    except WrongInput as error:
        raise WrongInput(error.code, f"{where}: {error.says}", error.now) from None
    if again != act:
        raise WrongInput(
            "input.not-kept", f"{where} says something that no record can keep.", "Say it more plainly."
        )
    return act


def _of_the_key(kind: str, values: Mapping[str, Any], where: str) -> dict[str, str]:
    """Return what follows from a key itself: its name and its algorithm; what else was said of them is refused."""
    public = values.get("key", "")
    if kind not in OF_KEYS or not public:
        return {}
    new = "new_key_id" if kind == "rotate-key" else "key_id"
    known = {new: key_id_of(public)}
    if kind == OF_AN_OWNER:
        known["algorithm"] = algorithm_of(public)
    for field, value in known.items():
        if values.get(field, value) != value:
            raise WrongInput(
                "key.not-its-own",
                f"{where} says a {field.replace('_', ' ')} that is not this key's own, {value}.",
                "Leave it out: it follows from the key.",
            )
    return known


def lot_kind(kind: str, where: str) -> str:
    """Return the kind of a lot. *Live* is no usable kind: what somebody calls live is kept as unidentified."""
    return "unidentified" if kind == "live" else str(one_of((*words.LOT_KINDS, "live"))(kind, where))


def _class_known(class_: str, where: str) -> None:
    if class_ not in words.WEAPON_CLASSES:
        raise WrongInput(
            "input.unknown-word",
            f"class of {where} is {class_!r}, which is not known.",
            f"Known: {', '.join(words.WEAPON_CLASSES)}.",
        )


def needs(act: Act) -> None:
    """Let an act pass that says what an ask of its kind has to say.

    Raises WrongInput: ``input.missing-key``. A report may leave out anything but its thing.
    """
    for group in KINDS[act.kind].needs:
        if not any(said(act, key) for key in group):
            named = " or ".join(group)
            raise WrongInput(
                "input.missing-key", f"{act.kind} does not say {named}.", f"Add {named}=... and ask again."
            )


def names_its_thing(act: Act) -> None:
    """Let a report pass that says at least what it is about.

    Raises WrongInput: ``input.missing-key``.
    """
    for group in KINDS[act.kind].needs[:1]:
        if group[0] in ABOUT and not any(said(act, key) for key in group):
            named = " or ".join(group)
            raise WrongInput(
                "input.missing-key", f"{act.kind} does not say {named}.", f"Add {named}=... to the report."
            )


def act_as_mapping(act: Act) -> dict[str, Any]:
    """Return the keys of an act as they go into a record: what was not said is left out."""
    table: dict[str, Any] = {}
    for key, value in zip(_KEYS, _VALUES(act), strict=True):
        if not value:
            unsaid = value is None or value == "" or (value == () and key.field not in EMPTY_SAYS_SOMETHING)
            if unsaid or (value is False and key.field == "set_"):
                continue
        table[key.name] = key.write(value)
    if act.of_act:
        table["of_act"] = act.of_act
    if act.key_of:
        table["of"] = act.key_of
    if act.kind == "erase":
        table["commitments"] = list(act.commitments)
    return table


def act_from_record(kind: str, keys: Mapping[str, Any], *, act_id: str, by: str, at: datetime) -> Act:
    """Return the act of a record."""
    keys = dict(keys)
    of_act = keys.pop("of_act", "")
    key_of = read_owner(keys.pop("of"), "of") if kind == OF_AN_OWNER and "of" in keys else ""
    values = {KEYS[key].field: KEYS[key].read(value, key) for key, value in keys.items()}
    return Act(kind=kind, act_id=act_id, by=by, at=at, of_act=of_act, key_of=key_of, **values)
