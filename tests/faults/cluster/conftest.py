"""One cluster for the whole run, whichever worker needs it first; one test at a time does something to it.

It is the cluster of ``make cluster``: the same program, inventory and files, with shorter times; that of three nodes
also with links between them that can be cut. It ends with the last test that asks for it, and in any case with the run.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.cluster.load import PATIENCE, ROOT, Load
from tools.cluster import programs
from tools.cluster.hands import Hands
from tools.cluster.processes import until

QUICK = {"ttl": 10, "loop_wait": 1, "retry_timeout": 4}
_NODES = {"three": "local.toml", "two": "local-two.toml"}


def quick(name: str, place: Path) -> Path:
    """Write an inventory of ``deploy`` with shorter times, so that a test waits less."""
    text = (ROOT / "deploy" / "inventory" / name).read_text("utf-8")
    for word, seconds in QUICK.items():
        text, changed = re.subn(rf"^{word} = \d+", f"{word} = {seconds}", text, flags=re.MULTILINE)
        assert changed == 1
    path = place / f"quick-{name}"
    path.write_text(text, "utf-8")
    return path


def _owner() -> int:
    """Return the process that lives as long as the run: the one that the workers work for."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def started(inventory: Path, place: Path, *, links: bool) -> Hands:
    """Start a cluster that ends with this run, with the tables of an office in it."""
    said = place / f"{inventory.stem}.said"
    run = [
        "run",
        str(inventory),
        "--restart-after",
        "0",
        "--owner",
        str(_owner()),
        *(["--links"] if links else []),
    ]
    # Not a child of this worker, which may end before others do.
    apart = ["setsid", "--fork", sys.executable, "-m", "tools.cluster", *run]
    with said.open("w", encoding="utf-8") as out:
        subprocess.run(apart, cwd=ROOT, stdout=out, stderr=out, check=True)
    until(lambda: "Ctrl-C" in said.read_text("utf-8") or "[cluster." in said.read_text("utf-8"), 3 * PATIENCE)
    text = said.read_text("utf-8")
    found = re.search(r"is up, in (\S+)", text)
    assert found, text
    from showsafe.adapters.postgres import migrate  # noqa: PLC0415 (half a second, and only these tests need it)

    hands = Hands(Path(found[1]))
    migrate.upgrade(hands.dsn_owner, login="office")
    return hands


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _lent(nodes: str, shared: Path, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """Lend the one cluster of this kind: whole when it is given, and alone until it is given back."""
    lacking = programs.missing()
    if lacking:
        pytest.skip(f"Without {', '.join(lacking)} no cluster can be started.")
    fixture = request.fixturename or ""
    here, gone = shared / f"cluster-{nodes}", shared / f"cluster-{nodes}.gone"
    with _alone(shared / "cluster.lock"):
        if not here.exists():
            hands = started(quick(_NODES[nodes], shared), shared, links=nodes == "three")
            here.write_text(str(hands.folder))
        hands = Hands(Path(here.read_text()))
        assert until(hands.whole, 2 * PATIENCE), hands.members()
        try:
            yield hands
        finally:
            restore_order(hands)
            with gone.open("a") as done:
                done.write("one\n")
            asking = [item for item in request.session.items if fixture in getattr(item, "fixturenames", ())]
            if len(gone.read_text().split()) >= len(asking):
                supervisor = int((hands.folder / "owners").read_text().split()[0])
                os.kill(supervisor, signal.SIGTERM)


def restore_order(hands: Hands) -> None:
    """Let everything that a test stopped, froze or cut off be again."""
    for name in ("down", "cut"):
        for path in (hands.folder / name).iterdir():
            path.unlink()
    for host in hands.hosts:
        hands.thaw(host)


@pytest.fixture
def three(shared: Path, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """Return the cluster of three nodes."""
    yield from _lent("three", shared, request)


@pytest.fixture
def two(shared: Path, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """Return the cluster of two nodes, with a third vote; its nodes find the votes as hosts do, not over links."""
    yield from _lent("two", shared, request)


LoadOn = Callable[[str], Load]


@pytest.fixture
def load_on(tmp_path: Path) -> Iterator[LoadOn]:
    """Return what starts writers on a connection string; they end with the test."""
    with contextlib.ExitStack() as stack:

        def begin(dsn: str) -> Load:
            made = stack.enter_context(Load(dsn, tmp_path))
            made.goes_on()
            return made

        yield begin
