"""The way through a log: who reads what with which keys, what a record's word is let count for, and where it stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import Fault, State, verify, work
from showsafe.ledger.verify.block import Event, Found, Rows, Wanted
from showsafe.ledger.verify.log import Log as Way
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.report import DIRECTORY, FOLDER, Notebook
from showsafe.ledger.verify.work import Place
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import (
    NODE,
    OTHER,
    PERSON,
    UNIT,
    Log,
    b64,
    checkpoint_of,
    folder_of,
    leaf_of,
    note_of,
    path_of,
    tree_of,
    vkey_of,
)
from tests.ledger.verify.test_log import NO_WITNESS, faults
from tests.ledger.verify.test_walk import Source


class Order:
    """How an audit has its records read: from where to where, by how many processes, and what each is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place: Place | None = None
        self.span = (0, 0)
        self.workers = 0
        self.told: list[Wanted] = []
        self._read = work.in_order
        monkeypatch.setattr(work, "in_order", self.in_order)

    def in_order(
        self,
        source: work.Source,
        place: Place,
        span: tuple[int, int],
        wanted: Callable[..., Wanted],
        workers: int,
    ) -> Iterator[Found]:
        """Read everything here, and remember what was asked for."""
        self.place, self.span, self.workers = place, span, workers

        def told(first: int, count: int) -> Wanted:
            self.told.append(wanted(first, count))
            return self.told[-1]

        return self._read(source, place, span, told, 1)


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Order:
    """Return what an audit asks for."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return Order(monkeypatch)


def test_which_records_are_read(tmp_path: Path, order: Order) -> None:
    """All from the first one on, or those after the last whole tile before a kept checkpoint; at the same place."""
    log = Log().open().checked(299)
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    verify(folder)
    assert (order.place, order.span) == ((FOLDER, folder, 300), (1, 300))
    assert [(one.first, one.count, one.unit) for one in order.told] == [(1, 300, UNIT)]
    verify(folder, since=log.checkpoint(280))
    assert (order.span, order.told[-1].first, order.told[-1].count) == ((257, 300), 257, 44)


@pytest.mark.parametrize(
    ("least", "kept", "workers"),
    [
        ((299, 999), {}, 2),
        ((300, 999), {}, 1),
        ((44, 999), {"since": 280}, 1),
        ((43, 999), {"since": 280}, 2),
        ((999, 299), {"signatures": False}, 2),
        ((299, 300), {"signatures": False}, 1),
        ((299, 999), {"workers": 1}, 1),
        ((999, 999), {"workers": 3}, 3),
    ],
)
def test_how_many_processes_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    order: Order,
    least: tuple[int, int],
    kept: dict[str, Any],
    workers: int,
) -> None:
    """As many as were asked for, or as there are where what is left to read is worth it."""
    monkeypatch.setattr(work, "WORTH_A_PROCESS", least[0])
    monkeypatch.setattr(work, "WORTH_A_PROCESS_FOR_HASHES", least[1])
    log = Log().open().checked(299)
    kept = {name: log.checkpoint(size) if name == "since" else size for name, size in kept.items()}
    verify(folder_of(tmp_path, log.raws, log.checkpoint()), **kept)
    assert order.workers == workers


@pytest.mark.parametrize(
    ("kept", "keys"),
    [
        ({}, [NODE]),
        ({"vkey": vkey_of(OTHER)}, [NODE, OTHER]),
        ({"vkey": vkey_of(OTHER), "signatures": False}, []),
    ],
)
def test_the_keys_that_the_first_block_is_told(
    tmp_path: Path, order: Order, kept: dict[str, Any], keys: list[Any]
) -> None:
    """The first record's and the one from outside, so that records are not read twice; none where none is needed."""
    log = Log().open()
    log.enrol(PERSON)
    verify(folder_of(tmp_path, log.raws, log.checkpoint()), **kept)
    assert order.told[0].keys == {key.id: key.public for key in keys}
    assert order.told[0].signatures is kept.get("signatures", True)


def test_no_key_in_the_first_record(tmp_path: Path, order: Order) -> None:
    """A weak key, none, or no record at all: no key is told, under which something could seem to hold."""
    for number, raw in enumerate((Log().open(device_key=b64(bytes(32))).raws[0], b"{}")):
        verify(folder_of(tmp_path / str(number), [raw], checkpoint_of([raw])))
        assert order.told[-1].keys == {}


@pytest.mark.parametrize("deep", [True, False])
def test_an_act_is_looked_for_twice_where_no_index_is(tmp_path: Path, order: Order, deep: bool) -> None:  # noqa: FBT001
    """In a tile folder whose records are read; a data directory has an index, and hashes name no act."""
    log = settled().checked(3)
    verify(folder_of(tmp_path / "folder", log.raws, log.checkpoint()), signatures=deep)
    verify(directory_of(tmp_path / "directory", log), signatures=deep)
    assert [one.prints for one in order.told] == [deep, False]
    assert order.place == (DIRECTORY, tmp_path / "directory" / "ledger.sqlite", 0)


def test_records_that_end_too_early(tmp_path: Path) -> None:
    """Where a tile of records is gone, that is told; nothing after it is said of what could not be read."""
    log = Log().open().checked(299)
    folder = folder_of(tmp_path, log.raws, log.checkpoint())
    (folder / path_of("entries", 1, 44)).unlink()
    report = verify(folder, workers=1)
    assert set(faults(report)) == {"structure"}
    states = {step.name: step.state for step in report.steps}
    assert {states[name] for name in ("root", "checkpoint", "signatures", "keys")} == {State.INCOMPLETE}
    assert NO_WITNESS not in report.could_not_know


class Heard:
    """What was let count, instead of what others say of the log."""

    def __init__(self) -> None:
        self.words: list[tuple[str, int]] = []

    def settings(self, event: Event) -> None:
        """Remember settings."""
        self.words.append(("settings", event.number))

    def take(self, event: Event) -> None:
        """Remember what somebody else said."""
        self.words.append(("said", event.number))


@pytest.mark.parametrize(
    ("kind", "happened", "words"),
    [
        ("unit-opened", True, [("settings", 7)]),
        ("settings-changed", True, [("settings", 7)]),
        ("attested", True, [("said", 7)]),
        ("key-enrolled", True, []),
        ("erased", True, []),
        ("unit-opened", False, []),
        ("settings-changed", False, []),
        ("attested", False, []),
    ],
)
def test_whose_word_counts(kind: str, happened: bool, words: list[tuple[str, int]]) -> None:  # noqa: FBT001
    """Settings and what others said, where they were let happen: refused settings name no witness."""
    way = Way(Notebook(), Source(Log()), (FOLDER, Path(), 0), UNIT, Outside())
    way.attestations = heard = Heard()  # type: ignore[assignment]
    way.hear(Event(7, kind, {}, [], [], happened))
    way.close()
    assert heard.words == words


def test_how_far_the_log_was_witnessed_is_said_of_how_many(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The report is told of the size of the log, which a witness may not have seen the end of."""
    sizes: list[int] = []
    monkeypatch.setattr(
        "showsafe.ledger.verify.attested.Attestations.end", lambda _, size: sizes.append(size)
    )
    log = Log().open().checked(5)
    verify(folder_of(tmp_path, log.raws, log.checkpoint()))
    assert sizes == [6]


def test_a_checkpoint_whose_text_names_another_log(tmp_path: Path) -> None:
    """Signed by the node under this log's name, over the right root, it still speaks of another log."""
    log = settled().checked(3)
    path = directory_of(tmp_path / "unit", log)
    root = tree_of([leaf_of(raw) for raw in log.raws])
    change(
        path,
        "UPDATE state SET checkpoint = ?",
        note_of(f"showsafe/other\n4\n{b64(root)}\n", f"showsafe/{UNIT}", NODE),
    )
    says = "the checkpoint is of another log"
    assert faults(verify(path)) == {"checkpoint": Fault("verify.checkpoint", says)}


def test_a_source_without_a_first_record() -> None:
    """Nothing was opened, so no key is known."""

    class Empty(Source):
        def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
            del first, count, columns
            return Rows([], b"")

    way = Way(Notebook(), Empty(Log()), (FOLDER, Path(), 0), UNIT, Outside())
    assert way.go(0) is True
    way.close()
    assert (way.walk.count, way.book.faults) == (0, {})
