"""``showsafe read``: who says what in a source, which dates it speaks of; proposals, with their places."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from showsafe.casefile.reading.batch import predictions
from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.read import read as read_text
from showsafe.casefile.reading.shape import Quote, Reading, Statement
from showsafe.casefile.reading.sources.extracted import Extracted
from showsafe.casefile.reading.sources.taken import LARGEST, taken
from showsafe.casefile.reading.trees import Parser
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import Unusable, WrongInput

_CUT = 100


@click.command("read", short_help="propose who says what in a source, and which dates it speaks of")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="The day on which it was published: YYYY-MM-DD.")
@click.option(
    "--batch", metavar="DIR", type=click.Path(path_type=Path), help="A folder of texts with its index.json."
)
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Where the readings of a folder go."
)
@click.option(
    "--parser",
    "with_parser",
    is_flag=True,
    help="See how sentences are built as well: better speakers; needs showsafe[parser].",
)
@act.IN_JSON
def read(
    file: Path | None,
    published: str | None,
    batch: Path | None,
    out: Path | None,
    *,
    with_parser: bool,
    in_json: bool,
) -> int:
    """Read text, HTML, PDF, WebVTT, SRT or ninjs, and propose quotations, statements and dates.

    Nothing is fetched, nothing is stored, and nothing is confirmed: a person does that.
    """
    reader = parser() if with_parser else None
    if batch is not None:
        return _batch(batch, out, reader, in_json=in_json)
    if file is None or out is not None:
        raise WrongInput(
            "reading.what",
            "What is to be read is missing.",
            "showsafe read FILE --published DATE, or --batch DIR --out FILE.json",
        )
    source = taken(_bytes(file), file.name)
    found = read_text(source.text, day(published), source.turns, reader)
    if in_json:
        say.as_json(_as_json(source, found, published, reader))
    else:
        _show(source, found, published)
    return DONE


def day(said: str | None) -> date | None:
    """Return the day that is meant; nothing where none was given.

    Raises:
        WrongInput: It is no day written as YYYY-MM-DD.
    """
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise WrongInput(
            "reading.date", f"{say.plain(said)!r} is no day.", "Write it as YYYY-MM-DD, such as 2026-03-14."
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)  # one more than is read at all, which is then turned away
    except OSError:
        raise WrongInput(
            "reading.file",
            f"The file {say.plain(str(path))} cannot be read.",
            "Look at its name, and whether it may be read.",
        ) from None


def _as_json(
    source: Extracted, found: Reading, published: str | None, reader: Parser | None
) -> dict[str, Any]:
    about = {
        "kind": source.kind,
        "published": published,
        "published_in_source": source.published,
        "reader": "rules" if reader is None else "rules+parser",
        "parser": None if reader is None else reader.edition,
    }
    return {
        "source": about,
        "text": source.text,
        "map": source.map,
        "spots": source.spots,
        "unread": source.unread,
        **found.as_json(),
    }


def _batch(folder: Path, out: Path | None, reader: Parser | None, *, in_json: bool) -> int:
    if out is None:
        raise WrongInput("reading.out", "Where the readings go is missing.", "Add --out FILE.json")
    made = {}
    for name, published in sorted(_index(folder).items()):
        source = _bytes(folder / f"{name}.txt")
        text = taken(source).text if len(source) > LARGEST else source.decode("utf-8", errors="replace")
        made[name] = predictions(text, day(published), reader)
    try:
        out.write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")
    except OSError:
        raise Unusable(
            "reading.not-written",
            f"{say.plain(str(out))} cannot be written.",
            "Give another place with --out.",
        ) from None
    if in_json:
        say.as_json({"read": len(made), "out": str(out)})
    else:
        say.text(f"{len(made)} texts read; written to {say.plain(str(out))}.")
    return DONE


def _index(folder: Path) -> dict[str, str | None]:
    try:
        index = json.loads(_bytes(folder / "index.json"))
    except ValueError:
        index = None
    if not isinstance(index, dict) or not all(
        _is_name(name) and (when is None or isinstance(when, str)) for name, when in index.items()
    ):
        raise WrongInput(
            "reading.index",
            "The index.json of this folder is not as it has to be.",
            'It is {"name of a text": "YYYY-MM-DD" or null}; a text is name.txt.',
        )
    return index


def _is_name(name: str) -> bool:
    return bool(name) and not set(name) & set("/\\\0") and name not in (".", "..")


def _show(source: Extracted, found: Reading, published: str | None) -> None:
    when = (
        f"published {published}"
        if published
        else "no day of publication given: words such as yesterday stay open"
    )
    say.text(
        f"{source.kind}, {len(source.text):,} characters, {when}. All of it is proposed; nothing is confirmed."
    )
    if source.unread:
        pages = ", ".join(str(page) for page in source.unread)
        say.text(f"Not read, since they have no text: pages {pages}.")
    for quote in found.quotes:
        who = _who(source, quote.speaker, quote)
        say.text(f"{_place(source, quote)} {who} “{_short(quote.text)}” {_rule(quote)}")
    for each in found.statements:
        if each.quote is None:
            say.text(
                f"{_place(source, each)} {_who(source, each.who, each)} says: {_short(each.text)} {_rule(each)}"
            )
    for time in found.dates:
        also = f", or {', '.join(time.alternatives)}" if time.alternatives else ""
        say.text(f"{time.start}-{time.end} {say.plain(time.text)}: {time.value}{also}")
        if time.conflict:
            say.text(f"  in conflict: {say.plain(time.conflict)}")


def _who(source: Extracted, places: tuple[tuple[int, int], ...], each: Quote | Statement) -> str:
    if not places:
        return "nobody named:"
    said = ", ".join(say.plain(source.text[slice(*place)]) for place in places)
    return f"{said} ({say.plain(each.person.name)})" if each.person and each.person.name != said else said


def _place(source: Extracted, each: Quote | Statement) -> str:
    spot = source.spot(each.start)
    return f"{each.start}-{each.end}" if spot is None else f"p. {spot[2]}, {each.start}-{each.end}"


def _rule(each: Quote | Statement) -> str:
    return f"[{each.rule}, {each.confidence} %]"


def _short(text: str) -> str:
    plain = say.plain(" ".join(text.split()))
    return plain if len(plain) <= _CUT else f"{plain[:_CUT]}…"
