"""Steps 5 and 6: what others said of checkpoints. Cosignatures count under keys that are trusted, tokens under roots.

Trust comes from a policy given from outside. Where none was, it is taken from the settings in the data, and the report
says so loudly: whoever could replace the data could replace those keys too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from showsafe.ledger.verify import notes, strict, tokens
from showsafe.ledger.verify.block import Event
from showsafe.ledger.verify.history import History
from showsafe.ledger.verify.notes import COSIGNER, ML_DSA_44, PLAIN, Kept, Vkey, Word
from showsafe.ledger.verify.policy import Policy
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.strict import Malformed
from showsafe.ledger.verify.tokens import Anchor
from showsafe.ledger.verify.walk import KEYS_BEFORE

COSIGNATURE, TOKEN, FORK, ROLLED_BACK, NODE_ML_DSA = (
    "cosignature",
    "time-token",
    "fork",
    "rolled-back",
    "ml-dsa",
)
NO_ML_DSA = "ML-DSA-44 signatures were not checked: the cryptography package here cannot do it."
FROM_THE_DATA = (
    "The anchor comes from the data itself: no policy was given, so witnesses and time authorities are those that the "
    "settings in the data name."
)
_KEPT_SIZES = 1024


@dataclass(slots=True)
class Trust:
    """Whose cosignatures and tokens count, and where that was said."""

    policy: Policy | None = None
    witnesses: list[Vkey] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def learn(self, settings: bytes) -> None:
        """Take what the settings say: all of it without a policy, and only certificates with one; raises Malformed."""
        content = strict.parse_object(settings)
        named = [_named(item, "name", "certificates") for item in _list(content, "time_authorities")]
        told = [anchor for name, pem in named for anchor in tokens.of_settings(name, pem)]
        if self.policy is not None:
            self.help(told)
            return
        self.anchors = told
        lines = [_named(item, "vkey", "url")[0] for item in _list(content, "witnesses")]
        self.witnesses = [notes.read_vkey(line, COSIGNER, ML_DSA_44) for line in lines]

    def help(self, told: list[Anchor]) -> None:
        """Let certificates help to get to a root that is trusted; without a policy, be that root."""
        if self.policy is None:
            self.anchors += [anchor for anchor in told if anchor not in self.anchors]
            return
        helping = [
            der for anchor in told for der in anchor.certificates
        ]  # the newest first: not all are read
        self.anchors = [
            Anchor(anchor.name, anchor.root, tuple(dict.fromkeys((*helping, *anchor.certificates))))
            for anchor in self.anchors
        ]


@dataclass(slots=True)
class Seen:
    """How far others saw the log: cosigners by size, and the last token."""

    witnessed: tuple[int, str] = (0, "")
    cosigners: dict[int, set[bytes]] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=dict)
    stamped: tuple[int, str, str] = (0, "", "")
    cosignatures: int = 0
    tokens: int = 0


class Attestations:
    """Checks what others said, record by record, and on the checkpoint itself."""

    def __init__(
        self,
        book: Notebook,
        trust: Trust,
        history: History,
        root_at: Callable[[int], bytes],
        attachment: Callable[[str], bytes | None],
    ) -> None:
        self.book = book
        self.trust = trust
        self.history = history
        self.origin = ""
        self.seen = Seen()
        self.absent = 0
        self._root_at = root_at
        self._attachment = attachment
        if trust.policy is not None:
            trust.witnesses = list(trust.policy.witnesses.values())
            trust.anchors = [Anchor(name, root) for name, root in trust.policy.authorities.items()]

    def named_by_policy(self, *, partial: bool = False) -> bool:
        """Say whether a policy names this log by a key of the node; one that names other logs alone is not for it.

        ``partial``: keys of the node may be missing, so that one which the policy names is not known to be none.
        """
        logs = self.trust.policy.logs if self.trust.policy is not None else []
        nodes = {life.public for life in self.history.node}
        ours = [log for log in logs if log.name == self.origin]
        named = any(log.public in nodes for log in ours)
        if ours and not named and partial:
            self.book.unknown(KEYS_BEFORE, "keys")
        elif logs and not named:
            self.book.fault("keys", "none of the logs that the policy names is this one")
        return named

    def settings(self, event: Event) -> None:
        """Learn from the settings that a record carries; the opening may carry the production's own profile, too."""
        for name in event.attachments:
            if name != event.act.get("settings"):
                continue
            data = self._attachment(name)
            if data is None:
                return
            try:
                self.trust.learn(data)
            except Malformed as error:
                says = f"the settings that record {event.number} carries cannot be used: one of them {error}"
                self.book.fault("keys", says, event.number)

    def take(self, event: Event) -> None:
        """Check a record that says what somebody else said."""
        what, who = str(event.act.get("what")), str(event.act.get("who"))
        look = {
            COSIGNATURE: self._cosignature,
            NODE_ML_DSA: self._ml_dsa,
            TOKEN: self._token,
        }.get(what)
        size = event.act.get("size")
        known = look is not None or what in (FORK, ROLLED_BACK)
        if not known or type(size) is not int or size < 1:
            says = f"record {event.number} attests something that is not known"
            self.book.fault("structure", says, event.number)
            return
        contents = [self._attachment(name) for name in event.attachments]
        if look is None:
            self._evidence(event, who)
        elif any(content is None for content in contents):
            self.absent += 1
        else:
            look(event, who, [content for content in contents if content is not None])

    def on_checkpoint(self, kept: Kept) -> None:
        """Check the cosignature lines that the checkpoint itself carries."""
        for key in self.trust.witnesses:
            self._count(kept, key, "the checkpoint", None)
        for life in self.history.node_ml_dsa[-1:]:
            # The node's own second key is no witness, and need not say a time.
            own = Vkey(self.origin, ML_DSA_44, life.public)
            self._count(kept, own, "the checkpoint", None, node=True)

    def witnessed(self) -> int:
        """Return the largest size that enough witnesses cosigned, or 0."""
        policy, seen = self.trust.policy, self.seen
        for size, cosigners in seen.cosigners.items():
            if size >= seen.witnessed[0] and (policy is None or policy.enough(cosigners)):
                seen.witnessed = size, ", ".join(sorted(seen.names[size]))
        return seen.witnessed[0]

    def end(self, size: int) -> None:
        """Say how far others saw the log, and hold that against the policy."""
        book, seen, policy = self.book, self.seen, self.trust.policy
        witnessed = self.witnessed()
        book.done("cosignatures", covered=witnessed)
        book.done("time", covered=seen.stamped[0])
        if policy is not None and not witnessed and not policy.enough(set()):
            book.fault(
                "cosignatures", "no checkpoint is cosigned by as many witnesses as the policy asks for"
            )
        if witnessed:
            book.notes.append(f"Witnessed up to {witnessed} of {size}, by {seen.witnessed[1]}.")
        else:
            book.could_not_know.append(
                "No witness has said how far the log had come: it is witnessed up to 0."
            )
        if seen.stamped[0]:
            book.notes.append("Stamped up to {} of {size}, at {} by {}.".format(*seen.stamped, size=size))
        if not seen.cosignatures:
            book.not_asked |= {"cosignatures"} if policy is None else set()
        if not seen.tokens:
            book.not_asked.add("time")
        if policy is None and (seen.cosignatures or seen.tokens):
            book.unknown(FROM_THE_DATA)
        if self.absent:
            says = (
                f"{self.absent} records name cosignatures or time tokens that are not kept here; not checked."
            )
            book.could_not_know.append(says)

    def _cosignature(self, event: Event, who: str, contents: list[bytes]) -> None:
        keys = [key for key in self.trust.witnesses if key.name == who]
        for kept in self._ours(event, "cosignatures", contents):
            if not keys:
                self.book.unknown(f"Cosignatures of {who} were not checked: nobody says what its key is.")
            for key in keys:
                if self._count(kept, key, f"record {event.number}", event.number) == Word.SILENT:
                    says = f"record {event.number} does not carry the cosignature of {who} that it names"
                    self.book.fault("cosignatures", says, event.number)

    def _ml_dsa(self, event: Event, who: str, contents: list[bytes]) -> None:
        lives = [life for life in self.history.node_ml_dsa if life.since <= event.number]
        for kept in self._ours(event, "cosignatures", contents):
            if not lives:
                says = f"record {event.number} names an ML-DSA-44 signature, and no such key is enrolled"
                self.book.fault("cosignatures", says, event.number)
                return
            key = Vkey(who, ML_DSA_44, lives[-1].public)
            if self._count(kept, key, f"record {event.number}", event.number, node=True) == Word.SILENT:
                says = f"record {event.number} does not carry the ML-DSA-44 signature that it names"
                self.book.fault("cosignatures", says, event.number)

    def _token(self, event: Event, who: str, contents: list[bytes]) -> None:
        if not tokens.available():
            self.book.unknown("Time tokens were not checked: the package rfc3161-client is not here.", "time")
            return
        stamped = [content for content in contents if _is_checkpoint(content)]
        answers = [content for content in contents if content not in stamped]
        if len(stamped) != 1 or len(answers) != 1:
            says = f"record {event.number} does not carry one checkpoint and one time token"
            self.book.fault("time", says, event.number)
            return
        for kept in self._ours(event, "time", stamped):
            self.seen.tokens += 1
            try:
                name, at = tokens.check(answers[0], stamped[0], self._trusted(who))
            except Malformed as error:
                self.book.fault("time", f"the time token of record {event.number} {error}", event.number)
                return
            self.seen.stamped = max(self.seen.stamped, (kept.size, at.strftime("%Y-%m-%dT%H:%M:%SZ"), name))

    def _trusted(self, who: str) -> list[Anchor]:
        return [anchor for anchor in self.trust.anchors if anchor.name == who] or self.trust.anchors

    def _evidence(self, event: Event, who: str) -> None:
        what = "another branch of this log" if event.act["what"] == FORK else "more records than were here"
        self.book.notes.append(
            f"LOOK AT RECORD {event.number}: {who} had seen {what} when asked about size {event.act['size']}. "
            "What it showed is kept there as evidence."
        )

    def _ours(self, event: Event, step: str, contents: list[bytes]) -> list[Kept]:
        """Return the one checkpoint that a record carries, if it is one of this log before that record."""
        try:
            return [self._own(event, contents)]
        except Malformed as error:
            says = f"the checkpoint that record {event.number} carries {error}"
            self.book.fault(step, says, event.number)
            return []

    def _own(self, event: Event, contents: list[bytes]) -> Kept:
        if len(contents) != 1:
            raise Malformed("is not the only one")
        kept = notes.read_checkpoint(contents[0])
        life = self.history.node_at(kept.size)
        if kept.origin != self.origin or kept.size != event.act["size"] or kept.size >= event.number:
            raise Malformed("is not the one of this log that the record names")
        if life is None or not notes.signed_by(kept.note, Vkey(self.origin, PLAIN, life.public)):
            raise Malformed("is not signed by the node's key of that time")
        if self._root_at(kept.size) != kept.root:
            raise Malformed("is of another branch of this log")
        return kept

    def _count(self, kept: Kept, key: Vkey, where: str, record: int | None, *, node: bool = False) -> Word:
        word, _ = notes.cosigned(kept, key, timeless=node)
        if word == Word.FALSE:
            self.book.fault(
                "cosignatures", f"the cosignature of {key.name} that {where} carries does not hold", record
            )
        elif word == Word.UNKNOWN:
            self.book.unknown(NO_ML_DSA, "cosignatures")
        elif word == Word.HOLDS:
            self.seen.cosignatures += 1
            lives = (*self.history.node, *self.history.node_ml_dsa)
            if key.public not in [life.public for life in lives]:  # nobody is their own witness
                self._remember(kept.size, key)
        return word

    def _remember(self, size: int, key: Vkey) -> None:
        self.seen.cosigners.setdefault(size, set()).add(key.public)
        self.seen.names.setdefault(size, set()).add(key.name)
        if len(self.seen.cosigners) > _KEPT_SIZES:
            self.witnessed()
            for kept in sorted(self.seen.cosigners)[: _KEPT_SIZES // 2]:
                del self.seen.cosigners[kept], self.seen.names[kept]


def _is_checkpoint(content: bytes) -> bool:
    try:
        notes.read_checkpoint(content)
    except Malformed:
        return False
    return True


def _list(content: dict[str, object], name: str) -> list[object]:
    items = content.get(name, [])
    if not isinstance(items, list):
        raise Malformed(f"has no list of {name}")
    return items


def _named(item: object, *names: str) -> tuple[str, ...]:
    found = tuple(item.get(name) for name in names) if isinstance(item, dict) else ()
    if len(found) != len(names) or not all(type(value) is str for value in found):
        raise Malformed("does not say all that it should")
    return tuple(str(value) for value in found)
