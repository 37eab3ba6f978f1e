"""schema.org: words in quotation marks as ``Quotation``, what is told in other words as ``Claim``; nothing is rated."""

from __future__ import annotations

import re
from typing import Any

from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.web_annotation import UNCONFIRMED
from showsafe.casefile.exports.written import Files, as_json
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED, joined
from showsafe.casefile.state import Source
from showsafe.casefile.views.look import words

CONTEXT = "https://schema.org"
_WORKS = {"article": "NewsArticle", "official-report": "Report", "regulator": "Report"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Node = dict[str, Any]


def claims(material: Material) -> Files:
    """Return the sources as works, the people of the case, and every statement with the work that it stands in."""
    spoken = {one.standing.who for row in material.statements.values() for one in row}
    head = material.head()
    nodes = [
        {
            "@id": material.iri("dataset", material.of, str(material.names)),
            "@type": "Dataset",
            "name": f"Statements of case {head['case']}, {head['of']}, as of record {head['as_of']}",
            "dateModified": head["at"],
            "description": _told(material, head),
        },
        *(_work(material, each) for each in material.sources),
        *(_person(material, each) for name, each in material.people.items() if name in spoken),
        *(_statement(material, one) for row in material.statements.values() for one in row),
    ]
    return {"claims.jsonld": as_json({"@context": CONTEXT, "@graph": nodes})}


def _told(material: Material, head: dict[str, Any]) -> str:
    left = "; ".join(material.left_out_says)
    return (
        f"Names are {head['names']}. {head['proposed_and_confirmed_by_nobody']} of {head['statements']} statements "
        f"are proposals that nobody confirmed. Nothing here says what is true. Left out: {left or 'nothing'}."
    )


def _work(material: Material, source: Source) -> Node:
    about = words(source.about, material.look)
    node: Node = {
        "@id": material.iri("source", source.id),
        "@type": _WORKS.get(source.type, "CreativeWork"),
        "identifier": source.id,
        "genre": source.type,
    }
    if about.get("title"):
        node["name"] = about["title"]
    if source.published:
        node["datePublished"] = source.published
    if about.get("publisher"):
        node["publisher"] = {"@type": "Organization", "name": about["publisher"]}
    if about.get("author"):
        node["author"] = {"@type": "Person", "name": about["author"]}
    if about.get("address"):
        node["url"] = about["address"]
    if source.corrects:
        node["isBasedOn"] = {"@id": material.iri("source", source.corrects)}
    return node


def _person(material: Material, person: dict[str, Any]) -> Node:
    node = {"@id": material.iri(person["id"]), "@type": "Person", "identifier": person["id"]}
    node["jobTitle"] = person["role"]
    if person.get("name"):
        node["name"] = person["name"]
    return node


def _statement(material: Material, one: Placed) -> Node:
    statement, review = one.standing.statement, one.standing.review
    direct = statement.kind == "direct"
    text = material.texts[one.source.id]
    node: Node = {
        "@id": material.iri("statement", one.id),
        "@type": "Quotation" if direct else "Claim",
        "identifier": one.id,
        "text": joined(text, statement.spans),
        "creativeWorkStatus": UNCONFIRMED if one.standing.state == PROPOSED else one.standing.state,
        "isPartOf" if direct else "appearance": {"@id": material.iri("source", one.source.id)},
    }
    speaker = material.speaker(one)
    if speaker is not None:
        node["spokenByCharacter" if direct else "author"] = {"@id": material.iri(speaker["id"])}
    beside = material.beside(one)
    if beside:
        node["description"] = beside
    edtf, kind, _ = statement.said
    if kind == "stated" and _DAY.fullmatch(edtf):
        node["dateCreated"] = edtf
    if edtf:
        node["temporal"] = edtf
    if review is not None:
        node["editor" if direct else "claimInterpreter"] = {
            "@id": material.iri("worker", review.by.by),
            "@type": "Person",
            "jobTitle": material.worker(review.by),
        }
    return node
