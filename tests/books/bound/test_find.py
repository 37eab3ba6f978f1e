"""Lines of the bound book are found by serial number, name and day, whatever was corrected since."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.errors import WrongInput
from tests.books.bound.ready import Desk


@pytest.fixture(name="desk", scope="module")
def _desk() -> Desk:
    """Return a book with three lines: one corrected, one disposed of, one struck."""
    desk = Desk()
    first = desk.acquire(serial="M-1O01", weapon="r1")
    desk.correct(first, serial="M 1007", from_name="Ada Quell")
    second = desk.acquire(serial="S/N 55", from_name="Zoë  Park", manufacturer="Northway", on="2026-03-20")
    desk.dispose(second, on="2026-03-25", to_name="Ines Carr", form_4473="4473-17")
    desk.strike(desk.acquire(serial="gone-3", on="2026-03-26"))
    return desk


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ({"serial": "m1o01"}, [1]),
        ({"serial": "M-1007"}, [1]),
        ({"serial": "M1001"}, []),
        ({"serial": "M1001", "like": True}, [1]),
        ({"serial": "sn55"}, [2]),
        ({"serial": "GONE 3"}, [3]),
        ({"name": "quill"}, [1, 3]),
        ({"name": "QUELL"}, [1]),
        ({"name": "zoe park"}, [2]),
        ({"name": "carr"}, [2]),
        ({"name": "northway"}, [2]),
        ({"name": "4473-17"}, [2]),
        ({"weapon": "r1"}, [1]),
        ({"since": "2026-03-26", "until": "2026-03-26"}, [3]),
        ({"since": "2026-03-25", "until": "2026-03-25"}, [2]),
        ({"since": "2026-03-25", "until": "2026-03-25", "side": "acquired"}, []),
        ({"since": "2026-03-20", "side": "disposed"}, [2]),
        ({"until": "2026-03-26", "name": "quill"}, [3]),
        ({}, [1, 2, 3]),
    ],
)
def test_lines_are_found(desk: Desk, what: dict[str, Any], lines: list[int]) -> None:
    """Spaces, hyphens, capitals and accents do not count; O is taken for 0 only where that is asked; all has to fit."""
    assert desk.found(**what) == lines


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"since": "27.3.2026"}, "bound.no-day"),
        ({"until": "2026-02-30"}, "bound.no-day"),
        ({"side": "left"}, "bound.no-side"),
        ({"serial": " -- "}, "bound.no-serial"),
    ],
)
def test_what_cannot_be_looked_for_is_said(what: dict[str, Any], code: str) -> None:
    """A day, side or serial that is none finds nothing silently: it is refused."""
    with pytest.raises(WrongInput) as error:
        Desk().found(**what)
    assert error.value.code == code
