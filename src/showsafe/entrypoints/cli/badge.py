"""``showsafe badge``: gives badges at the node's own keyboard, the first one too, and takes them back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from showsafe.adapters import files
from showsafe.entrypoints import keyboard
from showsafe.entrypoints.cli import act, codes, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.printing import source_of
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.papers import badge_cards, press
from showsafe.papers.wish import Wish


@click.command("badge", short_help="give somebody a badge and a PIN")
@act.DIRECTORY
@click.argument("person", required=False, default="")
@click.option("--unlock", is_flag=True, help="Let somebody try again whose badge is locked.")
@click.option("--withdraw", is_flag=True, help="Take a badge back, as one that is lost.")
@click.option("--card", metavar="FILE", type=act.PLACE, help="Print it on a card, as PDF, to be cut out.")
@act.IN_JSON
def badge(
    directory: Path, person: str, *, unlock: bool, withdraw: bool, card: Path | None, in_json: bool
) -> int:
    """Give PERSON a new badge, with a PIN that they type here; the badge before it is worth nothing then.

    Without PERSON, list who has one. It works beside a program that serves DIR. Recorded as done at this keyboard.
    """
    if unlock + withdraw + (card is not None) > 1 or ((unlock or withdraw or card) and not person):
        raise WrongInput(
            "input.usage",
            "Name one person, and one thing to do.",
            "Use: showsafe badge DIR PERSON, with --unlock, --withdraw, --card FILE or neither.",
        )
    if not person:
        return _list(directory, in_json=in_json)
    if unlock or withdraw:
        keyboard.do(directory, {"do": "unlock" if unlock else "withdraw", "person": person})
        said = "can be used again" if unlock else "is withdrawn"
        if in_json:
            say.as_json({"person": person, "badge": not withdraw})
        else:
            say.text(f"The badge of {say.plain(person)} {said}. Recorded.")
        return DONE
    if card is not None and (card.exists() or card.resolve().is_relative_to(directory.resolve())):
        raise WrongInput(
            "paper.is-there",
            f"No card can be written at {card}: something is there, or it lies in the data directory.",
            "Choose another name, somewhere else. No badge was given.",
        )
    return _give(directory, person, card, in_json=in_json)


def _give(directory: Path, person: str, card: Path | None, *, in_json: bool) -> int:
    pin = click.prompt(
        f"A PIN for {say.plain(person)}, 4 to 8 digits", hide_input=True, confirmation_prompt=True, err=True
    )
    text = str(keyboard.do(directory, {"do": "give", "person": person, "pin": pin})["answer"])
    failed = _print(directory, person, text, card) if card is not None else None
    made = card is not None and failed is None
    if in_json:
        say.as_json({"person": person, "badge": text, **({"card": str(card)} if made else {})})
    elif made:
        say.text(f"{card}: the card of {say.plain(person)}, with their badge. Print it, and delete the file.")
    else:
        _show(person, text)
    if failed is not None:
        raise failed
    return DONE


def _show(person: str, text: str) -> None:
    say.text(f"The badge of {say.plain(person)}. It is shown this once: print it, or let them take a photo.")
    codes.show(text)
    say.command(text)


def _print(directory: Path, person: str, badge: str, card: Path) -> ShowsafeError | None:
    """Write the card of a badge that was just given, for its owner's eyes alone; return why it cannot be."""
    try:
        with looking(directory) as view:
            source = source_of(view.store, view.settings, directory)
            paper = badge_cards.with_codes({person: badge})
            content = press.pdf(paper, source, Wish(person=person))
        with files.translated(card):
            files.write(card, content, 0o600)
    except ShowsafeError as error:
        return error
    return None


def _list(directory: Path, *, in_json: bool) -> int:
    people: list[Mapping[str, Any]] = keyboard.do(directory, {"do": "people"})["answer"]
    if in_json:
        say.as_json({"people": people})
        return DONE
    for each in people:
        has = "a badge" if each["badge"] else "no badge"
        roles = ", ".join(each["roles"]) or "nobody on record"
        say.text(f"{each['person']}: {roles}; {'locked' if each['locked'] else has}")
    if not people:
        say.text("Nobody is enrolled yet: showsafe report DIR enrol ...")
    return DONE
