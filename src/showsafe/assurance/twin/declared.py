"""What a specification file says that it has: a line for every kind of act of the bound, and one for every gate.

``act NAME: its rule`` and ``gate NAME: its question`` are such lines, behind whatever opens a comment in that language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from showsafe.assurance.twin.vocabulary import WORDS

_LINE = re.compile(r"^\s*(?:\\\*|/\*|\*)\s*(act|gate) ([a-z-]+): (\S.*)$", re.MULTILINE)
FILES = ("Showsafe.tla", "showsafe.pml")
"""The specification files, beside this room in ``spec``."""


def declared(text: str, what: str) -> tuple[str, ...]:
    """Return the names of the *act* or *gate* lines of a file, in their order."""
    return tuple(found[2] for found in _LINE.finditer(text) if found[1] == what)


def kinds_of_the_bound() -> set[str]:
    """Return every kind of act that the vocabulary has."""
    return {word.kind for word in WORDS.values()}


def drifted(
    file: str, text: str, kinds: Iterable[str], gates: Iterable[str], left_out: Mapping[str, str]
) -> Iterator[str]:
    """Yield in a sentence each what a file and the program do not have in common.

    ``kinds`` and ``gates`` are those of the program, ``left_out`` the kinds that the bound does not have, and why.
    """
    has, asks = declared(text, "act"), declared(text, "gate")
    for kind in sorted(set(kinds) - set(has) - set(left_out)):
        yield f"The act {kind} is new: {file} has no line for it, and nothing says why it is left out."
    for kind in sorted((set(has) | set(left_out)) - set(kinds)):
        yield f"The act {kind} is in {file} or left out of it, and the program has no such act."
    for kind in sorted(set(has) & set(left_out)):
        yield f"The act {kind} has a line in {file}, and is said to be left out."
    for kind in sorted(set(has) ^ kinds_of_the_bound()):
        yield f"The act {kind} is in {file} and not in the bound, or the other way round."
    for gate in sorted(set(gates) ^ set(asks)):
        yield f"The gate {gate} is in {file} and not in the program, or the other way round."
    for names in (has, asks):
        for name in sorted({each for each in names if names.count(each) > 1}):
            yield f"{name} has more than one line in {file}."
