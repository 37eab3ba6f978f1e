"""The log of a case, held against the rules of a case: what was written could have happened, what is forged not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.application.case_words import PROFILE
from showsafe.application.sealing import seal, standing_for
from showsafe.casefile.case import Case, CaseAct, body_of
from showsafe.casefile.kinds import KINDS
from showsafe.errors import WrongInput
from showsafe.ledger.store import Beside
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do

Change = Callable[[dict[str, Any]], None]


def forged(case: Case, kind: str, by: str, said: dict[str, Any], change: Change | None = None) -> None:
    """Write a record past the rules, signed and in its place, as a node could that was made to lie."""
    row = KINDS[kind]
    values, keys = [], {}
    for key, value in said.items():
        if row.keys[key].sealed:
            values.append(seal(value, case.salt()))
            keys[key] = standing_for(values[-1].commitment)
        else:
            keys[key] = value
    act = CaseAct(kind=kind, by=by, act_id=f"forged-{case.store.size()}", at=cases.AT, said=keys)
    body = body_of(row, act, cases.AT, None)
    if change is not None:
        change(body)
    at = case.writer.position(case.store)
    sealed = case.writer.seal([body], at)
    beside = Beside(personal=tuple(values), erased=tuple(body["act"].get("commitments", ())))
    case.store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint, beside)


def verdict(case: Case) -> tuple[int, str]:
    """Return the first record that could not have happened, and why; 0 where all could."""
    found = bootstrap.judged(case.store, PROFILE)
    return (found.first.number, found.first.why) if found.first else (0, "")


def full() -> Case:
    """Return a case in which everything was done, both refusals that are kept and an erasure among it."""
    case = cases.whole()
    hold = do(case, "place-hold", order="Keep everything.", by_="the court", on="2024-11-12")
    for refused in (
        {"kind": "erase", "what": "s1", "reason": "asked"},
        {"kind": "review", "statement": "s1.2", "as_": "rejected", "after": 0},
    ):
        with pytest.raises(WrongInput):
            do(case, **refused)
    do(case, "end-hold", hold=hold.number, on="2024-11-13")
    do(case, "review", PARTY, statement="s1.1", as_="corrected", after=0, content={"who": "p2"})
    do(case, "pair", a="s1.2", b="s2.2", slot="how-many", as_="differ", why="six or four")
    do(case, "contest", entry="h17", text="It was looked at.", by_="a colleague")
    do(case, "correct", what="s2", text="The day is another one.")
    do(
        case,
        "export",
        what="statements",
        format="brat",
        sums={"a.txt": hashlib.sha256(b"A").hexdigest()},
        opened=True,
        files={"a.txt": "QQ=="},
    )
    do(case, "seal-source", source="s2", order="By order.", on="2024-11-14")
    do(case, "erase", what="s1", reason="asked")
    do(case, "erase", what="p1", reason="asked")
    do(case, "close-case", why="done")
    return case


def test_everything_that_the_program_writes_could_have_happened() -> None:
    """A case with every kind of thing in it, and with erased sources and people, holds from end to end."""
    case = full()
    found = bootstrap.judged(case.store, PROFILE)
    assert (found.first, found.ok, found.checked) == (None, True, case.store.size())


_HISTORY = {
    "about": {"person": "p1"},
    "type": "incident",
    "on": "2024-11-05",
    "text": "x",
    "source": "s1",
    "expires": "2030-01-01",
}


@pytest.mark.parametrize(
    ("kind", "by", "said", "why"),
    [
        ("close-case", "stranger", {"why": "x"}, "case.no-access"),
        ("close-case", READER, {"why": "x"}, "case.not-yours"),
        ("add-history", OWNER, _HISTORY, "case.not-of-people"),
        ("end-access", OWNER, {"person": OWNER, "why": "x"}, "case.last-owner"),
        ("look", OWNER, {}, "does not say what"),
        ("look", OWNER, {"what": ""}, "what has to be"),
        ("erase", OWNER, {"what": "s1", "reason": "x", "commitments": []}, "erases other values"),
        (
            "review",
            PARTY,
            {"statement": "s1.1", "as": "confirmed", "after": 0, "reading": 10, "party": False},
            "its party is False",
        ),
        (
            "review",
            REVIEWER,
            {"statement": "s1.2", "as": "rejected", "after": 0, "reading": 10, "party": False},
            "case.reviewed-meanwhile",
        ),
        (
            "review",
            REVIEWER,
            {"statement": "s1.99", "as": "confirmed", "after": 0, "reading": 10, "party": False},
            "case.unknown",
        ),
    ],
)
def test_a_forged_record_is_found(kind: str, by: str, said: dict[str, Any], why: str) -> None:
    """A record that the rules of a case would have refused is named, however well it is signed."""
    case = cases.whole()
    forged(case, kind, by, said)
    number, says = verdict(case)
    assert number == case.store.size()
    assert why in says


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda body: body.update(kind="loaded"), "no record of a case"),
        (lambda body: body.update(kind="review-refused"), "its key what"),
        (lambda body: body["act"].update(more=1), "its key more"),
        (lambda body: body.update(would="refuse"), "nothing did"),
        (lambda body: body.update(attachments=["0" * 64]), "attached"),
        (lambda body: body.update(outcome="permit"), "its outcome"),
    ],
)
def test_a_bent_record_is_found(change: Change, why: str) -> None:
    """A record of a kind, key or answer that the program never writes is named."""
    case = cases.whole()
    forged(case, "look", OWNER, {"what": "s1"}, change)
    number, says = verdict(case)
    assert number == case.store.size()
    assert why in says


def test_a_refusal_that_was_none_is_found() -> None:
    """A record that says an erasure was refused, with no hold open, is named."""
    case = cases.whole()

    def refused(body: dict[str, Any]) -> None:
        body.update(kind="erasure-refused", would="refuse", findings=[{"code": "case.legal-hold"}])

    forged(case, "erase", OWNER, {"what": "s1", "reason": "x", "commitments": []}, refused)
    assert "the rules refuse nothing" in verdict(case)[1]


def test_other_rules_are_not_known() -> None:
    """Records under another edition of the rules of a case are no fault, and nothing is green because of them."""
    case = cases.whole()
    forged(case, "look", OWNER, {"what": "s1"}, lambda body: body.update(rulebook="case@2"))
    found = bootstrap.judged(case.store, PROFILE)
    assert (found.first, found.ok, found.editions) == (None, False, {"case@2"})


def test_a_record_of_another_ledger_is_found() -> None:
    """A record that takes a bundle which is none, or of another size, is named; the program itself writes none."""
    case = cases.whole()
    with pytest.raises(WrongInput, match=r"case\.not-its-bundle"):
        case.do(
            CaseAct(
                kind="take-record",
                by=OWNER,
                act_id="take",
                at=cases.AT,
                said={"bundle": hashlib.sha256(b"PK").hexdigest(), "size": 3, "root": "0" * 64},
                attachments=(b"PK",),
            )
        )
    said = {"bundle": "1" * 64, "size": 3, "root": "0" * 64}
    forged(case, "take-record", OWNER, said, lambda body: body.update(attachments=["1" * 64]))
    assert verdict(case) == (case.store.size(), "its bundle is of another ledger")
