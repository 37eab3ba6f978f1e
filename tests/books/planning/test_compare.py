"""A new script or schedule is held against the last one: what came, went, moved, was omitted or rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from showsafe.books.pages import Kept
from showsafe.books.planning import entering
from showsafe.books.planning.compare import Change, schedule_changes, script_changes
from showsafe.books.planning.now import CONFIRMED, DISMISSED, OPEN, Planning, planning_of
from tests.books.planning.scripts import RIDGE, action, omitted, script

AT = datetime(2026, 3, 1, 18, tzinfo=UTC)


def kept(number: int, kind: str, keys: Mapping[str, object]) -> Kept:
    """Return an entry as a book keeps it."""
    return Kept(number, f"id-{number}", kind, "pat", AT, AT, keys)


def of(*entries: tuple[str, Mapping[str, object]]) -> Planning:
    """Return what entries come to, in order."""
    return planning_of(kept(number, *each) for number, each in enumerate(entries, start=2))


def a_script(*scenes: str) -> tuple[str, dict[str, object]]:
    """Return the entry of a script."""
    entry = entering.script(script(*scenes), "ridge.fdx", "pat", AT)
    return entry.kind, dict(entry.keys)


def a_schedule(*rows: tuple[str, str]) -> tuple[str, dict[str, object]]:
    """Return the entry of a schedule: days with their scenes."""
    entry = entering.schedule([{"day": day, "scenes": each} for day, each in rows], "s.csv", "pat", AT)
    return entry.kind, dict(entry.keys)


def test_scripts_are_compared_scene_by_scene() -> None:
    """Added, rewritten, omitted, gone and moved are each said once, and what is the same is not said."""
    after = (
        RIDGE[1],
        omitted("14", "INT. BAR - NIGHT", "Two men talk quietly."),
        RIDGE[0],
        action("14A", "INT. CELLAR", "New."),
    )
    assert set(script_changes(of(a_script(*RIDGE), a_script(*after)))) == {
        Change("moved", "12"),
        Change("omitted", "14", "INT. BAR - NIGHT", "INT. BAR - NIGHT"),
        Change("added", "14A", "", "INT. CELLAR"),
        Change("gone", "A15", "EXT. ROAD - DAY"),
    }
    rewritten = (action("12", "EXT. RIDGE - DUSK", "Nothing happens."), *RIDGE[1:])
    assert [each.what for each in script_changes(of(a_script(*RIDGE), a_script(*rewritten)))] == ["rewritten"]
    assert script_changes(of(a_script(*RIDGE))) == ()
    assert script_changes(of(a_script(*RIDGE), a_script(*RIDGE))) == ()


def test_schedules_are_compared_by_scene_and_day() -> None:
    """A scene that moved says from when to when; days that came or went are said too."""
    before = a_schedule(("2026-03-02", "12, 13"), ("2026-03-03", "14"))
    after = a_schedule(("2026-03-02", "13"), ("2026-03-04", "12, 14, A15"))
    assert schedule_changes(of(before, after)) == (
        Change("moved", "12", "2026-03-02", "2026-03-04"),
        Change("moved", "14", "2026-03-03", "2026-03-04"),
        Change("added", "A15", "", "2026-03-04"),
        Change("day-gone", "", "2026-03-03"),
        Change("day-added", "", "", "2026-03-04"),
    )


def test_word_on_a_scene_does_not_outlive_its_text_quietly() -> None:
    """A dismissed scene whose text changes is open again; a confirmed one stays so, and is to be looked at again."""
    first = of(a_script(*RIDGE))
    dismissed = ("dismiss-scene", entering.dismiss(first, "A15", "he carries nothing"))
    confirmed = ("confirm-scene", {"text": first.scene("12").text, "scene": "12", "uses": []})
    same = of(a_script(*RIDGE), dismissed, confirmed)
    assert (same.scene("A15").standing, same.scene("12").standing) == (DISMISSED, CONFIRMED)
    rewritten = a_script(action("12", "EXT.", "Quiet."), action("A15", "EXT.", "The COP draws his gun."))
    again = of(a_script(*RIDGE), dismissed, confirmed, rewritten)
    assert (again.scene("A15").standing, again.scene("A15").wants_a_word) == (OPEN, True)
    assert (again.scene("12").standing, again.scene("12").changed) == (CONFIRMED, True)


def test_scene_that_is_omitted_needs_no_word() -> None:
    """An omitted scene is neither proposed nor armed, whatever was said of it before."""
    first = of(a_script(*RIDGE))
    confirmed = ("confirm-scene", {"text": first.scene("12").text, "scene": "12", "uses": []})
    gone = of(
        a_script(*RIDGE),
        confirmed,
        a_script(omitted("12", "EXT.", "fires")),
        a_schedule(("2026-03-02", "12")),
    )
    assert not gone.scene("12").wants_a_word
    assert gone.armed_on(date(2026, 3, 2)) == ()


def test_scene_nobody_wrote_can_be_armed() -> None:
    """A scene that only the schedule names can be confirmed, and is armed on its day."""
    planned = of(a_schedule(("2026-03-02", "77")), ("confirm-scene", {"text": "", "scene": "77", "uses": []}))
    assert [each.key for each in planned.armed_on(date(2026, 3, 2))] == ["77"]


def test_erased_script_leaves_what_was_said() -> None:
    """Where what a script said was erased, no scene is made up, and the words of people stand."""
    kind, keys = a_script(*RIDGE)
    planned = of(
        (kind, {**keys, "scenes": None}), ("confirm-scene", {"text": "x", "scene": "12", "uses": []})
    )
    assert [each.key for each in planned.scenes.values()] == ["12"]
