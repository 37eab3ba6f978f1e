"""The press: from what a paper says to a PDF/A-2b that is the same to the byte for the same records.

1. The wish is held against what the paper needs, takes and fits.
2. The paper is built from the records: plain JSON, without the time of printing, nor the newest record of the ledger.
3. What it rests on becomes the QR of every page, and the time of its last record the date of the file.
4. Kit, template and data go to the typesetter, which asks no clock, no network and no font but its own.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from threading import Lock
from typing import Any

import segno

from showsafe.application.records import unstamp
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Store
from showsafe.papers import apart, letters, proof, scopes
from showsafe.papers import own as own_template
from showsafe.papers.catalogue import Paper, fitting
from showsafe.papers.own import Own
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import typesetting

_MASK = 3
"""One mask for all: every QR is still read, and none has to be weighed eight times."""


MOST_KEPT = 8
"""So many papers are kept in memory by one process."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes to the typesetter: the paper's data as JSON, the moment of its last record, and its proof."""

    paper: Paper
    data: str
    moment: datetime
    uri: str
    rests: proof.Rest
    own: Own | None = None


def pdf(paper: Paper, source: Source, wish: Wish, own: Own | None = None) -> bytes:
    """Return a paper as PDF/A-2b, set by ``own`` where that is given.

    Raises WrongInput as ``catalogue.fitting``, as the paper itself, and as ``own.printed``.
    """
    return printed(sheet(paper, source, wish, own))


def pages(paper: Paper, source: Source, wish: Wish, ppi: int = 90) -> list[bytes]:
    """Return the pages as pictures (PNG), to be looked at."""
    made = sheet(paper, source, wish)
    return typesetting.pictures(_template(paper.name, paper.parts), made.data, ppi)


def printed(made: Sheet, *, stays: bool = False) -> bytes:
    """Return a sheet as PDF/A-2b; ``stays`` is for a program that goes on afterwards (``apart``).

    Raises Unusable ``paper.not-set``.
    """
    if made.own is not None:
        kit = _template("", made.paper.parts)
        return own_template.printed(kit, made.own, made.data, made.moment, tagged=made.paper.tagged)
    return _KEPT.pdf(_template(made.paper.name, made.paper.parts), made, _set_apart if stays else _set)


def _set(template: bytes, made: Sheet) -> bytes:
    return typesetting.pdf(template, made.data, made.moment, tagged=made.paper.tagged)


def _set_apart(template: bytes, made: Sheet) -> bytes:
    tagged = made.paper.tagged
    content = apart.answer(template.decode(), made.data, made.moment, tagged=tagged, limited=False)
    if not content.startswith(b"%PDF-"):
        raise apart.not_set()
    return content


Setting = Callable[[bytes, Sheet], bytes]
"""Sets a sheet by a template."""


class Kept:
    """The last few papers that this process printed, by a sum over all that goes into one: never an old one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._papers: dict[bytes, bytes] = {}

    def pdf(self, template: bytes, made: Sheet, setting: Setting) -> bytes:
        """Return a sheet set by a template; the very same of both is not set twice."""
        said = (template, made.data.encode(), made.moment.isoformat().encode(), b"%d" % made.paper.tagged)
        key = sha256(b"".join(sha256(each).digest() for each in said)).digest()
        with self._lock:
            content = self._papers.pop(key, None)
        content = content or setting(template, made)
        with self._lock:
            self._papers[key] = content
            while len(self._papers) > MOST_KEPT:
                del self._papers[next(iter(self._papers))]
        return content


_KEPT = Kept()


def sheet(paper: Paper, source: Source, wish: Wish, own: Own | None = None) -> Sheet:
    """Return everything that stands on a paper, and what it rests on."""
    source, wish = scopes.on(source, replace(fitting(paper, wish), own=own.mark if own else ""))
    built = paper.build(source, wish)
    with ledger_of(source, str(built.pop("of", ""))) as (store, unit):
        rests = proof.rest(store, paper.name, wish, built.pop("records"))
        stamped = str(record.read(store.entry(rests.size).raw).body["received_at"]) if rests.size else ""
    uri = proof.uri(unit, paper.name, wish, rests)
    words = both(paper.name, wish.lang)
    data = {
        "paper": paper.name,
        "lang": wish.lang,
        "sheet": wish.size,
        "words": words,
        "title": words["title"],
        "unit": f"{unit}, {words['told_day'].format(wish.told)}" if wish.told else unit,
        "size": rests.size,
        "root": rests.root.hex(),
        "received": source.when(stamped),
        "qr": qr(uri),
        "uri": uri,
        **built,
    }
    moment = unstamp(stamped).replace(microsecond=0) if stamped else datetime(2000, 1, 1, tzinfo=UTC)
    return Sheet(paper, json.dumps(_fitted(data)), moment, uri, rests, own)


@contextmanager
def ledger_of(source: Source, book: str) -> Iterator[tuple[Store, str]]:
    """Give the ledger that a paper rests on, and its name: that of the unit, or of the book that it names.

    Raises WrongInput ``paper.no-book`` where that book is not there yet.
    """
    if not book:
        yield source.store, source.unit
        return
    with source.ledgers(book) as held:
        if held is None:
            raise WrongInput(
                "paper.no-book",
                f"There is no book {book} beside this unit yet, so there is nothing to print of it.",
                "Make the first entry in it, and print it then.",
            )
        yield held


def qr(text: str) -> str:
    """Return a QR as one SVG, black on nothing."""
    out = io.BytesIO()
    code = segno.make_qr(text, error="m", mask=_MASK)
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, omitsize=True)
    return out.getvalue().decode("ascii")


@cache
def _template(name: str, parts: tuple[str, ...]) -> bytes:
    """Return the template of a paper, after the kit that every paper shares and what it shares with some."""
    folder = resources.files(__package__) / "typeset"
    names = ("kit", *parts, *([name] if name else []))
    return b"\n".join((folder / f"{each}.typ").read_bytes() for each in names)


_LONGEST_WORD = 40
_WHOLE = frozenset({"qr", "uri", "root", "picture"})
"""Values that are no text to be read: never broken."""


def _fitted(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any plain JSON
    """Break names as long as a line, so that nothing runs over the edge of the paper."""
    if isinstance(value, str):
        return value if name in _WHOLE else _broken(letters.written(value))
    if isinstance(value, Mapping):
        return {key: _fitted(each, key) for key, each in value.items()}
    return [_fitted(each) for each in value] if isinstance(value, list | tuple) else value


def _broken(text: str) -> str:
    if len(text) <= _LONGEST_WORD:
        return text
    half = _LONGEST_WORD // 2
    return " ".join(
        word
        if len(word) <= _LONGEST_WORD
        else "\u200b".join(word[start : start + half] for start in range(0, len(word), half))
        for word in text.split(" ")
    )
