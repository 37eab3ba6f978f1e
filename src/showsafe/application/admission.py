"""What an act may speak of, and who may sign its record: asked of every act of people before it is decided.

1. People, things and keys that an act names are on record.
2. A key of people is enrolled, rotated and revoked in the set itself; the node's own key is only rotated, by the node.
3. Beside the node sign only people whom the act names, each under a key that is enrolled for them and not revoked. The
   record that enrols a key is signed by that key too, and the one that rotates it by the old and the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from showsafe.application.keys import write_offset
from showsafe.application.ledger_words import ED25519
from showsafe.application.nearest import did_you_mean
from showsafe.application.personal import Opened, same
from showsafe.domain.acts import ANONYMOUS, KINDS, MAY_BE_ANONYMOUS, OF_KEYS, Act
from showsafe.domain.named import NODE, deeds, people_named
from showsafe.domain.state import State
from showsafe.domain.things import Key
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text
from showsafe.ledger.keys import PUBLIC_BYTES, Signer

SET = "set"
"""The scope of the set itself."""


IDS_OF_THE_NODE = ("attested-", "key-", "node-key-", "restored-", "settings-")
"""How the ids of acts begin that the node records of itself; some can be told beforehand."""


def know_names(act: Act, state: State) -> None:
    """Let an act of people pass whose people and things are on record, under an id that is none of the node's own.

    Whoever could take such an id first would keep a record out, as that of a ledger that was put back.

    Raises WrongInput: ``input.unknown-person``, ``input.unknown-weapon``, ``input.unknown-lot``,
    ``input.reserved-name``, ``input.reserved-id``.
    """
    if act.act_id.startswith(IDS_OF_THE_NODE):
        raise WrongInput(
            "input.reserved-id", "Ids like this are the node's own.", "Give this act an id of its own."
        )
    if act.kind == "enrol" and act.person == NODE:
        raise WrongInput(
            "input.reserved-name",
            "What the node itself records is by node.",
            "Give this person another name.",
        )
    for _key, who in people_named(act):
        if who == ANONYMOUS and act.kind in MAY_BE_ANONYMOUS:
            continue
        if act.kind == "erase" and who == act.person and who in state.sealed:
            continue
        if who not in state.people and not (act.kind == "enrol" and who == act.person):
            raise _unknown("person", who, state.people, "Enrol them first.")
    for each in deeds(act):
        _know_things(each, state)


def _know_things(act: Act, state: State) -> None:
    if act.weapon and act.weapon not in state.weapons and act.kind not in ("register", "bring"):
        raise _unknown("weapon", act.weapon, state.weapons, "Register it, or report that it was brought.")
    for scan in act.scans:
        if scan.weapon not in state.weapons:
            raise _unknown("weapon", scan.weapon, state.weapons, "Register it first.")
    lots = [act.lot, *(draw.lot for draw in (*(act.rounds or ()), *(act.found or ())))]
    for lot in lots:
        if lot and lot not in state.lots and act.kind not in ("register", "bring", "receive"):
            raise _unknown("lot", lot, state.lots, "Receive it, or report that it was brought.")


def _unknown(what: str, name: str, known: Iterable[str], now: str) -> WrongInput:
    meant = f"{did_you_mean(name, known)} {now}".strip()
    return WrongInput(f"input.unknown-{what}", f"No {what} {name} is on record.", meant)


def as_opened(first: Mapping[str, Any], profile: str, offset_minutes: int) -> None:
    """The settings beside the ledger still say what the unit was opened with: the rules are not changed by hand.

    Raises Unusable: ``settings.changed``.
    """
    said = first["act"]
    if said.get("profile") != profile or said.get("utc_offset") != write_offset(offset_minutes):
        raise Unusable(
            "settings.changed",
            "The settings of this unit are not those that its first record says.",
            f"Put back profile {said.get('profile')} and offset {said.get('utc_offset')}, or open a new unit.",
        )


def same_act(body: Mapping[str, Any], number: int, asked: tuple[Act, str, str], opened: Opened) -> None:
    """An act id stands for one act: what is asked under it again, by door and scope, has to be the same.

    Raises WrongInput: ``input.act-id-taken``.
    """
    act, door, scope = asked
    was = (body["kind"], body["by"], body["door"], body["scope"])
    if was != (KINDS[act.kind].event, act.by, door, scope) or not same(body["act"], act, opened):
        raise WrongInput(
            "input.act-id-taken",
            f"The act id {act.act_id} stands for another act, record {number}.",
            "Give this act an id of its own.",
        )


def know_keys(act: Act, scope: str, keys: Mapping[str, Key]) -> None:
    """Let an act about a key pass that can be done at all.

    Raises WrongInput: ``key.not-of-a-told-day``, ``key.of-the-node``, ``key.not-for-people``, ``key.already-enrolled``,
    ``key.unknown``, ``key.revoked``.
    """
    if act.kind not in OF_KEYS:
        return
    if scope != SET:
        raise WrongInput(
            "key.not-of-a-told-day",
            "A told day has no keys: keys sign the ledger of the whole unit.",
            "Name somebody of the set.",
        )
    old = keys.get(act.key_id)
    if act.kind == "enrol-key":
        _may_be_enrolled(act)
    elif old is None:
        raise WrongInput(
            "key.unknown", f"No key {act.key_id} is on record.", "List them: showsafe keys list DIR"
        )
    elif old.of == NODE:
        raise _of_the_node()
    elif act.kind == "rotate-key" and not old.holds:
        raise _revoked(old)
    new = act.new_key_id or (act.key_id if act.kind == "enrol-key" else "")
    if new in keys:
        raise WrongInput(
            "key.already-enrolled",
            f"The key {new} is on record already, of {keys[new].of}.",
            "Make a new one: showsafe keys new FILE",
        )


def _may_be_enrolled(act: Act) -> None:
    if act.key_of == NODE:
        raise _of_the_node()
    if act.algorithm != ED25519:
        raise WrongInput(
            "key.not-for-people",
            "A key of this kind signs checkpoints, not the records of people.",
            "Make an Ed25519 key: showsafe keys new FILE",
        )


def may_sign(act: Act, signers: Sequence[Signer], keys: Mapping[str, Key]) -> None:
    """Let the keys pass that are to sign an act's record beside the node.

    Raises WrongInput: ``key.twice``, ``key.not-enrolled``, ``key.revoked``, ``key.not-of-this-act``,
    ``key.not-proven``.
    """
    named = {who for _, who in people_named(act)}
    own = _own_keys(act)
    for place, signer in enumerate(signers):
        if signer.id in (each.id for each in signers[:place]):
            raise WrongInput("key.twice", f"The key {signer.id} is to sign twice.", "Name each key once.")
        if signer.id in own:
            continue
        key = keys.get(signer.id)
        if key is None:
            raise WrongInput(
                "key.not-enrolled",
                f"The key {signer.id} is not on record, so its signature would say nothing.",
                "Enrol it first: showsafe keys enrol DIR FILE of=PERSON by=PERSON witness=PERSON",
            )
        if not key.holds:
            raise _revoked(key)
        if key.of not in named:
            raise WrongInput(
                "key.not-of-this-act",
                f"The key {signer.id} is of {key.of}, whom this act does not name.",
                "Sign with the key of somebody who has a part in it.",
            )
    missing = own - {signer.id for signer in signers}
    if missing:
        raise WrongInput(
            "key.not-proven",
            f"The key {min(missing)} has to sign this itself, to show that somebody has it.",
            "Use showsafe keys enrol or showsafe keys rotate with the files of the keys.",
        )


def _own_keys(act: Act) -> set[str]:
    """Return the ids of the keys that an act about keys has to be signed by."""
    if act.kind == "enrol-key" and len(base64text.decode(act.key)) == PUBLIC_BYTES:
        return {act.key_id}
    return {act.key_id, act.new_key_id} if act.kind == "rotate-key" else set()


def _of_the_node() -> WrongInput:
    return WrongInput(
        "key.of-the-node",
        "The key of the node itself is never revoked and never enrolled by people: it is rotated.",
        "Use: showsafe keys rotate DIR --node",
    )


def _revoked(key: Key) -> WrongInput:
    return WrongInput(
        "key.revoked",
        f"The key {key.id} was revoked or replaced by record {key.until}.",
        "Sign with the key that is enrolled now, or enrol a new one.",
    )
