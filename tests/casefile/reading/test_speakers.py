"""Who is taken to say what stands in quotation marks."""

from __future__ import annotations

import pytest

from tests.casefile.reading import named, read_on_saturday, spoken


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The lights went out,” said the gaffer.", "the gaffer"),
        ("“The lights went out,” the gaffer said.", "the gaffer"),
        ("“The lights went out,” Wenna Tollifax, who runs the floor, said.", "Wenna Tollifax"),
        ("The inspector told reporters: “The lights went out.”", "The inspector"),
        ("According to the county, the room was “dark and cold.”", "the county"),
        ("The room was “dark and cold,” according to the county.", "the county"),
        ("The room, the inspector said, was “dark and cold.”", "the inspector"),
        ("A room that is “dark and cold” is no place to work, the inspector said.", "the inspector"),
        ("The producer called the room “dark and cold.”", "The producer"),
        ("The grip waited outside, saying that it was “dark and cold.”", "The grip"),
        ("“Why was it dark?” the inspector, by now awake, asked.", "the inspector"),
        ("“It was dark all night long.” — Wenna Tollifax", "Wenna Tollifax"),
        ("He said that he recalled “dark and cold” rooms.", "He"),
        ("What the producer calls “a dark and cold room” is the studio.", "the producer"),
        ("The room was called “dark and cold” by the inspector.", "the inspector"),
        ("‘It was dark in there,’ said the grip.", "the grip"),
        ("«It was dark in there», said the grip.", "the grip"),
        ("„It was dark in there“, said the grip.", "the grip"),
        ("``It was dark in there,'' said the grip.", "the grip"),
        ("''It was dark in there,'' said the grip.", "the grip"),
        ('“It was dark in there," said the grip.', "the grip"),
    ],
)
def test_speaker_is_found(text: str, speaker: str) -> None:
    """The words that name the speaker are found, before, after and around what is said, in marks of every kind."""
    assert [who for _, who in spoken(text)] == [speaker]


def test_what_goes_on_in_a_paragraph_is_of_the_same_speaker() -> None:
    """A whole sentence in marks after a quotation is taken to be of whoever spoke before."""
    text = "“It was dark,” said the grip. “Nobody had a lamp.”"
    assert spoken(text) == [("It was dark,", "the grip"), ("Nobody had a lamp.", "the grip")]


def test_five_paragraphs_in_one_quotation_are_of_one_speaker() -> None:
    """Marks that open anew in each paragraph and close in the last are one speech, a piece for each paragraph."""
    text = "The grip said: “One.\n\n“Two of them.\n\n“Three of them.\n\n“Four of them.\n\n“Five of them.”"
    long = text.replace("One.", "One of them is enough for a whole day.")
    long = long.replace("of them.\n", "of them, as far as I could see.\n")
    found = read_on_saturday(long).quotes
    assert len(found) == 5
    assert {named(long, quote) for quote in found} == {"The grip"}
    assert [quote.continues for quote in found] == [False, True, True, True, True]
    assert [quote.closed for quote in found] == [False, False, False, False, True]


def test_nobody_is_made_up_for_words_of_nobody() -> None:
    """Where the text does not say who told, called or wrote something, the speaker stays unknown."""
    for text in (
        "She was told “not to touch anything at all.”",
        "It has been called “an accident waiting to happen.”",
    ):
        found = read_on_saturday(text).quotes[0]
        assert not found.speaker, text
        assert found.person is None, text


def test_a_pronoun_is_likely_and_never_sure() -> None:
    """A pronoun is kept as the speaker; whom it means is the last one named, and no more than likely."""
    text = "Wenna Tollifax spoke to the crew. “It was dark,” said Wenna Tollifax.\n\n“Nobody had a lamp,” she said."
    found = read_on_saturday(text).quotes[-1]
    assert named(text, found) == "she"
    assert found.person is not None
    assert found.person.name == "Wenna Tollifax"
    assert found.person.confidence <= 50


def test_a_surname_means_the_full_name_of_the_text() -> None:
    """A surname is taken for the one full name that has it; where two have it, it stays, with both beside it."""
    one = "Wenna Tollifax runs the floor. “It was dark,” said Tollifax."
    person = read_on_saturday(one).quotes[0].person
    assert person is not None
    assert person.name == "Wenna Tollifax"
    two = "Wenna Tollifax and Orrin Tollifax run the floor. “It was dark,” said Tollifax."
    person = read_on_saturday(two).quotes[0].person
    assert person is not None
    assert (person.name, person.alternatives) == ("Tollifax", ("Orrin Tollifax", "Wenna Tollifax"))


def test_a_capital_at_the_beginning_makes_no_name() -> None:
    """A word that has a capital only where a sentence begins is nobody's name; one that keeps it elsewhere is."""
    assert read_on_saturday("Lawyers called it “an open and dark room.”").quotes[0].person is None
    person = (
        read_on_saturday("Tollifax called it “an open and dark room.” The crew asked Tollifax why.")
        .quotes[0]
        .person
    )
    assert person is not None
    assert person.name == "Tollifax"


def test_to_whom_it_was_said() -> None:
    """Whom the words were said to is found after told and after to."""
    for text, whom in (
        ("“It was dark,” the grip told the inspector.", "the inspector"),
        ("“It was dark,” the grip said to the inspector.", "the inspector"),
        ("“It was dark,” the grip said.", None),
    ):
        to = read_on_saturday(text).quotes[0].to
        assert (text[slice(*to)] if to else None) == whom


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met on the “Morning Light” show.", "title"),
        ("The gaffer was Tom “Sparky” Tollifax.", "nickname"),
        ("The so-called “safe” room stood open.", "term"),
        ("The room, commonly called “the oven,” was late, the grip said.", "term"),
        ("The producer praised the pistol dubbed “Old Tom,” and left.", "term"),
    ],
)
def test_marks_around_what_nobody_says(text: str, kind: str) -> None:
    """A title, a nickname and a word held at arm's length are kept as such, and are nobody's words."""
    found = read_on_saturday(text)
    assert [quote.kind for quote in found.quotes] == [kind]
    assert not [each for each in found.statements if each.quote is not None]


def test_words_within_words_are_of_whoever_is_said_to_say_them() -> None:
    """Of one speaker who quotes another, the inner words are whose the outer ones say, and otherwise nobody's."""
    text = "“The loader said, ‘It is clear,’ and I asked her, ‘Who looked?’” said the grip."
    outer, first, second = read_on_saturday(text).quotes
    assert [named(text, each) for each in (outer, first, second)] == ["the grip", "The loader", "I"]
    assert (first.depth, second.depth, first.rule) == (1, 1, "within")
    assert first.confidence < outer.confidence
    assert first.person is second.person is None
    text = "“We heard ‘cold gun’ and went in,” said the grip."
    outer, inner = read_on_saturday(text).quotes
    assert (inner.text, inner.depth, inner.speaker, inner.person) == ("cold gun", 1, (), None)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A source on the set said last night: “It was dark and cold.”", "A source on the set"),
        ("His wife, who asked that the family should not be named, said: “He came in late.”", "His wife"),
        ("The loader can be heard saying, “I am not going to open the door.”", "The loader"),
        ("As our late president used to say, “you can always say sorry for that.”", "our late president"),
        ("The paper quoted the loader as saying: “I am not going to open the door.”", "the loader"),
        (
            "Wenna Tollifax, president and owner of the studio said, “It was dark.”",
            "Wenna Tollifax",
        ),
        ("“It was dark and cold in there,” enthused Wenna Tollifax.", "Wenna Tollifax"),
        ("But another insider hit back: “It was never dark and cold in there.”", "another insider"),
        ("The crew released a statement saying “it was dark and cold.”", "The crew"),
        ("The loader received a statement saying “it was dark and cold.”", "a statement"),
        ("The loader keeps saying “it was dark and cold.”", "The loader"),
        ("The grip spoke on that account, telling them that it was “dark and cold.”", "The grip"),
    ],
)
def test_speaker_is_found_past_what_stands_between(text: str, speaker: str) -> None:
    """Insertions, lists, other verbs and other reports between a speaker and the words do not hide who speaks."""
    found = [who for _, who in spoken(text)]
    assert len(found) == 1
    assert found[0] is not None
    assert found[0].startswith(speaker)


def test_marks_that_are_none() -> None:
    """Inches, apostrophes and the values of tags open no quotation."""
    for text in (
        'The pipe is 12" long.',
        "The grips' lamps and the '90s.",
        'See <a href="there is more to be read in this place">.',
    ):
        assert not read_on_saturday(text).quotes, text


def test_a_mark_never_closed_runs_to_the_end_of_its_paragraph() -> None:
    """An opening mark with a sentence behind it is a quotation to the end of its paragraph, and says so."""
    text = "The grip said: “It was dark and nobody had a lamp with them.\n\nThe day went on."
    found = read_on_saturday(text).quotes
    assert [(quote.text[-6:], quote.closed) for quote in found] == [(" them.", False)]


def test_straight_marks_between_spaces() -> None:
    """In a text that was split into words, marks stand between spaces, two and two; inches stand behind a figure."""
    text = '" We love the yard , " said the grip . " It is dark there . "'
    assert spoken(text) == [("We love the yard ,", "the grip"), ("It is dark there .", "the grip")]
    assert not spoken('The pipe is 12 " long and 3 " wide.')
    assert not spoken('The pipe is " long.')


def test_a_label_names_the_speaker() -> None:
    """Where a label stands before the words, as in a transcript, it is the speaker."""
    text = "“THE INSPECTOR: Who held it then? Nobody said so.”"
    assert [who for _, who in spoken(text)] == ["THE INSPECTOR"]
