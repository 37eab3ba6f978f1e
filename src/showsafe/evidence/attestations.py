"""What others attested of checkpoints that a bundle rests on: cosignatures, time tokens, forks that somebody showed.

Of each kind by each witness or authority two are taken: the first after the last record of the bundle, which says when
that record was there at the latest, and the newest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.application.admission import SET
from showsafe.application.naming import field_forms, reading
from showsafe.application.states import loaded
from showsafe.errors import NotVerified
from showsafe.evidence.proofs import Tree
from showsafe.ledger import canonical, checkpoint, record
from showsafe.ledger.store import Store
from showsafe.projections.attested import attestations as newest

COSIGNATURES = ("cosignature", "ml-dsa")
_ALWAYS = ("fork", "rolled-back")


@dataclass(frozen=True, slots=True)
class Attestation:
    """One attested record: what, by whom, of how many records, and what they gave, by name."""

    number: int
    what: str
    who: str
    size: int
    files: Mapping[str, bytes] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it without the files."""
        return {"record": self.number, "what": self.what, "who": self.who, "size": self.size}

    @property
    def folder(self) -> str:
        """The folder of its files in a bundle."""
        return f"attestations/{self.number:08}-{self.what}"


def attestations(store: Store, last: int, tree: Tree) -> tuple[Attestation, ...]:
    """Return what is attested of checkpoints from one record on, and every fork that was ever shown, in order."""
    known = newest(store)
    numbers = {each.record for each in known if each.size >= last or each.what in _ALWAYS}
    waiting = {(each.what, each.who) for each in known if each.size >= last}
    for number, what, who in _first_after(store, last):
        if not waiting:
            break
        if (what, who) in waiting:
            waiting.discard((what, who))
            numbers.add(number)
    certificates = _certificates(store)
    return tuple(_read(store, number, tree, certificates) for number in sorted(numbers))


def _first_after(store: Store, last: int) -> Iterator[tuple[int, str, str]]:
    forms = field_forms("kind", 'attested"')
    of_this = reading(
        store.scope_entries(SET, last),
        forms,
        lambda body: body["kind"] == "attested" and body["act"].get("size", 0) >= last,
    )
    for number, body in of_this:
        yield number, body["act"]["what"], body["act"].get("who", "")


def _read(store: Store, number: int, tree: Tree, certificates: Mapping[str, str]) -> Attestation:
    body = record.read(store.entry(number).raw).body
    act = body["act"]
    files: dict[str, bytes] = {}
    for digest in body.get("attachments", ()):
        content = store.attachment(digest)
        if content is not None:
            files[_name(content, tree, files)] = content
    if "token.tsr" in files and act.get("who", "") in certificates:
        files["certificates.pem"] = certificates[act["who"]].encode()
    return Attestation(number, act["what"], act.get("who", ""), act.get("size", 0), files)


def _name(content: bytes, tree: Tree, taken: Mapping[str, bytes]) -> str:
    """Name what was attached by what it is: our checkpoint, a time token, or what somebody else showed."""
    if content[:1] == b"\x30":
        return "token.tsr"
    try:
        shown = checkpoint.read(content)
    except NotVerified:
        return "shown"
    ours = shown.size <= tree.size and _root(tree, shown.size) == shown.root
    return "checkpoint" if ours and "checkpoint" not in taken else "shown"


def _root(tree: Tree, size: int) -> bytes:
    return tree.subtree(0, size)


def _certificates(store: Store) -> dict[str, str]:
    """Return the certificates of the time authorities, by name, as the settings on record have them."""
    content = store.attachment(loaded(store, SET).state.settings or "")
    if content is None:
        return {}
    settings = canonical.decode(content)
    return {each["name"]: each["certificates"] for each in settings.get("time_authorities", ())}
