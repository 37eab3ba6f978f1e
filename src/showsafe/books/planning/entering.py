"""Scripts, schedules and decisions as entries of the office book, made from what a person brings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from showsafe.books.book import Entry
from showsafe.books.kinds import planning as kinds
from showsafe.books.planning.fdx import read_fdx
from showsafe.books.planning.now import Planning, Scene, as_kept
from showsafe.books.planning.scenes import key_of
from showsafe.domain.state import State
from showsafe.errors import WrongInput

NONE = "none"


def script(content: bytes, file: str, by: str, at: datetime) -> Entry:
    """Return the entry of a script; raises WrongInput as ``read_fdx``."""
    read = read_fdx(content)
    total = hashlib.sha256(content).hexdigest()
    return Entry(
        kind=kinds.SCRIPT,
        by=by,
        at=at,
        act_id="",
        keys={
            "file": _line(file),
            "sum": total,
            "revision": _line(read.revision),
            "title": read.title,
            "scenes": [as_kept(scene) for scene in read.scenes],
            "notes": list(read.notes),
        },
    )


def schedule(rows: Sequence[Mapping[str, str]], file: str, by: str, at: datetime) -> Entry:
    """Return the entry of a schedule: its rows in order, each with ``day`` and ``scenes`` and what else it says."""
    kept = [{key: value for key, value in row.items() if value} for row in rows]
    total = hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    keys = {"file": _line(file), "sum": total, "rows": kept}
    return Entry(kind=kinds.SCHEDULE, by=by, at=at, act_id="", keys=keys)


def confirm(planning: Planning, state: State, key: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a confirmation: this scene has weapons; which, for whom, and with what rounds.

    Raises WrongInput: ``planning.omitted``, ``planning.unknown-weapon``, ``planning.unknown-person``,
    ``planning.unknown-rounds``.
    """
    scene = _known(planning, key)
    if scene.omitted:
        raise WrongInput(
            "planning.omitted",
            f"Scene {scene.key} is omitted in the script that holds.",
            "Import the script in which it is back, or look at the number.",
        )
    for use in said.get("uses", ()):
        _on_record(use.get("weapon", ""), state.weapons, "weapon")
        _on_record(use.get("user", ""), state.people, "person")
    rounds = said.get("ammunition", "")
    if rounds not in ("", NONE, "blank", "dummy", "snap-cap", *state.lots):
        raise WrongInput(
            "planning.unknown-rounds",
            f"{rounds} is neither a lot on record nor a kind of round that is loaded.",
            "Say none, blank, dummy, snap-cap, or the name of a lot.",
        )
    return {**said, "scene": scene.key, "text": scene.text}


def dismiss(planning: Planning, key: str, why: str) -> dict[str, Any]:
    """Return the keys of a dismissal: this scene has no weapons, and why; it holds of its text as it stands now.

    Raises WrongInput: ``planning.unknown-scene``, ``planning.no-reason``.
    """
    scene = _known(planning, key)
    if not scene.written and scene.said is None and not planning.days_of(scene.key):
        raise WrongInput(
            "planning.unknown-scene",
            f"No script or schedule that came in has a scene {scene.key}.",
            "All scenes: showsafe schedule DIR",
        )
    if not why.strip():
        raise WrongInput(
            "planning.no-reason",
            "A scene is dismissed with a reason.",
            "Say what the words mean in it: why='the knife is a butter knife'.",
        )
    return {"scene": scene.key, "text": scene.text, "why": why.strip()}


def _known(planning: Planning, key: str) -> Scene:
    found = key_of(key)
    if not found:
        raise WrongInput("planning.unknown-scene", "No scene is named.", "Say its number, such as 12A.")
    return planning.scene(found)


def _on_record(name: str, known: Mapping[str, object], what: str) -> None:
    if name and name not in known:
        raise WrongInput(
            f"planning.unknown-{what}",
            f"No {what} called {name[:60]} is on record.",
            "Register it first, or leave it open."
            if what == "weapon"
            else "Enrol them first, or leave it open.",
        )


def _line(text: str) -> str:
    return " ".join(text.split())[:120]
