"""PROV-O: what every statement was derived from, which reader proposed it, and which person confirmed it, and when."""

from __future__ import annotations

from typing import Any

from showsafe.casefile.exports.material import Material
from showsafe.casefile.exports.written import Files, as_json
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import reviews_of
from showsafe.casefile.state import Reading, Review, Said, Source
from showsafe.casefile.words import REJECTED

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "showsafe": "urn:showsafe:case:",
}
"""The prefixes that everything is written with; nothing has to be fetched to read it."""

Node = dict[str, Any]


def provenance(material: Material) -> Files:
    """Return entities, activities and agents, each one once, in the order of the case."""
    nodes: dict[str, Node] = {}
    for source in material.sources:
        _source(material, source, nodes)
        for one in material.statements[source.id]:
            _statement(material, source, one, nodes)
    for each in material.look.state.sources.values():
        if each.gone is not None and material.of in ("case", each.id):
            _gone(material, each, each.gone.by, nodes)
    head = material.head()
    whole = {
        "@context": CONTEXT,
        "@id": material.iri("provenance", material.of, str(material.names)),
        "@type": ["prov:Entity", "prov:Bundle"],
        "prov:generatedAtTime": time(material.at),
        **{f"showsafe:{key}": value for key, value in head.items() if key != "left_out"},
        "showsafe:left_out": material.left_out_says,
        "@graph": list(nodes.values()),
    }
    return {"provenance.jsonld": as_json(whole)}


def time(at: str) -> Node:
    """Return a time as a typed value."""
    return {"@type": "xsd:dateTime", "@value": at}


def ref(iri: str) -> Node:
    """Return a reference to another node."""
    return {"@id": iri}


def _worker(material: Material, by: Said, nodes: dict[str, Node], *, party: bool = False) -> Node:
    iri = material.iri("worker", by.by)
    node = nodes.setdefault(iri, {"@id": iri, "@type": ["prov:Agent", "prov:Person"]})
    node["prov:label"] = material.worker(by)
    if party:
        node["showsafe:party"] = True
    return ref(iri)


def _source(material: Material, source: Source, nodes: dict[str, Node]) -> None:
    iri = material.iri("source", source.id)
    about = material.look.covered((source.about or {}).get("title", ""))
    nodes[iri] = {
        "@id": iri,
        "@type": ["prov:Entity", "prov:PrimarySource"],
        "prov:label": " ".join(filter(None, (source.id, source.type, about))),
        "showsafe:commitment": source.sealed.get("original", ""),
        "showsafe:published": source.published,
        "prov:generatedAtTime": time(source.by.at),
        "prov:wasAttributedTo": _worker(material, source.by, nodes),
    }
    if source.corrects:
        nodes[iri]["prov:wasRevisionOf"] = ref(material.iri("source", source.corrects))
    text = material.iri("text", source.id)
    nodes[text] = {
        "@id": text,
        "@type": "prov:Entity",
        "showsafe:sha256": material.digest(source.id),
        "showsafe:names": "shown" if material.names else "covered",
        "prov:wasDerivedFrom": ref(iri),
    }
    if source.reading is not None:
        _reading(material, source, source.reading, nodes)


def _reading(material: Material, source: Source, reading: Reading, nodes: dict[str, Node]) -> None:
    reader = material.iri("reader", reading.reader, reading.edition)
    nodes[reader] = {
        "@id": reader,
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "prov:label": " ".join(filter(None, (reading.reader, reading.edition))),
    }
    iri = material.iri("reading", source.id, reading.by.number)
    nodes[iri] = {
        "@id": iri,
        "@type": "prov:Activity",
        "prov:used": ref(material.iri("text", source.id)),
        "prov:endedAtTime": time(reading.by.at),
        "prov:wasAssociatedWith": [ref(reader), _worker(material, reading.by, nodes)],
    }


def _statement(material: Material, source: Source, one: Placed, nodes: dict[str, Node]) -> None:
    iri = material.iri("statement", one.id)
    node: Node = {
        "@id": iri,
        "@type": "prov:Entity",
        "prov:label": one.id,
        "showsafe:state": one.standing.state,
        "prov:wasDerivedFrom": ref(material.iri("text", source.id)),
    }
    beside = material.beside(one)
    if beside:
        node["showsafe:beside"] = beside
    nodes[iri] = node
    if source.reading is not None and ".x" not in one.id:
        reading = source.reading
        node["prov:wasGeneratedBy"] = ref(material.iri("reading", source.id, reading.by.number))
        node["prov:generatedAtTime"] = time(reading.by.at)
        node["prov:wasAttributedTo"] = ref(material.iri("reader", reading.reader, reading.edition))
    last = iri
    for each in reviews_of(source, one.id):
        if not each.refused and (each.party or each.as_ != REJECTED):
            last = _review(material, one, each, last, nodes)
            if beside:
                nodes[last]["showsafe:beside"] = beside


def _review(material: Material, one: Placed, review: Review, before: str, nodes: dict[str, Node]) -> str:
    activity = material.iri("review", one.id, review.by.number)
    iri = material.iri("reviewed", one.id, review.by.number)
    party = material.party(review.by, party=review.party)
    who = _worker(material, review.by, nodes, party=party)
    nodes[activity] = {
        "@id": activity,
        "@type": "prov:Activity",
        "prov:label": f"{review.as_} ({one.id})",
        "prov:used": ref(before),
        "prov:endedAtTime": time(review.by.at),
        "prov:wasAssociatedWith": who,
        "showsafe:party": party,
    }
    nodes[iri] = {
        "@id": iri,
        "@type": "prov:Entity",
        "prov:label": one.id,
        "showsafe:state": review.as_,
        "prov:wasDerivedFrom": ref(before),
        "prov:wasRevisionOf": ref(before),
        "prov:wasGeneratedBy": ref(activity),
        "prov:generatedAtTime": time(review.by.at),
        "prov:wasAttributedTo": who,
    }
    return iri


def _gone(material: Material, source: Source, by: Said, nodes: dict[str, Node]) -> None:
    iri = material.iri("source", source.id)
    nodes[iri] = {
        "@id": iri,
        "@type": ["prov:Entity", "prov:PrimarySource"],
        "prov:label": f"{source.id} {source.type}: left out, {source.gone.how if source.gone else ''}",
        "prov:invalidatedAtTime": time(by.at),
    }
