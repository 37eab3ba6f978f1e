"""Records that the node makes about its own ledger: settings, its keys, and what others attested of its checkpoints.

No person asks for them and no gate is met; they are signed and checked like every other record. What belongs to one is
attached to it and written in the same transaction.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence

from showsafe.application.along import Along
from showsafe.application.ledger_words import ATTESTED
from showsafe.application.unit import SET, Answer, Unit
from showsafe.domain.acts import Act
from showsafe.domain.events import REPORT
from showsafe.domain.named import NODE
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, keys
from showsafe.ledger.keys import DeviceKey

_ID_CHARACTERS = 32


def attest(unit: Unit, *, what: str, size: int, who: str, attachments: Sequence[bytes]) -> Answer:
    """Record what somebody outside attested of a checkpoint of ``size`` records; told again, it is the same record.

    Raises WrongInput: ``attestation.unknown``, and as ``Unit.record``.
    """
    if what not in ATTESTED or not attachments:
        raise WrongInput(
            "attestation.unknown",
            f"This is no attestation: {what[:40]!r}.",
            f"Give one of: {', '.join(ATTESTED)}, with what they gave.",
        )
    parts = (what.encode(), str(size).encode(), who.encode(), *sorted(attachments))
    name = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    act_id = f"attested-{name[:_ID_CHARACTERS]}"
    known = unit.first_answer(act_id)
    if known is not None:
        return known
    act = Act(kind="attest", act_id=act_id, by=NODE, at=unit.clock.now(), what=what, size=size, who=who)
    return unit.record(act, REPORT, along=Along(tuple(attachments)))


def change_settings(unit: Unit, content: bytes, write: Callable[[], None], says: str = "") -> Answer | None:
    """Record that the settings are now these bytes, and why; then let the file say them. None where they are already.

    Killed between the two, the file is written from the record when the directory is opened next.
    """
    digest = hashlib.sha256(content).hexdigest()
    if unit.state(SET).settings == digest:
        return None
    now = unit.clock.now()
    act_id = f"settings-{unit.store.size() + 1}-{digest[:_ID_CHARACTERS]}"
    act = Act(kind="change-settings", act_id=act_id, by=NODE, at=now, settings=digest, says=says)
    answer = unit.record(act, REPORT, along=Along((content,)))
    write()
    return answer


def enrol_key(
    unit: Unit, public: bytes, *, of: str = NODE, algorithm: str, signer: DeviceKey | None = None
) -> Answer:
    """Record a further public key of the node, such as its ML-DSA-44 key; told again, it is the same record.

    A key of the node's own needs no second person: whoever has the node has it. An Ed25519 key signs the record too.
    """
    act = Act(
        kind="enrol-key",
        act_id=f"key-{keys.key_id(public)}",
        by=NODE,
        at=unit.clock.now(),
        key=base64text.encode(public),
        key_id=keys.key_id(public),
        algorithm=algorithm,
        key_of=of,
    )
    known = unit.first_answer(act.act_id)
    if known is not None:
        return known
    return unit.record(act, REPORT, along=Along(cosigners=(signer,) if signer else ()))


def restored(unit: Unit, settings: bytes, says: str) -> Answer:
    """Record that this ledger was put back from a backup, and from which: it shows from then on, in its order.

    It is a record of the settings, which stay as they are: the opening of a unit says what they are in the same way.
    """
    digest = hashlib.sha256(settings).hexdigest()
    act = Act(
        kind="change-settings",
        act_id=f"restored-{unit.store.size() + 1}-{secrets.token_hex(8)}",
        by=NODE,
        at=unit.clock.now(),
        settings=digest,
        says=says,
    )
    return unit.record(act, REPORT, along=Along((settings,)))
