"""The calendar out (iCalendar, RFC 5545): days with weapons, their meetings, what ends, what is due.

Nobody is named in it unless that is allowed: people stand by role. An event keeps its UID from one export to the next,
so that a calendar that took it before moves it and makes no second one; a day with weapons that is no longer planned is
sent once more as cancelled. The same records give the same bytes.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from importlib import resources

from icalendar import Alarm, Calendar, Event

from showsafe.application.records import unstamp
from showsafe.books.expiring import PERSON, Expiry, expiries
from showsafe.books.hire.source import Source
from showsafe.books.kinds.planning import CONFIRM
from showsafe.books.planning.now import Planning, Scene, days_in, planning_of
from showsafe.books.planning.scenes import key_of
from showsafe.books.readiness.look import ENDS, Looked
from showsafe.books.readiness.message import ends
from showsafe.books.roles import Unnamed, covered
from showsafe.books.wording import said
from showsafe.ledger import record

LENGTH = timedelta(minutes=30)
"""Ours: so long a meeting stands in a calendar."""

WARNED = timedelta(days=7)
"""Ours: so long before its last day a calendar reminds of what ends."""

PASSED = timedelta(days=31)
"""What is longer ago than this before the last record is left out."""


@dataclass(frozen=True, slots=True)
class What:
    """What a calendar is made of: everything that was looked at, whether people are named, and the language.

    ``papers`` says whether the last days of papers of people are in it; without it, those of ``own`` alone.
    """

    looked: Looked
    names: bool = False
    language: str = "en"
    papers: bool = True
    own: str = ""


def calendar(what: What) -> bytes:
    """Return the calendar of a unit as an ``.ics`` file."""
    return bytes(_Making(what).whole().to_ical())


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Return the texts of the calendar by language."""
    content = resources.files(__package__).joinpath("calendar.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


class _Making:
    """One calendar that is being made."""

    def __init__(self, what: What) -> None:
        self.what = what
        self.looked, self.names, self.language = what.looked, what.names, what.language
        self.state = what.looked.at.state
        self.people = Unnamed(self.state, what.language)
        self.text = texts()[what.language]
        self.planning: Planning = planning_of(what.looked.pages)

    @cached_property
    def stamp(self) -> datetime:
        """When the newest record came in: nothing of a calendar depends on when it is made."""
        store, pages = self.looked.store, self.looked.pages
        size = store.size()
        times = [unstamp(record.read(store.entry(size).raw).body["received_at"])] if size else []
        last = pages.at(pages.size)
        times += [last.received] if last is not None else []
        return max(times, default=datetime(1970, 1, 1, tzinfo=UTC)).replace(microsecond=0)

    @cached_property
    def oldest(self) -> date:
        """The first day that is still shown."""
        return self.state.local_date(self.stamp) - PASSED

    @cached_property
    def salt(self) -> bytes:
        """What keeps a UID from being guessed back into what it stands for: the unit's own first record."""
        store = self.looked.store
        return hashlib.sha256(store.entry(1).raw if store.size() else self.looked.unit.encode()).digest()

    def whole(self) -> Calendar:
        """Return the whole calendar, its events in order of their days."""
        made = Calendar()
        made.add("prodid", "-//Showsafe//Showsafe//EN")
        made.add("version", "2.0")
        made.add("method", "PUBLISH")
        made.add("x-wr-calname", self.text["name"].format(unit=self.looked.unit))
        found = [*self._days(), *self._cancelled(), *self._ending(), *self._tasks()]
        for _, event in sorted(found, key=lambda each: (each[0], str(each[1]["uid"]))):
            made.add_component(event)
        return made

    # events ----------------------------------------------------------------------------------------------------

    def _event(self, kind: str, key: str, on: date, title: str, says: str = "") -> Event:
        """Return one event of a whole day."""
        event = Event()
        mark = hashlib.sha256(self.salt + f"{kind}\n{key}".encode()).hexdigest()[:32]
        event.add("uid", f"{mark}@{self.looked.unit or 'unit'}.showsafe")
        event.add("dtstamp", self.stamp)
        event.add("sequence", self.state.last_record + self.looked.pages.size)
        event.add("dtstart", on)
        event.add("summary", title)
        event.add("description", "\n".join(filter(None, (says, self.text["no_permission"]))))
        event.add("categories", [kind])
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        return event

    def _days(self) -> Iterator[tuple[date, Event]]:
        for day in self.planning.days.values():
            armed = self.planning.armed_on(day.day)
            if not armed or day.day < self.oldest:
                continue
            scenes = ", ".join(each.key for each in armed)
            says = "\n".join(self._of_scene(each) for each in armed)
            whole = self._event(
                "weapons", day.day.isoformat(), day.day, self.text["day"].format(scenes=scenes), says
            )
            places = ", ".join(dict.fromkeys(row.location for row in day.rows if row.location))
            if places:
                whole.add("location", places)
            yield day.day, whole
            calls = [time.fromisoformat(row.call) for row in day.rows if row.call]
            if calls:
                yield day.day, self._meeting(day.day, min(calls), scenes, places)

    def _meeting(self, day: date, call: time, scenes: str, places: str) -> Event:
        title = self.text["meeting"].format(scenes=scenes)
        event = self._event("meeting", day.isoformat(), day, title, self.text["meeting_says"])
        begins = datetime.combine(day, call, UTC) - timedelta(minutes=self.state.offset_minutes)
        del event["dtstart"]
        event.add("dtstart", begins)
        event.add("dtend", begins + LENGTH)
        if places:
            event.add("location", places)
        return event

    def _of_scene(self, scene: Scene) -> str:
        kept = scene.said.kept if scene.said is not None else None
        uses = kept["uses"] if kept is not None else ()
        rounds = " ".join(filter(None, (kept["load"], kept["ammunition"]))) if kept is not None else ""
        told = (
            self.text["use"].format(
                weapon=each.get("weapon") or self.text["a_weapon"],
                user=self._whom(each.get("user", "")),
                rounds=rounds or self.text["not_said"],
            )
            for each in uses
        )
        return self.text["scene"].format(scene=scene.key, uses="; ".join(told) or self.text["not_yet"])

    def _whom(self, who: str) -> str:
        if not who:
            return self.text["somebody"]
        return who if self.names else self.people.label(who)

    def _cancelled(self) -> Iterator[tuple[date, Event]]:
        """Yield what was once planned: a day with scenes that were confirmed and that has none now, and its meeting."""
        known = self.planning.scenes
        confirmed = {key_of(str(kept["scene"])) for kept in self.looked.pages.entries(CONFIRM)}
        once: dict[date, tuple[str, ...]] = {}
        for kept in self.planning.schedules:
            for planned in days_in(kept, known).values():
                scenes = tuple(dict.fromkeys(each.key for each in planned.scenes if each.key in confirmed))
                if scenes and planned.day >= self.oldest:
                    once[planned.day] = scenes
        for day, scenes in once.items():
            for kind, title in (("weapons", "day"), ("meeting", "meeting")):
                if self.planning.armed_on(day):
                    continue
                event = self._event(
                    kind, day.isoformat(), day, self.text[title].format(scenes=", ".join(scenes))
                )
                event.add("status", "CANCELLED")
                yield day, event

    def _ending(self) -> Iterator[tuple[date, Event]]:
        today = self.state.local_date(self.stamp)
        for each in expiries(Source(self.state, self.looked.store, self.looked.pages, today)):
            if each.on < self.oldest or not self._shown(each):
                continue
            title = self.text["last_day"].format(what=self._ends(each))
            event = self._event("expiry", each.key, each.on, title)
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", -WARNED)
            event.add_component(alarm)
            yield each.on, event

    def _shown(self, each: Expiry) -> bool:
        """Whether what ends may be in it: when a paper of somebody ends is not for everybody, named or not."""
        return each.of_sort != PERSON or self.what.papers or each.of == self.what.own

    def _ends(self, each: Expiry) -> str:
        says = ends(each, self.people, self.language)
        return f"{says} ({each.of})" if self.names and each.of_sort == PERSON else says

    def _tasks(self) -> Iterator[tuple[date, Event]]:
        for one in self.looked.tasks:
            task = one.task
            if not task.due or task.code.startswith(ENDS):
                continue
            on = date.fromisoformat(task.due)
            if on >= self.oldest:
                if self.names:
                    what = said(task.code, task.about, self.language)
                else:
                    what = self.people.sentence(covered(task.code, task.about, self.language))
                yield on, self._event("deadline", task.id, on, self.text["due"].format(what=what))
