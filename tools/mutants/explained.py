"""The survivors that are explained, each in one line: the files in ``explained``, one a part of the house."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("explained")


@cache
def explained(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """Return by file and name of the mutant why it changes nothing that anybody could see."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.toml")):
        for each in tomllib.loads(path.read_text(encoding="utf-8")).get("survives", []):
            names = found.setdefault(each["file"], {})
            names.update({str(name): str(each["why"]) for name in each["mutants"]})
    return found


def is_explained(file: str, name: str) -> bool:
    """Whether a mutant is one of them."""
    return name in explained().get(file, {})


def stale(known: Mapping[str, Mapping[str, str]], mutants: Mapping[str, set[str]]) -> list[str]:
    """Return the explanations of mutants that are not made any more, of the files that were mutated."""
    return [
        f"{file}: {name}"
        for file, names in known.items()
        if file in mutants
        for name in names
        if name not in mutants[file]
    ]
