"""The words of the pages: every text that a template asks for is there, and Spanish has a sentence for every reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from showsafe.application.facts.values import LEVELS, MATTERS, REASONS, Standing, Summary, UnitFacts
from showsafe.application.office.kinds import RECORDS
from showsafe.application.office.roles import THINGS, roles
from showsafe.domain import words as domain_words
from showsafe.domain.belief import Belief
from showsafe.entrypoints.http.office import pages
from showsafe.entrypoints.http.office.words import LANGUAGES, Words, chosen, texts
from showsafe.fleet.board import unit_row
from showsafe.ledger.archive import KINDS
from showsafe.projections import sentences

ROOT = Path(__file__).parents[3]
OFFICE = ROOT / "src" / "showsafe" / "entrypoints" / "http" / "office"
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_a_template_asks_for_is_there(language: str) -> None:
    """Those that stand in a template, and those whose last part is a word of the record."""
    known = texts(language)
    asked: set[str] = set()
    for file in (OFFICE / "templates").glob("*.html"):
        content = file.read_text("utf-8")
        asked |= set(re.findall(r"""\bt\(["']([a-z.-]+)["'][,)]""", content))
        for key in re.findall(r"""\bt\.many\(["']([a-z.-]+)["']""", content):
            asked |= {f"{key}.one", f"{key}.many"}
    groups = {
        "alarm": LEVELS,
        "only": pages.ONLY,
        "kind": (*MATTERS, "branch"),
        "thing": THINGS,
        "office-role": roles(),
        "line": [name for name in RECORDS if name],
        "branch": KINDS,
        "owner": ("record", "office"),
        "theme": ("day", "night"),
        "people": ("of-set", "of-weapon"),
    }
    asked |= {f"{group}.{word}" for group, every in groups.items() for word in every}
    assert asked - set(known) == set()


def test_spanish_has_a_sentence_for_every_reason() -> None:
    """With the numbers of the unit in it; and a word for every role of a set."""
    unit = UnitFacts(standing=Standing(origin="o", production="north", unit="north-1"), summary=Summary())
    row = replace(unit_row(unit, NOW), gaps=1234, heard=NOW - timedelta(hours=3))
    spanish, english = Words("es"), Words("en")
    for code in REASONS:
        said = spanish.reason(code, "In English.", row, NOW)
        assert said != "In English."
        assert "{" not in said
        assert english.reason(code, "In English.", row, NOW) == "In English."
    assert "1,234" in spanish.reason("gap", "", row, NOW)
    assert "hace 3 horas" in spanish.reason("late", "", row, NOW)
    assert {role for role in domain_words.ROLES if f"role.{role}" not in texts("es")} == set()


@pytest.mark.parametrize(
    "belief",
    [
        Belief(gone="owner"),
        Belief(container="safe"),
        Belief(preset="yan", place="table"),
        Belief(holder="zoe"),
        Belief(place=""),
        Belief(place="unattended"),
        Belief(place="table"),
    ],
)
def test_spanish_says_where_a_weapon_is(belief: Belief) -> None:
    """Every way in which it is said has its words, with the same names in them."""
    says = sentences.where("set", belief)
    spanish = Words("es").where(says)
    assert spanish != says
    for name in ("owner", "safe", "yan", "zoe"):
        assert (name in spanish) == (name in says)
    assert Words("en").where(says) == says


def test_days_and_times_are_read_as_people_write_them() -> None:
    """In the office's own time, which is UTC, with the month as a word."""
    english, spanish = Words("en"), Words("es")
    assert english.day(date(2026, 1, 3)) == "3 Jan 2026"
    assert spanish.time(datetime(2026, 12, 3, 9, 5, tzinfo=UTC)) == "3 dic 2026, 09:05 UTC"
    assert english.time(None) == "never"
    assert spanish.ago(NOW - timedelta(minutes=1), NOW) == "hace 1 minuto"
    assert english.ago(NOW + timedelta(days=1), NOW) == "just now"
    assert english.ago(NOW - timedelta(days=400), NOW) == "400 days ago"


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("es", "en", "es"),
        ("", "es-MX,es;q=0.9,en;q=0.5", "es"),
        ("", "fr, en;q=0.5", "en"),
        ("xx", "", "en"),
        ("", "de," * 10_000 + "es", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_browsers(cookie: str, accepted: str, language: str) -> None:
    """And English where neither is one of ours."""
    assert chosen(cookie, accepted) == language


def test_the_colours_are_those_of_the_screens_of_the_set() -> None:
    """The sheet of colours and sizes is the same file."""
    assert (OFFICE / "styles" / "tokens.css").read_bytes() == (
        ROOT / "web" / "src" / "styles" / "tokens.css"
    ).read_bytes()
    tokens = (OFFICE / "styles" / "tokens.css").read_text("utf-8")
    night = re.findall(r"--[\w-]+: [^;]+;", tokens.partition('[data-theme="night"]')[2])
    own = (OFFICE / "styles" / "office.css").read_text("utf-8").partition("prefers-color-scheme: dark")[2]
    assert night
    assert [each for each in night if each not in own] == []
