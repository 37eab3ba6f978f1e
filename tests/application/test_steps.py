"""The steps of a cycle are read strictly, from a file or a line, and written so that they read back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from showsafe.application.parse import act_as_mapping, act_from, act_from_record
from showsafe.domain.named import people_named
from showsafe.errors import WrongInput

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def cycle(steps: Any) -> Any:  # noqa: ANN401 - as somebody wrote it
    """Return a cycle with such steps."""
    return act_from("cycle", {"weapon": "r1", "steps": steps}, act_id="a", by="ann", at=NOON)


def test_a_line_and_a_list_say_the_same() -> None:
    """What is typed on one line is what a file says in tables."""
    line = "collect; check seen=6 found=[] bore=true; load rounds=a:5; declare word=cold says='Five. Cold.'"
    tables = [
        {"act": "collect"},
        {"act": "check", "seen": 6, "found": [], "bore": True},
        {"act": "load", "rounds": [{"lot": "a", "count": 5}]},
        {"act": "declare", "word": "cold", "says": "Five. Cold."},
    ]
    assert cycle(line) == cycle(tables)
    assert [step.kind for step in cycle(line).steps] == ["collect", "check", "load", "declare"]


def test_a_record_reads_back() -> None:
    """Every key of every step is in the record, and nothing that was not said."""
    act = cycle("accept by=dan sight=5; unlock in=box lot=a; hand-over to=dan")
    said = act_as_mapping(act)
    assert said["steps"][0] == {"act": "accept", "by": "dan", "sight": {"count": 5}}
    assert act_from_record("cycle", said, act_id="a", by="ann", at=NOON) == act


def test_people_of_steps_are_named() -> None:
    """Whoever a step names has to be on record like anybody else."""
    named = {who for _, who in people_named(cycle("show to=eve,dan; check witness=bob"))}
    assert named == {"ann", "eve", "dan", "bob"}


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ("take", "input.unknown-word"),
        ("erase person=dan", "input.unknown-word"),
        ("check sen=6", "input.unknown-key"),
        ("check seen", "input.wrong-value"),
        ("check seen=6 seen=5", "input.wrong-value"),
        ("check says='open", "input.wrong-value"),
        ("check found=[oops", "input.wrong-value"),
        ("check seen=-1", "input.negative"),
        (7, "input.wrong-value"),
        (["check"], "input.wrong-value"),
        ([{"seen": 6}], "input.wrong-value"),
        ("; ".join(["check"] * 25), "input.too-large"),
        ([{"act": "check", "steps": []}], "input.unknown-key"),
    ],
)
def test_a_wrong_step_is_refused(steps: Any, code: str) -> None:  # noqa: ANN401 - as somebody wrote it
    """What is not a step of a reset is wrong input, with its place, and never guessed."""
    with pytest.raises(WrongInput) as refused:
        cycle(steps)
    assert refused.value.code == code
    assert refused.value.now
