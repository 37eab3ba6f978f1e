"""``showsafe case``: what was said after an incident, beside what was recorded; one directory for each case."""

from __future__ import annotations

import secrets
from pathlib import Path
from shlex import quote

import click

from showsafe import bootstrap
from showsafe.adapters import case_directory
from showsafe.adapters.directory import open_for_reading
from showsafe.casefile.case import Case, CaseAct
from showsafe.entrypoints import case_bundles
from showsafe.entrypoints.case_bundles import Production
from showsafe.entrypoints.cli import act, case_work, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.case_export import export
from showsafe.entrypoints.cli.case_import import import_brat
from showsafe.entrypoints.cli.case_work import CASE, WHO
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

_CASES = click.option(
    "--cases", metavar="FOLDER", type=act.PLACE, help="Where cases lie (default: DIR.cases)."
)


@click.group(
    "case",
    short_help="keep what was said of an incident, beside what was recorded",
    epilog="Every command has --json.",
)
def case() -> None:
    """Open a case for an incident, add sources, review what was read in them, and hand it on.

    A case is a data directory of its own beside that of the production: showsafe verify CASE checks it.
    """


@case.command("new", short_help="open a case for an incident of a production")
@act.DIRECTORY
@click.option("--incident", metavar="N", required=True, help="The incident: its record, or its act id.")
@WHO
@click.option("--title", required=True, help="What the case is called.")
@click.option("--purpose", required=True, help="What the case is for.")
@click.option("--retention", metavar="DATE", required=True, help="Until when it is kept, such as 2036-12-31.")
@click.option("--id", "name", metavar="ID", help="The id of the case (default: incident-N).")
@click.option("--language", "languages", multiple=True, default=("en",), help="A language of its sources.")
@_CASES
@act.IN_JSON
def new(
    directory: Path,
    incident: str,
    who: str,
    cases: Path | None,
    name: str | None,
    *,
    in_json: bool,
    **said: str,
) -> int:
    """Open a case, and take the evidence bundle of the incident into it as the ledger of the production is now."""
    with open_for_reading(directory) as opened:
        production = case_bundles.of_incident(opened, incident)
    folder = cases or case_directory.folder_of(directory)
    path = case_directory.place(folder, name or f"incident-{production.incident}")
    if not case_directory.is_case(path):
        bootstrap.create_case(path, path.name)
    with bootstrap.open_case(path) as made:
        _refuse_open(made, path)
        _open(made, production, who, said)
        case_bundles.take(made, production, by=who, at=made.clock.now(), act_id="record-taken-1")
    if in_json:
        say.as_json({"case": path.name, "directory": str(path), "size": production.size})
        return DONE
    say.text(f"The case {path.name} is open, with the ledger of {counted(production.size, 'record')} in it.")
    say.text("Next, add what was said of it:")
    say.command(
        f"showsafe case add {quote(str(path))} FILE --type article --published DATE --as {quote(who)}"
    )
    return DONE


def _refuse_open(made: Case, path: Path) -> None:
    if made.state().taken:
        raise WrongInput(
            "case.is-open", f"There is a case {path.name} already.", "Give another one an id of its own: --id"
        )


def _open(made: Case, production: Production, who: str, said: dict[str, str]) -> None:
    """Open a case; where that was done before a kill, and said the same, once more is the same act."""
    keys = {key: said[key] for key in ("title", "purpose", "retention")}
    whole = {
        **keys,
        "languages": list(said["languages"]),
        "production": production.unit,
        "origin": production.origin,
        "incident": production.incident,
    }
    made.do(CaseAct(kind="open-case", by=who, at=made.clock.now(), act_id="case-opened", said=whole))


@case.command("list", short_help="list the cases of a production")
@act.DIRECTORY
@_CASES
@act.IN_JSON
def listed(directory: Path, cases: Path | None, *, in_json: bool) -> int:
    """List the cases of a production by their ids; what is in them is shown to those who have access."""
    folder = cases or case_directory.folder_of(directory)
    names = case_directory.cases(folder)
    if in_json:
        say.as_json({"cases": names, "folder": str(folder)})
        return DONE
    for name in names:
        say.text(name)
    say.text(f"{counted(len(names), 'case')} in {folder}.")
    return DONE


@case.command("take", short_help="take the record of the production as it is now")
@CASE
@WHO
@click.option("--from", "directory", metavar="DIR", type=act.PLACE, help="The production's data directory.")
@click.option(
    "--bundle", "file", metavar="FILE", type=act.PLACE, help="An evidence bundle that somebody made."
)
@click.option("--vkey", metavar="TEXT", help="The key of the log of that bundle, as it was kept elsewhere.")
@act.IN_JSON
def take(
    path: Path, who: str, directory: Path | None, file: Path | None, vkey: str | None, *, in_json: bool
) -> int:
    """Take another evidence bundle into the case; of one that somebody brings, every step is checked first."""
    if (directory is None) == (file is None):
        raise WrongInput(
            "input.usage",
            "Say where the record comes from, with one of --from and --bundle.",
            "showsafe case take --help",
        )
    with bootstrap.open_case(path) as made:
        production = (
            case_bundles.brought(file, vkey, case_bundles.seen_by(made))
            if file
            else _again(made, directory or path)
        )
        act_id = f"record-{secrets.token_hex(8)}"
        done = case_bundles.take(made, production, by=who, at=made.clock.now(), act_id=act_id)
    if in_json:
        say.as_json({"record": done.number, "size": production.size, "bundle": done.act["bundle"]})
    else:
        say.text(f"Taken, as record {done.number}: the ledger of {counted(production.size, 'record')}.")
    return DONE


def _again(made: Case, directory: Path) -> Production:
    opening = made.state().opening
    if opening is None or not opening.incident:
        raise WrongInput("case.no-incident", "This case names no incident of a production.", "Give --bundle.")
    with open_for_reading(directory) as opened:
        return case_bundles.of_incident(opened, str(opening.incident), case_bundles.seen_by(made))


for each in (*case_work.COMMANDS, export, import_brat):
    case.add_command(each)
