"""What stands against an entry of hire: asked before it is written, and by the audit of every entry again.

1. A hire is opened by its first consignment, with a party, a first and a last day; the last is not before the first.
2. Nothing is in one consignment twice, and nothing goes that is away already.
3. Only what was sent comes back, once, no more of it than went, and not before it left.
4. Another serial than the one that was sent is refused until whoever looks says so: then it is recorded as a
   difference, and the thing that was sent stays away.
5. An extension ends later than what was agreed before, and of a hire of which everything is back there is none.
6. A condition says only points of its own checklist. An interval says days or rounds, or why there is none any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books import serials
from showsafe.books.hire import checklists
from showsafe.books.hire.state import Hire, Hires, hires_so_far
from showsafe.books.hire.words import BACK, IN, OUT
from showsafe.books.pages import Pages
from showsafe.errors import WrongInput

Said = Mapping[str, Any]


def sending(pages: Pages, said: Said, by: str) -> None:
    """Let a consignment out pass; raises WrongInput with what stands against it."""
    del by
    _move(pages, said, OUT)


def taking(pages: Pages, said: Said, by: str) -> None:
    """Let a consignment in pass; raises WrongInput with what stands against it."""
    del by
    _move(pages, said, IN)


def _move(pages: Pages, said: Said, way: str) -> None:
    hires = hires_so_far(pages)
    things = [each["thing"] for each in said["items"]]
    if not things:
        raise WrongInput(
            "hire.no-items", "This consignment names nothing that is in it.", "Name what is in it."
        )
    for place, thing in enumerate(things):
        if thing in things[:place]:
            raise WrongInput(
                "hire.twice",
                f"{thing} is in this consignment twice.",
                "Name each thing once, with its count.",
            )
    hire = hires.get(said["hire"])
    if hire is not None and hire.way == BACK[way]:
        _back(hire, said)
        return
    if hire is None:
        _opened(said)
    else:
        _same_party(hire, said)
    for thing in things:
        _not_away(hires, thing, way)


def _opened(said: Said) -> None:
    """Let the first consignment of a hire pass that says with whom, from when and until when."""
    for key, what in (("party", "with whom"), ("since", "from which day"), ("until", "until which day")):
        if not said[key]:
            raise WrongInput(
                "hire.unknown",
                f"No hire {said['hire']} is on record, and this does not say {what} it is.",
                f"Look at the id of the hire, with: showsafe hire list; or open it here with {key}=.",
            )
    if said["until"] < said["since"]:
        raise WrongInput(
            "hire.dates",
            f"The last day, {said['until']}, is before the first one, {said['since']}.",
            "Read both days on the contract again.",
        )


def _same_party(hire: Hire, said: Said) -> None:
    if said["party"] and said["party"] != hire.party:
        raise WrongInput(
            "hire.other-party",
            f"Hire {hire.id} is with {hire.party}, and this says {said['party']}.",
            "Give it an id of its own, or leave the party out.",
        )
    if said["since"] or said["until"]:
        raise WrongInput(
            "hire.dates-stand",
            f"Hire {hire.id} runs until {hire.until} already.",
            "Leave the days out here; a later last day is entered with: showsafe hire extend.",
        )


def _not_away(hires: Hires, thing: str, way: str) -> None:
    other = hires.away(thing, way)
    if other is not None:
        where = "away" if way == OUT else "here"
        raise WrongInput(
            "hire.away-already",
            f"{thing} is {where} under hire {other.id} already, since {other.since}.",
            "Enter first that it came back, or read its name again.",
        )


def _back(hire: Hire, said: Said) -> None:
    if said["since"] or said["until"] or (said["party"] and said["party"] != hire.party):
        _same_party(hire, said)
    for each in said["items"]:
        _one_back(hire, each, said["on"])


def _one_back(hire: Hire, each: Said, on: str) -> None:
    thing = each["thing"]
    item = hire.items.get(thing)
    if item is None:
        raise WrongInput(
            "hire.never-hired",
            f"{thing} was never part of hire {hire.id}.",
            did_you_mean(thing, hire.items, f"Its things: {', '.join(hire.items)}."),
        )
    if not item.outstanding:
        raise WrongInput(
            "hire.returned-already",
            f"{thing} came back from hire {hire.id} already, in entry {item.back[-1].entry}.",
            "Look which thing it is; if it went once more, enter that first.",
        )
    if on < item.went[0].on:
        raise WrongInput(
            "hire.before-it-left",
            f"{thing} left on {item.went[0].on}, and this says that it was back on {on}.",
            "Read both days again.",
        )
    _its_serial(hire, each, item.serial)
    back = each.get("count", 1) + each.get("used", 0)
    if back > item.outstanding:
        raise WrongInput(
            "hire.too-many",
            f"{item.outstanding} of {thing} are to come back, and this says {back}.",
            "Count again, two of you. Something else that came with them gets a hire of its own.",
        )


def _its_serial(hire: Hire, each: Said, sent: str) -> None:
    read, told = each.get("serial", ""), "serial" in each.get("differs", ())
    other = bool(read and sent) and serials.plain(read) != serials.plain(sent)
    if other and not told:
        raise other_serial(each["thing"], read, sent, f"went under hire {hire.id}")
    if told and not other:
        raise WrongInput(
            "hire.same-serial",
            f"{each['thing']} is said to have another serial, and none that differs is given.",
            "Write the serial that was read on it.",
        )


def other_serial(thing: str, read: str, known: str, whose: str, *, first: bool = False) -> WrongInput:
    """Return the error for a serial that is not the known one, which it does not tell: who looks has to read it.

    ``first`` says that the thing goes for the first time under its hire, so that none can have come back for it.
    """
    alike = serials.folded(read) == serials.folded(known)
    signs = (
        "It differs only in signs that are taken for each other, as O and 0, or 1 and I. " if alike else ""
    )
    returned = (
        f"If it is another one that came back, say so: differs={thing[:60]}; "
        "then it is recorded, and the one that went stays away."
    )
    anew = "If it is another weapon than the one on record, register it under a name of its own, and enter that name."
    return WrongInput(
        "hire.other-serial",
        f"The serial that was read on {thing[:60]}, {read[:60]}, is not that of the one that {whose}.",
        f"{signs}Read it again, two of you. {anew if first else returned}",
    )


def extending(pages: Pages, said: Said, by: str) -> None:
    """Let an extension pass that ends later; raises WrongInput with what stands against it."""
    del by
    hire = hires_so_far(pages).get(said["hire"])
    if hire is None:
        raise no_such(said["hire"])
    if not hire.open:
        raise WrongInput(
            "hire.over",
            f"Everything of hire {hire.id} is back since {hire.closed_on}.",
            "Open a new one where something goes once more.",
        )
    if said["until"] <= hire.until:
        raise WrongInput(
            "hire.not-later",
            f"Hire {hire.id} runs until {hire.until}, and {said['until']} is not later.",
            "Give a later day. What comes back earlier simply comes back.",
        )


def no_such(hire: str) -> WrongInput:
    """Return the error for a hire that is not on record."""
    return WrongInput(
        "hire.no-such", f"No hire {hire[:60]!r} is on record.", "Look for its id with: showsafe hire list"
    )


def conditioned(pages: Pages, said: Said, by: str) -> None:
    """Let a condition pass that says points of its checklist; raises WrongInput with what stands against it."""
    del by
    checklist = checklists.of(said["list"])
    for point in said["marks"]:
        if point not in checklist.points:
            raise WrongInput(
                "hire.no-such-point",
                f"The checklist {checklist.id} has no point {point[:40]!r}.",
                did_you_mean(point, checklist.points, f"Its points: {', '.join(checklist.points)}."),
            )
    if not said["marks"]:
        raise WrongInput(
            "hire.nothing-said", "This condition says nothing of any point.", "Say what was looked at."
        )
    if not said["hire"]:
        return
    hire = hires_so_far(pages).get(said["hire"])
    if hire is None and said["moment"] == "look":
        raise no_such(said["hire"])
    if hire is not None and said["thing"] not in hire.items and said["moment"] == "look":
        raise WrongInput(
            "hire.never-hired",
            f"{said['thing']} was never part of hire {hire.id}.",
            did_you_mean(said["thing"], hire.items, f"Its things: {', '.join(hire.items)}."),
        )


def spaced(pages: Pages, said: Said, by: str) -> None:
    """Let an interval pass that says days or rounds; raises WrongInput ``service.no-interval``."""
    del pages, by
    if not said["days"] and not said["rounds"] and not said["why"]:
        raise WrongInput(
            "service.no-interval",
            "This interval says neither days nor rounds.",
            "Say one of them, or both; or why there is none any more.",
        )


def serviced(pages: Pages, said: Said, by: str) -> None:
    """Let a service pass; what was found fit has somebody or a certificate to answer for it."""
    del pages, by
    if said["expires"] and said["expires"] < said["on"]:
        raise WrongInput(
            "service.dates",
            f"The service of {said['on']} is said to hold until {said['expires']}.",
            "Read both days on the certificate again.",
        )
