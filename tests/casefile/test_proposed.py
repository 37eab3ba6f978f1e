"""From a reading, as its record keeps it, to the statements of the state."""

from __future__ import annotations

import json

from showsafe.casefile.proposed import statements
from showsafe.casefile.reading.read import read

TEXT = (
    "“It was early,” said Hob Larkin. "
    "Later Wenna Tollifax told the Marrow Herald that it was dark. Then Orrin Vale said that it was light. "
    "He told Tollifax that it rained all day."
)


def test_to_whom_and_who_else_come_into_the_case() -> None:
    """To whom it was said, and who else may have said it, with why, stand in the case; whoever is told is no other."""
    _, first, second, third = statements("s1", TEXT, json.loads(json.dumps(read(TEXT).as_json())))
    assert first.to == ("the Marrow Herald", "Marrow Herald")
    assert second.to == ("", "")
    assert third.to == ("Tollifax", "Wenna Tollifax")
    assert third.alternatives == (("Hob Larkin", "pronoun"),)


def test_a_reading_from_before_says_neither() -> None:
    """A reading that was recorded before readings said to whom and who else is read, and says neither."""
    old = read(TEXT).as_json()
    for each in old["statements"]:
        del each["to"], each["addressee"], each["alternatives"]
    found = statements("s1", TEXT, old)
    assert [each.mention for each in found] == [
        "Hob Larkin",
        "Later Wenna Tollifax",
        "Orrin Vale",
        "He",
    ]
    assert all((each.to, each.alternatives) == (("", ""), ()) for each in found)
