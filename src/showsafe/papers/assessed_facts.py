"""What the record holds that a risk assessment speaks of: weapons, rounds, people and plans, counted, never judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from showsafe.domain.things import Lot
from showsafe.papers import on_duty, plan_shown
from showsafe.papers.grounds import grounds
from showsafe.papers.planned import Planned
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

NAME = "risk-assessment"


def facts(source: Source, wish: Wish, plans: list[Planned], met: int) -> dict[str, str]:
    """Return what is on record beside each hazard, by the name that its row has; ``met``: so many meetings."""
    words = texts(NAME, wish.lang)["facts"]
    weapons = [each for each in source.state.weapons.values() if each.enrolled]
    stored = sum(1 for each in weapons if source.state.believed(each.id).container)
    lots = [each for each in source.state.lots.values() if not each.gone]
    proven = sum(1 for each in lots if each.box and each.proven >= each.box)
    return {
        "rounds": words["rounds"].format(len(lots), proven, sum(1 for each in lots if _odd(each))),
        "distance": _distance(plans, words),
        "ppe": words["ppe"].format(sum(1 for each in plans if each.act.ppe), len(plans))
        if plans
        else words["no_plans"],
        "custodians": words["custodians"].format(len(on_duty.custodians(source, wish))),
        "look-alikes": words["weapons"].format(len(weapons), sum(1 for each in weapons if not each.fires)),
        "notices": words["notices"].format(len(on_duty.notices(source, source.size))),
        "meetings": words["meetings"].format(met),
        "stored": words["stored"].format(stored, len(weapons)),
    }


def conditions(
    source: Source, wish: Wish, ids: Iterable[str], found: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the conditions that bind here, each with what is on record for it."""
    words = texts(NAME, wish.lang)
    contacts = [each["who"] for each in on_duty.named_for(source, wish, on_duty.CONTACT)]
    shows = {
        "CA-9153(a)(1)": found["custodians"],
        "CA-9153(a)(3)-lock": found["stored"],
        "CA-9153(a)(4)": found["meetings"],
        "CA-9153(a)(5)": ", ".join(contacts) or words["facts"]["no_contact"],
        "CA-9153(a)(6)": found["custodians"],
    }
    return [
        {
            "says": words["condition_says"][each],
            "shows": shows.get(each, words["facts"]["each_time"]),
            "grounds": behind,
        }
        for each in ids
        if (behind := grounds([each], source.rules, wish.lang))["law"]
    ]


def weapons(source: Source, wish: Wish) -> list[dict[str, Any]]:
    """Return every kind of weapon on record, with how many there are."""
    counted = Counter(
        plan_shown.what(each, wish.lang) for each in source.state.weapons.values() if each.enrolled
    )
    return [{"what": what, "count": counted[what]} for what in sorted(counted)]


def lots(source: Source, wish: Wish) -> list[dict[str, Any]]:
    """Return every lot that is on set, with what it is and how many of its rounds are proven."""
    words = texts(plan_shown.WORDS, wish.lang)
    return [
        {
            "lot": source.short(each.id),
            "what": ", ".join(
                filter(
                    None,
                    (
                        words["ammunition"].get(each.kind, each.kind),
                        words["load"].get(each.size, each.size),
                        each.calibre,
                    ),
                )
            ),
            "box": each.box,
            "proven": each.proven,
            "odd": _odd(each),
        }
        for each in source.state.lots.values()
        if not each.gone
    ]


def _odd(lot: Lot) -> bool:
    """Whether nobody can say what its rounds are, or it was taken out of use."""
    return lot.bad or lot.quarantined


def _distance(plans: list[Planned], words: Mapping[str, str]) -> str:
    if not plans:
        return words["no_plans"]
    said = [each.act.distance_mm for each in plans if each.act.distance_mm is not None]
    clear = sum(1 for each in plans if each.act.muzzle_line_clear)
    least = [plan_shown.metres(min(said)), plan_shown.feet(min(said))] if said else ["?", "?"]
    return words["distance"].format(len(plans), len(said), *least, clear)
