"""The auditor's reading of what is trusted from outside: policies (C2SP) and trust roots."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from showsafe.ledger.verify import policy
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import NEXT, NODE, OTHER, PERSON, line_of, note_of, vkey_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
W1, W2, W3 = (vkey_of(key, f"w{number}", 4) for number, key in enumerate((NEXT, PERSON, OTHER), start=1))
THREE = f"witness a {W1}\nwitness b {W2} https://b.example/\nwitness c {W3}\n"
PUBLICS = {"a": NEXT.public, "b": PERSON.public, "c": OTHER.public}


def who(names: str) -> set[bytes]:
    """Return the public keys of witnesses by their letters."""
    return {PUBLICS[name] for name in names}


def test_how_large_a_policy_may_be() -> None:
    """Up to 256 KiB it is read, and not one byte more."""
    whole = b"quorum none\n# " + b"x" * (policy.LARGEST - 15) + b"\n"
    assert (policy.LARGEST, len(whole)) == (256 * 1024, 256 * 1024)
    assert policy.read(whole, NOW).quorum == "none"
    with pytest.raises(Malformed, match="is far too large"):
        policy.read(b"#" + whole, NOW)


@pytest.mark.parametrize(
    ("lines", "enough", "short"),
    [
        ("quorum none", ("", "a"), ()),
        ("quorum b", ("b", "ab"), ("", "ac")),
        ("group g any a b c\nquorum g", ("a", "c"), ("",)),
        ("group g all a b c\nquorum g", ("abc",), ("", "ab")),
        ("group g 2 a b c\nquorum g", ("ab", "ac", "abc"), ("a", "")),
        ("group g 2 a b\ngroup h any g c\nquorum h", ("ab", "c"), ("a", "b")),
        (f"# a word\n\tlog {vkey_of(NODE)} https://x/\n\nquorum  a ", ("a",), ("b",)),
    ],
)
def test_a_quorum_is_counted(lines: str, enough: tuple[str, ...], short: tuple[str, ...]) -> None:
    """Witnesses and groups agree as the format says, nested or alone."""
    read = policy.read(f"{THREE}{lines}\n".encode(), NOW)
    assert all(read.enough(who(names)) for names in enough)
    assert not any(read.enough(who(names)) for names in short)


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "quorum d",
        "quorum a\nquorum a",
        "quorum a b",
        "group g 4 a b c\nquorum g",
        "group g 0 a\nquorum g",
        f"group g {'9' * 5000} a\nquorum g",
        "group g any\nquorum g",
        "group g any d\nquorum g",
        "group g any a a\nquorum g",
        "group g any a\ngroup h any a\nquorum g",
        "group none any a\nquorum a",
        "quorum g\ngroup g any a",
        f"witness a {W3}\nquorum a",
        f"witness d {W1}\nquorum a",
        f"witness d {vkey_of(NODE)}\nquorum a",
        f"log {vkey_of(NODE)}\nlog {vkey_of(NODE, 'x')}\nquorum a",
        "authority x 00\nquorum a",
        "something else\nquorum a",
        "quorum a\x00",
    ],
)
def test_a_policy_that_is_none(lines: str) -> None:
    """Names not known, given twice or used twice, numbers that cannot be met, and unknown lines are refused."""
    with pytest.raises(Malformed):
        policy.read(f"{THREE}{lines}\n".encode(), NOW)


def test_a_policy_that_was_cut_off() -> None:
    """The last line has an end: without one nobody knows what came after it."""
    with pytest.raises(Malformed):
        policy.read(f"{THREE}quorum a".encode(), NOW)


def trust_root(threshold: str = "2", expires: str = "2026-06-01T00:00:00Z", signers: str = "ab") -> bytes:
    """Return a trust root with the roots a and b, signed by some of them."""
    text = f"showsafe-trust/1\nexpires {expires}\nthreshold {threshold}\n"
    text += f"root {vkey_of(NEXT, 'a')}\nroot {vkey_of(PERSON, 'b')}\n"
    text += f"witness w {W3}\nquorum w\nauthority clock {'0' * 64}\n"
    keys = {"a": NEXT, "b": PERSON, "x": OTHER}
    signed = note_of(text, signers[0], keys[signers[0]])
    for name in signers[1:]:
        signed += line_of(name, 1, keys[name].public, keys[name].sign(text.encode())).encode()
    return signed


def test_a_trust_root_holds_with_enough_of_its_roots() -> None:
    """Signed by as many of its own roots as it asks for, and not expired, it says what is trusted."""
    read = policy.read(trust_root(), NOW)
    assert read.enough(who("c"))
    assert read.authorities == {"clock": "0" * 64}
    assert read.roots == ("a", "b")


@pytest.mark.parametrize(
    "data",
    [
        trust_root(signers="a"),
        trust_root(signers="aa"),
        trust_root(signers="ax"),
        trust_root(threshold="3"),
        trust_root(threshold="0"),
        trust_root(threshold="two"),
        trust_root(threshold="9" * 5000),
        trust_root(expires="2026-03-01T00:00:00Z"),
        trust_root(expires="never"),
        trust_root().replace(b"quorum w", b"quorum none"),
        trust_root().replace(b"root a", b"rood a"),
        trust_root().partition(b"\n\n")[0],
        trust_root()[:-8] + b"AAAAAA=\n",
    ],
)
def test_a_trust_root_that_does_not_hold(data: bytes) -> None:
    """Too few roots, one twice, a stranger's word, an end that has come, a changed text: none of it counts."""
    with pytest.raises(Malformed):
        policy.read(data, NOW)
