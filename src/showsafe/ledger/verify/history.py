"""The history of keys, folded from the records that enrol, rotate and revoke them.

A key signs records after the one that enrols it, up to and including the one that ends it. The node's key signs the
checkpoints too: from the record that rotates it in, the new one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from showsafe.ledger.verify import block, signing, strict
from showsafe.ledger.verify.block import Event
from showsafe.ledger.verify.strict import Malformed

NODE, DEVICE = "node", "device:"
ED25519, ML_DSA_44 = "ed25519", "ml-dsa-44"
_ASKED = 4096
_SAID = ("key", "algorithm", "of", "key_id", "new_key_id")


@dataclass(slots=True)
class Life:
    """A key, whose it is, the record that brought it, and the one that ended it."""

    id: str
    public: bytes
    algorithm: str
    of: str
    since: int
    until: int | None = None
    revoked: bool = False

    def speaks_for_a_device(self) -> bool:
        """Say whether records can be recorded under this key, not only be signed with it."""
        return self.algorithm == ED25519 and (self.of == NODE or self.of.startswith(DEVICE))

    def speaks_for(self, person: str) -> bool:
        """Say whether what is signed under this key can be a person's word: it is a device's, or their own."""
        return self.of == person or self.of.startswith(DEVICE)

    def fault_of_use(self, first: int, last: int) -> tuple[str, int] | None:
        """Say what is wrong with signatures of this key from one record to another, and from which record on."""
        if self.algorithm != ED25519 or first <= self.since:
            return "carries a signature of a key that was not enrolled before it", first
        if self.until is not None and last > self.until:
            how = "revoked" if self.revoked else "rotated"
            return f"carries a signature of a key that was {how} before it", max(first, self.until + 1)
        return None


class History:
    """All keys that the records name, as they were up to now."""

    def __init__(self) -> None:
        self.keys: dict[str, Life] = {}
        self.node: list[Life] = []
        self.node_ml_dsa: list[Life] = []
        self.changed: list[int] = []
        self._asked: dict[str, tuple[int, list[Any], list[str]]] = {}

    def publics(self) -> dict[str, bytes]:
        """Return the Ed25519 keys by their ids."""
        return {life.id: life.public for life in self.keys.values() if life.algorithm == ED25519}

    def node_at(self, size: int) -> Life | None:
        """Return the key that signs the checkpoint of a size."""
        return next((life for life in reversed(self.node) if life.since <= size), None)

    def fold(self, event: Event) -> str:
        """Take a record about keys into the history; return what is wrong with it, or nothing."""
        if event.kind in (block.ENROLLED, block.ROTATED) and not event.counts:
            self._ask(event)
            return ""
        if not event.happened:
            return ""
        fold = {
            block.OPENED: self._opened,
            block.ENROLLED: self._enrolled,
            block.ROTATED: self._rotated,
            block.REVOKED: self._revoked,
        }.get(event.kind)
        return fold(event) if fold else ""

    def _ask(self, event: Event) -> None:
        """Remember what was held or refused and who signed it: who lets it happen does not sign for the keys."""
        self._asked[event.act_id] = event.number, _names(event), event.signers
        while len(self._asked) > _ASKED:
            del self._asked[next(iter(self._asked))]

    def _signers(self, event: Event) -> list[str]:
        """Return who signed for a change of keys: where it comes late, who signed the very change that was asked."""
        if not event.late:
            return event.signers
        asked = self._asked.get(event.act_id)
        return asked[2] if asked and asked[1] == _names(event) else []

    def was_asked(self, act_id: str) -> bool:
        """Say whether a change of keys was asked for by a record that was read, and is still remembered."""
        return act_id in self._asked

    def _asked_by(self, event: Event) -> list[int]:
        """Return the record that asked for what comes late, if there is one."""
        asked = self._asked.get(event.act_id) if event.late else None
        return [asked[0]] if asked else []

    def _opened(self, event: Event) -> str:
        if event.number != 1:
            return "opens a unit that is open"
        public = block.key_of(event.kind, event.act)
        if not public:
            return "does not open the unit with a key that can be trusted"
        key = signing.key_name(public)
        if key not in event.signers:
            return "is not signed by the key that it opens the unit with"
        self._begin(Life(key, public, ED25519, NODE, event.number))
        return ""

    def _enrolled(self, event: Event) -> str:
        act, algorithm, of = event.act, event.act.get("algorithm"), event.act.get("of")
        if algorithm not in (ED25519, ML_DSA_44) or type(of) is not str or not of:
            return "enrols a key of an unknown kind, or of nobody"
        if (of == NODE) != (algorithm == ML_DSA_44):
            return "enrols a key of a kind that is not for its owner"
        public, says = self._public(act, algorithm)
        if says:
            return says
        key = signing.key_name(public)
        if act.get("key_id") != key:
            return "names its key by another id than the key has"
        if key in self.keys:
            return "enrols a key that is known already"
        if algorithm == ED25519 and key not in self._signers(event):
            return "is not signed by the key that it enrols"
        self._begin(Life(key, public, algorithm, of, event.number))
        self.changed += self._asked_by(event)
        return ""

    def _rotated(self, event: Event) -> str:
        act = event.act
        old = self.keys.get(str(act.get("key_id")))
        if old is None or old.until is not None:
            return "rotates a key that no record enrols, or that has ended"
        public, says = self._public(act, old.algorithm)
        if says:
            return says
        key = signing.key_name(public)
        if act.get("new_key_id") != key or key in self.keys:
            return "names its new key by another id than the key has, or one that is known already"
        if old.algorithm == ED25519 and not {old.id, key} <= set(self._signers(event)):
            return "is not signed by both the old and the new key"
        old.until = event.number
        self._begin(Life(key, public, old.algorithm, old.of, event.number))
        self.changed += self._asked_by(event)
        return ""

    def _revoked(self, event: Event) -> str:
        life = self.keys.get(str(event.act.get("key_id")))
        if life is None:
            return "revokes a key that no record enrols"
        if life.of == NODE:
            return "revokes the node's own key, which can only be rotated"
        if life.until is None:
            life.until, life.revoked = event.number, True
            self.changed.append(event.number)
        return ""

    def _begin(self, life: Life) -> None:
        self.keys[life.id] = life
        self.changed.append(life.since)
        if life.of == NODE:
            (self.node if life.algorithm == ED25519 else self.node_ml_dsa).append(life)

    @staticmethod
    def _public(act: dict[str, Any], algorithm: str) -> tuple[bytes, str]:
        try:
            public = strict.base64_bytes(act.get("key"))
        except Malformed:
            return b"", "brings a key that is not base64"
        if algorithm == ED25519 and not signing.is_strong(public):
            return b"", "brings a weak key, under which a signature would prove nothing"
        if algorithm == ML_DSA_44 and len(public) != signing.ML_DSA_BYTES:
            return b"", "brings a key of a wrong length"
        return public, ""


def _names(event: Event) -> list[Any]:
    """Return what a change of keys says of them: all but the second person, whom a confirmation adds."""
    return [event.kind, *(event.act.get(name) for name in _SAID)]
