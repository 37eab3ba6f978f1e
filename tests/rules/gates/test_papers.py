"""Gate *papers*: the preconditions of the place, of the day, of the thing, and of a minor."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import TYPES, FilmSet, a_day, empty_set, with_papers

OPEN = {"witness": "producer"}
UNLOCK = {"weapon": "sabre", "witness": "assistant"}


def test_no_risk_assessment() -> None:
    """No day opens without a risk assessment."""
    day = empty_set()
    assert "papers.no-risk-assessment" in day.refused("open-day", "first-ad", **OPEN)
    day.permit("assess", "safety", witness="producer")
    assert "papers.no-risk-assessment" not in day.against("open-day", "first-ad", **OPEN)


def test_no_contact() -> None:
    """No day opens without a named compliance contact."""
    day = empty_set()
    assert "papers.no-contact" in day.refused("open-day", "first-ad", **OPEN)
    day.permit("record-paper", "producer", kind="compliance-contact", about="day")
    assert "papers.no-contact" not in day.against("open-day", "first-ad", **OPEN)


def test_papers_lapse_by_the_calendar() -> None:
    """A paper covers its last day and not the next one, even in a shooting day that goes on past midnight."""
    day = empty_set()
    day.permit("assess", "safety", witness="producer")
    paper = {"kind": "compliance-contact", "about": "day", "expires": "2026-03-02"}
    day.permit("record-paper", "producer", **paper)
    day.permit("open-day", "first-ad", **OPEN)
    assert "papers.no-contact" not in day.against("unlock", **UNLOCK)
    day.later(17 * 3600)
    assert "papers.no-contact" in day.against("unlock", **UNLOCK)


def test_day_not_open() -> None:
    """Nothing is taken out before the day is open, and no day is closed that is not."""
    day = a_day()
    assert not day.against("unlock", **UNLOCK)
    day.permit("close-day", "first-ad", **OPEN)
    assert "papers.day-not-open" in day.refused("unlock", **UNLOCK)
    assert "papers.day-not-open" in day.against("close-day", "first-ad", **OPEN)


def test_day_too_long() -> None:
    """A day that was never closed ends by itself after a day and a night."""
    day = a_day().later(24 * 3600)
    assert "papers.day-too-long" not in day.against("unlock", **UNLOCK)
    day.later(1)
    assert "papers.day-too-long" in day.refused("unlock", **UNLOCK)


def new_zealand() -> FilmSet:
    """Return people, assessment and contact in New Zealand, the day not yet open."""
    day = empty_set("nz")
    day.permit("assess", "safety", witness="producer")
    day.permit("record-paper", "producer", kind="compliance-contact", about="day")
    return day


def test_permission() -> None:
    """Where a permission is asked for, an unexpired one has to be on record."""
    day = new_zealand()
    notice = {"kind": "police-event", "number": "P-17"}
    assert "papers.permission" in day.refused("open-day", "first-ad", **OPEN, notice=notice)
    day.permit("record-paper", "producer", kind="police", about="day", number="44")
    day.permit("open-day", "first-ad", **OPEN, notice=notice)


@pytest.mark.parametrize("notice", [None, {"kind": "police-event"}, {"kind": "council", "number": "1"}])
def test_notice(notice: dict[str, str] | None) -> None:
    """Where the police are told at opening and closing, their number is asked for both times."""
    day = new_zealand()
    day.permit("record-paper", "producer", kind="police", about="day", number="44")
    said: dict[str, Any] = {**OPEN, **({"notice": notice} if notice else {})}
    assert "papers.notice" in day.refused("open-day", "first-ad", **said)
    told = {**OPEN, "notice": {"kind": "police-event", "number": "P-17"}}
    day.permit("open-day", "first-ad", **told)
    assert "papers.notice" in day.refused("close-day", "first-ad", **said)
    day.permit("close-day", "first-ad", **told)


def test_first_aid() -> None:
    """Where a first-aider is asked for, one has to be on record."""
    day = empty_set("gb")
    assert "papers.first-aid" in day.refused("open-day", "first-ad", **OPEN)
    day.permit("record-paper", "producer", kind="first-aid", about="day")
    assert "papers.first-aid" not in day.against("open-day", "first-ad", **OPEN)


def test_certificate() -> None:
    """A deactivated weapon has its certificate, where that is asked for; and no certificate has lapsed."""
    day = with_papers(empty_set())
    lapsed = [{"kind": "proof", "expires": "2026-03-01"}]
    gun: dict[str, Any] = {"weapon": "gun", "class": "deactivated"}
    assert "papers.certificate" in day.refused("register", **gun, certificates=lapsed)
    day.permit("register", **gun)
    british = empty_set("gb")
    assert "papers.certificate" in british.refused("register", **gun)
    british.permit("register", **gun, certificates=[{"kind": "deactivation"}])


def test_modified() -> None:
    """A modified weapon has a certificate of its conversion."""
    day = with_papers(empty_set())
    gun: dict[str, Any] = {
        "weapon": "gun",
        "class": "blank-only",
        "action": "semi-auto-pistol",
        "modified": True,
    }
    assert "papers.modified" in day.refused("register", **gun)
    day.permit("register", **gun, certificates=[{"kind": "conversion"}])


def with_minor(profile: str, *papers: str) -> FilmSet:
    """Return a day on which a weapon is planned for a fifteen-year-old."""
    day = a_day(profile)
    child: dict[str, Any] = {"roles": ["performer"], "age": 15, "instructed": list(TYPES)}
    day.permit("enrol", "producer", person="child", **child, **({"papers": list(papers)} if papers else {}))
    return day


def test_minor() -> None:
    """Of a minor's papers those that the place names are asked for, each of them."""
    offer = {"weapon": "sabre", "to": ["child"]}
    assert "papers.minor" in with_minor("au-nsw", "parent-consent").against("offer", **offer)
    both = with_minor("au-nsw", "parent-consent", "commissioner-approval")
    assert "papers.minor" not in both.against("offer", **offer)


def test_minor_none() -> None:
    """That a minor has no paper at all is refused by gate *receiver*; here it is a note."""
    day = with_minor("common")
    offer = {"weapon": "sabre", "to": ["child"]}
    assert "papers.minor-none" in day.notes("offer", **offer)
    assert "receiver.under-age" in day.against("offer", **offer)
    assert "papers.minor-none" not in day.notes("offer", weapon="sabre", to=["performer"])


def test_acquisition() -> None:
    """Where the owner's book is asked for, its entry is on record before a firearm comes in."""
    day = with_papers(empty_set("us-nm"))
    gun: dict[str, Any] = {"weapon": "gun", "class": "live-capable", "owner": "rental house"}
    assert "papers.acquisition" in day.refused("register", **gun)
    day.permit("register", **gun, certificates=[{"kind": "acquisition-record"}])


def test_acquisition_unknown() -> None:
    """Where nobody said who owns it, that is a note."""
    day = with_papers(empty_set("us-nm"))
    assert "papers.acquisition-unknown" in day.notes("register", weapon="gun", **{"class": "live-capable"})
    assert "papers.acquisition-unknown" not in day.notes("register", weapon="gun", **{"class": "rubber"})


def test_weapon_class() -> None:
    """Where a class of weapon may not be supplied, it is refused when it comes in."""
    day = with_papers(empty_set("au-qld"))
    assert "papers.weapon-class" in day.refused("register", weapon="gun", **{"class": "live-capable"})
    day.permit("register", weapon="gun", **{"class": "blank-only"})


def test_day_open_already() -> None:
    """A day that is open is closed before the next one opens."""
    day = a_day()
    assert "papers.day-open-already" in day.refused("open-day", "first-ad", **OPEN)
    day.permit("close-day", "first-ad", **OPEN)
    day.permit("open-day", "first-ad", **OPEN)


def test_a_contact_may_be_named() -> None:
    """The compliance contact is a paper about the day, or about the person who is it."""
    day = empty_set()
    assert "papers.no-contact" in day.against("open-day", witness="first-ad")
    day.permit("record-paper", "producer", kind="compliance_contact", about="safety")
    assert "papers.no-contact" not in day.against("open-day", witness="first-ad")
