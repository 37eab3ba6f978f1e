"""Asks and reports over HTTP: signed, proven, once; wrong, late, twice and foreign ones refused in one shape."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from showsafe.ledger import record
from tests.entrypoints.api.sets import HOURS, PIN, Phone, Served

CHECK: dict[str, Any] = {"weapon": "revolver", "seen": 6, "of": 6}


def body(served: Served, number: int) -> dict[str, Any]:
    """Return what a record says."""
    return record.read(served.node.store.entry(number).raw).body


def test_an_act_is_said_by_somebody_on_a_phone(served: Served, phone: Phone) -> None:
    """Signed in, an armorer asks, is answered, and the record carries the device's signature and the proof."""
    assert phone.sign_in("armorer").json()["proof"] == "badge-pin-shared-device"
    answer = phone.ask("check", "armorer", **CHECK)
    assert answer.status_code == 200, answer.text
    said = body(served, answer.json()["record"])
    assert (said["by"], said["proof"]) == ("armorer", "badge-pin-shared-device")
    assert said["asked"]["keyid"] == phone.key.id


def test_a_badge_at_the_moment_of_the_act_needs_no_session(served: Served) -> None:
    """Badge and PIN come with the act itself; on one's own phone the proof is the stronger one."""
    own = served.phone("pocket", "armorer", seed=9)
    said = {**own.saying("check", "armorer", **CHECK), "badge": served.badges["armorer"], "pin": PIN}
    answer = own.post("asks", said)
    assert answer.status_code == 200, answer.text
    assert body(served, answer.json()["record"])["proof"] == "badge-pin-own-device"


def test_a_refusal_is_an_answer_with_what_to_do_next(phone: Phone) -> None:
    """A gate that refuses is no error: the answer says why, what next, and is on record."""
    phone.sign_in("performer")
    answer = phone.ask("take", "performer", weapon="revolver", user="performer", scene="saloon")
    assert answer.status_code == 200
    assert answer.json()["outcome"] == "refuse"
    assert all(finding["says"] and finding["next"] for finding in answer.json()["findings"])


def test_the_same_act_again_is_the_first_answer(served: Served, phone: Phone) -> None:
    """Sent twice, late or after others, an act is recorded once; another one under its id is 409."""
    phone.sign_in("armorer")
    first, second = (
        phone.saying("check", "armorer", **CHECK),
        phone.saying("seal", "armorer", weapon="revolver"),
    )
    later = phone.post("asks", second)
    number = phone.post("asks", first).json()["record"]
    size = served.node.store.size()
    for _ in range(3):
        again = phone.post("asks", first).json()
        assert (again["record"], again["repeated"]) == (number, True)
    assert phone.post("asks", second).json()["record"] == later.json()["record"]
    assert served.node.store.size() == size
    taken = phone.ask("check", "armorer", **{**CHECK, "seen": 5}, act_id=first["act_id"])
    assert (taken.status_code, taken.json()["code"]) == (409, "input.act-id-taken")


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_phone_whose_clock_is_three_hours_off(served: Served, phone: Phone, hours: int) -> None:
    """Ahead or behind, an ask is refused with what is wrong, and nothing is recorded; behind it can be reported."""
    phone.sign_in("armorer")
    size = served.node.store.size()
    at = served.clock.now() + hours * HOURS
    asked = phone.ask("check", "armorer", **CHECK, at=at)
    assert asked.status_code == 400
    assert asked.json()["code"] == ("input.in-the-future" if hours > 0 else "input.in-the-past")
    assert served.node.store.size() == size
    reported = phone.report("check", "armorer", **CHECK, at=at)
    assert reported.status_code == (400 if hours > 0 else 200)


def test_acts_that_come_late_and_in_another_order(served: Served, phone: Phone) -> None:
    """What a phone kept while it had no node is reported later, in any order, with both times kept."""
    phone.sign_in("armorer")
    at = served.clock.now()
    said = [
        phone.saying(
            "misfire", "armorer", door="report", weapon="revolver", at=at - timedelta(minutes=minutes)
        )
        for minutes in (30, 40, 20)
    ]
    numbers = [phone.post("reports", each).json()["record"] for each in said]
    assert numbers == sorted(numbers)
    assert [body(served, number)["claimed_at"] for number in numbers] == [each["claimed_at"] for each in said]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"by": "safety"}, 403, "access.not-by-you"),
        ({"keys": {**CHECK, "seen": 5}}, 403, "act.not-signed"),
        ({"kind": "drop", "keys": {"weapon": "revolver"}}, 403, "act.not-signed"),
        ({"signature": "AAAA"}, 403, "act.not-signed"),
        ({"signature": "?"}, 403, "act.not-signed"),
        ({"device": "0" * 32}, 403, "access.unknown-device"),
        ({"act_id": "another"}, 403, "act.not-signed"),
        ({"claimed_at": "2026-03-02T08:00:00+00:00"}, 400, "act.not-one-form"),
        ({"claimed_at": "yesterday"}, 400, "act.not-one-form"),
        ({"kind": "fly"}, 400, "input.unknown-act"),
        ({"kind": "open-unit"}, 403, "access.not-allowed"),
        ({"keys": {"weapon": "revolver", "colour": "red"}}, 400, "input.unknown-key"),
        ({"keys": {"weapon": "of-another-unit"}}, 400, "input.unknown-weapon"),
        ({"badge": "b-" + "a" * 22, "pin": "0000"}, 401, "access.not-proven"),
        ({"nonce": "AAAA"}, 400, "act.no-nonce"),
        ({"more": 1}, 400, "http.wrong-request"),
        ({"keys": []}, 400, "http.wrong-request"),
    ],
)
def test_a_wrong_act_is_refused_in_one_shape(
    served: Served, phone: Phone, change: dict[str, Any], status: int, code: str
) -> None:
    """Whatever is wrong with it, the answer is a code, a sentence and what to do now, and nothing is recorded."""
    phone.sign_in("armorer")
    size = served.node.store.size()
    answer = phone.post("asks", {**phone.saying("check", "armorer", **CHECK), **change})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert set(answer.json()) == {"code", "says", "now"}
    assert served.node.store.size() == size


def test_without_a_session_or_a_badge_nothing_is_said(phone: Phone) -> None:
    """An enrolled phone alone is nobody."""
    answer = phone.ask("check", "armorer", **CHECK)
    assert (answer.status_code, answer.json()["code"]) == (401, "access.signed-out")


def test_a_role_that_may_not_say_an_act(served: Served, phone: Phone) -> None:
    """A grip loads no weapon, and can still say what fell."""
    phone.sign_in("grip")
    size = served.node.store.size()
    answer = phone.ask("load", "grip", weapon="revolver", rounds=[{"count": 1, "lot": "blanks"}])
    assert (answer.status_code, answer.json()["code"]) == (403, "access.not-allowed")
    assert served.node.store.size() == size
    assert phone.report("drop", "grip", weapon="revolver").status_code == 200


def test_a_lost_phone_is_taken_off_and_signs_nothing_any_more(served: Served, phone: Phone) -> None:
    """Anybody takes a phone off the record; its session ends at once, and a new one is refused."""
    lost = served.phone("pocket", "armorer", seed=9)
    lost.sign_in("armorer")
    phone.sign_in("grip")
    gone = phone.ask("revoke-key", "grip", key_id=lost.key.id, reason="lost at lunch")
    assert gone.json()["outcome"] == "permit", gone.text
    assert lost.get("session").json()["signed_in"] is False
    answer = lost.ask("check", "armorer", **CHECK)
    assert answer.status_code in (401, 403)
    assert lost.sign_in("armorer").json()["code"] == "access.unknown-device"


def test_somebody_is_enrolled_with_what_nobody_else_may_read(served: Served, phone: Phone) -> None:
    """Personal values are signed as commitments and stand in no record."""
    phone.sign_in("producer")
    answer = phone.ask("enrol", "producer", person="stunt", roles=["stunt"], age=29, name="Sam <script>Field")
    assert answer.json()["outcome"] == "permit", answer.text
    raw = served.node.store.entry(answer.json()["record"]).raw
    assert set(record.read(raw).body["act"]["name"]) == {"sealed"}


@pytest.mark.parametrize("path", ["hold", "stop", "incident", "concerns"])
def test_hold_stop_and_concern_need_nobody(served: Served, path: str) -> None:
    """Pressed without a sign-in, on a phone that nobody enrolled, it is on record without a name or a device."""
    import httpx  # noqa: PLC0415 - a stranger's phone

    with httpx.Client(base_url=served.url) as stranger:
        said = {"act_id": f"press-{path}", "says": "<script>alert(1)</script>"}
        answer = stranger.post(f"/api/v1/{path}", json=said)
        again = stranger.post(f"/api/v1/{path}", json=said)
    assert answer.status_code == 200, answer.text
    assert again.json()["repeated"] is True
    said = body(served, answer.json()["record"])
    assert (said["by"], said["proof"]) == ("anonymous", "none")
    assert "asked" not in said


def test_one_touch_opens_an_incident_and_keeps_its_time(served: Served) -> None:
    """Nothing but the touch: a phone that was out of reach keeps when it was, and a wrong clock costs nothing."""
    import httpx  # noqa: PLC0415 - a stranger's phone

    with httpx.Client(base_url=served.url) as stranger:
        touched = {"act_id": "touch-1", "claimed_at": "2026-01-05T08:51:00Z", "about": "revolver"}
        kept = stranger.post("/api/v1/incident", json=touched)
        ahead = stranger.post(
            "/api/v1/incident", json={"act_id": "touch-2", "claimed_at": "2999-01-01T00:00:00Z"}
        )
        broken = stranger.post("/api/v1/incident", json={"act_id": "touch-3", "claimed_at": "yesterday"})
    assert [each.status_code for each in (kept, ahead, broken)] == [200, 200, 200], kept.text
    said = body(served, kept.json()["record"])
    assert (said["claimed_at"], said["act"]["weapon"]) == ("2026-01-05T08:51:00Z", "revolver")
    assert said["received_at"] > said["claimed_at"]
    assert body(served, ahead.json()["record"])["claimed_at"][:4] != "2999"
    assert "weapon revolver" in served.desk.unit.state("set").frozen
