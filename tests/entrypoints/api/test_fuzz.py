"""Every route, driven from its own schema with what nobody would send: never a 5xx, always the one shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showsafe.application.keys import KEYS
from showsafe.domain.acts import KINDS
from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.limits import Rate, Rates
from tests.entrypoints.api.sets import Phone, Served, serving

FAST = Rate(10**9, 10**9)
OPEN = Config(secure=False, rates=Rates(FAST, FAST, FAST, FAST))

ODD = ["", "armorer", "revolver", "blanks", "<script>", "../..", "\x00", "a" * 4001, "-1", "\u202e"]
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from([*ODD, "2026-03-02T08:00:00Z"]))
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
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture(scope="module")
def producer() -> Iterator[Phone]:
    """Return a phone on which the producer is signed in, so that most routes are open."""
    with serving(OPEN) as served:
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


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return every operation of the schema: its method, its path, and the properties of its body."""
    found = []
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            body = resolved(schema, content.get("schema", {}))
            found.append((method, path, body.get("properties", {})))
    return found


def sound(answer: Any) -> bool:  # noqa: ANN401 - an answer of the client
    """Whether an answer is no 5xx, and an error has the one shape."""
    if answer.status_code >= 500:
        return False
    return answer.status_code < 400 or {"code", "says", "now"} <= set(answer.json())


@pytest.mark.slow
def test_every_route_from_its_schema(producer: Phone) -> None:
    """Bodies and paths made from the schema, right and wrong, are answered without an error of ours."""
    schema = producer.get("/schema/openapi.json").json()
    for method, path, properties in operations(schema):
        if path in ("/api/v1/events", "/api/v1/session/end"):
            continue
        _fuzz(producer, method, path, properties)


def _fuzz(phone: Phone, method: str, path: str, properties: dict[str, Any]) -> None:
    fields = {name: value_of(part) for name, part in properties.items()}
    whole = st.one_of(st.fixed_dictionaries(fields), ANYTHING) if fields else st.none()
    placed = st.text(min_size=1, max_size=20) if "{" in path else st.just("")

    @settings(MANY, max_examples=15 if fields or "{" in path else 2)
    @given(
        body=whole, place=placed, query=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)
    )
    def run(body: object, place: str, query: dict[str, str]) -> None:
        url = path.split("{", maxsplit=1)[0] + (httpx_quoted(place) if place else "")
        answer = phone.http.request(method.upper(), url, json=body, headers=phone.headers, params=query)
        assert sound(answer), (method, url, body, answer.status_code, answer.text)
        again(phone)

    run()


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
