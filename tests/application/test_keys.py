"""Acts at the edge: an unknown act or key is refused, a value of a wrong form is told, and records read back whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.application import keys, text
from showsafe.application.parse import OF_AN_OWNER, act_as_mapping, act_from, act_from_record, kind_of
from showsafe.domain.acts import KINDS, Act
from showsafe.errors import WrongInput

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def act(kind: str, **said: Any) -> Act:  # noqa: ANN401
    """Return an act as it is read from the outside."""
    return act_from(kind, said, act_id="a", by="armorer", at=AT)


@pytest.mark.parametrize(
    ("name", "code", "meant"),
    [
        ("chek", "input.unknown-act", "Did you mean check?"),
        ("run", "input.reserved-act", "single acts"),
        ("file", "input.reserved-act", "single acts"),
        ("xyzzy", "input.unknown-act", "Known acts: "),
    ],
)
def test_an_act_that_is_not_known(name: str, code: str, meant: str) -> None:
    """An act that is not known is refused, never guessed, and the nearest one is named."""
    with pytest.raises(WrongInput) as caught:
        kind_of(name)
    assert caught.value.code == code
    assert meant in caught.value.now


def test_a_key_of_another_act() -> None:
    """A key that belongs to another act is refused on a line, where a scenario file may carry it."""
    with pytest.raises(WrongInput) as caught:
        act("show", weapon="revolver", to=["first-ad"], distance_m="3")
    assert caught.value.code == "input.unknown-key"
    loose = act_from("show", {"distance_m": "3"}, act_id="a", by="b", at=AT, strict=False)
    assert loose.distance_mm == 3000


@pytest.mark.parametrize(
    ("metres", "millimetres"), [("6.1", 6100), ("6.0999", 6099), (Decimal("0.0005"), 0), (0, 0), (7, 7000)]
)
def test_metres_become_whole_millimetres(metres: object, millimetres: int) -> None:
    """A length in metres is kept in whole millimetres, and never rounded up to a safer one."""
    assert keys.read_metres(metres, "distance_m") == millimetres


@pytest.mark.parametrize("metres", ["far", "nan", "inf", "-1", "1e9", True, None])
def test_no_length(metres: object) -> None:
    """What is no length from zero up is told."""
    with pytest.raises(WrongInput):
        keys.read_metres(metres, "distance_m")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (True, "clear"),
        (False, "not-looked"),
        ("yes", "clear"),
        ("obstructed", "obstructed"),
        ("plugged", "plugged"),
    ],
)
def test_bore(said: object, kept: str) -> None:
    """True is looked and clear, false is not looked, and the two words stand for themselves."""
    assert keys.read_bore(said, "bore") == kept


@pytest.mark.parametrize(
    ("said", "minutes"), [("+00:00", 0), ("-06:00", -360), ("+12:45", 765), ("-09:30", -570)]
)
def test_offset(said: str, minutes: int) -> None:
    """An offset from UTC is read to minutes, and written as it was read."""
    assert keys.read_offset(said, "utc_offset") == minutes
    assert keys.write_offset(minutes) == said


@pytest.mark.parametrize("said", ["06:00", "-6:00", "+15:00", "Z", "+01:60", ""])
def test_no_offset(said: str) -> None:
    """What is no offset from UTC is told."""
    with pytest.raises(WrongInput):
        keys.read_offset(said, "utc_offset")


def test_a_live_round_is_unidentified() -> None:
    """*live* is no usable kind: whoever finds one has found an unidentified round."""
    found = act("check", weapon="revolver", found=[{"kind": "live", "count": 1}]).found
    assert found is not None
    assert [each.kind for each in found] == ["unidentified"]


@pytest.mark.parametrize("hidden", ["a\u202eb", "a\u200bb", "a\x00b", "a\ud800b", "a\u2066b"])
def test_hidden_characters(hidden: str) -> None:
    """A text that holds what nobody can see is refused."""
    with pytest.raises(WrongInput) as caught:
        text.free_text(hidden, "says")
    assert caught.value.code == "input.hidden-characters"


NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
COUNTS = st.integers(min_value=0, max_value=60)
DRAWS = st.lists(st.fixed_dictionaries({"lot": NAMES, "count": COUNTS}), max_size=3)
SAID = st.fixed_dictionaries(
    {"weapon": NAMES},
    optional={
        "witness": NAMES,
        "to": st.lists(NAMES, min_size=1, max_size=3),
        "rounds": DRAWS,
        "found": DRAWS,
        "seen": COUNTS,
        "of": COUNTS,
        "witness_seen": COUNTS,
        "bore": st.sampled_from([True, False, "obstructed", "plugged"]),
        "looked": st.lists(st.sampled_from(["chambers", "tube", "bore"]), max_size=3),
        "distance_m": st.decimals(min_value=0, max_value=99, places=3).map(str),
        "muzzle_line_clear": st.booleans(),
        "line": st.lists(NAMES, max_size=3),
        "passes": st.lists(st.fixed_dictionaries({"from": NAMES, "to": NAMES}), max_size=2),
        "sight": st.one_of(COUNTS.map(lambda n: {"count": n}), NAMES.map(lambda s: {"seal": s})),
        "expires": st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1)),
        "credentials": st.lists(
            st.fixed_dictionaries({"kind": NAMES}, optional={"class": NAMES}), max_size=2
        ),
        "notice": st.fixed_dictionaries({"kind": NAMES, "number": NAMES}),
        "set": st.booleans(),
        "utc_offset": st.sampled_from(["+00:00", "-06:00", "+05:30"]),
        "says": st.sampled_from(["a word", "Grüße", "two\nlines"]),
    },
)


@given(st.sampled_from(sorted(KINDS)), SAID)
def test_a_record_reads_back_whole(kind: str, said: dict[str, Any]) -> None:
    """What an act says goes into a record and comes out of it as the same act, whatever its keys."""
    of = {"of": "armorer" if kind == OF_AN_OWNER else 3} if "of" in said else {}
    loose = act_from(kind, {**said, **of}, act_id="a", by="b", at=AT, strict=False)
    kept = msgspec.json.decode(msgspec.json.encode(act_as_mapping(loose)))
    assert act_from_record(kind, kept, act_id="a", by="b", at=AT) == loose


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("open-day", {"notice": ""}),
        ("open-day", {"notice": ":5"}),
        ("enrol", {"person": "a", "credentials": [{"kind": ""}]}),
        ("register", {"weapon": "a", "certificates": [{"kind": ""}]}),
        ("take", {"weapon": "a", "scene": 10**5000}),
        ("discharge", {"weapon": "a", "count": "9" * 5000}),
        ("plan", {"scene": "a", "weapon": "b", "distance_m": "9" * 5000}),
        ("declare", {"weapon": "a", "word": 10**5000}),
    ],
)
def test_what_no_record_can_keep_is_refused(kind: str, said: dict[str, object]) -> None:
    """A value that could not be read back out of a record never gets into one, and its error is short."""
    with pytest.raises(WrongInput) as caught:
        act_from(kind, said, act_id="a", by="b", at=datetime(2026, 3, 2, tzinfo=UTC))
    assert len(str(caught.value)) < 600
