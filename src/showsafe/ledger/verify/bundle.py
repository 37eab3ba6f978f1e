"""The audit of an evidence bundle: some records of a log in full, and what shows that they are of it.

A bundle can show that its records are in the log, unchanged and in their places, and that a stretch of the log has no
further record. It cannot show what the records say that are not in it; the report lists that.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from showsafe.ledger.verify import bundle_parts
from showsafe.ledger.verify.archive import Archive
from showsafe.ledger.verify.bundle_others import Others
from showsafe.ledger.verify.bundle_state import ATTACHMENT, ATTESTED_FILE, LEAF, PROOF
from showsafe.ledger.verify.outside import Outside
from showsafe.ledger.verify.report import BUNDLE, Notebook, Report
from showsafe.ledger.verify.strict import Malformed

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


class Bundle(Others):
    """One audit of a bundle."""

    def check(self) -> None:
        """Go through the steps."""
        book = self.book
        if not self._structure():
            return
        self._checkpoints()
        self._range()
        self._records()
        self._span()
        self._proofs()
        self._signed()
        self._attested()
        self._seen()
        self._keys()
        self._beside()
        self._limits()
        count = len(self.bodies)
        if not count:
            says = "there is not a single record in full, and nothing is never green"
            book.fault("structure", says, code="verify.empty")
        book.done("structure", "tiles", "root", "checkpoint", "chains", "signatures", "keys", covered=count)

    def _structure(self) -> bool:
        book, members = self.book, self.archive.members
        if broken := self.archive.broken():
            book.fault("structure", f"the bytes of {broken} are not those that the file lists")
        for name in sorted(members.keys() - _FIXED):
            if not any(form.fullmatch(name) for form in (LEAF, PROOF, ATTACHMENT, ATTESTED_FILE)):
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
        for name in sorted(listed.keys() ^ (self.archive.members.keys() - {"MANIFEST.sha256"})):
            raise Malformed(f"is in the manifest or in the bundle, and not in both ({name})")
        for name, sha256 in listed.items():
            own = hashlib.sha256()
            for piece in self.archive.chunks(name):
                own.update(piece)
            if own.hexdigest() != sha256:
                self.book.fault("structure", f"the file {name} is not the one that the manifest lists")

    def _limits(self) -> None:
        self.book.unknown(_OTHER_RECORDS)
        self.book.unknown(_WORDS)
        if not self.given.signatures:
            self.book.unknown("A bundle is always checked whole; only its hashes were asked for.")


def _said(error: BaseException) -> str:
    return f"cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)
