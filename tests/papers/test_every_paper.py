"""Every paper of the catalogue, printed and read back: archival, the same to the byte, with records and code."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from showsafe.domain.acts import KINDS
from showsafe.domain.words import ROLES
from showsafe.papers import catalogue, press
from showsafe.papers.words import COMMON, both, texts
from showsafe.projections import counts, swimlane
from tests.papers.busy import busy
from tests.papers.pdfa import faults
from tests.papers.seen import Page, Stage

SHEETS = {"a4": (595, 842), "letter": (612, 792)}
OF_A_HIRE = ("packing-list", "condition-report", "hire-return")
ELSEWHERE = ("bound-book", "place-register", "consignment-slip")
WITHOUT_PROOF = ("labels", "badge-cards", "concern-poster", *ELSEWHERE, *OF_A_HIRE)
"""Papers whose pages are cut up or put on a wall, those of another ledger, and of what travels: their own tests read
their codes."""

PRINTED = [name for name in catalogue.NAMES if name not in WITHOUT_PROOF]


def wished(name: str, stage: Stage) -> dict[str, str]:
    """Return what has to be said for a paper of the busy day."""
    dropped = next(line.number for line in stage.source.between(1, 99) if line.event.act.kind == "drop")
    known = {"weapon": "revolver", "incident": str(dropped)}
    return {need: known[need] for need in catalogue.paper(name).needs}


@pytest.mark.parametrize(
    ("name", "lang", "sheet"),
    [*((name, "es", "a4") for name in PRINTED), *((name, "en", "letter") for name in PRINTED[:7])],
)
def test_a_paper_is_archival_and_leads_to_its_proof(name: str, lang: str, sheet: str) -> None:
    """PDF/A-2b by every sign, of the wished sheet and language, with page numbers, records, and its code on a page."""
    stage = busy()
    wish = {**wished(name, stage), "lang": lang, "size": sheet}
    page = stage.printed(name, **wish)
    assert faults(page.pdf) == []
    reader = PdfReader(io.BytesIO(page.pdf))
    assert {tuple(round(float(each)) for each in one.mediabox[2:]) for one in reader.pages} == {SHEETS[sheet]}
    words = both(name, lang)
    assert f"{words['page']} 1 / {len(reader.pages)}" in page.text
    assert words["title"].casefold() in page.text.casefold()
    assert words["says"] in page.text
    paper = catalogue.paper(name)
    made = press.sheet(paper, stage.source, stage.wish(paper, **wish))
    assert [code.says for code in page.codes(page=len(reader.pages), dpi=120)] == [made.uri]


def test_a_paper_is_the_same_whenever_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set twice, with nothing kept in between, each is the same to the byte; also in a process of its own."""
    stage, name, first = busy(), "", Page(b"")
    for name in PRINTED[:7]:
        first = stage.printed(name, **wished(name, stage))
        monkeypatch.setattr(press, "_KEPT", press.Kept())
        assert stage.printed(name, **wished(name, stage)).pdf == first.pdf
        assert "Pat" not in first.text.split()
    made = press.sheet(catalogue.paper(name), stage.source, stage.wish(catalogue.paper(name)))
    monkeypatch.setattr(press, "_KEPT", press.Kept())
    assert press.printed(made, stays=True) == first.pdf


def test_what_is_not_archival_is_found() -> None:
    """The control of the check above: a script, a link, a missing mark, a font that is elsewhere are each said."""
    page = busy().printed("misfire-log")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page.pdf)))
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('hello')")}
    opened = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = opened
    out = io.BytesIO()
    writer.write(out)
    assert {"/JS is in it", "/OpenAction is in it"} <= set(faults(out.getvalue()))
    assert faults(page.pdf.replace(b"%PDF-1.7", b"%PDF-2.0")) == ["the header names no version up to 1.7"]
    bare = PdfWriter()
    bare.add_blank_page(100, 100)
    out = io.BytesIO()
    bare.write(out)
    assert "no output intent with a profile" in faults(out.getvalue())
    assert "the metadata does not say conformance B" in faults(out.getvalue())


@pytest.mark.parametrize("name", catalogue.NAMES)
def test_both_languages_say_the_same_things(name: str) -> None:
    """Every text is there in English and in Spanish; no paper says a text of the kit in words of its own."""
    english, spanish = texts(name, "en"), texts(name, "es")
    assert _keys(english) == _keys(spanish)
    assert not set(_keys(texts(COMMON, "en"))) & set(_keys(english))


def _keys(table: object, before: str = "") -> list[str]:
    if not isinstance(table, dict):
        return [before]
    return sorted(key for name, each in table.items() for key in _keys(each, f"{before}.{name}".strip(".")))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_act_role_and_part_has_a_word(lang: str) -> None:
    """What can be recorded can be said on paper."""
    said = texts("said", lang)
    assert set(KINDS) <= set(said["act"])
    assert set(ROLES) <= set(said["role"])
    assert set(counts.PARTS) <= set(texts("ammunition-account", lang)["part"])
    assert set(swimlane.TEXTS) == set(texts("custody-chain", lang)["picture_says"])


def test_a_long_name_stays_on_the_sheet() -> None:
    """A name of a hundred letters is broken, and no word stands outside of the page."""
    stage = Stage()
    stage.node.report("register", weapon="w" * 100, **{"class": "replica"})
    page = stage.printed("day-sheet")
    assert [each for each in page.words if "wwww" in each.says]
    assert max(each.x + each.wide for each in page.words) < 210 - 14
