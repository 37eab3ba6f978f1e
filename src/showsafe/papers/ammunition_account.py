"""The ammunition account: every lot with all of its rounds, always summing, and each record that moved one."""

from __future__ import annotations

from typing import Any

from showsafe.papers import shown
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import MOST_ROWS, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import counts, discrepancies, rounds

MOST_OF_EACH = 200
"""So many records of each lot are on a paper of all lots at the most, the newest; that of one lot has more."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the account of one lot, or of every lot of the set."""
    if wish.lot:
        source.known("lot", wish.lot)
    lots = [
        _lot(source, line, wish)
        for _, line in source.rows(counts.NAME)
        if wish.lot in ("", line["lot"]) and (line["total"] or wish.lot)
    ]
    records = {row["record"] for lot in lots for row in lot["moves"]} | {lot["record"] for lot in lots}
    return {"lots": lots, "records": records if lots else "all", "whole": not lots}


def _lot(source: Source, line: dict[str, Any], wish: Wish) -> dict[str, Any]:
    words = both(PAPER.name, wish.lang)
    parts = [part for part in counts.PARTS if line[part] or part == "box"]
    most = MOST_ROWS if wish.lot else MOST_OF_EACH
    moves = [
        _move(source, move, wish) for _, move in source.rows(rounds.NAME, f"{source.key(line['lot'])}\n")
    ]
    return {
        "lot": line["lot"],
        "record": line["record"],
        "what": shown.rounds_of(line["kind"], line["size"], line["calibre"], wish.lang),
        "total": line["total"],
        "parts": [[words["part"].get(part, part), line[part]] for part in parts],
        "surplus": line["surplus"],
        "adds_up": line["sum"] == line["total"] and not any(line[each] for each in _OFF),
        "by_difference": line["by_difference"],
        "held": bool(line["held"]),
        "samples": [
            [each["count"], source.who(each["holder"], wish.lang, names=wish.names), each["place"]]
            for each in line["samples"]
        ],
        "cases": line["cases"],
        "counted": line["counted"]["record"],
        "differences": _differences(source, line["lot"], wish),
        "moves": moves[-most:],
        "left_out": max(len(moves) - most, 0),
    }


_OFF = ("missing", "unaccounted", "surplus")


def _differences(source: Source, lot: str, wish: Wish) -> list[dict[str, Any]]:
    """Return every count of a lot that differed: who owns it, and who closed it, why."""

    def who(name: str) -> str:
        return source.who(name, wish.lang, names=wish.names) if name else ""

    words = both(PAPER.name, wish.lang)["why"]
    return [
        {
            "record": each["record"],
            "what": words[each["why"]].replace("{}", str(each["count"])),
            "owner": who(each["owner"]),
            "open": each["open"],
            "by": who(each["closed"].get("by", "")),
            "reason": each["closed"].get("reason", ""),
            "closed": each["closed"].get("record", 0),
        }
        for _, each in source.rows(discrepancies.NAME, f"{source.key(lot)}\n")
        if each["thing"] == "lot"
    ]


def _move(source: Source, move: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {
        "record": move["record"],
        "at": source.when(move["at"]),
        "act": shown.act(move["kind"], wish.lang),
        "weapon": source.short(move["weapon"]),
        "by": source.who(move["by"], wish.lang, names=wish.names),
        "outside": move["deviation"],
        "total": move["total"],
        "surplus": move["surplus"],
        "box": move["box"],
        "in_weapons": move["in_weapons"],
        "spent": move["spent"],
        "rest": sum(move[part] for part in counts.PARTS) - move["box"] - move["in_weapons"] - move["spent"],
    }


PAPER = Paper(name="ammunition-account", takes=("lot",), build=build, tagged=False)
