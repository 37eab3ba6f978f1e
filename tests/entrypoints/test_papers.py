"""Papers from a terminal: listed, printed, kept as they are, checked by their code; what is wrong in one sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.entrypoints.cli import run

HOUSE = "#show: sheet\n#head(kicker: [The house], title: data.title)\n"


def said(file: Path) -> str:
    """Return the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)


def test_papers_are_listed_for_people_and_for_programs() -> None:
    """Each has name, title and needs, and nothing else, as JSON; in words what it needs is an option."""
    listed = json.loads(run("papers", "--json").out)
    assert [set(each) for each in listed] == [{"name", "title", "needs"}] * len(listed)
    assert {"name": "custody-chain", "title": "Chain of custody", "needs": ["weapon"]} in listed
    assert "custody-chain: Chain of custody, needs --weapon" in run("papers").out


def test_a_paper_is_printed_checked_and_never_written_over(data: Path, tmp_path: Path) -> None:
    """Printed twice it is the same file; another one does not take its place unasked; its code leads back."""
    out = tmp_path / "chain.pdf"
    words = ("paper", "custody-chain", data, "--weapon", "revolver", "--out", out)
    made = run(*words, "--json").json
    first = out.read_bytes()
    assert made["bytes"] == len(first)
    assert "Weapon revolver" in said(out)
    assert run(*words).status == 0
    assert out.read_bytes() == first
    refused = run(*words, "--lang", "es", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, "paper.is-there")
    assert run(*words, "--lang", "es", "--force").status == 0
    assert "Arma revolver" in said(out)
    checked = run("papers", "--check", made["check"], data, "--json")
    assert (checked.status, checked.json["found"]) == (0, "as-now")
    forged = run("papers", "--check", made["check"].replace("sum=", "sum=A"), data)
    assert forged.status == 1
    assert "Do not rely on this page." in forged.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("day-shet",), "paper.unknown"),
        (("custody-chain",), "paper.missing"),
        (("custody-chain", "--weapon", "nothing"), "paper.no-such"),
        (("day-sheet", "--size", "a0"), "paper.size"),
        (("day-sheet", "--lang", "xx"), "paper.language"),
        (("day-sheet", "--day", "yesterday"), "paper.day"),
        (("day-sheet", "--day", "1999-01-01"), "paper.no-day"),
        (("day-sheet", "--lot", "blanks"), "paper.not-taken"),
        (("incident-report", "--incident", "1"), "paper.no-such-incident"),
        (("day-sheet", "--own", "house"), "paper.no-template"),
        (("custody-chain", "--weapon", "a\u202eb"), "paper.wish"),
    ],
)
def test_what_cannot_be_printed_is_one_sentence(
    data: Path, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    """With its permanent code and what to do now, status 2, and no file."""
    name, *rest = words
    out = tmp_path / "paper.pdf"
    refused = run("paper", name, data, *rest, "--out", out, "--json")
    assert (refused.status, refused.json["error"]["code"]) == (2, code)
    assert refused.json["error"]["now"]
    assert not out.exists()


def test_a_paper_never_lands_in_the_data_directory(data: Path) -> None:
    """The directory of the unit holds what its auditor knows, and nothing beside it."""
    refused = run("paper", "day-sheet", data, "--out", data / "day.pdf", "--json")
    assert refused.json["error"]["code"] == "export.inside"


def test_where_there_is_nothing_to_read_or_to_write_it_is_said(data: Path, tmp_path: Path) -> None:
    """A book's directory, a folder that is not there, a template that is no file: each has its own sentence."""
    file = tmp_path / "house.typ"
    file.write_text(HOUSE)
    run("template", "keep", data, "wrap-report", file, "--name", "house", "--by", "producer")
    book = data.with_name(f"{data.name}.books") / "office"
    out = tmp_path / "paper.pdf"
    wrong = {
        "book.not-a-set": (book, "--out", out),
        "paper.no-place": (data, "--out", tmp_path / "nowhere" / "paper.pdf"),
        "input.no-file": (data, "--out", out, "--template", tmp_path / "nothing.typ"),
    }
    for code, words in wrong.items():
        refused = run("paper", "wrap-report", *words, "--json")
        assert (refused.status, refused.json["error"]["code"]) == (2, code)
        assert not out.exists()


def test_a_page_is_checked_against_a_directory(data: Path) -> None:
    """A code without a directory, a directory without a code, and what is no code are said to be wrong."""
    assert run("papers", data).status == 2
    assert run("papers", "--check", "x").status == 2
    assert run("papers", "--check", "x", data, "--json").json["error"]["code"] == "paper.not-a-proof"


def test_a_template_is_kept_used_and_withdrawn(data: Path, tmp_path: Path) -> None:
    """From a file to the office book, to a page that says so, and out of use; its book still verifies."""
    file, out = tmp_path / "house.typ", tmp_path / "house.pdf"
    file.write_text(HOUSE)
    kept = run(
        "template", "keep", data, "wrap-report", file, "--name", "house", "--by", "producer", "--json"
    ).json
    assert json.loads(run("template", "list", data, "--json").out) == [
        {"name": "house", "paper": "wrap-report", "entry": kept["entry"], "sum": kept["sum"]}
    ]
    made = run("paper", "wrap-report", data, "--own", "house", "--out", out, "--json").json
    assert "THE HOUSE" in said(out).upper()
    assert f"own=house@{kept['sum'][:12]}" in made["check"]
    assert run("template", "withdraw", data, "house", "--by", "producer").status == 0
    assert "No template is kept." in run("template", "list", data).out
    assert run("verify", data.with_name(f"{data.name}.books") / "office").status == 0
    both = run("paper", "wrap-report", data, "--own", "house", "--template", file, "--out", out, "--json")
    assert both.json["error"]["code"] == "input.usage"
