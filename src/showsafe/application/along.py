"""What comes with an act to its record and is no key of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from showsafe.application import pictures, seconded
from showsafe.application.asked import Asked, check
from showsafe.application.seconded import Seconded
from showsafe.domain.things import Key
from showsafe.ledger.keys import Signer


@dataclass(frozen=True, slots=True)
class Along:
    """What comes with an act beside its keys: attachments, keys that sign its record too, and how it was asked.

    ``salts`` are those of its personal values, where a device took them; ``received_at`` is said where it is known;
    ``second`` is the second person's own word; ``unprotected``, that it came over a network in the open.
    """

    attachments: tuple[bytes, ...] = ()
    cosigners: tuple[Signer, ...] = ()
    asked: Asked | None = None
    salts: Callable[[str], bytes] | None = None
    received_at: datetime | None = None
    second: Seconded | None = None
    unprotected: bool = False

    def put(self, body: dict[str, Any], unit: str, keys: Mapping[str, Key]) -> None:
        """Write into the body of a record what it says of these; raises as ``by_a_device``, ``sent_with``."""
        if self.attachments:
            body["attachments"] = sorted({hashlib.sha256(each).hexdigest() for each in self.attachments})
        pictures.sent_with(body["act"], body.get("attachments", ()))
        if self.asked is not None:
            check(self.asked, body, unit, keys)
            body.update(self.asked.fields())
        if self.second is not None:
            seconded.check(self.second, body, unit, keys)
            body["second"] = self.second.fields()
        if self.unprotected:
            body["unprotected"] = True

    def flags(self) -> tuple[str, ...]:
        """Return what has to be shown with the word of the second person."""
        return seconded.flags({} if self.second is None else {"second": self.second.fields()})


ALONE = Along()
