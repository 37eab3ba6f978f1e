"""What stands behind a sentence on a paper: law only where it is law here and was read."""

from __future__ import annotations

import pytest

from showsafe import bootstrap
from showsafe.papers.grounds import grounds
from showsafe.papers.safety_points import rows
from showsafe.papers.wish import LANGUAGES
from showsafe.rules.clause import SECOND_HAND

CLAUSES = bootstrap.clauses()
PROFILES = ("common", "us-ca", "us-nm", "gb", "ca-on", "ca-mb", "au-nsw", "au-qld", "nz")


def behind(profile: str, *ids: str) -> dict[str, object]:
    """Return what stands behind a sentence where a profile is in force."""
    return grounds(ids, bootstrap.rules_of(profile).profile, "en")


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_known_second_hand_is_never_law(profile: str) -> None:
    """Of every clause there is: one graded S or M shows neither the word nor its number, wherever it is."""
    for clause in CLAUSES.values():
        seen = behind(profile, clause.id)
        if clause.grade in "SM":
            assert not seen["law"]
            assert clause.id not in str(seen["says"])
            assert not str(seen["says"]).startswith("law ")


def test_a_law_of_this_place_is_shown_with_its_number() -> None:
    """In California a clause that was read in full stands as law; its neighbour that was not does not."""
    assert behind("us-ca", "CA-9153(a)(4)") == {"law": True, "says": "law CA-9153(a)(4) (read in full)"}
    assert behind("us-ca", "CA-9152(pilot)") == {"law": False, "says": SECOND_HAND}


def test_a_law_of_another_place_is_left_out() -> None:
    """California's law is none in New Zealand, and Ontario's guideline is no guideline there."""
    assert behind("nz", "CA-9153(a)(4)", "ON-39(3)") == {"law": False, "says": "practice; no clause"}
    assert behind("ca-on", "ON-39(3)")["says"] == "guideline ON-39(3) (read in full)"


def test_law_comes_first() -> None:
    """What binds stands before what is practice."""
    said = str(behind("us-ca", "IWLMSC-1/NO-COERCION", "CA-9153(a)(3)-sole")["says"])
    assert said.startswith("law CA-9153(a)(3)-sole")
    assert "industry IWLMSC-1/NO-COERCION (read in part)" in said


@pytest.mark.parametrize(("name", "table"), [("safety_points", "point"), ("hazards", "hazard")])
def test_every_row_has_both_languages_and_clauses_that_there_are(name: str, table: str) -> None:
    """No sentence is missing in one language, and no clause is named that the list of sources has not."""
    for row in rows(name, table):
        assert all(row[lang] for lang in LANGUAGES)
        assert set(row["clauses"]) <= set(CLAUSES)
    assert all(len(row[lang]) == 3 for row in rows("hazards", "hazard") for lang in LANGUAGES)
