"""What somebody outside trusts: a policy (C2SP tlog-policy), alone or within a signed trust root of ours.

A policy is lines of words: ``log <vkey> [url]``, ``witness <name> <vkey> [url]``, ``group <name> <any|all|k> <names>``
and one ``quorum <name|none>``. We add ``authority <name> <sha256 of a root certificate>`` for time stamps. A trust root
is a signed note whose text begins with ``showsafe-trust/1``, ``expires <time>``, ``threshold <k>`` and ``root <vkey>``
lines; it holds only if that many different root keys signed it and it has not expired.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from showsafe.ledger.verify import notes
from showsafe.ledger.verify.notes import COSIGNER, ML_DSA_44, Vkey
from showsafe.ledger.verify.strict import Malformed, is_sum, is_time

TRUST = "showsafe-trust/1"
LARGEST = 262_144
ALWAYS = datetime.min.replace(tzinfo=UTC)
"""A time at which nothing has expired: for a policy that counts for nothing."""

_COUNT = re.compile(r"[1-9][0-9]{0,4}")
_MOST = 128
_MOST_ROOTS = 16


@dataclass(frozen=True, slots=True)
class Group:
    """How many of which members have to agree; a member is a witness or a group."""

    needed: int
    members: tuple[str, ...]


@dataclass(slots=True)
class Policy:
    """The logs, witnesses and time authorities that are trusted, and how many witnesses are enough."""

    logs: list[Vkey] = field(default_factory=list)
    witnesses: dict[str, Vkey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    authorities: dict[str, str] = field(default_factory=dict)
    quorum: str = ""
    expires: datetime | None = None
    roots: tuple[str, ...] = ()

    def enough(self, cosigners: set[bytes]) -> bool:
        """Say whether the witnesses with these public keys are the quorum; no quorum needs nobody."""
        return self.quorum == "none" or self._agrees(self.quorum, cosigners)

    def _agrees(self, name: str, cosigners: set[bytes]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name].public in cosigners
        group = self.groups[name]
        return sum(self._agrees(member, cosigners) for member in group.members) >= group.needed


def read(data: bytes, now: datetime) -> Policy:
    """Return a policy, from a policy file or from a trust root that holds at this time; raises Malformed."""
    if len(data) > LARGEST:
        raise Malformed("is far too large")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Malformed("is not UTF-8") from error
    if text.split("\n", 1)[0] != TRUST:
        return _policy(text)
    return _trust_root(data, now)


def _trust_root(data: bytes, now: datetime) -> Policy:
    note = notes.read_note(data)
    lines = note.text.decode().split("\n")
    if [line.split(" ")[0] for line in lines[1:3]] != ["expires", "threshold"]:
        raise Malformed("does not say when it expires and how many roots have to sign it")
    expires, threshold = lines[1].partition(" ")[2], lines[2].partition(" ")[2]
    roots = [notes.read_vkey(line[len("root ") :]) for line in lines[3:] if line.startswith("root ")]
    if (
        not is_time(expires)
        or not _COUNT.fullmatch(threshold)
        or len({key.public for key in roots}) != len(roots)
    ):
        raise Malformed("is a trust root with a broken head")
    if not 0 < int(threshold) <= len(roots) <= _MOST_ROOTS:
        raise Malformed("asks for no signature, or for more than it names roots")
    signers = sum(notes.signed_by(note, key) for key in roots)
    if any(note.claims(key) and not notes.signed_by(note, key) for key in roots):
        raise Malformed("carries a signature of a root that does not hold")
    if signers < int(threshold):
        raise Malformed(f"is signed by {signers} of its roots, and {threshold} are needed")
    until = datetime.fromisoformat(expires)
    if now.astimezone(UTC) >= until:
        raise Malformed(f"expired at {expires}")
    policy = _policy("".join(f"{line}\n" for line in lines[3:-1] if not line.startswith("root ")))
    policy.expires, policy.roots = until, tuple(key.name for key in roots)
    return policy


def _policy(text: str) -> Policy:
    if not text.endswith("\n"):
        raise Malformed("has a last line without an end, so it may have been cut off")
    policy = Policy()
    readers: dict[str, Callable[[Policy, list[str]], None]] = {
        "log": _log,
        "witness": _witness,
        "group": _group,
        "quorum": _quorum,
        "authority": _authority,
    }
    for line in text.split("\n"):
        if any((character < " " and character != "\t") or character == "\x7f" for character in line):
            raise Malformed("holds a control character")
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if not words or words[0].startswith("#"):
            continue
        if words[0] not in readers:
            raise Malformed("holds a line of an unknown kind")
        readers[words[0]](policy, words[1:])
    if not policy.quorum:
        raise Malformed("has no line that says which quorum is needed")
    return policy


def _log(policy: Policy, words: list[str]) -> None:
    if len(words) not in (1, 2) or len(policy.logs) >= _MOST:
        raise Malformed("holds a broken line of a log, or too many")
    key = notes.read_vkey(words[0])
    if any(key.public == other.public for other in policy.logs):
        raise Malformed("names a log twice")
    policy.logs.append(key)


def _witness(policy: Policy, words: list[str]) -> None:
    if len(words) not in (2, 3) or len(policy.witnesses) >= _MOST:
        raise Malformed("holds a broken line of a witness, or too many")
    _fresh(policy, words[0])
    key = notes.read_vkey(words[1], COSIGNER, ML_DSA_44)
    if any(key.public == other.public for other in policy.witnesses.values()):
        raise Malformed("names a witness twice")
    policy.witnesses[words[0]] = key


def _group(policy: Policy, words: list[str]) -> None:
    if len(words) <= 2 or len(policy.groups) >= _MOST:  # noqa: PLR2004 - a name, a number, and members
        raise Malformed("holds a broken line of a group, or too many")
    _fresh(policy, words[0])
    members = tuple(words[2:])
    taken = {member for group in policy.groups.values() for member in group.members}
    known = policy.witnesses.keys() | policy.groups.keys()
    if len(set(members)) != len(members) or not set(members) <= known or taken & set(members):
        raise Malformed("has a group whose members are not known, or stand in two places")
    spoken = {"any": 1, "all": len(members)}
    needed = spoken.get(words[1]) or (int(words[1]) if _COUNT.fullmatch(words[1]) else 0)
    if not 0 < needed <= len(members):
        raise Malformed("has a group that needs nobody, or more than it has")
    policy.groups[words[0]] = Group(needed, members)


def _quorum(policy: Policy, words: list[str]) -> None:
    known = {"none"} | policy.witnesses.keys() | policy.groups.keys()
    if policy.quorum or len(words) != 1 or words[0] not in known:
        raise Malformed("has no quorum that can be met, or two")
    policy.quorum = words[0]


def _authority(policy: Policy, words: list[str]) -> None:
    if len(words) != 2 or not is_sum(words[1]) or words[0] in policy.authorities:  # noqa: PLR2004
        raise Malformed("holds a broken line of a time authority")
    if len(policy.authorities) >= _MOST:
        raise Malformed("names too many time authorities")
    policy.authorities[words[0]] = words[1]


def _fresh(policy: Policy, name: str) -> None:
    if name == "none" or name in policy.witnesses or name in policy.groups:
        raise Malformed("gives one name twice")
