"""``showsafe telling`` from the terminal: adding, testing, sending, and what is said where nobody takes it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from showsafe import bootstrap
from tests.adapters.telling.ends import Hook, answer, hook, post
from tests.entrypoints.cli import OFFSET, Said, run, unit
from tests.entrypoints.serves import WAIT, production, started


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory where it is past the morning now: no word of the day is due there beside what is said."""
    return unit(tmp_path_factory.mktemp("told") / "north-ridge", OFFSET)


@pytest.fixture
def end() -> Iterator[Hook]:
    """Return a web hook."""
    with hook() as served:
        yield served


def add(data: Path, end: Hook, *words: str) -> Said:
    """Add the hook under the name board."""
    said = {"topics": "all", "by": "producer", "url": end.url, "network": "loopback"}
    more = [word for word in words if word.partition("=")[0] not in said]
    said |= dict(word.split("=") for word in words if word not in more)
    whole = [f"{key}={value}" for key, value in said.items()]
    return run("telling", "add", data, "board", "hook", *whole, *more, "--json")


def listed(data: Path) -> list[dict[str, object]]:
    """Return who is told."""
    return list(run("telling", data, "--json").json["destinations"])


def test_from_nobody_to_a_stop_that_is_told(data: Path, end: Hook) -> None:
    """Added, tested and listed; a stop waits until it is sent, and then stands there as told."""
    assert "Nobody outside is told" in run("telling", data).flat
    assert add(data, end).json["key"].startswith("whsec_")
    assert run("telling", "test", data, "board", "--json").json["outcome"] == "told"
    assert run("report", data, "stop", "by=performer").status == 0
    (before,) = listed(data)
    assert (before["waiting"], before["names"], before["shown"]) == (1, False, "hook at 127.0.0.1")
    said = run("telling", "send", data, "--json")
    assert (said.status, said.json["destinations"]) == (
        0,
        [{"name": "board", "told": 1, "aside": 0, "says": ""}],
    )
    (after,) = listed(data)
    assert (after["waiting"], after["told"]) == (0, 1)
    types = [json.loads(body)["type"] for _, body in end.heard]
    assert types == ["showsafe.test", "showsafe.stop"]
    assert run("verify", data).status == 0


def test_where_nobody_takes_it_it_says_why(data: Path, end: Hook) -> None:
    """The list says how much waits since when, what was wrong and when it is tried next; the exit status is no."""
    add(data, end)
    end.status = 503
    assert run("telling", "test", data, "board").status == 1
    run("report", data, "stop", "by=performer")
    assert run("telling", "send", data).status == 1
    assert "1 message waiting since" in run("telling", data).flat
    assert "It answered with status 503." in run("telling", "list", data).flat
    end.status = 200
    assert run("telling", "retry", data, "board", "--json").json["waiting"] == 1
    assert "1 message told." in run("telling", "send", data).flat


def test_removed_it_is_told_no_more(data: Path, end: Hook) -> None:
    """What waited is counted and set aside; nobody is listed."""
    add(data, end)
    run("report", data, "stop", "by=performer")
    said = run("telling", "remove", data, "board", "by=producer")
    assert "told no more. 1 message waited for it." in said.flat
    assert listed(data) == []
    assert run("telling", "remove", data, "board", "by=producer").status == 2


def test_a_password_comes_from_a_file_or_the_input(data: Path, tmp_path: Path) -> None:
    """A password is no word of the command; a mail server takes the test."""
    (tmp_path / "word").write_text("very-secret\n")
    with post(password=b"very-secret") as end:
        words = (
            *("topics=incident", "by=producer", "host=localhost", f"port={end.port}", "security=plain"),
            *("network=loopback", "user=set", "from=set@example.org", "to=office@example.org"),
        )
        said = run("telling", "add", data, "office", "mail", *words, "--secret", tmp_path / "word")
        assert said.status == 0
        assert "very-secret" not in said.out
        assert run("telling", "test", data, "office").status == 0
        assert len(end.taken) == 1
    assert run("telling", "add", data, "x", "mail", *words, "secret=word").status == 2
    assert "telling.no-password" in run("telling", "add", data, "x", "mail", *words).err
    gone = ("topics=all", "by=producer", "--secret", tmp_path / "gone", "--json")
    assert run("telling", "add", data, "x", "slack", *gone).json["error"]["code"] == "telling.no-secret"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("topics=gossip",), "telling.unknown"),
        (("by=performer",), "telling.not-the-office"),
        (("network=public",), "telling.not-an-url"),
        (("colour=red",), "input.usage"),
        (("red",), "input.usage"),
        (("secret=word",), "input.usage"),
    ],
)
def test_mistakes_are_one_sentence(data: Path, end: Hook, words: tuple[str, ...], code: str) -> None:
    """A wrong word is an error with its code, and nobody is added."""
    said = add(data, end, *words)
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert listed(data) == []


def test_sending_is_left_to_who_serves(data: Path, end: Hook) -> None:
    """Where another program has the directory open, sending is left to it; who is not told cannot be tested."""
    add(data, end)
    with bootstrap.open_unit(data):
        said = run("telling", "send", data, "--json")
        assert said.json["error"]["code"] == "telling.served"
    said = run("telling", "test", data, "office", "--json")
    assert said.json["error"]["code"] == "telling.no-such-destination"


@pytest.mark.slow
def test_while_it_is_served(tmp_path: Path, end: Hook) -> None:
    """Added while the unit is served, it hears of a stop at once; the metrics say what waits, and the end is clean."""
    own, heard = production(tmp_path / "north-ridge"), threading.Event()

    def does(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, 200)
        heard.set()

    end.does = does
    with started(own.data, "--tls", "off") as node, httpx.Client(base_url=node.url, timeout=WAIT) as phone:
        assert add(own.data, end).status == 0
        assert "showsafe_telling_waiting 0" in phone.get("/metrics").text
        assert phone.post("/api/v1/stop", json={"act_id": "press-1"}).status_code == 200
        assert heard.wait(WAIT)
        assert node.stop() == 0
    types = [json.loads(body)["type"] for _, body in end.heard]
    told = [each for each in types if each != "showsafe.morning"]  # which is told too where it is morning now
    assert told == ["showsafe.stop"]
    assert listed(own.data)[0]["told"] == len(types)
