"""A statement with its place in time: by the first day that it can be about, else by when it can have been said."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.casefile import edtf
from showsafe.casefile.reviewing import Standing, standing, statements_of
from showsafe.casefile.state import Source
from showsafe.casefile.words import REJECTED

LAST = "~"
"""Sorts after every date: statements of which nobody knows when."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement in its place: ``at`` sorts, ``rests`` says on what the place rests: about, said, or nothing."""

    at: str
    rests: str
    source: Source
    standing: Standing

    @property
    def id(self) -> str:
        """The id of the statement."""
        return self.standing.statement.id

    @property
    def dropped(self) -> bool:
        """Whether somebody rejected the statement who is no party to the matter: nobody drops what is said of them."""
        review = self.standing.review
        return self.standing.state == REJECTED and not (review is not None and review.party)


def of_source(source: Source) -> tuple[Placed, ...]:
    """Return the statements of a source that is not gone, each with its place."""
    return tuple(_placed(source, standing(source, each)) for each in statements_of(source))


def _placed(source: Source, one: Standing) -> Placed:
    about = min((low for each in one.statement.about if (low := edtf.lower(each))), default="")
    if about:
        return Placed(about, "about", source, one)
    said = edtf.lower(one.statement.said[0])
    return Placed(said or LAST, "said" if said else "", source, one)
