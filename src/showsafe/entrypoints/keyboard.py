"""The node's own keyboard, for commands: what they ask for is done here, or by the program that serves the directory.

``serve`` wraps its run in ``listening``; the commands call ``do``, which opens the directory itself where nobody has
it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import control
from showsafe.application.access.desk import Desk
from showsafe.application.access.keyboard import Keyboard
from showsafe.entrypoints import consigning
from showsafe.entrypoints.answers import as_json
from showsafe.entrypoints.telling import settings as telling
from showsafe.errors import Unusable, WrongInput

IN_USE = "directory.in-use"
JOIN = "join-device"
"""The path that a new device opens; the code stands behind the # of its address, and so reaches no log."""


@contextmanager
def listening(
    desk: Desk, directory: Path, address: Callable[[], str], changed: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Take what commands on this machine ask for, while this block serves the directory.

    ``address`` returns where that is now: the machine may be elsewhere later. ``changed`` is told, in another thread,
    that there may be a new record. Raises Unusable: as ``control.listening``.
    """
    keyboard = Keyboard(desk)

    def do(request: dict[str, Any]) -> dict[str, Any]:
        try:
            if is_telling(request):
                return {"answer": telling.done(desk.unit, directory, request)}
            if consigning.is_ours(request):
                return {"answer": consigning.done(desk.unit, request)}
            return done(keyboard, request, address())
        finally:
            changed()

    with control.listening(directory, do):
        yield


def do(directory: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Have something done, by whoever has the directory open, or here; return what there is to show.

    Raises what the keyboard raises; Unusable ``control.not-reached``, ``device.not-served``, and as ``open_unit``.
    """
    try:
        with bootstrap.open_unit(directory) as unit:
            if is_telling(request):
                return {"answer": telling.done(unit, directory, request)}
            return done(Keyboard(Desk(unit, bootstrap.badges_of(unit, directory))), request, "")
    except Unusable as error:
        if error.code != IN_USE:
            raise
    return control.ask(directory, request)


def is_telling(request: Mapping[str, Any]) -> bool:
    """Whether it is about who is told outside."""
    return request.get("do") in (telling.ADD, telling.REMOVE, telling.RETRY)


def done(keyboard: Keyboard, request: dict[str, Any], address: str) -> dict[str, Any]:
    """Do one thing; ``address`` is where the node is served, "" where it is not."""
    said = {name: str(value) for name, value in request.items()}
    what = said.pop("do", "")
    if what == "invite":
        return _invited(keyboard, said, address)
    ways: dict[str, Callable[..., Any]] = {
        "people": keyboard.people,
        "give": keyboard.give,
        "unlock": keyboard.unlock,
        "withdraw": keyboard.withdraw,
        "devices": keyboard.desk.devices,
        "lose": lambda **named: as_json(keyboard.lose(**named)),
    }
    if what not in ways:
        raise WrongInput(
            "control.unknown",
            "The program that serves this directory does not know this.",
            "Start it again, so that both are of one version.",
        )
    return {"answer": ways[what](**said)}


def _invited(keyboard: Keyboard, said: dict[str, str], address: str) -> dict[str, Any]:
    if not address:
        raise Unusable(
            "device.not-served",
            "A device comes in while the node is served, and it is not.",
            "Start it in another window, and ask again: showsafe serve --data DIR",
        )
    code = keyboard.invite(**said)
    return {"code": code, "url": f"{address.rstrip('/')}/{JOIN}#{code}"}
