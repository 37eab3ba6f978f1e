"""The screens of the app, read from the one list of them, so that a new one is tested by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from showsafe.entrypoints.demo_set import cast

LIST = Path(__file__).parents[2] / "web" / "src" / "screens" / "index.ts"

NAMES = {
    "/lots/:tag": "/lots/dummies",
    "tag": "colt",
    "weapon": "colt",
    "lot": "dummies",
    "file": "trench",
    "person": "dan",
    "run": "colt",
    "scene": "saloon",
}
"""What stands for a name in the path of a screen on the demonstration set, or for the whole path."""

WHO = ("ann", "eve", "dan", "sue", "moe", "pru", "stu", "gus")
"""Who opens a screen: the first of these who may."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its path with the names in it, and who may open it; nobody has to sign in where it is None."""

    pattern: str
    roles: tuple[str, ...] | None
    wide: bool

    @property
    def path(self) -> str:
        """The address of it on the demonstration set."""
        whole = NAMES.get(self.pattern, self.pattern)
        return re.sub(r":(\w+)", lambda found: NAMES[found[1]], whole)

    @property
    def name(self) -> str:
        """What its picture is called."""
        return re.sub(r"\W+", "-", self.pattern).strip("-") or "board"

    @property
    def person(self) -> str:
        """Who opens it; "" where nobody has to sign in."""
        if self.roles is None:
            return ""
        roles = {name: cast.PEOPLE[name]["said"]["roles"] for name in WHO}
        return next(name for name in WHO if not self.roles or set(roles[name]) & set(self.roles))

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return self.name


def _all() -> tuple[Screen, ...]:
    text = LIST.read_text("utf-8")
    lists = dict(re.findall(r"const (\w+)[^=;]*= \[(.*?)\];", text, re.DOTALL))
    begin = text.index("SCREENS: readonly Screen[] = [")
    blocks = re.split(r"(?=\bpath: \")", text[begin : text.index("\n];", begin)])[1:]
    return tuple(_screen(block, lists) for block in blocks)


def _screen(block: str, lists: dict[str, str]) -> Screen:
    path = re.match(r'path: "([^"]+)"', block)
    assert path is not None, block
    roles = re.search(r"roles: (\[[^\]]*\]|\w+)", block)
    return Screen(path[1], None if roles is None else _roles(roles[1], lists), "wide: true" in block)


def _roles(said: str, lists: dict[str, str]) -> tuple[str, ...]:
    """Return the roles in a list, where another list may stand for some of them."""
    words = re.findall(r'"([^"]+)"|(\w+)', lists.get(said, said))
    return tuple(role for quoted, named in words for role in ([quoted] if quoted else _roles(named, lists)))


ALL = _all()
