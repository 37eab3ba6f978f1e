"""A template of the production's own: kept in the office book, and set in a process that can open nothing.

It is set after the kit, with the very data of the paper, and may make of it what it likes. That is why its name and its
sum stand in the code of every page: whoever checks one is told that it is not how the program prints it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.templates import KEEP, WITHDRAW
from showsafe.errors import Unusable, WrongInput
from showsafe.papers import apart, template_child
from showsafe.papers.source import Source

LARGEST = 256 * 1024
"""So many bytes a template has at the most."""

_MARK = 12


@dataclass(frozen=True, slots=True)
class Own:
    """A template: what it is called, for which paper, its text, and the entry that keeps it; 0 for none."""

    name: str
    paper: str
    text: str
    entry: int = 0

    @property
    def sum(self) -> str:
        """The SHA-256 of its text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def mark(self) -> str:
        """What stands for it in the code of a page: its name and the beginning of its sum."""
        return f"{self.name}@{self.sum[:_MARK]}"


def listed(source: Source) -> Iterator[Own]:
    """Yield the templates that hold: the newest of each name that was not withdrawn, nor erased."""
    pages = source.books(OFFICE)
    withdrawn = {kept["template"] for kept in pages.entries(WITHDRAW)}
    newest = {kept["name"]: kept for kept in pages.entries(KEEP)}
    for kept in newest.values():
        if kept.number not in withdrawn and kept["text"] is not None:
            yield Own(kept["name"], kept["paper"], kept["text"], kept.number)


def named(source: Source, paper: str, name: str) -> Own:
    """Return the template of a name for a paper; raises WrongInput ``paper.no-template``, ``paper.other-template``."""
    found = {own.name: own for own in listed(source)}
    if name not in found:
        known = ", ".join(found) or "none"
        raise WrongInput(
            "paper.no-template",
            f"No template {name[:60]!r} is kept in the office book.",
            f"Kept are: {known}. See: showsafe template list DIR",
        )
    own = found[name]
    if own.paper != paper:
        raise WrongInput(
            "paper.other-template",
            f"The template {name} is for the paper {own.paper}, and not for {paper}.",
            "Choose the paper that it was made for, or keep it for this one under another name.",
        )
    return own


def read(name: str, paper: str, content: bytes) -> Own:
    """Return a template from the bytes of its file; raises WrongInput ``paper.template-unreadable``."""
    try:
        text = content.decode("utf-8") if len(content) <= LARGEST else None
    except UnicodeDecodeError:
        text = None
    if not text or "\0" in text:
        raise WrongInput(
            "paper.template-unreadable",
            f"A template is a text of 1 to {LARGEST // 1024} kB in UTF-8, and this is none.",
            "Save it as plain text, as the typesetter reads it.",
        )
    return Own(name, paper, text)


def printed(kit: bytes, own: Own, data: str, moment: datetime, *, tagged: bool) -> bytes:
    """Return a paper as a template of somebody's own sets it.

    Raises WrongInput: ``paper.template-fails`` with what the typesetter says, ``paper.template-too-much``; Unusable
    ``paper.template-not-here`` where the system can hold no process to limits.
    """
    template = f"{kit.decode()}\n{own.text}"
    answer = apart.answer(template, data, moment, tagged=tagged, limited=True)
    if answer.startswith(b"%PDF-"):
        return answer
    try:
        said = dict(json.loads(answer))
    except ValueError:
        said = {"error": "too-much"}
    if said["error"] == "template":
        raise WrongInput(
            "paper.template-fails",
            f"The template {own.name} cannot be set: {said['says']}.",
            "Correct it and try again. It may open no file, fetch no package, and use the kit alone.",
        )
    if said["error"] == "no-limits":
        raise Unusable(
            "paper.template-not-here",
            "This system cannot hold a template to limits, so none of anybody's own is set on it.",
            "Print it at a node on Linux or macOS, or print the paper as the program does.",
        )
    raise WrongInput(
        "paper.template-too-much",
        f"The template {own.name} asks for more than {template_child.SECONDS} seconds, or the memory or room for it.",
        "Let it make fewer pages, and try again.",
    )
