"""From a page to its proof: what the QR of every page holds, and how a page is checked against the ledger.

The format stands in docs/formats/paper.md. A paper names the log, the tree over every record up to the last one that
it rests on, and a sum over these records. All of it comes from the ledger; nothing in it changes when more is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import base64text, checkpoint
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import frontier_at
from showsafe.papers.wish import ABOUT, Wish

SCHEME = "showsafe:paper?"
VERSION = "1"
ALL = "all"
"""What a paper rests on that speaks of everything up to its last record: the tree says it all."""

_SUM_BYTES = 16
_LONGEST = 2000
_MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class Rest:
    """What a paper rests on: records by number, or *all*; the size of the tree that holds them, and its root."""

    records: tuple[int, ...] | str
    size: int
    root: bytes
    sum: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """What the QR of a page says."""

    log: str
    paper: str
    wish: Wish
    size: int
    root: str
    sum: str


def rest(store: Store, paper: str, wish: Wish, records: Iterable[int] | str) -> Rest:
    """Return what a paper rests on, with the tree as it was when its last record had come."""
    numbers: tuple[int, ...] | str = (
        ALL if isinstance(records, str) else tuple(sorted({each for each in records if each > 0}))
    )
    size = store.size() if isinstance(numbers, str) or not numbers else numbers[-1]
    root = frontier_at(store.tile, size).root() if size else b"\0" * 32
    return Rest(numbers, size, root, _sum(store, paper, wish, numbers, size, root))


def _sum(
    store: Store, paper: str, wish: Wish, numbers: tuple[int, ...] | str, size: int, root: bytes
) -> bytes:
    """Return the sum over what the paper is, and the leaf hash of every record that it rests on."""
    total = hashlib.sha256(f"showsafe-paper/{VERSION}\n{paper}\n".encode())
    for name, value in _parts(wish):
        total.update(f"{name}={value}\n".encode())
    total.update(f"{size}\n".encode() + root)
    for number, leaf in _leaves(store, numbers):
        total.update(f"{number}\n".encode() + leaf)
    return total.digest()[:_SUM_BYTES]


def _leaves(store: Store, numbers: tuple[int, ...] | str) -> Iterator[tuple[int, bytes]]:
    """Yield numbers and leaf hashes; long stretches are read in one go."""
    if isinstance(numbers, str):
        return
    first = 0
    while first < len(numbers):
        last = first
        while last + 1 < len(numbers) and numbers[last + 1] == numbers[last] + 1:
            last += 1
        for entry in store.entries(numbers[first], numbers[last]):
            yield entry.number, entry.leaf
        first = last + 1


def _parts(wish: Wish) -> Iterator[tuple[str, str]]:
    for name in ABOUT:
        if value := getattr(wish, name):
            yield name, value
    yield "lang", wish.lang
    yield "sheet", wish.size
    if wish.names:
        yield "names", "1"
    if wish.told:
        yield "told", wish.told
    if wish.own:
        yield "own", wish.own


def uri(unit: str, paper: str, wish: Wish, rests: Rest) -> str:
    """Return what the QR of every page of a paper holds."""
    parts = [
        ("v", VERSION),
        ("log", checkpoint.origin_of(unit)),
        ("paper", paper),
        *_parts(wish),
        ("size", str(rests.size)),
        ("root", _short(rests.root)),
        ("sum", _short(rests.sum)),
    ]
    return SCHEME + "&".join(f"{name}={quote(value, safe='/:@')}" for name, value in parts)


def _short(value: bytes) -> str:
    return base64text.encode(value).rstrip("=").replace("+", "-").replace("/", "_")


def read(said: str) -> Claim:
    """Return what a QR says; raises WrongInput ``paper.not-a-proof`` for anything that is not one of ours."""
    if len(said) > _LONGEST or not said.startswith(SCHEME) or not said.isascii() or not said.isprintable():
        raise _not_one("it does not begin as one")
    try:
        pairs = parse_qsl(said.removeprefix(SCHEME), keep_blank_values=True, max_num_fields=_MOST_PARTS)
    except ValueError:
        raise _not_one("it has too many parts") from None
    held = dict(pairs)
    if len(held) != len(pairs):
        raise _not_one("something is said twice")
    if held.pop("v", "") != VERSION:
        raise _not_one("it is of a version that this program does not know")
    try:
        log, paper, size, root, total = (held.pop(name) for name in ("log", "paper", "size", "root", "sum"))
        number = int(size) if size.isdecimal() and len(size) < _SIZE_DIGITS else -1
        wish = Wish(
            lang=held.pop("lang"),
            size=held.pop("sheet"),
            names=held.pop("names", "") == "1",
            told=held.pop("told", ""),
            own=held.pop("own", ""),
            **{name: held.pop(name, "") for name in ABOUT},
        )
    except KeyError as missing:
        raise _not_one(f"{missing.args[0]} is not said") from None
    if held or number < 0:
        raise _not_one("something in it cannot be read")
    return Claim(log, paper, wish, number, root, total)


_SIZE_DIGITS = 16


def check_tree(store: Store, unit: str, claim: Claim) -> None:
    """Let a claim pass whose tree this ledger grew from.

    Raises NotVerified: ``paper.other-log``, ``paper.ahead`` (the ledger is older than the page), ``paper.other-tree``.
    """
    if claim.log != checkpoint.origin_of(unit):
        raise NotVerified(
            "paper.other-log",
            f"This page was made from the log {claim.log}, and this is {checkpoint.origin_of(unit)}.",
            "Check it with the data directory of its own unit.",
        )
    if claim.size > store.size():
        raise NotVerified(
            "paper.ahead",
            f"This page rests on record {claim.size}, and this ledger ends at {store.size()}.",
            "Check it with the newest copy of the data directory.",
        )
    root = frontier_at(store.tile, claim.size).root() if claim.size else b"\0" * 32
    if _short(root) != claim.root:
        raise NotVerified(
            "paper.other-tree",
            f"The first {claim.size} records of this ledger are not those from which the page was made.",
            "Keep both as they are, and run: showsafe verify DIR",
        )


def same_sum(rests: Rest, claim: Claim) -> bool:
    """Whether a paper that was made again rests on the very records of the claim."""
    return _short(rests.sum) == claim.sum and _short(rests.root) == claim.root


def _not_one(why: str) -> WrongInput:
    return WrongInput(
        "paper.not-a-proof",
        f"This is not what the QR of a paper says: {why}.",
        "Scan the QR of the page again, and give all of it.",
    )
