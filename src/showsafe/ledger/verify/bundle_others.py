"""What others say of a bundle: keys and checkpoints from outside, cosignatures and tokens; and what lies beside."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import UNSET

from showsafe.ledger.verify import bundle_parts, notes, policy, strict, tokens
from showsafe.ledger.verify.attested import FROM_THE_DATA
from showsafe.ledger.verify.beside import commitment_of
from showsafe.ledger.verify.block import (
    ATTESTED,
    Event,
)
from showsafe.ledger.verify.bundle_records import Records
from showsafe.ledger.verify.bundle_state import ATTACHMENT, ATTESTED_FILE
from showsafe.ledger.verify.notes import PLAIN, Vkey
from showsafe.ledger.verify.policy import Policy
from showsafe.ledger.verify.strict import Malformed


class Others(Records):
    """Signatures over checkpoints, attestations, the history of keys, attachments and opened values."""

    def _signed(self) -> None:
        book, history = self.book, self.walk.history
        for kept in (self.main, self.later):
            if kept is None:
                continue
            life = history.node_at(kept.size)
            if life is None or not notes.signed_by(kept.note, Vkey(kept.origin, PLAIN, life.public)):
                book.fault("checkpoint", "a checkpoint of the bundle is not signed by the key of this log")
        self._outside_key()

    def _outside_key(self) -> None:
        key, origin = self.given.vkey, self.attestations.origin
        publics = {life.public for life in self.walk.history.node}
        named = self.attestations.named_by_policy()
        if key is None and not named:
            self.book.unknown(
                "THE KEY OF THE LOG COMES FROM THE BUNDLE ITSELF: none was given from outside, and whoever can make a "
                "bundle can make a key."
            )
        elif key is not None and (key.name != origin or key.public not in publics):
            self.book.fault("keys", "the key that was kept outside is not one of the node's keys")
        try:
            line = self.archive.read("origin.vkey").decode(errors="replace")
            said = notes.read_vkey(line)
        except Malformed as error:
            self.book.fault("keys", f"the file origin.vkey {error}")
            return
        life = self.walk.history.node_at(self.main.size) if self.main else None
        fits = life is not None and said == Vkey(origin, PLAIN, life.public) and line == f"{line.strip()}\n"
        if not fits:
            self.book.fault("keys", "the file origin.vkey is not the key that signs the checkpoint")

    def _seen(self) -> None:
        """Hold what was kept outside against every checkpoint that the bundle leads to."""
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

    def _attested(self) -> None:
        if self.given.policy is None:
            self._own_policy()
        told = self.about["attestations"]
        folders: dict[str, list[str]] = {}
        for name in self.archive.members:
            if ATTESTED_FILE.fullmatch(name):
                folders.setdefault(name.rpartition("/")[0], []).append(name)
        said = {f"attestations/{each['record']:08}-{each['what']}": each for each in told}
        for folder in sorted(folders.keys() - said.keys()):
            self.book.fault("structure", f"about.json does not speak of {folder}")
        for folder, each in said.items():
            self._attestation(each, folder, folders.get(folder, []))
        if self.main is not None:
            for kept in (self.main, *([self.later] if self.later else [])):
                self.attestations.on_checkpoint(kept)
            self.attestations.end(self.main.size)
            witnessed = self.attestations.witnessed()
            if self.given.policy is not None and self.span is not None and 0 < witnessed < self.span.last:
                says = f"as many witnesses as the policy asks for saw {witnessed} records, and not the last of these"
                self.book.fault("cosignatures", says)

    def _attestation(self, told: dict[str, Any], folder: str, names: list[str]) -> None:
        files = {name.rpartition("/")[2]: self.archive.read(name) for name in names}
        step = "time" if "token.tsr" in files else "cosignatures"
        if "checkpoint" in files and self.main is not None:
            try:
                kept = notes.read_checkpoint(files["checkpoint"])
            except Malformed as error:
                self.book.fault(step, f"the file {folder}/checkpoint {error}")
                return
            self.follows(self.main, kept, f"{folder}/consistency", step)
        if "certificates.pem" in files:
            self._certificates(str(told["who"]), files["certificates.pem"], folder)
        contents = [files[name] for name in ("checkpoint", "token.tsr") if name in files]
        self._offered = {hashlib.sha256(content).hexdigest(): content for content in contents}
        act = {"what": told["what"], "who": told["who"], "size": told["size"]}
        self.attestations.take(Event(int(told["record"]), ATTESTED, act, list(self._offered), []))

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

    def _keys(self) -> None:
        changed = sorted(set(self.walk.history.changed))
        bodies = [(number, self.bodies[number]) for number in changed]
        own = [{"record": number, "kind": body.kind, **body.act} for number, body in bodies]
        if self.archive.read("keys.json") != strict.canonical(own) or self.about["keys"] != changed:
            self.book.fault("keys", "the history of keys is not the one that the records in full have")

    def _beside(self) -> None:
        named = {
            sha256
            for body in self.bodies.values()
            if body.attachments is not UNSET
            for sha256 in body.attachments
        }
        here = {match[1]: name for name in self.archive.members if (match := ATTACHMENT.fullmatch(name))}
        for sha256 in sorted(named ^ here.keys()):
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
