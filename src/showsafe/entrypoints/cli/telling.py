"""``showsafe telling``: who is told outside of what, what waits for them, and what is wrong."""

from __future__ import annotations

import sys
import threading
import uuid
from pathlib import Path
from shlex import quote
from typing import Any

import click

from showsafe.adapters import settings_file, telling_file
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.telling import outcome, sending
from showsafe.application.telling.destinations import HOOK, KINDS, MAIL
from showsafe.application.telling.message import test_message
from showsafe.application.telling.topics import TOPICS
from showsafe.entrypoints import keyboard
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.telling import settings
from showsafe.entrypoints.telling.once import Once
from showsafe.entrypoints.telling.standing import Standing, standings
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

LARGEST_SECRET = 4096


class _Group(click.Group):
    """A group whose first word may be a directory: then it is listed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the list before a directory."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(
    "telling",
    cls=_Group,
    short_help="tell people outside, by mail and web hooks",
    epilog="\b\nshowsafe telling DIR   lists them.\nEvery command has --json.",
)
def telling() -> None:
    """Tell people outside of what was recorded: by mail, signed web hooks, Slack or Teams. The set never waits for it.

    It is sent while the unit is served. No names leave the set unless the office allows it.
    """


@telling.command("list", short_help="who is told, what waits, and what is wrong")
@act.DIRECTORY
@act.IN_JSON
def list_(directory: Path, *, in_json: bool) -> int:
    """List who is told of what, what waits for them and since when, and what was wrong the last time."""
    with open_for_reading(directory) as opened:
        told = telling_file.read(directory, opened.settings.telling)
        found = standings(opened.store, told)
    if in_json:
        say.as_json({"destinations": [each.as_json() for each in found]})
        return DONE
    for each in found:
        _show(each)
    if not found:
        say.text("Nobody outside is told. Add somebody with:")
        say.command(f"showsafe telling add {quote(str(directory))} NAME KIND topics=all by=PERSON ...")
    return DONE


@telling.command(
    "add",
    short_help="tell somebody from now on",
    epilog=f"""\b
KIND: {", ".join(KINDS)}. Topics: {", ".join(TOPICS)}, or all.
\b
telling add DIR office mail topics=incident,stop by=producer host=mail.example.org
    user=set from=set@example.org to=office@example.org
telling add DIR board hook topics=all by=producer url=https://board.example.org/hook
telling add DIR chat slack topics=stop,hold by=producer --secret FILE
\b
Also: names=yes (the office alone), language=es, port=, security=starttls|tls|plain,
network=private (a host in this network) or loopback (on this machine).""",
)
@act.DIRECTORY
@click.argument("name")
@click.argument("kind", type=click.Choice(KINDS))
@act.WORDS
@click.option(
    "--secret",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="A file whose first line is the password, the key, or the address of a chat; - reads it from the input.",
)
@click.option("--replace", "replaces", is_flag=True, help="In the place of the one that has this NAME.")
@act.IN_JSON
def add(
    directory: Path,
    name: str,
    kind: str,
    words: tuple[str, ...],
    *,
    secret: Path | None,
    replaces: bool,
    in_json: bool,
) -> int:
    """Tell a destination of these topics from now on. One that has this NAME already stays, unless --replace is said.

    Of a web hook without a key one is made and shown once.
    """
    said = _said(words)
    request = {"do": settings.ADD, "name": name, "kind": kind, **said, "replace": "yes" if replaces else "no"}
    if found := _secret(kind, said, secret):
        request["secret"] = found
    answer = keyboard.do(directory, request)["answer"]
    if in_json:
        say.as_json(answer)
        return DONE
    say.text(f"{name} is told {'from now on' if answer['record'] else 'already'}: {answer['shown']}.")
    if answer["key"]:
        say.text("The key that signs what it is sent. It is shown this once; keep it at the other side:")
        say.command(answer["key"])
    say.text("Try it:")
    say.command(f"showsafe telling test {quote(str(directory))} {name}")
    return DONE


@telling.command("remove", short_help="tell somebody no more")
@act.DIRECTORY
@click.argument("name")
@act.WORDS
@act.IN_JSON
def remove(directory: Path, name: str, words: tuple[str, ...], *, in_json: bool) -> int:
    """Tell a destination no more: showsafe telling remove DIR NAME by=PERSON. What waited for it is set aside."""
    request = {"do": settings.REMOVE, "name": name, **_said(words)}
    answer = keyboard.do(directory, request)["answer"]
    if in_json:
        say.as_json(answer)
        return DONE
    waited = f" {counted(answer['waited'], 'message')} waited for it." if answer["waited"] else ""
    say.text(f"{name} is told no more.{waited}")
    return DONE


@telling.command("retry", short_help="try again what waits or was set aside")
@act.DIRECTORY
@click.argument("name")
@act.IN_JSON
def retry(directory: Path, name: str, *, in_json: bool) -> int:
    """Try again at once what waits for a destination, and what was set aside."""
    answer = keyboard.do(directory, {"do": settings.RETRY, "name": name})["answer"]
    if in_json:
        say.as_json(answer)
    else:
        say.text(f"{counted(answer['waiting'], 'message')} for {name}: tried again while the unit is served.")
    return DONE


@telling.command("test", short_help="send one message that says it is a test")
@act.DIRECTORY
@click.argument("name")
@act.IN_JSON
def test(directory: Path, name: str, *, in_json: bool) -> int:
    """Send one destination a message that says it is a test, at once, and say what came of it. Nothing is recorded."""
    unit = settings_file.read(directory)
    to = {each.name: each for each in telling_file.read(directory, unit.telling)}.get(name)
    if to is None:
        raise WrongInput(
            "telling.no-such-destination",
            f"Nobody called {say.plain(name)} is told.",
            "See who is: showsafe telling DIR",
        )
    now = SystemClock().now()
    message = test_message(unit.unit, to, now, f"msg_test_{uuid.uuid4().hex}")
    came = sending.send(message, to, telling_file.secrets_of(directory).get(name, {}), now)
    good = came.kind == outcome.TOLD
    if in_json:
        say.as_json({"destination": name, "outcome": came.kind, "says": came.says})
    else:
        took = "it took the message." if good else "it did not take the message."
        say.text(f"{to.shown}: {took} {came.says}".strip())
    return DONE if good else NO


@telling.command("send", short_help="tell what waits, where the unit is not served")
@act.DIRECTORY
@click.option("--every", type=click.IntRange(1), metavar="SECONDS", help="Again and again, until stopped.")
@act.IN_JSON
def send(directory: Path, every: int | None, *, in_json: bool) -> int:
    """Tell what waits and is due, once. While a unit is served it is told by itself, and this refuses."""
    once, stop = Once(directory, SystemClock()), threading.Event()
    good = True
    try:
        while True:
            said = once.round()
            good = all(each.good for each in said)
            if in_json:
                say.as_json({"destinations": [_as_json(each) for each in said]})
            else:
                for each in said:
                    say.text(f"{each.who}: {counted(each.told, 'message')} told. {each.says}".strip())
            sys.stdout.flush()
            if every is None or stop.wait(every):
                break
    except KeyboardInterrupt:
        return DONE
    return DONE if good else NO


def _as_json(said: Any) -> dict[str, Any]:  # noqa: ANN401 - what ``Once`` says
    return {"name": said.who, "told": said.told, "aside": said.aside, "says": said.says}


def _show(each: Standing) -> None:
    to = each.to
    say.text(f"{to.name}: {to.shown}", style="bold")
    say.text(f"  told of {', '.join(to.topics)}; {'names too' if to.names else 'no names'}; answers: {to.by}")
    last = f"; the last one {each.last_told.due}, {each.last_told.what.key}" if each.last_told else ""
    say.text(f"  {counted(each.waiting, 'message')} waiting{_since(each)}{last}")
    if each.oldest is not None and each.oldest.says:
        say.text(f"  tried {counted(each.oldest.tries, 'time')}, next {each.oldest.due}: {each.oldest.says}")
    if each.last_aside is not None:
        last_one = f"the last one {each.last_aside.what.key}: {each.last_aside.says}"
        say.text(f"  {counted(each.aside, 'message')} set aside, {last_one}")


def _since(each: Standing) -> str:
    return f" since {each.oldest.what.at}" if each.oldest is not None else ""


def _said(words: tuple[str, ...]) -> dict[str, str]:
    said = dict(word.partition("=")[::2] for word in words)
    if not all("=" in word for word in words) or len(said) != len(words) or "secret" in said:
        raise WrongInput(
            "input.usage",
            "One of these words is not key=value, or is said twice.",
            "Use: showsafe telling add --help",
        )
    return {key: value for key, value in said.items() if key not in ("do", "name", "kind")}


def _secret(kind: str, said: dict[str, str], file: Path | None) -> str:
    """Return the secret of a destination: from a file, or asked for where somebody sits there; it is never a word."""
    if file is not None:
        try:
            data = (
                sys.stdin.buffer.readline(LARGEST_SECRET)
                if str(file) == "-"
                else file.read_bytes()[:LARGEST_SECRET]
            )
            return data.decode().splitlines()[0].strip() if data.strip() else ""
        except (OSError, UnicodeDecodeError):
            raise WrongInput(
                "telling.no-secret", f"The file {file} cannot be read.", "Check the path of the secret."
            ) from None
    asked = {MAIL: "Password" if said.get("user") else "", HOOK: ""}.get(kind, "Address of the web hook")
    if not asked or not sys.stdin.isatty():
        return ""
    return str(click.prompt(asked, hide_input=True))
