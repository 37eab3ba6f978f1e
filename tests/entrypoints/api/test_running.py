"""Runs over HTTP: how one is opened from what is next, how much of it is left, and what ended it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entrypoints.api.sets import Phone, Served
from tests.entrypoints.api.test_screens import LOOK, PLAN, seen_by
from tests.simulator import BLANK_TESTS


@pytest.fixture
def shown(served: Served) -> Served:
    """Return a set on which the revolver is planned with two blanks, met on, looked into and shown."""
    node = served.node
    node.ask("prove", lot="blanks", count=20, of=20, methods=list(BLANK_TESTS), witness="assistant")
    node.ask("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    node.ask("check", weapon="revolver", **LOOK)
    plan = {**PLAN, "ammunition": "blank", "shots": 2, "line": ["first-ad", "performer"]}
    node.ask("plan", weapon="revolver", scene="saloon", witness="first-ad", **plan)
    met = ["first-ad", "armorer", "assistant", "performer"]
    node.ask("meet", "first-ad", scene="saloon", attendees=met, witness="armorer")
    node.ask("show", weapon="revolver", to=["first-ad", "performer"])
    return served


def offered(phone: Phone, kind: str) -> dict[str, Any]:
    """Return an act of a kind that is proposed to the armorer."""
    acts = seen_by(phone, "armorer", "weapons/revolver/next")["acts"]
    return next(each for each in acts if each["kind"] == kind)


def test_a_run_is_proposed_for_whom_the_plan_names(shown: Served, phone: Phone) -> None:
    """Opened as it is proposed, with a witness, it is there, whole; no other one is proposed."""
    opening = offered(phone, "open-run")
    assert (opening["would"], opening["keys"]["user"]) == ("permit", "performer")
    assert opening["keys"]["rounds"] == [{"count": 2, "lot": "blanks"}]
    assert seen_by(phone, "armorer", "runs")["runs"] == []
    assert shown.node.ask("open-run", witness="assistant", **opening["keys"]).outcome == "permit"
    run = seen_by(phone, "armorer", "runs")["runs"][0]
    assert (run["cycles"], run["most"], run["seconds_left"], run["ended"]) == (0, 10, 3600, "")
    assert (run["contents"], run["word"]) == ("Empty.", "cold")
    assert (run["custodian"], run["watcher"], run["user"]) == ("armorer", "assistant", "performer")
    kinds = [each["kind"] for each in seen_by(phone, "armorer", "weapons/revolver/next")["acts"]]
    assert "open-run" not in kinds
    assert kinds[0] == "cycle"


def test_a_run_says_what_ended_it(shown: Served, phone: Phone) -> None:
    """Its time runs down without any record; ended, it says why and by which record."""
    shown.node.ask("open-run", witness="assistant", **offered(phone, "open-run")["keys"])
    shown.clock.advance(600)
    assert seen_by(phone, "armorer", "runs")["runs"][0]["seconds_left"] == 3000
    ended = shown.node.ask("end-run", weapon="revolver", reason="meal")
    run = seen_by(phone, "armorer", "runs")["runs"][0]
    assert (run["ended"], run["ended_by"], run["seconds_left"]) == ("meal", ended.number, 0)
    assert phone.sign_in("grip").status_code == 200
    assert phone.get("runs").status_code == 403


def test_after_a_refused_reset_what_counted_is_not_proposed_again(shown: Served, phone: Phone) -> None:
    """What came out and was cleared stands, as one person's word; what is left begins with the look."""
    node = shown.node
    node.ask("open-run", witness="assistant", **offered(phone, "open-run")["keys"])
    look = {
        "seen": 6,
        "of": 6,
        "witness_seen": 6,
        "found": [],
        "bore": "clear",
        "looked": ["chambers", "bore"],
    }

    def reset(witness_seen: int, found: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - an answer
        said: dict[str, dict[str, Any]] = {
            "check": {**look, "witness_seen": witness_seen},
            "unload": {"found": found},
        }
        steps = [{**each, **said.get(each["act"], {})} for each in offered(phone, "cycle")["keys"]["steps"]]
        return node.ask("cycle", weapon="revolver", witness="assistant", sight={"count": 2}, steps=steps)

    assert reset(6, []).outcome == "permit"
    node.ask("take", "first-ad", weapon="revolver", user="performer", scene="saloon")
    node.report("discharge", "performer", weapon="revolver", count=1)
    node.report("cut", "first-ad")
    refused = reset(5, [{"kind": "blank", "count": 1}])
    assert (refused.outcome, refused.counts) == ("refuse", (1, 3, 4, 5))
    left = [each["act"] for each in offered(phone, "cycle")["keys"]["steps"]]
    assert left[:2] == ["check", "reconcile"]
    assert not {"collect", "unload", "clear"} & set(left)
    # One person's unload proves nothing: the box is proven again before anything is loaded from it.
    assert reset(6, []).outcome == "refuse"
    node.ask("unlock", lot="blanks", witness="assistant")
    node.ask("prove", lot="blanks", count=19, of=19, methods=list(BLANK_TESTS), witness="assistant")
    node.ask("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    assert reset(6, []).outcome == "permit"
