"""The gold of reading: each file is what its README says, and the reader keeps the figures that are published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.gold import FOLDER, run, scores, texts

TEXTS = {row["id"]: row for row in texts()}
KEYS = {"id", "title", "source", "licence", "published", "text", "quotes", "statements"}
QUOTE = {"start", "end", "text", "speaker", "person", "cue"}
STATEMENT = {"directness", "spans", "text", "speaker", "person", "said"}
DATE = {"start", "end", "text", "value"}
PRECISIONS = {"year", "month", "week", "day", "part-of-day", "minute", "open"}
FLOORS = {
    "quotes": 0.88,
    "quotes_of_five_words_or_more": 0.92,
    "in_other_words": 0.77,
    "person": 0.77,
    "person_in_part": 0.81,
    "directness": 0.96,
    "said": 0.88,
    "said_where_stated": 0.68,
    "dates": 0.92,
}
each_text = pytest.mark.parametrize("name", TEXTS)


def spans(row: dict[str, Any]) -> list[list[int]]:
    """Return every place that a text is annotated with."""
    found = [[one["start"], one["end"]] for key in ("quotes", "dates") for one in row.get(key, [])]
    for one in row["quotes"] + row["statements"]:
        found += one["speaker"]
        found += one.get("spans", [])
        found += [one["cue"]] if one.get("cue") else []
    return found


@each_text
def test_a_file_has_its_own_name_and_no_unknown_key(name: str) -> None:
    """Each file has the keys of the README, and only those."""
    row = TEXTS[name]
    assert (FOLDER / f"{name}.json").is_file()
    assert set(row) - {"dates", "notes"} == KEYS
    assert set(row["source"]) == {"name", "address", "corpus"}
    assert all(set(one) == QUOTE for one in row["quotes"])
    assert all(set(one) == STATEMENT for one in row["statements"])
    assert all(set(one) == DATE for one in row.get("dates", []))
    assert all(isinstance(one, str) and one for one in row.get("notes", ["-"]))


@each_text
def test_every_place_is_exactly_what_it_says(name: str) -> None:
    """Every span lies in the text, holds no white space at its ends, cuts no word, and its text is its slice."""
    row = TEXTS[name]
    text = row["text"]
    for start, end in spans(row):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not re.match(r"\w\w", text[max(start - 1, 0) : start + 1]) or not start, text[start:end]
        assert not re.match(r"\w\w", text[end - 1 : end + 1]), text[start:end]
    for one in row["quotes"] + row.get("dates", []):
        assert one["text"] == text[one["start"] : one["end"]]
    for one in row["statements"]:
        assert one["text"] == [text[start:end] for start, end in one["spans"]]


@each_text
def test_what_is_annotated_is_in_order_and_once(name: str) -> None:
    """Quotes and statements stand in the order in which they begin, and none is there twice."""
    row = TEXTS[name]
    quotes = [(one["start"], -one["end"]) for one in row["quotes"]]
    statements = [(one["spans"][0][0], -one["spans"][-1][1]) for one in row["statements"]]
    assert quotes == sorted(set(quotes))
    assert statements == sorted(statements)
    assert len(
        {(place, str(one["speaker"])) for place, one in zip(statements, row["statements"], strict=True)}
    ) == len(statements)
    for one in row["statements"]:
        assert one["spans"] == sorted(one["spans"])


@each_text
def test_a_person_is_a_name_of_the_text(name: str) -> None:
    """Each person is written so in the text, or is unknown; who has no mention is unknown."""
    row = TEXTS[name]
    for one in row["quotes"] + row["statements"]:
        assert one["person"] == "unknown" or one["person"] in row["text"]
        assert one["speaker"] or one["person"] == "unknown"


@each_text
def test_every_quote_lies_in_a_statement(name: str) -> None:
    """Each quote is part of a statement; a direct statement is exactly a quote, and a mixed one holds one."""
    row = TEXTS[name]
    quotes = {(one["start"], one["end"]) for one in row["quotes"]}
    direct = {tuple(one["spans"][0]) for one in row["statements"] if one["directness"] == "direct"}
    assert all(len(one["spans"]) == 1 for one in row["statements"] if one["directness"] == "direct")
    assert direct <= quotes
    held = [span for one in row["statements"] if one["directness"] == "mixed" for span in one["spans"]]
    for start, end in quotes - direct:
        assert any(a <= start and end <= b for a, b in held), row["text"][start:end]
    for one in row["statements"]:
        if one["directness"] == "mixed":
            inside = [(s, e) for s, e in quotes for a, b in one["spans"] if a <= s and e <= b]
            assert inside, one["text"]


@each_text
def test_when_it_was_said_is_a_date_or_open(name: str) -> None:
    """A stated time is EDTF and no later than a day that can be; what is not stated is bounded by the publication."""
    row = TEXTS[name]
    if row["published"]:
        date.fromisoformat(row["published"])
    for one in row["statements"]:
        said = one["said"]
        assert set(said) == {"kind", "edtf", "precision"}
        assert said["precision"] in PRECISIONS
        if said["kind"] == "stated":
            assert re.fullmatch(
                r"(\d{4}|XXXX)(-\d\d(-\d\d(T\d\d:\d\d)?)?)?(/\d{4}(-\d\d(-\d\d)?)?)?", said["edtf"]
            )
        elif said["kind"] == "not-after":
            assert (said["edtf"], said["precision"]) == (f"../{row['published']}", "open")
            assert row["published"]
        else:
            assert said == {"kind": "unknown", "edtf": None, "precision": "open"}
            assert not row["published"]


@each_text
def test_where_a_text_comes_from_is_said(name: str) -> None:
    """Each article of Wikinews is named with title, address, day and licence, in its file and in the README."""
    row = TEXTS[name]
    assert row["title"]
    assert row["licence"]
    if not name.startswith("wikinews-"):
        assert row["source"]["address"] == row["source"]["corpus"] == ""
        return
    page = (FOLDER / "README.md").read_text("utf-8")
    line = next(each for each in page.splitlines() if f"| `{name}` |" in each)
    address = row["source"]["address"].replace('"', "%22").replace("£", "%C2%A3")
    assert row["licence"] == "CC BY 4.0"
    assert row["title"] in line
    assert f"<{address}>" in line
    assert row["published"] in line
    assert row["text"].startswith(row["title"] + "\n")


def test_how_many_texts_there_are() -> None:
    """Each file of the folder is read, and the articles are among those that the README lists."""
    listed = re.findall(r"^\| \d+ \| `([\w-]+)` \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(listed) == 40
    assert {name for name in TEXTS if name.startswith("wikinews-")} <= set(listed)
    assert len(TEXTS) == len(list(Path(FOLDER).glob("*.json"))) == 54


def test_the_reader_keeps_its_figures() -> None:
    """The reader without a model is no worse on the gold than what is published."""
    found = run()["everything"]
    assert {key: found[key] for key, floor in FLOORS.items() if found[key] < floor} == {}


def test_the_score_is_one_for_the_gold_itself_and_nothing_for_nothing() -> None:
    """What agrees in all is worth 1, what finds nothing 0, and a wrong speaker, time or person is seen."""
    gold = TEXTS["wikinews-61389"]
    shares = [key for key in scores([(gold, gold)]) if key != "texts" and not key.startswith("gold_")]
    assert {scores([(gold, gold)])[key] for key in shares} == {1.0}
    nothing = scores([(gold, {"quotes": [], "statements": []})])
    assert nothing["quotes"] == nothing["in_other_words"] == 0
    at = gold["text"].index("Union officials")
    other = {
        "quotes": [{**one, "speaker": [[at, at + 5]]} for one in gold["quotes"]],
        "statements": [
            {**one, "person": "Airbus Union", "said": {**one["said"], "edtf": "2007-02-28", "kind": "stated"}}
            for one in gold["statements"]
        ],
    }
    found = scores([(gold, other)])
    assert (found["quotes"], found["in_other_words"], found["said"], found["directness"]) == (0, 1, 0, 1)
    assert found["person"] < found["person_in_part"] < 1


def test_a_date_with_another_value_is_not_read() -> None:
    """Each marked date counts where a proposal meets it and has its value, and no date for it counts as wrong."""
    gold = TEXTS["account-weekend-followup"]
    first, *rest = gold["dates"]
    other = {**gold, "dates": [{**first, "value": "2024-W46"}, *rest[1:]]}
    assert scores([(gold, gold)])["dates"] == 1
    assert scores([(gold, other)])["dates"] == round((len(rest) - 1) / len(gold["dates"]), 3)
