"""Stamps of time authorities: asked for, verified, recorded once, and never in the way of the set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory, settings_file
from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.time_client import TimeClient
from showsafe.entrypoints.cli.asking import again
from showsafe.entrypoints.cli.time import shown as showing
from showsafe.entrypoints.stamping import Said, Stamper
from showsafe.errors import Unusable
from showsafe.ledger import checkpoint, record, timestamp
from tests.entrypoints.cli import run, size
from tests.time_authority import Authority, TimeServer, send


def added(data: Path, server: TimeServer, name: str, tmp_path: Path, chain: str = "") -> None:
    """Let a unit ask an authority."""
    (tmp_path / f"{name}.pem").write_text(chain or server.certificates)
    said = run("time", "add", data, name, server.url, "--certificates", tmp_path / f"{name}.pem")
    assert said.status == 0, said.err


def attested(data: Path) -> list[tuple[int, str, list[bytes]]]:
    """Return size, authority and attachments of each stamp on record, attachments with the checkpoint first."""
    found = []
    with open_for_reading(data) as opened:
        for entry in opened.store.entries():
            body = record.read(entry.raw).body
            if body["kind"] == "attested":
                parts = [opened.store.attachment(name) or b"" for name in body["attachments"]]
                parts.sort(key=lambda part: not part.startswith(b"showsafe/"))
                assert body["act"]["what"] == "time-token"
                found.append((body["act"]["size"], body["act"]["who"], parts))
    return found


def acted(data: Path) -> None:
    """Record one more act of the set."""
    assert run("report", data, "meet", "by=armorer", f"scene=barn-{size(data)}").status == 0


def outcomes(data: Path) -> list[str]:
    """Ask once, and return what came of it."""
    said = run("time", "stamp", data, "--json")
    return [one["outcome"] for one in said.json["authorities"]]


def test_a_stamp_is_recorded_with_all_that_proves_it(
    data: Path, tmp_path: Path, first_server: TimeServer
) -> None:
    """The record has the stamped checkpoint and the whole answer, and anyone can verify the one against the other."""
    added(data, first_server, "tsa-one", tmp_path)
    count = size(data)
    said = run("time", "stamp", data, "--json")
    assert said.status == 0
    (one,) = said.json["authorities"]
    assert (one["who"], one["outcome"], one["size"], one["record"]) == (
        "tsa-one",
        "stamped",
        count,
        count + 1,
    )
    ((stamped, who, (note, answer)),) = attested(data)
    assert (stamped, who) == (count, "tsa-one")
    assert checkpoint.read(note).size == count
    token = timestamp.accept(answer, note, timestamp.chain_of(first_server.certificates))
    assert abs(datetime.now(UTC) - token.time) < timedelta(minutes=5)


def test_a_stamped_ledger_is_checked_by_the_auditor(
    data: Path, tmp_path: Path, first_server: TimeServer
) -> None:
    """The auditor, which shares no code with this, finds the stamp good, over the records that were there then."""
    added(data, first_server, "tsa-one", tmp_path)
    count = size(data)
    assert run("time", "stamp", data).status == 0
    said = run("verify", data, "--json")
    assert (said.status, said.json["ok"]) == (0, True)
    (time,) = [step for step in said.json["steps"] if step["name"] == "time"]
    assert (time["state"], time["covered"]) == ("passed", count)


def test_stamps_alone_are_no_reason_for_another(
    data: Path, tmp_path: Path, first_server: TimeServer, second_server: TimeServer
) -> None:
    """Each of two authorities stamps once; only a new act of the set is a reason to ask again."""
    added(data, first_server, "tsa-one", tmp_path)
    added(data, second_server, "tsa-two", tmp_path)
    assert outcomes(data) == ["stamped", "stamped"]
    assert outcomes(data) == ["nothing-new", "nothing-new"]
    assert (len(first_server.asked), len(second_server.asked)) == (1, 1)
    acted(data)
    assert outcomes(data) == ["stamped", "stamped"]
    assert len(attested(data)) == 4


def test_one_authority_that_is_away_does_not_hold_up_the_other(
    data: Path, tmp_path: Path, first_server: TimeServer, second_server: TimeServer
) -> None:
    """Where one is away the other stamps; asked again later, the first stamps the newest checkpoint alone."""
    added(data, first_server, "tsa-one", tmp_path)
    added(data, second_server, "tsa-two", tmp_path)
    first_server.behaves = lambda handler, _: send(handler, b"", 503)
    said = run("time", "stamp", data, "--json")
    assert (said.status, [one["outcome"] for one in said.json["authorities"]]) == (
        1,
        ["time.refused", "stamped"],
    )
    first_server.behaves = None
    assert outcomes(data) == ["stamped", "nothing-new"]
    assert [who for _, who, _ in attested(data)] == ["tsa-two", "tsa-one"]


Wrong = Callable[[Authority, Authority, bytes], bytes]
"""Makes the wrong answer of the first authority to a question; the second one may help."""

WRONG: dict[str, tuple[Wrong, str]] = {
    "another authority": (lambda *said: said[1].answer(said[2]), "time.not-signed"),
    "another text": (lambda *said: said[0].answer(timestamp.question(b"else").der), "time.other-checkpoint"),
    "a page": (lambda *_: b"<html>welcome</html>", "time.not-an-answer"),
    "nothing": (lambda *_: b"", "time.not-an-answer"),
    "too much": (lambda *_: bytes(70_000), "time.too-large"),
    "no token": (lambda *said: said[0].answer(b"no question"), "time.not-granted"),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_answer_that_does_not_hold_costs_nothing(
    what: str, data: Path, tmp_path: Path, first_server: TimeServer, second_authority: Authority
) -> None:
    """A token of another authority, over something else, or garbage is refused with a code, and nothing is recorded."""
    added(data, first_server, "tsa-one", tmp_path)
    before, first = size(data), first_server.authority
    answer, code = WRONG[what]
    first_server.behaves = lambda handler, question: send(handler, answer(first, second_authority, question))
    said = run("time", "stamp", data, "--json")
    assert (said.status, said.json["authorities"][0]["outcome"]) == (1, code)
    assert (size(data), attested(data)) == (before, [])
    first_server.behaves = None
    assert outcomes(data) == ["stamped"]


def test_an_answer_to_an_earlier_question_is_refused(
    data: Path, tmp_path: Path, first_server: TimeServer
) -> None:
    """A good token over the same checkpoint, played back to a new question, is not taken."""
    added(data, first_server, "tsa-one", tmp_path)
    with open_for_reading(data) as opened:
        old = first_server.authority.answer(timestamp.question(opened.store.checkpoint()).der)
    first_server.behaves = lambda handler, _: send(handler, old)
    assert outcomes(data) == ["time.other-nonce"]
    assert attested(data) == []


def silent(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    """Wait until the other side goes away."""
    handler.rfile.read(1)


def test_a_hang_ends_and_costs_nothing(data: Path, tmp_path: Path, first_server: TimeServer) -> None:
    """An authority that takes the question and never answers is given up, and asked again in the next round."""
    added(data, first_server, "tsa-one", tmp_path)
    first_server.behaves = silent
    stamper = Stamper(data, TimeClient(seconds=0.2))
    assert [one.outcome for one in stamper.record(stamper.round())] == ["time.away"]
    first_server.behaves = None
    assert [one.outcome for one in stamper.record(stamper.round())] == ["stamped"]


def test_an_ended_certificate_and_a_wrong_chain_are_refused(
    data: Path, tmp_path: Path, first_server: TimeServer, ended_authority: Authority
) -> None:
    """Neither a signer whose certificate has ended nor a chain of somebody else makes a stamp."""
    added(data, first_server, "tsa-one", tmp_path, chain=ended_authority.certificates)
    assert outcomes(data) == ["time.not-signed"]
    first_server.behaves = lambda handler, question: send(handler, ended_authority.answer(question))
    assert outcomes(data) == ["time.not-signed"]
    assert attested(data) == []


class Week:
    """A clock that a test moves on, and a network that is there only when the test says so."""

    def __init__(self, fetch: Callable[[str, bytes], bytes]) -> None:
        self.moment = datetime.now(UTC)
        self.fetch = fetch
        self.network = False
        self.asked = 0

    def now(self) -> datetime:
        """Return the time that the test has come to."""
        return self.moment

    def __call__(self, url: str, question: bytes) -> bytes:
        """Ask, if there is a network."""
        self.asked += 1
        if not self.network:
            raise Unusable("time.away", "The time authority could not be reached.", "Later.")
        return self.fetch(url, question)


def test_a_week_without_a_network(
    data: Path,
    tmp_path: Path,
    first_server: TimeServer,
    second_server: TimeServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Seven days of work without a network, and then one stamp of each authority covers all of it."""
    added(data, first_server, "tsa-one", tmp_path)
    added(data, second_server, "tsa-two", tmp_path)
    week = Week(TimeClient())
    hours = 0

    def over() -> bool:
        """Let an hour pass; on each day one act is recorded, and on the eighth the network is back."""
        nonlocal hours
        hours += 1
        week.moment += timedelta(hours=1)
        if hours % 24 == 12:
            acted(data)
        week.network = hours >= 7 * 24
        return hours > 7 * 24 + 2

    again(Stamper(data, week, week), over, showing(in_json=True))
    assert week.asked == 2 * (7 * 24 + 1)
    newest = size(data) - 2
    assert [(stamped, who) for stamped, who, _ in attested(data)] == [
        (newest, "tsa-one"),
        (newest, "tsa-two"),
    ]
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 3
    assert run("time", "stamp", data).status == 0


def test_a_stamp_waits_while_another_program_has_the_directory(
    data: Path, tmp_path: Path, first_server: TimeServer
) -> None:
    """A stamp that cannot be recorded now is kept and recorded in the next round, without asking again."""
    added(data, first_server, "tsa-one", tmp_path)
    stamper = Stamper(data, TimeClient())
    with directory.open_for_writing(data):
        said: list[Said] = stamper.round()
        with pytest.raises(Unusable) as refused:
            stamper.record(said)
        assert refused.value.code == "directory.in-use"
    (one,) = stamper.record(said)
    assert (one.record, len(first_server.asked), len(attested(data))) == (size(data), 1, 1)


def test_authorities_come_and_go(data: Path, tmp_path: Path, first_server: TimeServer) -> None:
    """Adding and removing are recorded, a repetition is not, and at most two are asked."""
    added(data, first_server, "tsa-one", tmp_path)
    before = size(data)
    added(data, first_server, "tsa-one", tmp_path)
    assert size(data) == before
    added(data, first_server, "tsa-two", tmp_path)
    third = run(
        "time", "add", data, "c", first_server.url, "--certificates", tmp_path / "tsa-one.pem", "--json"
    )
    assert (third.status, third.json["error"]["code"]) == (2, "settings.too-many")
    assert run("time", "remove", data, "tsa-one").status == 0
    unknown = run("time", "remove", data, "tsa-one", "--json")
    assert (unknown.status, unknown.json["error"]["code"]) == (2, "time.unknown")
    assert [each.name for each in settings_file.read(data).time_authorities] == ["tsa-two"]
    with bootstrap.open_unit(data) as unit:
        assert unit.store.size() == before + 2


def test_what_cannot_be_an_authority_is_refused(data: Path, tmp_path: Path, first_server: TimeServer) -> None:
    """A file without a root, no file, and an address that is none are refused before anything is recorded."""
    (tmp_path / "none.pem").write_text("no certificate")
    (tmp_path / "good.pem").write_text("words before\n" + first_server.certificates + "words after\n")
    before = size(data)
    for url, file, code in (
        (first_server.url, "none.pem", "time.certificates"),
        (first_server.url, "absent.pem", "time.certificates"),
        ("ftp://tsa.example.org/", "good.pem", "time.address"),
        ("http://name@tsa.example.org/", "good.pem", "time.address"),
    ):
        said = run("time", "add", data, "tsa", url, "--certificates", tmp_path / file, "--json")
        assert (said.status, said.json["error"]["code"]) == (2, code)
    assert size(data) == before
    assert (
        run("time", "add", data, "tsa", first_server.url, "--certificates", tmp_path / "good.pem").status == 0
    )
    assert outcomes(data) == ["stamped"]


def test_a_unit_without_authorities_says_how_to_add_one(data: Path) -> None:
    """Stamping without an authority is no error, and says what to type."""
    said = run("time", "stamp", data)
    assert said.status == 0
    assert "showsafe time add DIR NAME URL" in said.flat
