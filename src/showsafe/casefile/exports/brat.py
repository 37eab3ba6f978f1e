"""brat stand-off: the passages that hold statements, in their places, and one line for each thing that is marked.

A source never leaves whole: of its text only the statements stay, and every other letter is a dot, so that places are
those of the text as ``showsafe read --json`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.written import Files
from showsafe.casefile.placed import Placed

STATEMENT, SPEAKER = "Statement", "Speaker"
SAID_BY = "SaidBy"
ATTRIBUTES = {
    "State": ("proposed", "confirmed", "corrected"),
    "Directness": ("direct", "indirect", "mixed"),
}
NOTES = "AnnotatorNotes"
DOT = "·"
CONFIGURATION = f"""\
[entities]
{STATEMENT}
{SPEAKER}

[relations]
{SAID_BY}\tArg1:{STATEMENT}, Arg2:{SPEAKER}

[events]

[attributes]
{chr(10).join(f"{name}	Arg:{STATEMENT}, Value:{'|'.join(values)}" for name, values in ATTRIBUTES.items())}
"""


def standoff(material: Material) -> Files:
    """Return text and annotation of each source, and what brat has to know of them."""
    files: Files = {"annotation.conf": CONFIGURATION.encode()}
    for source in material.sources:
        text, told = material.texts[source.id], material.statements[source.id]
        files[f"{source.id}.txt"] = dotted(text, told).encode()
        files[f"{source.id}.ann"] = "".join(_lines(material, text, told)).encode()
    return files


def dotted(text: str, told: tuple[Placed, ...]) -> str:
    """Return a text of which only the statements are left; line ends stay, so that lines are those of the source."""
    kept = bytearray(len(text))
    for one in told:
        for start, end in one.standing.statement.spans:
            kept[start:end] = b"\1" * (end - start)
    return "".join(sign if kept[at] or sign == "\n" else DOT for at, sign in enumerate(text))


def fragments(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return spans as brat takes them: none goes over the end of a line."""
    found = []
    for start, end in spans:
        at = start
        for part in text[start:end].split("\n"):
            if part:
                found.append((at, at + len(part)))
            at += len(part) + 1
    return found


def _lines(material: Material, text: str, told: tuple[Placed, ...]) -> Iterator[str]:
    for number, one in enumerate(told, start=1):
        statement = one.standing.statement
        parts = fragments(text, statement.spans)
        if not parts:
            continue
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(text[start:end] for start, end in parts)
        yield f"T{number}\t{STATEMENT} {places}\t{words}\n"
        yield f"A{2 * number - 1}\tState T{number} {one.standing.state}\n"
        yield f"A{2 * number}\tDirectness T{number} {statement.kind}\n"
        who = f", said by {one.standing.who}" if one.standing.who else ""
        named = f", named {statement.mention}" if material.names and statement.mention and not who else ""
        beside = "".join(f". Beside it, {line}" for line in material.beside(one))
        yield f"#{number}\t{NOTES} T{number}\t{' '.join(f'{one.id}{who}{named}{beside}'.split())}\n"
