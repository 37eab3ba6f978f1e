"""Sources come into a case whole, whatever they are, and are read at once."""

from __future__ import annotations

import base64
import json
import unicodedata

import pytest
import typst

from showsafe.application.sealing import decoded, encoded
from showsafe.casefile.adding import Given, add
from showsafe.casefile.case import Case
from showsafe.casefile.views.sources import source, sources
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, seen


def added(case: Case, content: bytes, name: str) -> str:
    """Add a source of some bytes, and return its id."""
    given = Given(content=content, name=name, type="article")
    return add(case, given, by=OWNER, at=cases.AT, act_id=f"add-{next(cases.numbers)}")[0].id


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (unicodedata.normalize("NFD", "“Élodie lö́aded it,” said Zoë Ångström.").encode(), "decomposed.txt"),
        ("“It went off,” said Ann Pell.".encode("utf-16"), "wide.txt"),
        (
            "<html><body><p>“It went off,” said Ann Pell.</p><script>x()</script></body></html>".encode(),
            "page.html",
        ),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann Pell>It went off.\n", "talk.vtt"),
        (json.dumps({"uri": "u", "body_text": "“It went off \ud800,” said Ann Pell."}).encode(), "item.json"),
        ('“A «b \u2018c”, "d”, said „e“ nobody'.encode(), "marks.txt"),
        (b"", "empty.txt"),
        (b"\x00\xff\x01", "bytes.bin"),
    ],
)
def test_a_source_is_kept_to_the_letter(content: bytes, name: str) -> None:
    """The original comes back as it was, every quotation is a slice of the text, and the text is what was read."""
    case = cases.opened()
    made = added(case, content, name)
    state = case.state().sources[made]
    assert base64.b64decode(case.opened(state.sealed["original"])) == content
    shown = source(seen(case, names=True), made)
    assert shown["text"] == case.opened(state.sealed["text"])
    for each in (*shown["quotes"], *shown["dates"]):
        assert shown["text"][each["start"] : each["end"]] == each["text"]
    for row in shown["map"]:
        assert row[0] + row[1] <= len(shown["text"])


def test_turns_of_captions_are_statements() -> None:
    """Captions that name who speaks give statements of theirs, though no marks stand around them."""
    case = cases.opened()
    made = added(case, b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann Pell>It went off.\n", "talk.vtt")
    (told,) = source(seen(case, names=True), made)["statements"]
    assert (told["text"], told["mention"], told["directness"]) == ("It went off.", "Ann Pell", "direct")


def test_a_pdf_keeps_the_place_on_its_page() -> None:
    """Lines of a PDF are kept with their page, in whole points; a page without text is named."""
    page = "#set page(width: 100mm, height: 60mm)\n“It went off,” said Ann Pell.\n#pagebreak()\n#rect()\n"
    case = cases.opened()
    made = added(case, bytes(typst.compile(page.encode(), format="pdf")), "report.pdf")
    shown = source(seen(case), made)
    assert (shown["format"], shown["unread"]) == ("pdf", [2])
    assert {row[2] for row in shown["pages"]} == {1}
    assert shown["statements"]


def test_a_correction_leads_both_ways() -> None:
    """What corrects a source is a source of its own; each says which the other is."""
    case = cases.opened()
    first = cases.source(case)
    second = cases.source(case, "Correction: four rounds, not six.", corrects=first)
    rows = {each["id"]: each for each in sources(seen(case))["sources"]}
    assert (rows[second]["corrects"], rows[first]["corrected_by"], len(rows)) == (first, second, 2)
    with pytest.raises(WrongInput, match=r"case\.unknown"):
        cases.source(case, "Another correction.", corrects="s9")


def test_a_source_added_again_under_one_id_is_one() -> None:
    """A file that is sent twice because the answer was lost is one source, read once."""
    case = cases.opened()
    given = Given(content=cases.ARTICLE.encode(), name="a.txt", type="article")
    first = add(case, given, by=OWNER, at=cases.AT, act_id="upload-1")
    again = add(case, given, by=OWNER, at=cases.AT, act_id="upload-1")
    assert [each.number for each in first] == [each.number for each in again]
    assert len(case.state().sources["s1"].readings) == 1


@pytest.mark.parametrize(
    "value", ["plain", "e\u0301", {"a": ["e\u0301", 1, None]}, {"json-in-base64": "x"}, [], {"": True}]
)
def test_a_value_comes_back_as_it_went(value: object) -> None:
    """Whatever Unicode form its strings have, a personal value is the same when it is opened."""
    assert decoded(encoded(value)) == value
