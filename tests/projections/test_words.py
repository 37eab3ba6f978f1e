"""Numbers agree with their words, and an act is retold as somebody would say it."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.application.parse import act_from
from showsafe.domain.acts import KINDS
from showsafe.projections.numbers import agreed, counted
from showsafe.projections.retold import retold, to_confirm, verb
from tests.projections.units import NOON


@pytest.mark.parametrize(("count", "said"), [(0, "0 records"), (1, "1 record"), (2, "2 records")])
def test_a_count_agrees_with_its_noun(count: int, said: str) -> None:
    """There is one record, and there are two records."""
    assert counted(count, "record") == said


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "1 rounds do not fit: 1 places are free by the record.",
            "1 round does not fit: 1 place is free by the record.",
        ),
        ("record 9: 1 unexplained shots", "record 9: 1 unexplained shot"),
        ("1 blanks are left for 1 shots of the plan.", "1 blank is left for 1 shot of the plan."),
        ("21 rounds do not fit", "21 rounds do not fit"),
        ("2.1 hours, r-1 rounds, 5:1 shots", "2.1 hours, r-1 rounds, 5:1 shots"),
    ],
)
def test_a_sentence_about_one_is_in_the_singular(template: str, said: str) -> None:
    """Of one thing a sentence speaks in the singular; other numbers, and names that end in a one, stay as they are."""
    assert agreed(template) == said


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("load", {"weapon": "r1", "rounds": "dummies:5"}, "ann loads r1, dummies 5"),
        ("open-day", {}, "ann opens the day"),
        ("hand-over", {"weapon": "r1", "to": "dan,eve"}, "ann hands over r1, to dan and eve"),
        ("check", {"weapon": "r1", "found": [], "bore": "true"}, "ann checks r1, found none, bore clear"),
        ("accept", {"weapon": "r1", "sight": "seal:0417"}, "ann accepts r1, sight 0417"),
        ("take", {"weapon": "my-day/r1"}, "ann starts a take with r1"),
        (
            "cycle",
            {"weapon": "r1", "steps": "collect; check found=[]"},
            "ann resets r1, steps collect, then check",
        ),
        (
            "open-run",
            {"weapon": "r1", "user": "dan", "scene": "4"},
            "ann opens a run of r1, user dan, scene 4",
        ),
        ("open-file", {"file": "ford", "scene": "4"}, "ann opens the file ford, scene 4"),
        ("draw-in", {"weapon": "r1", "file": "ford", "tag": "S-1"}, "ann draws in r1, tag S-1, file ford"),
        (
            "issue-file",
            {"file": "ford", "scans": "r1:S-1,r2:S-2", "flags": 2},
            "ann issues the file ford, scans r1 S-1 and r2 S-2, flags 2",
        ),
    ],
)
def test_an_act_is_retold(kind: str, said: dict[str, Any], words: str) -> None:
    """Who does what to what, with everything that was said of it; names as people of that day say them."""
    act = act_from(kind, said, act_id="a", by="ann", at=NOON)
    assert retold("my-day@2", act) == words


@pytest.mark.parametrize(
    ("scope", "kind", "said", "words"),
    [
        ("set", "load", {"weapon": "r1"}, "by=PERSON"),
        ("my-day@2", "load", {"weapon": "my-day/r1"}, "by=my-day/PERSON"),
        ("set", "accept", {"weapon": "r1"}, "by=PERSON sight=COUNT"),
        ("set", "accept", {"weapon": "r1", "sight": "2"}, "by=PERSON"),
    ],
)
def test_a_second_person_is_told_what_to_type(
    scope: str, kind: str, said: dict[str, Any], words: str
) -> None:
    """A confirm names its person as their day does, and a watcher says what they saw where nobody said it yet."""
    assert to_confirm(scope, act_from(kind, said, act_id="a", by="ann", at=NOON)) == words


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_act_has_a_verb(kind: str) -> None:
    """Every act can be said of a third person."""
    assert verb(kind).split()[0].endswith("s")
