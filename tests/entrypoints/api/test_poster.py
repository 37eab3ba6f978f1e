"""The poster for concerns, and whose badge was scanned for the list of a meeting."""

from __future__ import annotations

import re

import pytest

from showsafe.entrypoints.http.api import poster
from showsafe.entrypoints.http.api.outside import host_for_others
from tests.entrypoints.api.sets import Phone, Served
from tests.papers.seen import Page


def test_the_poster_leads_to_the_concern_screen(phone: Phone) -> None:
    """Without a sign-in: one picture with a QR and its address in letters, under a policy that lets it do nothing."""
    answer = phone.get("poster.svg", Host="cart.example:7380")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert re.findall(r"<text[^>]*>([^<]+)</text>", answer.text) == ["cart.example:7380/concern"]
    again = phone.get("poster.svg", Host="cart.example:7380", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_poster_as_a_paper_leads_to_the_same_screen(cart: Phone) -> None:
    """Printed by somebody in charge without an address, its code is that of the node as they reached it."""
    page = Page(cart.get("papers/concern-poster", Host="cart.example:7380").content)
    (code,) = page.codes(dpi=100)
    assert re.fullmatch(r"https?://cart\.example:7380/concern", code.says)


@pytest.mark.parametrize("host", ["localhost:7380", "127.0.0.1", "[::1]:7380"])
def test_a_poster_that_is_printed_at_the_node_has_the_name_for_others(host: str) -> None:
    """Where the address reaches this machine alone, the name of the node stands on it, if it has one."""
    assert host_for_others(host, "set.local:7380") == "set.local:7380"
    assert host_for_others(host, "") == host
    assert host_for_others("10.0.0.4:7380", "set.local:7380") == "10.0.0.4:7380"


def test_markup_in_an_address_stays_text() -> None:
    """What a header says is shown as letters, and opens no element."""
    assert "<b>" not in poster.drawn("http://<b>&/concern")


def test_a_badge_is_read_for_the_list_of_a_meeting(served: Served, phone: Phone) -> None:
    """The 1st AD scans a badge and gets the name; nobody is signed in by it, and it needs no PIN."""
    phone.sign_in("first-ad")
    answer = phone.post("badges/whose", {"badge": served.badges["performer"]})
    assert answer.json() == {"person": "performer"}
    assert phone.get("session").json()["person"] == "first-ad"
    unknown = phone.post("badges/whose", {"badge": "b-nobody"})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "access.unknown-badge")


def test_who_holds_no_meeting_reads_no_badges(served: Served, phone: Phone) -> None:
    """A found badge tells its name to nobody who has no meeting to hold."""
    phone.sign_in("performer")
    assert phone.post("badges/whose", {"badge": served.badges["grip"]}).status_code == 403
