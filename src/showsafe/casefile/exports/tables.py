"""Tables of a case as CSV and JSON: its sources, and the two sides of its timeline."""

from __future__ import annotations

from typing import Any

from showsafe.casefile.exports.material import Material, left_out_line
from showsafe.casefile.exports.web_annotation import UNCONFIRMED, called
from showsafe.casefile.exports.written import Files, as_csv, as_json
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.views import timeline as times
from showsafe.casefile.views.people import lines
from showsafe.casefile.views.sources import sources as view

SOURCES = (
    *(
        "source",
        "type",
        "format",
        "published",
        "title",
        "publisher",
        "author",
        "address",
        "same_as",
        "corrects",
    ),
    *(
        "corrected_by",
        "statements",
        "reviewed",
        "added_at",
        "added_by",
        "record",
        "commitment",
        "left_out",
        "beside",
    ),
)
TIMELINE = (
    *("side", "at", "rests_on", "record", "id", "what", "state", "directness", "who", "to", "said", "source"),
    *("published", "corrected_by", "reviewed_by", "links", "deviation", "beside"),
)
EVERYTHING = 1 << 40

Row = dict[str, Any]


def sources(material: Material) -> Files:
    """Return every source: of one that left the views only that it was there, and how it went."""
    rows = [_source(material, each) for each in view(material.look)["sources"]]
    return {
        "sources.csv": as_csv(SOURCES, rows),
        "sources.json": as_json({**material.head(), "rows": rows}),
    }


def _source(material: Material, row: Row) -> Row:
    about = row.get("about", {})
    told = material.statements.get(row["id"], ())
    gone = row["gone"]
    return {
        "source": row["id"],
        **{key: row[key] for key in ("type", "format", "published", "same_as", "corrects", "corrected_by")},
        **{key: about.get(key, "") for key in ("title", "publisher", "author", "address")},
        "statements": row.get("statements"),
        "reviewed": row.get("reviewed"),
        "added_at": row["at"],
        "added_by": material.worker(row["by"]),
        "record": row["record"],
        "commitment": row["sum"],
        "left_out": "" if gone is None else " ".join(filter(None, (gone["how"], gone["on"]))),
        "beside": list(dict.fromkeys(line for one in told for line in material.beside(one))),
    }


def timeline(material: Material) -> Files:
    """Return what was recorded and what was said, in one order of time and never merged; last what is left out."""
    shown = times.timeline(material.look, 0, EVERYTHING)["rows"]
    rows = [
        _recorded(material, each) if each["side"] == times.RECORDED else _said(material, each)
        for each in shown
    ]
    rows += [_left_out(each) for each in material.left_out]
    return {
        "timeline.csv": as_csv(TIMELINE, rows),
        "timeline.json": as_json({**material.head(), "rows": rows}),
    }


def _links(material: Material, of: str | int) -> list[str]:
    return [f"{how} {what}" for how, what in material.links.get(of, ())]


def _recorded(material: Material, row: Row) -> Row:
    return {
        "side": "recorded",
        "at": row["at"],
        "record": row["record"],
        "what": material.retold(row["sentence"], row["people"]),
        "state": row["outcome"],
        "deviation": row["deviation"],
        "links": _links(material, row["record"]),
    }


def _said(material: Material, row: Row) -> Row:
    who, edtf = row["who"], row["said"]["edtf"]
    reviews = [each for each in row["reviews"] if not each["refused"]]
    last = reviews[-1] if reviews else None
    return {
        "side": "said",
        "at": row["at"],
        "rests_on": row["rests"],
        "id": row["id"],
        "what": row["text"],
        "state": UNCONFIRMED if row["state"] == PROPOSED else row["state"],
        "directness": row["directness"],
        "who": "" if who is None else called(who),
        "to": row["to"],
        "said": f"{edtf} ({row['said']['kind']})" if edtf else "unknown",
        "source": row["source"],
        "published": row["published"],
        "corrected_by": row["corrected_by"],
        "reviewed_by": "" if last is None else material.signed(last["by"], party=last["party"]),
        "links": _links(material, row["id"]),
        "beside": lines(row),
    }


def _left_out(each: Row) -> Row:
    return {
        "side": "left out",
        "source": each["source"],
        "what": left_out_line(each),
        "at": each.get("on", ""),
    }
