"""A table as CSV (RFC 4180): one line a part of an act, and one a thing that ought to be on record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from showsafe.casefile.duties.document import Document
from showsafe.casefile.duties.lines import clauses, found, local, stands, who

COLUMNS = (
    *("what", "record", "act", "about", "claimed_at", "received_at", "part", "who", "duty", "clauses"),
    *("on_record", "deviations", "profile"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would take for a formula, or skip over to one."""


def sheet(document: Document, language: str = "en") -> bytes:
    """Return the table as UTF-8 with a byte order mark, as every spreadsheet reads it; the same bytes each time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in (*_uses(document, language), *_entries(document, language)):
        writer.writerow([safe(cell) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs: whatever begins like a formula has an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _uses(document: Document, language: str) -> Iterator[tuple[str, ...]]:
    offset = document["utc_offset_minutes"]
    for use in document["uses"]:
        for answer in use["ought"]:
            yield (
                "after" if use["after"] else "before",
                str(use["record"]),
                use["name"][language],
                use["weapon"],
                local(use["at"], offset),
                "",
                answer["gate"],
                answer["whose"][language],
                answer["name"][language],
                "; ".join(clauses(language, answer["clauses"])),
                found(language, answer),
                "; ".join(f"{each['says']} [{each['code']}]" for each in answer["said"]),
                use["profile"],
            )


def _entries(document: Document, language: str) -> Iterator[tuple[str, ...]]:
    offset = document["utc_offset_minutes"]
    for entry in document["entries"]:
        for part in entry["parts"]:
            duty = part["duty"]
            yield (
                "act",
                str(entry["record"]),
                entry["name"][language],
                entry["about"],
                local(entry["at"], offset),
                local(entry["received"], offset),
                part["part"],
                who(language, part["who"]),
                duty[language],
                "; ".join(clauses(language, duty["clauses"], duty["basis"])),
                "; ".join(stands(language, entry, offset)),
                "; ".join(f"{each['says']} [{each['code']}]" for each in entry["deviations"]),
                entry["profile"],
            )
