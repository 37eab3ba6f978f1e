"""Which editions the search has passed: today's, every one of them, and read strictly."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.assurance import passed
from showsafe.assurance.passed import Passed
from tools import searched

SAID = {"bound": "small", "digest": "0123456789abcdef", "states": 12}
EDITION = "us-nm@1.0123456789ab"


SEARCHED = pytest.mark.skipif(
    not passed.packaged(), reason="no packaged profile was searched yet: run `nice python -m tools.searched`"
)


@SEARCHED
def test_every_edition_of_today_was_searched() -> None:
    """A rule or a profile that was changed is searched again before anything is decided by it."""
    editions = {bootstrap.rules_of(name).edition for name in bootstrap.profiles()}
    assert set(passed.packaged()) == editions, (
        "the rules have changed since they were searched: run `nice python -m tools.searched`"
    )


@SEARCHED
def test_what_the_search_said_is_of_some_size() -> None:
    """No edition passed a search of nothing."""
    assert min(each.states for each in passed.packaged().values()) >= 10_000


@pytest.mark.parametrize(
    "change",
    [
        {"bound": ""},
        {"bound": 1},
        {"digest": "none"},
        {"states": 0},
        {"states": True},
        {"states": "many"},
        {"more": 1},
    ],
)
def test_what_no_search_says_is_not_taken(change: dict[str, Any]) -> None:
    """An entry that is not whole, or says something else, is an error and no pass."""
    with pytest.raises((ValueError, TypeError)):
        passed.passed_from({EDITION: {**SAID, **change}})
    with pytest.raises(ValueError, match="us-nm"):
        passed.passed_from({"us-nm": SAID})


def test_the_file_is_read_as_it_is_written() -> None:
    """What the tool writes is what the program reads."""
    found = {EDITION: Passed(edition=EDITION, bound="small", digest="0123456789abcdef", states=12)}
    assert passed.passed_from(tomllib.loads(searched.text_of(found))) == found
