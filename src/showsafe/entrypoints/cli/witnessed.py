"""What the board says of those outside who have seen the ledger: up to where, by whom, when; and alarms, loudly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.witnessing import COSIGNATURE, FORK, ROLLED_BACK
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.reading import View
from showsafe.entrypoints.pushing import ALARM
from showsafe.ledger.note import VerifierKey
from showsafe.projections import attested
from showsafe.projections.attested import Attested, attestations

NAME = attested.NAME
_ALARMS = {
    FORK: "shows that there are two ledgers of this unit",
    ROLLED_BACK: "says that it saw more records than there are here",
}


def alarms(view: View) -> Iterator[str]:
    """Yield a sentence for every witness that showed a branch or a roll-back; it stays for good."""
    for each in attestations(view.store):
        if each.what in _ALARMS:
            yield f"{each.who} {_ALARMS[each.what]} (record {each.record}, {say.local(each.at)} UTC). {ALARM}"


def witnessed(view: View) -> Iterator[str]:
    """Yield up to where each witness has cosigned, the furthest first; then those that have not."""
    seen = sorted(_cosigned(view), key=lambda each: (-each.size, each.who))
    for each in seen:
        yield f"Witnessed up to record {each.size} by {each.who}, {say.local(each.at)} UTC."
    known = {each.who for each in seen}
    for settings in view.settings.witnesses:
        name = VerifierKey.parse(settings.vkey).name
        if name not in known:
            yield f"Not witnessed yet by {name}."


def as_json(view: View) -> list[dict[str, Any]]:
    """Return every newest attestation: of what kind, by whom, of how many records, in which record, when."""
    return [
        {"what": each.what, "who": each.who, "size": each.size, "record": each.record, "at": each.at}
        for each in attestations(view.store)
    ]


def _cosigned(view: View) -> list[Attested]:
    return [each for each in attestations(view.store) if each.what == COSIGNATURE]
