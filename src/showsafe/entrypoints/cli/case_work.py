"""The commands of ``showsafe case`` for work in a case: add a source, do an act, look, and hand on."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from showsafe import bootstrap
from showsafe.adapters import files
from showsafe.casefile import adding, kinds
from showsafe.casefile.adding import Given
from showsafe.casefile.case import Case, CaseAct
from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.sources.taken import LARGEST
from showsafe.casefile.views.look import Kept, look
from showsafe.casefile.words import TYPES
from showsafe.entrypoints import case_bundles
from showsafe.entrypoints.cli import act, case_shown, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

CASE = click.argument("path", metavar="CASE", type=act.PLACE)
WHO = click.option(
    "--as", "who", metavar="PERSON", required=True, help="Who does it, by their id at the node."
)
NAMES = click.option("--names", is_flag=True, help="With names, for those who may see them.")


@click.command("add", short_help="add a source, and read it")
@CASE
@click.argument("file", metavar="FILE", type=act.PLACE)
@WHO
@click.option("--type", "sort", type=click.Choice(TYPES), required=True, help="What it is.")
@click.option("--published", metavar="DATE", default="", help="The day on which it was published.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--title", default="", help="What it is called.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--address", default="", help="Where it was found; nothing is fetched from there.")
@click.option("--corrects", metavar="SOURCE", default="", help="The source that it corrects, such as s3.")
@act.IN_JSON
def add(
    path: Path, file: Path, who: str, sort: str, published: str, corrects: str, *, in_json: bool, **about: str
) -> int:
    """Store a source whole in the case, and propose what is said in it; a person confirms, corrects or rejects that."""
    content = _bytes(file)
    given = Given(
        content=content, name=file.name, type=sort, published=published, about=about, corrects=corrects
    )
    with bootstrap.open_case(path) as case:
        done, first = adding.add(case, given, by=who, at=case.clock.now(), act_id=_id("source"))
    count = first.act["statements"]
    if in_json:
        shown = {
            "source": done.id,
            "record": done.number,
            "same_as": done.act["same_as"],
            "statements": count,
        }
        say.as_json(shown)
        return DONE
    say.text(f"{done.id}: {counted(count, 'statement')} proposed; nothing is confirmed.")
    if done.act["same_as"]:
        say.text(f"It has the bytes or the words of {done.act['same_as']}; both are kept.")
    return DONE


@click.command("read", short_help="read a source again")
@CASE
@click.argument("source", metavar="SOURCE")
@WHO
@click.option(
    "--parser",
    "with_parser",
    is_flag=True,
    help="See how sentences are built as well; needs showsafe[parser].",
)
@act.IN_JSON
def read(path: Path, source: str, who: str, *, with_parser: bool, in_json: bool) -> int:
    """Propose anew what is said in a source; earlier reviews are kept with the reading that they were made of."""
    reader = parser() if with_parser else None
    with bootstrap.open_case(path) as case:
        at, act_id = case.clock.now(), _id("read")
        done = adding.read_again(case, source, by=who, at=at, act_id=act_id, parser=reader)
    if in_json:
        say.as_json(
            {"record": done.number, "reader": done.act["reader"], "statements": done.act["statements"]}
        )
    else:
        say.text(f"{counted(done.act['statements'], 'statement')} proposed; nothing is confirmed.")
    return DONE


@click.command("show", short_help="look at a case")
@CASE
@click.argument("what", metavar="[VIEW|SOURCE]", default="overview")
@WHO
@NAMES
@act.IN_JSON
def show(path: Path, what: str, who: str, *, names: bool, in_json: bool) -> int:
    """Show overview, sources, timeline, pairs, people, history or access; or one source, such as s3.

    That you looked is recorded before anything is shown.
    """
    view = case_shown.view_of(what)
    with bootstrap.open_case(path) as case:
        seen = look(case, who, Kept(), names=names)
        if names or what != "overview":
            case.do(_act(case, "look", who, {"what": f"{what}{', with names' if names else ''}"}))
        shown = view(seen)
    if in_json:
        say.as_json(shown)
    else:
        case_shown.show(what, shown)
    return DONE


@click.command("do", short_help="do one act in a case")
@CASE
@click.argument("kind", metavar="ACT")
@click.argument("words", nargs=-1, metavar="KEY=VALUE...", type=click.UNPROCESSED)
@WHO
@act.IN_JSON
def do(path: Path, kind: str, words: Sequence[str], who: str, *, in_json: bool) -> int:
    """Do one act of a case, such as name-person, review, link, pair, state-matter, reply or seal-source.

    A value that begins with { or [ is read as JSON.
    """
    if kind in _OTHERWISE:
        raise WrongInput("case.not-here", f"{kind} is not done by itself.", _OTHERWISE[kind])
    said = said_in(kind, words)
    act_id = said.pop("act_id", _id(kind))
    with bootstrap.open_case(path) as case:
        done = case.do(CaseAct(kind=kind, by=who, at=case.clock.now(), act_id=str(act_id), said=said))
    if in_json:
        say.as_json({"record": done.number, "kind": done.record, "id": done.id, "act": dict(done.act)})
    else:
        say.text(f"Recorded as {done.number}: {done.record}{f' {done.id}' if done.id else ''}.")
    return DONE


@click.command("bundle", short_help="make an evidence bundle of the case itself")
@CASE
@WHO
@click.option("--out", metavar="FILE", type=act.PLACE, required=True, help="The file to write.")
@NAMES
@act.IN_JSON
def bundle(path: Path, out: Path, who: str, *, names: bool, in_json: bool) -> int:
    """Write a bundle of the whole log of the case: with --names restricted, else with commitments in place of names.

    Beside it, in FILE-whole.zip, the same bundle with what is to be read: duties, timeline, sources, custody, report.
    No source is in it whole, and nothing of one that is sealed or withdrawn. That it was made is recorded.
    """
    whole = out.with_name(case_bundles.WHOLE_NAME.format(out.stem))
    if out.resolve().is_relative_to(path.resolve()) or out.exists() or whole.exists():
        raise WrongInput(
            "bundle.is-there",
            f"There is something at {out} or {whole.name}, or it is the case itself.",
            "Choose another name.",
        )
    with bootstrap.open_case(path) as case:
        kept = Kept()
        look(case, who, kept, names=names)
        made = case_bundles.bundle_of_case(case, kept, by=who, names=names)
        files_made = {case_bundles.LOG: made.log, whole.name: made.whole}
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in files_made.items()}
        said = {"what": "the log of the case", "format": case_bundles.FORMAT, "sums": sums, "opened": names}
        done = case.do(_act(case, "export", who, said))
        with files.translated(out):
            files.write(out, made.log)
            files.write(whole, made.whole)
    if in_json:
        about = {"file": str(out), "bytes": len(made.log), "record": done.number, "opened": names}
        say.as_json({**about, "whole": str(whole), "parts": made.record})
    else:
        how = "restricted, with names" if names else "without names"
        say.text(f"{out}: {len(made.log) // 1000:,} kB, {how}. That it was made is record {done.number}.")
        say.text(
            f"{whole}: the same with what is to be read; record {made.record} has the sums of its parts."
        )
    return DONE


_OTHERWISE = {
    "open-case": "showsafe case new DIR",
    "take-record": "showsafe case take CASE",
    "add-source": "showsafe case add CASE FILE",
    "read-source": "showsafe case read CASE SOURCE",
    "look": "showsafe case show CASE",
    "export": "showsafe case export CASE FORMAT",
}
"""Acts that the program does itself, of what it has seen: each with its command."""

COMMANDS = (add, read, show, do, bundle)


def said_in(kind: str, words: Sequence[str]) -> dict[str, Any]:
    """Return the keys of an act as they were typed: what is not a text in the table is read as JSON.

    Raises WrongInput ``input.not-a-pair``, and as ``kinds.kind_of``.
    """
    rows = kinds.kind_of(kind).keys
    said: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or key in said:
            raise WrongInput(
                "input.not-a-pair", f"{say.plain(word)!r} is no KEY=VALUE.", "Write each key once."
            )
        row = rows.get(key)
        said[key] = _typed(value, text=row is None or _takes_text(row.read, value))
    return said


def _takes_text(read: Any, value: str) -> bool:  # noqa: ANN401 - reads a value of any key
    try:
        read(value, "it")
    except WrongInput:
        return False
    return True


def _typed(value: str, *, text: bool) -> Any:  # noqa: ANN401 - the value of any key
    if text and value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _act(case: Case, kind: str, who: str, said: dict[str, Any]) -> CaseAct:
    return CaseAct(kind=kind, by=who, at=case.clock.now(), act_id=_id(kind), said=said)


def _id(kind: str) -> str:
    return f"{kind}-{secrets.token_hex(8)}"


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)  # one more than is read at all, which is then turned away
    except OSError:
        raise WrongInput("input.no-file", f"The file {path} cannot be read.", "Check the path.") from None
