"""``showsafe papers``: which papers there are and what each needs; and whether a page holds against the record."""

from __future__ import annotations

from pathlib import Path

import click

from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.cli.reading import looking
from showsafe.entrypoints.printing import source_of
from showsafe.errors import WrongInput
from showsafe.papers import catalogue, checking


@click.command("papers", short_help="lists the papers, or checks a page by its QR")
@click.argument("directory", metavar="[DIR]", type=act.PLACE, required=False)
@click.option("--check", "text", default="", metavar="TEXT", help="What the QR of a page says; with DIR.")
@act.IN_JSON
def papers(directory: Path | None, *, text: str, in_json: bool) -> int:
    """List every paper with what has to be said for it; or check a page against the record in DIR."""
    if bool(text) != (directory is not None):
        raise WrongInput(
            "input.usage",
            "A page is checked against a data directory: give both, or neither.",
            "See how it is used: showsafe papers --help",
        )
    if directory is not None:
        return _check(directory, text, in_json=in_json)
    found = [paper.as_json() for paper in catalogue.papers()]
    if in_json:
        say.listed(found)
        return DONE
    for each in found:
        needs = f", needs {' and '.join(f'--{name}' for name in each['needs'])}" if each["needs"] else ""
        say.text(f"{each['name']}: {each['title']}{needs}")
    return DONE


def _check(directory: Path, text: str, *, in_json: bool) -> int:
    with looking(directory) as view:
        source = source_of(view.store, view.settings, directory)
        with say.bar("Reading again", shown=not in_json) as progress:
            found = checking.check(source, text, progress)
    if in_json:
        say.as_json(found.as_json())
    else:
        for line in found.says:
            say.text(line)
    return DONE if found.same else NO
