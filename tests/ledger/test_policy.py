"""The policy of logs and witnesses: what its lines may say, and which checkpoints satisfy it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import checkpoint, cosignature, policy
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from tests.ledger.ledgers import KEY

ORIGIN = checkpoint.origin_of("north-ridge")
LOG = VerifierKey(ORIGIN, KEY.public)
SIGNED = checkpoint.sign(ORIGIN, Frontier().append(leaf_hash(b"one")), KEY)
WITNESSES = {name: DeviceKey(bytes([number]) * 32) for number, name in enumerate("abcde", start=1)}
AT = 1_772_437_800
KEYS = {name: str(cosignature.vkey_of(f"{name}.example", key)) for name, key in WITNESSES.items()}
HEAD = f"log {LOG}\n" + "".join(f"witness {name} {KEYS[name]}\n" for name in WITNESSES)
TWO_LEVELS = HEAD + "group X 2 a b c\ngroup Y any d e\ngroup X-and-Y all X Y\nquorum X-and-Y\n"


def witnessed(*names: str) -> bytes:
    """Return the checkpoint with the cosignatures of some witnesses."""
    lines = (cosignature.sign(SIGNED, f"{name}.example", WITNESSES[name], AT) for name in names)
    return SIGNED + b"".join(lines)


def read(text: str) -> policy.Policy:
    """Return the policy of a text."""
    return policy.parse(text.encode())


def refused(data: bytes) -> str:
    """Return why a policy is refused."""
    with pytest.raises(WrongInput) as caught:
        policy.parse(data)
    assert caught.value.code == "policy.malformed"
    return caught.value.says


def test_a_policy_of_two_levels_is_read() -> None:
    """Logs, witnesses, nested groups and the quorum are read with their thresholds."""
    got = read(TWO_LEVELS)
    assert [str(peer.key) for peer in got.logs] == [str(LOG)]
    assert list(got.witnesses) == list("abcde")
    assert {name: group.least for name, group in got.groups.items()} == {"X": 2, "Y": 1, "X-and-Y": 2}
    assert got.quorum == "X-and-Y"


@pytest.mark.parametrize(
    ("names", "enough"),
    [
        ("abd", True),
        ("ace", True),
        ("abcde", True),
        ("ad", False),
        ("abc", False),
        ("de", False),
        ("", False),
    ],
)
def test_a_quorum_needs_each_of_its_groups(names: str, enough: bool) -> None:  # noqa: FBT001
    """Two of three and one of two are asked for, and nothing else is enough."""
    if enough:
        judged = policy.judge(witnessed(*names), read(TWO_LEVELS))
        assert (judged.log, judged.checkpoint.size) == (LOG, 1)
        assert judged.witnessed == dict.fromkeys(names, AT)
        return
    with pytest.raises(NotVerified) as caught:
        policy.judge(witnessed(*names), read(TWO_LEVELS))
    assert caught.value.code == "policy.no-quorum"


def test_a_quorum_of_none_needs_the_log_alone() -> None:
    """Without witnesses the log's signature is enough, and one of another log is not."""
    assert policy.judge(SIGNED, read(f"log {LOG}\nquorum none\n")).witnessed == {}
    other = VerifierKey(ORIGIN, DeviceKey(bytes(32)).public)
    renamed = VerifierKey("showsafe/other", KEY.public)
    for key in (other, renamed):
        with pytest.raises(NotVerified) as caught:
            policy.judge(SIGNED, read(f"log {key}\nquorum none\n"))
        assert caught.value.code == "checkpoint.not-signed"


def test_a_policy_without_logs_takes_them_from_elsewhere() -> None:
    """Where a policy names no log, nothing passes but what a log known from elsewhere has signed."""
    bare = read("quorum none\n")
    assert policy.judge(SIGNED, bare, [LOG]).log == LOG
    with pytest.raises(NotVerified):
        policy.judge(SIGNED, bare)


def test_a_wrong_line_of_a_known_witness_refuses_the_whole() -> None:
    """A cosignature that does not hold is never passed over for others that do."""
    good = witnessed("a", "b", "d")
    bad = cosignature.sign(checkpoint.sign(ORIGIN, Frontier().append(leaf_hash(b"two")), KEY), "c.example",
                           WITNESSES["c"], AT)  # fmt: skip
    with pytest.raises(NotVerified) as caught:
        policy.judge(good + bad, read(TWO_LEVELS))
    assert caught.value.code == "cosignature.wrong"


def test_a_witness_may_sign_with_ml_dsa() -> None:
    """A witness of the kind ML-DSA-44 counts like any other, and so does a log of that kind."""
    key = MlDsaKey(bytes(32))
    vkey, log = cosignature.vkey_of("q.example", key), cosignature.vkey_of(ORIGIN, key)
    data = SIGNED + cosignature.sign(SIGNED, "q.example", key, AT) + cosignature.sign(SIGNED, ORIGIN, key, 0)
    judged = policy.judge(data, read(f"log {log}\nwitness q {vkey}\nquorum q\n"))
    assert judged.witnessed == {"q": AT}


def test_blanks_comments_and_urls_are_taken() -> None:
    """Tabs and spaces separate, comments and empty lines are passed over, URLs are kept."""
    text = f"# ours\n\n \t \n\tlog\t{LOG}  https://log.example \n witness  a {KEYS['a']}\thttps://a.example\nquorum a"
    got = read(text + " \t\n  # end\n")
    assert got.logs[0].url == "https://log.example"
    assert got.witnesses["a"].url == "https://a.example"


def test_names_are_bytes() -> None:
    """A name may hold any byte beyond ASCII, also where it is no UTF-8, and the Kelvin sign is not a K."""
    text = f"witness K {KEYS['a']}\nwitness \u212a {KEYS['b']}\n".encode()
    got = policy.parse(text + b"group \xff\xfe any \xe2\x84\xaa\nquorum \xff\xfe\n")
    assert got.satisfied_by(frozenset({"\u212a"}))
    assert not got.satisfied_by(frozenset({"K"}))
    assert policy.shown(got.quorum) == "??"


WRONG = {
    "no end": f"log {LOG}\nquorum none",
    "empty": "",
    "no quorum": HEAD,
    "two quorums": HEAD + "quorum a\nquorum a\n",
    "quorum of two": HEAD + "quorum a b\n",
    "quorum before its name": "quorum a\n" + HEAD,
    "quorum unknown": HEAD + "quorum f\n",
    "unknown line": "logs x\nquorum none\n",
    "upper case": f"Log {LOG}\nquorum none\n",
    "log without key": "log\nquorum none\n",
    "log with too much": f"log {LOG} u v\nquorum none\n",
    "log twice": f"log {LOG}\nlog {LOG}\nquorum none\n",
    "log under two names": f"log {LOG}\nlog {VerifierKey('other', KEY.public)}\nquorum none\n",
    "log of two kinds": f"log {LOG}\nlog {VerifierKey(ORIGIN, KEY.public, 4)}\nquorum none\n",
    "broken vkey": f"log {LOG}A\nquorum none\n",
    "witness of a plain kind": f"witness a {LOG}\nquorum a\n",
    "witness without name": f"witness {KEYS['a']}\nquorum none\n",
    "witness with too much": f"witness a {KEYS['a']} u v\nquorum a\n",
    "witness name twice": f"witness a {KEYS['a']}\nwitness a {KEYS['b']}\nquorum a\n",
    "witness key twice": f"witness a {KEYS['a']}\nwitness b {KEYS['a']}\nquorum a\n",
    "witness called none": f"witness none {KEYS['a']}\nquorum none\n",
    "group called none": HEAD + "group none any a\nquorum none\n",
    "group named as a witness": HEAD + "group a any b\nquorum a\n",
    "group named twice": HEAD + "group g any a\ngroup g any b\nquorum g\n",
    "group of itself": HEAD + "group g any g\nquorum g\n",
    "group of later": HEAD + "group g any h\ngroup h any a\nquorum g\n",
    "group of none": HEAD + "group g any none\nquorum g\n",
    "group without members": HEAD + "group g any\nquorum g\n",
    "member twice": HEAD + "group g any a a\nquorum g\n",
    "member of two groups": HEAD + "group g any a\ngroup h any a\nquorum g\n",
    "zero of": HEAD + "group g 0 a b\nquorum g\n",
    "too many of": HEAD + "group g 3 a b\nquorum g\n",
    "leading zero": HEAD + "group g 01 a b\nquorum g\n",
    "signed number": HEAD + "group g +1 a b\nquorum g\n",
    "other digits": HEAD + "group g \u0661 a b\nquorum g\n",
    "carriage return": HEAD.replace("\n", "\r\n") + "quorum none\r\n",
    "zero byte": "quorum none\0\n",
    "delete": "# \x7f\nquorum none\n",
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_policy_is_refused(case: str) -> None:
    """Whatever the format forbids is refused in one sentence."""
    assert refused(WRONG[case].encode()).endswith(".")


def test_the_line_that_is_wrong_is_named() -> None:
    """The refusal of a line says its number."""
    assert refused((HEAD + "group g 9 a\nquorum g\n").encode()).startswith("Line 7 ")


def test_a_policy_has_at_most_so_many_of_each() -> None:
    """The first 256 groups are taken; one more is refused, and so is a file beyond a megabyte."""
    chain = ["group g0 any a\n", *(f"group g{n} any g{n - 1}\n" for n in range(1, policy.MOST))]
    assert len(read(HEAD + "".join(chain) + "quorum g255\n").groups) == policy.MOST
    refused((HEAD + "".join(chain) + "group more any g255\nquorum a\n").encode())
    refused(b"#" * policy.LARGEST_POLICY + b"\n")


def outcome(data: bytes) -> str:
    """Return the code with which bytes are refused, or nothing where they are a policy."""
    try:
        policy.parse(data)
    except WrongInput as error:
        return error.code
    return ""


@given(st.binary(max_size=300))
def test_any_bytes_are_a_policy_or_are_refused(data: bytes) -> None:
    """No bytes end in another error than the one that says what is wrong."""
    assert outcome(data + b"\nquorum none\n") in {"", "policy.malformed", "key.weak"}


@given(st.text(alphabet="abdgw19 \t#none\nquorumlitsp", max_size=200))
def test_any_text_like_a_policy_is_one_or_is_refused(text: str) -> None:
    """The same holds for text that looks like lines of a policy."""
    assert outcome((HEAD + text + "\n").encode()) in {"", "policy.malformed"}
