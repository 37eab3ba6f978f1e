"""What a node says later on: also where nobody hears it any more, and never so that it ends."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from showsafe.entrypoints.cli import served
from showsafe.entrypoints.cli.served import Wish
from showsafe.entrypoints.http.reached import Reached

NOW = Reached(("https://10.7.7.7:7380/", "https://localhost:7380/"), frozenset({"10.7.7.7"}))


def wish(*, in_json: bool) -> Wish:
    """Return what somebody wished for."""
    return Wish(
        data=Path("north-ridge"),
        demo=False,
        host="",
        port=7380,
        join_port=7381,
        tls="auto",
        mdns=False,
        log="errors",
        elsewhere=None,
        cases=None,
        in_json=in_json,
    )


class Gone(io.StringIO):
    """An output whose reader has gone."""

    def write(self, _: str) -> int:
        """Fail as a pipe does that nobody reads."""
        raise BrokenPipeError


@pytest.mark.parametrize("in_json", [True, False])
def test_a_terminal_that_has_gone_ends_nothing(monkeypatch: pytest.MonkeyPatch, *, in_json: bool) -> None:
    """A new address, or the trouble of a witness, is said to nobody, and the node goes on."""
    monkeypatch.setattr(sys, "stdout", Gone())
    served._say_later("a witness is away", wish(in_json=in_json))
    served._moved(NOW, wish(in_json=in_json))


def test_a_new_address_is_said_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """For people with its QR and the further ones, for programs as one object on a line."""
    served._moved(NOW, wish(in_json=False))
    shown = capsys.readouterr().out
    assert "another address" in shown
    assert "https://10.7.7.7:7380/\n" in shown
    assert "or https://localhost:7380/\n" in shown
    assert "\u2588" in shown
    served._moved(NOW, wish(in_json=True))
    assert json.loads(capsys.readouterr().out) == {"url": NOW.url, "urls": list(NOW.urls)}


@pytest.mark.parametrize(("host", "only"), [("", ""), ("0.0.0.0", ""), ("::", ""), ("10.7.7.7", "10.7.7.7")])  # noqa: S104
def test_every_address_is_said_in_three_ways(host: str, only: str) -> None:
    """Nothing, and what systems call every address, is every address; anything else is one."""
    said = wish(in_json=True)
    assert Wish(**{**{name: getattr(said, name) for name in said.__slots__}, "host": host}).only == only
