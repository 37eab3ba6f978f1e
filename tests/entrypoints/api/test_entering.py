"""Who is let in over HTTP: sessions, cookies, PINs that are guessed, other sites, devices that are brought in."""

from __future__ import annotations

import base64

import httpx
import pytest

from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.limits import MOST, Buckets, Rate, Rates
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from tests.entrypoints.api.sets import PIN, Phone, Served, b64, serving


def test_a_session_is_a_cookie_that_no_script_reads(phone: Phone) -> None:
    """The cookie is strict, HTTP only and a session's; who is signed in is told; signing out ends it."""
    answer = phone.sign_in("armorer")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert "max-age" not in cookie
    assert phone.get("session").json()["person"] == "armorer"
    assert phone.post("session/end").status_code == 200
    assert phone.get("session").json() == {"signed_in": False, "passkeys": False, "missing": []}


def test_over_tls_the_cookie_is_of_this_host_alone() -> None:
    """Where the node is reached over TLS the cookie has the prefix that browsers keep to our host, and is secure."""
    with serving(Config()) as served:
        answer = served.phone().sign_in("armorer")
        assert answer.headers["set-cookie"].startswith("__Host-showsafe=")
        assert "secure" in answer.headers["set-cookie"].lower()
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_pin_cannot_be_guessed(served: Served, phone: Phone) -> None:
    """Five wrong PINs lock the badge, the right one is refused then, and a supervisor opens it again."""
    codes = [phone.sign_in("armorer", f"{number:04}").json()["code"] for number in range(5)]
    assert codes == ["access.not-proven"] * 4 + ["access.locked"]
    assert phone.sign_in("armorer").status_code == 423
    phone.sign_in("grip")
    assert phone.post("badges/armorer/unlock").status_code == 403
    phone.sign_in("safety")
    assert phone.post("badges/armorer/unlock").status_code == 200
    assert phone.sign_in("armorer").status_code == 200
    assert served.desk.badges.locked()["armorer"] is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"challenge": "c-" + "a" * 22}, "access.no-challenge"),
        ({"signature": b64(bytes(64))}, "access.no-challenge"),
        ({"device": "0" * 32}, "access.unknown-device"),
        ({"badge": "b-" + "a" * 22}, "access.not-proven"),
        ({"badge": ""}, "access.not-proven"),
    ],
)
def test_signing_in_takes_badge_pin_and_device(phone: Phone, changes: dict[str, str], code: str) -> None:
    """Without the device's signature of what it was shown just now, or without the badge, nobody is signed in."""
    answer = phone.sign_in("armorer", **changes)
    assert answer.json()["code"] == code
    assert "set-cookie" not in answer.headers


def test_a_sign_in_that_was_overheard_is_worth_nothing(served: Served, phone: Phone) -> None:
    """Sent again, word for word, it is refused; and so is a challenge of which two minutes have gone."""
    said = phone.signing_in("armorer")
    assert phone.post("session", said).status_code == 200
    phone.http.cookies.clear()
    assert phone.post("session", said).json()["code"] == "access.no-challenge"
    late = phone.signing_in("armorer")
    served.clock.advance(120)
    assert phone.post("session", late).json()["code"] == "access.no-challenge"


def test_a_stolen_cookie_acts_on_no_other_phone(served: Served, phone: Phone) -> None:
    """With the cookie of one phone and the key of another nothing is said, and the session is over for both."""
    phone.sign_in("armorer")
    thief = served.phone("other", seed=9)
    thief.http.cookies, thief.token = phone.http.cookies, phone.token
    answer = thief.ask("seal", "armorer", weapon="revolver")
    assert (answer.status_code, answer.json()["code"]) == (401, "access.signed-out")
    assert phone.get("session").json() == {"signed_in": False, "passkeys": False, "missing": []}


def test_a_session_is_over_after_eight_minutes(served: Served, phone: Phone) -> None:
    """A board that asks by itself keeps nobody signed in."""
    phone.sign_in("armorer")
    for _ in range(8):
        assert phone.get("weapons/revolver").status_code == 200
        served.clock.advance(60)
    assert phone.get("weapons/revolver").json()["code"] == "access.signed-out"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"X-Showsafe-Token": ""},
        {"X-Showsafe-Token": "0" * 64},
    ],
)
def test_another_site_says_nothing_here(served: Served, phone: Phone, headers: dict[str, str]) -> None:
    """A request that another page sent with our cookie is refused before anything is looked at."""
    phone.sign_in("armorer")
    size = served.node.store.size()
    answer = phone.post("asks", phone.saying("seal", "armorer", weapon="revolver"), **headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "access.cross-site")
    assert served.node.store.size() == size


def test_our_own_page_may(phone: Phone) -> None:
    """With our own origin and the token beside the cookie it goes through."""
    phone.sign_in("armorer")
    own = {"Origin": str(phone.http.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert phone.post("asks", phone.saying("seal", "armorer", weapon="revolver"), **own).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_read(phone: Phone, kind: str) -> None:
    """What a form of another site can send is refused; so is a body in an encoding."""
    content = b'{"act_id":"x"}'
    answer = phone.http.post("/api/v1/hold", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (415, "http.not-json")
    packed = phone.http.post(
        "/api/v1/hold",
        content=content,
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
    )
    assert packed.status_code == 415


def test_a_large_body_is_refused(phone: Phone) -> None:
    """More than 64 KiB is 413, in the one shape."""
    answer = phone.post("hold", {"act_id": "x", "says": "x" * 70_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "http.too-large")


def test_a_host_that_is_not_ours_is_refused() -> None:
    """Where the names of the node are known, a request to another name at our address is refused."""
    with serving(Config(secure=False, hosts=("set.example",))) as served:
        phone = served.phone()
        assert phone.get("board").status_code == 403
        assert phone.get("board", Host="set.example").status_code == 200


def test_too_many_requests_are_told_to_wait() -> None:
    """Beyond its rate an address is 429; a stop still goes through."""
    rates = Rates(address=Rate(3, 0.0), proof=Rate(2, 0.0))
    with serving(Config(secure=False, rates=rates)) as served:
        phone = served.phone()
        statuses = [phone.get("board").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        assert phone.get("board").headers["retry-after"] == "5"
        assert phone.post("stop", {"act_id": "stop-1"}).status_code == 200


def test_whoever_presses_on_and_on_keeps_no_first_incident_out() -> None:
    """Holds and incidents have rates of their own: of a thousand, the first incident is on record and stops the set."""
    with serving(Config(secure=False, rates=Rates(press=Rate(3, 0.0)))) as served:
        phone = served.phone()
        holds = [phone.post("hold", {"act_id": f"hold-{n}"}).status_code for n in range(5)]
        assert holds == [200, 200, 200, 429, 429]
        first = phone.post("incident", {"act_id": "hurt-0"}).json()
        pressed = [phone.post("incident", {"act_id": f"hurt-{n}"}).status_code for n in range(1, 5)]
        assert pressed == [200, 200, 429, 429]
        assert first["outcome"] == "record"
        kept = phone.get("board").json()["set"]["incidents"]
        assert [each["record"] for each in kept] == [first["record"] + n for n in range(3)]


def test_a_stranger_who_names_my_phone_slows_nobody_but_themselves() -> None:
    """Acts are counted by device and address, so nobody uses up what another phone may do."""
    with serving(Config(secure=False, rates=Rates(device=Rate(3, 0.0)))) as served:
        phone = served.phone()
        phone.sign_in("armorer")
        said = phone.saying("seal", "armorer", weapon="revolver")
        elsewhere = httpx.HTTPTransport(local_address="127.0.0.2")
        with httpx.Client(base_url=served.url, transport=elsewhere) as stranger:
            statuses = [stranger.post("/api/v1/asks", json=said).status_code for _ in range(5)]
        assert statuses == [401, 401, 401, 429, 429]
        assert phone.post("asks", said).status_code == 200


def test_buckets_fill_again_and_are_never_too_many() -> None:
    """After a while somebody may ask again; buckets of long ago make room."""
    now = [0.0]
    buckets = Buckets(Rate(2, 1.0), lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    now[0] = 1.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]
    for number in range(MOST + 10):
        buckets.take(str(number))
    assert len(buckets._buckets) == MOST


def test_a_device_is_brought_in_by_two_people_and_its_own_key(served: Served, phone: Phone) -> None:
    """The office makes a code, a second person shows their badge, the new phone signs its record; then it acts."""
    phone.sign_in("producer")
    body = {"name": "pocket", "person": "armorer", "badge": served.badges["safety"], "pin": PIN}
    made = phone.post("devices/tokens", body)
    assert made.status_code == 200, made.text
    key = DeviceKey(bytes(range(40, 72)))
    coming = {"token": made.json()["token"], "public": b64(key.public)}
    shown = phone.post("devices/enrolment", coming)
    assert (shown.status_code, shown.json()["code"]) == (409, "access.to-be-signed")
    signature = b64(key.sign(base64.b64decode(shown.json()["to_sign"])))
    done = phone.post("devices/enrolment", {**coming, "signature": signature})
    assert done.json()["outcome"] == "permit", done.text
    raw = served.node.store.entry(done.json()["record"]).raw
    assert record.signed_by(record.read(raw), key.public)
    new = Phone(served, key, phone.http)
    assert new.sign_in("armorer").json()["proof"] == "badge-pin-own-device"
    again = phone.post("devices/enrolment", {**coming, "signature": signature})
    assert again.status_code in (401, 403)


@pytest.mark.parametrize("public", ["", "AAAA", b64(bytes(32)), b64(b"\x01" + bytes(31)), "?"])
def test_a_weak_key_is_not_brought_in(served: Served, phone: Phone, public: str) -> None:
    """A key under which a signature proves nothing is refused, whatever code it shows."""
    token = served.desk.invite(name="x", person="", by="producer", badge=served.badges["safety"], pin=PIN)
    answer = phone.post("devices/enrolment", {"token": token, "public": public})
    assert answer.status_code == 400
    assert answer.json()["code"].startswith("key.")


def test_a_code_needs_a_second_person(served: Served, phone: Phone) -> None:
    """The one who makes a code cannot be the second person for it; and a device's name is a name."""
    phone.sign_in("producer")
    body = {"name": "pocket", "badge": served.badges["producer"], "pin": PIN}
    assert phone.post("devices/tokens", body).json()["code"] == "access.second-person"
    body["badge"] = served.badges["safety"]
    assert phone.post("devices/tokens", {**body, "name": "a@b"}).json()["code"] == "access.not-a-name"
    assert phone.post("devices/tokens", {**body, "person": "nobody"}).json()["code"] == "input.unknown-person"
    assert phone.post("devices/tokens", {**body, "name": "<script>"}).status_code == 400


def test_badges_are_given_and_taken_by_the_office(served: Served, phone: Phone) -> None:
    """A new badge ends the session of the one before; a withdrawn one signs nobody in."""
    other = served.phone("other", seed=9)
    other.sign_in("grip")
    phone.sign_in("producer")
    made = phone.post("badges", {"person": "grip", "pin": "8812"})
    assert made.json()["badge"].startswith("b-")
    assert other.get("session").json()["signed_in"] is False
    served.badges["grip"] = made.json()["badge"]
    assert other.sign_in("grip", "8812").status_code == 200
    assert phone.post("badges/grip/withdrawal").status_code == 200
    assert other.get("session").json()["signed_in"] is False
    assert other.sign_in("grip", "8812").json()["code"] == "access.not-proven"
    assert phone.post("badges", {"person": "nobody", "pin": "8812"}).json()["code"] == "input.unknown-person"
    assert phone.post("badges/nobody/unlock").status_code == 404


def test_a_supervisor_sees_whose_badge_is_locked(phone: Phone) -> None:
    """The locked ones come first; who cannot unlock one is not shown the list."""
    for _ in range(5):
        phone.sign_in("grip", "0000")
    phone.sign_in("armorer")
    assert phone.get("badges").status_code == 403
    phone.sign_in("safety")
    shown = phone.get("badges").json()["badges"]
    assert shown[0] == {"person": "grip", "locked": True}
    assert len(shown) > 1
    assert not any(each["locked"] for each in shown[1:])


def test_a_badge_comes_with_its_picture(phone: Phone) -> None:
    """What is shown once is there as a QR too: one picture, with no script in it."""
    phone.sign_in("producer")
    made = phone.post("badges", {"person": "grip", "pin": "8812"}).json()
    assert made["qr"].startswith("<svg ")
    assert "script" not in made["qr"]


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1:7380", "10.0.0.4:7380"), ("localhost", "10.0.0.4:7380"), ("set.example", "set.example")],
)
def test_the_code_of_a_device_leads_to_where_phones_reach_the_node(host: str, shown: str) -> None:
    """An invitation made at the node itself leads to the address that others reach; the code stands behind the #."""
    with serving(Config(secure=False, address=lambda: "http://10.0.0.4:7380/")) as served:
        phone = served.phone()
        phone.sign_in("producer")
        body = {"name": "pocket", "badge": served.badges["safety"], "pin": PIN}
        made = phone.post("devices/tokens", body, Host=host).json()
        assert made["address"] == f"http://{shown}/join-device#{made['token']}"
        assert made["qr"].startswith("<svg ")


def test_a_node_says_what_nobody_has_yet(served: Served) -> None:
    """Before the first badge and the first device a screen can tell that both come from the keyboard of the node."""
    stranger = served.phone()
    assert stranger.get("session").json()["missing"] == []
    served.desk.badges.kept.keep("All are gone.", badges={})
    assert stranger.get("session").json()["missing"] == ["badge"]
