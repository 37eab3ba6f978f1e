"""The committed clauses keep their grades and sources, and what is not sound is refused by name."""

from __future__ import annotations

import pytest

from showsafe.rules.profile import ProfileError, clauses_from
from tests.rules.reading import change, known, parsed


def test_grades_are_kept() -> None:
    """A clause keeps the grade with which its source was read, and only F and P are shown by their id."""
    clauses = known()
    graded = {
        "CA-9153(a)(1)": "F",
        "CA-9153(b)(1)": "P",
        "IWLMSC-1/BORE": "S",
        "IWLMSC-1/DUMMY-INSPECT": "M",
        "NZ-DEALER": "S",
        "UK-DEAC": "S",
    }
    assert {id_: clauses[id_].grade for id_ in graded} == graded
    for clause in clauses.values():
        second_hand = clause.label == "known second-hand; not shown as law"
        assert second_hand is (clause.grade in {"S", "M"})
        assert second_hand or clause.label == clause.id


def test_every_clause_says_one_short_sentence_and_where_it_was_read() -> None:
    """A clause is one sentence that fits on a phone, and names a source that somebody can open."""
    listed = set(parsed("sources.toml")["source"])
    used = set()
    for clause in known().values():
        assert clause.says.endswith(".")
        assert len(clause.says) <= 120
        assert clause.sources
        used |= {source.key for source in clause.sources}
        assert all(source.url.startswith(("http://", "https://")) for source in clause.sources)
    assert used == listed


def test_dated_law_says_that_it_is_dated() -> None:
    """Clauses read in an older or repealed text carry a note that says so."""
    clauses = known()
    assert all("2006" in clauses[id_].note for id_ in clauses if id_.startswith("NSW-35A(1)"))
    assert all("older" in clauses[id_].note for id_ in clauses if id_.startswith("CA-PC-"))


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("clauses", {}, "sources.clauses"),
        ("clause/X/grad", "F", "clause.X.grad"),
        ("clause/X/grade", "A", "clause.X.grade"),
        ("clause/X/class", "B", "clause.X.class"),
        ("clause/X/force", "habit", "clause.X.force"),
        ("clause/X/says", 7, "clause.X.says"),
        ("clause/X/note", "", "clause.X.note"),
        ("clause/X/from", ["Q9"], "clause.X.from"),
        ("clause/X/from", [], "clause.X.from"),
        ("clause/X", "words", "clause.X"),
        ("source/Q1/url", "", "source.Q1.url"),
        ("source/Q1/page", "3", "source.Q1.page"),
    ],
)
def test_unknown_or_wrong_entry_of_a_clause_is_refused(path: str, value: object, key: str) -> None:
    """A clause with an unknown key, a wrong word or a source that is not listed is refused by name."""
    clause = {"says": "Made up.", "grade": "F", "class": "H", "force": "law", "from": ["Q1"]}
    sources = {"clause": {"X": clause}, "source": {"Q1": {"title": "A page", "url": "https://example.org/"}}}
    assert clauses_from(sources)["X"].sources[0].key == "Q1"
    with pytest.raises(ProfileError) as refused:
        clauses_from(change(sources, path, value))
    assert refused.value.key == key


def test_only_recollection_may_name_no_source() -> None:
    """A clause graded M may stand without a source, and is never shown as law."""
    clause = {"says": "Made up.", "grade": "M", "class": "H", "force": "industry", "from": []}
    assert clauses_from({"clause": {"X": clause}})["X"].label == "known second-hand; not shown as law"
