"""The text of a web page: what a person reads, without scripts, styles, trackers and navigation."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from html.parser import HTMLParser

from showsafe.casefile.reading.sources.extracted import Extracted

_DROPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "nav",
        "button",
        "select",
        "textarea",
        "title",
        "math",
        "audio",
        "video",
    )
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "blockquote",
        "figure",
        "figcaption",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
        "td",
        "th",
        "body",
        "head",
    )
)
_RUN = re.compile(r"\S+(?: \S+)*")
"""Words with one space between them, which stay as they are."""

_CUT_OFF = re.compile(r"</?[a-zA-Z!?]")
"""A tag that the end of a page cuts off, which would come out as text."""

_EMPTY = frozenset(("embed",))
_CONTENT = frozenset(("article", "main"))
"""What was dropped before one of these and never closed ends here."""


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.rows: list[tuple[int, int, int]] = []
        self.length = 0
        self.dropped: list[str] = []
        self.newline = True
        self.published: str | None = None
        starts = [0]
        for number, sign in enumerate(source):
            if sign == "\n":
                starts.append(number + 1)
        self.lines = starts

    def here(self) -> int:
        line, column = self.getpos()
        return self.lines[min(line - 1, len(self.lines) - 1)] + column

    def parse_html_declaration(self, i: int) -> int:
        """Take a marked section for a comment, as a browser does: the library gives up on one without a name."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._meta({key: value or "" for key, value in attrs})
        if tag in _CONTENT:
            self.dropped.clear()
        if tag in _DROPPED and tag not in _EMPTY:
            self.dropped.append(tag)
        if tag in _BLOCKS:
            self._end_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.dropped:
            while self.dropped.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        self._add(data, self.here())

    def handle_entityref(self, name: str) -> None:
        self._add(html.unescape(f"&{name};"), self.here())

    def handle_charref(self, name: str) -> None:
        self._add(html.unescape(f"&#{name};"), self.here())

    def _meta(self, own: dict[str, str]) -> None:
        if own.get("property", own.get("name", "")).lower() in (
            "article:published_time",
            "date",
            "dc.date",
            "pubdate",
        ) and own.get("content"):
            self.published = own["content"]

    def _add(self, data: str, at: int) -> None:
        """Add text; a run of white space is one space, as a browser shows it."""
        if self.dropped:
            return
        place = 0
        for found in _RUN.finditer(data):
            if found.start() > place and not self.newline:
                self._put(" ", at + place)
            self._put(found.group(), at + found.start())
            place = found.end()
        if place < len(data) and not self.newline:
            self._put(" ", at + place)

    def _put(self, piece: str, at: int) -> None:
        if piece == " " and self.parts and self.parts[-1] == " ":
            return
        last = self.rows[-1] if self.rows else None
        if last is not None and last[0] + last[1] == self.length and last[2] + last[1] == at:
            self.rows[-1] = (last[0], last[1] + len(piece), last[2])
        else:
            self.rows.append((self.length, len(piece), at))
        self.parts.append(piece)
        self.length += len(piece)
        self.newline = False

    def _end_line(self) -> None:
        if not self.newline:
            self.parts.append("\n")
            self.length += 1
            self.newline = True


def _without_its_end(source: str) -> str:
    """Return a page without a comment or a tag at its end that is never closed: a browser shows neither."""
    comment = source.find("<!--", source.rfind("-->") + 1)
    whole = source if comment < 0 else source[:comment]
    tag = _CUT_OFF.search(whole, whole.rfind(">") + 1)
    return whole if tag is None else whole[: tag.start()]


def page(source: str) -> Extracted:
    """Return the text of a page; whatever is wrong with its marks, what can be read is read."""
    reader = _Reader(source)
    reader.feed(_without_its_end(source))
    reader.close()
    return Extracted("".join(reader.parts), "html", tuple(reader.rows), published=reader.published)


def at_source(extracted: Extracted, place: int) -> int:
    """Return where a place of the text stood in its source; what was put in stands at the end of what is before it."""
    if not extracted.map:
        return place
    number = bisect_right(extracted.map, place, key=lambda row: row[0]) - 1
    start, length, at = extracted.map[max(number, 0)]
    return at + min(max(place - start, 0), length)
