"""The settings that the records name, held against the file ``showsafe.json``, which is only a copy of them.

1. The kept line of the last settings record says the sum of the file: then the file is right.
2. The file is still the one before, since the program was killed between record and file: it is written anew from
   the attachment of that record.
3. Anything else is decided by the records themselves, from the first on; what they do not lead to is refused.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from showsafe.adapters import files, settings_file
from showsafe.adapters.settings_file import NAME, UnitSettings
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.store import Store
from showsafe.projections import settings as kept
from showsafe.projections.settings import EVENTS, Held


def settled(directory: Path, store: Store, *, mending: bool) -> UnitSettings:
    """Return the settings that hold; with ``mending`` the file says them when this returns.

    Raises Unusable: ``settings.changed``, ``settings.lost``, and as ``settings_file.read``.
    """
    with files.translated(directory / NAME):
        data = (directory / NAME).read_bytes()
    settings = settings_file.parse(data)
    if store.size() == 0:
        return settings
    found = hashlib.sha256(data).hexdigest()
    held = kept.held(store)
    if held is None or found not in (held.now, held.before):
        held = _by_the_records(store)
    if found == held.now or not held.now:
        return settings
    if found != held.before:
        raise _changed()
    content = store.attachment(held.now)
    if content is None or hashlib.sha256(content).hexdigest() != held.now:
        raise _lost()
    if mending:
        with files.translated(directory):
            files.write(directory / NAME, content)
    return settings_file.parse(content)


def _by_the_records(store: Store) -> Held:
    """Read which settings hold from the records; of a unit that was opened without any, none do."""
    now = before = ""
    for entry in store.entries():
        body = record.read(entry.raw).body
        if body.get("kind") in EVENTS and body["act"].get("settings"):
            now, before = str(body["act"]["settings"]), now
    return Held(now, before)


def _changed() -> Unusable:
    return Unusable(
        "settings.changed",
        f"The settings in {NAME} are not those that the records name.",
        "Put the file back as it was; settings are changed by the program, which records it.",
    )


def _lost() -> Unusable:
    return Unusable(
        "settings.lost",
        "The settings that the records name are not beside them any more.",
        "Keep it as it is, run the check, and open a copy that was kept elsewhere.",
    )
