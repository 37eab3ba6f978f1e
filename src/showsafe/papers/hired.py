"""What the papers of a hire share: the hire that is meant, its entries of the office book, and its things in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from showsafe.books.hire.index import Index, index_of
from showsafe.books.hire.state import MOVES, Hire, Item, hires_of
from showsafe.books.hire.words import WAYS
from showsafe.books.kinds import OFFICE
from showsafe.books.pages import Kept, Pages
from showsafe.errors import WrongInput
from showsafe.papers import shown
from showsafe.papers.plan_shown import WORDS
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both, texts

Plain = dict[str, Any]


@dataclass
class Hired:
    """One hire as a paper reads it: its entries alone, so that nothing on it changes with the day of printing."""

    source: Source
    wish: Wish
    pages: Pages
    hire: Hire

    @cached_property
    def index(self) -> Index:
        """The entries of hire by what they are about."""
        return index_of(self.pages)

    @cached_property
    def entries(self) -> list[Kept]:
        """The entries of the hire, the first one first."""
        return [kept for number in self.hire.entries if (kept := self.pages.at(number)) is not None]

    def consignments(self, way: str) -> list[Kept]:
        """Return its consignments of one way, the first one first."""
        return [kept for kept in self.entries if kept.kind in MOVES and WAYS[kept.kind] == way]

    def who(self, person: str) -> str:
        """Return somebody as they stand on this paper; "" for nobody."""
        return self.source.who(person, self.wish.lang, names=self.wish.names) if person else ""

    def what(self, item: Item) -> str:
        """Return what a thing is by the register, in the language of the paper; "" where it is not in it."""
        weapon, lot = (getattr(self.source.state, of).get(item.thing) for of in ("weapons", "lots"))
        if weapon is not None:
            words = texts(WORDS, self.wish.lang)
            class_ = words["class"].get(weapon.class_, weapon.class_)
            action = words["action"].get(weapon.action, weapon.action)
            return " ".join(filter(None, (weapon.maker, weapon.model, weapon.calibre, action, class_)))
        if lot is not None:
            rounds = shown.rounds_of(lot.kind, lot.size, lot.calibre, self.wish.lang)
            return " ".join(filter(None, (rounds, lot.maker)))
        return ""

    def said(self, kept: Kept) -> str:
        """Return free words of an entry: only where names are wished, since they may name somebody."""
        return str(kept["says"] or "") if self.wish.names else ""

    def facts(self, name: str, kept: Kept | None = None) -> list[list[str]]:
        """Return with whom it is and until when; of one consignment also how it travelled."""
        words, hire = both(name, self.wish.lang)["facts"], self.hire
        purpose = f", {words['service']}" if hire.purpose == "service" else ""
        facts = [
            [words["hire"], f"{hire.id}{purpose}"],
            [words["ours" if hire.ours else "theirs"], hire.party],
        ]
        agreed = f" ({words['agreed']} {hire.agreed})" if hire.extended else ""
        facts.append([words["days"], f"{hire.since} \u2013 {hire.until}{agreed}"])
        if kept is not None:
            facts += [[words["on"], kept["on"]]]
            facts += [[words[key], kept[key]] for key in ("contract", "carrier", "packing") if kept[key]]
            if kept["seals"]:
                facts.append([words["seals"], ", ".join(kept["seals"])])
        return facts


def hired(source: Source, wish: Wish) -> Hired:
    """Return the hire that is wished; raises WrongInput ``paper.no-such``."""
    pages = source.books(OFFICE)
    found = hires_of(pages).get(wish.hire)
    if found is None:
        seen = "".join(c if c.isprintable() else "?" for c in wish.hire[:60])
        raise WrongInput(
            "paper.no-such",
            f"No hire {seen!r} is in the office book.",
            "Look for its id: showsafe hire list DIR",
        )
    return Hired(source, wish, pages, found)


def of_the_office(records: set[int]) -> Plain:
    """Return what a paper of the office book says of its records."""
    return {"of": OFFICE, "records": sorted(records), "whole": False}
