"""``showsafe weapon DIR TAG --passport``: a weapon by this unit's record, and by slips and receipts kept with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import SystemClock
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.consign import slip, views
from showsafe.books.consign.state import Consignments, Said
from showsafe.books.kinds import OFFICE
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.reading import View
from showsafe.errors import ShowsafeError
from showsafe.fleet.consignments import Entry, said_in
from showsafe.fleet.passport import Seen, passport
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.store import Store
from showsafe.projections import consigned as projected
from showsafe.projections.numbers import counted

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of another log, as a slip or receipt has it."""

    number: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Own:
    """This unit's log, and of others what slips and receipts show that were checked when they were taken."""

    store: Store
    origin: str
    others: dict[str, dict[int, Shown]]

    def production(self, origin: str) -> str:
        """Return the unit, in the place of a production: the other one's is not known here."""
        return views.unit_of(origin)

    def entries(self, origin: str) -> Iterator[Entry]:
        """Yield this unit's records, or those of another log that are here."""
        if origin == self.origin:
            yield from self.store.entries(1, self.store.size())
        else:
            yield from (each for _, each in sorted(self.others.get(origin, {}).items()))

    def whole(self, origin: str) -> bool:
        """Whether a log is this unit's own."""
        return origin == self.origin


def _others(store: Store, origin: str) -> dict[str, dict[int, Shown]]:
    """Return the records of other logs in the slips and receipts that are attached to this one's."""
    found: dict[str, dict[int, Shown]] = {}
    for digest in store.attachments():
        content = store.attachment(digest)
        if content is None or f'"{slip.FORMAT}"'.encode() not in content[-200_000:]:
            continue
        try:
            file = slip.read(content)
        except ShowsafeError:
            continue
        if file.origin != origin:
            records = found.setdefault(file.origin, {})
            records.update(
                (one.number, Shown(one.number, one.raw)) for each in file.things for one in each.values()
            )
    return found


def of_unit(view: View, directory: Path, name: str) -> Plain:
    """Return the passport of a weapon as this unit can show it, with its services by the office book."""
    origin = origin_of(view.settings.unit)
    logs = Own(view.store, origin, _others(view.store, origin))
    said = [Said(origin, step) for step in projected.steps(view.store)]
    said += [each for other in logs.others for each in said_in(other, logs.entries(other))]
    found = Consignments(said)
    found.check([origin])
    units = frozenset({views.unit_of(each) for each in (origin, *logs.others)})
    state = loaded(view.store, SET).state
    today = state.local_date(SystemClock().now()).isoformat()
    seen = Seen(productions=units, named=frozenset({view.settings.unit}))
    services = [
        {
            "entry": kept.number,
            **{key: kept[key] for key in ("on", "result", "firm", "certificate", "expires")},
        }
        for kept in bootstrap.read_book(directory, OFFICE).entries("record-service")
        if kept["weapon"] == name
    ]
    return {**passport(logs, found, (origin, name), seen, today), "services": services}


def show(view: View, made: Plain) -> None:
    """Print a passport."""
    say.text(view.header(), style="bold")
    weapon = made["weapon"]
    said = [weapon.get(key, "") for key in ("maker", "model", "calibre", "action", "class", "serial")]
    say.text(f"{weapon['id']}: {' '.join(filter(None, said)) or 'nothing is said of what it is'}.")
    for each in weapon["differs"]:
        say.text(f"DIFFERS between logs: {each['key']} is {' and '.join(each['values'])}.", indent=2)
    say.text(f"Where: {made['place']['says']['en']}. Treat as loaded.")
    for each in made["disputes"]:
        say.text(f"DISPUTED: {each['says']['en']}")
    for each in made["gaps"]:
        say.text(f"GAP: {each['says']['en']}")
    for stay in made["stays"]:
        _stay(stay)
    say.text("Line by line, each by the clock of its own node:")
    for line in made["lines"]:
        who = line["who"] or line["role"]
        by = f", by {who}" if who else ""
        at = f"{line['unit']} record {line['record']} ({line['leaf'][:12]})"
        say.text(f"- {say.local(line['at'])}: {line['says']['en']} {at}{by}", indent=2)
    _papers(made)
    if made["open"]:
        say.text(f"Nobody has released {counted(len(made['open']), 'matter')} of it, above.")


def _stay(stay: Plain) -> None:
    ends = say.local(stay["to"]) if stay["to"] else "now"
    head = f"With {stay['unit']} as {stay['thing']}, {say.local(stay['from'])} to {ends}"
    if not stay["whole"]:
        say.text(f"{head}: what was done there is not known here.")
        return
    counts = ("checks", "look by two", "looks by two"), ("loads", "load", "loads"), ("shots", "shot", "shots")
    done = ", ".join(f"{stay[key]} {one if stay[key] == 1 else more}" for key, one, more in counts)
    roles = f"; in charge: {', '.join(stay['custodians'])}" if stay["custodians"] else ""
    say.text(f"{head}: {done}{roles}.")


def _papers(made: Plain) -> None:
    for each in made["certificates"]:
        over = "OVER since" if each["over"] else "until"
        last = f", {over} {each['expires']}" if each["expires"] else ""
        say.text(
            f"Paper: {each['kind']} {each['number']}{last} ({each['of']['unit']} record {each['of']['record']})."
        )
    for each in made["services"]:
        say.text(f"Service on {each['on']}: {each['result']}, entry {each['entry']} of the office book.")
