"""The report of a case on paper: a PDF/A-2b that is the same to the byte every time it is made of the same state.

It holds what people confirmed or corrected, in the words of the sources; what nobody confirmed is counted. It judges
nobody.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from showsafe import __version__
from showsafe.application.records import unstamp
from showsafe.casefile.duties.document import Document
from showsafe.casefile.duties.lines import found as found_of
from showsafe.casefile.duties.values import RECORDED
from showsafe.casefile.exports import duties
from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.web_annotation import called
from showsafe.casefile.exports.written import Files
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.state import Opening
from showsafe.casefile.views import timeline as times
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import sources
from showsafe.projections import typesetting
from showsafe.projections.numbers import counted

MOST_ROWS = 2000
"""How many rows of the timeline stand on paper; the whole of it is the export of the timeline."""

_EVERYTHING = 1 << 40
_CUT = 600
_MARKS = "\"' \u2018\u2019\u201c\u201d"
_LONGEST_WORD = 40
_ANSWERS = {"refuse": "refused: only asked", "hold": "held: only asked"}
_BEFORE = ("described", "person-described", "registered", "received")
_STATES = {
    "under-investigation": "under investigation",
    "no-charge": "no charge",
}

Row = dict[str, Any]


def report(material: Material) -> Files:
    """Return the report as a PDF."""
    moment = unstamp(material.at).replace(microsecond=0)
    return {"report.pdf": typesetting.pdf(_template(), as_json(material), moment)}


def pages(material: Material) -> list[bytes]:
    """Return the pages as pictures (PNG), to be looked at."""
    return typesetting.pictures(_template(), as_json(material))


@cache
def _template() -> bytes:
    return (resources.files(__package__) / "typeset" / "case.typ").read_bytes()


def as_json(material: Material) -> str:
    """Return everything that stands on the paper."""
    opening = material.look.state.opening
    if opening is None:
        raise AssertionError(material.look.id)  # nobody has access to a case that was not opened
    table = duties.table(material)
    rows, cut = _timeline(material, table)
    head, covered = material.head(), material.look.covered
    title = "" if opening.title is None else covered(opening.title)
    return json.dumps(
        {
            "title": title or f"Case {material.look.id}",
            "facts": _facts(material, opening),
            "people": [_person(each) for each in people(material.look)["people"]],
            "sources": [_source(each) for each in sources(material.look)["sources"]],
            "timeline": rows,
            "cut": cut,
            "proposed": head["proposed_and_confirmed_by_nobody"],
            "pairs": _pairs(material),
            "pairs_open": pairs(material.look, 0, 0, labelled=False)["total"],
            "duties": _duties(table),
            "history": [
                _entry(each) for each in history(material.look)["entries"] if "person" not in each["about"]
            ],
            "holds": [
                f"A legal hold of {each.on} by {covered(each.of) or 'somebody'} is open: nothing may be erased."
                for each in material.look.state.held()
            ],
            "left_out": material.left_out_says,
            "names": material.names,
            "foot": f"Case {material.look.id}, as of record {material.number}",
        }
    )


def _facts(material: Material, opening: Opening) -> list[tuple[str, str]]:
    taken, purpose = material.look.state.taken, material.look.covered(opening.purpose)
    side = (
        f"evidence bundle of a ledger of {counted(taken[-1].size, 'record')}" if taken else "none was taken"
    )
    found = [
        ("Case", material.look.id),
        ("Opened", f"{day(opening.by.at)}, by the {material.worker(opening.by)}, for: {purpose}"),
        ("Production", opening.production or "-"),
        ("Incident", f"record {opening.incident} of its ledger" if opening.incident else "-"),
        ("Its record", side),
        ("As of", f"record {material.number}, {minute(material.at)} UTC"),
        ("People", "by name and role" if material.names else "by role; their names are covered: █"),
        ("Kept until", opening.retention),
        ("Made by", f"Showsafe {__version__}"),
    ]
    closed = material.look.state.closed
    if closed is not None:
        found.insert(2, ("Closed", f"{day(closed[0].at)}: {closed[1]}"))
    return found


def day(at: str) -> str:
    """Return the day of a time."""
    return at[:10]


def minute(at: str) -> str:
    """Return a time as date, hours and minutes; a day as it is."""
    return at[:16].replace("T", " ")


def _person(row: Row) -> Row:
    lines = [
        f"{each['on']}: {_STATES.get(each['state'], each['state'])}"
        f"{' (' + each['matter'] + ')' if each['matter'] else ''}, source {each['source']}"
        for each in row["matters"]
    ]
    if row["no_charge_as_of"]:
        lines.append(f"No charge on record as of {row['no_charge_as_of']}")
    replies = [_reply(each) for each in row["replies"]]
    corrections = [
        f"Correction, {each['at'][:10]}: “{fitted(each['text'])}”"
        for each in row["corrections"]
        if each["text"]
    ]
    return {
        "id": row["id"],
        "who": called(row),
        "party": row["party"],
        "statements": row["statements"],
        "matters": [fitted(each) for each in lines],
        "replies": [*replies, *["No reply recorded"] * row["no_reply_recorded"], *corrections],
    }


def _reply(row: Row) -> str:
    if row["text"]:
        says = f"“{fitted(row['text'])}”"
    else:
        says = f"in source {row['source']}" if row["received"] else "asked, nothing received"
    return f"{row['on']}, to {row['to']}: {says}"


def _source(row: Row) -> Row:
    about = row.get("about", {})
    gone = row["gone"]
    notes = []
    if row["corrects"]:
        notes.append(f"corrects {row['corrects']}")
    if row["corrected_by"]:
        notes.append(f"corrected by {row['corrected_by']}")
    if row["same_as"]:
        notes.append(f"the same as {row['same_as']}")
    if gone is not None:
        notes.append(f"left out: {gone['how']} {gone['on']}".strip())
    return {
        "id": row["id"],
        "type": row["type"],
        "title": fitted(about.get("title", "")),
        "by": fitted(", ".join(filter(None, (about.get("author"), about.get("publisher"))))),
        "published": row["published"] or "no date",
        "count": "" if gone else f"{row['reviewed']} of {row['statements']}",
        "notes": "; ".join(notes),
        "commitment": row["sum"],
    }


def _timeline(material: Material, table: Document | None) -> tuple[list[Row], int]:
    """Return the rows of the timeline, and how many others there are.

    Of the production those stand there that its table of duties is made of, and those that a person linked.
    """
    rows = times.timeline(material.look, 0, _EVERYTHING)["rows"]
    about = None if table is None else {each["record"] for each in table["entries"]}
    told = [each for each in rows if each["side"] == times.RECORDED or each["state"] != PROPOSED]
    shown = [each for each in told if each["side"] != times.RECORDED or _belongs(material, each, about)]
    made = [
        _recorded(material, each) if each["side"] == times.RECORDED else _said(material, each)
        for each in shown[:MOST_ROWS]
    ]
    return made, len(told) - len(made)


def _belongs(material: Material, row: Row, about: set[int] | None) -> bool:
    if about is None or row["record"] in material.links:
        return True
    return row["record"] in about and row["kind"] not in _BEFORE


def _recorded(material: Material, row: Row) -> Row:
    return {
        "side": "recorded",
        "at": minute(row["at"]),
        "id": str(row["record"]),
        "text": fitted(material.retold(row["sentence"], row["people"])),
        "note": "recorded as a deviation" if row["deviation"] else _ANSWERS.get(row["outcome"], ""),
        "links": [f"{what}: {how}" for how, what in material.links.get(row["record"], ())],
    }


def _said(material: Material, row: Row) -> Row:
    return {
        "side": "said",
        "at": minute(row["at"]) or "no date",
        "id": row["id"],
        "text": quoted(row),
        "note": said_by(material, row),
        "links": [f"record {what}: {how}" for how, what in material.links.get(row["id"], ())],
    }


def quoted(row: Row) -> str:
    """Return the words of a statement, in marks where they are somebody's own."""
    text = fitted(row["text"])
    bare = text.strip(_MARKS)
    return f"“{bare}”" if row["directness"] == "direct" else text


def said_by(material: Material, row: Row) -> str:
    """Return who said a statement as people confirmed, in which source, and who confirmed it."""
    who = "by whom: nobody has said" if row["who"] is None else called(row["who"])
    reviews = [each for each in row["reviews"] if not each["refused"]]
    source = f"{row['source']}, corrected by {row['corrected_by']}" if row["corrected_by"] else row["source"]
    if not reviews:
        return f"{who}; {source}; proposed, confirmed by nobody"
    last = reviews[-1]
    return f"{who}; {source}; {row['state']} by {material.signed(last['by'], party=last['party'])}"


def _pairs(material: Material) -> list[Row]:
    return [
        {
            "slot": each["slot"].replace("-", " "),
            "as": each["as"].replace("-", " "),
            "a": {"id": each["a"]["id"], "text": quoted(each["a"]), "note": said_by(material, each["a"])},
            "b": {"id": each["b"]["id"], "text": quoted(each["b"]), "note": said_by(material, each["b"])},
            "labels": [_label(material, one) for one in each["labels"]],
        }
        for each in pairs(material.look, 0, _EVERYTHING, labelled=True)["rows"]
    ]


def _label(material: Material, one: Row) -> str:
    who = material.signed(one["by"], party=one["party"])
    why = f": {fitted(one['why'])}" if one["why"] else ""
    return f"{one['as'].replace('-', ' ').capitalize()}, says {who}{why}"


def _duties(document: Document | None) -> Row | None:
    if document is None:
        return None
    return {
        "things": ", ".join(document["about"]["things"]),
        "entries": len(document["entries"]),
        "uses": [
            {
                "head": f"{'After: ' if use['after'] else ''}{use['name']['en']}, {use['weapon']}",
                "record": str(use["record"]),
                "there": len([each for each in use["ought"] if each["found"] == RECORDED]),
                "rest": [
                    [each["name"]["en"], each["whose"]["en"], found_of("en", each)]
                    for each in use["ought"]
                    if each["found"] != RECORDED
                ],
            }
            for use in document["uses"]
        ],
    }


def _entry(row: Row) -> Row:
    ((what, which),) = row["about"].items()
    return {
        "id": row["id"],
        "about": f"{what} {which}",
        "type": row["type"],
        "on": row["on"],
        "text": fitted(row["text"]) if row["text"] else ("expired" if row["expired"] else "not shown"),
        "source": row["source"],
        "contested": len(row["contested"]),
    }


def fitted(sentence: str) -> str:
    """Nothing runs over the edge of the paper, and nobody's words fill a page: what is longer is cut, and says so."""
    text = " ".join(sentence.split())
    text = text if len(text) <= _CUT else f"{text[:_CUT]} [...]"
    return " ".join("\u200b".join(_pieces(word)) for word in text.split(" "))


def _pieces(word: str) -> list[str]:
    half = _LONGEST_WORD // 2
    return (
        [word] if len(word) <= _LONGEST_WORD else [word[at : at + half] for at in range(0, len(word), half)]
    )
