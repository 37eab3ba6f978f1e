"""The only place where parts are joined: rules read from the package's data, store, key, clock, projections.

Tests call the same functions with other parts.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from showsafe.adapters import access_file, case_directory, directory, settings_file, settings_held
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import case_words, selfkept
from showsafe.application.access.badges import Badges
from showsafe.application.ports import Clock
from showsafe.application.records import event_of
from showsafe.application.unit import Answer, Unit
from showsafe.assurance.happened import Impossible, Judged, Recorded, judge
from showsafe.casefile import happened
from showsafe.casefile.case import Case
from showsafe.casefile.sealed import opener
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry, Store
from showsafe.ledger.writer import Writer
from showsafe.projections.project import project
from showsafe.rules.profile import Clause, Profile, clauses_from, profile_from
from showsafe.rules.rulebook import Rulebook, rulebook

_DATA = resources.files("showsafe.rules")
COMMON = "common"
_TELL_EVERY = 200


@cache
def clauses() -> dict[str, Clause]:
    """Return every clause that the product knows, with how well its source was read."""
    return clauses_from(_parsed("sources.toml"))


@cache
def profiles() -> tuple[str, ...]:
    """Return the ids of all profiles, the common one first."""
    names = sorted(item.name.removesuffix(".toml") for item in _DATA.joinpath("profiles").iterdir())
    return (COMMON, *(name for name in names if name != COMMON))


@cache
def profile(name: str) -> Profile:
    """Return a profile by its id.

    Raises WrongInput: ``profile.unknown``.
    """
    if name not in profiles():
        raise WrongInput(
            "profile.unknown",
            f"There is no profile {name[:60]!r}.",
            f"Choose one of: {', '.join(profiles())}.",
        )
    path = f"profiles/{name}.toml"
    base = None if name == COMMON else profile(COMMON)
    digest = hashlib.sha256()
    for part in ("sources.toml", f"profiles/{COMMON}.toml", path):
        digest.update(_DATA.joinpath(part).read_bytes())
    return profile_from(_parsed(path), base, clauses(), digest.hexdigest()[:12])


@cache
def rules_of(name: str) -> Rulebook:
    """Return the rulebook of a profile by its id; raises WrongInput ``profile.unknown``."""
    return rulebook(profile(name))


def _parsed(path: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(path).read_text("utf-8"))


def unit_of(
    store: Store, key: DeviceKey, settings: UnitSettings, clock: Clock | None = None, *, opened: bool = True
) -> Unit:
    """Join a unit from its store and key; ``opened`` records its opening where that is not recorded yet."""
    rules = rules_of_node if settings.profile == case_words.PROFILE else rules_of
    rules(settings.profile)
    unit = Unit(
        store=store,
        writer=Writer(settings.unit, key),
        clock=clock or SystemClock(),
        rulebooks=rules,
        profile=settings.profile,
        project=project,
    )
    if opened:
        public = base64.b64encode(key.public).decode()
        content = settings_file.as_bytes(settings)
        unit.open(device_key=public, offset_minutes=settings.utc_offset_minutes, settings=content)
    return unit


def create_unit(path: Path, settings: UnitSettings, clock: Clock | None = None) -> None:
    """Make a data directory and record the opening of its unit."""
    rules_of(settings.profile)
    directory.create(path, settings)
    with open_unit(path, clock):
        pass


def rotate_node_key(unit: Unit, path: Path) -> Answer:
    """Let another key of the node sign from now on, safe against a kill at any moment.

    Raises Unusable: as ``directory.stage_key`` and ``Unit.take_over``.
    """
    key = DeviceKey.generate()
    directory.stage_key(path, key)
    answer = unit.take_over(key)
    directory.settle_key(path)
    return answer


def change_settings(unit: Unit, path: Path, settings: UnitSettings) -> Answer | None:
    """Record other witnesses or time authorities and write them into the directory; None where nothing changes.

    Raises WrongInput ``settings.fixed``: unit, profile and offset stay what the unit was opened with.
    """
    # Where the disk refused the file of the last change, that comes first: the file is never two changes behind.
    before = settings_held.settled(path, unit.store, mending=True)
    fixed = (before.unit, before.profile, before.utc_offset_minutes)
    if (settings.unit, settings.profile, settings.utc_offset_minutes) != fixed:
        raise WrongInput(
            "settings.fixed",
            "Unit, profile and offset stay what the unit was opened with.",
            "Open a new unit where the rules or the place are others.",
        )
    content = settings_file.as_bytes(settings)
    return selfkept.change_settings(unit, content, lambda: directory.write_settings(path, settings))


def change_access(unit: Unit, path: Path, content: bytes, why: str) -> None:
    """Record the sum of other badges and write them into the directory, safe against a kill at any moment."""
    held = settings_held.settled(path, unit.store, mending=True)
    access_file.settle(path, held.access)
    access_file.stage(path, content)
    settings = replace(held, access=access_file.sum_of(content))
    write = partial(directory.write_settings, path, settings)
    selfkept.change_settings(unit, settings_file.as_bytes(settings), write, why)
    access_file.settle(path, settings.access)


def badges_of(unit: Unit, path: Path) -> Badges:
    """Return the badges of a data directory; raises Unusable ``access.changed``, ``access.damaged``."""
    held = settings_held.settled(path, unit.store, mending=False)
    return Badges(access_file.read(path, held.access), partial(change_access, unit, path))


@contextmanager
def open_unit(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Unit]:
    """Open a data directory as its one writer, and close it again; ``stays`` for a program that serves many acts.

    Raises WrongInput ``case.not-a-set`` for the directory of a case, and as ``directory.open_for_writing``.
    """
    with open_ledger(path, clock, stays=stays) as unit:
        case_directory.refuse_case(unit.profile)
        yield unit


@contextmanager
def open_ledger(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Unit]:
    """Open a data directory as ``open_unit``, also that of a case: for what a node records of its own ledger."""
    with directory.open_for_writing(path) as opened:
        if stays:
            opened.store.make_room()
        if opened.key is None:
            raise AssertionError(path)
        yield unit_of(opened.store, opened.key, opened.settings, clock)


def create_case(path: Path, case: str, clock: Clock | None = None) -> None:
    """Make the directory of a case and record the opening of its ledger; the case itself is opened by an act in it."""
    case_directory.create(path, case)
    with open_case(path, clock):
        pass


@contextmanager
def open_case(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Case]:
    """Open the directory of a case as its one writer, and close it again; ``stays`` as for ``open_unit``.

    Raises WrongInput ``case.not-a-case``, and as ``directory.open_for_writing``.
    """
    with directory.open_for_writing(path) as opened:
        case_directory.refuse_others(opened.settings)
        if stays:
            opened.store.make_room()
        if opened.key is None:
            raise AssertionError(path)
        yield case_of(opened.store, opened.key, opened.settings, clock)


def case_of(store: Store, key: DeviceKey, settings: UnitSettings, clock: Clock | None = None) -> Case:
    """Join a case from its store and key; the node's own records about its ledger are made as those of a set."""
    clock = clock or SystemClock()
    unit_of(store, key, settings, clock)
    return Case(store=store, writer=Writer(settings.unit, key), clock=clock)


def rules_of_node(name: str) -> Rulebook:
    """Return the rules for what a node records of its own ledger; those of a case are the common ones."""
    return rules_of(COMMON if name == case_words.PROFILE else name)


def judged(store: Store, profile: str, progress: Callable[[int, int], None] | None = None) -> Judged:
    """Hold every record of a store against the rules that it names; step 10 of the audit."""
    if profile == case_words.PROFILE and case_words.is_case(store):
        return _judged_case(store, progress)
    return judge(_recorded(store, progress), rules_of, profile)


def _judged_case(store: Store, progress: Callable[[int, int], None] | None) -> Judged:
    """Hold what a node records of its own ledger against the common rules, and everything else against a case's own."""
    own = judge(_recorded(store, None, case_words.SCOPE), rules_of_node, case_words.PROFILE)
    bodies = ((entry.number, record.read(entry.raw).body) for entry in _told(store, progress))
    held = happened.hold(bodies, opener(store.personal), store.attachment)
    own.checked += held.checked
    own.editions |= held.editions
    if held.why and (own.first is None or held.number < own.first.number):
        own.first = Impossible(held.number, held.why)
    return own


def _told(store: Store, progress: Callable[[int, int], None] | None) -> Iterator[Entry]:
    size = store.size()
    for entry in store.entries(1, size):
        yield entry
        if progress is not None and (entry.number % _TELL_EVERY == 0 or entry.number == size):
            progress(entry.number, size)


def _recorded(store: Store, progress: Callable[[int, int], None] | None, but: str = "") -> Iterator[Recorded]:
    """Yield the records of a store; ``but`` leaves out those of a scope."""
    for entry in _told(store, progress):
        if entry.scope == but:
            continue
        body = record.read(entry.raw).body
        event = event_of(body, entry.number, store.personal)
        yield Recorded(
            scope=entry.scope,
            event=event,
            silent=any(store.personal(commitment) is None for _, commitment in event.sealed),
            codes=tuple(each["code"] for each in body["findings"]),
            rulebook=body["rulebook"],
        )
