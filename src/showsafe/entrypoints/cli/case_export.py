"""``showsafe case export``: something of a case in a format that other programs and people read, with its record."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.adapters import files
from showsafe.casefile.exports.exporting import Wanted
from showsafe.casefile.exports.exporting import export as handed_out
from showsafe.casefile.exports.material import WHOLE
from showsafe.casefile.exports.table import FORMATS, format_of
from showsafe.casefile.views.look import Kept
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

HELP = "\b\n" + "\n".join(f"{each.name:15} {each.says}" for each in FORMATS.values())


@click.command("export", short_help="write something of a case in a format, and record it", epilog=HELP)
@click.argument("path", metavar="CASE", type=act.PLACE)
@click.argument("name", metavar="FORMAT")
@click.option("--as", "who", metavar="PERSON", required=True, help="Who does it, by their id at the node.")
@click.option(
    "--out",
    metavar="FILE|FOLDER",
    type=act.PLACE,
    required=True,
    help="The file to write; a new folder where the format has several.",
)
@click.option("--source", "of", metavar="SOURCE", default=WHOLE, help="One source alone, such as s3.")
@click.option("--names", is_flag=True, help="With names, for those who may see them.")
@act.IN_JSON
def export(path: Path, name: str, who: str, out: Path, of: str, *, names: bool, in_json: bool) -> int:
    """Write the case in FORMAT, and record that it left, with the sum of every file.

    Without --names people stand by role, and their names are covered in every text. What is sealed, withdrawn or
    rejected is left out and named as left out; what nobody confirmed is marked as a proposal. No source leaves whole.
    """
    format_of(name, of)
    if out.resolve().is_relative_to(path.resolve()) or out.exists():
        raise WrongInput(
            "export.is-there",
            f"There is something at {out}, or it is the case itself.",
            "Choose another name.",
        )
    with bootstrap.open_case(path) as case:
        done, made = handed_out(
            case,
            Wanted(format=name, of=of, names=names),
            by=who,
            at=case.clock.now(),
            act_id=f"export-{secrets.token_hex(8)}",
            kept=Kept(),
            rules_of=bootstrap.rules_of,
        )
        written = _write(out, made)
    if in_json:
        say.as_json(
            {
                "record": done.number,
                "opened": names,
                "sums": done.act["sums"],
                "files": list(map(str, written)),
            }
        )
        return DONE
    how = "with names" if names else "without names"
    say.text(f"{name}, {how}: {counted(len(written), 'file')}. That it was made is record {done.number}.")
    for place in written:
        say.command(str(place))
    return DONE


def _write(out: Path, made: Mapping[str, bytes]) -> list[Path]:
    places = [out] if len(made) == 1 else [out / name for name in made]
    with files.translated(out):
        if len(made) > 1:
            files.make_directory(out)
        for place, content in zip(places, made.values(), strict=True):
            files.write(place, content)
    return places
