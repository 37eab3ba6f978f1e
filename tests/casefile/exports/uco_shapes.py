"""What CASE and UCO 1.5 ask of the classes that are used here, as their SHACL shapes have it, and a check against it.

Each property: what it may hold, and how often at least and at most. A property that is not listed for a class, or for
what it is a kind of, is a fault here, though the open world of the ontology would let it pass: a misspelt name would
stay unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MANY = 1 << 30
KINDS = {
    "uco-core:Bundle": "uco-core:UcoObject",
    "case-investigation:Investigation": "uco-core:ContextualCompilation",
    "case-investigation:ProvenanceRecord": "uco-core:ContextualCompilation",
    "case-investigation:InvestigativeAction": "uco-action:Action",
    "uco-core:ContextualCompilation": "uco-core:UcoObject",
    "uco-action:Action": "uco-core:UcoObject",
    "uco-core:Relationship": "uco-core:UcoObject",
    "uco-observable:ObservableObject": "uco-core:UcoObject",
    "uco-identity:Person": "uco-core:UcoObject",
    "uco-role:Role": "uco-core:UcoObject",
    "uco-tool:Tool": "uco-core:UcoObject",
    "uco-observable:ContentDataFacet": "uco-core:Facet",
    "uco-core:UcoObject": "",
    "uco-core:Facet": "",
    "uco-types:Hash": "",
}
_ANY, _STRING, _TIME, _YES_NO, _WHOLE, _HEX = (
    "uco-core:UcoObject",
    "string",
    "dateTime",
    "boolean",
    "integer",
    "hex",
)
SHAPES: dict[str, dict[str, tuple[str, int, int]]] = {
    "uco-core:UcoObject": {
        "uco-core:name": (_STRING, 0, 1),
        "uco-core:description": (_STRING, 0, MANY),
        "uco-core:tag": (_STRING, 0, MANY),
        "uco-core:objectStatus": ("status", 0, 1),
        "uco-core:objectCreatedTime": (_TIME, 0, 1),
        "uco-core:hasFacet": ("uco-core:Facet", 0, MANY),
        "case-investigation:wasDerivedFrom": (_ANY, 0, MANY),
    },
    "uco-core:Bundle": {"uco-core:object": (_ANY, 1, MANY)},
    "uco-core:ContextualCompilation": {"uco-core:object": (_ANY, 0, MANY)},
    "case-investigation:Investigation": {
        "uco-core:startTime": (_TIME, 0, 1),
        "uco-core:endTime": (_TIME, 0, 1),
        "case-investigation:investigationStatus": (_STRING, 0, 1),
        "case-investigation:investigationForm": ("form", 0, 1),
        "case-investigation:focus": (_STRING, 0, MANY),
    },
    "case-investigation:ProvenanceRecord": {"case-investigation:exhibitNumber": (_STRING, 0, 1)},
    "uco-action:Action": {
        "uco-action:performer": (_ANY, 0, 1),
        "uco-action:startTime": (_TIME, 0, 1),
        "uco-action:endTime": (_TIME, 0, 1),
        "uco-action:object": (_ANY, 0, MANY),
        "uco-action:result": (_ANY, 0, MANY),
        "uco-action:instrument": (_ANY, 0, MANY),
    },
    "uco-core:Relationship": {
        "uco-core:source": (_ANY, 1, MANY),
        "uco-core:target": (_ANY, 1, 1),
        "uco-core:isDirectional": (_YES_NO, 1, 1),
        "uco-core:kindOfRelationship": (_STRING, 0, 1),
    },
    "uco-tool:Tool": {"uco-tool:version": (_STRING, 0, 1)},
    "uco-observable:ContentDataFacet": {
        "uco-observable:mimeType": (_STRING, 0, MANY),
        "uco-observable:sizeInBytes": (_WHOLE, 0, 1),
        "uco-observable:hash": ("uco-types:Hash", 0, MANY),
    },
    "uco-types:Hash": {
        "uco-types:hashMethod": ("method", 1, 1),
        "uco-types:hashValue": (_HEX, 1, 1),
    },
}
_WORDS = {
    "status": ("Draft", "Final", "Deprecated"),
    "form": ("case", "incident", "suspicious-activity"),
    "method": ("SHA256",),
}
_TYPED = {
    _TIME: ("xsd:dateTime", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")),
    _HEX: ("xsd:hexBinary", re.compile(r"([0-9a-f]{2})+")),
}
_ID = re.compile(r"kb:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

Node = dict[str, Any]


def faults(document: Node) -> list[str]:
    """Return everything in a document that the shapes do not allow."""
    nodes = {node["@id"]: node for node in document["@graph"]}
    found = [] if len(nodes) == len(document["@graph"]) else ["a node is there twice"]
    for node in document["@graph"]:
        found += [f"{node['@type']} {node['@id']}: {fault}" for fault in _of_node(node, nodes)]
    return found


def kinds_of(kind: str) -> Iterator[str]:
    """Yield a class and whatever it is a kind of."""
    while kind:
        yield kind
        kind = KINDS.get(kind, "")


def _of_node(node: Node, nodes: dict[str, Node]) -> Iterator[str]:
    if node["@type"] not in KINDS:
        yield "its class is not known"
        return
    if not _ID.fullmatch(node["@id"]):
        yield "its name does not end with a UUID"
    rows = {key: row for kind in kinds_of(node["@type"]) for key, row in SHAPES.get(kind, {}).items()}
    for key in node:
        if key not in rows and key not in ("@id", "@type"):
            yield f"{key} is no property of it"
    for key, (what, least, most) in rows.items():
        values = node.get(key, [])
        values = values if isinstance(values, list) else [values]
        if not least <= len(values) <= most:
            yield f"{key} stands {len(values)} times"
        yield from (f"{key} holds {value!r}" for value in values if not _fits(value, what, nodes))


def _fits(value: Any, what: str, nodes: dict[str, Node]) -> bool:  # noqa: ANN401 - any value
    if what in _WORDS:
        return value in _WORDS[what]
    if what in _TYPED:
        kind, form = _TYPED[what]
        return (
            isinstance(value, dict) and value.get("@type") == kind and bool(form.fullmatch(value["@value"]))
        )
    if what == _STRING:
        return isinstance(value, str)
    if what == _YES_NO:
        return isinstance(value, bool)
    if what == _WHOLE:
        return type(value) is int
    there = isinstance(value, dict) and set(value) == {"@id"} and value["@id"] in nodes
    return there and what in kinds_of(nodes[value["@id"]]["@type"])
