"""``showsafe bundle``: one file with records and everything that anybody needs to check them without this program."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from showsafe.adapters import files
from showsafe.adapters.directory import OpenDirectory, open_for_reading
from showsafe.application.admission import SET
from showsafe.application.nearest import did_you_mean
from showsafe.application.states import loaded
from showsafe.entrypoints.cli import act, say, tags
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.line import newest_scope
from showsafe.errors import WrongInput
from showsafe.evidence import bundle as evidence
from showsafe.evidence import checkpoints, select
from showsafe.evidence.bundle import Asked, Made
from showsafe.evidence.select import Selection
from showsafe.ledger.store import Store
from showsafe.projections import board, whole_set
from showsafe.projections.numbers import counted
from showsafe.projections.rows import read

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
LARGEST_KEPT = 1 << 20


@click.command("bundle", short_help="records as evidence, in one file that checks itself")
@act.DIRECTORY
@click.option("--weapon", metavar="TAG", help="Every record that names this weapon.")
@click.option("--day", metavar="DAY", help="A told day; or a date of the set, as 2026-03-31.")
@click.option(
    "--incident", metavar="ACT", help="An incident or freeze, by act id or record; or the day of one."
)
@click.option("--all", "everything", is_flag=True, help="Every record.")
@click.option("--out", metavar="FILE", type=act.PLACE, required=True, help="The file to write.")
@click.option("--policy", metavar="FILE", type=act.PLACE, help="Which witnesses count (C2SP tlog-policy).")
@click.option("--at", metavar="FILE", type=act.PLACE, help="A kept checkpoint: the bundle leads to this one.")
@click.option(
    "--open", "people", metavar="PERSON", multiple=True, help="Open the personal values of somebody."
)
@click.option("--no-pdf", is_flag=True, help="Without the report for people.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@act.IN_JSON
def bundle(directory: Path, out: Path, *, in_json: bool, **said: object) -> int:
    """Write an evidence bundle: records, proofs, keys, attestations, a report, and programs that check all of it.

    Exactly one of --weapon, --day, --incident and --all says what it is about.
    """
    _refuse_place(directory, out, force=bool(said["force"]))
    with open_for_reading(directory) as opened, opened.store.reading():
        asked = Asked(_read(said["at"]), _read(said["policy"]), tuple(said["people"]))  # type: ignore[arg-type]
        end = checkpoints.check_kept(opened.store, asked.kept) if asked.kept else opened.store.size()
        made = evidence.gather(opened.store, opened.settings.unit, _selection(opened, said, end), asked)
        content = evidence.zipped(made, None if said["no_pdf"] else _report(opened))
    with files.translated(out):
        files.write(out, content)
    _show(out, made, len(content), in_json=in_json)
    return DONE


def _report(opened: OpenDirectory) -> evidence.Report:
    # Only here: the typesetter is large, and no other command needs it.
    from showsafe.evidence.report import report  # noqa: PLC0415

    def offset(scope: str) -> int:
        value = opened.store.row(whole_set.NAME, scope)
        return int(read(value)["utc_offset_minutes"]) if value else opened.settings.utc_offset_minutes

    return lambda made: report(made, offset)


def _selection(opened: OpenDirectory, said: dict[str, object], end: int) -> Selection:
    store, offset = opened.store, opened.settings.utc_offset_minutes
    given = [name for name in ("weapon", "day", "incident") if said[name]]
    if len(given) + bool(said["everything"]) != 1:
        raise WrongInput(
            "input.usage",
            "Say what the bundle is about, with one of --weapon, --day, --incident and --all.",
            "See how it is used: showsafe bundle --help",
        )
    if not given:
        return select.everything(end)
    name = str(said[given[0]])
    if given[0] == "weapon":
        return _of_weapon(store, name, end)
    scope = newest_scope(name, store.scopes())
    if scope in store.scopes() and scope != SET:
        return select.by_scope(store, scope, end)
    if given[0] == "incident":
        return select.by_incident(store, name, offset, end)
    return _of_date(store, name, offset, end)


def _of_weapon(store: Store, name: str, end: int) -> Selection:
    day, slash, rest = name.partition("/")
    scope = newest_scope(day, store.scopes()) if slash else SET
    known = scope.partition("@")[0] if slash else ""
    meant = f"{known}/{rest}" if slash else tags.named(name, loaded(store, SET).state.weapons)
    try:
        return select.by_weapon(store, scope, meant, end)
    except WrongInput:
        ids = [key for key, _ in store.rows(board.NAME)]
        raise WrongInput(
            "input.unknown-weapon",
            f"No record names a weapon {say.plain(name)}.",
            f"{did_you_mean(name, ids)} All weapons: showsafe board DIR".strip(),
        ) from None


def _of_date(store: Store, name: str, offset: int, end: int) -> Selection:
    try:
        day = date.fromisoformat(name) if _DATE.fullmatch(name) else None
    except ValueError:
        day = None
    if day is None:
        days = [scope for scope in store.scopes() if scope != SET]
        raise WrongInput(
            "input.unknown-day",
            f"No day {say.plain(name)} is told in this unit, and it is no date.",
            did_you_mean(name, days, f"Write a date as 2026-03-31. Told days: {', '.join(days) or 'none'}."),
        )
    return select.by_date(store, day, offset, end)


def _read(path: object) -> bytes:
    if path is None:
        return b""
    try:
        with Path(str(path)).open("rb") as file:
            content = file.read(LARGEST_KEPT + 1)
    except OSError:
        raise WrongInput("input.no-file", f"The file {path} cannot be read.", "Check the path.") from None
    if not 0 < len(content) <= LARGEST_KEPT:
        raise WrongInput("input.no-file", f"The file {path} is empty, or too large.", "Check the path.")
    return content


def _refuse_place(directory: Path, out: Path, *, force: bool) -> None:
    if out.resolve().is_relative_to(directory.resolve()):
        raise WrongInput(
            "export.inside",
            "The file to write lies in the data directory itself.",
            "Choose a place somewhere else.",
        )
    if out.is_dir() or (out.exists() and not force):
        raise WrongInput(
            "bundle.is-there",
            f"There is something at {out} already.",
            "Choose another name, or say --force to write over it.",
        )


def _show(out: Path, made: Made, size: int, *, in_json: bool) -> None:
    about = made.about
    if in_json:
        shown = ("unit", "selection", "records", "keys", "size", "later", "claim", "proves", "cannot_prove")
        say.as_json({"file": str(out), "bytes": size, **{name: about[name] for name in shown}})
        return
    say.text(f"{out}: {counted(len(about['records']), 'record')}, {size // 1000:,} kB.", style="bold")
    say.text(about["claim"])
    for title, lines in (("It proves:", about["proves"]), ("It cannot prove:", about["cannot_prove"])):
        say.text(title)
        for line in lines:
            say.text(f"- {line}", indent=2)
    say.text("Whoever gets it needs the key of this log from somewhere else than the bundle:")
    say.command("showsafe vkey DIR")
