"""Making the demonstration's case, through the write path of every act; never over anything that is not ours.

The accident happened on a day of the second unit, whose ledger was kept on another machine: it is told into a directory
of its own beside the set, and the case takes its evidence bundle. A case that is there stays as it is, with what was
done in it.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters import case_directory, directory, settings_file
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.lock import WriterLock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.scenario.file import read
from showsafe.application.scenario.into import tell_into
from showsafe.casefile import adding
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.exports.exporting import Wanted, export
from showsafe.casefile.reviewing import last_review, statements_of
from showsafe.casefile.views.look import Kept
from showsafe.entrypoints import case_bundles
from showsafe.entrypoints.case_bundles import Production
from showsafe.entrypoints.demo_case import cast, story
from showsafe.entrypoints.demo_case.story import Step
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.evidence import bundle as evidence
from showsafe.evidence import select
from showsafe.ledger import checkpoint
from showsafe.ledger.checkpoint import origin_of
from showsafe.projections import typesetting

CASE = "boathouse"
UNIT = "demonstration-second-unit"
DAY = "boathouse-2026"
_BEGUN = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
_PRINTED = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)
_MAKING = ".making"


def prepare(data: Path, folder: Path | None = None) -> list[str]:
    """Make the case of the demonstration beside the set at ``data``, if it is not there; return the lines to print.

    Raises Unusable ``demo.not-ours`` where something else is there.
    """
    place = case_directory.place(folder or case_directory.folder_of(data), CASE)
    unit = data.with_name(f"{data.name}.second-unit")
    if not _is_ours(place, CASE):
        making = place.with_name(f".{place.name}{_MAKING}")
        for each, name in ((making, CASE), (unit, UNIT)):
            _remove(each, name)
        _make(making, unit)
        _remove(place, CASE)
        making.replace(place)
    return [
        f"An invented accident has a case, at {place}: for sue (owner), moe (reviewer), bob (a party), pru (reader)."
    ]


def _is_ours(place: Path, unit: str) -> bool:
    """Whether a directory is there and was made by this program; raises Unusable ``demo.not-ours``."""
    if not place.exists() or not any(place.iterdir()):
        return False
    try:
        found = settings_file.read(place).unit
    except (ShowsafeError, OSError):
        found = ""
    if found != unit:
        raise Unusable(
            "demo.not-ours",
            f"There is something at {place} that this demonstration did not make.",
            "Move it away, or name another directory; nothing was touched.",
        )
    return True


def _remove(place: Path, unit: str) -> None:
    if not place.exists():
        return
    if _is_ours(place, unit):
        WriterLock(place / directory.LOCK).release()
    shutil.rmtree(place)


def _make(place: Path, unit: Path) -> None:
    """Make both whole in folders of their own, so that a kill in between leaves nothing half done at its place."""
    production, records = _told(unit)
    clock = FixedClock(_BEGUN)
    bootstrap.create_case(place, CASE, clock)
    with bootstrap.open_case(place, clock) as case:
        _Telling(case, clock, records).tell(production)


def _told(unit: Path) -> tuple[Production, dict[int, int]]:
    """Tell the day into the ledger of the second unit; return its bundle, and the record of each step."""
    day = read(f"{DAY}.toml", _file(f"{DAY}.toml"))
    clock = FixedClock(datetime(2026, 4, 17, 18, 30, tzinfo=UTC))
    bootstrap.create_unit(unit, UnitSettings(UNIT, bootstrap.COMMON, day.offset_minutes), clock)
    with bootstrap.open_unit(unit, clock) as opened:
        told = list(tell_into(opened, day, bootstrap.rules_of(day.profile)))
        if any(each.missed for each in told):
            raise AssertionError([each.missed for each in told])
        records = {each.step.n: each.record for each in told}
    with directory.open_for_reading(unit) as held, held.store.reading():
        made = evidence.gather(held.store, UNIT, select.everything(held.store.size()), evidence.Asked())
    signed = checkpoint.read(made.led.main)
    production = Production(
        content=evidence.zipped(made),
        size=signed.size,
        root=signed.root.hex(),
        unit=UNIT,
        origin=origin_of(UNIT),
        incident=records[story.INCIDENT],
    )
    return production, records


@cache
def _file(name: str) -> bytes:
    return (resources.files(__package__) / name).read_bytes()


class _Telling:
    """Does one step after the other; what a step names by a key is found as it is reached."""

    def __init__(self, case: Case, clock: FixedClock, records: dict[int, int]) -> None:
        self.case = case
        self.clock = clock
        self.records = records
        self.count = 0
        self.known: dict[str, str] = {}

    def tell(self, production: Production) -> None:
        opening = {
            "title": "The shot in the boathouse (an invented accident)",
            "production": production.unit,
            "origin": production.origin,
            "incident": production.incident,
            "purpose": "safety inquiry of the employer",
            "retention": "2036-12-31",
            "languages": ["en"],
        }
        self.do(Step("2026-04-20T09:30", "open-case", cast.OWNER, opening))
        self.to("2026-04-20T09:40")
        case_bundles.take(
            self.case, production, by=cast.OWNER, at=self.clock.now(), act_id="demonstration-record"
        )
        for step in story.before():
            self.do(step)
        for each in cast.SOURCES:
            self.add(each)
        for step in story.after():
            self.do(step)
        self.hand_out()

    def to(self, at: str) -> None:
        due = datetime.fromisoformat(at).replace(tzinfo=UTC)
        self.clock.advance((due - self.clock.now()).total_seconds())

    def add(self, each: cast.Given) -> None:
        self.to(max(each.on, self.clock.now().strftime("%Y-%m-%dT%H:%M")))
        content = _notice() if each.file == "notice.pdf" else _file(f"sources/{each.file}")
        about = {"title": each.title, "publisher": each.publisher, "author": each.author}
        given = adding.Given(
            content=content,
            name=each.file,
            type=each.type,
            published=each.published,
            about=about,
            corrects=each.corrects,
        )
        done, _ = adding.add(
            self.case, given, by=cast.OWNER, at=self.clock.now(), act_id=f"demonstration-{each.id}"
        )
        if done.id != each.id:
            raise AssertionError(done.id)

    def do(self, step: Step) -> None:
        self.to(step.at)
        self.count += 1
        said = self.said(step)
        if said.get("as") == "rejected" and self._is_new(said["statement"]):
            return  # the reader proposes it no more, so there is nothing to reject
        act = CaseAct(
            kind=step.kind,
            by=step.by,
            act_id=f"demonstration-{self.count}",
            at=self.clock.now(),
            said=said,
        )
        try:
            done = self.case.do(act)
        except WrongInput as error:
            if error.code != step.refused:
                raise
        else:
            self._keep(step, done)

    def _keep(self, step: Step, done: Done) -> None:
        if step.refused:
            raise AssertionError(step)
        if step.kind == "add-history":
            self.known[step.said["type"]] = done.id

    def said(self, step: Step) -> dict[str, Any]:
        """Return the keys of an act with statements, entries and records by the names that they have in the case."""
        said = {key: self._named(value) for key, value in step.said.items()}
        if step.kind == "link":
            said["record"] = self.records[said["record"]]
        if step.kind == "review":
            self._review(said)
        return said

    def _named(self, value: Any) -> Any:  # noqa: ANN401 - the value of any key
        if not isinstance(value, str):
            return value
        if value in cast.SAID and value not in self.known:
            self.known[value] = self._find(*cast.SAID[value])
        return self.known.get(value, value)

    def _find(self, source: str, words: str) -> str:
        """Return the statement that holds some words; a new one where the reader proposed none."""
        one = self.case.state().sources[source]
        found = [each.id for each in statements_of(one) if words in " ".join(each.text.split())]
        return found[0] if found else f"{source}.x{1 + sum('.x' in name for name in one.reviews)}"

    def _review(self, said: dict[str, Any]) -> None:
        source = self.case.state().sources[said["statement"].partition(".")[0]]
        last = last_review(source, said["statement"])
        said.setdefault("after", 0 if last is None else last.by.number)
        if self._is_new(said["statement"]) and said["as"] != "rejected":
            self._added(source.sealed["text"], said)

    def _is_new(self, statement: str) -> bool:
        """Whether nobody proposed a statement, and nobody added it yet."""
        source = self.case.state().sources[statement.partition(".")[0]]
        return ".x" in statement and statement not in source.reviews

    def _added(self, text: str, said: dict[str, Any]) -> None:
        """A statement that the reader missed is added by the person who reviews it, with its place in the text."""
        words = next(cast.SAID[key][1] for key, name in self.known.items() if name == said["statement"])
        start = " ".join((self.case.opened(text) or "").split("\n")).index(words)
        said["as"] = "corrected"
        said["content"] = {**said.get("content", {}), "spans": [[start, start + len(words)]]}

    def hand_out(self) -> None:
        kept = Kept()
        for at, name in story.EXPORTS:
            self.to(at)
            export(
                self.case,
                Wanted(format=name),
                by=cast.OWNER,
                at=self.clock.now(),
                act_id=f"demonstration-{name}",
                kept=kept,
                rules_of=bootstrap.rules_of,
            )


def _notice() -> bytes:
    return typesetting.pdf(_file("sources/notice.typ"), "{}", _PRINTED)
