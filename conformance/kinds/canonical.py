"""Canonical JSON: bytes that a reader takes, and others that mean the same and are refused."""

from __future__ import annotations

from conformance.case import Case, one_file

_GOOD = {
    "empty-object": ("{}", "the smallest value that a record could have"),
    "sorted-keys": ('{"a":1,"b":[true,false,null],"c_d":"e"}', "keys in order, no blank, every plain kind"),
    "nested-32": ("[" * 32 + "]" * 32, "32 levels are the most"),
    "largest-integers": ("[9007199254740991,-9007199254740991]", "2^53 - 1 on both sides"),
    "nfc-text": (
        '{"name":"\u00e9t\u00e9 \u6b66\u5668 \U0001f52b"}',
        "text beyond ASCII stands as it is, in NFC",
    ),
    "escapes": (
        '["\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\u007f/"]',
        "only what has to be escaped is, in the shortest form, and a slash is not",
    ),
    "line-separators": ('["\u2028\u2029"]', "line separators are letters like others"),
}

_BAD = {
    "blank": ('{"a": 1}', "a blank between tokens"),
    "line-feed-at-end": ("[1]\n", "a line feed after the value"),
    "unsorted-keys": ('{"b":1,"a":2}', "keys out of order"),
    "doubled-key": ('{"a":1,"a":1}', "a key twice in one object"),
    "key-beyond-ascii": ('{"\u00e9":1}', "a key that is not ASCII"),
    "float": ("[1.0]", "a number with a decimal point"),
    "exponent": ("[1e2]", "a number with an exponent"),
    "minus-zero": ("[-0]", "minus zero"),
    "leading-zero": ("[01]", "a leading zero"),
    "too-large-integer": ("[9007199254740992]", "an integer of 2^53"),
    "not-nfc": ('["e\u0301"]', "text that is not in NFC"),
    "needless-escape": ('["\\u0061"]', "a letter as an escape"),
    "escaped-slash": ('["\\/"]', "an escaped slash"),
    "upper-case-escape": ('["\\u001F"]', "an escape with a capital digit"),
    "half-surrogate": ('["\\ud83d"]', "half of a surrogate pair"),
    "nested-33": ("[" * 33 + "]" * 33, "33 levels"),
    "not-a-number": ("[NaN]", "no number of JSON"),
    "two-values": ("[][]", "something after the value"),
    "nothing": ("", "no value at all"),
}


def cases() -> list[Case]:
    """Return the cases of canonical JSON: each is one file of bytes."""
    good = [one_file(name, why, ".json", text.encode()) for name, (text, why) in _GOOD.items()]
    bad = [one_file(f"{name}_fail", why, ".json", text.encode()) for name, (text, why) in _BAD.items()]
    raw = [
        one_file("byte-order-mark_fail", "a byte order mark before the value", ".json", b"\xef\xbb\xbf[]"),
        one_file("not-utf-8_fail", "a byte that is not UTF-8", ".json", b'["\xff"]'),
        one_file(
            "utf-8-surrogate_fail",
            "a surrogate in the bytes of UTF-8",
            ".json",
            b'["\xed\xa0\xbd\xed\xb4\xab"]',
        ),
    ]
    return [*good, *bad, *raw]
