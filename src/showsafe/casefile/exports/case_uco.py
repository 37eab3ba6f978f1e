"""CASE/UCO JSON-LD: the case as an investigation, its sources as exhibits, and who did what with them, when.

A statement is a UCO object that is derived from its source: a draft while nobody confirmed it. It is never an
assertion, which UCO defines as declared to be true.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from showsafe.casefile.exports.material import WHOLE, Material
from showsafe.casefile.exports.web_annotation import UNCONFIRMED, called
from showsafe.casefile.exports.written import Files, as_json
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED, joined, reviews_of
from showsafe.casefile.state import Review, Said, Source, Taken
from showsafe.casefile.views.look import words
from showsafe.casefile.words import REJECTED

_UCO = "https://ontology.unifiedcyberontology.org/uco/"
CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "kb": "urn:uuid:",
    "uco-action": f"{_UCO}action/",
    "uco-core": f"{_UCO}core/",
    "uco-identity": f"{_UCO}identity/",
    "uco-observable": f"{_UCO}observable/",
    "uco-role": f"{_UCO}role/",
    "uco-tool": f"{_UCO}tool/",
    "uco-types": f"{_UCO}types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of CASE and UCO 1.x; nothing has to be fetched to read it."""

MIME = {"html": "text/html", "text": "text/plain", "captions": "text/vtt", "pdf": "application/pdf"}
ACTION, OBJECT = "case-investigation:InvestigativeAction", "uco-core:UcoObject"

Node = dict[str, Any]


def investigation(material: Material) -> Files:
    """Return one bundle of everything."""
    writing = _Writing(material)
    for source in material.sources:
        writing.source(source)
        for one in material.statements[source.id]:
            writing.statement(source, one)
    for source in material.look.state.sources.values():
        if source.gone is not None and material.of in (WHOLE, source.id):
            writing.gone(source, source.gone.how, source.gone.on or source.gone.by.at[:10])
    if material.of == WHOLE:
        for each in material.look.state.taken:
            writing.taken(each)
    return {"case.jsonld": as_json(writing.bundle())}


class _Writing:
    """The graph as it grows: each node once, with its sums beside it."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.nodes: dict[str, Node] = {}

    def id(self, *name: str | int) -> str:
        return f"kb:{self.material.uuid('uco', *name)}"

    def put(self, iri: str, kind: str, **more: Any) -> Node:  # noqa: ANN401 - values of nodes
        """Put a node in, once, and return what refers to it; ``uco_core__name`` stands for ``uco-core:name``."""
        if iri not in self.nodes:
            said = {key.replace("_", "-", 1).replace("__", ":"): value for key, value in more.items()}
            self.nodes[iri] = {"@id": iri, "@type": kind, **said}
        return {"@id": iri}

    def worker(self, by: Said) -> Node:
        name = self.material.worker(by)
        more = {"uco_core__name": name} if self.material.names else {}
        person = self.put(self.id("worker", by.by), "uco-identity:Person", **more)
        role = self.put(self.id("role", name), "uco-role:Role", uco_core__name=name)
        self.relate("role", by.by, person, role, "Has_Role")
        return person

    def relate(self, what: str, name: str, source: Node, target: Node, kind: str) -> None:
        self.put(
            self.id("relationship", what, name),
            "uco-core:Relationship",
            uco_core__source=source,
            uco_core__target=target,
            uco_core__kindOfRelationship=kind,
            uco_core__isDirectional=True,
        )

    def action(self, name: tuple[str | int, ...], says: str, by: Said, **more: Any) -> Node:  # noqa: ANN401 - as above
        return self.put(
            self.id("action", *name),
            ACTION,
            uco_core__name=says,
            uco_action__performer=self.worker(by),
            uco_action__startTime=time(by.at),
            uco_action__endTime=time(by.at),
            **more,
        )

    def source(self, source: Source) -> None:
        material = self.material
        about = words(source.about, material.look)
        more: Node = {"uco_core__hasFacet": self._content(source)}
        if about.get("title"):
            more["uco_core__name"] = about["title"]
        says = ", ".join(filter(None, (source.type, about.get("publisher", ""), source.published)))
        item = self.put(
            self.id("source", source.id),
            "uco-observable:ObservableObject",
            uco_core__description=says,
            **more,
        )
        exhibit = self._exhibit(source, item)
        self.action(("add", source.id), "source added", source.by, uco_action__result=[item, exhibit])
        if source.reading is not None:
            read = source.reading
            label = " ".join(filter(None, (read.reader, read.edition)))
            tool = self.put(
                self.id("tool", label),
                "uco-tool:Tool",
                uco_core__name=f"Showsafe, reader {read.reader}",
                uco_tool__version=read.edition,
            )
            drafts = [
                {"@id": self.id("statement", each.id)}
                for each in material.statements[source.id]
                if ".x" not in each.id
            ]
            self.action(
                ("read", source.id, read.by.number),
                "source read",
                read.by,
                uco_action__object=item,
                uco_action__instrument=tool,
                **({"uco_action__result": drafts} if drafts else {}),
            )

    def _content(self, source: Source) -> Node:
        iri = self.id("content", source.id)
        more: Node = {}
        if source.format in MIME:
            more["uco_observable__mimeType"] = MIME[source.format]
        original = self.material.look.opened(source.sealed["original"])
        if self.material.names and original is not None:
            content = base64.b64decode(original)
            digest = self._hash(source.id, hashlib.sha256(content).hexdigest())
            more |= {"uco_observable__sizeInBytes": len(content), "uco_observable__hash": digest}
        return self.put(iri, "uco-observable:ContentDataFacet", **more)

    def _hash(self, name: str, digest: str) -> Node:
        return self.put(
            self.id("hash", name),
            "uco-types:Hash",
            uco_types__hashMethod="SHA256",
            uco_types__hashValue={"@type": "xsd:hexBinary", "@value": digest},
        )

    def _exhibit(self, source: Source, item: Node) -> Node:
        return self.put(
            self.id("exhibit", source.id),
            "case-investigation:ProvenanceRecord",
            uco_core__description=f"salted SHA-256 in record {source.by.number}: {source.sealed.get('original', '')}",
            case_investigation__exhibitNumber=source.id,
            uco_core__object=item,
        )

    def statement(self, source: Source, one: Placed) -> None:
        material, now = self.material, one.standing
        text = material.texts[source.id]
        speaker = material.speaker(one)
        said = joined(text, now.statement.spans)
        by = f"{called(speaker)}: " if speaker is not None else ""
        state = UNCONFIRMED if now.state == PROPOSED else now.state
        iri = self.id("statement", one.id)
        self.put(
            iri,
            OBJECT,
            uco_core__name=one.id,
            uco_core__description=[f"{by}{said}", *(f"Beside it, {line}" for line in material.beside(one))],
            uco_core__tag=[state, now.statement.kind],
            uco_core__objectStatus="Draft" if now.state == PROPOSED else "Final",
            case_investigation__wasDerivedFrom={"@id": self.id("source", source.id)},
        )
        if speaker is not None:
            self._speaker(one.id, {"@id": iri}, speaker)
        for each in reviews_of(source, one.id):
            if not each.refused and (each.party or each.as_ != REJECTED):
                self._review(one.id, each)

    def _speaker(self, name: str, statement: Node, speaker: Node) -> None:
        more = {"uco_core__name": speaker["name"]} if speaker.get("name") else {}
        person = self.put(self.id("person", speaker["id"]), "uco-identity:Person", **more)
        role = self.put(self.id("role", speaker["role"]), "uco-role:Role", uco_core__name=speaker["role"])
        self.relate("person", speaker["id"], person, role, "Has_Role")
        self.relate("said", name, statement, person, "Attributed_To")

    def _review(self, name: str, review: Review) -> None:
        party = ", by a party to the matter" if self.material.party(review.by, party=review.party) else ""
        self.action(
            ("review", name, review.by.number),
            f"{name} {review.as_}{party}",
            review.by,
            uco_action__object={"@id": self.id("statement", name)},
        )

    def gone(self, source: Source, how: str, on: str) -> None:
        item = self.put(
            self.id("source", source.id),
            "uco-observable:ObservableObject",
            uco_core__name=source.id,
            uco_core__description=f"{source.type}, left out of this export: {how} on {on}",
        )
        self.put(
            self.id("exhibit", source.id),
            "case-investigation:ProvenanceRecord",
            case_investigation__exhibitNumber=source.id,
            uco_core__object=item,
        )

    def taken(self, taken: Taken) -> None:
        name = f"record-{taken.by.number}"
        content = self.put(
            self.id("content", name),
            "uco-observable:ContentDataFacet",
            uco_observable__mimeType="application/zip",
            uco_observable__hash=self._hash(name, taken.bundle),
        )
        item = self.put(
            self.id("source", name),
            "uco-observable:ObservableObject",
            uco_core__name="Evidence bundle of the production's ledger",
            uco_core__description=f"of a ledger of {taken.size} records with the root {taken.root}",
            uco_core__hasFacet=content,
        )
        self.action(
            ("take", taken.by.number), "record of the production taken", taken.by, uco_action__result=item
        )

    def bundle(self) -> Node:
        material, state = self.material, self.material.look.state
        objects = [{"@id": iri} for iri, node in self.nodes.items() if node["@type"] not in _CHARACTERS]
        if state.opening is not None:
            more: Node = {}
            if state.opening.title is not None:
                more["uco_core__name"] = material.look.covered(state.opening.title)
            if state.closed is not None:
                more["uco_core__endTime"] = time(state.closed[0].at)
            case = self.put(
                self.id("investigation"),
                "case-investigation:Investigation",
                case_investigation__focus=self.material.look.covered(state.opening.purpose),
                case_investigation__investigationForm="incident",
                case_investigation__investigationStatus="closed" if state.closed else "open",
                uco_core__startTime=time(state.opening.by.at),
                **more,
                **({"uco_core__object": objects} if objects else {}),
            )
            objects = [case, *objects]
        whole = {
            "@id": self.id("bundle", material.of, str(material.names)),
            "@type": "uco-core:Bundle",
            "uco-core:name": f"Case {material.look.id}, {material.of}, as of record {material.number}",
            "uco-core:description": _told(material),
            "uco-core:objectCreatedTime": time(material.at),
            "uco-core:object": objects,
        }
        return {"@context": CONTEXT, "@graph": [whole, *self.nodes.values()]}


_CHARACTERS = ("uco-observable:ContentDataFacet", "uco-types:Hash")
"""What characterizes another object, and is none itself."""


def _told(material: Material) -> str:
    head = material.head()
    return (
        f"Names are {head['names']}. Statements: {head['statements']}; proposals that nobody confirmed: "
        f"{head['proposed_and_confirmed_by_nobody']}. Nothing here says what is true. "
        f"Left out: {'; '.join(material.left_out_says) or 'nothing'}."
    )


def time(at: str) -> Node:
    """Return a time as a typed value."""
    return {"@type": "xsd:dateTime", "@value": at}
