"""Ready cases for tests: in memory, with a clock that stands still, and everything done by acts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.sealing import commitments_in
from showsafe.casefile import adding
from showsafe.casefile.adding import Given
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.views.look import Kept, Look, look
from showsafe.entrypoints.case_bundles import Production, take
from showsafe.evidence import bundle as evidence
from showsafe.evidence import select
from showsafe.ledger import checkpoint, record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Beside, Row
from showsafe.ledger.writer import HEAD_ROWS
from showsafe.projections.project import PROJECTIONS, VIEWS

AT = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
OWNER, REVIEWER, READER, PARTY = "inquirer", "reviewer", "reader", "loader"
KEY = DeviceKey(bytes(range(32)))

ARTICLE = """A shot was fired on the stage of the old mill on 2 November 2024, the sheriff's office said.

“I loaded six dummy rounds into the revolver,” said Wenna Tollifax, who looks after the weapons.

Bram Oddy, the first assistant director, said that he called it cold at 10:30 a.m. “I was told that it was
empty,” he said.
"""
OTHER = """Two people were hurt when a revolver was fired on the stage on 2 November 2024, according to a report.

“Four dummy rounds were loaded into the revolver, not six,” said Ines Quell, who was at the bench.
"""

numbers: Iterator[int] = itertools.count(1)


def empty() -> Case:
    """Return a case of which nothing but its ledger is opened."""
    return bootstrap.case_of(MemoryStore(), KEY, UnitSettings(unit="bang", profile="case"), FixedClock(AT))


def act(kind: str, by: str = OWNER, act_id: str = "", **said: Any) -> CaseAct:  # noqa: ANN401 - keys of any act
    """Return an act; ``as_`` stands for the key ``as``."""
    keys = {key.rstrip("_"): value for key, value in said.items()}
    return CaseAct(kind=kind, by=by, act_id=act_id or f"act-{next(numbers)}", at=AT, said=keys)


def do(case: Case, kind: str, by: str = OWNER, act_id: str = "", **said: Any) -> Done:  # noqa: ANN401 - as above
    """Do one act in a case."""
    return case.do(act(kind, by, act_id, **said))


def opened() -> Case:
    """Return a case that is open, with an owner, a reviewer, a reader and a party."""
    case = empty()
    do(case, "open-case", title="A shot at the mill", purpose="safety inquiry", retention="2034-12-31")
    for person, role in ((REVIEWER, "reviewer"), (READER, "reader"), (PARTY, "party")):
        do(case, "give-access", person=person, role=role, purpose="inquiry")
    return case


def source(case: Case, text: str = ARTICLE, by: str = OWNER, **given: Any) -> str:  # noqa: ANN401 - as above
    """Add a source and return its id."""
    said = {"name": "account.txt", "type": "article", "published": "2024-11-04", **given}
    about = {"title": "Shot at the mill", "author": "Odo Marl"}
    done, _ = adding.add(
        case,
        Given(content=text.encode(), about=about, **said),
        by=by,
        at=AT,
        act_id=f"source-{next(numbers)}",
    )
    return done.id


def made() -> Case:
    """Make a case with people, two sources that were read, a review, an official source and a history."""
    case = opened()
    for name, role, who in (
        ("Wenna Tollifax", "armorer", PARTY),
        ("Bram Oddy", "1st AD", ""),
        ("Ines Quell", "assistant", ""),
    ):
        do(case, "name-person", name=name, also=[], role=role, ledger_id=who, party=bool(who))
    source(case)
    source(case, OTHER)
    source(case, "No charge was made against anybody.", type="court")
    do(case, "review", REVIEWER, statement="s1.2", as_="confirmed", after=0)
    do(
        case,
        "state-matter",
        person="p1",
        matter="negligence",
        state="under-investigation",
        on="2024-11-05",
        source="s3",
    )
    do(
        case,
        "add-history",
        about={"person": "p1"},
        type="allegation",
        on="2024-11-05",
        text="It is alleged that nobody looked.",
        source="s1",
        expires="2027-01-01",
    )
    do(case, "reply", to="p1", person="p1", on="2024-11-10")
    do(case, "look", READER, what="s1")
    return case


@cache
def _kept() -> Case:
    return made()


def whole() -> Case:
    """Return a case as ``made`` makes it, of one's own, from the records of one that was made before."""
    before = _kept().store
    store = MemoryStore()
    entries = list(before.entries())
    sealed = [one for each in entries for one in commitments_in(record.read(each.raw).body["act"]).values()]
    personal = tuple(value for one in sealed if (value := before.personal(one)) is not None)
    rows = [
        Row(name, key, value) for name in (HEAD_ROWS, VIEWS, *PROJECTIONS) for key, value in before.rows(name)
    ]
    attachments = tuple(
        found for one in before.attachments() if (found := before.attachment(one)) is not None
    )
    beside = Beside(attachments=attachments, personal=personal)
    store.append(0, entries, rows, (), before.checkpoint(), beside)
    return bootstrap.case_of(store, KEY, UnitSettings(unit="bang", profile="case"), FixedClock(AT))


@cache
def production() -> Production:
    """Return the evidence bundle of a production whose ledger has one record."""
    store, settings = MemoryStore(), UnitSettings(unit="mill", profile="common")
    bootstrap.unit_of(store, DeviceKey(bytes(range(1, 33))), settings, FixedClock(AT))
    made = evidence.gather(store, "mill", select.everything(1), evidence.Asked())
    signed = checkpoint.read(made.led.main)
    return Production(evidence.zipped(made), signed.size, signed.root.hex())


def taken() -> Case:
    """Return a case as ``whole``, with the record of a production in it."""
    case = whole()
    take(case, production(), by=OWNER, at=AT, act_id="taken")
    return case


def seen(case: Case, by: str = OWNER, *, names: bool = False) -> Look:
    """Return a look at a case."""
    return look(case, by, Kept(), names=names)
