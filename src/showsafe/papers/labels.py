"""Labels for weapons and boxes of rounds: the tag to be read and the same tag as a code, on labels as they are sold.

A label says which thing it is on, and never what is in it: no state, no "cold", nothing that could outlive a reload.
"""

from __future__ import annotations

import re
from typing import Any

import segno

from showsafe.domain.things import Lot, Weapon
from showsafe.errors import WrongInput
from showsafe.papers import letters, plan_shown, press_codes
from showsafe.papers.catalogue import Paper
from showsafe.papers.label_fit import Line, fit
from showsafe.papers.label_stock import Stock, stock, stocks
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

LEAST_MODULE = 0.35
"""Millimetres. A phone does not read finer ones from a hand's breadth (ours)."""

_QUIET = {"qr": 4, "micro": 2}
"""Light modules around a code, as its standard wants them (ISO/IEC 18004)."""

_WIDEST_CODE = 0.45
"""A code takes at most so much of the width of a label."""

_MASK = 3
"""One mask for all: every code is still read, and none has to be weighed for each of them."""

_GAP = 1.2
_READ = re.compile(r"[\x21-\x7e]+")
_DIGITS = 5


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return every label with its place, in millimetres; ``start`` leaves out what was used of the first sheet.

    Raises WrongInput: ``paper.label-which``, ``paper.label-start``, ``paper.label-code``, ``paper.label-room``,
    ``paper.nothing-to-label``, ``paper.no-such``.
    """
    of = stock(wish.size)
    if wish.label not in ("", "weapons", "lots"):
        raise WrongInput(
            "paper.label-which",
            f"{wish.label[:40]!r} does not say which things are labelled.",
            "Say --label weapons or --label lots, or leave it out; which sheet it is says --size.",
        )
    start = _start(wish, of)
    said = [*_weapons(source, wish), *_lots(source, wish)]
    if not said:
        raise WrongInput(
            "paper.nothing-to-label",
            "There is nothing on record to be labelled.",
            "Register a weapon or receive a lot first; or leave out --label.",
        )
    made = [_label(each, of) for each in said]
    sheets: dict[int, list[dict[str, Any]]] = {}
    for number, label in enumerate(made, start=start):
        across, down = of.place(number)
        sheets.setdefault(number // of.each, []).append({"x": across, "y": down, **label})
    return {"page": of.page, "label": of.label, "sheets": list(sheets.values()), "records": "all"}


def _start(wish: Wish, of: Stock) -> int:
    said = wish.start or "1"
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < _DIGITS else 0
    if not 1 <= number <= of.each:
        raise WrongInput(
            "paper.label-start",
            f"{of.title} has no label {said[:40]!r}.",
            f"Say at which label of the first sheet to begin, from 1 to {of.each}, along the rows.",
        )
    return number - 1


def _weapons(source: Source, wish: Wish) -> list[dict[str, str]]:
    if wish.weapon:
        wanted = [source.known("weapon", wish.weapon)]
    elif wish.lot or wish.label == "lots":
        return []
    else:
        wanted = sorted(
            (each for each in source.state.weapons.values() if each.enrolled and not _gone(source, each)),
            key=lambda each: (each.tag or each.id, each.id),
        )
    return [_of_weapon(source, wish, each) for each in wanted]


def _lots(source: Source, wish: Wish) -> list[dict[str, str]]:
    if wish.lot:
        wanted = [source.known("lot", wish.lot)]
    elif wish.weapon or wish.label == "weapons":
        return []
    else:
        wanted = sorted(
            (each for each in source.state.lots.values() if not each.gone), key=lambda each: each.id
        )
    return [_of_lot(source, wish, each) for each in wanted]


def _gone(source: Source, weapon: Weapon) -> bool:
    return bool(source.state.believed(weapon.id).gone)


def _of_weapon(source: Source, wish: Wish, weapon: Weapon) -> dict[str, str]:
    words = texts("labels", wish.lang)
    return {
        "code": _coded(weapon.tag, source.short(weapon.id)),
        "tag": weapon.tag or source.short(weapon.id),
        "what": plan_shown.what(weapon, wish.lang),
        "serial": words["serial"].format(weapon.serial) if weapon.serial else "",
        "unit": source.unit,
        "warns": words["warns"],
    }


def _of_lot(source: Source, wish: Wish, lot: Lot) -> dict[str, str]:
    words, shared = texts("labels", wish.lang), texts(plan_shown.WORDS, wish.lang)
    kind = shared["ammunition"].get(lot.kind, lot.kind)
    return {
        "code": _coded("", source.short(lot.id)),
        "tag": source.short(lot.id),
        "what": ", ".join(
            filter(None, (kind, shared["load"].get(lot.size, lot.size), plan_shown.held(lot.calibre)))
        ),
        "serial": words["maker"].format(lot.maker or lot.supplier) if lot.maker or lot.supplier else "",
        "unit": source.unit,
        "warns": words["warns_lot"],
    }


def _coded(*names: str) -> str:
    """Return the first of the names of a thing that comes back from a code as it was: letters without spaces.

    Raises WrongInput ``paper.label-code``.
    """
    for name in names:
        if _READ.fullmatch(name):
            return name
    raise WrongInput(
        "paper.label-code",
        f"The tag {names[-1][:60]!r} cannot be read back from a code.",
        "Give it a tag of plain letters, digits and hyphens, without spaces.",
    )


def _label(said: dict[str, str], of: Stock) -> dict[str, Any]:
    """Return one label: its code on the left with its light margin, its lines beside it, both in the middle."""
    wide, high = (size - 2 * clear for size, clear in zip(of.label, of.clear, strict=True))
    code = _code(said["code"], of.code)
    modules = len(code.matrix) + 2 * _QUIET[of.code]
    side = min(high, _WIDEST_CODE * wide)
    if side / modules < LEAST_MODULE:
        raise _no_code(said["code"], of)
    lines = fit(
        tuple(letters.written(said[name]) for name in of.says if said[name]), wide - side - _GAP, high
    )
    return {
        "code": {
            "picture": press_codes.drawn(code),
            "side": round(side * len(code.matrix) / modules, 3),
            "x": round(of.clear[0] + side * _QUIET[of.code] / modules, 3),
            "y": round(of.clear[1] + (high - side) / 2 + side * _QUIET[of.code] / modules, 3),
        },
        "text": {"x": round(of.clear[0] + side + _GAP, 3), "y": of.clear[1], "high": round(high, 3)},
        "lines": [_set(line) for line in lines],
    }


def _set(line: Line) -> dict[str, Any]:
    return {"lines": list(line.lines), "size": round(line.size, 2)}


def _code(text: str, kind: str) -> segno.QRCode:
    try:
        if kind == "micro":
            return segno.make(text, micro=True, mask=_MASK)
        return segno.make_qr(text, error="m", mask=_MASK)
    except segno.DataOverflowError:
        raise WrongInput(
            "paper.label-code",
            f"The tag {text[:60]!r} is too long for the small code of these labels.",
            "Choose labels with a large code, or give the thing a shorter tag.",
        ) from None


def _no_code(text: str, of: Stock) -> WrongInput:
    return WrongInput(
        "paper.label-room",
        f"The code of {text[:60]!r} would be too fine to be read on {of.title}.",
        "Choose a larger label, or give the thing a shorter tag.",
    )


PAPER = Paper(name="labels", build=build, takes=("weapon", "lot", "label", "start"), sizes=tuple(stocks()))
