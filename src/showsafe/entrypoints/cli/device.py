"""``showsafe device``: brings devices in at the node's own keyboard, the first one too, and takes lost ones off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from showsafe.application.access.enrolling import GOOD_FOR
from showsafe.entrypoints import keyboard
from showsafe.entrypoints.cli import act, codes, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput

_INVITE = "showsafe device DIR invite NAME by=PERSON witness=PERSON of=PERSON"
_LOST = "showsafe device DIR lost DEVICE by=PERSON reason=TEXT"


@click.command(
    "device",
    short_help="bring phones and tablets in",
    epilog=f"""\b
{_INVITE}   (leave of= out for a shared one)
{_LOST}
showsafe device DIR list""",
)
@act.DIRECTORY
@click.argument("what", type=click.Choice(["list", "invite", "lost"]), default="list")
@click.argument("name", required=False, default="")
@act.WORDS
@act.IN_JSON
def device(directory: Path, what: str, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Invite a device by a code that is good once and for ten minutes, list them all, or take a lost one off.

    Two people answer for a device, one of them of the office. It works beside a program that serves DIR; an invitation
    needs one. Recorded as said at this keyboard.
    """
    if what == "invite":
        said = _said(name, words, ("by", "witness"), ("of",), _INVITE)
        return _invite(directory, {**said, "name": name}, in_json=in_json)
    if what == "lost":
        said = {"reason": "lost", **_said(name, words, ("by",), ("reason",), _LOST)}
        return _lost(directory, {**said, "device": name}, in_json=in_json)
    if name or words:
        raise WrongInput("input.usage", "The list takes nothing more.", "Use: showsafe device DIR list")
    return _list(directory, in_json=in_json)


def _said(
    name: str, words: Sequence[str], needed: Sequence[str], more: Sequence[str], use: str
) -> dict[str, str]:
    said = dict(word.partition("=")[::2] for word in words)
    if not name or "=" in name or not all(map(said.get, needed)) or set(said) - {*needed, *more}:
        raise WrongInput("input.usage", "This does not say who and what.", f"Use: {use}")
    return said


def _invite(directory: Path, said: dict[str, str], *, in_json: bool) -> int:
    request = {"do": "invite", "person": said.pop("of", ""), **said}
    answer = keyboard.do(directory, request)
    if in_json:
        say.as_json(answer)
        return DONE
    minutes = int(GOOD_FOR.total_seconds() // 60)
    say.text(f"Open this on the device, by its camera or by hand. It is good once, for {minutes} minutes.")
    codes.show(answer["url"])
    say.command(answer["url"])
    return DONE


def _lost(directory: Path, said: dict[str, str], *, in_json: bool) -> int:
    answer: Mapping[str, Any] = keyboard.do(directory, {"do": "lose", **said})["answer"]
    if in_json:
        say.as_json(answer)
        return DONE
    say.text(
        f"This device signs nothing any more, record {answer['record']}. Whoever worked at it is signed out."
    )
    return DONE


def _list(directory: Path, *, in_json: bool) -> int:
    devices: list[Mapping[str, Any]] = keyboard.do(directory, {"do": "devices"})["answer"]
    if in_json:
        say.as_json({"devices": devices})
        return DONE
    for each in devices:
        whose = f"{each['person']}'s own" if each["person"] else "shared"
        until = f", off since record {each['until']}" if each["until"] else ""
        say.text(f"{each['device']}  {each['name']}, {whose}, since record {each['since']}{until}")
    if not devices:
        say.text("No device is enrolled yet.")
    return DONE
