"""The commands of ``showsafe consign`` at the sender: slip, another carrier, missing, closed by receipt or paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from showsafe.application import consigned
from showsafe.application.records import stamp
from showsafe.books.consign import sending, slip, views
from showsafe.books.consign.sending import Prepared, Way
from showsafe.entrypoints.cli import act, consign_shown, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.consign_words import (
    FORCE,
    POLICY,
    VKEY,
    Open,
    line,
    opened,
    proven,
    put,
    refuse_place,
    signed,
)
from showsafe.errors import WrongInput

_UNIT = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@click.command("slip", short_help="write the slip that goes with what left")
@act.DIRECTORY
@click.argument("things", nargs=-1, required=True, metavar="THING...")
@click.option("--carrier", required=True, metavar="NAME", help="Who carries it, as the record says it.")
@click.option("--to", "unit", metavar="UNIT", help="The unit that it goes to.")
@click.option("--owner", metavar="NAME", help="Or the owner that it goes to, who keeps no log.")
@click.option("--expected", required=True, metavar="DATE", help="By which day it has to be there.")
@click.option("--seals", default="", metavar="N,N", help="Numbers of the seals on the case.")
@click.option("--condition", default="", metavar="TEXT", help="How it looks, in one line.")
@click.option("--by", required=True, metavar="PERSON", help="Who sends it.")
@click.option("--out", required=True, type=act.PLACE, metavar="FILE", help="The slip to write.")
@FORCE
@act.IN_JSON
def slip_(directory: Path, things: tuple[str, ...], out: Path, by: str, *, in_json: bool, **how: str) -> int:
    """Record to whom things that left go, with whom and by when, and write the slip: proofs of the records about it.

    The receiver checks it without asking anybody: showsafe consign take. The page for people is
    showsafe paper consignment-slip DIR --weapon NAME --out FILE
    """
    refuse_place(directory, out, force=bool(how["force"]))
    way = _way(how)
    with opened(directory) as here:
        state = here.state
        names = list(dict.fromkeys(tags.named(each, state.weapons) for each in things))
        mine = here.mine
        answers = here.report([sending.sent(mine, here.origin, name, way) for name in names], by)
        mine = here.mine
        records = [sending.records_of(mine, here.origin, name) for name in names]
        last = max(number for each in records for number in each.values())
        store = here.store
        data = slip.write(slip.SLIP, store, here.origin, signed(store, last), records)
        shown = [views.as_json(found, here.today) for found in mine if found.thing in names and found.sent]
    put(out, data)
    numbers = [answer.number for answer in answers]
    if in_json:
        say.as_json(
            {"slip": str(out), "records": numbers, "sha256": slip.read(data).digest, "consignments": shown}
        )
    else:
        consign_shown.sent(out, numbers, shown)
    return DONE


slip_.name = "slip"


def _way(how: dict[str, str]) -> Way:
    unit, owner = how["unit"] or "", how["owner"] or ""
    if bool(unit) is bool(owner):
        raise WrongInput("input.usage", "Say to whom it goes: --to UNIT, or --owner NAME.", "One of the two.")
    if unit and not _UNIT.fullmatch(unit):
        raise WrongInput(
            "input.not-a-name",
            f"{say.plain(unit)!r} is no name of a unit.",
            "It stands in the key of that unit, after showsafe/.",
        )
    return Way(
        to=unit or owner,
        to_is=consigned.UNIT if unit else consigned.OWNER,
        carrier=how["carrier"],
        expected=how["expected"],
        seals=tuple(part.strip() for part in how["seals"].split(",") if part.strip()),
        condition=how["condition"],
    )


@click.command("close", short_help="take the receipt of the unit where it came, and point at its record")
@act.DIRECTORY
@click.argument("file", metavar="RECEIPT", type=act.PLACE)
@act.WORDS
@VKEY
@POLICY
@act.IN_JSON
def close(
    directory: Path,
    file: Path,
    words: tuple[str, ...],
    vkeys: tuple[str, ...],
    *,
    policy: Path | None,
    in_json: bool,
) -> int:
    """Record what a receipt proves: by=PERSON. From then on both records point at each other."""
    by = line(words, ("by",)).need("by", "who takes the receipt")
    receipt, data = proven(file, vkeys, policy)
    return _recorded(
        directory,
        by,
        lambda here: sending.closing(here.mine, here.origin, receipt, by, data),
        file,
        in_json=in_json,
    )


@click.command("signed", short_help="an owner who keeps no log signed a paper for it")
@act.DIRECTORY
@click.argument("thing", metavar="THING")
@act.WORDS
@act.IN_JSON
def signed_(directory: Path, thing: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record that whoever it went to signed for it: paper=NUMBER by=PERSON."""
    said = line(words, ("by", "paper"))
    by, paper = said.need("by", "who says so"), said.need("paper", "which paper was signed")
    return _of_one(directory, thing, by, lambda here, name: sending.signed_for(here.mine, here.origin, name, paper),
                   in_json=in_json)  # fmt: skip


@click.command("carrier", short_help="another carrier has it from now on")
@act.DIRECTORY
@click.argument("thing", metavar="THING")
@act.WORDS
@act.IN_JSON
def carrier(directory: Path, thing: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record that it changed hands on its way: carrier=NAME by=PERSON, and place=, why=."""
    said = line(words, ("by", "carrier", "place", "why"))
    by, name_of = said.need("by", "who says so"), said.need("carrier", "who has it now")
    why, place = said.said.get("why", ""), said.said.get("place", "")
    return _of_one(
        directory,
        thing,
        by,
        lambda here, name: sending.another_carrier(here.mine, here.origin, name, name_of, why, place),
        in_json=in_json,
    )


@click.command("missing", short_help="lost or stolen on its way: the clocks run from here")
@act.DIRECTORY
@click.argument("thing", metavar="THING")
@act.WORDS
@act.IN_JSON
def missing(directory: Path, thing: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record that nobody knows where it is: as=loss|theft by=PERSON, and found=TIME (when that was noticed), why=.

    A licensee tells the agency and the police within 48 hours, and enters it within seven days: showsafe tasks DIR
    """
    said = line(words, ("by", "as", "found", "why"))
    by, as_ = said.need("by", "who says so"), said.need("as", "whether it is a loss or a theft")
    found, why = _time(said.said.get("found", "")), said.said.get("why", "")
    return _of_one(
        directory,
        thing,
        by,
        lambda here, name: sending.missing(
            here.mine, here.origin, name, as_, found or stamp(here.clock.now()), why
        ),
        in_json=in_json,
    )


def _time(said: str) -> str:
    if not said:
        return ""
    try:
        moment = datetime.fromisoformat(said)
        zoned = stamp(moment.astimezone(UTC)) if moment.tzinfo is not None else ""
    except (ValueError, OverflowError):
        zoned = ""
    if not zoned:
        raise WrongInput(
            "input.wrong-value", "found is no time with its zone.", "Write it as 2026-03-31T11:30-06:00."
        )
    return zoned


@click.command("settle", short_help="two people say how a difference was settled")
@act.DIRECTORY
@click.argument("number", metavar="RECORD", type=int)
@act.WORDS
@act.IN_JSON
def settle(directory: Path, number: int, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record how what differs by a record of this unit was settled: why=TEXT by=PERSON witness=PERSON."""
    said = line(words, ("by", "witness", "why"))
    by, why = said.need("by", "who says so"), said.need("why", "how it was settled")
    witness = said.need("witness", "who settled it with them")
    return _recorded(
        directory,
        by,
        lambda here: [sending.settling(here.mine, here.origin, number, why, by, witness)],
        in_json=in_json,
    )


def _of_one(
    directory: Path, thing: str, by: str, made: Callable[[Open, str], Prepared], *, in_json: bool
) -> int:
    def acts(here: Open) -> list[Prepared]:
        return [made(here, tags.named(thing, here.state.weapons))]

    return _recorded(directory, by, acts, in_json=in_json)


def _recorded(
    directory: Path,
    by: str,
    made: Callable[[Open], list[Prepared]],
    file: Path | None = None,
    *,
    in_json: bool,
) -> int:
    """Record acts, and show the consignments that they are about."""
    with opened(directory) as here:
        acts = made(here)
        numbers = [answer.number for answer in here.report(acts, by, file)]
        about = {str(each.keys["about"]) for each in acts}
        shown = [views.as_json(found, here.today) for found in here.mine if found.thing in about]
    if in_json:
        say.as_json({"records": numbers, "consignments": shown})
    else:
        consign_shown.recorded(numbers, shown)
    return DONE


COMMANDS = (slip_, close, signed_, carrier, missing, settle)
