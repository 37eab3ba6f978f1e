"""A list of clauses is read whole, and whatever is wrong in it is named by its place in the file."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.rules.clause import (
    CLASSES,
    FORCES,
    GRADES,
    Clause,
    ProfileError,
    Source,
    clauses_from,
    one_of,
    refuse_unknown,
    table,
    text,
    words,
)

PAGE = {"title": "A page", "url": "https://example.org/"}
BOOK = {"title": "A book", "url": "https://example.org/book"}
LISTED = {"Q1": PAGE, "Q2": BOOK}
CLAUSE: dict[str, Any] = {
    "says": "Look twice.",
    "grade": "P",
    "class": "HA",
    "force": "trade",
    "from": ["Q2"],
}


def refused_at(sources: dict[str, Any]) -> dict[str, str]:
    """Return the refusal of a list of clauses, in full."""
    with pytest.raises(ProfileError) as refused:
        clauses_from(sources)
    error = refused.value
    assert error.as_json()["says"].startswith(f"{error.key}: ")
    return {"key": error.key, **error.as_json()}


def test_a_list_is_read_whole() -> None:
    """Each clause has everything that its entry says, its sources in the order in which it names them, and no more."""
    both = {**CLAUSE, "grade": "F", "from": ["Q2", "Q1"], "note": "Read in the text of 2006."}
    read = clauses_from({"clause": {"A": CLAUSE, "B": both}, "source": LISTED})
    page, book = (Source(key=key, title=str(of["title"]), url=str(of["url"])) for key, of in LISTED.items())
    first = Clause(id="A", says="Look twice.", grade="P", klass="HA", force="trade", sources=(book,), note="")
    second = Clause(
        id="B",
        says="Look twice.",
        grade="F",
        klass="HA",
        force="trade",
        sources=(book, page),
        note="Read in the text of 2006.",
    )
    assert read == {"A": first, "B": second}


@pytest.mark.parametrize("sources", [{}, {"source": LISTED}, {"clause": {}, "source": {}}, {"source": {}}])
def test_a_list_may_be_empty(sources: dict[str, Any]) -> None:
    """A list with sources and no clause, or with nothing at all, is a list without clauses."""
    assert clauses_from(sources) == {}


@pytest.mark.parametrize("grade", sorted(GRADES))
@pytest.mark.parametrize("klass", sorted(CLASSES))
@pytest.mark.parametrize("force", FORCES)
def test_every_word_of_a_clause(grade: str, klass: str, force: str) -> None:
    """Each grade, class and force is taken as it is said; shown by its id is what was read, in full or in part."""
    said = {**CLAUSE, "grade": grade, "class": klass, "force": force}
    (read,) = clauses_from({"clause": {"A": said}, "source": LISTED}).values()
    assert (read.grade, read.klass, read.force) == (grade, klass, force)
    assert read.was_read is (grade in ("F", "P"))
    assert read.label == ("A" if grade in ("F", "P") else "known second-hand; not shown as law")


def entry(**keys: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a list of one clause, in which these keys are so, or left out where they are None."""
    said = {key: value for key, value in {**CLAUSE, **keys}.items() if value is not None}
    return {"clause": {"A": said}, "source": LISTED}


@pytest.mark.parametrize(
    ("sources", "key"),
    [
        ({"clause": []}, "clause"),
        ({"clause": "A"}, "clause"),
        ({"source": []}, "source"),
        ({"source": {"Q1": "a page"}}, "source.Q1"),
        ({"source": {7: PAGE}}, "source"),
        ({"clause": {7: CLAUSE}, "source": LISTED}, "clause"),
        ({"clause": {"A": []}, "source": LISTED}, "clause.A"),
        ({"clauses": {}}, "sources.clauses"),
        ({"source": {"Q1": {**PAGE, "page": "3"}}}, "source.Q1.page"),
        ({"source": {"Q1": {"url": "https://example.org/"}}}, "source.Q1.title"),
        ({"source": {"Q1": {"title": "A page"}}}, "source.Q1.url"),
        ({"source": {"Q1": {**PAGE, "title": " "}}}, "source.Q1.title"),
        (entry(grad="F"), "clause.A.grad"),
        *((entry(**{key: None}), f"clause.A.{key}") for key in CLAUSE),
        *((entry(**{key: ""}), f"clause.A.{key}") for key in CLAUSE),
        *((entry(**{key: 7}), f"clause.A.{key}") for key in (*CLAUSE, "note")),
        (entry(grade="f"), "clause.A.grade"),
        (entry(**{"class": "h"}), "clause.A.class"),
        (entry(force="Law"), "clause.A.force"),
        (entry(note=""), "clause.A.note"),
        (entry(**{"from": ["Q2", "Q9"]}), "clause.A.from"),
        (entry(**{"from": ["Q2", "Q2"]}), "clause.A.from"),
        (entry(**{"from": []}), "clause.A.from"),
        (entry(**{"from": [], "grade": "S"}), "clause.A.from"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(sources: dict[str, Any], key: str) -> None:
    """Whatever is missing, unknown or of another kind is refused, and said by where it stands in the file."""
    refusal = refused_at(sources)
    assert (refusal["code"], refusal["key"]) == ("profile.invalid", key)
    assert refusal["now"]


def test_a_source_that_is_not_listed_is_named() -> None:
    """The refusal says which source is missing, and under which name it is to be added."""
    refusal = refused_at(entry(**{"from": ["Q9"]}))
    assert refusal["says"] == "clause.A.from: the source Q9 is not listed."
    assert refusal["now"] == "Add [source.Q9]."


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    """The first unknown key is named, with all that could have been said, both in the order of the alphabet."""
    with pytest.raises(ProfileError) as refused:
        refuse_unknown("there", {"y": 1, "x": 2, "a": 3}, frozenset({"b", "a", "c"}))
    assert refused.value.as_json() == {
        "code": "profile.invalid",
        "says": "there.x: the key x is not known.",
        "now": "Use one of: a, b, c.",
    }
    refuse_unknown("there", {"a": 3}, frozenset({"b", "a", "c"}))


def test_a_wrong_word_is_answered_with_the_right_ones() -> None:
    """A word that is none of those allowed is named, with those that are, in their own order."""
    with pytest.raises(ProfileError) as refused:
        one_of("there", "maybe", ("yes", "no"))
    assert refused.value.key == "there"
    assert refused.value.as_json()["says"] == "there: maybe is not a word for this."
    assert refused.value.as_json()["now"] == "Use one of: yes, no."
    assert one_of("there", "no", ("yes", "no")) == "no"


@pytest.mark.parametrize("value", [[], "a", None, 7, {7: "a"}, {"a": 1, 7: 2}])
def test_what_is_no_table(value: object) -> None:
    """A table has names, every one of them a text; the refusal says how it is written."""
    with pytest.raises(ProfileError) as refused:
        table("there", value)
    assert refused.value.key == "there"
    assert refused.value.as_json()["now"] == "Write it as [there]."


@pytest.mark.parametrize("value", [None, 7, "", " ", "\n", ["a"]])
def test_what_is_no_text(value: object) -> None:
    """A text has something in it that can be read; it is kept as it stands, with the spaces around it."""
    with pytest.raises(ProfileError) as refused:
        text("there", value)
    assert refused.value.key == "there"
    assert text("there", " a ") == " a "


@pytest.mark.parametrize("value", [None, "a", {"a": 1}, {"a"}, 7, ["a", ""], ["a", 7], ["a", "b", "a"]])
def test_what_is_no_list_of_words(value: object) -> None:
    """A list has texts in it, each once; it may be empty, and is kept in its order."""
    with pytest.raises(ProfileError) as refused:
        words("there", value)
    assert refused.value.key == "there"
    assert words("there", ["b", "a"]) == words("there", ("b", "a")) == ("b", "a")
    assert words("there", []) == ()
