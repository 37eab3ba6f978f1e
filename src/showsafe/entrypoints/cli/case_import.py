"""``showsafe case import-brat``: what somebody marked in a text elsewhere comes in as proposals, and no more."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from showsafe import bootstrap
from showsafe.casefile.exports.brat_in import LARGEST, lines_of
from showsafe.casefile.exports.importing import import_brat as imported
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted


@click.command("import-brat", short_help="take statements that were marked in brat, as proposals")
@click.argument("path", metavar="CASE", type=act.PLACE)
@click.argument("file", metavar="FILE.ann", type=act.PLACE)
@click.option("--as", "who", metavar="PERSON", required=True, help="Who does it, by their id at the node.")
@click.option(
    "--source", metavar="SOURCE", required=True, help="The source whose text was marked, such as s3."
)
@click.option(
    "--again",
    is_flag=True,
    help="Also where statements of the source are reviewed: they go to the earlier reviews.",
)
@act.IN_JSON
def import_brat(path: Path, file: Path, who: str, source: str, *, again: bool, in_json: bool) -> int:
    """Propose what is marked in FILE.ann, after everything that is proposed of the source already.

    Nobody has confirmed it then: a person of the case reviews each. Nothing is taken of a file with a fault in it.
    """
    content = _bytes(file)
    with bootstrap.open_case(path) as case:
        taken = imported(
            case,
            source,
            content,
            by=who,
            at=case.clock.now(),
            act_id=f"brat-{secrets.token_hex(8)}",
            again=again,
        )
        lines = list(lines_of(taken.marked, taken.text))
    if in_json:
        record = 0 if taken.done is None else taken.done.number
        say.as_json({"source": source, "record": record, "marked": len(taken.marked), "new": taken.new})
        return DONE
    for line in lines:
        say.text(line, indent=2)
    if taken.done is None:
        say.text("All of it was proposed before; nothing was recorded.")
    else:
        say.text(
            f"{counted(taken.new, 'new statement')} of {source} proposed, as record {taken.done.number}; "
            "nothing is confirmed."
        )
    return DONE


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise WrongInput("input.no-file", f"The file {path} cannot be read.", "Check the path.") from None
