"""The audit of an evidence bundle: some records of a log in full, and what shows that they are of it.

A bundle can show that its records are in the log, unchanged and in their places, and that a stretch of the log has no
further record. It cannot show what the records say that are not in it; the report lists that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import UNSET

from showsafe.ledger.verify import bundle_parts, hashing, notes, policy, strict, tokens
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.attested import FROM_THE_DATA, Attestations, Trust
from showsafe.ledger.verify.beside import commitment_of
from showsafe.ledger.verify.block import (
    ATTESTED,
    OPENED,
    SETTINGS,
    Event,
    Examiner,
    Found,
    Rows,
    Stretch,
    Wanted,
)
from showsafe.ledger.verify.bundle_parts import Proof, Span
from showsafe.ledger.verify.notes import PLAIN, Kept, Vkey
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.policy import Policy
from showsafe.ledger.verify.quick import Body
from showsafe.ledger.verify.report import BUNDLE, Notebook, Report
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.walk import Walk

_FIXED = frozenset(
    {
        "MANIFEST.sha256",
        "VERIFY.txt",
        "about.json",
        "checkpoint",
        "keys.json",
        "later/checkpoint",
        "later/consistency",
        "origin.vkey",
        "personal.json",
        "policy.txt",
        "range.json",
        "report.pdf",
        "verify.html",
        "verify.mjs",
    }
)
_NEEDED = (
    "MANIFEST.sha256",
    "about.json",
    "checkpoint",
    "keys.json",
    "origin.vkey",
    "personal.json",
    "range.json",
)
_LEAF = re.compile(r"leaves/(\d{8,16})", re.ASCII)
_PROOF = re.compile(r"proofs/(\d{8,16})\.tlog-proof", re.ASCII)
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})", re.ASCII)
_ATTESTED = re.compile(
    r"attestations/(\d{8,16})-([a-z-]+)/(checkpoint|token\.tsr|shown|consistency|certificates\.pem)"
)
_WORDS = (
    "The report, the instructions, the programs and about.json in a bundle are signed by nobody: they are as the "
    "manifest has them, and that is all."
)
_OTHER_RECORDS = (
    "What the records say that are not here in full cannot be known from a bundle: neither whether they belong to what "
    "was asked for, nor whether one of them ends a key."
)


def check(path: Path, given: Outside) -> Report:
    """Check the file of a bundle."""
    book = Notebook()
    try:
        archive = Archive(path)
    except (Malformed, OSError) as error:
        book.fault("structure", f"the file {_said(error)}", code="verify.bundle")
        return book.report(BUNDLE, 0, b"", 0)
    bundle = Bundle(book, archive, given)
    try:
        bundle.check()
    except OSError as error:
        book.fault("structure", f"the file {_said(error)}", code="verify.bundle")
    finally:
        archive.close()
        bundle.walk.close()
    return book.report(BUNDLE, len(bundle.bodies), bundle.root(), bundle.attestations.witnessed())


class SparseWalk(Walk):
    """A walk over some of the records of a log, in their order."""

    def again(self, numbers: Sequence[int]) -> None:  # type: ignore[override]
        """All keys up to here are known, so an unknown one is enrolled by nobody."""
        for number in numbers:
            self.unenrolled(number)

    def chains(self, found: Found) -> None:
        """Hold a record against the last one of its device that is here."""
        for device, stretch in found.devices.items():
            self.device(device, stretch)
            number, leaf = self.ends.of.get(device, (0, ""))
            if not self._continues(stretch, number, leaf):
                says = f"record {stretch.record} does not continue its device's chain after number {number}"
                self.book.fault("chains", says, stretch.record)
            self.ends.of[device] = (stretch.last_number, stretch.last_leaf)

    @staticmethod
    def _continues(stretch: Stretch, number: int, leaf: str) -> bool:
        if stretch.number == number + 1:
            return stretch.previous == leaf
        return stretch.number > number and stretch.previous != ""


class Bundle:
    """One audit of a bundle."""

    what = BUNDLE

    def __init__(self, book: Notebook, archive: Archive, given: Outside) -> None:
        self.book = book
        self.archive = archive
        self.given = given
        self.about: dict[str, Any] = {}
        self.main: Kept | None = None
        self.later: Kept | None = None
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}
        self.bodies: dict[int, Body] = {}
        self.sealed: dict[int, set[str]] = {}
        self.walk = SparseWalk(book, self)
        self.attestations = Attestations(
            book,
            Trust(given.policy),
            self.walk.history,
            lambda size: self.roots.get(size, b""),
            self.attachment,
        )
        self._offered: dict[str, bytes] = {}

    def check(self) -> None:
        """Go through the steps."""
        book = self.book
        if not self._structure():
            return
        self._checkpoints()
        self._records()
        self._span()
        self._proofs()
        self._signed()
        self._attested()
        self._keys()
        self._beside()
        self._limits()
        count = len(self.bodies)
        if not count:
            says = "there is not a single record in full, and nothing is never green"
            book.fault("structure", says, code="verify.empty")
        book.done("structure", "tiles", "root", "checkpoint", "chains", "signatures", "keys", covered=count)

    def root(self) -> bytes:
        """Return the root that the checkpoint states, or nothing."""
        return self.main.root if self.main else b""

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Records of a bundle are read once, and never again by their place."""
        del first, count, columns
        return Rows([], b"")

    def tile(self, level: int, number: int) -> bytes:
        """There are no tiles in a bundle."""
        del level, number
        return b""

    def close(self) -> None:
        """The archive is closed by who opened it."""

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment that is here, or a file that an attestation brings."""
        if sha256 in self._offered:
            return self._offered[sha256]
        name = f"attachments/{sha256}"
        return self.archive.read(name) if name in self.archive.members else None

    # step 1

    def _structure(self) -> bool:
        book, members = self.book, self.archive.members
        if broken := self.archive.broken():
            book.fault("structure", f"the bytes of {broken} are not those that the file lists")
        for name in sorted(members.keys() - _FIXED):
            if not any(form.fullmatch(name) for form in (_LEAF, _PROOF, _ATTACHMENT, _ATTESTED)):
                says = f"the file {name} is not one of a bundle"
                book.fault("structure", says, code="verify.unknown-file")
        for name in _NEEDED:
            if name not in members:
                book.fault("structure", f"the file {name} is missing")
                return False
        try:
            self._manifest()
            self.about = bundle_parts.about(self.archive.read("about.json"))
        except Malformed as error:
            book.fault("structure", f"a file of the bundle {error}")
            return False
        return True

    def _manifest(self) -> None:
        listed = bundle_parts.manifest(self.archive.read("MANIFEST.sha256"))
        for name in sorted(listed.keys() ^ (self.archive.members.keys() - {"MANIFEST.sha256"}))[:1]:
            raise Malformed(f"is in the manifest or in the bundle, and not in both ({name})")
        for name, sha256 in listed.items():
            own = hashlib.sha256()
            for piece in self.archive.chunks(name):
                own.update(piece)
            if own.hexdigest() != sha256:
                self.book.fault("structure", f"the file {name} is not the one that the manifest lists")

    # steps 2 to 4

    def _checkpoints(self) -> None:
        self.main = self._checkpoint("checkpoint")
        if "later/checkpoint" in self.archive.members:
            self.later = self._checkpoint("later/checkpoint")
        origin = str(self.about["origin"])
        self.attestations.origin = origin
        self.walk.unit = str(self.about["unit"])
        if origin != f"showsafe/{self.walk.unit}" or self.main is None or self.main.origin != origin:
            self.book.fault("checkpoint", "the checkpoint is not of the log that the bundle is about")
        if self.main is None:
            return
        self.roots[self.main.size] = self.main.root
        if (self.about["size"], self.about["later"]) != (
            self.main.size,
            self.later.size if self.later else 0,
        ):
            self.book.fault("structure", "about.json does not speak of the checkpoints that are here")
        if self.later is not None:
            self._follows(self.main, self.later, "later/consistency", "root")

    def _checkpoint(self, name: str) -> Kept | None:
        try:
            return notes.read_checkpoint(self.archive.read(name))
        except Malformed as error:
            self.book.fault("checkpoint", f"the file {name} {error}")
            return None

    def _follows(self, one: Kept, other: Kept, name: str, step: str) -> None:
        """Hold one checkpoint against another by the proof in a file; what is shown is remembered."""
        early, late = (one, other) if one.size <= other.size else (other, one)
        try:
            proof = bundle_parts.hashes(self.archive.read(name)) if name in self.archive.members else []
            if early.size == late.size:
                held = early.root == late.root and not proof
            else:
                roots = hashing.roots_by_consistency(early.size, late.size, early.root, proof)
                held = roots == (early.root, late.root)
        except Malformed as error:
            self.book.fault(step, f"the proof {name} {error}")
            return
        if not held:
            self.book.fault(step, f"the proof {name} does not lead from one checkpoint to the other")
            return
        self.roots[early.size], self.roots[late.size] = early.root, late.root

    def _records(self) -> None:
        """Read the records in their order; all about keys is known where they are needed."""
        for number, name in self._named(_LEAF):
            data = self.archive.read(name)
            if data[:1] != b"\x00" or number < 1:
                self.book.fault("structure", f"the file {name} is not a record", number)
                continue
            leaf = hashlib.sha256(data).digest()
            self.leaves[number] = leaf
            found = Found(number, 1)
            examiner = Examiner(found, Wanted(number, 1, self.walk.unit, self.walk.history.publics()))
            body = examiner.record(number, data[1:], leaf)
            examiner.end()
            for event in self.walk.take(found):
                if event.kind in (OPENED, SETTINGS):
                    self.attestations.settings(event)
            if body is not None:
                self.bodies[number] = body
                sealed = (found.sealed[at : at + 32].hex() for at in range(0, len(found.sealed), 32))
                self.sealed[number] = set(sealed)
        acts: dict[str, int] = {}
        for number, body in self.bodies.items():
            if acts.setdefault(body.act_id, number) != number:
                self.book.fault("structure", f"the act of record {number} is recorded twice", number)

    def _named(self, form: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        found = ((form.fullmatch(name), name) for name in self.archive.members)
        yield from sorted((int(match[1]), name) for match, name in found if match)

    def _span(self) -> None:
        try:
            span = bundle_parts.span(self.archive.read("range.json"))
            root = hashing.root_by_range(span.first - 1, span.size, span.left, span.leaves, span.right)
        except Malformed as error:
            self.book.fault("root", f"the file range.json {error}")
            return
        if self.main is None or (span.size, root) != (self.main.size, self.main.root):
            self.book.fault("root", "the stretch of records does not lead to the root of the checkpoint")
        for place, leaf in enumerate(span.leaves, start=span.first):
            if self.leaves.get(place, leaf) != leaf:
                says = f"record {place} is not the one that the stretch has in its place"
                self.book.fault("tiles", says, place)
        self._claimed(span)

    def _claimed(self, span: Span) -> None:
        records, keys = self.about["records"], self.about["keys"]
        if not records or (records[0], records[-1]) != (span.first, span.last):
            self.book.fault("structure", "the stretch is not the one that about.json speaks of")
        if set(records) | set(keys) != self.leaves.keys():
            self.book.fault("structure", "the records in full are not those that about.json speaks of")
        full = sum(span.first <= number <= span.last for number in self.leaves)
        said = f"Records {span.first} to {span.last} of {span.size} are here as one stretch without a gap"
        redacted = span.last - span.first + 1 - full
        self.book.notes.append(f"{said}: {full} in full, {redacted} by their sums alone.")

    def _proofs(self) -> None:
        proved = dict(self._named(_PROOF))
        if proved.keys() != self.leaves.keys():
            self.book.fault("root", "there is not one proof for each record")
        whole = {
            self.archive.read(name)
            for name in ("checkpoint", "later/checkpoint")
            if name in self.archive.members
        }
        for number, leaf in self.leaves.items():
            if number not in proved:
                continue
            try:
                proof = bundle_parts.proof(self.archive.read(proved[number]))
                self._proof(number, leaf, proof, whole)
            except Malformed as error:
                self.book.fault("root", f"the proof of record {number} {error}", number)

    def _proof(self, number: int, leaf: bytes, proof: Proof, whole: set[bytes]) -> None:
        if proof.checkpoint not in whole or proof.index != number - 1:
            raise Malformed("is of another record, or leads to a checkpoint that is not here")
        kept = notes.read_checkpoint(proof.checkpoint)
        if hashing.root_by_inclusion(proof.index, kept.size, leaf, proof.path) != kept.root:
            raise Malformed("does not lead to the root of its checkpoint")

    def _signed(self) -> None:
        book, history = self.book, self.walk.history
        for kept in (self.main, self.later):
            if kept is None:
                continue
            life = history.node_at(kept.size)
            if life is None or not notes.signed_by(kept.note, Vkey(kept.origin, PLAIN, life.public)):
                book.fault("checkpoint", "a checkpoint of the bundle is not signed by the key of this log")
        self._outside_key()
        self._seen()

    def _outside_key(self) -> None:
        key, origin = self.given.vkey, self.attestations.origin
        publics = {life.public for life in self.walk.history.node}
        if key is None:
            self.book.unknown(
                "THE KEY OF THE LOG COMES FROM THE BUNDLE ITSELF: none was given from outside, and whoever can make a "
                "bundle can make a key."
            )
        elif key.name != origin or key.public not in publics:
            self.book.fault("keys", "the key that was kept outside is not one of the node's keys")
        try:
            said = notes.read_vkey(self.archive.read("origin.vkey").decode(errors="replace"))
        except Malformed as error:
            self.book.fault("keys", f"the file origin.vkey {error}")
            return
        life = self.walk.history.node_at(self.main.size) if self.main else None
        if said.name != origin or life is None or said.public != life.public:
            self.book.fault("keys", "the file origin.vkey is not the key that signs the checkpoint")

    def _seen(self) -> None:
        for kept in (self.given.seen, self.given.since):
            if kept is None:
                continue
            life = self.walk.history.node_at(kept.size)
            if kept.origin != self.attestations.origin or life is None:
                self.book.fault("checkpoint", "the kept checkpoint is of another log")
            elif not notes.signed_by(kept.note, Vkey(kept.origin, PLAIN, life.public)):
                self.book.fault("checkpoint", "the kept checkpoint is not signed by the key of this log")
            elif self.roots.get(kept.size, kept.root) != kept.root:
                says = f"the first {kept.size} records are not those that were there when the checkpoint was kept"
                self.book.fault("checkpoint", says, code="verify.forked")
            elif kept.size not in self.roots:
                self.book.unknown(
                    f"The kept checkpoint, of size {kept.size}, was not compared with the bundle, whose proofs do "
                    "not lead there: make a bundle that leads to that one.",
                    "checkpoint",
                )

    # steps 5 and 6

    def _attested(self) -> None:
        if self.given.policy is None:
            self._own_policy()
        told = self.about["attestations"]
        folders: dict[str, list[str]] = {}
        for name in self.archive.members:
            if _ATTESTED.fullmatch(name):
                folders.setdefault(name.rpartition("/")[0], []).append(name)
        said = {f"attestations/{each['record']:08}-{each['what']}": each for each in told}
        for folder in sorted(folders.keys() - said.keys())[:1]:
            self.book.fault("structure", f"about.json does not speak of {folder}")
        for folder, each in said.items():
            self._attestation(each, folder, folders.get(folder, []))
        if self.main is not None:
            for kept in (self.main, *([self.later] if self.later else [])):
                self.attestations.on_checkpoint(kept)
            self.attestations.end(self.main.size)

    def _attestation(self, told: dict[str, Any], folder: str, names: list[str]) -> None:
        files = {name.rpartition("/")[2]: self.archive.read(name) for name in names}
        step = "time" if "token.tsr" in files else "cosignatures"
        if "checkpoint" in files and self.main is not None:
            try:
                kept = notes.read_checkpoint(files["checkpoint"])
            except Malformed as error:
                self.book.fault(step, f"the file {folder}/checkpoint {error}")
                return
            self._follows(self.main, kept, f"{folder}/consistency", step)
        if "certificates.pem" in files:
            self._certificates(str(told["who"]), files["certificates.pem"], folder)
        contents = [files[name] for name in ("checkpoint", "token.tsr") if name in files]
        self._offered = {hashlib.sha256(content).hexdigest(): content for content in contents}
        act = {"what": told["what"], "who": told["who"], "size": told["size"]}
        self.attestations.take(Event(int(told["record"]), ATTESTED, act, list(self._offered), []))
        self._offered = {}

    def _certificates(self, who: str, pem: bytes, folder: str) -> None:
        try:
            self.attestations.trust.help(tokens.of_settings(who, pem.decode(errors="replace")))
        except Malformed as error:
            self.book.fault("time", f"the file {folder}/certificates.pem {error}")

    def _own_policy(self) -> None:
        """Take the witnesses of the bundle's own policy, which is no anchor; the report says so."""
        if "policy.txt" not in self.archive.members:
            return
        try:
            own: Policy = policy.read(self.archive.read("policy.txt"), policy.ALWAYS)
        except Malformed as error:
            self.book.fault("cosignatures", f"the file policy.txt {error}")
            return
        self.book.unknown(FROM_THE_DATA)
        known = {key.public for key in self.attestations.trust.witnesses}
        self.attestations.trust.witnesses += [
            key for key in own.witnesses.values() if key.public not in known
        ]

    # step 9

    def _keys(self) -> None:
        changed = sorted({1, *self.walk.history.changed})
        bodies = [(number, self.bodies[number]) for number in changed if number in self.bodies]
        own = [{"record": number, "kind": body.kind, **body.act} for number, body in bodies]
        try:
            said = strict.read_json(self.archive.read("keys.json"))
        except Malformed as error:
            self.book.fault("keys", f"the file keys.json {error}")
            return
        if 1 not in self.bodies:
            self.book.fault("keys", "record 1, which opens the unit with its key, is not here", 1)
        if said != own or self.about["keys"] != changed:
            self.book.fault("keys", "the history of keys is not the one that the records in full have")

    def _beside(self) -> None:
        named = {
            sha256
            for body in self.bodies.values()
            if body.attachments is not UNSET
            for sha256 in body.attachments
        }
        here = {match[1]: name for name in self.archive.members if (match := _ATTACHMENT.fullmatch(name))}
        for sha256 in sorted(named ^ here.keys())[:1]:
            says = f"the attachment {sha256} is missing, or named by no record that is here"
            self.book.fault("keys", says, code="verify.attachment")
        for sha256, name in here.items():
            if hashlib.sha256(self.archive.read(name)).hexdigest() != sha256:
                says = "an attachment is not kept under the sum of its bytes"
                self.book.fault("keys", says, code="verify.attachment")
        try:
            for item in bundle_parts.personal(self.archive.read("personal.json")):
                self._opened(item)
        except Malformed as error:
            self.book.fault("keys", f"the file personal.json {error}", code="verify.personal")

    def _opened(self, item: dict[str, Any]) -> None:
        value = strict.canonical(item["value"])
        fits = commitment_of(bytes.fromhex(item["salt"]), value) == item["commitment"]
        if not fits or item["commitment"] not in self.sealed.get(item["record"], ()):
            says = f"a personal value does not fit its commitment in record {item['record']}"
            self.book.fault("keys", says, item["record"], code="verify.personal")

    def _limits(self) -> None:
        self.book.unknown(_OTHER_RECORDS)
        self.book.unknown(_WORDS)
        if not self.given.signatures:
            self.book.unknown("A bundle is always checked whole; only its hashes were asked for.")


def _said(error: BaseException) -> str:
    return f"cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)
