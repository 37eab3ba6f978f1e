"""What lies beside the records, row by row: each fault whole, as a person reads it, and honest rows that pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from showsafe.ledger.verify import beside
from showsafe.ledger.verify.buckets import Buckets
from showsafe.ledger.verify.history import Life
from showsafe.ledger.verify.report import Fault, Notebook
from tests.ledger.verify.directories import sealed_value
from tests.ledger.verify.logs import NEXT, NODE, b64

COUNT = 7
SALT = bytes(range(32))
END = b'{"number":3,"previous":"%s"}' % (b"ab" * 32)
ENDS = {NODE.id: (3, "ab" * 32)}


@dataclass
class Rows:
    """The rows of a database in which anybody may have written anything."""

    kept: list[tuple[Any, Any]] = field(default_factory=list)
    values: list[tuple[Any, Any, Any]] = field(default_factory=list)
    ends: list[tuple[Any, Any]] = field(default_factory=lambda: [(NODE.id.encode(), END)])
    stray: tuple[str, ...] = ()

    def attachments(self) -> Iterator[tuple[Any, Any]]:
        """Yield the attachments."""
        yield from self.kept

    def personal(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the personal values."""
        yield from self.values

    def heads(self) -> Iterator[tuple[Any, Any]]:
        """Yield the ends of chains."""
        yield from self.ends

    def stray_snapshot(self, size: int) -> bool:
        """Say whether there is a stray snapshot, of a log of this size."""
        return size == COUNT and "snapshot" in self.stray

    def stray_line(self, size: int) -> bool:
        """Say whether there is a stray line, of a log of this size."""
        return size == COUNT and "line" in self.stray


def digests(*names: str) -> Buckets:
    """Return a set of digests by their hex names."""
    found = Buckets(32)
    found.add(b"".join(map(bytes.fromhex, names)))
    return found


def found(
    rows: Rows,
    named: Sequence[str] = (),
    sealed: Sequence[str] = (),
    erased: Sequence[str] = (),
    nodes: Sequence[Life] = (Life(NODE.id, NODE.public, "ed25519", "node", 1),),
) -> Fault | None:
    """Hold rows against records that name these things; return the first fault of the ninth step."""
    walk: Any = SimpleNamespace(
        count=COUNT,
        attachments=digests(*named),
        sealed=digests(*sealed),
        erased=digests(*erased),
        ends=SimpleNamespace(of=ENDS),
        history=SimpleNamespace(node_at=lambda size: nodes[-1] if nodes and size == COUNT else None),
    )
    book, database = Notebook(), rows
    beside.check(book, walk, database)  # type: ignore[arg-type]
    assert set(book.faults) <= {"keys"}
    return book.faults.get("keys")


def by_sum(*contents: bytes) -> dict[str, bytes]:
    """Return contents by their sums, in the order in which a database keeps them."""
    return dict(sorted((hashlib.sha256(content).hexdigest(), content) for content in contents))


def kept(contents: dict[str, bytes]) -> list[tuple[bytes, bytes]]:
    """Return attachments as the rows of a table."""
    return [(name.encode(), content) for name, content in contents.items()]


MANY = by_sum(*(b"picture %d" % number for number in range(200)))
PEOPLE = dict(sorted(sealed_value(f"person {number}", SALT) for number in range(200)))
VALUES = [(name.encode(), value.salt, value.value) for name, value in PEOPLE.items()]


def test_many_honest_rows_pass() -> None:
    """Each of two hundred attachments and values is found where it lies, and nobody is accused."""
    assert found(Rows(kept(MANY), VALUES), list(MANY), list(PEOPLE)) is None
    assert found(Rows()) is None


def test_an_attachment_that_is_gone_or_strange_is_named() -> None:
    """Wherever it stands in the order of the sums, the one that is gone, or that no record names, is told."""
    for place in (0, 1, 100, 199):
        name = list(MANY)[place]
        fewer = {other: content for other, content in MANY.items() if other != name}
        says = f"the attachment {name} is missing"
        assert found(Rows(kept(fewer)), list(MANY)) == Fault("verify.attachment", says)
        says = f"the attachment {name} is named by no record"
        assert found(Rows(kept(MANY)), list(fewer)) == Fault("verify.attachment", says)


def test_the_only_one_is_missed_whatever_its_sum() -> None:
    """Where nothing is kept at all, whatever a record names is missed, from the lowest sum to the highest."""
    for first in range(256):
        name = f"{first:02x}" * 32
        says = f"the attachment {name} is missing"
        assert found(Rows(), [name]) == Fault("verify.attachment", says)


def test_of_several_the_lowest_is_named() -> None:
    """Two audits of one directory say the same: of all that are gone, or strange, the one with the lowest sum."""
    low = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(2000)]
    together = sorted(name for name in low if name[0] == "0")
    says = f"the attachment {together[0]} is missing"
    assert found(Rows(), list(reversed(together))) == Fault("verify.attachment", says)
    says = f"the personal value {together[0]} is missing, and no record erased it"
    assert found(Rows(), sealed=together[::-1]) == Fault("verify.personal", says)


NOT_ITS_SUM = Fault("verify.attachment", "an attachment is not kept under the sum of its bytes")
SUM_OF_X = hashlib.sha256(b"x").hexdigest()


def test_an_attachment_under_another_name_than_its_sum() -> None:
    """Other bytes under a sum that a record names, or the right ones under a word that is no sum, are a fault."""
    named = SUM_OF_X.encode()
    rows: list[tuple[Any, Any]] = [(named, b"y"), (named, None), (named, 7), (named.upper(), b"x")]
    rows += [(SUM_OF_X, b"x"), (b"", b"x"), (b"", None), (None, b"x"), (b"XXXX", None)]
    for row in rows:
        assert found(Rows([row]), [SUM_OF_X]) == NOT_ITS_SUM, row


OUT_OF_ORDER = {
    what: Fault("verify.keys", f"the {what} are out of order") for what in ("attachments", "personal values")
}


@pytest.mark.parametrize("order", [(0, 0), (0, 1, 0)])
def test_rows_out_of_their_order_are_told(order: tuple[int, ...]) -> None:
    """A damaged index may hand out a row twice or late; what it hands out then is not taken for the whole."""
    pictures, people = kept(MANY), VALUES
    expected = {name: list(names) for name, names in (("pictures", MANY), ("people", PEOPLE))}
    rows = Rows([pictures[place] for place in order])
    named = {expected["pictures"][place] for place in order}
    assert found(rows, sorted(named)) == OUT_OF_ORDER["attachments"]
    rows = Rows(values=[people[place] for place in order])
    sealed = {expected["people"][place] for place in order}
    assert found(rows, sealed=sorted(sealed)) == OUT_OF_ORDER["personal values"]


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (("sealed",), "is missing, and no record erased it"),
        (("here",), "belongs to no record"),
        (("here", "sealed", "erased"), "is still here, though a record erased it"),
        (("erased",), "was erased, and no record ever held it"),
    ],
)
def test_a_personal_value_that_is_not_as_the_records_say(where: tuple[str, ...], says: str) -> None:
    """One value among two hundred that is gone, strange, or here though it was erased, is named."""
    for name in [list(PEOPLE)[place] for place in (0, 100, 199)]:
        others = [other for other in PEOPLE if other != name]
        rows = Rows(values=[row for row in VALUES if "here" in where or row[0] != name.encode()])
        sealed, erased = [*others, *[name] * ("sealed" in where)], [name] * ("erased" in where)
        told = found(rows, sealed=sealed, erased=erased)
        assert told == Fault("verify.personal", f"the personal value {name} {says}")


def test_a_value_that_was_erased_may_be_gone() -> None:
    """An erasure is a record: the others stay, and nobody is accused."""
    name = list(PEOPLE)[100]
    rows = Rows(values=[row for row in VALUES if row[0] != name.encode()])
    assert found(rows, sealed=list(PEOPLE), erased=[name]) is None


DOES_NOT_FIT = Fault("verify.personal", "a personal value does not fit its commitment")


def committed(salt: bytes, value: bytes) -> bytes:
    """Return what the commitment to a value would be, if it were one."""
    return hashlib.sha256(b"showsafe-commitment/1\n" + salt + value).hexdigest().encode()


UNFIT: list[tuple[Any, Any, Any]] = [
    (committed(SALT, b'"Jo"'), SALT, b'"Jim"'),
    (committed(SALT, b'"Jo"'), bytes(32), b'"Jo"'),
    (committed(SALT, b'"Jo"').upper(), SALT, b'"Jo"'),
    (committed(SALT, b'"Jo"').decode(), SALT, b'"Jo"'),
    (committed(b"", b'"Jo"'), b"", b'"Jo"'),
    (committed(SALT[:31], b'"Jo"'), SALT[:31], b'"Jo"'),
    (committed(SALT, b'1"Jo"'), SALT + b"1", b'"Jo"'),
    (committed(SALT, b' "Jo"'), SALT, b' "Jo"'),
    (committed(SALT, b""), SALT, b""),
    (committed(SALT, b'"Jo"'), SALT.decode(), b'"Jo"'),
    (committed(SALT, b'"Jo"'), None, b'"Jo"'),
    (committed(SALT, b'"Jo"'), SALT, '"Jo"'),
    (committed(SALT, b"1"), SALT, 1),
    (committed(SALT, b"1"), SALT, None),
    (b"", SALT, b"no value"),
    (b"", b"short", b'"Jo"'),
    (b"", None, None),
    (None, SALT, b'"Jo"'),
]


def test_a_value_that_does_not_fit_its_commitment() -> None:
    """Another value, another salt, one of a wrong length, or what is no value at all: none is shown as a person's."""
    for row in UNFIT:
        named = row[0].decode().lower() if isinstance(row[0], bytes) and row[0] else "00" * 32
        assert found(Rows(values=[row]), sealed=[named]) == DOES_NOT_FIT, row


def test_the_commitment_to_what_is_no_value() -> None:
    """Nothing commits to what is not canonical JSON, or to a salt that is not of 32 bytes."""
    assert beside.commitment_of(SALT, b'"Jo"') == committed(SALT, b'"Jo"').decode()
    for salt, value in ((SALT, b"{"), (SALT, b"1.5"), (SALT[:-1], b"1"), (SALT + b"1", b"1")):
        assert beside.commitment_of(salt, value) == ""


@pytest.mark.parametrize(
    ("stray", "says"),
    [
        ("snapshot", "a snapshot speaks of a record or a scope that is not there"),
        ("line", "a line of the outbox speaks of a record that is not there, or is none"),
    ],
)
def test_a_stray_row_is_told(stray: str, says: str) -> None:
    """A snapshot or a line of the outbox that reaches beyond the records that were read is a fault."""
    assert found(Rows(stray=(stray,))) == Fault("verify.keys", says)


KEPT_KEY = b'{"public":"%b","record":1}' % b64(NODE.public).encode()
LATER_KEY = b'{"public":"%b","record":5}' % b64(NEXT.public).encode()
NODES = [Life(NODE.id, NODE.public, "ed25519", "node", 1), Life(NEXT.id, NEXT.public, "ed25519", "node", 5)]
NOT_THE_KEY = Fault("verify.keys", "the kept key of the node is not the one that the records say")


@pytest.mark.parametrize(
    ("value", "nodes", "told"),
    [
        (KEPT_KEY, NODES[:1], None),
        (LATER_KEY, NODES, None),
        (KEPT_KEY, NODES, NOT_THE_KEY),
        (LATER_KEY, NODES[:1], NOT_THE_KEY),
        (KEPT_KEY + b"\n", NODES[:1], NOT_THE_KEY),
        (b"", NODES[:1], NOT_THE_KEY),
        (KEPT_KEY, [], NOT_THE_KEY),
        (b"", [], NOT_THE_KEY),
    ],
)
def test_the_kept_key_of_the_node(value: bytes, nodes: list[Life], told: Fault | None) -> None:
    """Where the key that signs now is kept, it is the node's last one, with the record that brought it."""
    end = (NODE.id.encode(), END)
    for ends in ([(b"node-key", value), end], [end, (b"node-key", value)]):
        assert found(Rows(ends=ends), nodes=nodes) == told


OTHER_ENDS = Fault("verify.keys", "the kept ends of the devices' chains are not those of the records")
NO_DEVICE = Fault("verify.keys", "the end of a chain is kept for a device that no record names")


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ([(NODE.id.encode(), END)], None),
        ([], OTHER_ENDS),
        ([(NODE.id.encode(), END.replace(b"3", b"2"))], OTHER_ENDS),
        ([(NODE.id.encode(), END + b"\n")], OTHER_ENDS),
        ([(NODE.id.encode(), None)], OTHER_ENDS),
        ([(NODE.id.encode(), END), (NEXT.id.encode(), END)], NO_DEVICE),
        ([(NEXT.id.encode(), END), (NODE.id.encode(), END)], NO_DEVICE),
        ([(NODE.id.encode(), b"x"), (NODE.id.encode(), END)], NO_DEVICE),
        ([(None, END), (NODE.id.encode(), END)], NO_DEVICE),
    ],
)
def test_the_kept_ends_of_the_chains(ends: list[tuple[Any, Any]], told: Fault | None) -> None:
    """A tablet goes on where its end is kept: each is that of the records, once, and of no other device."""
    assert found(Rows(ends=ends)) == told


def test_a_wrong_key_does_not_hide_a_wrong_end() -> None:
    """What stands after the kept key is looked at, too: of both, the first in the order of the rows is told."""
    ends = [(b"node-key", KEPT_KEY), (NODE.id.encode(), b"x")]
    assert found(Rows(ends=ends)) == OTHER_ENDS
