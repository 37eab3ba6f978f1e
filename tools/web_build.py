"""Builds the web app into the package, where its sources changed since the last time: ``python -m tools.web_build``.

Node comes from the system where it is new enough, else from the wheel of it (``requirements/node.lock``), which is
installed beside everything else. With ``dev`` the tools that check and test the app are fetched too; with ``check`` and
``test`` they are run.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUILT = ROOT / "src" / "showsafe" / "entrypoints" / "http" / "web"
LOCK = ROOT / "requirements" / "node.lock"
STATE = WEB / "node_modules" / ".showsafe.json"
OLDEST = {20: (20, 19, 0), 22: (22, 12, 0)}
"""From which version on a line of Node will do; lines after the last one do, others do not."""


class CannotBuild(Exception):
    """The app cannot be built; the message is one sentence and what to do now."""


def will_do(version: str) -> bool:
    """Whether a version of Node, as it prints it, is one that the build works with."""
    match = re.match(r"v?(\d+)\.(\d+)\.(\d+)", version.strip())
    if match is None:
        return False
    found = (int(match[1]), int(match[2]), int(match[3]))
    return found[0] > max(OLDEST) or found >= OLDEST.get(found[0], (found[0] + 1, 0, 0))


def search_path(own: Path) -> str:
    """Return where Node is looked for so that it is found: the system's, or else the one installed in ``own``."""
    system = os.environ.get("PATH", "")
    node = shutil.which("node", path=system)
    if node and shutil.which("npm", path=system) and will_do(_said_by(node)):
        return system
    both = f"{own}{os.pathsep}{system}"
    if not (shutil.which("node", path=str(own)) and shutil.which("npm", path=str(own))):
        _install_node()
    return both


def _said_by(node: str) -> str:
    done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)  # noqa: S603 - found above
    return done.stdout


def _install_node() -> None:
    print("No Node of at least 20.19 with npm is on this machine; installing the one that is locked.")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    done = subprocess.run(  # noqa: S603 - fixed words and a file of the repository
        [*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(LOCK)], check=False
    )
    if done.returncode:
        raise CannotBuild("Node could not be installed. Install Node 20.19 or newer with npm, and try again.")


def npm(*words: str) -> int:
    """Run npm in the folder of the app; return its exit status."""
    path = search_path(Path(sys.executable).parent)
    program = shutil.which("npm", path=path)
    if program is None:
        raise CannotBuild("There is no npm. Install Node 20.19 or newer with npm, and try again.")
    env = {**os.environ, "PATH": path}
    return subprocess.run([program, *words], cwd=WEB, env=env, check=False).returncode  # noqa: S603 - found above


def sources(web: Path = WEB) -> Iterator[Path]:
    """Yield every file that the built app is made of, sorted."""
    tops = ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json", "index.html", "size.js")
    files = [web / name for name in tops]
    files += [
        file for folder in ("src", "public", "tools") for file in (web / folder).rglob("*") if file.is_file()
    ]
    yield from sorted(files)


def sum_of(web: Path = WEB) -> str:
    """Return the hash of everything that the built app is made of."""
    whole = hashlib.sha256()
    for file in sources(web):
        content = file.read_bytes()
        whole.update(f"{file.relative_to(web).as_posix()}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()


def state() -> dict[str, object]:
    """Return what was fetched and built the last time; nothing where that is not known."""
    try:
        known = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def fetch(*, dev: bool) -> None:
    """Fetch what is locked, where it is not here yet."""
    locked = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    known = state()
    dev = dev or bool(known.get("dev"))
    if known.get("lock") == locked and known.get("dev") == dev:
        return
    if npm("ci", "--silent", *(() if dev else ("--omit=dev",))):
        raise CannotBuild(
            "The parts of the web app could not be fetched. Look at the network, and try again."
        )
    _remember({"lock": locked, "dev": dev})


def build() -> bool:
    """Build the app where its sources changed; return whether it was built."""
    now, known = sum_of(), state()
    if known.get("built") == now and (BUILT / "index.html").is_file():
        return False
    if npm("run", "--silent", "build"):
        raise CannotBuild("The web app could not be built; the lines above say why.")
    _remember({**known, "built": now})
    return True


def _remember(said: dict[str, object]) -> None:
    STATE.write_text(json.dumps(said), encoding="utf-8")


def main(words: list[str]) -> int:
    """Fetch, build, and do what the words say; return the exit status."""
    try:
        fetch(dev=bool(words))
        if words in ([], ["dev"]):
            print("The web app is built." if build() else "The web app is built already.")
            return 0
        return npm("run", "--silent", *words)
    except CannotBuild as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
