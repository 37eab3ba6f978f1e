"""How consignments, slips and proposed rows are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from showsafe.application.unit import Answer
from showsafe.books.consign.slip import Thing
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.answer import show_finding
from showsafe.projections.numbers import counted
from showsafe.rules.decision import Weight

Plain = dict[str, Any]

HOT = (
    "Hot: nobody here knows what is in it. Two people open it and look before anything else is done with it."
)

_AGAINST = {
    "not-held": "The bound book has no line that holds it.",
    "held-already": "The bound book has a line that holds it already.",
}


def lines(shown: Sequence[Plain]) -> None:
    """Print every consignment in a line or two, what differs below it."""
    if not shown:
        say.text("No consignment is on record.")
    for each in shown:
        _head(each)
        _below(each)


def _head(each: Plain) -> None:
    late = " OVERDUE." if each["overdue"] else ""
    to = f" to {each['to']}" if each["to"] else ""
    expected = f", expected by {each['expected']}" if each["expected"] else ""
    name = each["id"].removeprefix("showsafe/")
    say.text(f"{each['thing']} ({name}){to}{expected}: {each['says']['en']}{late}")


def _below(each: Plain) -> None:
    for dispute in each["disputes"]:
        say.text(f"DISPUTED: {dispute['says']['en']}", indent=2)
    for differs in each["differences"]:
        record = f"{differs['of']['unit']} record {differs['of']['record']}"
        say.text(f"DIFFERS, {record}, looked after by {differs['owner']}: {differs['says']['en']}", indent=2)


def one(each: Plain) -> None:
    """Print one consignment with the records on both sides."""
    _head(each)
    say.text(f"Where: {each['place']['says']['en']}.", indent=2)
    if each["left"] is not None:
        say.text(f"Left: {_of(each['left'])} {say.local(each['sent_on'])}".rstrip() + ".", indent=2)
    for number, carrier in enumerate(each["carriers"], start=1):
        say.text(f"Carrier {number}: {carrier['name']}, {_of(carrier['of'])}.", indent=2)
    if each["seals"]:
        say.text(f"Seals: {', '.join(each['seals'])}.", indent=2)
    if each["condition"]:
        say.text(f"Condition as it left: {each['condition']}.", indent=2)
    for arrival in each["arrivals"]:
        differs = f", differs: {', '.join(arrival['differs'])}" if arrival["differs"] else ""
        at = say.local(arrival["at"])
        say.text(f"Came as {arrival['thing']}: {_of(arrival['of'])}, {at} UTC{differs}.", indent=2)
    for what, label in (("absent", "Not in the case"), ("refused", "Not taken")):
        for told in each[what]:
            why = f": {told['why']}" if told["why"] else ""
            say.text(f"{label}, {_of(told['of'])}{why}.", indent=2)
    for told in each["missing"]:
        say.text(
            f"Missing ({told['as']}), {_of(told['of'])}, found {say.local(told['found'])} UTC.", indent=2
        )
    for told in each["closed"]:
        answer = f" answers {_of(told['answer'])}" if told["answer"] else f" by the paper {told['paper']}"
        say.text(f"Closed: {_of(told['of'])}{answer}.", indent=2)
    _below(each)


def _of(pointer: Plain) -> str:
    return f"{pointer['unit']} record {pointer['record']} ({pointer['leaf'][:12]})"


def sent(out: Path, numbers: Sequence[int], shown: Sequence[Plain]) -> None:
    """Print what a slip is about."""
    recorded(numbers, shown)
    say.text(
        f"The slip is in {out}. Send it with the case or before it; your key goes another way (showsafe vkey)."
    )


def recorded(numbers: Sequence[int], shown: Sequence[Plain]) -> None:
    """Print what was recorded, and how its consignments stand."""
    say.text(f"Recorded: {', '.join(f'record {number}' for number in numbers)}.", style="bold")
    lines(shown)


def taken(
    directory: Path, receipt: Path, answers: Sequence[Answer], shown: Sequence[Plain], things: Sequence[Thing]
) -> None:
    """Print what came, that it is hot, and what a person enters next."""
    recorded([answer.number for answer in answers], shown)
    _findings(answers)
    say.text(HOT, style=say.HOT_STYLE)
    origins = {each["left"]["record"]: each for each in shown if each["left"]}
    for thing in things:
        each = origins.get(thing.of.record)
        arrived = [one for one in each["arrivals"] if "serial" not in one["differs"]] if each else []
        if arrived and not thing.lot:
            say.text(
                f"By its sender's record {arrived[-1]['thing']} is {_described(thing)}. Look at it, then say so:"
            )
            say.command(_register(directory, arrived[-1]["thing"], thing))
            if not thing.weapon.serial:
                say.text(
                    "Its sender's record has no serial: what was read on it here was compared with nothing."
                )
    say.text(f"The receipt is in {receipt}; send it to the sender.")


def came(directory: Path, thing: str, answers: Sequence[Answer], shown: Sequence[Plain]) -> None:
    """Print that something came without a slip, or back."""
    recorded([answer.number for answer in answers], shown)
    _findings(answers)
    say.text(HOT, style=say.HOT_STYLE)
    say.text("What it means for the bound book: ")
    say.command(f"showsafe consign rows {quote(str(directory))} {thing}")


def _findings(answers: Sequence[Answer]) -> None:
    for finding in [
        finding for answer in answers for finding in answer.findings if finding.weight > Weight.NOTE
    ]:
        show_finding(finding, why=False)


def _described(thing: Thing) -> str:
    weapon = thing.weapon
    said = [
        weapon.maker,
        weapon.model,
        weapon.calibre,
        weapon.action if weapon.action != "none" else "",
        weapon.class_,
    ]
    return " ".join(filter(None, said))


def _register(directory: Path, name: str, thing: Thing) -> str:
    weapon = thing.weapon
    said = {
        "class": weapon.class_,
        "action": weapon.action if weapon.action != "none" else "",
        "calibre": weapon.calibre,
        "capacity": str(weapon.capacity) if weapon.capacity else "",
    }
    words = " ".join(f"{key}={quote(value)}" for key, value in said.items() if value)
    return f"showsafe ask {quote(str(directory))} register weapon={name} {words} serial=AS-READ by=PERSON"


def rows(shown: Sequence[Plain]) -> None:
    """Print the rows that a consignment means for the bound book, each with the command by which a person enters it."""
    if not shown:
        say.text("This consignment means no row: nothing left or came here by it.")
    for row in shown:
        say.text(
            f"{row['kind']} {row['weapon']}, by record {row['record']} of the set. It is not entered yet."
        )
        if row["against"]:
            say.text(_AGAINST[row["against"]], indent=2)
        say.text(f"Lacks {counted(len(row['lacks']), 'fact')}: {', '.join(row['lacks'])}.", indent=2)
        say.command(row["command"])
