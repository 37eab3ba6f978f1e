"""Is this page what the record says? From its QR to an answer, by making the paper again.

1. The ledger is that of the page, and grew from the tree that the page names.
2. Made again now, the paper rests on the very same records: then the page is as it would be printed today.
3. Otherwise it is made again from the records of then: that tells a page that has grown old from one that is not ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from showsafe.errors import WrongInput
from showsafe.ledger.store import Store
from showsafe.papers import catalogue, press, proof
from showsafe.papers.past import Past
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
        size = self.claim.size
        whole = f"every record from 1 to {size}"
        on = whole if isinstance(self.records, str) else f"records {_stretches(self.records)}"
        tree = f"The first {size} records of this ledger are those that the page names, unchanged."
        if self.word == NOW:
            return [
                tree,
                f"The paper {self.claim.paper}, made again now, rests on {on}: nothing has come to it since.",
            ]
        if self.word == THEN:
            return [
                tree,
                f"The paper {self.claim.paper} rested on {on}.",
                "More has been recorded since: print it again to see it.",
            ]
        return [
            tree,
            f"But the paper {self.claim.paper}, made again from them, rests on other records than the page says.",
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


def check(source: Source, text: str, progress: Callable[[int, int], None] | None = None) -> Found:
    """Return whether a page was made from the record; raises WrongInput and NotVerified as ``proof`` does."""
    claim = proof.read(text.strip())
    paper = catalogue.paper(claim.paper)
    proof.check_tree(source.store, source.unit, claim)
    rests = _rests(paper, source, claim)
    if rests is not None and proof.same_sum(rests, claim):
        return Found(NOW, claim, rests.records)
    then = replace(source, store=cast("Store", Past(source.store, claim.size, progress)), _who={})
    rests = _rests(paper, then, claim)
    if rests is not None and proof.same_sum(rests, claim):
        return Found(THEN, claim, rests.records)
    return Found(OTHER, claim, rests.records if rests else ())


def _rests(paper: catalogue.Paper, source: Source, claim: proof.Claim) -> proof.Rest | None:
    """Return what the paper rests on when it is made again; None where it cannot be made from these records."""
    try:
        return press.rests_of(paper, source, claim.wish)
    except WrongInput:
        return None


def _stretches(numbers: tuple[int, ...]) -> str:
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in out) or "none"
