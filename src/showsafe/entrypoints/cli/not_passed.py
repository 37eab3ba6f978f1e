"""What the search found against rules that were to be decided by: told as a day on set, and written as one."""

from __future__ import annotations

from shlex import quote

from showsafe.assurance.passed import NotPassed
from showsafe.entrypoints import found, stories
from showsafe.entrypoints.cli import say
from showsafe.entrypoints.cli.verify_rules import show_story
from showsafe.errors import ShowsafeError


def tell(error: ShowsafeError, *, in_json: bool) -> None:
    """Print every story of the error, on standard output or, for programs, nowhere; and where each was written."""
    if not isinstance(error, NotPassed):
        raise TypeError(error)
    for story in found.violations(error.book, error.found):
        if not in_json:
            show_story(story)
        if error.near is None:
            continue
        try:
            path = stories.write(stories.folder_near(error.near), story, error.book)
        except ShowsafeError as disk:
            say.aside(f"The story could not be written: {disk.says}")
            continue
        say.aside(
            f"The story as a day, to tell again with --profile and the file of the profile: {quote(str(path))}"
        )
