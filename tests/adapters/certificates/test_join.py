"""What a phone's owner is shown and given: words, a QR, a profile, and steps in every language."""

from __future__ import annotations

import hashlib
import plistlib
import re
import string
import uuid
from itertools import combinations
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from showsafe.adapters.certificates import apple, authority, codes, join, steps, words
from showsafe.adapters.certificates.hosts import address_of
from showsafe.errors import WrongInput
from tests.adapters.certificates.set_up import MORNING

COMMANDS = {
    "action",
    "cut",
    "fire",
    "hot",
    "cold",
    "safe",
    "live",
    "clear",
    "stop",
    "hold",
    "check",
    "shot",
    "blank",
}
URL = "http://192.168.1.20:7381/join"


def differing(one: str, other: str) -> int:
    """Return in how many letters two words differ (put in, left out or exchanged)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        fresh = [number]
        for at, against in enumerate(other, start=1):
            fresh.append(min(row[at] + 1, fresh[-1] + 1, row[at - 1] + (letter != against)))
        row = fresh
    return row[-1]


def test_the_words_can_be_told_apart() -> None:
    """Of 256 words no two share their first or last four letters, or differ in fewer than three; none is a command."""
    assert len(words.known()) == 256
    assert list(words.known()) == sorted(words.known())
    for one, other in combinations(words.known(), 2):
        assert one[:4] != other[:4]
        assert one[-4:] != other[-4:]
        assert differing(one, other) >= 3, (one, other)
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in words.known())
    assert not COMMANDS & set(words.known())


def test_the_words_never_change() -> None:
    """The list, whose order is the code, is the one that fingerprints were read out with before."""
    assert hashlib.sha256(" ".join(words.known()).encode()).hexdigest()[:16] == "d19f2fb64f8ca3cd"
    assert " ".join(words.spoken(b"showsafe")) == (
        "kingdom saturday tomorrow bamboo orchard otter mirror album flute curtain barrel"
    )


@given(st.binary())
def test_words_that_were_heard_right_are_taken(certificate: bytes) -> None:
    """Eleven words, in any case and with commas, are read back as they were spoken."""
    said = words.spoken(certificate)
    assert words.heard(", ".join(said).upper()) == said
    assert len(said) == 11


@given(st.binary(), st.integers(0, 10), st.integers(1, 255))
def test_one_word_misheard_shows_nearly_always(certificate: bytes, at: int, by: int) -> None:
    """One wrong word among eleven is refused, or, once in 256 times, fits and is not the same."""
    said = list(words.spoken(certificate))
    said[at] = words.known()[(words.known().index(said[at]) + by) % 256]
    try:
        assert words.heard(" ".join(said)) != words.spoken(certificate)
    except WrongInput as error:
        assert error.code == "ca.words-misheard"  # noqa: PT017 - both ends are right, and one of 256 is the first


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "ca.words-number"),
        ("abacus", "ca.words-number"),
        ("abacuss", "ca.words-unknown"),
        ("\x1b[2J", "ca.words-unknown"),
    ],
)
def test_words_that_are_none(said: str, code: str) -> None:
    """Too few words, and words that are not on the list, are refused; a near one is offered."""
    with pytest.raises(WrongInput) as refused:
        words.heard(said)
    assert refused.value.code == code
    assert "\x1b" not in str(refused.value)
    assert ("abacus?" in refused.value.now) is (said == "abacuss")


def test_the_fingerprint_is_as_phones_show_it() -> None:
    """The hexadecimal fingerprint is that of the SHA-256 of the certificate, in pairs."""
    made = authority.new("north-ridge", MORNING)
    assert words.hexadecimal(made.der).replace(":", "").lower() == hashlib.sha256(made.der).hexdigest()
    assert re.fullmatch("([0-9A-F]{2}:){31}[0-9A-F]{2}", words.hexadecimal(made.der))


def test_the_profile_is_the_same_each_time() -> None:
    """Made twice, the profile of one authority has the same bytes; that of another has other ids throughout."""
    made, other = authority.new("north-ridge", MORNING), authority.new("north-ridge", MORNING)
    assert apple.profile(made, "en") == apple.profile(made, "en")
    one, two = (plistlib.loads(apple.profile(each, "en")) for each in (made, other))
    for first, second in ((one, two), (one["PayloadContent"][0], two["PayloadContent"][0])):
        assert first["PayloadUUID"] != second["PayloadUUID"]
        assert first["PayloadIdentifier"] != second["PayloadIdentifier"]


def test_the_profile_holds_the_authority_alone() -> None:
    """The profile has one payload, the certificate as a root; it can be removed, and goes by itself at its end."""
    made = authority.new("north-ridge", MORNING)
    read = plistlib.loads(apple.profile(made, "es"))
    (payload,) = read["PayloadContent"]
    assert payload["PayloadType"] == "com.apple.security.root"
    assert payload["PayloadContent"] == made.der
    assert read["PayloadRemovalDisallowed"] is False
    assert read["RemovalDate"] == made.ends.replace(tzinfo=None)
    assert {uuid.UUID(each["PayloadUUID"]).version for each in (read, payload)} == {5}
    assert "2028" in read["PayloadDescription"]
    assert b"PRIVATE" not in apple.profile(made, "en")


def placeholders(text: str) -> set[str]:
    """Return what is filled in in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_says_everything() -> None:
    """Each language has the same sentences, systems, numbers of steps and places to fill in, and a text of its own."""
    english, spanish = (steps.catalogue()[language] for language in steps.languages())
    assert steps.languages() == ("en", "es")
    assert english.keys() == spanish.keys()
    assert (
        english["systems"].keys()
        == spanish["systems"].keys()
        == {"ios", "android", "windows", "macos", "firefox"}
    )
    for key in english.keys() - {"systems"}:
        assert placeholders(english[key]) == placeholders(spanish[key])
        assert english[key] != spanish[key]
    for system, told in english["systems"].items():
        other = spanish["systems"][system]
        assert told["file"] == other["file"]
        assert told["file"] in join.TYPES
        for part in ("join", "leave"):
            assert [placeholders(line) for line in told[part]] == [placeholders(line) for line in other[part]]


def test_every_system_compares_before_it_trusts() -> None:
    """The steps of each system have the fingerprint compared, by its SHA-256, in every language."""
    for language in steps.languages():
        for each in steps.steps(language, url=URL, name="n", ends="e"):
            assert any(re.search("sha-?256", line, re.IGNORECASE) for line in each.join), each.system
            assert URL in each.join[0]


def test_an_unknown_language_is_refused() -> None:
    """A language that nothing is written in is refused, with those that there are."""
    with pytest.raises(WrongInput) as refused:
        steps.said("tlh")
    assert refused.value.code == "ca.no-language"


def test_what_is_handed_out_is_public(tmp_path: Path) -> None:
    """The files for phones are the certificate in three forms, written whole, with no key in any of them."""
    made = authority.new("north-ridge", MORNING)
    written = join.write(join.material(made, URL), tmp_path / "out")
    assert [each.name for each in written] == [
        "showsafe-ca.crt",
        "showsafe-ca.pem",
        "showsafe-ca.mobileconfig",
    ]
    assert x509.load_der_x509_certificate(written[0].read_bytes()) == made.certificate
    assert x509.load_pem_x509_certificate(written[1].read_bytes()) == made.certificate
    assert not any(b"PRIVATE" in each.read_bytes() for each in written)


@pytest.mark.parametrize(
    ("host", "url"),
    [("192.168.1.20", "http://192.168.1.20:7381/join"), ("fd00::2", "http://[fd00::2]:7381/join")],
)
def test_the_address_of_the_join_page(host: str, url: str) -> None:
    """The join page is at a plain address, an IPv6 one in brackets."""
    assert join.url_of(address_of(host)) == url


def test_the_qr_is_the_address() -> None:
    """The rows for a terminal show the same modules as the library's own, two to a character, with a quiet zone."""
    rows = list(codes.rows(URL))
    width = len(rows[0])
    assert {len(row) for row in rows} == {width}
    assert rows[0].strip() == ""
    assert all(row[:2] == row[-2:] == "  " for row in rows)
    dark = [[cell in halves for halves in ("\u2580\u2588", "\u2584\u2588")] for row in rows for cell in row]
    lines: list[list[bool]] = []
    for at in range(0, len(dark), width):
        lines += [[pair[half] for pair in dark[at : at + width]] for half in (0, 1)]
    expected = [
        [bool(module) for module in line] for line in codes._code(URL).matrix_iter(border=codes.QUIET)
    ]
    assert lines[: len(expected)] == expected


def test_the_picture_is_dark_on_light() -> None:
    """The SVG has its own light ground, so that it can be read on a dark page, and runs no script."""
    svg = codes.svg(URL)
    assert svg.startswith("<svg")
    assert "white" in svg or "#fff" in svg
    assert "<script" not in svg
