"""A write-ahead log that is not the one: torn, older, of another moment, or gone; with the file, or under another file.

Opening either refuses with a code and leaves every byte as it is, or holds exactly records that were committed.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.errors import NotVerified, ShowsafeError
from tests.faults.acts import an_act, clock, make
from tests.faults.summary import LOST, POINTS, Tally
from tests.faults.survivors import START, check_whole
from tests.faults.thinning import thinned

FRAME = 4096 + 24
HEADER = 32
ERAS = 3
WRITING_EVERY = 7
MOST = {START: 12, 300: 8}
"""About so many frames of a log are tried for each place within a frame, by the records that the film begins with."""
DATABASE, LOG, INDEX = "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the file, the log and the shared index were just after a commit, and how many records there were."""

    era: int
    file: bytes
    log: bytes
    index: bytes
    size: int


def filmed(path: Path, start: int) -> list[Moment]:
    """Make a directory, and return its moments in three eras: between two of them the log moves into the file."""
    make(path, start)
    size, moments = start, [Moment(0, (path / DATABASE).read_bytes(), b"", b"", start)]
    for era in range(ERAS):
        with bootstrap.open_unit(path, clock()) as unit:
            for number in range(6):
                if number % 3 == 2:
                    said = {"person": f"new-{era}-{number}", "roles": ["crew"], "age": 30}
                    act = an_act(f"enrol-{era}-{number}", "enrol", "producer", **said)
                else:
                    act = an_act(f"act-{era}-{number}")
                size = unit.ask(act).number
                moments.append(Moment(era, *(contents(path)), size))
        moments.append(Moment(era + 1, (path / DATABASE).read_bytes(), b"", b"", size))
    return moments


def contents(path: Path) -> tuple[bytes, bytes, bytes]:
    """Return the bytes of the file, the log and the index; what is not there is empty."""
    file, log, index = (
        (path / name).read_bytes() if (path / name).exists() else b"" for name in (DATABASE, LOG, INDEX)
    )
    return file, log, index


def put(path: Path, file: bytes, log: bytes, index: bytes = b"") -> None:
    """Lay a file, a log and an index into a directory."""
    for name, content in ((DATABASE, file), (LOG, log), (INDEX, index)):
        (path / name).unlink(missing_ok=True)
        if content:
            (path / name).write_bytes(content)


def as_read(path: Path) -> int | str:
    """Open as a reader; return how many records there are, all of them whole, or a code."""
    try:
        with directory.open_for_reading(path) as opened:
            check_whole(opened.store)
            return opened.store.size()
    except ShowsafeError as error:
        return error.code


def outcome(path: Path) -> int | str:
    """Open as a reader, then as the writer; return how many records there are, all of them whole, or a code."""
    before = contents(path)[:2]
    found = as_read(path)
    try:
        with bootstrap.open_unit(path, clock()) as unit:
            size: int | str = unit.store.size()
            assert unit.ask(an_act("afterwards")).outcome == "permit"
    except ShowsafeError as error:
        size = error.code
        assert contents(path)[:2] == before, "what is refused stays as it is"
    else:
        assert as_read(path) == int(size) + 1
    assert size == found
    return size


@pytest.fixture(scope="module", params=[START, 300])
def film(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Moment]]:
    """Return a directory and its moments: once with few records, once with more than a tile."""
    path = tmp_path_factory.mktemp("film") / "unit"
    return path, filmed(path, request.param)


@pytest.mark.slow
def test_no_file_believes_another_log(film: tuple[Path, list[Moment]], tmp_path: Path, tally: Tally) -> None:
    """Of every file of one moment under the log of every other, what opens is whole, and nothing goes backwards."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    outcomes: Counter[str] = Counter()
    logs = thinned([moment for moment in moments if moment.log], lambda moment: moment.era, 2)
    for file in [moment for moment in moments if not moment.log]:
        for log in logs:
            put(path, file.file, log.log)
            found = outcome(path)
            outcomes[str(found) if isinstance(found, str) else "opened"] += 1
            if log.era == file.era:
                assert found == log.size
            elif log.size < file.size:
                assert found in {"ledger.other-log", "ledger.damaged"}
            elif log.size == file.size:
                assert found == file.size
            else:
                assert found in {"ledger.damaged", "ledger.tail-damaged", "tree.broken", log.size}
    assert set(outcomes) >= {"opened", "ledger.other-log", "ledger.damaged"}
    tally({"swapped logs": outcomes.total(), LOST: 0})


@pytest.mark.slow
def test_two_logs_in_one(film: tuple[Path, list[Moment]], tmp_path: Path, tally: Tally) -> None:
    """Of a log that goes over into another one at any frame, only what belongs to the first is believed."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    one, other = [[m for m in moments if m.era == era and m.log] for era in (0, 1)]
    sizes = {START, moments[0].size, *(moment.size for moment in one)}
    there = list(splices(one[-1].log, other[-1].log))
    tried = thinned(there, in_frame, MOST[moments[0].size])
    for count, place in enumerate(tried):
        put(path, moments[0].file, one[-1].log[:place] + other[-1].log[place:])
        assert (as_read(path) if count % WRITING_EVERY else outcome(path)) in sizes
    tally({f"spliced logs{POINTS}": len(there), "spliced logs": len(tried), LOST: 0})


def in_frame(place: int) -> int:
    """Return the place within its frame: places at the same one are of one kind."""
    return (place - HEADER) % FRAME if place >= HEADER else -1


def splices(one: bytes, other: bytes) -> Iterator[int]:
    """Yield the places at which one log goes over into the other: within the header, and at and within the frames."""
    yield 24
    for start in range(HEADER, min(len(one), len(other)), FRAME):
        yield from (start, start + 24, start + 2000)


@pytest.mark.slow
def test_a_log_cut_anywhere_gives_whole_appends(
    film: tuple[Path, list[Moment]], tmp_path: Path, tally: Tally
) -> None:
    """Wherever the log ends or goes over into zeros, only whole appends are there, in order, and the first of them."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    era = [moment for moment in moments if moment.era == 0 and moment.log]
    whole = era[-1].log
    frames = range(HEADER, len(whole) + 1, FRAME)
    steps = (-1, 0, 30, 2000) if moments[0].size == START else (-1, 2000)
    there = sorted({0, 1, HEADER - 1, *(end + step for end in frames for step in steps)})
    counts: Counter[str] = Counter({f"torn logs{POINTS}": 2 * len(there), LOST: 0})
    for zeros in (0, 3 * FRAME):
        cuts = thinned(there, in_frame, MOST[moments[0].size], zeros // FRAME)
        sizes = []
        for place, cut in enumerate(cuts):
            put(path, moments[0].file, whole[:cut] + bytes(zeros))
            # A reader's opening writes nothing, and so takes no time on the disk: the writer's comes now and then.
            size = as_read(path) if place % WRITING_EVERY else outcome(path)
            assert isinstance(size, int)
            sizes.append(size)
        assert sizes == sorted(sizes)
        assert set(sizes) == {moments[0].size, *(moment.size for moment in era)}
        counts["torn logs"] += len(cuts)
    tally(counts)


@pytest.mark.slow
def test_a_flipped_bit_in_the_log_is_never_believed(
    film: tuple[Path, list[Moment]], tmp_path: Path, tally: Tally
) -> None:
    """With a bit flipped in any frame of the log, its head or its page, what is left is a beginning of the records."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    era = [moment for moment in moments if moment.era == 0 and moment.log]
    whole = era[-1].log
    steps = (0, 5, 9, 17, 24, 3000) if moments[0].size == START else (5, 3000)
    there = [0, 9, 20, *(start + step for start in range(HEADER, len(whole), FRAME) for step in steps)]
    places = thinned(there, in_frame, MOST[moments[0].size])
    for count, place in enumerate(places):
        put(path, moments[0].file, whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        found = as_read(path) if count % WRITING_EVERY else outcome(path)
        assert found in {moments[0].size, *(moment.size for moment in era)}
    tally({f"flips in logs{POINTS}": len(there), "flips in logs": len(places), LOST: 0})


def test_the_index_is_never_believed(film: tuple[Path, list[Moment]], tmp_path: Path) -> None:
    """The shared index of another moment, of rubbish, or none at all changes nothing: it is made anew."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    logged = [moment for moment in moments if moment.log]
    for moment in thinned(logged, lambda _: 0, 3):
        for index in (b"", bytes(32_768), b"\xa5" * 32_768, logged[0].index, logged[-1].index):
            put(path, moment.file, moment.log, index)
            assert outcome(path) == moment.size


def test_what_was_read_at_opening_is_on_the_disk(film: tuple[Path, list[Moment]], tmp_path: Path) -> None:
    """Once a crashed directory is open, a power cut that takes the log from it takes no record: none rests on it."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    last = [moment for moment in moments if moment.log][-1]
    put(path, last.file, last.log)
    with directory.open_for_writing(path):
        alone = tmp_path / "alone"
        shutil.copytree(path, alone)
    put(alone, (alone / DATABASE).read_bytes(), b"")
    assert outcome(alone) == last.size


def test_a_log_of_another_unit_is_refused(film: tuple[Path, list[Moment]], tmp_path: Path) -> None:
    """The log of another unit under the file of this one is refused."""
    origin, moments = film
    path = tmp_path / "unit"
    shutil.copytree(origin, path)
    others = filmed(tmp_path / "other", START + 1)
    for moment in thinned([each for each in others if each.log], lambda _: 0, 4):
        put(path, moments[0].file, moment.log)
        with pytest.raises(NotVerified):
            directory.open_for_writing(path)
