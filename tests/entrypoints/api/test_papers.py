"""Papers over HTTP: who may have which, with names or by role, and the same file for the same records."""

from __future__ import annotations

import io

from pypdf import PdfReader

from showsafe.papers import catalogue
from tests.entrypoints.api.sets import Phone


def said(content: bytes) -> str:
    """Return the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_every_paper_is_listed_with_what_it_needs(cart: Phone) -> None:
    """The list has the papers of the catalogue in its order, with needs, sheets and a title of the language."""
    answer = cart.get("papers").json()
    assert [each["name"] for each in answer["papers"]] == list(catalogue.NAMES)
    chain = next(each for each in answer["papers"] if each["name"] == "custody-chain")
    assert chain["needs"] == ["weapon"]
    assert chain["sizes"] == ["a4", "letter"]
    assert cart.get("papers?lang=es").json()["papers"][0]["title"] == "Hoja de jornada"
    assert answer["names"] is False


def test_a_paper_is_printed_of_the_set_that_is_served(cart: Phone) -> None:
    """It is a PDF to keep, the same to the byte when it is asked for again, and 304 for who has it."""
    first = cart.get("papers/custody-chain?weapon=revolver")
    assert first.status_code == 200
    assert first.headers["content-type"] == "application/pdf"
    assert 'filename="north-ridge-custody-chain-revolver.pdf"' in first.headers["content-disposition"]
    assert "sandbox" in first.headers["content-security-policy"]
    assert "Weapon revolver" in said(first.content)
    assert cart.get("papers/custody-chain?weapon=revolver").content == first.content
    again = cart.get("papers/custody-chain?weapon=revolver", **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_wish_that_cannot_be_meant_is_one_sentence(cart: Phone) -> None:
    """An unknown paper, a missing thing, a strange sheet, an unknown wish, one said twice: each has its own code."""
    wrong = {
        "papers/day-shit": "paper.unknown",
        "papers/custody-chain": "paper.missing",
        "papers/custody-chain?weapon=nothing": "paper.no-such",
        "papers/wrap-report?size=a0": "paper.size",
        "papers/wrap-report?weapon=revolver": "paper.not-taken",
        "papers/wrap-report?colour=red": "paper.wish",
        "papers/custody-chain?weapon=revolver&weapon=other": "paper.wish",
        "papers/wrap-report?lang=tlh": "paper.language",
    }
    for path, code in wrong.items():
        answer = cart.get(path)
        assert answer.status_code == 400, path
        assert answer.json()["code"] == code, path


def test_names_are_for_the_office_and_the_safety_advisor(cart: Phone) -> None:
    """The armorer has people by role; the office may have them by name."""
    assert cart.get("papers/wrap-report?names=true").json()["code"] == "access.not-allowed"
    cart.sign_in("producer")
    assert cart.get("papers/wrap-report?names=true").status_code == 200


def test_a_performer_has_no_papers_and_a_book_is_not_for_the_floor(phone: Phone) -> None:
    """Papers are for those in charge; a book beside the record only for the office and the custodians."""
    phone.sign_in("performer")
    assert phone.get("papers").status_code == 403
    assert phone.get("papers/day-sheet").status_code == 403
    phone.sign_in("first-ad")
    listed = [each["name"] for each in phone.get("papers").json()["papers"]]
    assert "day-sheet" in listed
    assert "bound-book" not in listed
    assert phone.get("papers/bound-book?view=both").json()["code"] == "access.not-allowed"
