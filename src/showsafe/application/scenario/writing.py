"""Writing a day as a scenario file: what ``file.read`` reads, ``showsafe replay`` runs, and people can go on writing.

For days that no person wrote down: a counterexample of the search, or a day on record. What was on record before the
first act becomes the head and ``[given]``; every act becomes a step with what the rules answered. The keys of an act
come out by the one table of ``application.keys``. What no record can see, such as a live round that is put into a
weapon, stands as a remark: a comment before the step, and in its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.keys import write_offset
from showsafe.application.parse import act_as_mapping
from showsafe.application.scenario import toml_text
from showsafe.application.scenario.file import read
from showsafe.application.scenario.head import Head, before_of
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, PERMIT, RECORD, REFUSE, REPORT
from showsafe.rules.decision import Weight
from showsafe.rules.rulebook import Rulebook

STATUS = "Invented: no real production, person or matter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act of a day, with what came of it.

    ``door`` is ``ask``, ``report`` or ``both``; ``at`` the time at which it was decided; ``expect`` the outcome and
    ``gates`` those that stood against it. ``remarks`` are sentences about what happened before it and is on no record.
    ``text`` says what happens; left out, it is made of the act. The rest is as in a scenario file.
    """

    act: Act
    door: str
    at: datetime
    expect: str
    gates: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    text: str = ""
    only: bool = False
    deviation: bool | None = None
    variant: str = ""
    harm: bool = False
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a file says around its acts: its name (left out: made of the title), where it is from, what is wrong in it.

    ``after`` are remarks about what happened after the last act.
    """

    id: str = ""
    profile: str = ""
    sources: tuple[str, ...] = ()
    status: str = STATUS
    wrong: str = ""
    notes: str = ""
    after: tuple[str, ...] = ()


def day_file(title: str, head_acts: Sequence[Act], told: Sequence[Told], around: Around | None = None) -> str:
    """Return the text of a scenario file.

    ``head_acts`` are what was on record before: ``begin``, ``describe``, and what ``[given]`` can say of two people of
    no day (``given-armorer``, ``given-witness``). Whatever else is among them becomes a reported step. Whoever and
    whatever an act names and nobody described is declared, a weapon as one that is not enrolled.
    """
    around = around or Around()
    before, more = before_of(head_acts)
    steps = (*(_reported(act) for act in more), *told)
    before.declare([each.act for each in steps])
    head = before.head([each.act for each in steps])
    return "\n".join(_lines(title, head, steps, around)) + "\n"


def id_of(title: str) -> str:
    """Return the id of a day, and the name of its file, from its title."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-")
    return slug if slug and slug != "set" else "a-day"


def as_answered(
    head_acts: Sequence[Act], told: Sequence[Told], book: Rulebook, *, insist: bool = True
) -> tuple[Told, ...]:
    """Return a day with what a rulebook answers to it, so that the file of it holds under these rules.

    With ``insist`` an ask that was answered otherwise and is refused now is reported all the same, as it happened in
    the story; so a story that needs a rule left out shows which gate stands against it where all rules hold.
    """
    doors = [
        replace(each, door="both") if insist and each.door == ASK and each.expect != REFUSE else each
        for each in told
    ]
    around = Around(id="as-answered", profile=book.profile.id)
    scenario = read("as-answered", day_file("As answered", head_acts, doors, around).encode())
    telling = Telling(scenario, book, Numbered(book))
    telling.begin()
    answers = list(telling.steps())[len(scenario.steps) - len(told) :]
    return tuple(
        replace(
            each,
            door=each.door if each.door != "both" or answer.outcome == REFUSE else ASK,
            expect=answer.outcome,
            gates=tuple(dict.fromkeys(f.gate for f in answer.findings if f.weight > Weight.NOTE)),
            deviation=answer.deviation if answer.outcome == RECORD or each.door != ASK else None,
            only=False,
        )
        for each, answer in zip(doors, answers, strict=True)
    )


def _reported(act: Act) -> Told:
    return Told(act=act, door=REPORT, at=act.at, expect=RECORD, text="On record before the day begins.")


def _lines(title: str, head: Head, steps: Sequence[Told], around: Around) -> Iterator[str]:
    top: dict[str, Any] = {
        "id": around.id or id_of(title),
        "title": " ".join(title.split()),
        "profile": around.profile or head.profile,
    }
    yield from toml_text.lines(top)
    yield f"date = {head.date.isoformat()}"
    rest: dict[str, Any] = {"sources": list(around.sources), "status": around.status}
    if head.offset_minutes:
        rest["utc_offset"] = write_offset(head.offset_minutes)
    if not steps:
        rest["step"] = []
    rest |= {key: said for key, said in (("wrong", around.wrong), ("notes", around.notes)) if said}
    yield from toml_text.lines(rest)
    for group, things in head.groups.items():
        for name, said in things.items():
            yield ""
            yield f"[{group}.{toml_text.key(name)}]"
            yield from toml_text.lines(said)
    yield ""
    yield "[given]"
    yield from toml_text.lines(head.given)
    yield from _steps(steps, head.offset_minutes)
    if around.after:
        yield ""
        yield from (line for remark in around.after for line in toml_text.comment(remark))


def _steps(steps: Sequence[Told], offset_minutes: int) -> Iterator[str]:
    numbers: dict[str, int] = {}
    for n, told in enumerate(steps, start=1):
        yield ""
        yield from (line for remark in told.remarks for line in toml_text.comment(remark))
        yield "[[step]]"
        yield from toml_text.lines(_step(n, told, numbers, offset_minutes))
        numbers[told.act.act_id] = n


def _step(n: int, told: Told, numbers: dict[str, int], offset_minutes: int) -> dict[str, Any]:
    act = told.act
    local = (told.at + timedelta(minutes=offset_minutes)).replace(tzinfo=None)
    said = act_as_mapping(act)
    if act.of_act:
        said["of"] = numbers.get(said.pop("of_act"), act.of_act)
    step: dict[str, Any] = {"n": n, "at": local.isoformat(), "by": act.by, "act": act.kind, **said}
    if told.harm:
        step["harm"] = True
    step |= {"door": told.door, "expect": told.expect}
    if told.gates:
        step["gates"] = list(told.gates)
    for key, value in (("only", told.only), ("certainty", told.certainty), ("variant", told.variant)):
        if value:
            step[key] = value
    if told.deviation is not None:
        step["deviation"] = told.deviation
    step["text"] = " ".join((*told.remarks, told.text or _sentence(told)))
    return step


def _sentence(told: Told) -> str:
    act = told.act
    about = act.weapon or act.lot or act.person or act.scene or act.in_
    said = f"{act.by}: {act.kind} {about}".strip()
    return f"{said}." if told.expect in (PERMIT, RECORD) else f"{said}; asked, and not let through."
