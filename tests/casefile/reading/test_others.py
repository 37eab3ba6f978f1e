"""Who else may have said it: other speakers that the text allows, each with why."""

from __future__ import annotations

import pytest

from showsafe.casefile.reading.read import read


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            (
                "Later Wenna Tollifax said it was dark in the yard. Then Orrin Vale said it was light in there. "
                "He said that it rained all day."
            ),
            [("Wenna Tollifax", "pronoun")],
        ),
        (
            (
                "It was late for Mr Orrin Vale and Ms Wenna Tollifax. Ms Tollifax said that it was dark in the yard. "
                "Mr Vale said that it was light. He said that it rained all day."
            ),
            [],
        ),
        (
            "Anna Grell and Tom Grell were there. It was late, and Grell said that the pistol was cold.",
            [("Anna Grell", "same-surname"), ("Tom Grell", "same-surname")],
        ),
        (
            "“Is it ready?” asked the gaffer. The loader nodded. “It was cold then.”",
            [("the gaffer", "speaks-beside")],
        ),
        ("The gaffer asked whether it was ready. “It was cold,” said the loader.", []),
    ],
)
def test_who_else_may_have_said_it(text: str, others: list[tuple[str, str]]) -> None:
    """A pronoun, a surname of two people and a rule of the nearest have alternatives; what stands beside has none."""
    last = read(text).statements[-1]
    assert [(each.name, each.why) for each in last.alternatives] == others
    assert all(text[each.start : each.end] == each.name for each in last.alternatives)


def test_there_are_never_more_than_four() -> None:
    """Of many who spoke before a pronoun only the nearest are named."""
    names = (
        "Wenna Tollifax",
        "Orrin Vale",
        "Tilda Marsh",
        "Rufus Penn",
        "Ines Cole",
        "Hob Larkin",
        "Una Swift",
    )
    text = " ".join(f"Then {name} said that it was cold in there." for name in names)
    last = read(f"{text} Then he said that it was warm in there.").statements[-1]
    assert last.person is not None
    assert last.person.name == "Una Swift"
    assert [each.name for each in last.alternatives] == [
        "Hob Larkin",
        "Ines Cole",
        "Rufus Penn",
        "Tilda Marsh",
    ]
