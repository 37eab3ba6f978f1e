"""How well accounts are read, against the gold of this repository: `conformance/reading`.

A place counts as found where what is proposed and what the gold has share half of what both cover together. One
proposal is found by one annotation. The measures are those that the gold's README names; nothing is weighed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from showsafe.casefile.reading.kinds import QUOTE
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Reading
from showsafe.casefile.reading.sources.transcript import turns

FOLDER = Path(__file__).parents[1] / "conformance" / "reading"
Spans = Sequence[Sequence[int]]
Row = dict[str, Any]
Pair = tuple[Row, Row | None]
_WORD = re.compile(r"[\w$€£%\u2019'-]+")
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who"))
_HALF = 0.5


def texts(folder: Path = FOLDER) -> Iterator[Row]:
    """Yield each annotated text, in the order of the names of the files."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def run(folder: Path = FOLDER) -> dict[str, Any]:
    """Return how well the reader without any model agrees with the gold, altogether and for each kind of text."""
    rows = [(each, by_rules(each)) for each in texts(folder)]
    sorts = sorted({each["id"].split("-")[0] for each, _ in rows})
    found = {"everything": scores(rows)}
    for sort in sorts:
        found[sort] = scores([row for row in rows if row[0]["id"].startswith(f"{sort}-")])
    return found


def by_rules(each: Row) -> Row:
    """Return what the reader proposes for a text, in the shape of the gold."""
    published = date.fromisoformat(each["published"]) if each["published"] else None
    return as_gold(read(each["text"], published, tuple(turns(each["text"]))))


def as_gold(found: Reading) -> Row:
    """Return a reading in the shape of the gold, with the quotations that are somebody's words."""
    return {
        "quotes": [
            {"start": one.start, "end": one.end, "speaker": one.speaker, "person": _name(one.person)}
            for one in found.quotes
            if one.kind == QUOTE and one.rule != "nobody"
        ],
        "statements": [
            {
                "directness": one.kind,
                "spans": one.spans,
                "speaker": one.who,
                "person": _name(one.person),
                "said": {"kind": one.when.kind, "edtf": one.when.edtf, "precision": one.when.precision},
            }
            for one in found.statements
        ],
        "dates": [{"start": one.start, "end": one.end, "value": one.value} for one in found.dates],
    }


def _name(person: Any) -> str:
    return person.name if person is not None else "unknown"


def scores(rows: Sequence[tuple[Row, Row]]) -> dict[str, Any]:
    """Return all measures for texts, each with what was proposed for it or what another annotator has.

    ``quotes``: F1 of the place with the right speaker. ``in_other_words``: F1 of the place of what is not wholly in
    marks. ``dates``: the share of the marked dates whose value was read. The rest are shares of what was found: the
    same person (or one whose name holds the other), directness, and time at which it was said.
    """
    quotes = [pair for gold, other in rows for pair in paired(gold["quotes"], other["quotes"])]
    said = [pair for gold, other in rows for pair in paired(gold["statements"], other["statements"])]
    stated = [pair for pair in said if pair[0]["said"]["kind"] == "stated"]
    return {
        "texts": len(rows),
        "gold_quotes": len(quotes),
        "gold_statements": len(said),
        "gold_dates": sum(len(gold.get("dates", ())) for gold, _ in rows),
        "quotes": _quotes(rows, 0),
        "quotes_of_five_words_or_more": _quotes(rows, 5),
        "person": _share(quotes + said, lambda gold, other: bool(gold["person"] == other["person"])),
        "person_in_part": _share(quotes + said, _named_in_part),
        "in_other_words": _in_other_words(rows),
        "directness": _share(said, lambda gold, other: bool(gold["directness"] == other["directness"])),
        "said": _share(said, _same_time),
        "said_where_stated": _share(stated, _same_time),
        "dates": _dates(rows),
    }


def paired(gold: Sequence[Row], other: Sequence[Row]) -> list[Pair]:
    """Return each annotation with the proposal that covers it best, if one covers it by half; none is used twice."""
    both = [(_in_common(one, its), i, k) for i, one in enumerate(gold) for k, its in enumerate(other)]
    taken: dict[int, int] = {}
    for common, i, k in sorted(both, key=lambda each: (-each[0], each[1], each[2])):
        if common >= _HALF and i not in taken and k not in taken.values():
            taken[i] = k
    return [(one, other[taken[i]] if i in taken else None) for i, one in enumerate(gold)]


def _places(one: Row) -> Spans:
    return one["spans"] if "spans" in one else ((one["start"], one["end"]),)


def _in_common(one: Row, other: Row) -> float:
    first, second = (sum(end - start for start, end in _places(each)) for each in (one, other))
    both = sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in _places(one) for b in _places(other))
    if not both:
        return 0.0
    same = one.get("directness") == other.get("directness") and bool(
        _overlap(one["speaker"], other["speaker"])
    )
    return both / (first + second - both) + same / 1_000


def _quotes(rows: Sequence[tuple[Row, Row]], least: int) -> float:
    """Return F1 of quotations of so many words or more, right where the speaker is as well."""
    right = total = 0
    for gold, other in rows:
        text = gold["text"]
        mine, its = ([one for one in each["quotes"] if _size(text, one) >= least] for each in (gold, other))
        total += len(mine) + len(its)
        right += sum(
            found is not None and _same_speaker(text, one, found) for one, found in paired(mine, its)
        )
    return _f1(right, total)


def _in_other_words(rows: Sequence[tuple[Row, Row]]) -> float:
    right = total = 0
    for gold, other in rows:
        mine, its = (
            [one for one in each["statements"] if one["directness"] != "direct"] for each in (gold, other)
        )
        total += len(mine) + len(its)
        right += sum(found is not None for _, found in paired(mine, its))
    return _f1(right, total)


def _dates(rows: Sequence[tuple[Row, Row]]) -> float:
    """Return the share of the dates that texts of the gold are marked with whose value was read."""
    marked = [
        any(
            (one["start"] < its["end"] and its["start"] < one["end"] and its["value"] == one["value"])
            for its in other.get("dates", [])
        )
        for gold, other in rows
        for one in gold.get("dates", [])
    ]
    return round(sum(marked) / len(marked), 3) if marked else 1.0


def _f1(right: int, total: int) -> float:
    return round(2 * right / total, 3) if total else 1.0


def _size(text: str, one: Row) -> int:
    return len(_WORD.findall(text[one["start"] : one["end"]]))


def _overlap(one: Spans, other: Spans) -> bool:
    return any(min(a[1], b[1]) > max(a[0], b[0]) for a in one for b in other)


def _same_speaker(text: str, one: Row, other: Row) -> bool:
    """Return whether the mentions meet, or are the same words and no pronoun, or nobody is named in both."""
    if _overlap(one["speaker"], other["speaker"]):
        return True
    first, second = (
        " ".join(text[slice(*span)] for span in each["speaker"]).lower() for each in (one, other)
    )
    return first == second and first not in _PRONOUNS


def _named_in_part(one: Row, other: Row) -> bool:
    """Return whether all parts of one name are parts of the other: a surname, or a name with a role before it."""
    first, second = (set(each["person"].split()) for each in (one, other))
    return first <= second or second <= first


def _same_time(one: Row, other: Row) -> bool:
    return all(one["said"][key] == other["said"][key] for key in ("kind", "edtf"))


def _share(pairs: Sequence[Pair], same: Callable[[Row, Row], bool]) -> float:
    found = [same(one, other) for one, other in pairs if other is not None]
    return round(sum(found) / len(found), 3) if found else 1.0


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
