"""The directory of a witness: its keys, the logs that it serves, what it saw of each, and what it refused.

::

    witness.json            its name; written last, so that a directory that has it is whole
    keys/witness.key        its private Ed25519 key, for its owner only
    keys/witness-ml-dsa.key its private ML-DSA-44 key, if it has one
    logs/<log>.json         the keys that are trusted for one log
    seen/<log>.json         the latest checkpoint of that log that was cosigned
    evidence/<...>.json     a branch that was refused, with what was seen before it
    lock                    held by the one process that cosigns

``<log>`` is the beginning of the SHA-256 of the log's origin. Every file is there whole or not at all, also after
a power cut, and a damaged one is refused: a witness that forgets would cosign a branch.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from showsafe.adapters import files, key_file, ml_dsa_file
from showsafe.adapters.lock import WriterLock
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from showsafe.ledger import base64text, canonical, checkpoint, cosignature, note
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.witness import Evidence, Seen

FORMAT = "showsafe-witness/1"
NAME = "witness.json"
KEY = "keys/witness.key"
ML_DSA_KEY = "keys/witness-ml-dsa.key"
LOGS, SEEN, EVIDENCE = "logs", "seen", "evidence"
LOCK = "lock"

MOST_EVIDENCE = 100
"""How many branches of one kind are kept of one log, so that nobody can fill the disk by asking."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A branch that was refused, as it lies on the disk: of which log, when, and in which file."""

    origin: str
    at: str
    evidence: Evidence
    file: str


class WitnessDirectory:
    """An open directory of a witness: the memory of ``ledger.witness``. Safe to call from several threads.

    Whoever cosigns opens it with ``serving``, which holds the lock until ``close``.
    """

    def __init__(self, path: Path, now: Callable[[], datetime], *, serving: bool = False) -> None:
        """Open it; raises Unusable (``witness.*``, ``directory.in-use`` and as ``files.translated``)."""
        self.path = path
        self._now = now
        self._one_at_a_time = threading.Lock()
        with files.translated(path):
            if not (path / NAME).is_file():
                raise _not_ours(path)
        self.name = str(_read(path / NAME, FORMAT)["name"])
        self._lock = WriterLock(path / LOCK) if serving else None

    def close(self) -> None:
        """Let another process cosign."""
        if self._lock is not None:
            self._lock.release()

    def signers(self) -> tuple[DeviceKey | MlDsaKey, ...]:
        """Return the keys that it cosigns with; raises Unusable (``witness.key-damaged``, ``key.*``)."""
        try:
            first = key_file.read(self.path / KEY)
        except Unusable as error:
            raise Unusable(
                "witness.key-damaged",
                "The key of this witness is missing or damaged, so it cannot cosign.",
                f"Restore {KEY} from its backup.",
            ) from error
        second = self.path / ML_DSA_KEY
        return (first, ml_dsa_file.read(second)) if second.exists() else (first,)

    def trust(self, key: VerifierKey) -> bool:
        """Serve a log under a key, or one more key; say whether that is new."""
        if not 0 < len(key.name.encode()) <= cosignature.LONGEST_NAME:
            raise WrongInput(
                "witness.name-too-long",
                "The name of this log is too long to be cosigned.",
                "Take the vkey of a log with a name of at most 255 bytes.",
            )
        known = self.keys_of(key.name)
        if key in known:
            return False
        content = {"origin": key.name, "keys": [str(item) for item in (*known, key)]}
        _write(self.path / LOGS / f"{_log(key.name)}.json", "showsafe-witness-log/1", content)
        return True

    def logs(self) -> tuple[str, ...]:
        """Return the origins of the logs that are served, sorted."""
        return tuple(
            sorted(str(_read(file, "showsafe-witness-log/1")["origin"]) for file in self._files(LOGS))
        )

    def keys_of(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys that are trusted for a log; none for one that is not served."""
        file = self.path / LOGS / f"{_log(origin)}.json"
        if not file.exists():
            return ()
        content = _read(file, "showsafe-witness-log/1", origin)
        try:
            return tuple(VerifierKey.parse(text) for text in content["keys"])
        except (ShowsafeError, AttributeError) as error:
            raise _damaged(file) from error

    def seen(self, origin: str) -> Seen | None:
        """Return the latest checkpoint of a log that was cosigned; raises Unusable ``witness.damaged``."""
        file = self.path / SEEN / f"{_log(origin)}.json"
        if not file.exists():
            return None
        seen = Seen(_bytes(file, _read(file, "showsafe-witness-seen/1", origin), "checkpoint"))
        if not self._holds(origin, seen.checkpoint):
            raise _damaged(file)
        return seen

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:
        """Put one checkpoint in the place of another, durably, or say that another one is there by now."""
        with self._one_at_a_time, files.translated(self.path):
            if self.seen(origin) != before:
                return False
            content = {"origin": origin, "checkpoint": base64text.encode(after.checkpoint)}
            _write(self.path / SEEN / f"{_log(origin)}.json", "showsafe-witness-seen/1", content)
            return True

    def keep(self, origin: str, evidence: Evidence) -> None:
        """Keep a refused branch, durably, once, and not more than so many of one kind and log."""
        shown = checkpoint.read(evidence.shown)
        start = f"{_log(origin)}-{evidence.kind}-"
        file = self.path / EVIDENCE / f"{start}{shown.size}-{shown.root.hex()[:16]}.json"
        with self._one_at_a_time, files.translated(self.path):
            if file.exists() or sum(1 for _ in file.parent.glob(f"{start}*.json")) >= MOST_EVIDENCE:
                return
            content = {
                "origin": origin,
                "kind": evidence.kind,
                "at": self._now().strftime("%Y-%m-%dT%H:%M:%SZ"),
                "seen": base64text.encode(evidence.seen),
                "shown": base64text.encode(evidence.shown),
                "proof": [base64text.encode(item) for item in evidence.proof],
            }
            _write(file, "showsafe-witness-evidence/1", content)

    def evidence(self) -> Iterator[Kept]:
        """Yield every refused branch that was kept, oldest first; raises Unusable ``witness.damaged``."""
        found = [self._kept(file) for file in self._files(EVIDENCE)]
        yield from sorted(found, key=lambda kept: (kept.at, kept.file))

    def _kept(self, file: Path) -> Kept:
        content = _read(file, "showsafe-witness-evidence/1")
        try:
            proof = tuple(base64text.decode(item) for item in content["proof"])
            origin, at, kind = (str(content[name]) for name in ("origin", "at", "kind"))
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(file) from error
        evidence = Evidence(kind, _bytes(file, content, "seen"), _bytes(file, content, "shown"), proof)
        if not self._holds(origin, evidence.seen) or not self._holds(origin, evidence.shown):
            raise _damaged(file)
        return Kept(origin, at, evidence, file.name)

    def _holds(self, origin: str, data: bytes) -> bool:
        """Whether a kept checkpoint is still as the log signed it: a bit that flips must not pass for a branch."""
        try:
            signed = note.parse(data)
            right = checkpoint.of_text(signed.text).origin == origin
        except NotVerified:
            return False
        return right and any(cosignature.signed_by(signed, key) for key in self.keys_of(origin))

    def _files(self, folder: str) -> list[Path]:
        with files.translated(self.path):
            return sorted((self.path / folder).glob("*.json"))


def create(path: Path, name: str, *, ml_dsa: bool = False) -> None:
    """Make the directory of a new witness, with new keys.

    Raises Unusable: ``witness.already-there``, ``directory.not-empty``, ``directory.in-use``, ``key.no-ml-dsa`` and as
    ``files.translated``; WrongInput ``note.malformed`` for a name that no key can have.
    """
    if not note.is_name(name) or len(name.encode()) > cosignature.LONGEST_NAME:
        raise WrongInput(
            "note.malformed",
            "A witness cannot have this name.",
            "Choose one of at most 255 bytes without spaces and without a plus, such as studio.example/witness-1.",
        )
    second = MlDsaKey.generate() if ml_dsa else None
    with files.translated(path):
        path.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(path / LOCK)
        try:
            _refuse_occupied(path)
            for folder in ("keys", LOGS, SEEN, EVIDENCE):
                (path / folder).mkdir(mode=0o700, exist_ok=True)
            key_file.write(path / KEY, DeviceKey.generate())
            (path / ML_DSA_KEY).unlink(missing_ok=True)
            if second is not None:
                ml_dsa_file.write(path / ML_DSA_KEY, second)
            files.sync_directory(path)
            _write(path / NAME, FORMAT, {"name": name})
        finally:
            lock.release()


def _refuse_occupied(path: Path) -> None:
    names = {item.name for item in path.iterdir()}
    if NAME in names:
        raise Unusable(
            "witness.already-there",
            f"There is a witness at {path} already.",
            "Use it as it is, or choose another directory for a new one.",
        )
    # The keys of a making that did not end may be overwritten: nobody has their vkey yet.
    if names - {LOCK, "keys", LOGS, SEEN, EVIDENCE, NAME + files.TEMPORARY}:
        raise Unusable(
            "directory.not-empty",
            f"The directory at {path} holds something that is not ours.",
            "Choose an empty directory, or a new one.",
        )


def _log(origin: str) -> str:
    return hashlib.sha256(origin.encode()).hexdigest()[:32]


def _write(path: Path, kind: str, content: Mapping[str, Any]) -> None:
    files.write(path, canonical.encode({"format": kind, **content}))


def _read(path: Path, kind: str, origin: str = "") -> dict[str, Any]:
    with files.translated(path):
        data = path.read_bytes()
    try:
        content = dict(canonical.decode(data))
        right = content["format"] == kind and (not origin or content["origin"] == origin)
    except (WrongInput, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    if not right:
        raise _damaged(path)
    return content


def _bytes(file: Path, content: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64text.decode(content.get(name))
    except ValueError as error:
        raise _damaged(file) from error


def _damaged(path: Path) -> Unusable:
    return Unusable(
        "witness.damaged",
        f"The file {path.name} of this witness is damaged, so it says nothing about that log.",
        "Restore this file from a backup; never delete it: a witness that forgets would cosign a branch.",
    )


def _not_ours(path: Path) -> Unusable:
    return Unusable(
        "witness.not-ours",
        f"There is no witness at {path}.",
        "Check the path, or make a witness there with: showsafe witness init",
    )
