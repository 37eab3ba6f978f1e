"""Every route, driven from its own schema with what nobody would send: never a 5xx, always as the schema says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showsafe.application.access.authenticators import Site
from showsafe.application.access.table import ROUTES
from showsafe.application.keys import KEYS
from showsafe.domain.acts import KINDS
from showsafe.entrypoints.http.api.described import OTHERWISE, SHAPES
from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.limits import Rate, Rates
from tests.authenticator import Authenticator, to_url
from tests.entrypoints.api.sets import PIN, Phone, Served, serving

FAST = Rate(10**9, 10**9)
OPEN = Config(secure=False, rates=Rates(FAST, FAST, FAST, FAST))

ODD = ["", "armorer", "revolver", "blanks", "<script>", "../..", "\x00", "a" * 4001, "-1", "\u202e"]
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from([*ODD, "2026-03-02T08:00:00Z"]))
EVENTS = "/api/v1/events"
PLACES = st.sampled_from(["revolver", "blanks", "armorer", "nobody", "0", "000", "000.p/1"])
NUMBERS = st.one_of(
    st.integers(),
    st.sampled_from([2**63, -(2**64), 10**30]),
    st.floats(allow_nan=False, allow_infinity=False),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
MANY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture(scope="module")
def producer() -> Iterator[Phone]:
    """Return a phone on which the producer is signed in, so that most routes are open."""
    with serving(OPEN) as served:
        served.desk.passkeys.site = Site("set.example", "https://set.example")
        phone = served.phone()
        assert phone.sign_in("producer").status_code == 200
        yield phone


def again(phone: Phone) -> None:
    """Sign in again where a route has ended the session."""
    if not phone.get("session").json()["signed_in"]:
        assert phone.sign_in("producer").status_code == 200


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema, its reference followed."""
    name = part.get("$ref", "").rpartition("/")[2]
    return dict(schema["components"]["schemas"][name]) if name else part


def value_of(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that fit a part of the schema, and some that do not."""
    fits = {"string": TEXTS, "integer": NUMBERS, "object": st.dictionaries(TEXTS, ANYTHING, max_size=3)}
    return st.one_of(fits.get(part.get("type", ""), ANYTHING), ANYTHING)


@dataclass(frozen=True)
class Operation:
    """One operation of the schema: its method, its path, the properties of its body, its queries, its answers."""

    method: str
    path: str
    body: dict[str, Any]
    queries: list[str]
    responses: dict[str, Any]


def operations(schema: dict[str, Any]) -> list[Operation]:
    """Return every operation of the schema."""
    found = []
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            body = resolved(schema, content.get("schema", {}))
            queries = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
            responses = {
                status: {
                    kind: resolved(schema, media["schema"]) for kind, media in response["content"].items()
                }
                for status, response in operation["responses"].items()
            }
            found.append(Operation(method.upper(), path, body.get("properties", {}), queries, responses))
    return found


TYPES: dict[str, type[Any]] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def unlike(value: Any, schema: dict[str, Any], where: str = "it") -> str:  # noqa: ANN401 - an answer
    """Return how a value is not as its schema says; "" where it is."""
    kind = TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return f"{where} is no {schema['type']}"
    missing = [name for name in schema.get("required", ()) if name not in value]
    if missing:
        return f"{where} has no {', '.join(missing)}"
    parts = schema.get("properties", {}).items()
    return next(
        (why for name, part in parts if name in value and (why := unlike(value[name], part, name))), ""
    )


def differs(answer: Any, responses: dict[str, Any]) -> str:  # noqa: ANN401 - an answer of the client
    """Return how an answer is none that the schema has for its operation; "" where it is one."""
    status = str(answer.status_code)
    documented = responses.get(status) or (responses["4XX"] if status.startswith("4") else None)
    if documented is None:
        return f"no answer is documented for {status}"
    kind = answer.headers["content-type"].partition(";")[0]
    if kind not in documented:
        return f"{kind} is not documented for {status}"
    return unlike(answer.json(), documented[kind]) if kind == "application/json" else ""


def sound(answer: Any) -> bool:  # noqa: ANN401 - an answer of the client
    """Whether an answer is no 5xx, and an error has the one shape."""
    if answer.status_code >= 500:
        return False
    return answer.status_code < 400 or {"code", "says", "now"} <= set(answer.json())


@pytest.mark.slow
def test_every_route_from_its_schema(producer: Phone) -> None:
    """Bodies and paths made from the schema, right and wrong, are answered without an error of ours."""
    schema = producer.get("/schema/openapi.json").json()
    for operation in operations(schema):
        if operation.path not in (EVENTS, "/api/v1/session/end"):
            _fuzz(producer, operation)


def _fuzz(phone: Phone, operation: Operation) -> None:
    fields = {name: value_of(part) for name, part in operation.body.items()}
    whole = st.one_of(st.fixed_dictionaries(fields), ANYTHING) if fields else st.none()
    names = re.findall(r"{(\w+)}", operation.path)
    placed = st.fixed_dictionaries(
        {name: st.one_of(PLACES, st.text(min_size=1, max_size=20)) for name in names}
    )
    asked = st.one_of(st.sampled_from(operation.queries or ["x"]), st.text(max_size=5))
    queries = st.dictionaries(asked, st.text(max_size=5), max_size=2)

    @settings(MANY, max_examples=8 if fields or names else 2)
    @given(body=whole, places=placed, query=queries)
    def run(body: object, places: dict[str, str], query: dict[str, str]) -> None:
        url = operation.path.format(**{name: httpx_quoted(place) for name, place in places.items()})
        answer = phone.http.request(operation.method, url, json=body, headers=phone.headers, params=query)
        assert sound(answer), (operation.method, url, body, answer.status_code, answer.text)
        why = differs(answer, operation.responses)
        assert not why, (why, operation.method, url, query, answer.status_code, answer.text)
        again(phone)

    run()


def test_every_route_is_in_the_schema_and_the_table(producer: Phone) -> None:
    """No route is without its row of roles, none is left out of the schema, and each says what its answer is."""
    schema = producer.get("/schema/openapi.json").json()
    found = {f"{each.method} {each.path}" for each in operations(schema)}
    assert found == set(ROUTES)
    assert set(OTHERWISE) | set(SHAPES) <= found


GOOD = (
    *(
        "board",
        "looks",
        "concerns",
        "weapons/revolver",
        "duties?weapon=revolver",
        "weapons/revolver/next",
        "weapons/revolver/custody.svg",
    ),
    *("lots/blanks", "day", "people", "floor", "hands", "files", "names", "devices", "session", "passkeys"),
    *(
        "/health",
        "/metrics",
        "/checkpoint",
        "/tile/0/000.p/1",
        "/tile/entries/000.p/1",
        "/schema/openapi.json",
    ),
)


def of_the_schema(schema: dict[str, Any], url: str) -> Operation:
    """Return the operation that an address belongs to."""
    fits = [
        each
        for each in operations(schema)
        if each.method == "GET" and re.fullmatch(re.sub(r"{\w+}", "[^{}]+", each.path), url)
    ]
    return max(fits, key=lambda each: len(each.path.replace("{", "")))


@pytest.mark.parametrize("path", GOOD)
def test_a_good_answer_is_as_the_schema_says(producer: Phone, path: str) -> None:
    """What is looked at is answered in the form, and with the names, that the schema has for it."""
    url = path if path.startswith("/") else f"/api/v1/{path}"
    operation = of_the_schema(producer.get("/schema/openapi.json").json(), url.partition("?")[0])
    answer = producer.get(url)
    assert answer.status_code == 200, answer.text
    assert not differs(answer, operation.responses)


def test_what_is_done_is_answered_as_the_schema_says(producer: Phone) -> None:
    """Every route that changes something answers with the names that the schema has for it."""
    schema = {
        f"{each.method} {each.path}": each for each in operations(producer.get("/schema/openapi.json").json())
    }
    one = Authenticator(origin="https://set.example")

    def done(path: str, body: object = None, route: str = "") -> dict[str, Any]:
        answer = producer.post(path, body)
        assert answer.status_code == 200, answer.text
        why = differs(answer, schema[f"POST /api/v1/{route or path}"].responses)
        assert not why, (path, why)
        return dict(answer.json())

    assert producer.sign_in("producer").status_code == 200
    done("asks", producer.saying("hold", "producer"))
    done("reports", producer.saying("cut", "producer", door="report"))
    for path in ("hold", "stop", "concerns"):
        done(path, {"act_id": f"pressed-{path}"})
    look = producer.look("check", "producer", seen=6, of=6)
    assert not differs(look.answer, schema["POST /api/v1/looks"].responses)
    word = producer.second(look, "safety", dict.fromkeys(look.asks, 6))
    assert not differs(word, schema["POST /api/v1/looks/{act_id}/second"].responses)
    done(f"looks/{look.said['act_id']}/end", route="looks/{act_id}/end")
    done("badges", {"person": "grip", "pin": "8812"})
    done("badges/grip/unlock", route="badges/{person}/unlock")
    done("badges/grip/withdrawal", route="badges/{person}/withdrawal")
    done("devices/tokens", {"name": "tablet", "badge": producer.served.badges["safety"], "pin": PIN})
    made = done("passkeys", {"passkey": one.make(done("passkeys/options"))})
    done("session/passkey/options")
    done(f"passkeys/{made['id']}/withdrawal", route="passkeys/{id}/withdrawal")
    done("session/end")
    producer.token = ""
    done("session/challenge")
    done("session", producer.signing_in("producer"))
    assert producer.sign_in("producer").status_code == 200


@MANY
@given(data=st.data())
def test_passkeys_that_are_almost_right(producer: Phone, data: st.DataObject) -> None:
    """A real answer of an authenticator, one part of it changed to anything: it proves nobody, and nothing breaks."""
    one = Authenticator(origin="https://set.example")
    again(producer)
    said = one.make(producer.post("passkeys/options").json())
    if data.draw(st.booleans()):
        said = one.use(producer.post("session/passkey/options").json())
    part = data.draw(st.sampled_from(["", *said, *(f"response.{name}" for name in said["response"])]))
    changed = data.draw(st.one_of(ANYTHING, st.binary(max_size=90).map(to_url)))
    name = part.removeprefix("response.")
    if part.startswith("response."):
        said["response"][name] = changed
    elif part:
        said[name] = changed
    for path, more in (("passkeys", {}), ("asks", producer.saying("hold", "producer"))):
        answer = producer.post(path, {**more, "passkey": said})
        assert sound(answer), (said, answer.text)
        if answer.status_code == 200 and path == "passkeys":
            producer.post(f"passkeys/{answer.json()['id']}/withdrawal")
    again(producer)


def test_the_stream_is_as_the_schema_says(producer: Phone) -> None:
    """The stream of events says that it is one, in the schema as in its head."""
    schema = producer.get("/schema/openapi.json").json()
    operation = next(each for each in operations(schema) if each.path == EVENTS)
    with producer.http.stream("GET", EVENTS) as answer:
        assert not differs(answer, operation.responses)


def httpx_quoted(text: str) -> str:
    """Return a text as one part of a path."""
    from urllib.parse import quote  # noqa: PLC0415 - used here alone

    return quote(text, safe="")


@MANY
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_signed_acts_of_every_kind(producer: Phone, kind: str, data: st.DataObject) -> None:
    """An act that a device really signed, with whatever in its keys, is recorded or refused, and nothing breaks."""
    allowed = sorted({*KINDS[kind].keys} & set(KEYS))
    said = data.draw(st.dictionaries(st.sampled_from(allowed), ANYTHING, max_size=3)) if allowed else {}
    door = data.draw(st.sampled_from(["ask", "report"]))
    body = producer.saying(kind, "producer", door=door, **{f"{key}_": value for key, value in said.items()})
    answer = producer.post("asks" if door == "ask" else "reports", body)
    assert sound(answer), (body, answer.text)
    again(producer)


@MANY
@given(content=st.binary(max_size=200))
def test_bodies_that_are_no_json(producer: Phone, content: bytes) -> None:
    """Any bytes in place of JSON are a wrong request."""
    for path in ("asks", "hold", "session"):
        headers = {**producer.headers, "Content-Type": "application/json"}
        answer = producer.http.post(f"/api/v1/{path}", content=content, headers=headers)
        assert sound(answer), (content, answer.text)
    again(producer)


@pytest.mark.parametrize("depth", [100, 10_000])
def test_deep_json_is_a_wrong_request(served: Served, phone: Phone, depth: int) -> None:
    """Lists in lists, very many deep, cost nothing and break nothing."""
    phone.sign_in("armorer")
    said = phone.saying("seal", "armorer", weapon="revolver")
    deep = b"[" * depth + b"]" * depth
    content = json.dumps({**said, "keys": {"weapon": "HERE"}}).encode().replace(b'"HERE"', deep)
    headers = {**phone.headers, "Content-Type": "application/json"}
    size = served.node.store.size()
    answer = phone.http.post("/api/v1/asks", content=content, headers=headers)
    assert answer.status_code == 400, answer.text
    assert served.node.store.size() == size
