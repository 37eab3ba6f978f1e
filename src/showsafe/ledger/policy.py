"""Which logs and how many witnesses make a checkpoint good enough (C2SP tlog-policy).

A file of lines, each ended by a line feed: ``log VKEY [URL]``, ``witness NAME VKEY [URL]``,
``group NAME all|any|K NAME...`` and exactly one ``quorum NAME`` (or ``none``). A name is a run of bytes: the text is
read so that bytes beyond ASCII come through as they are, and two names are one only where all their bytes are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, cosignature, note
from showsafe.ledger.checkpoint import Checkpoint
from showsafe.ledger.note import COSIGNER, ML_DSA_44, PLAIN, VerifierKey

NONE = "none"
LARGEST_POLICY = 1 << 20
MOST = 256
"""How many logs, witnesses and groups a policy may have, each; the format asks for at least 32."""

_GAP = re.compile(rb"[ \t]+")
_FORBIDDEN = re.compile(rb"[^\t\n -~\x80-\xff]")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Peer:
    """A log or a witness: its key, and where it is reached, if the policy says so."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Names of which at least so many have to have witnessed."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses and groups by their names in the policy, and what the quorum is."""

    logs: tuple[Peer, ...] = ()
    witnesses: Mapping[str, Peer] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    def satisfied_by(self, witnessed: frozenset[str]) -> bool:
        """Say whether the witnesses of these names are a quorum; groups only name what was named before them."""
        reached = {name for name in witnessed if name in self.witnesses}
        for name, group in self.groups.items():
            if sum(member in reached for member in group.members) >= group.least:
                reached.add(name)
        return self.quorum == NONE or self.quorum in reached


@dataclass(frozen=True, slots=True)
class Judged:
    """A checkpoint that satisfies a policy: what it says, which log signed it, and who witnessed it when."""

    checkpoint: Checkpoint
    log: VerifierKey
    witnessed: Mapping[str, int]


def judge(data: bytes, policy: Policy, logs: Sequence[VerifierKey] = ()) -> Judged:
    """Hold a signed checkpoint against a policy; ``logs`` are further logs, known from elsewhere.

    Raises NotVerified: ``note.malformed``, ``checkpoint.malformed``, ``checkpoint.not-signed`` where no log that is
    known has signed it as its own, ``cosignature.wrong`` where the line of a known witness does not hold, and
    ``policy.no-quorum``.
    """
    signed = note.parse(data)
    read = checkpoint.of_text(signed.text)
    known = [peer.key for peer in policy.logs] + list(logs)
    log = next((key for key in known if key.name == read.origin and cosignature.signed_by(signed, key)), None)
    if log is None:
        raise NotVerified(
            "checkpoint.not-signed",
            "The checkpoint is not signed by a log that the policy knows.",
            "Take the policy of this unit, or keep the checkpoint and compare it with one that was kept elsewhere.",
        )
    times = {name: cosignature.cosigned_at(signed, peer.key) for name, peer in policy.witnesses.items()}
    witnessed = {name: at for name, at in times.items() if at is not None}
    if not policy.satisfied_by(frozenset(witnessed)):
        raise NotVerified(
            "policy.no-quorum",
            f"The checkpoint of {read.size} records has {len(witnessed)} cosignatures of known witnesses, "
            f"and they are not the quorum {shown(policy.quorum)}.",
            "Ask the witnesses for their cosignatures, and check again.",
        )
    return Judged(read, log, witnessed)


def parse(data: bytes) -> Policy:
    """Read a policy.

    Raises WrongInput: ``policy.malformed`` with the number of the line, and ``key.weak``.
    """
    if len(data) > LARGEST_POLICY:
        raise _wrong(0, "it is too long")
    if not data.endswith(b"\n"):
        raise _wrong(0, "its last line has no end, so it may have been cut off")
    reading = _Reading()
    for number, line in enumerate(data[:-1].split(b"\n"), start=1):
        reading.line(number, line)
    if not reading.quorum:
        raise _wrong(0, "it has no quorum line; to ask for no witness, write: quorum none")
    return Policy(tuple(reading.logs), reading.witnesses, reading.groups, reading.quorum)


def shown(name: str) -> str:
    """Return a name so that it can be printed, whatever its bytes are."""
    return "".join(c if c.isprintable() else "?" for c in name[:60])


@dataclass(slots=True)
class _Reading:
    logs: list[Peer] = field(default_factory=list)
    witnesses: dict[str, Peer] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""
    log_keys: set[bytes] = field(default_factory=set)
    witness_keys: set[bytes] = field(default_factory=set)
    members: set[str] = field(default_factory=set)

    def line(self, number: int, line: bytes) -> None:
        if _FORBIDDEN.search(line):
            raise _wrong(number, "it holds a control character")
        words = [word.decode("utf-8", "surrogateescape") for word in _GAP.split(line.strip(b" \t")) if word]
        if not words or words[0].startswith("#"):
            return
        kinds: Mapping[str, Callable[[int, Sequence[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        if words[0] not in kinds:
            raise _wrong(number, f"no line begins with {shown(words[0])}")
        kinds[words[0]](number, words[1:])

    def _log(self, number: int, words: Sequence[str]) -> None:
        if len(words) not in (1, 2):
            raise _wrong(number, "a log has a vkey, and at most a URL")
        key = _key(number, words[0], (PLAIN, COSIGNER, ML_DSA_44))
        _once(number, key, self.log_keys)
        self.logs.append(Peer(key, *words[1:]))

    def _witness(self, number: int, words: Sequence[str]) -> None:
        if len(words) not in (2, 3):
            raise _wrong(number, "a witness has a name, a vkey, and at most a URL")
        self._fresh(number, words[0], self.witnesses)
        key = _key(number, words[1], (COSIGNER, ML_DSA_44))
        _once(number, key, self.witness_keys)
        self.witnesses[words[0]] = Peer(key, *words[2:])

    def _group(self, number: int, words: Sequence[str]) -> None:
        if len(words) < 3:  # noqa: PLR2004 - name, threshold and a first member
            raise _wrong(number, "a group has a name, a number (or all, or any), and members")
        name, least, *members = words
        for member in members:
            self._defined(number, member)
            if member in self.members:
                raise _wrong(number, f"{shown(member)} is a member of a group already")
            self.members.add(member)
        self._fresh(number, name, self.groups)
        self.groups[name] = Group(_least(number, least, len(members)), tuple(members))

    def _quorum(self, number: int, words: Sequence[str]) -> None:
        if len(words) != 1 or self.quorum:
            raise _wrong(number, "there is exactly one quorum, and it is one name")
        if words[0] != NONE:
            self._defined(number, words[0])
        self.quorum = words[0]

    def _fresh(self, number: int, name: str, among: Mapping[str, object]) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise _wrong(number, f"the name {shown(name)} is taken")
        if len(among) >= MOST:
            raise _wrong(number, f"there are more than {MOST} of them")

    def _defined(self, number: int, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise _wrong(number, f"no line before it defines {shown(name)}")


def _key(number: int, text: str, kinds: tuple[int, ...]) -> VerifierKey:
    try:
        key = VerifierKey.parse(text)
    except WrongInput as error:
        if error.code != "key.not-a-vkey":
            raise
        raise _wrong(number, error.says.rstrip(".").replace("This is", "it has what is", 1)) from error
    if key.kind not in kinds:
        raise _wrong(number, "its key is of a kind that cannot sign here")
    return key


def _once(number: int, key: VerifierKey, seen: set[bytes]) -> None:
    if key.public in seen:
        raise _wrong(number, "this key stands there twice")
    if len(seen) >= MOST:
        raise _wrong(number, f"there are more than {MOST} of them")
    seen.add(key.public)


def _least(number: int, word: str, count: int) -> int:
    if word in ("all", "any"):
        return count if word == "all" else 1
    if not _NUMBER.fullmatch(word) or int(word) > count:
        raise _wrong(number, f"at least how many is all, any, or a number from 1 to {count}")
    return int(word)


def _wrong(number: int, why: str) -> WrongInput:
    where = f"Line {number} of the policy does not hold" if number else "This is not a policy"
    return WrongInput(
        "policy.malformed", f"{where}: {why}.", "Take the policy from whoever wrote it, or correct the line."
    )
