"""A case with everything that may not leave it in it, and how it is handed out."""

from __future__ import annotations

import json
from typing import Any

from showsafe.bootstrap import rules_of
from showsafe.casefile import adding
from showsafe.casefile.adding import Given
from showsafe.casefile.case import Case
from showsafe.casefile.exports.exporting import Wanted, files_of
from showsafe.casefile.exports.material import material
from showsafe.casefile.exports.written import Files
from showsafe.casefile.views.look import Kept
from tests.casefile import cases

WITHHELD = "Sealed words of a minor that nobody may read."
REJECTED = "A shot was fired on the stage of the old mill"
NAMES = ("Wenna", "Tollifax", "Bram", "Oddy", "Ines", "Quell", "Odo", "Marl", "Cosmo", "Grell")
"""Everybody whose name stands in the sources or in what they say of themselves."""

FORMULA = "=HYPERLINK(1)"


def case() -> Case:
    """Return a case with a confirmed, a rejected and several proposed statements, and a source that was sealed."""
    made = cases.whole()
    late = "“The cart was never locked,” said Cosmo Grell, who was at the door.\n"
    about = {"title": FORMULA, "publisher": "The Mill Post", "author": "Odo Marl"}
    given = Given(
        content=late.encode(), name="late.txt", type="interview", published="2024-11-06", about=about
    )
    adding.add(made, given, by=cases.OWNER, at=cases.AT, act_id="late")
    cases.source(made, f"“{WITHHELD}” said Ines Quell.\n")
    cases.do(made, "seal-source", source="s5", order="order 7 of 2024", on="2024-11-12")
    cases.do(made, "review", cases.REVIEWER, statement="s1.1", as_="rejected", after=0)
    cases.do(made, "review", cases.OWNER, statement="s2.2", as_="confirmed", after=0, content={"who": "p3"})
    cases.do(made, "review", cases.PARTY, statement="s4.1", as_="confirmed", after=0)
    return made


def files(made: Case, name: str, *, of: str = "case", names: bool = False) -> Files:
    """Return the files of a format."""
    wanted = Wanted(format=name, of=of, names=names)
    return files_of(made, wanted, by=cases.OWNER, kept=Kept(), rules_of=rules_of)[1]


def parsed(made: Case, name: str, *, of: str = "case", names: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Return the one JSON file of a format."""
    found = [content for file, content in files(made, name, of=of, names=names).items() if "json" in file]
    return json.loads(found[0])


def rows(made: Case, name: str, which: str) -> list[str]:
    """Return each place of a format in which a statement stands, as text; of the list of sources that of its source."""
    source = which.partition(".")[0]
    if name == "brat":
        lines = files(made, name, of=source)[f"{source}.ann"].decode().splitlines()
        mark = next(each.split("\t")[1].split()[1] for each in lines if f"\t{which}" in each)
        return ["\n".join(each for each in lines if f" {mark}" in each or each.startswith(f"{mark}\t"))]
    document = parsed(made, name)
    iri = material(made, cases.OWNER, Kept()).iri("statement", which)
    of: dict[str, tuple[tuple[str, ...], str, str]] = {
        "timeline": (("rows",), "id", which),
        "sources": (("rows",), "source", source),
        "prov": (("@graph",), "prov:label", which),
        "schema-org": (("@graph",), "identifier", which),
        "case-uco": (("@graph",), "uco-core:name", which),
        "web-annotation": (("first", "items"), "id", iri),
    }
    path, key, value = of[name]
    for each in path:
        document = document[each]
    return [json.dumps(each, ensure_ascii=False) for each in document if each.get(key) == value]
