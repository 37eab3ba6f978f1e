"""Destinations: read whole or not at all, and what is no destination is refused with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.telling import destinations
from showsafe.errors import Unusable, WrongInput
from tests.application.telling.told import to

MAIL: dict[str, Any] = {
    "kind": "mail",
    "url_sum": "",
    "host": "mail.example.org",
    "port": 587,
    "security": "starttls",
    "sender": "set@example.org",
    "to": ("office@example.org",),
}


def test_what_is_written_is_read_back() -> None:
    """Every destination is read as it was written, in the order of their names."""
    told = [to("studio", language="es", names=True), to("office", **MAIL), to("chat", kind="slack")]
    data = destinations.as_bytes(told)
    assert destinations.parse(data) == tuple(sorted(told, key=lambda each: each.name))
    assert destinations.parse(b"") == ()
    assert destinations.parse(destinations.as_bytes([])) == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "Office Bob"}, "telling.not-a-name"),
        ({"kind": "fax"}, "telling.unknown"),
        ({"topics": ("gossip",)}, "telling.unknown"),
        ({"topics": ()}, "telling.no-topics"),
        ({"topics": ("stop", "stop")}, "telling.no-topics"),
        ({"language": "fr"}, "telling.unknown"),
        ({"network": "anywhere"}, "telling.unknown"),
        ({"host": "a b"}, "telling.no-host"),
        ({"host": ""}, "telling.no-host"),
        ({"url_sum": ""}, "telling.no-address"),
        ({**MAIL, "security": "none"}, "telling.unknown"),
        ({**MAIL, "security": "plain"}, "telling.not-encrypted"),
        ({**MAIL, "port": 0}, "telling.no-port"),
        ({**MAIL, "to": ()}, "telling.not-an-address"),
        ({**MAIL, "to": ("a@example.org",) * 21}, "telling.not-an-address"),
        ({**MAIL, "to": ("office@example.org\r\nBcc: x@example.org",)}, "telling.not-an-address"),
        ({**MAIL, "sender": "Set <set@example.org>"}, "telling.not-an-address"),
        ({**MAIL, "user": "set\nx"}, "input.too-long"),
    ],
)
def test_what_is_no_destination_is_refused(said: dict[str, Any], code: str) -> None:
    """Each mistake has its own code; a line feed for another header is no part of an address."""
    with pytest.raises(WrongInput) as refused:
        to(**said)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"destinations":[],"format":0}',
        b'{"destinations":[{}],"format":1}',
        b'{"destinations":7,"format":1}',
        b'{ "destinations":[],"format":1}',
        destinations.as_bytes([to()]).replace(b'"names":false', b'"names":"yes"'),
        destinations.as_bytes([to()]).replace(b'"port":0', b'"port":"x"'),
        destinations.as_bytes([to("b"), to("c")]).replace(b'"c"', b'"b"'),
    ],
)
def test_a_damaged_file_is_refused_whole(data: bytes) -> None:
    """A file that is not exactly what the program writes is damaged, and nobody is told by half of it."""
    with pytest.raises(Unusable) as refused:
        destinations.parse(data)
    assert refused.value.code == "telling.damaged"


def test_a_file_of_a_newer_program_is_named_so() -> None:
    """A later format is no damage."""
    with pytest.raises(Unusable) as refused:
        destinations.parse(b'{"destinations":[],"format":2}')
    assert refused.value.code == "directory.newer"


def test_what_is_shown_has_no_secret() -> None:
    """A destination is shown by host or addresses."""
    assert to().shown == "hook at board.example.org"
    assert to(**MAIL).shown == "mail to office@example.org by mail.example.org"
