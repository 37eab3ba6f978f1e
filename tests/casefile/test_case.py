"""What may be done in a case, what comes of it, and what never does."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from showsafe.casefile.case import Case, Done, folded
from showsafe.casefile.reviewing import last_review, reviews_of, standing, statements_of
from showsafe.casefile.state import CaseState
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do


def refused(kind: str, case: Case | None = None, by: str = OWNER, **said: Any) -> str:  # noqa: ANN401 - keys of any act
    """Return the code under which an act is refused."""
    with pytest.raises(WrongInput) as error:
        do(case or cases.opened(), kind, by, **said)
    return error.value.code


def test_a_fold_of_the_whole_log_gives_the_kept_state() -> None:
    """Whatever was done, the records alone lead to the state that is kept in memory."""
    case = cases.whole()
    assert folded(case.store, CaseState(), case.store.size()) == case.state()


def test_an_act_that_comes_again_is_the_first_one() -> None:
    """The same act id gives the first answer, and another act under it is refused."""
    case = cases.opened()
    first = do(case, "name-person", act_id="mine", name="Ada Pell", role="props", party=False)
    again = do(case, "name-person", act_id="mine", name="Ada Pell", role="props", party=False)
    assert (again.number, again.id, again.repeated) == (first.number, "p1", True)
    with pytest.raises(WrongInput, match=r"case\.other-act"):
        do(case, "name-person", act_id="mine", name="Ada Pall", role="props", party=False)


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("jump", {}, "case.unknown-act"),
        ("close-case", {"why": "done", "then": "rest"}, "case.unknown-key"),
        ("close-case", {}, "case.missing-key"),
        ("close-case", {"why": 7}, "case.wrong-value"),
        ("link", {"statement": "s1", "record": 1, "as_": "supports"}, "case.wrong-value"),
        ("pair", {"a": "s1.1", "b": "s1.2", "slot": "mood", "as_": "same"}, "case.wrong-value"),
        (
            "add-history",
            {"about": {}, "type": "concern", "on": "2024-01-01", "text": "x"},
            "case.wrong-value",
        ),
        ("review", {"statement": "s1.1", "as_": "confirmed", "after": 0}, "case.unknown"),
        ("open-case", {"title": "x", "purpose": "y", "retention": "2030-01-01"}, "case.is-open"),
    ],
)
def test_what_is_not_in_the_table_is_refused(kind: str, said: dict[str, Any], code: str) -> None:
    """An unknown act, key or value is refused with its code, and nothing is written."""
    case = cases.opened()
    before = case.store.size()
    assert refused(kind, case, **said) == code
    assert case.store.size() == before


def test_who_has_no_access_does_nothing() -> None:
    """A stranger, a reader who wants to write, and somebody whose access ended are refused."""
    case = cases.opened()
    assert refused("look", case, "stranger", what="s1") == "case.no-access"
    assert (
        refused("name-person", case, READER, name="Ada Pell", role="props", party=False) == "case.not-yours"
    )
    do(case, "end-access", person=REVIEWER, why="moved on")
    assert (
        refused("name-person", case, REVIEWER, name="Ada Pell", role="props", party=False) == "case.no-access"
    )
    assert refused("end-access", case, person=OWNER, why="all done") == "case.last-owner"


def test_two_reviewers_at_once_are_both_kept() -> None:
    """The second review of what was reviewed meanwhile is refused, and is on record beside the first."""
    case = cases.whole()
    content = {"who": "p2", "depth": 2}
    said: dict[str, Any] = {"statement": "s1.2", "as_": "corrected", "after": 0, "content": content}
    assert refused("review", case, OWNER, **said) == "case.reviewed-meanwhile"
    source = case.state().sources["s1"]
    first, second = reviews_of(source, "s1.2")
    assert (first.by.by, first.refused, second.by.by, second.refused) == (REVIEWER, False, OWNER, True)
    assert second.content == content
    assert last_review(source, "s1.2") == first
    do(case, "review", OWNER, **{**said, "after": first.by.number})
    standing = last_review(case.state().sources["s1"], "s1.2")
    assert standing is not None
    assert standing.by.by == OWNER


def test_two_threads_review_and_one_is_first() -> None:
    """Many reviewers of one statement at one moment: one stands, and every other is refused and kept."""
    case = cases.whole()
    codes: list[str] = []

    def review() -> None:
        try:
            codes.append(do(case, "review", REVIEWER, statement="s2.1", as_="rejected", after=0).record)
        except WrongInput as error:
            codes.append(error.code)

    threads = [threading.Thread(target=review) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(codes) == [*["case.reviewed-meanwhile"] * 5, "statement-reviewed"]
    assert len(reviews_of(case.state().sources["s2"], "s2.1")) == 6


def test_a_party_who_reviews_is_flagged() -> None:
    """A reviewer who is a party is not refused; the record says that they are one."""
    case = cases.whole()
    done = do(case, "review", PARTY, statement="s2.1", as_="confirmed", after=0)
    assert done.act["party"] is True
    assert do(case, "review", REVIEWER, statement="s2.2", as_="confirmed", after=0).act["party"] is False


def test_reviews_stay_with_the_reading_they_were_made_of() -> None:
    """A source that is read anew has statements without reviews; those before are kept with their reading."""
    case = cases.whole()
    source = case.state().sources["s1"]
    assert last_review(source, "s1.2") is not None
    from showsafe.casefile.adding import read_again  # noqa: PLC0415 - here alone

    read_again(case, "s1", by=OWNER, at=cases.AT, act_id="again")
    after = case.state().sources["s1"]
    assert last_review(after, "s1.2") is None
    assert after.reviews["s1.2"][0].reading == source.readings[0].by.number
    late: dict[str, Any] = {
        "statement": "s1.2",
        "as_": "confirmed",
        "after": 0,
        "reading": source.readings[0].by.number,
    }
    assert refused("review", case, **late) == "case.read-meanwhile"


def test_the_same_source_again_is_noticed_and_kept_apart() -> None:
    """The same bytes, or the same words in another layout, are said to be the same, and stay a source of their own."""
    case = cases.whole()
    same = cases.source(case, cases.ARTICLE)
    words = cases.source(case, cases.ARTICLE.replace("\n", " \n"))
    state = case.state()
    assert [state.sources[each].same_as for each in (same, words)] == ["s1", "s1"]
    assert len({"s1", same, words}) == 3


def test_an_erasure_leaves_nothing_but_that_it_was() -> None:
    """Every value of a source goes, the state is that of the records left, and a second asking finds nothing."""
    case = cases.whole()
    kept = case.state().sources["s1"].sealed
    done = do(case, "erase", what="s1", reason="the publisher asked")
    assert set(kept.values()) <= set(done.act["commitments"])
    assert all(case.store.personal(each) is None for each in kept.values())
    source = case.state().sources["s1"]
    assert source.gone is not None
    assert (source.about, source.digests, source.readings[0].statements) == (None, (), ())
    assert folded(case.store, CaseState(), case.store.size()) == case.state()
    assert refused("erase", case, what="s1", reason="again") == "case.nothing-to-erase"


def test_a_legal_hold_outranks_an_erasure() -> None:
    """While a hold is open nothing is erased, the asking is on record, and after it ends the erasure goes through."""
    case = cases.whole()
    hold = do(case, "place-hold", order="Keep everything.", by_="the court", on="2024-11-12")
    assert refused("erase", case, act_id="gone", what="p1", reason="they asked") == "case.legal-hold"
    asked = case.state().erasures
    assert [(each.what, each.refused) for each in asked] == [("p1", True)]
    assert case.state().people["p1"].name == "Wenna Tollifax"
    assert refused("erase", case, act_id="gone", what="p1", reason="they asked") == "case.legal-hold"
    assert len(case.state().erasures) == 1
    do(case, "end-hold", hold=hold.number, by_="the court", on="2024-11-18")
    do(case, "erase", what="p1", reason="they asked")
    assert case.state().people["p1"].name == ""


def test_a_matter_rests_on_an_official_source() -> None:
    """The state of a matter is not taken from a newspaper."""
    case = cases.whole()
    said: dict[str, Any] = {
        "person": "p1",
        "matter": "x",
        "state": "charged",
        "on": "2024-11-06",
        "source": "s1",
    }
    assert refused("state-matter", case, **said) == "case.not-official"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "concern"}, "case.not-of-people"),
        ({"type": "finding", "source": ""}, "case.unsourced"),
        ({"type": "finding", "expires": ""}, "case.unsourced"),
        ({"type": "finding", "expires": "2024-01-01"}, "case.expires"),
    ],
)
def test_what_is_kept_about_people_is_sourced_and_ends(said: dict[str, Any], code: str) -> None:
    """About a person only an allegation, denial, account or finding is kept, with a source and an end."""
    case = cases.whole()
    whole: dict[str, Any] = {
        "about": {"person": "p1"},
        "on": "2024-11-05",
        "text": "x",
        "source": "s1",
        "expires": "2030-01-01",
        **said,
    }
    assert refused("add-history", case, **whole) == code


def test_nothing_personal_is_in_a_record() -> None:
    """No name, no word of a source and no review stands in the bytes of a record."""
    import base64  # noqa: PLC0415 - here alone

    case = cases.whole()
    said = b"".join(
        base64.b64decode(entry.raw.split(b'"payload":"')[1].split(b'"')[0]) for entry in case.store.entries()
    )
    for word in (b"Tollifax", b"Oddy", b"dummy", b"mill", b"alleged", b"negligence"):
        assert word not in said


def test_done_names_what_it_made() -> None:
    """Sources, people and entries of the history get ids in their order."""
    case = cases.whole()
    made: Done = do(
        case, "add-history", about={"weapon": "r1"}, type="concern", on="2024-01-01", text="loose"
    )
    assert made.id == f"h{made.number}"
    assert do(case, "name-person", name="Ada Pell", role="props", party=False).id == "p4"


def test_a_confirmation_may_say_who_is_meant() -> None:
    """Who confirms may name the person of the case, and anything else of its own needs a correction."""
    case = cases.whole()
    said: dict[str, Any] = {"statement": "s2.2", "after": 0}
    assert refused("review", case, **said, as_="confirmed", content={"depth": 2}) == "case.content"
    assert refused("review", case, **said, as_="rejected", content={"who": "p3"}) == "case.content"
    assert refused("review", case, **said, as_="confirmed", content={"who": "p9"}) == "case.unknown"
    do(case, "review", **said, as_="confirmed", content={"who": "p3"})
    source = case.state().sources["s2"]
    now = standing(source, statements_of(source)[1])
    assert (now.state, now.who) == ("confirmed", "p3")


def test_a_person_adds_a_statement() -> None:
    """What no reader proposed is added with its place, and can be reviewed like the others."""
    case = cases.whole()
    start = cases.ARTICLE.index("he called it cold")
    content = {
        "spans": [[start, start + 17]],
        "who": "p2",
        "directness": "indirect",
        "about": {"event": "announcing"},
    }
    assert refused("review", case, statement="s1.x1", as_="confirmed", after=0) == "case.content"
    assert refused("review", case, statement="s1.x1", as_="corrected", after=0, content={}) == "case.content"
    first = do(case, "review", statement="s1.x1", as_="corrected", after=0, content=content)
    do(case, "review", REVIEWER, statement="s1.x1", as_="confirmed", after=first.number)
    source = case.state().sources["s1"]
    now = standing(source, statements_of(source)[-1])
    assert (now.statement.text, now.state, now.who, now.event) == (
        "he called it cold",
        "confirmed",
        "p2",
        "announcing",
    )
