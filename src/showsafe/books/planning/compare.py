"""What a new script or schedule changes against the last one: added, moved, omitted, rewritten."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from showsafe.books.planning.now import Day, Planning, Scene, days_in, scenes_in

ADDED, GONE, OMITTED, BACK = "added", "gone", "omitted", "back"
REWRITTEN, MOVED, DAY_ADDED, DAY_GONE, OTHERWISE = "rewritten", "moved", "day-added", "day-gone", "otherwise"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what kind, of which scene ("" of a whole day), from what, to what."""

    what: str
    scene: str
    was: str = ""
    is_: str = ""


def script_changes(planning: Planning) -> tuple[Change, ...]:
    """Return what the last script changes against the one before it; nothing where there is only one."""
    if len(planning.scripts) < 2:  # noqa: PLR2004 - one and the one before it
        return ()
    before, after = (scenes_in(each) for each in planning.scripts[-2:])
    return tuple(between_scripts(before, after))


def between_scripts(before: Sequence[Scene], after: Sequence[Scene]) -> Iterator[Change]:
    """Yield the changes from one script to the next, in the order of the new one; what is gone comes last."""
    old = {each.key: each for each in before}
    new = {each.key: each for each in after}
    moved = _moved([each.key for each in before], [each.key for each in after])
    for scene in after:
        known = old.get(scene.key)
        if known is None:
            yield Change(OMITTED if scene.omitted else ADDED, scene.key, "", scene.slug)
            continue
        if scene.omitted != known.omitted:
            yield Change(OMITTED if scene.omitted else BACK, scene.key, known.slug, scene.slug)
        elif scene.text != known.text:
            yield Change(REWRITTEN, scene.key, known.slug, scene.slug)
        if scene.key in moved:
            yield Change(MOVED, scene.key)
    for key, scene in old.items():
        if key not in new:
            yield Change(GONE, key, scene.slug)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the fewest scenes that stand elsewhere among the others: all but the longest run that kept its order."""
    place = {key: number for number, key in enumerate(before)}
    both = [key for key in after if key in place]
    ends: list[int] = []
    last: list[int] = []
    link: dict[int, int] = {}
    for number, key in enumerate(both):
        at = bisect_left(ends, place[key])
        if at:
            link[number] = last[at - 1]
        ends[at : at + 1] = [place[key]]
        last[at : at + 1] = [number]
    kept: set[str] = set()
    number = last[-1] if last else -1
    while number >= 0:
        kept.add(both[number])
        number = link.get(number, -1)
    return set(both) - kept


def schedule_changes(planning: Planning) -> tuple[Change, ...]:
    """Return what the last schedule changes against the one before it; nothing where there is only one."""
    if len(planning.schedules) < 2:  # noqa: PLR2004 - one and the one before it
        return ()
    known = planning.scenes
    before, after = (days_in(each, known) for each in planning.schedules[-2:])
    return tuple(between_schedules(before, after))


def between_schedules(before: Mapping[date, Day], after: Mapping[date, Day]) -> Iterator[Change]:
    """Yield the changes from one schedule to the next: scenes first, then days that came, went, or are otherwise."""
    old, new = _days_by_scene(before), _days_by_scene(after)
    for scene in dict.fromkeys((*new, *old)):
        was, is_ = old.get(scene, ""), new.get(scene, "")
        if was != is_:
            yield Change(ADDED if not was else GONE if not is_ else MOVED, scene, was, is_)
    for day in sorted({*before, *after}):
        if day not in before:
            yield Change(DAY_ADDED, "", "", day.isoformat())
        elif day not in after:
            yield Change(DAY_GONE, "", day.isoformat())
        elif _around(before[day]) != _around(after[day]):
            yield Change(OTHERWISE, "", f"{day}: {_around(before[day])}", f"{day}: {_around(after[day])}")


def _days_by_scene(days: Mapping[date, Day]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for day in days.values():
        for each in day.scenes:
            found.setdefault(f"{each.key} part {each.part}" if each.part else each.key, []).append(
                day.day.isoformat()
            )
    return {scene: ", ".join(dates) for scene, dates in found.items()}


def _around(day: Day) -> str:
    """Return where, when and with whom a day is, in one line."""
    said = (each for row in day.rows for each in (row.location, row.when, row.call, row.cast))
    return "; ".join(dict.fromkeys(each for each in said if each)) or "nothing said"
