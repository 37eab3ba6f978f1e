"""Errors for people: permanent code, one sentence, what to do now."""

from __future__ import annotations

import pytest

from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput


def test_error_reads_as_sentence_advice_and_code() -> None:
    """An error printed by itself shows the sentence, then what to do, then the code in brackets."""
    error = WrongInput("act.unknown", "There is no act called throw.", "Choose one of the listed acts.")
    assert str(error) == "There is no act called throw. Choose one of the listed acts. [act.unknown]"


def test_error_has_one_shape_for_machines() -> None:
    """The same three parts make the answer for programs, and nothing else is in it."""
    error = Unusable("disk.full", "The disk is full.", "Free some space; nothing was lost.")
    assert error.as_json() == {
        "code": "disk.full",
        "says": "The disk is full.",
        "now": "Free some space; nothing was lost.",
    }


@pytest.mark.parametrize(("kind", "status"), [(WrongInput, 2), (Unusable, 2), (NotVerified, 1)])
def test_exit_status_tells_the_kind(kind: type[ShowsafeError], status: int) -> None:
    """A record that does not hold leaves with 1; input or a place that cannot be used leaves with 2."""
    assert kind("a.b", "Says.", "Now.").exit_status == status
