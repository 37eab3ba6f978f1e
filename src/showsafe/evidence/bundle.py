"""An evidence bundle, file by file, from what a store holds at one moment; the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from showsafe import __version__
from showsafe.application.naming import Body
from showsafe.application.personal import Opened
from showsafe.errors import NotVerified
from showsafe.evidence import history, personal, proofs, verifier_files
from showsafe.evidence.attestations import Attestation, attestations
from showsafe.evidence.checkpoints import Led, choose, refuse_before
from showsafe.evidence.claim import Extent, claim
from showsafe.evidence.select import Selection
from showsafe.evidence.stored_zip import stored
from showsafe.ledger import canonical, checkpoint, record, trust
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.store import Entry, Store

FORMAT = "showsafe-bundle/1"
MANIFEST = "MANIFEST.sha256"
REPORT = "report.pdf"
_FIRST = ("VERIFY.txt", "about.json", REPORT, "verify.html", "verify.mjs")

Files: TypeAlias = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bundle is asked for, beside its selection: a kept checkpoint, a policy, and whose values are opened.

    ``values`` are commitments that are opened whosever they are, as far as the values are still kept.
    """

    kept: bytes = b""
    policy: bytes = b""
    people: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that is in a bundle: what it says of itself, the records in full, and its files but for the PDF."""

    about: Mapping[str, Any]
    entries: tuple[Entry, ...]
    bodies: Mapping[int, Body]
    keys: tuple[Mapping[str, Any], ...]
    attested: tuple[Attestation, ...]
    led: Led
    opened: Opened
    files: Files = field(default_factory=dict)


Report: TypeAlias = Callable[[Made], bytes]
"""Makes the PDF for people of a bundle."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is decided before anything is written: the checkpoint, its tree and the newest one, keys, attestations."""

    led: Led
    main: proofs.Tree
    whole: proofs.Tree
    keys: tuple[int, ...]
    told: list[dict[str, Any]]
    attested: tuple[Attestation, ...]


def gather(store: Store, unit: str, selection: Selection, asked: Asked) -> Made:
    """Return what goes into a bundle; the caller reads from one moment of the store.

    Raises NotVerified and WrongInput as ``checkpoints`` and ``trust.policy_in``, and Unusable ``bundle.no-quorum``.
    """
    chosen = _chosen(store, origin_of(unit), selection, asked)
    entries = tuple(_entries(store, {*selection.numbers, *chosen.keys}))
    bodies = {entry.number: record.read(entry.raw).body for entry in entries}
    items, opened = personal.opened(store, bodies.items(), asked.people, asked.values)
    about = _about(unit, selection, chosen, bodies)
    made = Made(about, entries, bodies, tuple(chosen.told), chosen.attested, chosen.led, opened)
    files = made.files
    files["about.json"] = canonical.encode(about)
    files["origin.vkey"] = f"{history.node_key(about['origin'], chosen.told, chosen.led.size)}\n".encode()
    files["range.json"] = proofs.stretch(store, chosen.main, selection.numbers[0], selection.numbers[-1])
    files["keys.json"] = canonical.encode(chosen.told)
    files["personal.json"] = canonical.encode(items)
    if asked.policy:
        files["policy.txt"] = asked.policy
    _put_checkpoints(made, chosen)
    _put_records(made, store, chosen)
    _put_attested(made, store, chosen.main)
    files["VERIFY.txt"] = verifier_files.part("VERIFY.txt").encode()
    files["verify.mjs"] = verifier_files.script()
    files["verify.html"] = verifier_files.page()
    return made


def _chosen(store: Store, origin: str, selection: Selection, asked: Asked) -> _Chosen:
    last = selection.numbers[-1]
    whole = proofs.tree_of(store, store.size())
    attested = attestations(store, last, whole)
    keys = history.key_records(store)
    told = history.as_json(store, keys)
    nodes = [history.node_key(origin, told, each["record"]) for each in told]
    rule = trust.policy_in(asked.policy) if asked.policy else None
    led = choose(store.checkpoint(), asked.kept, attested, rule, nodes)
    refuse_before(last, led.size)
    return _Chosen(led, proofs.tree_of(store, led.size), whole, keys, told, attested)


def _about(unit: str, selection: Selection, chosen: _Chosen, bodies: Mapping[int, Body]) -> dict[str, Any]:
    first, last = selection.numbers[0], selection.numbers[-1]
    extent = Extent(first, last, chosen.led.size, sum(first <= number <= last for number in bodies))
    return {
        "format": FORMAT,
        "made_by": f"showsafe {__version__}",
        "unit": unit,
        "origin": origin_of(unit),
        "selection": selection.as_json(),
        "records": list(selection.numbers),
        "keys": list(chosen.keys),
        "size": chosen.led.size,
        "later": chosen.led.later_size,
        "received": bodies[last]["received_at"],
        "attestations": [each.as_json() for each in chosen.attested],
        **claim(selection, extent),
    }


def zipped(made: Made, report: Report | None = None) -> bytes:
    """Return the bundle as one file; without a report it has no PDF."""
    files = dict(made.files)
    if report is not None:
        files[REPORT] = report(made)
    order = [*(name for name in _FIRST if name in files), *sorted(set(files) - set(_FIRST))]
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return stored([(MANIFEST, sums.encode()), *((name, files[name]) for name in order)])


def _entries(store: Store, numbers: set[int]) -> Iterator[Entry]:
    """Yield records by number; neighbours are read together."""
    wanted = sorted(numbers)
    start = 0
    for place in range(1, len(wanted) + 1):
        if place == len(wanted) or wanted[place] != wanted[place - 1] + 1:
            yield from store.entries(wanted[start], wanted[place - 1])
            start = place


def _put_checkpoints(made: Made, chosen: _Chosen) -> None:
    made.files["checkpoint"] = chosen.led.main
    if chosen.led.later:
        made.files["later/checkpoint"] = chosen.led.later
        made.files["later/consistency"] = proofs.consistency(chosen.whole, chosen.led.size)


def _put_records(made: Made, store: Store, chosen: _Chosen) -> None:
    for entry in made.entries:
        covered = entry.number <= made.led.size
        tree, note = (chosen.main, made.led.main) if covered else (chosen.whole, made.led.later)
        made.files[f"leaves/{entry.number:08}"] = b"\0" + entry.raw
        made.files[f"proofs/{entry.number:08}.tlog-proof"] = proofs.inclusion(tree, entry.number, note)
    for number, digest in _attached(made.bodies.items()):
        content = store.attachment(digest)
        if content is None:
            raise NotVerified(
                "bundle.attachment-missing",
                f"An attachment of record {number} is not there any more.",
                "Run the check and keep the data as it is: showsafe verify DIR",
            )
        made.files[f"attachments/{digest}"] = content


def _attached(bodies: Iterable[tuple[int, Body]]) -> Iterator[tuple[int, str]]:
    for number, body in bodies:
        for digest in body.get("attachments", ()):
            yield number, digest


def _put_attested(made: Made, store: Store, main: proofs.Tree) -> None:
    for each in made.attested:
        for name, content in each.files.items():
            made.files[f"{each.folder}/{name}"] = content
        if "checkpoint" in each.files:
            size = checkpoint.read(each.files["checkpoint"]).size
            one, other = (main, size) if size <= main.size else (proofs.tree_of(store, size), main.size)
            made.files[f"{each.folder}/consistency"] = proofs.consistency(one, other)


def sum_of(content: bytes) -> str:
    """Return the SHA-256 of a bundle, by which others name it."""
    return hashlib.sha256(content).hexdigest()


def size_of(content: bytes) -> int:
    """Return of how many records the ledger was whose checkpoint a bundle holds; the bundle was audited before."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return checkpoint.read(archive.read("checkpoint")).size
