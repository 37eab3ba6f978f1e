"""The picture of a chain of custody: words for every state, nothing outside it or over another, names are text."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from showsafe.projections import custody
from showsafe.projections.svg import DAY, NIGHT, width_of
from showsafe.projections.swimlane import draw
from tests.projections.units import scenario, scenario_files, told

SPOKEN = {
    "EMPTY": "Empty. Cold.",
    "INERT": "Inert. Cold.",
    "DUMMIES": "Dummies, five. Cold.",
    "BLANKS": "Blanks, two, half. Hot.",
    "PART-FIRED": "Part fired: one of two left. Hot.",
    "UNKNOWN": "Contents not known. Hot.",
    "FAULT": "Locked out: misfire. Hot.",
    "QUARANTINE": "Quarantined, removed. Hot.",
}
START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = "<script>alert(1)</script>"


def a_span(number: int, at: datetime, seconds: int, state: str, holder: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return one span as a chain gives it."""
    where = f"with {holder}" if holder else "in weapon safe"
    span = {"scope": "set", "holder": holder, "where": where, "out": bool(holder), "state": state}
    span |= {"spoken": SPOKEN[state], "record": number, "kind": "collected", "deviation": False}
    span |= {
        "from": at.isoformat(),
        "to": (at + timedelta(seconds=seconds)).isoformat(),
        "to_record": number + 1,
    }
    return {**span, **more}


def a_chain(length: int, seed: int = 4) -> list[dict[str, Any]]:
    """Return a chain of any spans: ten seconds beside hours, every state, long names and short ones."""
    chance = random.Random(seed)  # noqa: S311 - the same spans each time
    at, spans = START, []
    for number in range(1, length + 1):
        seconds = chance.choice((10, 10, 45, 300, 7200, 36000))
        holder = chance.choice(
            ("armorer", "performer", "a performer with a name that goes on and on", SCRIPT, "")
        )
        span = a_span(
            number, at, seconds, chance.choice(list(SPOKEN)), holder, deviation=chance.random() < 0.1
        )
        if not holder and chance.random() < 0.3:
            span |= {"where": "at the bar, unattended", "out": True}
        spans.append(span)
        at += timedelta(seconds=seconds)
    spans[-1] |= {"to": "", "to_record": 0}
    return spans


def drawn(spans: list[dict[str, Any]], **keys: Any) -> ET.Element:  # noqa: ANN401
    """Return the picture of a chain, read as XML."""
    until = datetime.fromisoformat(spans[-1]["from"]) + timedelta(minutes=5)
    text = draw(spans, title="R-1", until=until, custodians=["armorer"], **keys)
    return ET.fromstring(text)  # noqa: S314 - as above


Box = tuple[float, float, float, float]


def texts(node: ET.Element, dx: float = 0, dy: float = 0) -> list[tuple[str, Box]]:
    """Return every text with the box that it fills at the most."""
    shift = node.get("transform", "").removeprefix("translate(").removesuffix(")").split()
    if shift:
        dx, dy = dx + float(shift[0]), dy + float(shift[1])
    found = []
    if node.tag == f"{SVG}text":
        wide, size = (
            width_of(node.text or "", int(node.get("font-size", "0"))),
            int(node.get("font-size", "0")),
        )
        left = float(node.get("x", "0")) - (wide / 2 if node.get("text-anchor") == "middle" else 0) + dx
        bottom = float(node.get("y", "0")) + dy
        found.append((node.text or "", (left, bottom - size + 2, left + wide, bottom + 2)))
    for child in node:
        found.extend(texts(child, dx, dy))
    return found


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("width", [320, 360, 1000, 2400])
@pytest.mark.parametrize("length", [1, 2, 60, 300])
def test_nothing_lies_outside_and_no_words_over_others(length: int, width: int) -> None:
    """However many spans there are and however wide it is: all of it can be read."""
    picture = drawn(a_chain(length), width=width)
    _, _, wide, high = (float(each) for each in picture.get("viewBox", "").split())
    assert wide == width
    labels = texts(picture)
    for text, box in labels:
        assert box[0] >= 0, text
        assert box[1] >= 0, text
        assert box[2] <= wide + 1, text
        assert box[3] <= high, text
    ordered = sorted(labels, key=lambda each: each[1][1])
    for place, (text, box) in enumerate(ordered):
        for other, there in ordered[place + 1 :]:
            if there[1] >= box[3]:
                break
            assert not overlap(box, there), (text, other)


def test_every_span_is_there_in_words() -> None:
    """Each span has its bar, with times, place, contents, word and record said in full."""
    spans = a_chain(40)
    picture = drawn(spans)
    said = [
        each.findtext(f"{SVG}title")
        for each in picture.iter(f"{SVG}g")
        if "span" in (each.get("class") or "")
    ]
    assert len(said) == len(spans)
    for span, text in zip(spans, said, strict=True):
        assert text is not None
        assert span["spoken"] in text
        assert f"record {span['record']}" in text
        assert span["where"] in text


def test_what_broke_the_proof_has_its_record() -> None:
    """Where something was proven and then is not, the record that ended it is named; a safe breaks nothing."""
    spans = [
        a_span(1, START, 60, "EMPTY", "armorer"),
        a_span(2, START + timedelta(seconds=60), 60, "UNKNOWN", "armorer"),
        a_span(3, START + timedelta(seconds=120), 60, "EMPTY", "armorer"),
        a_span(4, START + timedelta(seconds=180), 3600, "UNKNOWN", ""),
    ]
    picture = drawn(spans)
    broke = [each.text for each in picture.iter(f"{SVG}text") if each.get("class") == "broke"]
    assert broke == ["broken by record 2: collected"]
    assert "What broke the proof: record 2, collected." in (picture.findtext(f"{SVG}desc") or "")
    assert any(text == "Locked away" for text, _ in texts(picture))


def test_a_reset_and_what_was_outside_the_rules_are_said() -> None:
    """One record of a run names whose hands it went through; a deviation that broke nothing has its record too."""
    reset = a_span(8, START, 600, "BLANKS", "performer", reset={"by": "armorer", "steps": ["collect"]})
    odd = a_span(9, START + timedelta(seconds=600), 600, "BLANKS", "performer", deviation=True)
    picture = drawn([reset, odd])
    said = [each.text for each in picture.iter(f"{SVG}text") if each.get("class") == "broke"]
    assert said == ["record 8: reset by armorer", "record 9: collected, outside the rules"]
    notes = " ".join(text for text, _ in texts(picture))
    assert "A hollow square is a reset" in notes
    assert "a gate would have refused it" in notes
    assert "zigzag" not in notes


def test_no_state_is_said_by_colour_alone() -> None:
    """Drawn in one colour every state still differs: by its shape, its ends, its dashes or its pattern."""
    shapes = set()
    for state in SPOKEN:
        picture = drawn([a_span(1, START, 600, state, "performer")])
        bar = next(each for each in picture.iter(f"{SVG}g") if "span" in (each.get("class") or ""))
        looks = [
            (each.tag, each.get("rx"), each.get("stroke-dasharray"), (each.get("fill") or "")[:12])
            for each in bar
            if each.tag in (f"{SVG}rect", f"{SVG}polygon") and each.get("height") != "16"
        ]
        shapes.add(
            str([(tag, rx, dash, fill if fill.startswith("url") else "") for tag, rx, dash, fill in looks])
            + (state if state == "QUARANTINE" else "")
        )
    assert len(shapes) == len(SPOKEN)


@pytest.mark.parametrize("night", [False, True])
def test_it_is_safe_under_a_strict_policy(night: bool) -> None:  # noqa: FBT001
    """No script, no style, no link, no event; names that are scripts are text; only the colours of the tokens."""
    spans = a_chain(40)
    until = START + timedelta(days=9)
    text = draw(spans, title=f"{SCRIPT}\x00\x1b]", until=until, custodians=["armorer"], night=night)
    picture = ET.fromstring(text)  # noqa: S314 - drawn just now
    assert "<script" not in text
    assert "style" not in text
    colours = NIGHT if night else DAY
    known = {getattr(colours, name) for name in colours.__dataclass_fields__} | {"none"}
    for each in picture.iter():
        assert not [name for name in each.attrib if name.startswith("on") or "href" in name]
        for name in ("fill", "stroke"):
            value = each.get(name, "none")
            assert value in known or value.startswith("url(#"), value
    assert picture.get("role") == "img"
    assert SCRIPT in (picture.findtext(f"{SVG}title") or "")


def test_its_colours_are_those_of_the_screens() -> None:
    """By day and by night: what a colour is called in the tokens of the screens it is in the picture."""
    text = (Path(__file__).parents[2] / "web" / "src" / "styles" / "tokens.css").read_text("utf-8")
    day, _, night = text.partition('[data-theme="night"]')
    for part, palette in ((day, DAY), (night, NIGHT)):
        tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
        for name in palette.__dataclass_fields__:
            assert tokens[name.replace("_", "-")] == getattr(palette, name), name


def test_the_same_spans_give_the_same_picture() -> None:
    """It is drawn from its spans alone."""
    spans = a_chain(30)
    assert ET.tostring(drawn(spans)) == ET.tostring(drawn(spans))
    assert ET.tostring(drawn(spans)) != ET.tostring(drawn(spans, night=True))


@pytest.mark.parametrize("path", scenario_files()[::4], ids=lambda path: path.stem)
def test_told_days_can_be_drawn(path: Path) -> None:
    """Every chain of a told day is drawn, with all its lanes named as people of that day say them."""
    unit = told(scenario(path))
    state = unit.state(scenario(path).id)
    keepers = [name for name, person in state.people.items() if person.custodian]
    for weapon in state.beliefs:
        spans = [span.as_json() for span in custody.chain(unit.store, weapon)]
        until = datetime.fromisoformat(spans[-1]["from"])
        text = draw(spans, title=weapon, until=until, custodians=keepers)
        assert text.count('class="span ') == len(spans)
        assert f">{scenario(path).id}/" not in text.partition("</desc>")[2]
