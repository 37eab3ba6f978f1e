"""The shooting schedule: which scenes on which day, where, with whom. A new one replaces the last one as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from showsafe.application.keys import wrong
from showsafe.books.kinds import OFFICE
from showsafe.books.planning import entering
from showsafe.books.planning.now import Planning, Row, planning_of
from showsafe.books.planning.scenes import named
from showsafe.books.tables import values
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import GOOD, KNOWN, Column, Done, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput

MOST_TEXT = 1_000
_MONTHS = {
    name[:3]: number
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
_IN_WORDS = (
    re.compile(
        r"(?:\w+\.?,?\s+)?(?P<month>[^\W\d]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    ),
    re.compile(
        r"(?:\w+\.?,?\s+)?(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<month>[^\W\d]{3,})\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
    ),
)
_CALL = re.compile(
    r"(\d{1,2})[:.hH](\d{2})h?\s*(am|pm|a\.m\.|p\.m\.)?|(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)", re.IGNORECASE
)
_NOON, _HOURS, _MINUTES = 12, 24, 60


def read_day(value: Any, where: str) -> date:  # noqa: ANN401 - values come from files
    """Read a date as in other tables, or in words: *Monday, March 2, 2026*, *2 de marzo de 2026*."""
    text = " ".join(values.text_of(value, where).split())
    for pattern in _IN_WORDS:
        found = pattern.fullmatch(text)
        month = _MONTHS.get(_plain(found["month"])[:3]) if found else None
        if found and month:
            return values.day(f"{found['year']}-{month:02}-{int(found['day']):02}", where)
    return values.day(text, where)


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def read_call(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read the time of the call into ``HH:MM``: *07:30*, *0730*, *7.30 pm*, *7h30*, *7 am*."""
    text = values.text_of(value, where).strip().removeprefix("1899-12-30T").removesuffix(":00.000")
    text = re.sub(r"^(\d{1,2}:\d{2}):\d{2}$", r"\1", text)
    text = re.sub(r"^(\d{2})(\d{2})[hH]?$", r"\1:\2", text)
    found = _CALL.fullmatch(text)
    if found is None:
        raise wrong(where, "a time of day", "Write it as 07:30.")
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "").casefold()[:1]
    if half:
        if not 1 <= hour <= _NOON:
            raise wrong(where, "a time of day", "Write it as 07:30.")
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if hour >= _HOURS or minute >= _MINUTES:
        raise wrong(where, "a time of day", "Write it as 07:30.")
    return f"{hour:02}:{minute:02}"


def read_text(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read a text of one line, such as a cast list; of JSON a list is joined."""
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else values.text_of(value, where)
    flat = " ".join(text.split())
    if len(flat) > MOST_TEXT:
        raise wrong(where, f"at most {MOST_TEXT} characters", "Write it shorter.")
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") for each in flat):
        raise WrongInput(
            "input.hidden-characters",
            f"{where} holds a character that nobody can see.",
            "Type it again by hand.",
        )
    return flat


COLUMNS = (
    Column(
        "date",
        read_day,
        ("day", "shoot date", "shooting date", "fecha", "día", "fecha de rodaje", "datum", "dia de rodaje"),
        needed=True,
    ),
    Column(
        "scenes",
        read_text,
        (
            "scene",
            "scene number",
            "scene no",
            "scene nos",
            "sc",
            "scs",
            "sets",
            "escena",
            "escenas",
            "esc",
            "secuencia",
        ),
        needed=True,
    ),
    Column(
        "location",
        read_text,
        ("set", "place", "loc", "lugar", "localización", "localizacion", "locación", "plató"),
    ),
    Column(
        "cast",
        read_text,
        ("characters", "cast members", "actors", "personajes", "reparto", "elenco", "actores"),
        personal=True,
    ),
    Column("when", read_text, ("d/n", "day/night", "time of day", "día/noche", "dia/noche", "d n", "luz")),
    Column("call", read_call, ("call time", "crew call", "unit call", "citación", "llamado", "hora")),
    Column(
        "note",
        read_text,
        ("notes", "remarks", "comments", "notas", "observaciones", "description", "descripción"),
    ),
)
"""What a schedule says of a day; everything else in its file is passed over."""


def rows(source: Source, wish: Wish) -> Iterable[Mapping[str, Any]]:
    """Yield the schedule that holds, in order of its days."""
    planning = planning_of(source.book(OFFICE).entries())
    for day in planning.days.values():
        for row in day.rows:
            yield {
                "date": row.day,
                "scenes": row.scenes,
                **_said(row),
                **({"cast": row.cast} if wish.names else {}),
            }


def _said(row: Row) -> dict[str, str]:
    return {"location": row.location, "when": row.when, "call": row.call, "note": row.note}


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows of a schedule; taken, it replaces the last one as a whole.

    Raises WrongInput ``table.nobody`` where nobody is said to import it.
    """
    if not wish.by:
        raise WrongInput("table.nobody", "It is not said who imports this.", "Say who: --by PERSON.")
    book = source.book(OFFICE)
    planning = planning_of(book.entries())
    judged = [Judged(each.row, f"{each.values['date']} {each.values['scenes']}") for each in taken]
    for one, each in zip(judged, taken, strict=True):
        one.notes.extend(_notes(each, planning))
    kept = sorted((_as_kept(each.values) for each in taken), key=lambda row: row["day"])
    entry = entering.schedule(kept, "", wish.by, source.now)
    holds = planning.schedule
    same = holds is not None and holds["sum"] == entry.keys["sum"]
    for one in judged:
        one.outcome = KNOWN if same else GOOD
    said = [] if same or holds is None else [f"It replaces the schedule of entry {holds.number} as a whole."]

    def commit() -> Done:
        number = len(planning.schedules) + 1
        act_id = f"schedule-{number}-{entry.keys['sum'][:24]}"
        done = book.enter(replace(entry, act_id=act_id))
        return Done(len(judged), (done.number,), OFFICE)

    return Plan(judged, commit, said)


def _as_kept(said: Mapping[str, Any]) -> dict[str, str]:
    others = {
        name: str(said[name]) for name in ("location", "cast", "when", "call", "note") if said.get(name)
    }
    return {"day": said["date"].isoformat(), "scenes": str(said["scenes"]), **others}


def _notes(each: Taken, planning: Planning) -> Iterable[Fault]:
    """Say what is odd about a row, and may be right: no scene in it, or one that the script has not."""
    at = each.row.where("scenes")
    found = named(str(each.values["scenes"]), planning.scenes)
    if not found:
        yield Fault(at, "schedule.no-scene", f"{at}: no scene is named.", "It is kept as it stands.")
    if planning.script is None:
        return
    for scene in (planning.scene(each.key) for each in found):
        if not scene.written:
            says = f"{at}: scene {scene.key} is not in the script that holds."
            yield Fault(at, "schedule.unknown-scene", says, "Look at the number, or import the newer script.")
        elif scene.omitted:
            says = f"{at}: scene {scene.key} is omitted in the script that holds."
            yield Fault(
                at, "schedule.omitted-scene", says, "Look at the number, or import the newer schedule."
            )


TABLE = Table("schedule", "Shooting schedule", COLUMNS, rows, take)
