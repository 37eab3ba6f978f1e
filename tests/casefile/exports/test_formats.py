"""Each format says what it has to: places that hold, who proposed and who confirmed, and the shapes of CASE and UCO."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest

from showsafe.casefile.case import Case
from showsafe.casefile.exports.web_annotation import CONTEXT, named
from showsafe.casefile.exports.written import as_csv, cell
from tests.casefile.exports.handed import FORMULA, case, files, parsed
from tests.casefile.exports.uco_shapes import faults


@pytest.fixture(scope="module")
def made() -> Case:
    """Return a case that no test changes."""
    return case()


def test_annotations_hit_the_words_in_the_text_that_they_name(made: Case) -> None:
    """Each selector finds the same words by place and by quotation, in the text whose sum is its name."""
    collection = parsed(made, "web-annotation", names=True)
    assert collection["@context"][0] == CONTEXT
    texts = {
        named(hashlib.sha256(text.encode()).hexdigest()): text
        for each in made.state().sources.values()
        if (text := made.opened(each.sealed["text"]))
    }
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 6
    for target in (target for item in items for target in item["target"]):
        text = texts[target["source"]["id"]]
        position, quote = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.index(whole) == position["start"] - len(quote["prefix"])


def test_covered_annotations_hold_their_places(made: Case) -> None:
    """Without names places are the same, and the text they name is the one with names covered."""
    shown = parsed(made, "web-annotation", names=True)["first"]["items"]
    covered = parsed(made, "web-annotation")["first"]["items"]
    places = [[target["selector"][0] for target in each["target"]] for each in shown]
    assert [[target["selector"][0] for target in each["target"]] for each in covered] == places
    assert all(
        len(a["selector"][1]["exact"]) == len(b["selector"][1]["exact"])
        for one, other in zip(shown, covered, strict=True)
        for a, b in zip(one["target"], other["target"], strict=True)
    )


def test_an_annotation_says_who_confirmed_it_and_that_they_are_a_party(made: Case) -> None:
    """A confirmation has its person by role, with the flag; a proposal has none."""
    bodies = {
        item["target"][0]["source"]["showsafe:source"]: [body["value"] for body in item["body"]]
        for item in parsed(made, "web-annotation")["first"]["items"]
    }
    assert "confirmed by a party to the matter" in bodies["s4"]
    assert bodies["s1"][0] == "proposed, confirmed by nobody"


def test_provenance_leads_from_each_statement_to_its_source(made: Case) -> None:
    """Whatever is referred to is there, and nothing is derived from nothing."""
    document = parsed(made, "prov")
    nodes = {each["@id"]: each for each in document["@graph"]}
    refs = [value["@id"] for each in nodes.values() for value in _values(each) if set(value) == {"@id"}]
    assert [each for each in refs if each not in nodes] == []
    reviewed = [
        each
        for each in nodes.values()
        if each.get("showsafe:state") == "confirmed" and "prov:wasRevisionOf" in each
    ]
    assert len(reviewed) == 3
    for each in reviewed:
        draft = nodes[each["prov:wasDerivedFrom"]["@id"]]
        agent = nodes[each["prov:wasAttributedTo"]["@id"]]
        assert "prov:Person" in agent["@type"]
        assert each["prov:generatedAtTime"]["@value"]
        assert "prov:SoftwareAgent" in nodes[draft["prov:wasAttributedTo"]["@id"]]["@type"]
        text = nodes[draft["prov:wasDerivedFrom"]["@id"]]
        assert "prov:PrimarySource" in nodes[text["prov:wasDerivedFrom"]["@id"]]["@type"]


def _values(node: dict[str, Any]) -> list[dict[str, Any]]:
    flat = [one for value in node.values() for one in (value if isinstance(value, list) else [value])]
    return [each for each in flat if isinstance(each, dict)]


def test_schema_org_quotes_and_claims_and_rates_nothing(made: Case) -> None:
    """Words in marks are quotations, other words claims; nothing is reviewed, rated or called true."""
    graph = parsed(made, "schema-org", names=True)["@graph"]
    kinds = [each["@type"] for each in graph]
    assert {"Quotation", "Claim", "Dataset", "NewsArticle"} <= set(kinds)
    assert "ClaimReview" not in str(graph)
    assert "Rating" not in str(graph)
    states = {
        each["identifier"]: each["creativeWorkStatus"]
        for each in graph
        if each["@type"] in ("Quotation", "Claim")
    }
    assert states["s1.2"] == "confirmed"
    assert states["s2.1"] == "proposed, confirmed by nobody"


@pytest.mark.parametrize("names", [False, True])
def test_case_uco_has_the_shapes_of_the_ontology(made: Case, names: bool) -> None:  # noqa: FBT001
    """Every node has a class that is known, and properties of it, as often and of such values as the shapes say."""
    document = parsed(made, "case-uco", names=names)
    assert faults(document) == []
    kinds = {each["@type"] for each in document["@graph"]}
    assert {"case-investigation:Investigation", "case-investigation:InvestigativeAction"} <= kinds
    drafts = [each for each in document["@graph"] if each.get("uco-core:objectStatus") == "Draft"]
    assert drafts
    assert all("proposed, confirmed by nobody" in each["uco-core:tag"] for each in drafts)


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda node: node.pop(key, None)


@pytest.mark.parametrize(
    "damage",
    [
        _without("uco-core:target"),
        lambda node: node.update({"uco-core:nam": "x"}),
        lambda node: node.update({"@type": "uco-core:Relation"}),
        lambda node: node.update({"uco-core:isDirectional": "yes"}),
        lambda node: node.update({"uco-core:source": {"@id": "kb:nowhere"}}),
        lambda node: node.update({"uco-core:name": ["a", "b"]}),
        lambda node: node.update({"@id": "kb:relationship"}),
    ],
)
def test_the_check_of_shapes_finds_what_is_wrong(
    made: Case, damage: Callable[[dict[str, Any]], object]
) -> None:
    """A check that cannot fail shows nothing."""
    document = copy.deepcopy(parsed(made, "case-uco"))
    damage(next(each for each in document["@graph"] if each["@type"] == "uco-core:Relationship"))
    assert faults(document)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " =", "|", "%"])
def test_no_cell_is_a_formula(begin: str) -> None:
    """What a spreadsheet would run is text, whatever stands before it."""
    said = f"{begin}cmd|' /C calc'!A0"
    assert cell(said) == f"'{said}"
    rows = list(csv.reader(io.StringIO(as_csv(("a",), [{"a": said}]).decode(), newline="")))
    assert rows[1] == [f"'{said}"]


def test_tables_say_both_sides_and_what_is_missing(made: Case) -> None:
    """A source that is gone keeps its row; a title that is a formula is text."""
    tables = files(made, "sources", names=True)
    rows = {each["source"]: each for each in csv.DictReader(io.StringIO(tables["sources.csv"].decode()))}
    assert rows["s5"]["left_out"] == "sealed 2024-11-12"
    assert rows["s5"]["title"] == ""
    assert rows["s4"]["title"] == f"'{FORMULA}"
    shown = list(csv.DictReader(io.StringIO(files(made, "timeline")["timeline.csv"].decode())))
    assert {each["side"] for each in shown} == {"said", "left out"}
    assert {each["state"] for each in shown if each["side"] == "said"} == {
        "confirmed",
        "proposed, confirmed by nobody",
    }
