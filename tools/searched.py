"""Searches the rules of every profile that comes with the program, and writes what was found into the package.

``python -m tools.searched`` searches the editions that are not in ``searched.toml`` yet, and drops those that are gone;
``--all`` searches every one anew. What does not pass is not written, and the exit code is 1. It takes minutes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from showsafe.adapters import rulebooks
from showsafe.assurance import passed
from showsafe.assurance.passed import NotPassed, Passed
from showsafe.assurance.telling import TOLD

FILE = Path(passed.__file__).with_name(passed.NAME)
HEAD = """\
# Which editions of the packaged profiles the search has passed, in which bound. Written by: python -m tools.searched
# An edition that is not here decides nothing. It says within which bound nothing was found, and no more.
"""


def text_of(found: dict[str, Passed]) -> str:
    """Return the text of the file, in the order of the profiles."""
    parts = [HEAD]
    for each in found.values():
        lines = (f'["{each.edition}"]', f'bound = "{each.bound}"', f'digest = "{each.digest}"')
        parts.append("\n".join((*lines, f"states = {each.states}", "")))
    return "\n".join(parts)


def searched(known: dict[str, Passed]) -> tuple[dict[str, Passed], list[str]]:
    """Return what the search says of every packaged profile, and the names of those that did not pass."""
    found: dict[str, Passed] = {}
    failed: list[str] = []
    for name in rulebooks.profiles():
        book = rulebooks.rules_of(name)
        if book.edition in known:
            found[book.edition] = known[book.edition]
            continue
        began = time.perf_counter()
        try:
            found[book.edition] = rulebooks.search(book)
        except NotPassed as error:
            failed.append(f"{name}: {error.says}")
        print(f"{book.edition}: {time.perf_counter() - began:.0f} s", flush=True)
    return found, failed


def main(arguments: list[str]) -> int:
    """Search, write, and return the exit code."""
    TOLD.set(lambda line: print(f"  {line}", flush=True))
    found, failed = searched({} if "--all" in arguments else passed.packaged())
    FILE.write_text(text_of(found), "utf-8")
    for each in failed:
        print(each)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
