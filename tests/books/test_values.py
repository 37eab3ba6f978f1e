"""Values of entries are read into one form, or refused."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.books import values
from showsafe.books.values import Read
from showsafe.errors import WrongInput

TABLE = values.table({"a": values.count, "b": values.line}, needed=("a",))


@pytest.mark.parametrize(
    ("read", "value", "kept"),
    [
        (values.decimal, "12.50", "12.50"),
        (values.decimal, 7, "7"),
        (values.decimal, "-0.5", "-0.5"),
        (values.day, "2024-02-29", "2024-02-29"),
        (values.moment, "2026-03-31T11:30-06:00", "2026-03-31T17:30:00Z"),
        (values.moment, "2026-03-31T11:30:15Z", "2026-03-31T11:30:15Z"),
        (values.many(values.count), (1, 2), [1, 2]),
        (values.or_none(values.day), "", ""),
        (TABLE, {"a": 1}, {"a": 1}),
        (values.plain, {"a": [1, None, True, "e\u0301"]}, {"a": [1, None, True, "é"]}),
        (values.slug, "call-sheet", "call-sheet"),
        (values.whole_text, "\u202e kept to the letter \x00", "\u202e kept to the letter \x00"),
    ],
)
def test_a_value_has_one_form(read: Read, value: Any, kept: Any) -> None:  # noqa: ANN401 - of any key
    """What can be read is kept in its one form."""
    assert read(value, "it") == kept


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (values.decimal, "12,50"),
        (values.decimal, 1.5),
        (values.decimal, "1e9"),
        (values.decimal, "٣"),
        (values.day, "2023-02-29"),
        (values.day, "20230101"),
        (values.day, 7),
        (values.moment, "2026-03-31T11:30"),
        (values.moment, "2026-13-31T11:30Z"),
        (values.moment, "0001-01-01T00:00+14:00"),
        (values.many(values.count), [1, "2"]),
        (values.many(values.count, 1), [1, 2]),
        (values.many(values.count), "12"),
        (TABLE, {"b": "x"}),
        (TABLE, {"a": 1, "c": 2}),
        (TABLE, [1]),
        (values.plain, 1.5),
        (values.plain, [[[[[[[[[1]]]]]]]]]),
        (values.plain, {1: 2}),
        (values.slug, "Call"),
        (values.sha256, "ab"),
        (values.whole_text, "\ud800"),
        (values.whole_text, 7),
        (values.entry, 0),
        (values.count, 2**53),
        (values.flag, 1),
        (values.name, "a b"),
        (values.one_of(("a",)), "b"),
    ],
)
def test_what_has_another_form_is_refused(read: Read, value: Any) -> None:  # noqa: ANN401 - as above
    """What cannot be read is refused with where it stands, and nothing is guessed."""
    with pytest.raises(WrongInput) as error:
        read(value, "the key")
    assert "the key" in error.value.says
