"""Which entries a table shows: those about the things, and of the others those that had to do with them."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.casefile.duties.values import Asked, Entry, Found, Use

OF_THE_SET = ("open-day", "close-day", "stop", "hold", "release", "incident", "freeze", "find-live")
"""Acts about the whole set: they stand in every table of their time, where they name no other thing."""

_OF_PEOPLE = ("enrol", "assign-role", "staff", "record-paper", "instruct", "acknowledge")


def chosen(asked: Asked, found: Found) -> tuple[list[Entry], list[Use]]:
    """Return the entries and uses of a table, in the order of the ledger.

    In the period: whatever names one of the things; meetings, plans and assessments of its scenes; what held the set.
    Of any time before its end: the records that answer what a use of the period ought to rest on.
    """
    uses = [use for use in found.uses if asked.within(use.at)]
    own = [entry for entry in found.entries if _names(asked, entry)]
    within = [entry for entry in own if asked.within(entry.at)]
    people = {who for entry in within for who in entry.people}
    scenes = {entry.scene for entry in own if entry.scene}
    rests_on = {each.record for use in uses for answer in use.answers for each in answer.evidence}
    kept = {
        place
        for place, entry in enumerate(found.entries)
        if (asked.within(entry.at) and _belongs(asked, entry, people, scenes))
        or (entry.record in rests_on and _matters(asked, entry, people, scenes))
    }
    return [found.entries[place] for place in sorted(kept) if found.entries[place].parts], uses


def _names(asked: Asked, entry: Entry) -> bool:
    return entry.record == asked.incident or not set(asked.things).isdisjoint(entry.about)


def _belongs(asked: Asked, entry: Entry, people: set[str], scenes: set[str]) -> bool:
    if _names(asked, entry):
        return True
    if entry.act in ("meet", "assess"):
        return not entry.scene or entry.scene in scenes
    if entry.act in OF_THE_SET:
        return not entry.thing
    return entry.act in _OF_PEOPLE and not people.isdisjoint(_about_whom(entry))


def _matters(asked: Asked, entry: Entry, people: set[str], scenes: set[str]) -> bool:
    """Of a record that answers an ought: its acts about the things, the scenes, the day, or the people involved."""
    return _belongs(asked, entry, people, scenes) or entry.act in OF_THE_SET


def _about_whom(entry: Entry) -> Iterator[str]:
    """Yield whom an act is about: never the office that enrols everybody."""
    yield from entry.people[1:] or entry.people
