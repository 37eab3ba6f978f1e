"""The readable parts of a case bundle: what people and other programs look at first, beside the log that proves it."""

from __future__ import annotations

from showsafe.casefile.exports import duties, tables
from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.pictures import custodies
from showsafe.casefile.exports.written import Files

FOLDER = "case"
"""The folder of the parts in the whole bundle."""


def parts(material: Material) -> Files:
    """Return table of duties, timeline, sources, pictures of custody and the report (PDF/A), each by its name.

    Without a record of the production there is no table of duties and no picture.
    """
    # Only here: the typesetter is large, and no other format needs it.
    from showsafe.casefile.exports.report import report  # noqa: PLC0415

    table = duties.duties(material) if duties.table(material) is not None else {}
    made = {**table, **tables.timeline(material), **tables.sources(material)}
    return {**made, **custodies(material), **report(material)}


def explained(names: list[str], *, case: str, record: int, opened: bool, left_out: list[str]) -> bytes:
    """Return the text that says what is in the whole bundle and how each part of it is checked."""
    missing = (
        []
        if "duties.json" in names
        else ["- No record of the production, or no incident: no table of duties."]
    )
    if not any(name.startswith("custody-") for name in names):
        missing.append("- No weapon of an incident in a record of the production: no picture of custody.")
    lines = [
        f"The bundle of case {case}, {'restricted: names are shown' if opened else 'without names'}.",
        "",
        "bundle.zip      the log of the case with its proofs; the evidence. Everything else can be made from it.",
        f"{FOLDER}/           the same to read: {', '.join(names)}",
        "SHA256SUMS      the sums of all files",
        "",
        "How it is checked, each step without trust in who made it:",
        "1. sha256sum -c SHA256SUMS",
        "2. showsafe verify bundle.zip --vkey KEY, with the key of the log as it was kept elsewhere;",
        "   or unpack bundle.zip, and use the page or the program that is in it.",
        f"3. Record {record} of that log (exported, case-parts) has the sum of every file of {FOLDER}/: compare them.",
        "",
        "Nothing in it says what is true. What nobody confirmed is marked as a proposal.",
        "",
        "What is not in it:",
        *(f"- {each}" for each in left_out),
        *missing,
        "- No source as a whole, and nothing of one that is sealed, withdrawn or erased.",
    ]
    return ("\n".join(lines) + "\n").encode()
