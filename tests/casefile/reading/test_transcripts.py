"""Transcripts: whose turn it is under which label, on which day it was spoken, and what is said within a turn."""

from __future__ import annotations

import pytest

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.shape import Quote, Reading
from showsafe.casefile.reading.sources.transcript import turns

INTERVIEW = """RECORD OF INTERVIEW
Date: 14 May 2025
Present: Detective Sergeant Orrin Vale (DS VALE), Wenna Tollifax (TOLLIFAX)

[10:02]
DS VALE: Who opened it?

TOLLIFAX: [pause] I did. The loader came over and said, "It is clear," and I asked him, "Who says?"

DS VALE: You were told it was clear?

TOLLIFAX: (nods)

TOLLIFAX: I told the grip that nobody had looked.
"""
COURT = """INQUEST
Held on Tuesday 3 June 2025

Wenna Tollifax, sworn
Examined by MS PELL
Q. Were you there?
A. I was there the whole day, and yesterday
too.
Q. Who else was?
A. The loader.
Cross-examined by MR VALE
Q. And you heard it?
A. (inaudible)
A. I heard it.
"""
MEETING = """Notes of the meeting of 3 June 2025

00:01 Wenna (unit manager): The door was open all night long.
00:02 Orrin: Who had the key?
00:03 Wenna: I had it.
00:04 Orrin: You did not say so.
"""


def heard(text: str) -> tuple[Reading, list[tuple[str, str, str | None]]]:
    """Return the reading of a transcript, and its turns: label, words, and the name behind the label."""
    found = read(text, None, tuple(turns(text)))
    own = [each for each in found.quotes if each.rule == "label"]
    return found, [(label(text, each), each.text, each.person.name if each.person else None) for each in own]


def label(text: str, each: Quote) -> str:
    """Return the words that name a speaker."""
    return text[slice(*each.speaker[0])] if each.speaker else ""


def test_a_label_is_the_person_that_the_head_has_for_it() -> None:
    """Ranks and initials in brackets after a name are that person; what stands in brackets at the ends is left out."""
    _, found = heard(INTERVIEW)
    assert [(who, person) for who, _, person in found] == [
        ("DS VALE", "Orrin Vale"),
        ("TOLLIFAX", "Wenna Tollifax"),
        ("DS VALE", "Orrin Vale"),
        ("TOLLIFAX", "Wenna Tollifax"),
    ]
    assert found[1][1].startswith("I did.")


def test_questions_and_answers_are_of_who_examines_and_who_is_sworn() -> None:
    """Q. is who examines last, A. the witness; a line that goes on belongs to the turn before it."""
    _, found = heard(COURT)
    assert [(who, person) for who, _, person in found] == [
        ("Q", "PELL"),
        ("A", "Wenna Tollifax"),
        ("Q", "PELL"),
        ("A", "Wenna Tollifax"),
        ("Q", "VALE"),
        ("A", "Wenna Tollifax"),
    ]
    assert found[1][1] == "I was there the whole day, and yesterday\ntoo."


def test_names_with_a_role_are_labels_too() -> None:
    """Names in small letters are labels where they come again, with a time before them and a role behind."""
    _, found = heard(MEETING)
    assert [(who, person) for who, _, person in found] == [(who, who) for who in ("Wenna", "Orrin") * 2]
    assert found[0][1] == "The door was open all night long."


def test_a_role_as_a_label_is_nobody_unless_the_text_names_who_has_it() -> None:
    """THE CORONER is nobody, and a coroner whom the head names is that name."""
    text = "THE CORONER: Who opened it?\nVALE: I did.\nTHE CORONER: Why?\nVALE: It was dark.\n"
    assert [person for _, _, person in heard(text)[1]] == [None, "VALE", None, "VALE"]
    head = "Before Coroner Wenna Tollifax\n\n" + text.replace("THE CORONER", "CORONER")
    assert next(person for _, _, person in heard(head)[1]) == "Wenna Tollifax"


@pytest.mark.parametrize("text", [INTERVIEW, COURT, MEETING])
def test_the_day_of_the_head_is_when_every_turn_was_said(text: str) -> None:
    """Each turn was said on the day that the head names, and no day of publication is needed for it."""
    found, _ = heard(text)
    day = "2025-05-14" if text is INTERVIEW else "2025-06-03"
    said = [each for each in found.statements if each.rule == "label"]
    assert {(each.when.kind, each.when.precision, each.when.edtf) for each in said} == {
        ("stated", "day", day)
    }


def test_yesterday_in_a_turn_is_the_day_before_the_hearing() -> None:
    """What is reckoned from *now* in a turn is reckoned from the day on which it was spoken."""
    found, _ = heard(COURT)
    assert {each.value for each in found.dates if each.text == "yesterday"} == {"2025-06-02"}


def test_a_weekday_beside_the_day_of_the_head_is_no_other_day() -> None:
    """A weekday on a line of its own in the head is the same day, and a key before a colon is nobody's label."""
    text = f"DATE: 3 June 2025\nHeld each Tuesday\nPRESENT: Wenna, Orrin\n\n{MEETING.partition(chr(10))[2]}"
    found, turns_ = heard(text)
    assert [who for who, _, _ in turns_] == ["Wenna", "Orrin", "Wenna", "Orrin"]
    assert {each.when.edtf for each in found.statements if each.rule == "label"} == {"2025-06-03"}


def test_two_days_in_a_head_are_none() -> None:
    """Where a head names two days and neither as that of the hearing, none is taken."""
    text = COURT.replace("Held on Tuesday 3 June 2025", "The fire of 1 May 2025, and that of 3 June 2025")
    found = read(text, None, tuple(turns(text)))
    assert {each.when.kind for each in found.statements if each.rule == "label"} == {"unknown"}


def test_what_is_quoted_in_a_turn_is_of_whoever_the_turn_names() -> None:
    """Words in marks in a turn are deeper by one; *I* is who speaks, a *he* of nobody before the turn is nobody."""
    found, _ = heard(INTERVIEW)
    inner = [each for each in found.quotes if each.marks != "label"]
    assert [(each.text, label(INTERVIEW, each), each.depth) for each in inner] == [
        ("It is clear,", "The loader", 1),
        ("Who says?", "I", 1),
    ]
    assert [each.person.name if each.person else None for each in inner] == [None, "Wenna Tollifax"]


def test_what_a_turn_relays_went_through_two_people() -> None:
    """A report within a turn is a statement of its own; whoever was told something there has not said it."""
    found, _ = heard(INTERVIEW)
    told = [each for each in found.statements if each.kind == "indirect"]
    assert [(each.text, each.depth, len(each.who)) for each in told] == [
        ("it was clear", 2, 0),
        ("nobody had looked", 2, 1),
    ]
    assert told[1].person is not None
    assert told[1].person.name == "Wenna Tollifax"


@pytest.mark.parametrize(
    "text",
    [
        "Place: the yard\nDate: 3 June 2025\nWeather: rain\n\nThe door was open. Nobody said why it was.\n",
        "Q. is a letter, and so is A.\n\nThe door was open.\n\nIt was dark.\n",
        "Note: bring a lamp.\nThe door was open all night long.\nIt was dark there.\nNobody had the key.\n",
    ],
)
def test_what_only_looks_like_labels(text: str) -> None:
    """The head of a form, and a word before a colon here and there, make no transcript."""
    assert list(turns(text)) == []
