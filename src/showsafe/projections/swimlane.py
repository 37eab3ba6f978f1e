"""The custody of a weapon as a picture: who had it when, in which state, and what broke the proof.

One function draws it for the screens and for the papers. The same spans give the same bytes. State is said in words
first, then by shape and pattern; colour only repeats it, nothing is green and nothing has a tick. Rounded ends are
what two people say is cold, square ones what has to be treated as hot, pointed ones a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from showsafe.projections.lanes import (
    KINDS,
    NOBODY,
    NOWHERE,
    Bar,
    Lane,
    Placed,
    bars,
    clock,
    day,
    lanes_of,
    strips,
)
from showsafe.projections.shapes import BAR, GAP, SHORT, SMALL, TEXT, Sheet, label, patterns, shape
from showsafe.projections.svg import DAY, FONT, NIGHT, cut, element, escaped, width_of, words

NARROW, NORMAL, WIDEST = 320, 1000, 2400
"""How wide a picture may be, in its own units; on a phone the narrow one is read without zooming."""

OF, RECORD, BROKEN = "Custody of {}", "record {}: {}", "broken by record {}: {}"
RESET, OUTSIDE = "reset by {}", ", outside the rules"
ZIGZAG = "A zigzag is where what was proven ended, with the record that ended it."
HOLLOW = "A hollow square is a reset: back, opened, loaded and out again in one record."
DEVIATION = "Outside the rules: reported as done, and a gate would have refused it."
NOT_TO_SCALE = "Times are the node's; widths are not to scale. What people said and signed, not what is true."
LOADED = "Treat every firearm as loaded."

TEXTS = (
    *(OF, RECORD, BROKEN, RESET, OUTSIDE, ZIGZAG, HOLLOW, DEVIATION, NOT_TO_SCALE, LOADED, *KINDS, *NOWHERE),
    *(text for texts in SHORT.values() for text in texts),
)
"""Every text that a picture says by itself."""

HEAD, AXIS, LANE, ROW, FOOT = 30, 24, 42, 16, 18


def draw(
    chain: Iterable[Mapping[str, Any]],
    *,
    title: str,
    until: datetime,
    custodians: Collection[str] = (),
    offset_minutes: int = 0,
    width: int = NORMAL,
    night: bool = False,
) -> str:
    """Return the picture of a chain of custody as SVG.

    ``chain`` are spans as ``custody.Span.as_json`` gives them; ``until`` is where the last one is drawn to.
    """
    sheet = a_sheet(width, offset_minutes, night=night)
    return drawn(sheet, chain, title=title, until=until, custodians=custodians)


def a_sheet(
    width: int = NORMAL, offset_minutes: int = 0, *, night: bool = False, say: Callable[[str], str] = str
) -> Sheet:
    """Return what a picture is drawn on; ``say`` gives its texts (``TEXTS``) in another language."""
    width = min(max(width, NARROW), WIDEST)
    return Sheet(
        width=width,
        gutter=98 if width < 600 else 132,  # noqa: PLR2004 - a phone held upright
        colours=NIGHT if night else DAY,
        offset_minutes=offset_minutes,
        mark="night" if night else "day",
        say=say,
    )


def drawn(
    sheet: Sheet,
    chain: Iterable[Mapping[str, Any]],
    *,
    title: str,
    until: datetime,
    custodians: Collection[str] = (),
) -> str:
    """Return the picture of a chain as ``draw`` does, on a sheet of one's own; the chain brings its own words."""
    found = bars(chain, custodians, until)
    parts, top = [_heading(sheet, title)], HEAD
    for strip in strips(found, sheet.room):
        shown, high = _strip(sheet, strip)
        parts.append(element("g", *shown, class_="strip", transform=f"translate(0 {top})"))
        top += high + GAP
    key, high = _key(sheet, found)
    parts.append(element("g", *key, class_="key", transform=f"translate(0 {top})"))
    return _document(sheet, title, found, parts, top + high + GAP)


def _document(sheet: Sheet, title: str, found: list[Bar], parts: list[str], high: int) -> str:
    name = f"Custody of {title}"
    return element(
        "svg",
        element("title", _text(name)),
        element("desc", _text(said(found, sheet.offset_minutes))),
        element("defs", *patterns(sheet)),
        element("rect", width=sheet.width, height=high, fill=sheet.colours.ground),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width} {high}",
        width=sheet.width,
        height=high,
        role="img",
        font_family=FONT,
        class_=f"swimlane {sheet.mark}",
    )


def said(found: list[Bar], offset_minutes: int) -> str:
    """Return the picture in sentences, for those who do not see it."""
    if not found:
        return "Nothing is on record."
    broke = [f"record {bar.record}, {bar.kind}" for bar in found if bar.breaks]
    first, last = found[0], found[-1]
    begun = f"{day(first.begins, offset_minutes)} {clock(first.begins, offset_minutes)}"
    sentences = [
        f"{len(found)} spans since {begun}.",
        f"Now, since {clock(last.begins, offset_minutes)}: {last.where}. {last.spoken}",
        f"What broke the proof: {'; '.join(broke)}." if broke else "Nothing on record broke a proof.",
    ]
    return " ".join(sentences)


def _text(text: str) -> str:
    """Escaped, and never empty: an element without text would be no element at all."""
    return escaped(text) or " "


def _heading(sheet: Sheet, title: str) -> str:
    shown = cut(sheet.say(OF).format(title), 15, sheet.width - 2 * GAP)
    return words(shown, GAP, 21, size=15, fill=sheet.colours.ink, font_weight="600")


def _strip(sheet: Sheet, strip: list[Placed]) -> tuple[list[str], int]:
    """Return the parts of one strip and how high it is: times, lanes with their bars, and what broke the proof."""
    lanes = lanes_of(strip)
    bottom = AXIS + LANE * len(lanes)
    parts = [_lane(sheet, lane, AXIS + LANE * place) for place, lane in enumerate(lanes)]
    parts += _axis(sheet, strip, bottom)
    tops = {lane: AXIS + LANE * place + (LANE - BAR) // 2 for place, lane in enumerate(lanes)}
    parts += _ways(sheet, strip, tops)
    parts += [_bar(sheet, each, tops[each.bar.lane]) for each in strip]
    broken, rows = _broken(sheet, strip, tops, bottom)
    return [*parts, *broken], bottom + rows * ROW


def _lane(sheet: Sheet, lane: Lane, top: int) -> str:
    colours, room = sheet.colours, sheet.gutter - GAP - 14
    stripe = element("rect", x=0, y=top, width=sheet.width, height=LANE - 2, fill=colours.raised)
    called = sheet.say(lane.name) if lane.kind == NOBODY else lane.name
    name = words(cut(called, TEXT, room), GAP, top + 18, size=TEXT, fill=colours.ink, font_weight="600")
    kind = words(sheet.say(KINDS[lane.kind]), GAP, top + 32, size=SMALL, fill=colours.soft)
    full = element("title", _text(f"{lane.name}, {KINDS[lane.kind]}"))
    return element("g", full, stripe, name, kind, class_=f"lane {KINDS[lane.kind]}")


def _axis(sheet: Sheet, strip: list[Placed], bottom: int) -> list[str]:
    """Write the time above the start of every span that there is room for; the date where it is another one."""
    parts, free, date, last = [], 0, "", ""
    for each in strip:
        x = sheet.gutter + each.left
        today = day(each.bar.begins, sheet.offset_minutes)
        time = clock(each.bar.begins, sheet.offset_minutes)
        text = time if today == date else f"{today} {time}"
        parts.append(_tick(sheet, x, bottom))
        if x < free or x + width_of(text, SMALL) > sheet.width or text == last:
            continue
        parts.append(words(text, x, AXIS - 9, size=SMALL, fill=sheet.colours.soft, class_="time"))
        free, date, last = x + width_of(text, SMALL) + 8, today, time
    return parts


def _tick(sheet: Sheet, x: int, bottom: int) -> str:
    return element("line", x1=x, y1=AXIS - 5, x2=x, y2=bottom - 2, stroke=sheet.colours.line, stroke_width=1)


def _ways(sheet: Sheet, strip: list[Placed], tops: Mapping[Lane, int]) -> list[str]:
    """Draw the way from one lane to the next: nothing is in two hands, and nothing in none."""
    parts = []
    for before, after in pairwise(strip):
        if before.bar.lane != after.bar.lane:
            x = sheet.gutter + after.left
            ends = sorted(tops[each.bar.lane] + BAR // 2 for each in (before, after))
            parts.append(
                element("line", x1=x, y1=ends[0], x2=x, y2=ends[1], stroke=sheet.colours.ink, stroke_width=2)
            )
    return parts


def _bar(sheet: Sheet, each: Placed, top: int) -> str:
    bar, x, wide = each.bar, sheet.gutter + each.left, max(each.right - each.left - 1, 2)
    times = f"{clock(bar.begins, sheet.offset_minutes)} to {clock(bar.ends, sheet.offset_minutes)}"
    out = ", outside the rules" if bar.deviation else ""
    full = f"{times}, {bar.where}. {bar.spoken} From record {bar.record}, {_what(bar)}{out}."
    parts = [
        element("title", _text(full)),
        *shape(sheet, bar.state, x, top, wide),
        *label(sheet, bar.state, bar.spoken, (x, top, wide)),
    ]
    return element("g", *parts, class_=f"span {bar.state.lower()}")


def _broken(
    sheet: Sheet, strip: list[Placed], tops: Mapping[Lane, int], bottom: int
) -> tuple[list[str], int]:
    """Mark what broke a proof, and what was done outside the rules, each with the number of its record."""
    lines: list[str] = []
    texts: list[str] = []
    free: list[int] = []
    for each in strip:
        if not (each.bar.breaks or each.bar.deviation or each.bar.reset):
            continue
        x, text, top = sheet.gutter + each.left, _why(sheet, each.bar), tops[each.bar.lane]
        text = cut(text, SMALL, sheet.width - 8)
        wide = width_of(text, SMALL)
        left = max(min(x - 4, sheet.width - wide - 4), 4)
        row = next((place for place, end in enumerate(free) if left > end), len(free))
        free[row : row + 1] = [left + wide + 6]
        y = bottom + row * ROW + 12
        lines.append(_leader(sheet, x, top + BAR, y - 10))
        texts.append(_crack(sheet, x, top) if each.bar.breaks else _square(sheet, x, top, each.bar))
        texts.append(_plated(sheet, text, left, y))
    return [*lines, *texts], len(free)


def _leader(sheet: Sheet, x: int, top: int, bottom: int) -> str:
    return element(
        "line",
        x1=x,
        y1=top,
        x2=x,
        y2=bottom,
        stroke=sheet.colours.hot,
        stroke_width=1,
        stroke_dasharray="2 3",
    )


def _plated(sheet: Sheet, text: str, left: int, y: int) -> str:
    plate = element(
        "rect", x=left, y=y - 10, width=width_of(text, SMALL), height=ROW - 3, fill=sheet.colours.ground
    )
    return plate + words(text, left, y, size=SMALL, fill=sheet.colours.hot, class_="broke")


def _square(sheet: Sheet, x: int, top: int, bar: Bar) -> str:
    """Mark what was done outside the rules where no proof stood to be broken, filled; a reset of a run, hollow."""
    fill = sheet.colours.hot if bar.deviation else sheet.colours.ground
    box = {"x": x - 4, "y": top - 5, "width": 8, "height": 8}
    return element("rect", **box, fill=fill, stroke=sheet.colours.hot, stroke_width=1.5)


def _why(sheet: Sheet, bar: Bar) -> str:
    out = sheet.say(OUTSIDE) if bar.deviation else ""
    how = sheet.say(BROKEN if bar.breaks else RECORD)
    what = sheet.say(RESET).format(bar.reset) if bar.reset else bar.kind
    return f"{how.format(bar.record, what)}{out}"


def _what(bar: Bar) -> str:
    return RESET.format(bar.reset) if bar.reset else bar.kind


def _crack(sheet: Sheet, x: int, top: int) -> str:
    points = " ".join(f"{x + dx},{top + dy}" for dx, dy in ((-3, -5), (4, 4), (-4, 13), (4, 22), (-3, 29)))
    return element(
        "polyline", points=points, fill="none", stroke=sheet.colours.ground, stroke_width=6
    ) + element("polyline", points=points, fill="none", stroke=sheet.colours.hot, stroke_width=2.5)


def _key(sheet: Sheet, found: list[Bar]) -> tuple[list[str], int]:
    """Explain what is in this picture, and nothing that is not."""
    parts: list[str] = []
    x, y = GAP, 0
    for state in (name for name in SHORT if any(bar.state == name for bar in found)):
        text = sheet.say(SHORT[state][2])
        wide = 34 + width_of(text, TEXT) + 18
        if x > GAP and x + wide > sheet.width:
            x, y = GAP, y + BAR + 8
        parts += shape(sheet, state, x, y, 28)
        parts += label(sheet, state, "", (x, y, 28))
        parts.append(
            words(cut(text, TEXT, sheet.width - x - 38), x + 36, y + 16, size=TEXT, fill=sheet.colours.ink)
        )
        x += wide
    y += BAR + FOOT + 4
    for line in _notes(found):
        for part in _folded(sheet.say(line), SMALL, sheet.width - 2 * GAP):
            parts.append(words(part, GAP, y, size=SMALL, fill=sheet.colours.soft))
            y += ROW
    return parts, y


def _notes(found: list[Bar]) -> list[str]:
    notes = []
    if any(bar.breaks for bar in found):
        notes.append(ZIGZAG)
    if any(bar.reset for bar in found):
        notes.append(HOLLOW)
    if any(bar.deviation for bar in found):
        notes.append(DEVIATION)
    return [*notes, NOT_TO_SCALE, LOADED]


def _folded(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) > room and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
