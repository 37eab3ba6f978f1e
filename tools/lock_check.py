"""Checks the lock files: exact versions, hashes, and no address of where anything was fetched from.

A lock file that names an index ties every later install to one place, and shows whoever reads it how the
machine that resolved it was set up. Run by ``make check``; prints one line for each fault.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUN = "requirements/run.lock"
PARSER = "requirements/parser.lock"
OFFICE = "requirements/office.lock"
DEV = "requirements/dev.lock"
NODE = "requirements/node.lock"
WEB = "web/package-lock.json"

PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][0-9a-z.+!]*)(?: ; [^/@]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def faults_of_text(text: str) -> Iterator[str]:
    """Yield a sentence for each line that is neither a pin nor a hash, and each pin without a hash."""
    pin = None
    for number, line in enumerate(text.splitlines(), start=1):
        if HASH.fullmatch(line):
            pin = None
            continue
        if pin:
            yield f"line {number - 1}: {pin} has no hash."
        match = PIN.fullmatch(line)
        pin = match["name"] if match else None
        if not match:
            yield f"line {number}: neither an exact version nor a hash: {line.strip()[:60]!r}."
    if pin:
        yield f"the last line: {pin} has no hash."


def pins(text: str) -> dict[str, str]:
    """Return the version of each package that a lock file names."""
    return {match["name"]: match["version"] for match in map(PIN.fullmatch, text.splitlines()) if match}


def faults_between(run: dict[str, str], dev: dict[str, str], wanted: list[str]) -> Iterator[str]:
    """Yield a sentence where the two locks disagree, or a declared dependency is not locked."""
    for name, version in run.items():
        if dev.get(name) != version:
            yield f"{name} is {version} in {RUN} and {dev.get(name, 'missing')} in {DEV}."
    for requirement in wanted:
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")
        if name not in run:
            yield f"{name} is declared in pyproject.toml and missing in {RUN}; run: make lock."


def faults_of_web(lock: dict[str, Any], wanted: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each package of the web app that is loose, has no hash, or says where it came from."""
    for name, said in lock["packages"].items():
        if not name:
            continue
        if "resolved" in said or "link" in said:
            yield f"{name} says where it came from; set omit-lockfile-registry-resolved, and lock it again."
        if not str(said.get("integrity", "")).startswith("sha512-"):
            yield f"{name} has no hash."
    for name, version in wanted.items():
        if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version):
            yield f"{name} is {version!r} in web/package.json, and no exact version."


def faults(root: Path) -> list[str]:
    """Return every fault of the lock files below ``root``, each as one sentence."""
    texts = {name: (root / name).read_text(encoding="utf-8") for name in (RUN, PARSER, OFFICE, DEV, NODE)}
    lock = json.loads((root / WEB).read_text(encoding="utf-8"))
    declared = json.loads((root / "web/package.json").read_text(encoding="utf-8"))
    parts = {**declared["dependencies"], **declared["devDependencies"]}
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found = [f"{name}, {fault}" for name, text in texts.items() for fault in faults_of_text(text)]
    found += [f"{WEB}, {fault}" for fault in faults_of_web(lock, parts)]
    return found + list(faults_between(pins(texts[RUN]), pins(texts[DEV]), wanted))


def main() -> int:
    """Print the faults; return 1 if there is one."""
    found = faults(ROOT)
    for fault in found:
        print(fault)
    if not found:
        print("Lock files: exact versions and hashes only.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
