"""Counts over HTTP: what is due, accounts that sum, and a recount of which no number is out before both are said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.api.looked import body, code
from tests.entrypoints.api.sets import Looked, Phone, Served

LOT = "blanks"


def box(served: Served, lot: str = LOT) -> int:
    """Return how many rounds the record has in a box."""
    return served.node.state.lots[lot].box


def counting(cart: Phone, seen: int) -> Looked:
    """Let the armorer count the dummies and ask for a second person."""
    look = cart.look("recount", "armorer", thing=LOT, lot=LOT, seen=seen)
    assert look.answer.status_code == 200, look.answer.text
    assert look.answer.json()["asks"] == ["seen"]
    return look


def line(phone: Phone, lot: str = LOT) -> dict[str, Any]:
    """Return the line of a lot on the screen of counts."""
    return next(each for each in phone.get("counts").json()["lots"] if each["lot"] == lot)


def account(phone: Phone, lot: str = LOT) -> dict[str, Any]:
    """Return the account of a lot."""
    return dict(phone.get(f"counts/{lot}").json()["lot"])


def numbers(value: Any) -> set[int]:  # noqa: ANN401 - any JSON
    """Return every number that stands anywhere in an answer, but for those of records."""
    if isinstance(value, dict):
        return {n for key, each in value.items() if key not in ("record", "since") for n in numbers(each)}
    if isinstance(value, list):
        return {n for each in value for n in numbers(each)}
    return {value} if isinstance(value, int) and not isinstance(value, bool) else set()


def test_no_number_is_out_before_both_are_said(served: Served, cart: Phone, pocket: Phone) -> None:
    """From the first count on no screen has a number of the lot, for anybody; with the record of both it is out."""
    assert account(cart)["sums"]["adds_up"]
    assert (numbers(line(cart)), line(cart)["counting"]) == (set(), False)
    look = counting(cart, box(served) - 1)
    for phone in (cart, pocket):
        assert line(phone)["counting"] is True
        assert numbers(line(phone)) == set()
        assert numbers(phone.get(f"lots/{LOT}").json()["lot"]) == set()
        assert numbers(account(phone)) == set()
        assert phone.get(f"lots/{LOT}").json()["acts"] == []
        assert phone.get(f"counts/{LOT}").json()["lines"] == []
        assert LOT not in [each["lot"] for each in phone.get("day").json()["lots"]]
        assert phone.get("day").json()["counting"] == [LOT]
        for path in (
            "papers/day-sheet",
            "papers/ammunition-account",
            f"papers/ammunition-account?lot={LOT}",
            "tables/lots/export",
        ):
            assert code(phone.get(path)) == (503, "count.going-on")
        named = {each["lot"]: each["box"] for each in phone.get("names").json()["lots"]}
        assert named[LOT] is None
    served.clock.advance(20)
    pocket.second(look, "assistant", {"seen": box(served) - 1}, badge="", pin="")
    assert numbers(account(pocket)) == set()
    answer = cart.done(look, witness="assistant", witness_seen=box(served) - 1)
    said = body(served, answer)
    assert (said["outcome"], said["second"]["by"]) == ("permit", "assistant")
    assert cart.get("tables/lots/export").status_code == 200
    shown = account(pocket)
    assert (shown["counting"], shown["unaccounted"], shown["sums"]["missing"]) == (False, 1, 1)
    assert shown["sums"]["adds_up"] is False


def test_the_second_counts_what_was_there_when_they_were_asked(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """Where the box moved in between, the two counted different things: they count again."""
    look = counting(cart, box(served))
    served.clock.advance(20)
    pocket.second(look, "assistant", {"seen": box(served)}, badge="", pin="")
    served.node.ask("lock", lot=LOT, in_="ammunition safe", witness="assistant")
    answer = cart.done(look, witness="assistant", witness_seen=box(served))
    assert code(answer) == (403, "access.second-not-said")


@pytest.mark.parametrize("seen", [None, 1])
def test_the_second_number_is_the_second_persons_own(
    served: Served, cart: Phone, pocket: Phone, seen: int | None
) -> None:
    """The first person hands on neither another number than was said, nor none."""
    look = counting(cart, box(served))
    served.clock.advance(20)
    pocket.second(look, "assistant", {"seen": box(served)}, badge="", pin="")
    more: dict[str, Any] = {} if seen is None else {"witness_seen": seen}
    assert code(cart.done(look, witness="assistant", **more)) == (403, "access.not-their-word")


def test_a_difference_is_shown_with_its_owner_and_what_one_may_do(served: Served, cart: Phone) -> None:
    """Whoever counted sees that they cannot close it; somebody else does, with a reason, and it stays to be read."""
    left = box(served) - 1
    done = served.node.ask("recount", lot=LOT, seen=left, witness="assistant", witness_seen=left)
    assert done.outcome == "permit"
    shown = cart.get("counts").json()["discrepancies"][0]
    assert (shown["name"], shown["why"], shown["count"], shown["owner"]) == (LOT, "short", 1, "armorer")
    acts = {each["kind"]: each for each in shown["acts"]}
    assert acts["own-discrepancy"]["would"] == "permit"
    assert acts["close-discrepancy"]["would"] == "refuse"
    assert "count.closes-own" in [each["code"] for each in acts["close-discrepancy"]["findings"]]
    served.node.ask("reconcile", lot=LOT, witness="assistant")
    keys = {"lot": LOT, "of": shown["of"], "reason": "Searched the stage twice."}
    assert served.node.ask("close-discrepancy", "safety", **keys).outcome == "permit"
    closed = cart.get("counts").json()["discrepancies"][0]
    assert (closed["open"], closed["closed"]["by"], closed["acts"]) == (False, "safety", [])
    assert closed["closed"]["reason"] == "Searched the stage twice."


def test_what_is_due_comes_first_where_it_is_due_now(served: Served, cart: Phone) -> None:
    """Another custodian makes a lot due; counted apart it is so no more, and an account is a line for each record."""
    served.node.ask("collect", "prop-master", lot=LOT)
    due = cart.get("counts").json()["due"]
    assert [(each["lot"], each["why"]) for each in due][:1] == [(LOT, "custodian")]
    served.node.ask("recount", lot=LOT, seen=box(served), witness="assistant", witness_seen=box(served))
    assert LOT not in [each["lot"] for each in cart.get("counts").json()["due"]]
    served.node.ask("destroy-rounds", "prop-master", lot=LOT, count=2, witness="assistant")
    lines = cart.get(f"counts/{LOT}").json()["lines"]
    assert (lines[-1]["kind"], lines[-1]["destroyed"]) == ("destroy-rounds", 2)
    assert code(cart.get("counts/nothing")) == (404, "view.no-such")


def test_who_handles_nothing_sees_no_accounts(served: Served) -> None:
    """A performer sees no counts; the office does."""
    own = served.phone("own", seed=21)
    assert own.sign_in("performer").status_code == 200
    assert own.get("counts").status_code == 403
    assert own.get(f"counts/{LOT}").status_code == 403


def test_the_second_is_told_which_rounds_and_the_act_says_the_same(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """Rounds that were put apart are counted as such: both are asked for those, and no other count goes on record."""
    two = {"witness": "assistant"}
    kept = {"lot": LOT, "count": 3, "holder": "safety", "place": "an envelope"}
    assert served.node.ask("keep-sample", **kept, **two).outcome == "permit"
    look = cart.look("recount", "armorer", thing=LOT, lot=LOT, seen=2, pile="sample")
    assert look.answer.status_code == 200, look.answer.text
    assert pocket.get("looks").json()["looks"][0]["pile"] == "sample"
    served.clock.advance(20)
    pocket.second(look, "assistant", {"seen": 2}, badge="", pin="")
    answer = cart.done(look, witness="assistant", witness_seen=2)
    assert body(served, answer)["outcome"] == "permit"
    assert (served.node.state.lots[LOT].sampled, served.node.state.lots[LOT].unaccounted) == (2, 1)


def test_a_count_of_other_rounds_than_were_asked_for_is_turned_away(
    served: Served, cart: Phone, pocket: Phone
) -> None:
    """Whoever was asked for the box has not counted the sample; what is no pile opens nothing."""
    look = counting(cart, box(served))
    served.clock.advance(20)
    pocket.second(look, "assistant", {"seen": box(served)}, badge="", pin="")
    other = Looked(look.said, look.by, {**look.keys, "pile": "sample"}, look.nonce, look.answer)
    assert code(cart.done(other, witness="assistant", witness_seen=box(served)))[0] == 403
    wrong = cart.look("recount", "armorer", thing=LOT, lot=LOT, seen=2, pile="pocket")
    assert code(wrong.answer) == (400, "input.unknown-word")
