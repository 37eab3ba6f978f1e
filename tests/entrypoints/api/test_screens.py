"""What screens are made of, over HTTP: what is next, hands, floor, day, concerns, files, names, the picture."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.access.table import ACTS, may_say
from tests.entrypoints.api.sets import PEOPLE, Phone, Served
from tests.simulator import BLANK_TESTS

LOOK: dict[str, Any] = {
    "seen": 6,
    "of": 6,
    "found": [],
    "witness": "assistant",
    "bore": True,
    "looked": ["chambers", "bore"],
}
PLAN: dict[str, Any] = {"user": "performer", "distance_m": "8.0", "muzzle_line_clear": True}


@pytest.fixture
def ready(served: Served) -> Served:
    """Return a set on which the revolver is looked into, planned with two blanks, and met on without the partner."""
    node = served.node
    node.ask("prove", lot="blanks", count=20, of=20, methods=list(BLANK_TESTS), witness="assistant")
    node.ask("lock", lot="blanks", in_="ammunition safe", witness="assistant")
    node.ask("check", weapon="revolver", **LOOK)
    plan = {**PLAN, "ammunition": "blank", "shots": 2, "line": ["first-ad", "performer", "partner"]}
    node.ask("plan", weapon="revolver", scene="saloon", witness="first-ad", **plan)
    met = ["first-ad", "armorer", "assistant", "performer"]
    node.ask("meet", "first-ad", scene="saloon", attendees=met, witness="armorer")
    return served


def offered(served: Served) -> None:
    """Show it empty, say so, and offer it."""
    node = served.node
    node.ask("meet", "first-ad", scene="saloon", attendees=["partner"], witness="armorer")
    node.ask("show", weapon="revolver", to=["first-ad", "performer", "partner"])
    node.ask("declare", weapon="revolver", word="cold")
    assert node.ask("offer", weapon="revolver", to=["performer"], scene="saloon").outcome == "permit"


def seen_by(phone: Phone, person: str, path: str) -> Any:  # noqa: ANN401 - JSON
    """Return what somebody sees at an address."""
    assert phone.sign_in(person).status_code == 200
    answer = phone.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_is_next_can_be_asked_as_it_stands(ready: Served, phone: Phone) -> None:
    """The keys are in the form that a phone signs: asked as they came, the answer is what the dry run said."""
    found = seen_by(phone, "armorer", "weapons/revolver/next")
    assert found["next_is_mine"]
    assert found["acts"][0] == found["next"]
    assert "not a permission" in found["would"]
    right = found["next"]
    assert (right["kind"], right["would"]) == ("show", "permit")
    size = ready.node.store.size()
    assert seen_by(phone, "armorer", "weapons/revolver/next") == found
    assert ready.node.store.size() == size
    answer = phone.ask(right["kind"], "armorer", **right["keys"])
    assert (answer.status_code, answer.json()["outcome"]) == (200, right["would"])
    later = seen_by(phone, "armorer", "weapons/revolver/next")
    assert (later["record"], later["next"]["kind"]) == (size + 1, "meet")
    refused = next(each for each in later["acts"] if each["kind"] == "load")
    assert {each["code"] for each in refused["findings"]} >= {"rounds.locked", "meeting.absent"}
    assert refused["findings"][0]["sources"]


def test_the_tag_of_what_is_next_ends_with_the_time_too(ready: Served, phone: Phone) -> None:
    """The same question is 304 only while the answer is the same: a wait runs out without any record."""
    ready.node.report("misfire", weapon="revolver")
    phone.sign_in("armorer")
    first = phone.get("weapons/revolver/next")
    tag = {"If-None-Match": first.headers["etag"]}
    assert first.json()["wait"]["seconds"] == 30
    assert phone.get("weapons/revolver/next", **tag).status_code == 304
    ready.clock.advance(31)
    later = phone.get("weapons/revolver/next", **tag)
    assert (later.status_code, later.json()["record"]) == (200, first.json()["record"])
    assert (later.json()["wait"], later.json()["next"]["kind"]) == (None, "clear")


def test_somebody_without_a_part_sees_whose_it_is(ready: Served, phone: Phone) -> None:
    """A grip may say nothing of it but what everybody may, and sees who may."""
    found = seen_by(phone, "grip", "weapons/revolver/next")
    assert not found["next_is_mine"]
    assert found["next"]["who"] == ["armorer"]
    assert all("grip" in each["who"] for each in found["acts"])
    assert phone.get("weapons/nobody/next").status_code == 404
    assert ready.node.state.weapons


def test_my_hands_say_contents_first_and_who_looked(ready: Served, phone: Phone) -> None:
    """The performer sees what they are offered, who checked it, and a yes and a no that can be said as they stand."""
    offered(ready)
    assert seen_by(phone, "grip", "hands")["hands"] == []
    hand = seen_by(phone, "performer", "hands")["hands"][0]
    assert (hand["offered"], hand["spoken"], hand["from"]) == (True, "Empty. Cold.", "armorer")
    assert (hand["checked"]["by"], hand["checked"]["witness"]) == ("armorer", "assistant")
    assert "this screen cannot" in hand["look"]
    assert hand["accept"]["second_says"] == ["sight"]
    assert not set(hand["accept"]["seconds"]) & {"armorer", "performer"}
    said = phone.ask("decline", "performer", **hand["decline"]["keys"])
    assert said.json()["outcome"] == "permit"
    assert seen_by(phone, "performer", "hands")["hands"] == []


def test_what_somebody_has_in_hand_is_theirs_alone(ready: Served, phone: Phone) -> None:
    """The armorer's hands hold the revolver, and nobody else's do."""
    held = {
        person: [each["weapon"] for each in seen_by(phone, person, "hands")["hands"]] for person in PEOPLE
    }
    assert {person for person, weapons in held.items() if weapons} == {"armorer"}
    assert ready.node.state.believed("revolver").holder == "armorer"


def test_the_floor_says_what_blocks_the_next_take(ready: Served, phone: Phone) -> None:
    """In order, each with the act that answers it and who may say it; who missed the meeting can be added."""
    scene = seen_by(phone, "first-ad", "floor")["scenes"][0]
    assert (scene["scene"], scene["late"]) == ("saloon", ["partner"])
    assert scene["meet"]["keys"] == {"scene": "saloon", "attendees": ["partner"]}
    weapon = scene["weapons"][0]
    assert not weapon["ready"]
    codes = [each["code"] for each in weapon["blocks"]]
    assert codes[0] == "meeting.absent"
    assert {"show.first-ad", "rounds.locked"} <= set(codes)
    assert all(each["act"] and each["who"] for each in weapon["blocks"])
    again = phone.ask("meet", "first-ad", **scene["meet"]["keys"])
    assert again.json()["outcome"] == "permit"
    assert seen_by(phone, "first-ad", "floor")["scenes"][0]["late"] == []
    assert ready.node.state.meetings["saloon"].attendees[-1] == "partner"


def test_papers_are_masked_for_whoever_may_not_see_them(ready: Served, phone: Phone) -> None:
    """That a performer is prohibited is said to custodians and the office; to others only that something is."""
    ready.node.report("enrol", "producer", person="performer", prohibited=True, age=35, roles=["performer"])
    for person in PEOPLE:
        phone.sign_in(person)
        answer = phone.get("weapons/revolver/next").text + phone.get("floor").text
        told = person in ("producer", "armorer", "prop-master")
        assert ("receiver.prohibited" in answer) is told, person
        assert "may not be given a weapon" not in answer or told, person


def test_the_day_says_what_would_keep_it_from_closing(ready: Served, phone: Phone) -> None:
    """What is out stands there by name, every lot with its sum; before a day is open it says what that misses."""
    day = seen_by(phone, "first-ad", "day")
    assert day["before"] is None
    assert day["after"]["would"] == "refuse"
    assert {each["code"] for each in day["after"]["findings"]} >= {"store.day-open-things"}
    assert {"thing": "revolver", "kind": "weapon", "where": "with armorer"} in day["off"]
    sums = day["lots"][0]["sums"]
    assert sums["adds_up"]
    assert sums["issued"] == sum(value for key, value in sums.items() if key not in ("issued", "adds_up"))
    node = ready.node
    node.ask("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    assert seen_by(phone, "first-ad", "day")["after"]["would"] == "permit"
    node.ask("close-day", "first-ad", witness="producer")
    shut = seen_by(phone, "first-ad", "day")
    assert (shut["after"], shut["before"]["would"], shut["off"]) == (None, "permit", [])


def test_a_concern_is_read_by_its_owner_and_not_by_whom_it_is_about(served: Served, phone: Phone) -> None:
    """Everybody sees that there is one; its text the owner, the office and who raised it; an answer closes it."""
    node = served.node
    node.report("raise-concern", "grip", about="safety", says="nobody listens")
    phone.post("concerns", {"act_id": "quiet", "about": "armorer", "says": "too fast"})
    texts = {}
    for person in PEOPLE:
        found = seen_by(phone, person, "concerns")
        assert (found["open"], found["overdue"]) == (2, 0)
        texts[person] = {each["says"] for each in found["concerns"] if "says" in each}
        board = seen_by(phone, person, "board")["set"]["concerns"]
        assert [list(each) for each in board] == [["record"], ["record"]]
    assert texts["producer"] == {"nobody listens", "too fast"}
    assert texts["safety"] == {"too fast"}
    assert texts["grip"] == {"nobody listens"}
    assert texts["armorer"] == texts["assistant"] == texts["performer"] == set()
    first, second = seen_by(phone, "producer", "concerns")["concerns"]
    assert (first["owner"], first["by"], first["anonymous"]) == ("producer", "grip", False)
    assert (second["owner"], second["by"], second["anonymous"]) == ("safety", "", True)
    said = phone.ask("answer-concern", "producer", of_act=first["act_id"], says="heard")
    assert said.json()["outcome"] == "permit"
    after = seen_by(phone, "grip", "concerns")
    assert after["open"] == 1
    assert after["concerns"][1]["answer"]["says"] == "heard"


def test_a_concern_that_waits_too_long_is_overdue(served: Served, phone: Phone) -> None:
    """After its deadline it is shown as overdue."""
    served.node.report("raise-concern", "grip", about="revolver", says="loose screw")
    hours = served.node.unit.rulebooks("common").profile.concern_deadline_h
    assert seen_by(phone, "grip", "concerns")["overdue"] == 0
    served.clock.advance(hours * 3600 + 1)
    found = seen_by(phone, "grip", "concerns")
    assert (found["overdue"], found["concerns"][0]["overdue"]) == (1, True)


def test_names_for_pickers_by_right(ready: Served, phone: Phone) -> None:
    """Everybody gets people, scenes, containers and weapons; lots only who may see them; and the acts they may say."""
    for person in PEOPLE:
        found = seen_by(phone, person, "names")
        roles = ready.desk.roles_of(person)
        assert found["scenes"] == ["saloon"]
        assert {each["person"] for each in found["people"]} >= set(PEOPLE)
        assert bool(found["lots"]) is (person not in ("performer", "grip"))
        assert found["may"] == sorted(kind for kind in ACTS if may_say(roles, kind))
        assert "papers" not in str(found)


def test_a_file_shows_what_dropped_out_first(ready: Served, phone: Phone) -> None:
    """Weapons by their marks, and before them, by name, what dropped out and is hot."""
    node = ready.node
    for number in (1, 2):
        rifle = {"class": "live-capable", "action": "bolt-rifle", "calibre": ".303", "capacity": 5}
        node.ask("register", weapon=f"rifle-{number}", serial=f"S{number}", tag=f"T-{number}", **rifle)
    node.ask("open-file", file="river", scene="saloon", witness="assistant")
    for number, user in ((1, "performer"), (2, "partner")):
        drawn = {"weapon": f"rifle-{number}", "tag": f"T-{number}", "number": str(number), "user": user}
        assert node.ask("draw-in", file="river", **drawn).outcome == "permit"
    node.report("drop-out", weapon="rifle-2")
    file = seen_by(phone, "first-ad", "files")["files"][0]
    assert next(iter(file)) == "file"
    assert list(file)[1] == "dropped"
    assert file["dropped"][0]["weapon"] == "rifle-2"
    assert "Hot." in file["dropped"][0]["says"]
    assert [(each["mark"], each["weapon"], each["flag"]) for each in file["weapons"]] == [
        ("1", "rifle-1", True)
    ]


def test_a_file_names_whom_todays_plans_of_its_scene_mean_a_weapon_for(ready: Served, phone: Phone) -> None:
    """Until it is drawn in; so that a screen needs no second answer, which may not come, to say who is to have it."""
    node = ready.node
    rifle = {"class": "live-capable", "action": "bolt-rifle", "calibre": ".303", "capacity": 5}
    node.ask("register", weapon="rifle", serial="S1", tag="T-1", **rifle)
    node.ask("plan", scene="saloon", weapon="rifle", **PLAN | {"user": "partner"}, witness="first-ad")
    node.ask("plan", scene="ford", weapon="rifle", **PLAN | {"user": "performer"}, witness="first-ad")
    node.ask("open-file", file="street", scene="saloon", witness="assistant")
    meant = {"weapon": "rifle", "user": "partner"}
    file = seen_by(phone, "first-ad", "files")["files"][0]
    assert file["planned"] == [{"weapon": "revolver", "user": "performer"}, meant]
    drawn = {"weapon": "rifle", "tag": "T-1", "number": "1", "user": "partner"}
    assert node.ask("draw-in", file="street", **drawn).outcome == "permit"
    assert meant not in seen_by(phone, "first-ad", "files")["files"][0]["planned"]


@pytest.mark.parametrize("query", ["", "?night=1", "?night=true&width=360", "?width=99999", "?width=-4"])
def test_the_picture_of_custody_can_do_nothing(ready: Served, phone: Phone, query: str) -> None:
    """It is an image under a policy of its own that loads, runs and sends nothing, with a tag like all others."""
    phone.sign_in("performer")
    answer = phone.get(f"weapons/revolver/custody.svg{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text.startswith("<svg")
    tag = {"If-None-Match": answer.headers["etag"]}
    assert phone.get(f"weapons/revolver/custody.svg{query}", **tag).status_code == 304
    assert phone.get("weapons/nobody/custody.svg").status_code == 404
    assert ready.node.state.weapons


def test_a_proof_is_shown_as_a_tree(ready: Served, phone: Phone) -> None:
    """Each record that it rests on with its act, people and time; and, once it is void, what voided it."""
    node = ready.node
    node.ask("unlock", lot="blanks", witness="assistant")
    tree = seen_by(phone, "performer", "weapons/revolver")["proof_tree"]
    assert (tree["contents"]["says"], tree["contents"]["stands"], tree["contents"]["voided_by"]) == (
        "empty",
        True,
        None,
    )
    looked = tree["contents"]["rests_on"][0]
    assert (looked["kind"], looked["by"], looked["second"]) == ("check", "armorer", "assistant")
    node.report("leave", weapon="revolver", place="bar")
    void = seen_by(phone, "performer", "weapons/revolver")["proof_tree"]["contents"]
    assert not void["stands"]
    assert (void["voided_by"]["kind"], void["voided_by"]["record"]) == ("leave", node.store.size())
