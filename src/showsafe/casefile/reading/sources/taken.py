"""Find out what a source is and take its text from it; what cannot be read here is said to be so."""

from __future__ import annotations

import json
import re
from typing import Any

from showsafe.casefile.reading.sources.captions import captions
from showsafe.casefile.reading.sources.extracted import Extracted
from showsafe.casefile.reading.sources.pdf import pdf
from showsafe.casefile.reading.sources.transcript import turns
from showsafe.casefile.reading.sources.web import page
from showsafe.errors import WrongInput

LARGEST = 64 * 1024 * 1024
"""No source may be larger than this, in bytes."""

_PAGE = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE | re.DOTALL
)
_SRT = re.compile(r"^\s*\d+\s*\n\s*(?:\d+:)?\d\d?:\d\d[.,]\d{3}\s*-->")
_HEAD = 4096


def taken(source: bytes, name: str = "") -> Extracted:
    """Return the text of a source, whatever it came as.

    Raises:
        WrongInput: It is larger than ``LARGEST``, or a PDF that cannot be read.
        Unusable: The process that opens a PDF cannot be started.
    """
    if len(source) > LARGEST:
        raise WrongInput(
            "reading.too-large",
            f"This source is larger than {LARGEST // 1024 // 1024} MiB.",
            "Give the part that is to be read.",
        )
    if _is_pdf(source, name):
        return pdf(source)
    text = decoded(source)
    head, ending = text[:_HEAD], name.lower().rpartition(".")[2]
    if head.startswith("WEBVTT") or ending in ("vtt", "srt") or _SRT.match(head):
        return captions(text)
    if ending in ("html", "htm", "xhtml") or _PAGE.match(head):
        return page(text)
    if ending == "json" or head.lstrip().startswith("{"):
        return _ninjs(text) or _text(text)
    return _text(text)


def _is_pdf(source: bytes, name: str) -> bool:
    """Return whether this is a PDF: by how it begins, which may be after other bytes where its name says so."""
    head = source[:1024]
    return head.lstrip().startswith(b"%PDF-") or (name.lower().endswith(".pdf") and b"%PDF-" in head)


def _text(text: str) -> Extracted:
    return Extracted(text, "text", turns=tuple(turns(text)))


def decoded(source: bytes) -> str:
    """Return bytes as text: by their mark, as UTF-8, or else as Windows-1252; what is no letter is a sign for that."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace")
    own = source.removeprefix(b"\xef\xbb\xbf")
    try:
        return own.decode("utf-8")
    except UnicodeDecodeError:
        return own.decode("cp1252", errors="replace")


def _ninjs(text: str) -> Extracted | None:
    """Return the body of a ninjs item; nothing where this is none."""
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(item, dict) or not ("uri" in item or "headline" in item or "headlines" in item):
        return None
    published = next(
        (
            item[key]
            for key in ("versioncreated", "versionCreated", "firstcreated", "firstCreated")
            if isinstance(item.get(key), str)
        ),
        None,
    )
    body, is_page = _body(item)
    if is_page:
        found = page(body)
        return Extracted(found.text, "ninjs", found.map, published=published)
    return Extracted(body, "ninjs", published=published)


def _body(item: dict[str, Any]) -> tuple[str, bool]:
    for key in ("body_html", "body_xhtml"):
        if isinstance(item.get(key), str):
            return item[key], True
    for key in ("body_text",):
        if isinstance(item.get(key), str):
            return item[key], False
    bodies = item.get("bodies")
    for each in bodies if isinstance(bodies, list) else ():
        if isinstance(each, dict) and isinstance(each.get("value"), str):
            return each["value"], "html" in str(each.get("contenttype", each.get("contentType", "")))
    headline = item.get("headline")
    return (headline if isinstance(headline, str) else ""), False
