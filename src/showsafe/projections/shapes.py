"""How a state is drawn: by its words, its shape and its pattern; colour only repeats what they say.

Rounded ends are what two people say is cold, square ones what has to be treated as hot, pointed ones a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from showsafe.projections.lanes import LOCKED
from showsafe.projections.svg import Palette, element, width_of, words

GAP, BAR = 14, 24
TEXT, SMALL = 12, 11

SHORT = {
    "EMPTY": ("E", "Empty", "Empty. Cold."),
    "INERT": ("I", "Inert", "Inert. Cold."),
    "DUMMIES": ("D", "Dummies", "Dummies. Cold."),
    "BLANKS": ("B", "Blanks", "Blanks. Hot."),
    "PART-FIRED": ("P", "Part fired", "Part fired. Hot."),
    "UNKNOWN": ("?", "Not known", "Not known. Hot."),
    "FAULT": ("F", "Locked out", "Locked out. Hot."),
    "QUARANTINE": ("Q", "Quarantined", "Quarantined. Hot."),
    LOCKED: ("L", "Locked away", "Locked away, not known."),
}
"""What stands in a bar where there is no room for all that is said: a letter, or the contents; and the key to it."""

COLD = ("EMPTY", "INERT", "DUMMIES")
SOLID = ("FAULT", "QUARANTINE")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on: how wide, in which colours, where the set is in time, and how its parts are named.

    ``say`` gives a text of the picture in another language; what it does not know stays English.
    """

    width: int
    gutter: int
    colours: Palette
    offset_minutes: int
    mark: str
    say: Callable[[str], str] = str

    @property
    def room(self) -> int:
        """How much is left for the bars beside the names of the lanes."""
        return self.width - self.gutter - GAP


def shape(sheet: Sheet, state: str, x: int, top: int, wide: int) -> list[str]:
    """Return the shape of a state: how high, how its ends are, and its pattern."""
    colours = sheet.colours
    if state == LOCKED:
        thin = {"x": x, "y": top + 2, "width": wide, "height": BAR - 4, "rx": 2}
        return [element("rect", **thin, fill=colours.ground, stroke=colours.edge, stroke_width=1)]
    if state in SOLID:
        nose = min(8, wide // 3)
        points = [(0, 12), (nose, 0), (wide - nose, 0), (wide, 12), (wide - nose, 24), (nose, 24)]
        outline = " ".join(f"{x + dx},{top + dy}" for dx, dy in points)
        return [element("polygon", points=outline, fill=colours.hot if state == "FAULT" else colours.ink)]
    cold = state in COLD
    edge = colours.known if cold else colours.hot
    box = {"x": x, "y": top, "width": wide, "height": BAR, "rx": min(12, wide // 2) if cold else 0}
    dashes = {"stroke_dasharray": "5 3"} if state == "UNKNOWN" else {}
    ground = element("rect", **box, fill=colours.known_ground if cold else colours.hot_ground)
    fill = "none" if state == "EMPTY" else f"url(#{sheet.mark}-{state.lower()})"
    return [ground, element("rect", **box, fill=fill, stroke=edge, stroke_width=2, **dashes)]


def label(sheet: Sheet, state: str, spoken: str, box: tuple[int, int, int]) -> list[str]:
    """Say the state in the bar: in full where there is room, else in short, else by its letter."""
    x, top, wide = box
    letter, contents, short = map(sheet.say, SHORT.get(state, SHORT["UNKNOWN"]))
    texts = [contents, letter] if state == LOCKED else [spoken, short, contents, letter]
    text = next((each for each in texts if each and width_of(each, TEXT) + 10 <= wide), "")
    if not text:
        return []
    colours, long = sheet.colours, width_of(text, TEXT)
    left, solid = x + (wide - long) / 2, state in SOLID
    plate = element("rect", x=left - 2, y=top + 4, width=long + 4, height=BAR - 8, rx=3, fill=colours.ground)
    fill = colours.ground if solid else colours.soft if state == LOCKED else colours.ink
    said_ = words(text, x + wide / 2, top + 16.5, size=TEXT, fill=fill, text_anchor="middle", class_="state")
    return [said_] if solid or state == LOCKED else [plate, said_]


def patterns(sheet: Sheet) -> Iterator[str]:
    """Yield the patterns of the states that have one."""
    colours = sheet.colours
    drawn = {
        "inert": (colours.known, "M4 4h.01", 2.4),
        "dummies": (colours.known, "M0 4h8", 1.6),
        "blanks": (colours.hot, "M-2 2l4 -4M0 8l8 -8M6 10l4 -4", 2),
        "part-fired": (colours.hot, "M-2 6l4 4M0 0l8 8M6 -2l4 4", 1),
        "unknown": (colours.hot, "M0 0l8 8M8 0l-8 8", 0.8),
    }
    for state, (stroke, path, width) in drawn.items():
        line = element("path", d=path, stroke=stroke, stroke_width=width, stroke_linecap="round", fill="none")
        name = f"{sheet.mark}-{state}"
        yield element("pattern", line, id=name, width=8, height=8, patternUnits="userSpaceOnUse")
