"""``showsafe counts``: what is to be counted, every account with its sum, and the differences with their owners."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe.application.next_acts import counts_due
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.domain.state import State
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.line import as_typed, newest_scope
from showsafe.entrypoints.cli.now import lot_in_words
from showsafe.entrypoints.cli.reading import View, looking
from showsafe.errors import WrongInput
from showsafe.projections import counts as lots
from showsafe.projections import discrepancies, rounds, tallies
from showsafe.projections.rows import key_of, read, short

Line = dict[str, Any]

WHY = {
    "custodian": "it has another custodian",
    "break": "a break was called",
    "wrap": "it was used on this day; by wrap",
}
"""Why a lot is to be counted, in words."""


@click.command("counts", short_help="what is to be counted, accounts that sum, open differences")
@act.DIRECTORY
@click.argument("lot", required=False, default="")
@click.option("--day", default="", help="A told day instead of the live set: its newest telling.")
@act.IN_JSON
def counts(directory: Path, lot: str, day: str, *, in_json: bool) -> int:
    """Show what is to be counted now, and where every round of every lot and weapon is.

    With LOT: the account of that lot, one line for every record that moved a round of it.
    """
    with looking(directory, lots.NAME, rounds.NAME, tallies.NAME, discrepancies.NAME) as view:
        scope = newest_scope(day, tuple(view.store.scopes())) if day else SET
        found = _account(view, scope, lot) if lot else _everything(view, scope)
        if in_json:
            say.as_json({"record": view.size, "as_of": view.as_of, "scope": scope, **found})
        else:
            say.text(view.header(), style="bold")
            (_show_account if lot else _show)(found, scope, tuple(view.store.scopes()))
    return DONE


def _everything(view: View, scope: str) -> Line:
    state: State = loaded(view.store, scope).state
    own = [
        line for line in (read(value) for _, value in view.store.rows(lots.NAME)) if line["scope"] == scope
    ]
    open_first = sorted(
        (each for each in discrepancies.every(view.store) if each["scope"] == scope),
        key=lambda each: (not each["open"], -each["record"]),
    )
    return {
        "due": [
            {"lot": each.lot, "why": each.why, "record": each.since_record} for each in counts_due.due(state)
        ],
        "lots": own,
        "weapons": [
            {"weapon": name, **tallies.account(state, name, each)} for name, each in state.tallies.items()
        ],
        "discrepancies": open_first,
    }


def _account(view: View, scope: str, lot: str) -> Line:
    name = lot if scope == SET or lot.startswith(f"{scope}/") else f"{scope.partition('@')[0]}/{lot}"
    value = view.store.row(lots.NAME, key_of(scope, name))
    if value is None:
        raise WrongInput(
            "input.no-such-lot",
            f"No lot {say.plain(lot)} is on record there.",
            "All lots: showsafe counts DIR",
        )
    lines = (read(each) for _, each in view.store.rows(rounds.NAME, f"{key_of(scope, name)}\n"))
    return {"lot": read(value), "lines": list(lines)}


def _show(found: Line, scope: str, scopes: tuple[str, ...]) -> None:
    say.text()
    say.text(
        "To be counted, by two people, apart:" if found["due"] else "Nothing is to be counted now.",
        style="bold",
    )
    for each in found["due"]:
        name = as_typed(each["lot"], scope, scopes)
        say.text(f"{name}: {WHY[each['why']]} (record {each['record']}).", indent=2)
    for line in found["lots"]:
        _show_lot(line, as_typed(line["lot"], scope, scopes))
    for each in found["weapons"]:
        into = f"{each['loaded']} loaded" + (f" + {each['extra']} found in it" if each["extra"] else "")
        parts = ("fired", "out", "lost", "in_it")
        went = " + ".join(f"{each[part]} {part.replace('_', ' ')}" for part in parts)
        odd = f" And {each['unexplained']} shots of no round on record." if each["unexplained"] else ""
        say.text(f"Weapon {as_typed(each['weapon'], scope, scopes)}: {into} = {went}.{odd}")
    for each in found["discrepancies"]:
        _show_difference(each, as_typed(each["name"], scope, scopes))


def _show_lot(line: Line, name: str) -> None:
    counted = line["counted"]["record"]
    said = f"Counted apart at record {counted}." if counted else "Never counted apart."
    say.text(f"Lot {name}: {lot_in_words(line)} {said}")
    for each in line["samples"]:
        where = f", {each['place']}" if each["place"] else ""
        say.text(
            f"{each['count']} kept by {short(line['scope'], each['holder'])}{where} (record {each['record']}).",
            indent=2,
        )
    if line["cases"]:
        say.text(f"{line['cases']} fired cases counted in, of {line['spent']} fired.", indent=2)


def _show_difference(each: Line, name: str) -> None:
    who = partial(short, each["scope"])
    what = f"{each['thing']} {name}, {each['says']} (record {each['record']})"
    owner = f"owned by {who(each['owner'])}" if each["owner"] else "nobody owns it"
    if each["open"]:
        say.text(f"OPEN, {owner}: {what}.", style=say.HOT_STYLE)
        if each["scope"] == SET:
            about = f"{each['thing']}={quote(name)} of={quote(each['of'])}"
            say.command(f"showsafe ask DIR own-discrepancy {about} person=OWNER by=PERSON", indent=2)
            say.command(f"showsafe ask DIR close-discrepancy {about} reason=TEXT by=PERSON", indent=2)
        return
    closed = each["closed"]
    again = f", {closed['found_again']} found again" if closed["found_again"] else ""
    say.text(f"Closed by {who(closed['by'])}{again} (record {closed['record']}): {what}, {owner}.")
    say.text(f"Reason: {closed['reason']}", indent=2)


def _show_account(found: Line, scope: str, scopes: tuple[str, ...]) -> None:
    line = found["lot"]
    _show_lot(line, as_typed(line["lot"], scope, scopes))
    for each in found["lines"]:
        parts = [part for part in lots.PARTS if each[part]]
        sums = " + ".join(f"{each[part]} {part.replace('_', ' ')}" for part in parts) or "0"
        many = f" and {each['surplus']} counted too many" if each["surplus"] else ""
        odd = ", a deviation" if each["deviation"] else ""
        who = f"{each['kind']} by {short(line['scope'], each['by'])}{odd}"
        say.text(f"Record {each['record']}, {who}: {each['total']}{many} = {sums}.", indent=2)
