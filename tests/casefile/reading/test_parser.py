"""What a parser adds where one is asked for, and that everything that holds without it holds with it."""

from __future__ import annotations

import importlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from showsafe.casefile.reading import parser as extra
from showsafe.casefile.reading.read import read
from showsafe.errors import Unusable
from tests.casefile.reading import named
from tests.casefile.reading.test_invariants import DAYS, TEXTS, whole
from tests.entrypoints.cli import run


def speaker(text: str, *, with_parser: bool) -> str | None:
    """Return who is taken to say the last quotation of a text."""
    quote = read(text, parser=extra.parser() if with_parser else None).quotes[-1]
    return named(text, quote)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The officer told a woman who claimed that some may leave because of a fire that “it is not the first.”",
            "The officer",
        ),
        (
            "She says the producer’s early tweets accusing the loader of having a key are “lies and tales.”",
            "She",
        ),
        (
            "The director said the recent spate of fires and protests demands that all take “much more care.”",
            "The director",
        ),
        (
            "When my mother mentioned the door to me, I laughed and said, “I do not believe in that door.”",
            "I",
        ),
        (
            "The loader called the grip a “wreck” after she went for the crew and blamed the fire on “open doors.”",
            "she",
        ),
        (
            "A crew has had a fire with Tollifax, now the producer, who in 2010 said it was a “one-room fire.”",
            "the producer, who",
        ),
    ],
)
def test_how_a_sentence_is_built_shows_who_speaks(text: str, who: str) -> None:
    """The report that holds a quotation is found past what only looks like one, where the rules see another."""
    assert speaker(text, with_parser=True) == who
    assert speaker(text, with_parser=False) != who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“It was dark,” said Wenna Tollifax, who was there.", "Wenna Tollifax"),
        ("According to the county, the room was “dark and cold.”", "the county"),
        ("The grip waited outside, saying that it was “dark and cold.”", "The grip"),
        ("The door “had been open for the whole day,” the loader said.", "the loader"),
        ("The inspector told reporters: “The lights went out.”", "The inspector"),
    ],
)
def test_what_the_rules_know_stays(text: str, who: str) -> None:
    """Where the order of words is their grammar, a parser that sees it otherwise changes nothing."""
    assert speaker(text, with_parser=False) == speaker(text, with_parser=True) == who


@pytest.mark.parametrize(
    "text",
    [
        "She was told “not to touch anything at all.”",
        "It has been called “an accident waiting to happen.”",
        "The gun was handed over in a box labeled “safe to be used.”",
    ],
)
def test_unknown_agents_stay_unknown(text: str) -> None:
    """Nobody is made up for what somebody was told or called, and for a label that nobody is said to have put on."""
    assert speaker(text, with_parser=True) is None


def test_a_pronoun_may_mean_somebody_who_did_not_speak() -> None:
    """A name that does something in the sentence before is likely meant by a pronoun, and no more than likely."""
    text = "Wenna Tollifax left after the fire and declined to say why. “It was dark,” she said."
    person = read(text, parser=extra.parser()).quotes[0].person
    assert person is not None
    assert (person.name, person.how, person.confidence) == ("Wenna Tollifax", "pronoun", 50)


def test_told_in_other_words_ends_where_its_clause_ends() -> None:
    """What a verb reports is its clause, and not what else the sentence goes on to tell."""
    text = "The loader said that the door was open before walking out of the room."
    found = read(text, parser=extra.parser()).statements[0]
    assert text[found.start : found.end].startswith("the door was open")


@settings(max_examples=25)
@given(TEXTS, DAYS)
def test_every_part_is_a_piece_of_the_text(text: str, published: date | None) -> None:
    """Whatever stands in a text, what is proposed with the parser is a slice of it, and the same each time."""
    found = read(text, published, parser=extra.parser())
    whole(text, found)
    assert found == read(text, published, parser=extra.parser())


def test_without_it_there_is_one_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the error says so and what to install; nothing is read in another way."""

    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    extra.parser.cache_clear()
    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(Unusable, match=r"not installed.*showsafe\[parser\].*reading\.no-parser"):
        extra.parser()
    monkeypatch.setattr(extra, "import_module", importlib.import_module)
    assert extra.parser() is extra.parser()


def test_a_file_and_a_folder_with_the_parser(tmp_path: Path) -> None:
    """A reading with the parser says so, and with which; a folder is read with it as well."""
    text = "She says that the producer’s tweets about the room are “lies and nothing but lies.”"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "index.json").write_text('{"a": null}', "utf-8")
    source = run("read", tmp_path / "a.txt", "--parser", "--json").json["source"]
    assert source["reader"] == "rules+parser"
    assert "en_core_web_sm" in source["parser"]
    assert run("read", "--batch", tmp_path, "--parser", "--out", tmp_path / "o.json").status == 0
    made = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert made["a"]["quotes"][0]["speaker"] == [[0, 3]]
    assert run("read", tmp_path / "a.txt", "--json").json["source"]["reader"] == "rules"
