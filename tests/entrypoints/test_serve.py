"""`showsafe serve` as somebody starts it: what it says, who is let in, how it ends, and what a kill leaves."""

from __future__ import annotations

import contextlib
import signal
import socket
import ssl
import threading
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from showsafe.adapters.certificates import place
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.ledger.verify import verify
from tests.adapters.certificates.set_up import client, now
from tests.adapters.certificates.test_own import GOOD, KEY, NAME, STUDIO, key_pem, pem
from tests.entrypoints.api.sets import PIN
from tests.entrypoints.cli import run
from tests.entrypoints.serves import HERE, WAIT, Production, production, started

PLAIN = ("--tls", "off")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Production:
    """Return a production that no test writes into."""
    return production(tmp_path_factory.mktemp("served") / "north-ridge")


@pytest.fixture
def own(tmp_path: Path) -> Production:
    """Return a production of this test's own."""
    return production(tmp_path / "north-ridge")


def test_nothing_to_serve_is_said_with_both_ways_on(tmp_path: Path) -> None:
    """Without a directory it says how to name one, and how to look around first."""
    said = run("serve", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "serve.no-data")
    assert "--data DIR" in said.json["error"]["now"]
    assert "--demo" in said.json["error"]["now"]
    gone = run("serve", "--data", tmp_path / "gone", "--json")
    assert gone.status == 2
    assert gone.json["error"]["code"].startswith("directory.")


def test_over_plain_http_it_is_reduced_and_says_so(own: Production) -> None:
    """Plain HTTP is announced as what it is; the page, the board and health answer, and no browser is bound to TLS."""
    with started(own.data, *PLAIN) as node, httpx.Client(base_url=node.url, timeout=WAIT) as phone:
        assert node.said["mode"] == "off"
        assert node.said["join"] == ""
        assert node.url.startswith("http://127.0.0.1:")
        health = phone.get("/health")
        assert health.json()["ok"]
        assert "strict-transport-security" not in health.headers
        assert phone.get("/api/v1/board").status_code == 200
        assert phone.get("/").headers["content-type"].startswith("text/html")
        assert node.stop() == 0


def test_a_phone_that_joined_reaches_it_over_tls(own: Production) -> None:
    """`--tls ca` makes the authority when there is none; whoever trusts that is let in, everybody else is not."""
    with started(own.data, "--tls", "ca") as node:
        assert node.said["mode"] == "ca"
        joined = httpx.get(f"{node.said['join']}/showsafe-ca.pem", timeout=WAIT)
        trusting = ssl.create_default_context(cadata=joined.text)
        with httpx.Client(base_url=node.url, verify=trusting, timeout=WAIT) as phone:
            assert phone.get("/health").json()["ok"]
            assert phone.get("/health", headers={"Host": "showsafe-north-ridge.local"}).status_code == 200
        with pytest.raises(httpx.ConnectError, match="certificate"):
            httpx.get(f"{node.url}health", timeout=WAIT)
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"{node.url}health".replace("https", "http"), timeout=WAIT)
        assert node.stop() == 0
    with started(own.data) as again:
        assert again.said["mode"] == "ca"


def test_with_the_studio_s_own_certificate_phones_need_nothing(own: Production, tmp_path: Path) -> None:
    """Its name is the address, browsers are bound to TLS under it, there is no join page; and it comes before `ca`."""
    for name, content in (("c.pem", pem(GOOD, STUDIO.between)), ("k.pem", key_pem(KEY))):
        (tmp_path / name).write_bytes(content)
    files = ("--certificate", tmp_path / "c.pem", "--key", tmp_path / "k.pem")
    assert run("ca", "init", own.data).status == 0
    assert run("ca", "use", own.data, *files).status == 0
    with started(own.data) as node:
        assert (node.said["mode"], node.said["join"]) == ("own", "")
        assert node.url.startswith(f"https://{NAME}:")
        where = node.url.replace(NAME, HERE)
        with httpx.Client(base_url=where, verify=client(pem(STUDIO.root).decode()), timeout=WAIT) as phone:
            named = {"sni_hostname": NAME}
            answer = phone.get("/health", headers={"Host": NAME}, extensions=named)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert node.stop() == 0


def test_what_kept_a_better_way_from_holding_is_said(own: Production) -> None:
    """Where the studio's certificate has ended, the next way stands in, and the reason is said."""
    ended = STUDIO.leaf(KEY, begins=now() - timedelta(days=100))
    here = place.of(own.data)[0]
    here.keep_own(Leaf(ended, KEY, (STUDIO.between,)))
    with started(own.data) as node:
        assert node.said["mode"] == "off"
        assert "own certificate holds from" in node.said["notes"][0]
        assert node.stop() == 0


@pytest.mark.slow
def test_the_demonstration_is_served_as_any_unit(tmp_path: Path) -> None:
    """`--demo` makes the production, says everybody's badge and PIN, and serves its board."""
    with started(tmp_path / "made-up", *PLAIN, "--demo") as node:
        assert any("PIN" in line for line in node.said["lines"])
        assert (node.said["cases"], node.said["cases_not_open"]) == (["boathouse"], {})
        board = httpx.get(f"{node.url}api/v1/board", timeout=WAIT)
        assert len(board.json()["weapons"]) == 8
        assert node.stop(signal.SIGINT) == 0


def test_a_signed_act_goes_all_the_way_over_tls(own: Production) -> None:
    """Somebody signs in on a phone over TLS and acts; the record holds for the auditor when the node has ended."""
    with started(own.data, "--tls", "ca") as node:
        phone = own.phone(node.url, own.trusting())
        answer = phone.sign_in("armorer")
        assert answer.status_code == 200
        assert answer.headers["set-cookie"].startswith("__Host-showsafe=")
        said = phone.ask("check", "armorer", weapon="revolver", seen=6, of=6, act_id="phone-1")
        assert said.status_code == 200
        phone.close()
        assert node.stop(signal.SIGINT) == 0
    assert len(own.numbers("phone-1")) == 1
    assert verify(own.data).ok


def test_under_a_strange_name_nothing_is_answered(own: Production) -> None:
    """A page of another site that has its own name lead here gets 403, for pages and for routes."""
    with started(own.data, *PLAIN) as node, httpx.Client(base_url=node.url, timeout=WAIT) as phone:
        for path in ("/", "/bench", "/health", "/api/v1/board"):
            for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7380", ""):
                answer = phone.get(path, headers={"Host": host})
                assert answer.status_code == 403
                assert answer.json()["code"] == "access.cross-site"
            for host in ("localhost", "LOCALHOST:9000", f"{HERE}:1", "[::1]:7380"):
                assert phone.get(path, headers={"Host": host}).status_code != 403


def test_a_name_that_somebody_gave_is_answered_too(own: Production) -> None:
    """What `ca issue --name` was given is a name of this node, whatever the way."""
    assert run("ca", "init", own.data).status == 0
    assert run("ca", "issue", own.data, "--name", "cart.local").status == 0
    with started(own.data, *PLAIN) as node:
        answer = httpx.get(f"{node.url}health", headers={"Host": "cart.local"}, timeout=WAIT)
        assert answer.status_code == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_while_boards_listen(own: Production, how: signal.Signals) -> None:
    """A stop ends every stream cleanly, long before anybody would have to be cut off, and leaves with 0."""
    with started(own.data, *PLAIN, "--log", "requests") as node:
        with httpx.stream("GET", f"{node.url}api/v1/events", timeout=WAIT) as stream:
            lines = stream.iter_lines()
            assert next(lines).startswith("id: ")
            node.process.send_signal(how)
            assert "event: record" in list(lines)
        assert node.process.wait(WAIT) == 0
        _, log = node.process.communicate(timeout=WAIT)
        assert "GET /api/v1/events 200" in log
        assert "Cancel" not in log
        assert "Traceback" not in log
    assert verify(own.data).ok


@pytest.mark.slow
def test_a_kill_during_an_act_leaves_it_once_or_not_at_all(own: Production) -> None:
    """Killed at any moment, the node has the act once or never; asked again with its id it gives the first answer."""
    asked: dict[str, dict[str, object]] = {}
    heard: dict[str, int] = {}
    for number, delay in enumerate((0.0, 0.03, 0.045, 0.06, 1.0)):
        with started(own.data, *PLAIN) as node:
            phone = own.phone(node.url)
            for act_id, body in asked.items():
                again = [phone.post("asks", body).json() for _ in range(2)]
                assert again[0] | {"repeated": True} == again[1]
                assert again[0]["record"] == heard.setdefault(act_id, again[0]["record"])
            said = phone.saying(
                "check", "armorer", weapon="revolver", seen=6, of=6, act_id=f"killed-{number}"
            )
            body = {**said, "badge": own.badges["armorer"], "pin": PIN}
            killing = threading.Timer(delay, node.process.kill)
            killing.start()
            with contextlib.suppress(httpx.HTTPError):
                heard[said["act_id"]] = phone.post("asks", body).json()["record"]
            phone.close()
            killing.join()
            node.process.wait(WAIT)
        asked[said["act_id"]] = body
        there = own.numbers(said["act_id"])
        assert len(there) <= 1
        assert said["act_id"] not in heard or there == [heard[said["act_id"]]]
    assert heard["killed-4"]
    assert [own.numbers(act_id) for act_id in heard] == [[record] for record in heard.values()]
    assert verify(own.data).ok


def test_a_port_that_is_taken_is_one_sentence(made: Production) -> None:
    """Where another program answers at the port already, it says so with status 2, and serves nothing."""
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
        said = run("serve", "--data", made.data, "--host", HERE, "--port", port, *PLAIN, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "serve.port-taken")
    assert str(port) in said.json["error"]["says"]


def test_an_address_of_another_machine_is_one_sentence(made: Production) -> None:
    """It cannot answer at an address that this machine does not have."""
    for host in ("192.0.2.7", "no.such.invalid", "."):
        said = run("serve", "--data", made.data, "--host", host, "--port", 0, *PLAIN, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, "serve.no-such-address")


def test_a_directory_in_use_is_one_sentence(own: Production) -> None:
    """While one program serves a unit, no other can write it or serve it; looking still works."""
    with started(own.data, *PLAIN):
        for words in (
            ("serve", "--data", own.data, *PLAIN),
            ("ask", own.data, "check", "by=armorer", "weapon=revolver"),
        ):
            said = run(*words, "--json")
            assert (said.status, said.json["error"]["code"]) == (2, "directory.in-use")
        assert run("board", own.data).status == 0


def test_who_looks_from_outside_takes_nothing_away(own: Production) -> None:
    """Acts after a look by another program are on the disk as well: its end leaves the log where it is."""
    with started(own.data, *PLAIN) as node:
        phone = own.phone(node.url)
        assert phone.sign_in("armorer").status_code == 200
        for number in range(3):
            assert run("board", own.data).status == 0
            said = phone.ask("check", "armorer", weapon="revolver", seen=6, of=6, act_id=f"phone-{number}")
            assert said.status_code == 200
        phone.close()
        node.process.kill()
        node.process.wait(WAIT)
    assert [len(own.numbers(f"phone-{number}")) for number in range(3)] == [1, 1, 1]
