"""What is trusted from outside, whole: each line of a policy as it is read, how many there may be, and trust roots."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import policy
from showsafe.ledger.verify.notes import COSIGNER, ML_DSA_44, PLAIN, Vkey
from showsafe.ledger.verify.policy import Group, Policy
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, b64, line_of, note_of, vkey_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)
W = vkey_of(OTHER, "w", 4)
SUM = "0" * 64


def key(number: int) -> DeviceKey:
    """Return one of many keys."""
    return DeviceKey(number.to_bytes(32))


def test_all_that_a_policy_says() -> None:
    """Logs, witnesses, groups, authorities and the quorum; addresses, comments and empty lines are of no matter."""
    text = (
        f"# a policy\n\nlog {vkey_of(NODE)}\nlog {vkey_of(NEXT, 'x')} https://x.example/\n"
        f"witness w {W}\nwitness v {vkey_of(PERSON, 'v', 4)} https://v.example/\n"
        f"group g any w v\ngroup h all g\n\tauthority \t clock  {SUM}\nquorum h\n"
    )
    assert policy.read(text.encode(), NOW) == Policy(
        [Vkey("showsafe/north-ridge", PLAIN, NODE.public), Vkey("x", PLAIN, NEXT.public)],
        {"w": Vkey("w", COSIGNER, OTHER.public), "v": Vkey("v", COSIGNER, PERSON.public)},
        {"g": Group(1, ("w", "v")), "h": Group(1, ("g",))},
        {"clock": SUM},
        "h",
    )


@pytest.mark.parametrize(("needed", "count"), [("any", 1), ("all", 3), ("1", 1), ("2", 2), ("3", 3)])
def test_how_many_of_a_group_are_needed(needed: str, count: int) -> None:
    """One, all, or a number of them."""
    lines = [f"witness {name} {vkey_of(key(at), name, 4)}" for at, name in enumerate("abc", start=1)]
    text = "\n".join([*lines, f"group g {needed} a b c", "quorum g"]) + "\n"
    assert policy.read(text.encode(), NOW).groups == {"g": Group(count, ("a", "b", "c"))}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("log", "holds a broken line of a log, or too many"),
        (f"log {vkey_of(NODE)} https://x/ more", "holds a broken line of a log, or too many"),
        (f"log {vkey_of(NODE)}\nlog {vkey_of(NODE, 'x')}", "names a log twice"),
        ("witness w", "holds a broken line of a witness, or too many"),
        (f"witness w {W} https://w/ more", "holds a broken line of a witness, or too many"),
        (f"witness none {W}", "gives one name twice"),
        (f"witness w {W}\nwitness w {vkey_of(NEXT, 'v', 4)}", "gives one name twice"),
        (f"witness w {W}\ngroup v any w\nwitness v {vkey_of(NEXT, 'v', 4)}", "gives one name twice"),
        (f"witness w {W}\nwitness v {vkey_of(OTHER, 'v', 4)}", "names a witness twice"),
        (f"witness w {W}\ngroup w any w", "gives one name twice"),
        (f"witness w {W}\ngroup g any w\ngroup g any g", "gives one name twice"),
        (f"witness w {W}\ngroup g any", "holds a broken line of a group, or too many"),
        ("group", "holds a broken line of a group, or too many"),
        (f"witness w {W}\ngroup g 2 w", "has a group that needs nobody, or more than it has"),
        (f"witness w {W}\ngroup g 0 w", "has a group that needs nobody, or more than it has"),
        (f"witness w {W}\ngroup g -1 w", "has a group that needs nobody, or more than it has"),
        (f"witness w {W}\ngroup g some w", "has a group that needs nobody, or more than it has"),
        ("group g any w", "has a group whose members are not known, or stand in two places"),
        ("group g any g", "has a group whose members are not known, or stand in two places"),
        ("authority clock", "holds a broken line of a time authority"),
        (f"authority clock {SUM} more", "holds a broken line of a time authority"),
        (f"authority clock {SUM[1:]}", "holds a broken line of a time authority"),
        (f"authority clock {SUM}\nauthority clock {'1' * 64}", "holds a broken line of a time authority"),
        ("quorum", "has no quorum that can be met, or two"),
        ("quorum none\nquorum none", "has no quorum that can be met, or two"),
        ("quorum none none", "has no quorum that can be met, or two"),
        ("log\x01", "holds a control character"),
        ("# a comment\x7f", "holds a control character"),
        ("# a comment\r", "holds a control character"),
        ("Quorum none", "holds a line of an unknown kind"),
        ("# nothing else", "has no line that says which quorum is needed"),
    ],
)
def test_why_a_policy_is_none(lines: str, says: str) -> None:
    """Of each broken line it is told what is wrong with it."""
    with pytest.raises(Malformed) as told:
        policy.read(f"{lines}\n".encode(), NOW)
    assert str(told.value) == says


def test_what_is_no_text() -> None:
    """Bytes that are no UTF-8, or far too many, are no policy."""
    fits = b"quorum none\n"
    assert policy.read(fits + b"\n" * (262_144 - len(fits)), NOW).quorum == "none"
    with pytest.raises(Malformed, match="is far too large"):
        policy.read(fits + b"\n" * (262_145 - len(fits)), NOW)
    for nothing in (b"", b" "):
        with pytest.raises(Malformed, match="has a last line without an end"):
            policy.read(nothing, NOW)
    with pytest.raises(Malformed, match="is not UTF-8"):
        policy.read(b"# \xff\nquorum none\n", NOW)


def many(kind: str, count: int) -> bytes:
    """Return a policy with so many lines of a kind."""
    lines = {
        "log": [f"log {vkey_of(key(at), f'n{at}')}" for at in range(count)],
        "witness": [f"witness n{at} {vkey_of(key(at), f'n{at}', 4)}" for at in range(count)],
        "group": [
            f"witness w {W}",
            "group n0 any w",
            *(f"group n{at} any n{at - 1}" for at in range(1, count)),
        ],
        "authority": [f"authority n{at} {SUM}" for at in range(count)],
    }[kind]
    return "".join(f"{line}\n" for line in [*lines, "quorum none"]).encode()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("log", "holds a broken line of a log, or too many"),
        ("witness", "holds a broken line of a witness, or too many"),
        ("group", "holds a broken line of a group, or too many"),
        ("authority", "names too many time authorities"),
    ],
)
def test_how_many_lines_of_a_kind_there_may_be(kind: str, says: str) -> None:
    """128 of each, and not one more."""
    read = policy.read(many(kind, 128), NOW)
    found = {"log": read.logs, "witness": read.witnesses, "group": read.groups, "authority": read.authorities}
    assert len(found[kind]) == 128
    with pytest.raises(Malformed) as told:
        policy.read(many(kind, 129), NOW)
    assert str(told.value) == says


ROOTS = {"a": NEXT, "b": PERSON}


def trust_root(
    head: str = "expires 2026-06-01T00:00:00Z\nthreshold 2\n",
    roots: dict[str, DeviceKey] | None = None,
    signers: dict[str, DeviceKey] | None = None,
    rest: str = f"witness w {W}\nquorum w\n",
) -> bytes:
    """Return a trust root, signed by some."""
    named = ROOTS if roots is None else roots
    text = "showsafe-trust/1\n" + head
    text += "".join(f"root {vkey_of(each, name)}\n" for name, each in named.items()) + rest
    (first, own), *others = (named if signers is None else signers).items()
    signed = note_of(text, first, own)
    lines = (line_of(name, 1, each.public, each.sign(text.encode())) for name, each in others)
    return signed + "".join(lines).encode()


def test_all_that_a_trust_root_says() -> None:
    """What its policy says, until when, and by which roots; a moment before its end it holds, wherever one is."""
    expected = Policy(witnesses={"w": Vkey("w", COSIGNER, OTHER.public)}, quorum="w")
    expected.expires, expected.roots = LATER, ("a", "b")
    assert policy.read(trust_root(), NOW) == expected
    moment = LATER - timedelta(microseconds=1)
    assert policy.read(trust_root(), moment) == expected
    assert policy.read(trust_root(), moment.astimezone(timezone(timedelta(hours=9)))) == expected
    one = trust_root("expires 2026-06-01T00:00:00Z\nthreshold 1\n", signers={"b": PERSON})
    assert policy.read(one, NOW) == expected
    assert policy.read(trust_root(), policy.ALWAYS) == expected


FALSE = line_of("b", 1, PERSON.public, bytes(64)).encode()
ONE = "expires 2026-06-01T00:00:00Z\nthreshold 1\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            trust_root("threshold 2\nexpires 2026-06-01T00:00:00Z\n"),
            "does not say when it expires and how many",
        ),
        (trust_root("threshold 2\n"), "does not say when it expires and how many"),
        (trust_root("expires 2026-06-01T00:00:00Z\n"), "does not say when it expires and how many"),
        (trust_root("expires 2026-06-01\nthreshold 2\n"), "is a trust root with a broken head"),
        (trust_root("expires 2026-06-01T00:00:00Z\nthreshold two\n"), "is a trust root with a broken head"),
        (trust_root("expires 2026-06-01T00:00:00Z\nthreshold 0\n"), "is a trust root with a broken head"),
        (
            trust_root("expires 2026-06-01T00:00:00Z\nthreshold 100000\n"),
            "is a trust root with a broken head",
        ),
        (trust_root(ONE, {"a": NEXT, "b": NEXT}), "is a trust root with a broken head"),
        (trust_root("expires 2026-06-01T00:00:00Z\nthreshold 3\n"), "asks for no signature, or for more"),
        (trust_root(ONE, {}, ROOTS), "asks for no signature, or for more"),
        (trust_root(signers={"a": NEXT}), "is signed by 1 of its roots, and 2 are needed"),
        (trust_root(signers={"x": OTHER}), "is signed by 0 of its roots, and 2 are needed"),
        (trust_root(ONE, signers={"a": NEXT}) + FALSE, "carries a signature of a root that does not hold"),
        (trust_root(rest="quorum w\n"), "has no quorum that can be met, or two"),
        (trust_root(rest="").partition(b"\n\n")[0] + b"\n", "is not a signed note"),
    ],
)
def test_why_a_trust_root_does_not_hold(data: bytes, says: str) -> None:
    """Its head, its roots, who signed, and its policy: of each it is told what is wrong with it."""
    with pytest.raises(Malformed, match=says):
        policy.read(data, NOW)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(microseconds=1)])
def test_a_trust_root_that_has_expired(after: timedelta) -> None:
    """At its end it holds no more, by whichever clock one reads."""
    for zone in (UTC, timezone(timedelta(hours=-9))):
        with pytest.raises(Malformed, match="expired at 2026-06-01T00:00:00Z"):
            policy.read(trust_root(), (LATER + after).astimezone(zone))


def test_how_many_roots_there_may_be() -> None:
    """Sixteen, and not one more."""
    roots = {f"r{at}": key(at) for at in range(17)}
    sixteen = dict(list(roots.items())[:16])
    assert policy.read(trust_root(roots=sixteen), NOW).roots == tuple(sixteen)
    with pytest.raises(Malformed, match="asks for no signature, or for more"):
        policy.read(trust_root(roots=roots), NOW)


def test_a_trust_root_in_another_order() -> None:
    """Its roots and the lines of its policy may stand in any order after the head."""
    head = f"expires 2026-06-01T00:00:00Z\nthreshold 2\nauthority clock {SUM}\n"
    assert policy.read(trust_root(head), NOW).authorities == {"clock": SUM}


def test_a_witness_with_ml_dsa() -> None:
    """A witness may sign with Ed25519 or with ML-DSA-44."""
    public = MlDsaKey(bytes(32)).public
    data = bytes((ML_DSA_44,)) + public
    line = f"w+{hashlib.sha256(b'w' + bytes((10,)) + data).digest()[:4].hex()}+{b64(data)}"
    read = policy.read(f"witness w {line}\nquorum w\n".encode(), NOW)
    assert read.witnesses == {"w": Vkey("w", ML_DSA_44, public)}
