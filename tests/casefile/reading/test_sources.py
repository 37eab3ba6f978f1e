"""From pages, captions and news items to text, with the map back."""

from __future__ import annotations

import json
import time

import pytest

from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.sources.taken import LARGEST, taken
from showsafe.casefile.reading.sources.web import at_source
from showsafe.errors import WrongInput

_PAGE = """<!DOCTYPE html><html><head><title>Not read</title><script>var x = "“no,” said nobody";</script>
<meta property="article:published_time" content="2024-11-02T08:00:00Z"><style>p {}</style></head>
<body><nav><a href="/">Home</a></nav><p>The  grip&rsquo;s lamp.</p><p>&ldquo;It was <b>dark</b>,&rdquo; said the
grip.</p><img src="https://tracker.invalid/x.gif"><script src="https://tracker.invalid/x.js"></script></body></html>"""


def test_a_page_is_what_a_person_reads() -> None:
    """Scripts, styles and navigation are gone, a paragraph is a line, and entities are the signs they stand for."""
    found = taken(_PAGE.encode(), "a.html")
    assert found.text == "The grip’s lamp.\n“It was dark,” said the grip.\n"
    assert found.published == "2024-11-02T08:00:00Z"


def test_the_map_leads_back_to_the_source() -> None:
    """Every word of the text stands in the source where the map says."""
    found = taken(_PAGE.encode(), "a.html")
    for word in ("grip", "lamp", "dark", "said"):
        at = at_source(found, found.text.index(word))
        assert _PAGE[at : at + len(word)] == word


@pytest.mark.parametrize(
    "sign", ["<![", "<!", "<?", "<!--", "<a href='", "</", "<", "&#", "&", "<![CDATA[", "<!doctype", "]]>"]
)
def test_a_page_of_nothing_but_beginnings(sign: str) -> None:
    """What begins again and again and never ends breaks nothing, closed at the end or not."""
    for end in ("", ">", "-->", "]>", "x"):
        source = f"<html><p>Said.</p>{sign * 500}{end}"
        assert taken(source.encode(), "a.html").text.startswith("Said.")


def test_a_page_with_broken_tags_is_read() -> None:
    """Tags that are never closed, crossed or cut off lose no text that a person would see."""
    found = taken(b"<p>One <b>two <i>three</b> four</i><div>five</p> six <a href='", "a.html")
    assert found.text.split() == ["One", "two", "three", "four", "five", "six"]


@pytest.mark.slow
def test_a_page_of_forty_megabytes_is_read() -> None:
    """Forty megabytes of page are text in half a minute; more than the limit is turned away."""
    source = (
        b"<html><body>" + (b"<p>%s</p>" % (b"The day went on as before. " * 40)) * 37_500 + b"</body></html>"
    )
    start = time.process_time()
    found = taken(source, "a.html")
    assert len(source) > 40_000_000
    assert found.text.count("\n") == 37_500
    assert time.process_time() - start < 60
    with pytest.raises(WrongInput, match=r"reading\.too-large"):
        taken(b" " * (LARGEST + 1))


def test_captions_name_their_speakers() -> None:
    """A voice tag and a label name who speaks; a caption that goes on with a sentence is of the same speaker."""
    source = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v The Inspector>Who held\n\n"
        "00:02.000 --> 00:03.000\nthe lamp?\n\n"
        "00:03.000 --> 00:04.000\n<v.loud Grip>Nobody did &amp; nobody could.</v>\n\n"
        "00:04.000 --> 00:05.000\nSilence.\n"
    )
    found = taken(source.encode(), "a.vtt")
    quotes = read(found.text, None, found.turns).quotes
    said = [(quote.text, [found.text[slice(*place)] for place in quote.speaker]) for quote in quotes]
    assert said == [
        ("Who held", ["The Inspector"]),
        ("the lamp?", ["The Inspector"]),
        ("Nobody did & nobody could.", ["Grip"]),
        ("Silence.", []),
    ]


def test_a_transcript_names_its_speakers() -> None:
    """Lines that begin with labels in capitals are turns; one such line among others is not."""
    source = "THE COURT: Who held it?\n\nWITNESS A.: I did.\n\nTHE COURT: When?\n"
    found = taken(source.encode())
    quotes = read(found.text, None, found.turns).quotes
    assert [(quote.text, found.text[slice(*quote.speaker[0])]) for quote in quotes] == [
        ("Who held it?", "THE COURT"),
        ("I did.", "WITNESS A."),
        ("When?", "THE COURT"),
    ]
    assert not taken(b"NOTE: It rained.\n\nThe day went on.\n").turns


def test_srt_is_read_with_its_labels() -> None:
    """SRT has no voice tags; a label before a colon names who speaks."""
    first = "1\n00:00:01,000 --> 00:00:02,000\nGrip: It was dark.\n\n"
    source = f"{first}2\n00:00:03,000 --> 00:00:04,000\n<i>Was it?</i>\n"
    found = taken(source.encode())
    assert found.kind == "captions"
    assert found.text == "Grip: It was dark.\nWas it?\n"
    assert [label is None for _, label in found.turns] == [False, True]


def test_a_news_item_gives_its_body() -> None:
    """Of ninjs the body is read, and the day that it names is shown."""
    item = {
        "uri": "tag:x",
        "versioncreated": "2024-11-02T08:00:00Z",
        "body_html": "<p>“It was dark,” said the grip.</p>",
    }
    found = taken(json.dumps(item).encode(), "a.json")
    assert (found.kind, found.text, found.published) == (
        "ninjs",
        "“It was dark,” said the grip.\n",
        "2024-11-02T08:00:00Z",
    )
    newer = {"uri": "tag:x", "bodies": [{"contenttype": "text/plain", "value": "It was dark."}]}
    assert taken(json.dumps(newer).encode(), "a.json").text == "It was dark."
    assert taken(b'{"no": "item"}', "a.json").kind == "text"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("“a”".encode(), "“a”"),
        ("“a”".encode("utf-16"), "“a”"),
        ("“a”".encode("cp1252"), "“a”"),
        ("“a”".encode("utf-8-sig"), "“a”"),
    ],
)
def test_text_in_other_encodings(source: bytes, text: str) -> None:
    """UTF-8, UTF-16 with its mark and Windows-1252 are read as what they are."""
    assert taken(source).text == text
