"""Is this page what the record says? From its QR to an answer, by making the paper again.

1. The ledger is that of the page, and grew from the tree that the page names.
2. Made again now, the paper rests on the very same records: then the page is as it would be printed today.
3. Otherwise it is made again from the records of then: that tells a page that has grown old from one that is not ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from showsafe.books.kinds import sort_of
from showsafe.books.pages import Pages
from showsafe.books.turning import turned
from showsafe.errors import WrongInput
from showsafe.ledger.store import Store
from showsafe.papers import catalogue, press, proof, scopes
from showsafe.papers.past import Past, Progress
from showsafe.papers.source import Source

NOW, THEN, OTHER = "as-now", "as-then", "not-made-from-this"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ``word`` is one of ``NOW``, ``THEN`` and ``OTHER``; ``records`` those that the paper rests on."""

    word: str
    claim: proof.Claim
    records: tuple[int, ...] | str

    @property
    def same(self) -> bool:
        """Whether the page is one that was made from this record."""
        return self.word != OTHER

    @property
    def says(self) -> list[str]:
        """What is to be said of it, in sentences."""
        size, own = self.claim.size, self.claim.wish.own
        aside = (
            [f"It was set by a template of the production's own, {own}: how it looks is not ours."]
            if own
            else []
        )
        whole = f"every record from 1 to {size}"
        on = whole if isinstance(self.records, str) else f"records {_stretches(self.records)}"
        tree = f"The first {size} records of this ledger are those that the page names, unchanged."
        if self.word == NOW:
            return [
                tree,
                *aside,
                f"The paper {self.claim.paper}, made again now, rests on {on}: nothing has come to it since.",
            ]
        if self.word == THEN:
            return [
                tree,
                *aside,
                f"The paper {self.claim.paper} rested on {on}.",
                "More has been recorded since: print it again to see it.",
            ]
        return [
            tree,
            f"But the paper {self.claim.paper}, made again from them, does not rest on what the page says.",
            "Do not rely on this page. Print the paper again, and compare the two.",
        ]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        records = self.records if isinstance(self.records, str) else list(self.records)
        return {
            "found": self.word,
            "paper": self.claim.paper,
            "about": self.claim.wish.said(),
            "size": self.claim.size,
            "records": records,
            "says": self.says,
        }


def check(source: Source, text: str, progress: Progress | None = None) -> Found:
    """Return whether a page was made from the record; raises WrongInput and NotVerified as ``proof`` does."""
    claim = proof.read(text.strip())
    paper = catalogue.paper(claim.paper)
    built = _built(paper, source, claim)
    book = str(built.get("of", "")) if built else ""
    with press.ledger_of(source, book) as (store, unit):
        proof.check_tree(store, unit, claim)
        records = _rests(store, claim, built)
        if records is not None:
            return Found(NOW, claim, records)
        past = cast("Store", Past(store, claim.size, progress))
        then = replace(source, store=past, _who={}) if not book else _with_book(source, past, book)
        records = _rests(past, claim, _built(paper, then, claim))
    return Found(THEN, claim, records) if records is not None else Found(OTHER, claim, ())


def _with_book(source: Source, past: Store, book: str) -> Source:
    """Return the source with a book as it was when its ledger had so many records."""

    def pages(name: str) -> Pages:
        return turned(past, sort_of(name), Pages(name)) if name == book else source.books(name)

    return replace(source, books=pages, _who={})


def _built(paper: catalogue.Paper, source: Source, claim: proof.Claim) -> dict[str, Any] | None:
    """Return the paper made again; None where it cannot be made from these records."""
    try:
        return paper.build(*scopes.on(source, catalogue.fitting(paper, claim.wish)))
    except WrongInput:
        return None


def _rests(store: Store, claim: proof.Claim, built: dict[str, Any] | None) -> tuple[int, ...] | str | None:
    """Return the records that the paper rests on, where they are those of the claim; else None."""
    if built is None:
        return None
    rests = proof.rest(store, claim.paper, claim.wish, built["records"])
    return rests.records if proof.same_sum(rests, claim) else None


def _stretches(numbers: tuple[int, ...]) -> str:
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in out) or "none"
