"""The commands of ``showsafe consign`` where something comes: take, arrived (without a slip), back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from showsafe.application import consigned
from showsafe.application.nearest import did_you_mean
from showsafe.books.consign import sending, slip, taking, views
from showsafe.books.consign.slip import Proven
from showsafe.books.consign.state import Consignment, Consignments
from showsafe.books.consign.taking import Came, Found, Here, Known
from showsafe.entrypoints.cli import act, consign_shown, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.consign_words import (
    FORCE,
    POLICY,
    VKEY,
    Line,
    Open,
    content_of,
    line,
    opened,
    proven,
    put,
    refuse_place,
    signed,
)
from showsafe.entrypoints.cli.reading import looking
from showsafe.errors import NotVerified, ShowsafeError, WrongInput
from showsafe.ledger import checkpoint
from showsafe.ledger.checkpoint import origin_of
from showsafe.projections import consigned as projected

_OF_THINGS = ("thing", "as", "differs", "absent", "refused", "why")
_REMEMBERED = 50
"""So many slips of a log that were taken here are looked at when another one comes."""


_TAKE = """
Check a slip, record what came with it, and write the receipt for its sender.

WORDS say of each thing on the slip what was found, and who says so:

\b
thing=NAME:SERIAL     it came; its serial as it is read on the thing itself
as=NAME:OTHER         the name that it has here, where that is another one
differs=NAME:CODE     serial (another thing came in its place), condition, other
absent=NAME           it was not in the case
refused=NAME:WHY      it was not taken, and goes back
why=NAME:TEXT         a word on it
seals=N,N  condition=TEXT  owner=PERSON (who looks after differences)  by=PERSON

Whatever came is hot: its contents are unknown until two people here have looked, and it is registered by whoever
says what it is. A slip that does not hold is refused; the thing is then recorded all the same: arrived.
"""


@click.command("take", short_help="take what came with a slip, after checking it", help=_TAKE)
@act.DIRECTORY
@click.argument("file", metavar="SLIP", type=act.PLACE)
@act.WORDS
@VKEY
@POLICY
@click.option("--seen", type=act.PLACE, metavar="FILE", help="A checkpoint of the other unit that was kept.")
@click.option("--receipt", required=True, type=act.PLACE, metavar="FILE", help="The receipt to write.")
@FORCE
@act.IN_JSON
def take(
    directory: Path, file: Path, words: tuple[str, ...], receipt: Path, *, in_json: bool, **how: object
) -> int:
    """Check a slip, record what came with it, and write the receipt for whoever sent it."""
    refuse_place(directory, receipt, force=bool(how["force"]))
    said = line(words, ("by", "owner", "seals", "condition"), _OF_THINGS)
    by = said.need("by", "who takes it")
    shipped, data = proven(file, how["vkeys"], how["policy"])  # type: ignore[arg-type]
    with opened(directory) as here:
        found = _found(said, by, shipped)
        about = _here(here, shipped, how["seen"])
        made = taking.taking(about, shipped, found, data)
        answers = here.report(made, by, file)
        told = _told(here.mine, here.origin, shipped)
        store = here.store
        content = slip.write(slip.RECEIPT, store, here.origin, signed(store, max(told)),
                             sending.steps_by_role(told))  # fmt: skip
        shown = [views.as_json(each, here.today) for each in _of(here.mine, shipped)]
    put(receipt, content)
    if in_json:
        records = [answer.number for answer in answers]
        say.as_json({"receipt": str(receipt), "records": records, "consignments": shown})
    else:
        consign_shown.taken(directory, receipt, answers, shown, slip.things_of(shipped))
    return DONE


@click.command("expect", short_help="take a slip before the things come, so that they are waited for")
@act.DIRECTORY
@click.argument("file", metavar="SLIP", type=act.PLACE)
@act.WORDS
@VKEY
@POLICY
@act.IN_JSON
def expect(
    directory: Path,
    file: Path,
    words: tuple[str, ...],
    vkeys: tuple[str, ...],
    *,
    policy: Path | None,
    in_json: bool,
) -> int:
    """Record that the things of a slip are on their way here: by=PERSON, and owner= (who asks after them).

    They are listed with their carrier, and are a task once their day is over. What came is taken with the same slip.
    """
    said = line(words, ("by", "owner"))
    by = said.need("by", "who waits for it")
    shipped, _ = proven(file, vkeys, policy)
    with opened(directory) as here:
        made = taking.expecting(_here(here, shipped, None), shipped, said.said.get("owner", "") or by)
        numbers = [answer.number for answer in here.report(made, by)]
        shown = [views.as_json(each, here.today) for each in _of(here.mine, shipped)]
    if in_json:
        say.as_json({"records": numbers, "consignments": shown})
    else:
        consign_shown.recorded(numbers, shown)
    return DONE


def _found(said: Line, by: str, proven: Proven) -> Found:
    came = said.of("thing")
    names = [thing.left.thing for thing in slip.things_of(proven)]
    for key in ("as", "differs", "why"):
        for name in said.of(key):
            if name not in came:
                meant = did_you_mean(name, names, f"Say first that it came: thing={say.plain(name)}:SERIAL.")
                raise WrongInput("consign.not-in-it", f"{say.plain(name)!r} is not said to have come.", meant)
    return Found(
        came={
            name: Came(
                serial=serial,
                name=said.of("as").get(name, ""),
                differs=_codes(said.of("differs").get(name, "")),
                why=said.of("why").get(name, ""),
            )
            for name, serial in came.items()
        },
        absent=tuple(said.of("absent")),
        refused={name: why or "not said" for name, why in said.of("refused").items()},
        seals=said.listed("seals"),
        condition=said.said.get("condition", ""),
        owner=said.said.get("owner", "") or by,
    )


def _codes(said: str) -> tuple[str, ...]:
    codes = tuple(part.strip() for part in said.split(",") if part.strip())
    for code in codes:
        if code not in consigned.DIFFERENCES:
            known = ", ".join(consigned.DIFFERENCES)
            raise WrongInput(
                "input.unknown-word",
                f"{say.plain(code)!r} is no difference.",
                did_you_mean(code, consigned.DIFFERENCES, f"Differences: {known}."),
            )
    return codes


def _here(here: Open, proven: Proven, seen: object) -> Here:
    known = list(_remembered(here, proven))
    if seen is not None:
        known.append(Known(checkpoint.verify(content_of(Path(str(seen))), proven.key)))
    return Here(here.origin, here.mine, here.state, date.fromisoformat(here.today), known)


def _remembered(here: Open, proven: Proven) -> Iterator[Known]:
    """Yield what the slips that were taken here before show of the same log; each was checked when it was taken."""
    digests = [
        str(words["slip"])
        for each in here.mine
        for arrival in each.arrivals
        if (words := arrival.said.step.words) is not None
        and words.of is not None
        and words.of.origin == proven.origin
        and words["slip"]
    ]
    for digest in dict.fromkeys(digests[-_REMEMBERED:]):
        content = here.store.attachment(digest)
        if content is None:
            continue
        try:
            file = slip.read(content)
            read = checkpoint.read(file.checkpoint)
            things = slip.things_of(Proven(file, read, proven.key))
        except ShowsafeError:
            continue
        yield Known(read, max(thing.sent.at for thing in things))


def _of(mine: Consignments, proven: Proven) -> list[Consignment]:
    of = {thing.of for thing in slip.things_of(proven)}
    return [each for each in mine if each.of in of]


def _told(mine: Consignments, origin: str, proven: Proven) -> list[int]:
    """Return the records of this unit that say what became of each thing of a slip, the last of each."""
    numbers = []
    for each in _of(mine, proven):
        told = [*(arrival.said for arrival in each.arrivals), *each.absent, *each.refused]
        numbers += [max(one.step.number for one in told if one.origin == origin)]
    if not numbers:
        raise NotVerified("consign.says-nothing", "Nothing of this slip is on record here.", "Take it again.")
    return sorted(numbers)


@click.command("receipt", short_help="write the receipt of what came once more")
@act.DIRECTORY
@click.argument("thing", metavar="THING")
@click.option("--out", required=True, type=act.PLACE, metavar="FILE", help="The receipt to write.")
@FORCE
@act.IN_JSON
def receipt_(directory: Path, thing: str, out: Path, *, force: bool, in_json: bool) -> int:
    """Write the receipt of a thing that came with a slip, by its name here or at its sender; nothing is recorded."""
    refuse_place(directory, out, force=force)
    with looking(directory, projected.NAME) as view:
        origin = origin_of(view.settings.unit)
        told = [
            each.step.number
            for found in views.of_store(view.store, origin)
            if found.of is not None and found.of.origin != origin
            for each in (*(arrival.said for arrival in found.arrivals), *found.absent, *found.refused)
            if each.origin == origin and thing in (each.step.thing, found.thing)
        ]
        if not told:
            raise WrongInput(
                "consign.no-such",
                f"Nothing says that {say.plain(thing)} came here with a slip.",
                "All of them: showsafe consign list DIR",
            )
        roles = sending.steps_by_role(sorted(told)[-1:])
        content = slip.write(slip.RECEIPT, view.store, origin, signed(view.store, max(told)), roles)
    put(out, content)
    if in_json:
        say.as_json({"receipt": str(out), "records": sorted(told)[-1:]})
    else:
        say.text(f"The receipt is in {out}; send it to the sender.")
    return DONE


receipt_.name = "receipt"


@click.command("arrived", short_help="something came without a slip, or with one that does not hold")
@act.DIRECTORY
@click.argument("name", metavar="NAME")
@act.WORDS
@act.IN_JSON
def arrived(directory: Path, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record that something is here that nobody's record is known for: by=PERSON, serial=, carrier=, why=, owner=.

    It is hot, and stands with a difference that its owner (default: who says it) looks after. Rounds: lot=yes.
    """
    said = line(words, ("by", "serial", "carrier", "why", "owner", "lot"))
    by = said.need("by", "who says so")
    owner = said.said.get("owner", "") or by
    return _came(directory, by, lambda here: taking.without_slip(here.state, name, said.said, owner=owner),
                 name, in_json=in_json)  # fmt: skip


@click.command("back", short_help="what left came back to its sender")
@act.DIRECTORY
@click.argument("thing", metavar="THING[:SERIAL]")
@act.WORDS
@act.IN_JSON
def back(directory: Path, thing: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Record that it came back without having come to anybody: by=PERSON, differs=CODE, why=, owner=.

    Its serial is read on it, as of whatever comes. What another unit took comes back with a slip of that unit: take.
    """
    said = line(words, ("by", "differs", "why", "owner"))
    by = said.need("by", "who says so")
    name, _, serial = thing.partition(":")
    came = Came(serial=serial, differs=_codes(said.said.get("differs", "")), why=said.said.get("why", ""))
    owner = said.said.get("owner", "") or by

    def made(here: Open) -> sending.Prepared:
        state = here.state
        about = Here(here.origin, here.mine, state, date.fromisoformat(here.today))
        return taking.back(about, tags.named(name, state.weapons), came, owner=owner)

    return _came(directory, by, made, name, in_json=in_json)


def _came(
    directory: Path, by: str, made: Callable[[Open], sending.Prepared], name: str, *, in_json: bool
) -> int:
    """Record one arrival, and show it."""
    with opened(directory) as here:
        prepared = made(here)
        answers = here.report([prepared], by)
        thing = str(prepared.keys.get("weapon") or prepared.keys.get("lot") or name)
        number = answers[0].number
        shown = [
            views.as_json(each, here.today)
            for each in here.mine
            if any(arrival.said.step.number == number for arrival in each.arrivals)
        ]
    if in_json:
        say.as_json({"records": [number], "thing": thing, "consignments": shown})
    else:
        consign_shown.came(directory, thing, answers, shown)
    return DONE


COMMANDS = (expect, take, receipt_, arrived, back)
