"""``showsafe badge``: gives badges at the node's own keyboard, the first one too, and takes them back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from showsafe.entrypoints import keyboard
from showsafe.entrypoints.cli import act, codes, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput


@click.command("badge", short_help="give somebody a badge and a PIN")
@act.DIRECTORY
@click.argument("person", required=False, default="")
@click.option("--unlock", is_flag=True, help="Let somebody try again whose badge is locked.")
@click.option("--withdraw", is_flag=True, help="Take a badge back, as one that is lost.")
@act.IN_JSON
def badge(directory: Path, person: str, *, unlock: bool, withdraw: bool, in_json: bool) -> int:
    """Give PERSON a new badge, with a PIN that they type here; the badge before it is worth nothing then.

    Without PERSON, list who has one. It works beside a program that serves DIR. Recorded as done at this keyboard.
    """
    if (unlock and withdraw) or ((unlock or withdraw) and not person):
        raise WrongInput(
            "input.usage",
            "Name one person, and one thing to do.",
            "Use: showsafe badge DIR PERSON, with --unlock or --withdraw or neither.",
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
    return _give(directory, person, in_json=in_json)


def _give(directory: Path, person: str, *, in_json: bool) -> int:
    pin = click.prompt(
        f"A PIN for {say.plain(person)}, 4 to 8 digits", hide_input=True, confirmation_prompt=True, err=True
    )
    text = str(keyboard.do(directory, {"do": "give", "person": person, "pin": pin})["answer"])
    if in_json:
        say.as_json({"person": person, "badge": text})
        return DONE
    say.text(f"The badge of {say.plain(person)}. It is shown this once: print it, or let them take a photo.")
    codes.show(text)
    say.command(text)
    return DONE


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
