"""brat out and in: what leaves comes back as what it was; what was marked elsewhere is proposed, never confirmed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.casefile.case import Case
from showsafe.casefile.exports.brat_in import Marked, marked_in
from showsafe.casefile.exports.importing import Imported, import_brat
from showsafe.casefile.reviewing import PROPOSED, standing, statements_of
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.exports.handed import case, files

TEXT = "“Four rounds,” said the loader.\nNobody counted them, the clerk wrote.\n"
CLAUSE = (32, 46)
SPEAKER = (53, 62)


def taken(made: Case, source: str, content: str, act_id: str = "brat-1", *, again: bool = False) -> Imported:
    """Import an .ann file."""
    return import_brat(
        made, source, content.encode(), by=cases.OWNER, at=cases.AT, act_id=act_id, again=again
    )


@pytest.mark.parametrize("names", [False, True])
def test_what_was_exported_is_nothing_new(names: bool) -> None:  # noqa: FBT001
    """Every statement comes back to its own place, with names covered or not."""
    made = case()
    content = files(made, "brat", names=names)["s1.ann"].decode()
    found = taken(made, "s1", content)
    assert (found.new, found.done) == (0, None)
    assert len(found.marked) == content.count("Statement")


def test_the_text_holds_the_places_and_not_the_source() -> None:
    """Lines and places are those of the text; what is no statement is dots."""
    made = case()
    text = made.opened(made.state().sources["s1"].sealed["text"])
    left = files(made, "brat", names=True)["s1.txt"].decode()
    assert len(left) == len(text)
    assert [at for at, sign in enumerate(left) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]
    assert all(sign in ("·", text[at]) for at, sign in enumerate(left))
    assert "·" in left


def test_what_is_marked_is_proposed_and_a_person_has_to_confirm_it() -> None:
    """New statements stand after those that were proposed, with their speaker, and reviewed by nobody."""
    made = cases.opened()
    source = cases.source(made, TEXT)
    before = [each.text for each in statements_of(made.state().sources[source])]
    content = (
        f"T1\tStatement {CLAUSE[0]} {CLAUSE[1]}\t{TEXT[slice(*CLAUSE)]}\r\n"
        f"T2\tSpeaker {SPEAKER[0]} {SPEAKER[1]}\t{TEXT[slice(*SPEAKER)]}\n"
        "A1\tDirectness T1 mixed\nR1\tSaidBy Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\twho counted?\n"
    )
    found = taken(made, source, content)
    one = made.state().sources[source]
    told = statements_of(one)
    assert found.new == 1
    assert [each.text for each in told] == [*before, "Nobody counted"]
    assert (told[-1].kind, told[-1].mention, told[-1].rule) == ("mixed", "the clerk", "brat")
    assert standing(one, told[-1]).state == PROPOSED
    assert one.reading is not None
    assert one.reading.reader == "brat"


def test_reviews_are_never_put_aside_by_surprise() -> None:
    """Where somebody reviewed the present reading, a new one has to be meant; the reviews stay on record."""
    made = case()
    text = made.opened(made.state().sources["s1"].sealed["text"])
    content = f"T1\tStatement 141 160\t{text[141:160]}\n"
    with pytest.raises(WrongInput) as refused:
        taken(made, "s1", content)
    assert refused.value.code == "brat.reviewed"
    reviews = made.state().sources["s1"].reviews
    assert taken(made, "s1", content, again=True).new == 1
    assert made.state().sources["s1"].reviews == reviews


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T1\tStatment 0 4\tabcd", "Statement"),
        ("T1\tQuote 0 4\t“Fou", "no type is called 'Quote'"),
        ("T1\tStatement 9 4\tx", "ends before it begins"),
        ("T1\tStatement 0 9999\tx", "behind the end of the text"),
        ("T1\tStatement 0 4\tFive", "other words"),
        ("T1\tStatement 0 8;4 9\tx", "begins before the one before it ends"),
        ("T1\tStatement 0\tx", "not of the form"),
        ("E1\tShot:T1", "begins no line"),
        ("A1\tTruth T1 true", "no attribute"),
        ("A1\tState T9 proposed", "no T9"),
        ("A1\tState T1 true", "one of proposed"),
        ("R1\tSaidBy Arg1:T1 Arg2:T7", "that stand before it"),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_taken(line: str, says: str) -> None:
    """Good lines beside it are not taken either."""
    good = "" if line.startswith("T1") else "T1\tStatement 0 13\t“Four rounds,\n"
    with pytest.raises(WrongInput) as refused:
        marked_in(f"{good}{line}\n".encode(), TEXT)
    assert refused.value.code == "brat.faults"
    assert f"line {2 if good else 1}: " in refused.value.says
    assert says in refused.value.says


def test_many_faults_are_counted() -> None:
    """The first of them are shown, and how many more there are."""
    with pytest.raises(WrongInput, match="and 7 more"):
        marked_in(b"nonsense\n" * 10, TEXT)


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe", "brat.unreadable"), (b"\n#1\tx\n", "brat.nothing")]
)
def test_what_is_no_ann_file_is_said_to_be_none(content: bytes, code: str) -> None:
    """Bytes of another kind, and a file that marks nothing."""
    with pytest.raises(WrongInput) as refused:
        marked_in(content, TEXT)
    assert refused.value.code == code


def test_nobody_from_outside_proposes_anything_and_nothing_of_what_is_sealed() -> None:
    """Rights and orders come first."""
    made = case()
    content = b"T1\tStatement 0 4\tabcd\n"
    for by, source, code in (
        ("stranger", "s1", "case.no-access"),
        (cases.OWNER, "s5", "case.source-gone"),
        (cases.OWNER, "s77", "case.unknown"),
    ):
        with pytest.raises(WrongInput) as refused:
            import_brat(made, source, content, by=by, at=cases.AT, act_id="no")
        assert refused.value.code == code


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(
            r"T\d{1,3}\t(Statement|Speaker|Shot) \d{1,3} \d{1,3}(;\d{1,3} \d{1,3})?\t.{0,12}", fullmatch=True
        ),
        st.from_regex(r"[AMR#E*]\d{0,3}\t(State|Directness|SaidBy|Truth) (T\d|Arg1:T\d Arg2:T\d)( \w{0,9})?"),
    ),
    max_size=6,
)


@given(LINES)
def test_whatever_stands_in_a_file_is_taken_or_answered(lines: list[str]) -> None:
    """Nothing else comes of it: what is taken lies in the text, in order."""
    found: list[Marked] = []
    with suppress(WrongInput):
        found = marked_in("\n".join(lines).encode(errors="replace"), TEXT)
    for each in found:
        assert all(0 <= start < end <= len(TEXT) for start, end in each.spans)
