"""The ammunition account: every lot with all of its rounds, always summing, and each record that moved one."""

from __future__ import annotations

from typing import Any

from showsafe.papers import shown
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import counts, rounds


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
    moves = [
        _move(source, move, wish) for _, move in source.rows(rounds.NAME, f"{source.key(line['lot'])}\n")
    ]
    return {
        "lot": line["lot"],
        "record": line["record"],
        "what": " ".join(each for each in (line["kind"], line["size"], line["calibre"]) if each),
        "total": line["total"],
        "parts": [[words["part"].get(part, part), line[part]] for part in parts],
        "adds_up": line["sum"] == line["total"] and not line["missing"] and not line["unaccounted"],
        "by_difference": line["by_difference"],
        "held": bool(line["held"]),
        "moves": moves,
    }


def _move(source: Source, move: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {
        "record": move["record"],
        "at": source.when(move["at"]),
        "act": shown.act(move["kind"], wish.lang),
        "weapon": source.short(move["weapon"]),
        "by": source.who(move["by"], wish.lang, names=wish.names),
        "outside": move["deviation"],
        "total": move["total"],
        "box": move["box"],
        "in_weapons": move["in_weapons"],
        "spent": move["spent"],
        "rest": sum(move[part] for part in counts.PARTS) - move["box"] - move["in_weapons"] - move["spent"],
    }


PAPER = Paper(name="ammunition-account", takes=("lot",), build=build, tagged=False)
