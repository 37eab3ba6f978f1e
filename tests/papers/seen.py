"""A set for the papers of planning, and its papers read back: words and codes with where they stand on the page."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any

import zxingcpp

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.ledger.keys import DeviceKey
from showsafe.papers import catalogue, press
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from tests.application.units import Node, a_node
from tests.simulator import MORNING

POINT = 25.4 / 72
NEAR = ("first-ad", "performer", "grip")


@dataclass(frozen=True)
class Seen:
    """One thing on a page: what it says, its left upper corner and its size in millimetres, of which page it is."""

    says: str
    x: float
    y: float
    wide: float
    high: float
    page: int = 1
    form: str = ""


@dataclass
class Page:
    """A paper that was printed."""

    pdf: bytes

    @cached_property
    def text(self) -> str:
        """Its words as they are read, in one line."""
        return " ".join(self._run("pdftotext", "-layout", "-", "-").decode().split())

    @cached_property
    def words(self) -> list[Seen]:
        """Every word with its place."""
        said = self._run("pdftotext", "-bbox", "-", "-").decode()
        found, page = [], 0
        for line in said.splitlines():
            page += "<page" in line
            match = re.search(r'xMin="(.+)" yMin="(.+)" xMax="(.+)" yMax="(.+)">(.*)</word>', line)
            if match:
                left, top, right, bottom = (float(each) * POINT for each in match.groups()[:4])
                found.append(Seen(unescape(match[5]), left, top, right - left, bottom - top, page))
        return found

    def dots(self, page: int, dpi: int) -> memoryview:
        """Return a page as it comes out of a printer: rows of dots, 0 black and 255 white."""
        said = self._run("pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page), "-")
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", said)
        assert head is not None
        return memoryview(said[head.end() :]).cast("B", shape=[int(head[2]), int(head[1])])

    def codes(self, page: int = 1, dpi: int = 200) -> list[Seen]:
        """Every code of a page, as a scanner reads it off the picture of the page."""
        found = []
        for each in zxingcpp.read_barcodes(self.dots(page, dpi)):
            left, right = each.position.top_left, each.position.bottom_right
            x, y, to_x, to_y = (one * 25.4 / dpi for one in (left.x, left.y, right.x, right.y))
            found.append(Seen(each.text, x, y, to_x - x, to_y - y, page, str(each.format)))
        return found

    def _run(self, *command: str) -> bytes:
        return subprocess.run(command, input=self.pdf, capture_output=True, check=True).stdout


@dataclass
class Stage:
    """A set in memory and what is printed of it."""

    node: Node = field(default_factory=a_node)
    profile: str = "common"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """What a paper reads, as of now."""
        rules = bootstrap.rules_of(self.profile).profile
        return Source(self.node.store, "north-ridge", rules=rules, **self.more)

    def built(self, name: str, **wish: Any) -> dict[str, Any]:  # noqa: ANN401 - as a wish has them
        """Return what stands on a paper, before it is set."""
        paper = catalogue.paper(name)
        return paper.build(self.source, self.wish(paper, **wish))

    def printed(self, name: str | Paper, **wish: Any) -> Page:  # noqa: ANN401 - as above
        """Print a paper."""
        paper = catalogue.paper(name) if isinstance(name, str) else name
        return Page(press.pdf(paper, self.source, self.wish(paper, **wish)))

    @staticmethod
    def wish(paper: Paper, **wish: Any) -> Wish:  # noqa: ANN401 - as above
        """Return a wish, on the first sheet that the paper fits."""
        return Wish(**{"size": paper.sizes[0], **wish})


def nobody() -> Node:
    """Return a unit on which nothing was done yet."""
    store, clock = MemoryStore(), FixedClock(MORNING)
    settings = UnitSettings("north-ridge", "common")
    return Node(bootstrap.unit_of(store, DeviceKey(bytes(range(32))), settings, clock), store, clock)


def planned() -> Stage:
    """Return a set on which a scene was assessed, planned and met for."""
    stage = Stage()
    ask = stage.node.ask
    ask(
        "assess",
        "safety",
        witness="producer",
        scene="barn",
        says="A shot past the lens, cheated to the left.",
    )
    ask(
        "plan",
        scene="barn",
        weapon="revolver",
        user="performer",
        witness="first-ad",
        distance_m="8.0",
        muzzle_line_clear=True,
        ammunition="blank",
        load="half",
        shots=2,
        line=NEAR,
        ppe=("ears", "eyes"),
    )
    ask(
        "meet",
        "first-ad",
        scene="barn",
        attendees=(*NEAR, "armorer"),
        topics=("the shot",),
        place="barn",
        witness="armorer",
    )
    return stage
