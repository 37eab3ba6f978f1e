"""W3C Web Annotation: each statement as an annotation of a text that is named by its SHA-256 (RFC 6920).

Places are counted in code points. Words, with what stands before and after them, are quoted so that they are found
again in a text that was changed since.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.written import Files, as_json
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.state import Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many code points of the text stand before and after the words that are quoted."""

UNCONFIRMED = "proposed, confirmed by nobody"


def annotated(material: Material) -> Files:
    """Return one collection, with all its annotations in one page."""
    items = [
        _annotation(material, source, each)
        for source in material.sources
        for each in material.statements[source.id]
    ]
    head = material.head()
    collection = {
        "@context": [CONTEXT, {"showsafe": "urn:showsafe:case:"}],
        "id": material.iri("annotations", material.of, str(material.names)),
        "type": "AnnotationCollection",
        "label": f"Statements of {material.of if material.of != 'case' else f'case {material.look.id}'}",
        "generated": material.at,
        "generator": _software(material),
        "total": len(items),
        **{f"showsafe:{key}": value for key, value in head.items() if key != "left_out"},
        "showsafe:left_out": material.left_out_says,
        "first": {
            "id": material.iri("annotations", material.of, str(material.names), "page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return {"annotations.jsonld": as_json(collection)}


def named(digest: str) -> str:
    """Return the name of bytes by their SHA-256 in hex, as RFC 6920 has it."""
    plain = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
    return f"ni:///sha-256;{plain}"


def _software(material: Material) -> dict[str, str]:
    return {"id": material.iri("software"), "type": "Software", "name": "Showsafe"}


def _annotation(material: Material, source: Source, one: Placed) -> dict[str, Any]:
    now, review = one.standing, one.standing.review
    reading = source.reading
    shown: dict[str, Any] = {
        "id": material.iri("statement", one.id),
        "type": "Annotation",
        "motivation": "describing",
    }
    if reading is not None and ".x" not in one.id:
        shown["created"] = reading.by.at
        shown["creator"] = {
            "id": material.iri("reader", reading.reader, reading.edition),
            "type": "Software",
            "name": " ".join(filter(None, (reading.reader, reading.edition))),
        }
    if review is not None:
        shown["modified"] = review.by.at
    shown["body"] = [
        _text("tagging", UNCONFIRMED if now.state == PROPOSED else now.state),
        _text("tagging", now.statement.kind),
        *_bodies(material, one),
    ]
    shown["target"] = [_target(material, source, *span) for span in now.statement.spans]
    return shown


def _bodies(material: Material, one: Placed) -> Iterator[dict[str, Any]]:
    statement, review = one.standing.statement, one.standing.review
    speaker = material.speaker(one)
    if speaker is not None:
        yield {
            **_text("identifying", f"Said by: {called(speaker)}"),
            "showsafe:person": material.iri(speaker["id"]),
        }
    elif one.standing.who == "unknown":
        yield _text("identifying", "Said by: unknown")
    elif material.names and statement.mention:
        yield _text("identifying", f"Named in the text, confirmed by nobody: {statement.mention}")
    edtf, kind, precision = statement.said
    yield _text("describing", f"Said: {edtf or 'unknown'} ({', '.join(filter(None, (kind, precision)))})")
    if statement.to[0]:
        yield _text("describing", f"Said to: {material.look.covered(statement.to[0])}")
    if statement.about or statement.events:
        about = "; ".join((*statement.about, *statement.events))
        yield _text("describing", f"About: {material.look.covered(about)}")
    if statement.signs:
        yield _text("describing", f"Signs: {', '.join(statement.signs)}")
    for line in material.beside(one):
        yield _text("describing", f"Beside it, {line}")
    if review is not None:
        who = material.worker(review.by)
        yield {
            **_text("assessing", f"{review.as_} by {material.signed(review.by, party=review.party)}"),
            "creator": {"id": material.iri("worker", review.by.by), "type": "Person", "name": who},
            "created": review.by.at,
        }


def called(person: dict[str, Any]) -> str:
    """Return how a person of the case is called: by role, with the name where it is shown."""
    return f"{person['name']} ({person['role']})" if person.get("name") else str(person["role"])


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(material: Material, source: Source, start: int, end: int) -> dict[str, Any]:
    text = material.texts[source.id]
    return {
        "type": "SpecificResource",
        "source": {
            "id": named(material.digest(source.id)),
            "type": "Text",
            "format": "text/plain",
            "showsafe:source": source.id,
        },
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - AROUND, 0) : start],
                "suffix": text[end : end + AROUND],
            },
        ],
    }
