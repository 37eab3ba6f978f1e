"""What planning comes to, by all that was entered: the scenes, the days, and what was said of each scene.

The last word on a scene holds. It was said of a text, and where that changed since, it does not hold quietly: a scene
that was dismissed is open again, and one that was confirmed stays so and is to be looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from showsafe.books.kinds import planning as kinds
from showsafe.books.pages import Kept
from showsafe.books.planning import finding
from showsafe.books.planning.fdx import Scene as Written
from showsafe.books.planning.scenes import Named, key_of, named, order_of

OPEN, CONFIRMED, DISMISSED = "open", "confirmed", "dismissed"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person last said of a scene: confirmed or dismissed, in which entry, and of which text."""

    kept: Kept

    @property
    def confirmed(self) -> bool:
        """Whether it was confirmed that the scene has weapons."""
        return self.kept.kind == kinds.CONFIRM

    @property
    def text(self) -> str:
        """The digest of the text of which it was said; "" where no script was there."""
        return str(self.kept["text"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scene as it stands now: what the script has of it, what was found in it, and what was said of it.

    ``written`` is False where no script has it; ``text`` is the digest of its text.
    """

    key: str
    number: str = ""
    slug: str = ""
    when: str = ""
    written: bool = False
    omitted: bool = False
    text: str = ""
    characters: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    found: Mapping[str, Any] | None = None
    said: Said | None = None

    @property
    def changed(self) -> bool:
        """Whether its text is another than the one of which something was said."""
        return self.said is not None and self.written and self.said.text != self.text

    @property
    def standing(self) -> str:
        """``confirmed``, ``dismissed``, or ``open``: a dismissal holds only of the text it was said of."""
        if self.said is None or self.omitted:
            return OPEN
        if self.said.confirmed:
            return CONFIRMED
        return OPEN if self.changed else DISMISSED

    @property
    def proposed(self) -> str:
        """How likely the words make it that there are weapons in it: ``likely``, ``maybe``, ``unlikely`` or ""."""
        return str(self.found["standing"]) if self.found and not self.omitted else ""

    @property
    def wants_a_word(self) -> bool:
        """Whether a person has to say whether it has weapons."""
        likely = self.proposed in (finding.LIKELY, finding.MAYBE)
        return not self.omitted and self.standing == OPEN and (likely or self.said is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a schedule: a day, the scenes of it as they stand, where, with whom, and when."""

    day: date
    scenes: str
    location: str = ""
    cast: str = ""
    when: str = ""
    call: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A shooting day: its rows, and the scenes that they name, in order."""

    day: date
    rows: tuple[Row, ...]
    scenes: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Planning:
    """Everything that is planned: scenes by key in the order of the script, days in order of the calendar."""

    scenes: Mapping[str, Scene] = field(default_factory=dict)
    days: Mapping[date, Day] = field(default_factory=dict)
    scripts: tuple[Kept, ...] = ()
    schedules: tuple[Kept, ...] = ()

    @property
    def script(self) -> Kept | None:
        """The script that holds: the last one that came in."""
        return self.scripts[-1] if self.scripts else None

    @property
    def schedule(self) -> Kept | None:
        """The schedule that holds: the last one that came in."""
        return self.schedules[-1] if self.schedules else None

    def scene(self, key: str) -> Scene:
        """Return a scene; of one that nobody wrote or spoke of, its name alone."""
        return self.scenes.get(key) or Scene(key=key, number=key)

    def days_of(self, key: str) -> tuple[date, ...]:
        """Return the days on which a scene is to be shot."""
        return tuple(day.day for day in self.days.values() if any(each.key == key for each in day.scenes))

    def armed_on(self, day: date) -> tuple[Scene, ...]:
        """Return the scenes of a day that have weapons, as a person confirmed."""
        return tuple(each for each in self.scenes_on(day) if each.standing == CONFIRMED)

    def scenes_on(self, day: date) -> tuple[Scene, ...]:
        """Return the scenes of a day, each once."""
        planned = self.days.get(day)
        keys = dict.fromkeys(each.key for each in planned.scenes) if planned else {}
        return tuple(self.scene(key) for key in keys)


def planning_of(entries: Iterable[Kept]) -> Planning:
    """Return what the entries of an office book come to; other kinds of entries are passed over."""
    scripts: list[Kept] = []
    schedules: list[Kept] = []
    said: dict[str, Said] = {}
    for kept in entries:
        if kept.kind == kinds.SCRIPT:
            scripts.append(kept)
        elif kept.kind == kinds.SCHEDULE:
            schedules.append(kept)
        elif kept.kind in (kinds.CONFIRM, kinds.DISMISS):
            said[key_of(str(kept["scene"]))] = Said(kept)
    scenes = {each.key: each for each in scenes_in(scripts[-1], said)} if scripts else {}
    days = days_in(schedules[-1], scenes) if schedules else {}
    others = sorted(
        {*said, *(each.key for day in days.values() for each in day.scenes)} - set(scenes), key=order_of
    )
    scenes |= {key: Scene(key=key, number=key, said=said.get(key)) for key in others}
    return Planning(scenes, days, tuple(scripts), tuple(schedules))


def scenes_in(kept: Kept, said: Mapping[str, Said] | None = None) -> tuple[Scene, ...]:
    """Return the scenes of a script as its entry keeps them; none where they were erased."""
    known = said or {}
    return tuple(
        Scene(
            key=row["key"],
            number=row["number"],
            slug=row["slug"],
            when=row["when"],
            written=True,
            omitted=row["omitted"],
            text=row["text"],
            characters=tuple(row["characters"]),
            revised=tuple(row["revised"]),
            found=row.get("found"),
            said=known.get(row["key"]),
        )
        for row in kept["scenes"] or ()
    )


def days_in(kept: Kept, known: Collection[str] = ()) -> dict[date, Day]:
    """Return the days of a schedule as its entry keeps them, by date; none where they were erased."""
    rows: dict[date, list[Row]] = {}
    for each in kept["rows"] or ():
        row = Row(**{**each, "day": date.fromisoformat(each["day"])})
        rows.setdefault(row.day, []).append(row)
    return {
        day: Day(
            day=day,
            rows=tuple(rows[day]),
            scenes=tuple(dict.fromkeys(each for row in rows[day] for each in named(row.scenes, known))),
        )
        for day in sorted(rows)
    }


def as_kept(scene: Written) -> dict[str, Any]:
    """Return a scene of a script as an entry keeps it, with what was found in it; its text is not kept."""
    proposal = finding.look(scene)
    kept: dict[str, Any] = {
        "key": scene.key,
        "number": scene.number,
        "slug": scene.slug,
        "when": scene.when,
        "omitted": scene.omitted,
        "text": scene.sum,
        "characters": list(scene.characters)[:100],
        "revised": list(scene.revised)[:20],
    }
    if proposal is not None:
        kept["found"] = {
            "standing": proposal.standing,
            "words": [_word(each) for each in proposal.found],
            "more": proposal.more,
        }
    return kept


def _word(found: finding.Found) -> dict[str, Any]:
    return {
        "word": found.word[:200],
        "thing": found.thing,
        "says": found.says,
        "in": found.kind,
        "before": found.before,
        "after": found.after,
        "why": found.why,
        "times": found.times,
    }
