"""A plot as an SVG by itself: lines over both axes by tens, named at their ends, readable by day and by night."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 250, 20, 48
COLOURS = ("#b3261e", "#1f6feb", "#2e7d32", "#8e5a00", "#7b3fb5", "#00757a")
_APART = 17
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}.g{stroke:#8884;stroke-width:1}"
    ".l{fill:none;stroke-width:2.5;stroke-linejoin:round}"
    ".b{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#ddd}.b{fill:#161b22}}"
)


def drawn(axis: str, places: Sequence[float], lines: Mapping[str, Sequence[float]]) -> str:
    """Return the plot of lines over places; every number is above zero."""
    low, high = _tens([value for line in lines.values() for value in line])
    first, last = _tens(places)

    def across(value: float) -> float:
        return LEFT + (math.log10(value) - first) / max(last - first, 1) * (WIDTH - LEFT - RIGHT)

    def down(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(value) - low) / max(high - low, 1) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(', '.join(lines))}, by {escape(axis)}</title><style>{_STYLE}</style>",
        f'<rect class="b" width="{WIDTH}" height="{HEIGHT}"/>',
    ]
    for power in range(low, high + 1):
        at = down(10.0**power)
        parts.append(f'<path class="g" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{_said(power)}</text>')
    for power in range(first, last + 1):
        at = across(10.0**power)
        parts.append(f'<path class="g" d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_said(power)}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(axis)}</text>')
    ends = _spread({name: down(line[-1]) for name, line in lines.items()})
    for colour, (name, line) in zip(COLOURS, lines.items(), strict=False):
        points = [(across(x), down(y)) for x, y in zip(places, line, strict=True)]
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path class="l" stroke="{colour}" d="M{way}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        place = f'x="{points[-1][0] + 12:.1f}" y="{ends[name] + 4:.1f}"'
        parts.append(f'<text {place} style="fill:{colour}">{escape(name)}</text>')
    return "".join(parts) + "</svg>\n"


def _tens(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which values lie."""
    return math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)


def _spread(places: Mapping[str, float]) -> dict[str, float]:
    """Return where names stand at the ends of their lines, so that none covers another."""
    found: dict[str, float] = {}
    before = -math.inf
    for name, place in sorted(places.items(), key=lambda each: each[1]):
        before = found[name] = max(place, before + _APART)
    return found


def _said(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
