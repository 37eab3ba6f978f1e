"""Templates of a production's own: set with the paper's data, marked in its code, and able to open nothing at all."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from showsafe.books.book import Entry
from showsafe.books.kinds.templates import KEEP, WITHDRAW
from showsafe.errors import WrongInput
from showsafe.papers import catalogue, checking, own, press, template_child
from tests.books.ready import book
from tests.papers.seen import Page, Stage, planned

MINE = '#show: sheet\n#head(kicker: "North Ridge Pictures", title: data.title)\n#data.rows.len() rows'


def printed(text: str, stage: Stage | None = None) -> Page:
    """Print the day sheet by a template."""
    stage = stage or planned()
    made = own.read("mine", "day-sheet", text.encode())
    return Page(
        press.pdf(catalogue.paper("day-sheet"), stage.source, stage.wish(catalogue.paper("day-sheet")), made)
    )


def test_a_template_makes_of_the_data_what_it_likes_and_the_code_says_so() -> None:
    """The words are its own, kit and proof are there; whoever checks the page hears that it is not our look."""
    stage = planned()
    page = printed(MINE, stage)
    assert "NORTH RIDGE PICTURES" in page.text
    assert "19 rows" in page.text
    code = page.codes(dpi=120)[0].says
    assert f"own={own.read('mine', 'day-sheet', MINE.encode()).mark}" in code
    found = checking.check(stage.source, code)
    assert found.word == checking.NOW
    assert any("template of the production's own, mine@" in line for line in found.says)
    assert printed(MINE, stage).pdf == page.pdf


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on this machine, and keep whoever comes."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hear() -> None:
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                heard.append(b"somebody")
                one.close()

        threading.Thread(target=hear, daemon=True).start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)


HOSTILE = {
    "a file": '#read("{file}")',
    "a file by a way up": '#read("../../../../../../..{file}")',
    "a picture": '#image("{file}")',
    "a package": '#import "@preview/cetz:0.3.0": canvas',
    "a package with a name put together": '#import ("@pre" + "view/cetz:0.3.0"): canvas',
    "a program": '#plugin("{file}")',
    "a word that is none": "#nothing-of-the-kind",
    "no end": "#let f(x) = f(x + 1)\n#f(0)",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_template_gets_nothing_and_is_told_why(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither file nor network nor package: one sentence, in which nothing of the file stands."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the node's key")
    with listening() as (port, heard):
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        with pytest.raises(WrongInput) as raised:
            printed(HOSTILE[what].replace("{file}", str(secret)))
        assert heard == []
    assert raised.value.code == "paper.template-fails"
    assert "showsafe-paper-" not in raised.value.says
    assert "node's key" not in raised.value.says


def test_a_template_that_wants_all_the_memory_is_stopped() -> None:
    """It ends with one sentence, and takes nothing else down."""
    with pytest.raises(WrongInput) as raised:
        printed("#let all = range(400000000)\n#all.len()")
    assert raised.value.code == "paper.template-too-much"


def test_the_process_can_open_nothing_once_it_is_limited() -> None:
    """The control of the above: after its limits, opening a file and asking a network both fail."""
    code = (
        "import socket\n"
        "from showsafe.papers import template_child\n"
        "assert template_child.limit()\n"
        "for do in (lambda: open('/etc/hostname'), lambda: socket.socket()):\n"
        "    try:\n        do()\n"
        "    except OSError as error:\n        print(error.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["24", "24"]
    assert template_child.SECONDS <= 20


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\0b", b"x" * (own.LARGEST + 1)])
def test_what_is_no_text_is_no_template(content: bytes) -> None:
    """Empty, binary or too long: refused before any process is started."""
    with pytest.raises(WrongInput) as raised:
        own.read("mine", "day-sheet", content)
    assert raised.value.code == "paper.template-unreadable"


def test_the_office_keeps_templates_and_the_newest_of_a_name_holds() -> None:
    """Kept, replaced, withdrawn, erased: what holds is what was entered last; for another paper it is refused."""
    office = book("office")
    stage = planned()
    stage.more = {"books": lambda _name: office.pages()}

    def keep(text: str, act_id: str) -> int:
        made = own.read("house", "day-sheet", text.encode())
        keys = {"name": "house", "paper": made.paper, "sum": made.sum, "text": text}
        at = office.clock.now()
        return office.enter(Entry(kind=KEEP, by="pat", at=at, act_id=act_id, keys=keys)).number

    keep("first", "one")
    number = keep(MINE, "two")
    assert own.named(stage.source, "day-sheet", "house").text == MINE
    with pytest.raises(WrongInput) as raised:
        own.named(stage.source, "wrap-report", "house")
    assert raised.value.code == "paper.other-template"
    gone = Entry(kind=WITHDRAW, by="pat", at=office.clock.now(), act_id="three", keys={"template": number})
    office.enter(gone)
    with pytest.raises(WrongInput) as raised:
        own.named(stage.source, "day-sheet", "house")
    assert raised.value.code == "paper.no-template"
