"""Whoever hears, is told or is handed something is never taken to have said it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Reading

_HEARERS = st.sampled_from(
    ("Wenna Tollifax", "The loader", "Ms Tollifax", "The second assistant, Wenna Tollifax,", "A court", "She")
)
_PASSIVES = st.sampled_from(
    (
        "was told",
        "was never told",
        "had been told",
        "had already been told",
        "was twice told",
        "was also, told",
        "has since been informed",
        "was repeatedly assured",
        "wasn’t told",
        "’d been told",
        "got told",
        "is being told",
        "was reminded",
        "was warned",
        "was asked",
        "was searched and told",
        "was shown the log and told",
        "heard",
        "learned",
        "had heard",
    )
)
_HANDED = st.sampled_from(
    (
        "was handed a note:",
        "was shown a paper with the words",
        "was given a card that said",
        "received a message:",
        "was sent a message that read",
    )
)
_MEANS = st.sampled_from(("", " by radio", " by email", " on Monday", " at the gate", " again"))
_CONTENT = st.sampled_from(
    (
        "that the pistol was cold",
        "it was cold",
        "the pistol had been checked by somebody",
        "to stand there",
        "“it is cold and clear”",
        "that it was “cold and clear”",
    )
)


def said_by(text: str, found: Reading, hearer: str) -> list[str]:
    """Return what is proposed as words of a hearer: by the mention, or by the name."""
    name = "Wenna Tollifax" if "Tollifax" in hearer else ""
    who = [(each.text, each.speaker, each.person) for each in found.quotes]
    who += [(each.text, each.who, each.person) for each in found.statements]
    return [
        said
        for said, places, person in who
        if any(text[slice(*place)] in hearer or hearer in text[slice(*place)] for place in places)
        or (person is not None and name and person.name == name)
    ]


@settings(max_examples=60)
@given(_HEARERS, _PASSIVES, _MEANS, _CONTENT)
def test_whoever_is_told_something_has_not_said_it(
    hearer: str, passive: str, means: str, content: str
) -> None:
    """However it is put that somebody was told something, none of it is proposed as said by them."""
    text = f"The yard was shut. {hearer} {passive}{means} {content}."
    assert said_by(text, read(text), hearer) == []


@settings(max_examples=60)
@given(_HEARERS, _HANDED)
def test_whoever_is_handed_words_has_not_said_them(hearer: str, handed: str) -> None:
    """Words on what somebody was handed, shown or sent are not proposed as said by them."""
    text = f"The yard was shut. {hearer} {handed} “It is cold and clear.”"
    assert said_by(text, read(text), hearer) == []


@settings(max_examples=60)
@given(_HEARERS, _CONTENT)
def test_a_participle_has_a_hearer_too(hearer: str, content: str) -> None:
    """Told at the beginning of a sentence, or between commas, is what somebody else did."""
    for text in (
        f"Told {content}, {hearer} went on.",
        f"{hearer.removesuffix(',')}, told {content}, went on.",
    ):
        assert said_by(text, read(text), hearer) == [], text


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Wenna Tollifax was told that the pistol was cold.", "", "the pistol was cold"),
        ("Wenna Tollifax was told to hurry.", "", "to hurry"),
        ("Told that it was cold, Wenna Tollifax went on.", "", "it was cold"),
        ("Asked whether it was cold, Wenna Tollifax went on.", "", "it was cold"),
        ("The pistol was cold, the court was told.", "", "The pistol was cold"),
        ("It has been reported that the pistol was cold.", "", "the pistol was cold"),
        ("The pistol is said to be cold.", "", "to be cold"),
        (
            "Wenna Tollifax was informed by the producer that it was cold.",
            "the producer",
            "it was cold",
        ),
    ],
)
def test_what_somebody_was_told_is_a_statement_of_nobody(text: str, who: str, what: str) -> None:
    """What somebody was told is proposed with no speaker, unless the words name who told it."""
    found = [each for each in read(text).statements if each.kind == "indirect"]
    assert [(each.text, "".join(text[slice(*place)] for place in each.who)) for each in found] == [
        (what, who)
    ]


def test_the_nearest_telling_counts() -> None:
    """Who says that she was told something has not said what she was told."""
    text = "The inspector said the loader was told “not to touch anything at all.”"
    assert [each.speaker for each in read(text).quotes] == [()]


def test_a_question_in_front_is_not_the_answer() -> None:
    """Who asked stands in front as a participle; the one who answers speaks."""
    text = "Asked by Orrin Vale who had held it, she said: “It was on the table.”"
    assert [text[slice(*each.speaker[0])] for each in read(text).quotes] == ["she"]


def test_a_telling_between_commas_takes_no_words() -> None:
    """A telling set in between commas does not take the words from the one who says them."""
    text = "The loader told officers, the court was told, that “the table is the whole trouble”."
    assert [text[slice(*each.speaker[0])] for each in read(text).quotes] == ["The loader"]
