"""What of PDF/A-2b (ISO 19005-2) can be seen without a validator: each fault as a sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

FORBIDDEN = ("/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/EmbeddedFiles", "/Encrypt")
ACTIONS = ("/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/ImportData", "/Sound", "/Movie")
BLENDS = ("/Normal", "/Compatible")


def faults(content: bytes) -> list[str]:
    """Return what of a PDF is not as PDF/A-2b asks, or reaches out of the file."""
    return list(dict.fromkeys((*_of_file(content), *_of_objects(PdfReader(io.BytesIO(content))))))


def _of_file(content: bytes) -> Iterator[str]:
    head, _, rest = content.partition(b"\n")
    if not re.fullmatch(rb"%PDF-1\.[4-7]\r?", head):
        yield "the header names no version up to 1.7"
    if not (rest[:1] == b"%" and len([byte for byte in rest[1:6] if byte > 127]) >= 4):
        yield "no comment of four bytes above 127 follows the header"
    reader = PdfReader(io.BytesIO(content))
    if "/ID" not in reader.trailer:
        yield "the trailer has no ID"
    root: Any = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    for name, value in (("part", "2"), ("conformance", "B")):
        if not re.search(rf"<pdfaid:{name}>{value}</pdfaid:{name}>", said):
            yield f"the metadata does not say {name} {value}"
    intents = [each.get_object() for each in root.get("/OutputIntents", ())]
    if not [each for each in intents if each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each]:
        yield "no output intent with a profile"


def _of_objects(reader: PdfReader) -> Iterator[str]:
    for found in objects(reader):
        for name in FORBIDDEN:
            if name in found:
                yield f"{name} is in it"
        if str(found.get("/S")) in ACTIONS and "/Type" not in found:
            yield f"an action {found['/S']} is in it"
        if found.get("/Type") == "/Filespec" or "/FS" in found:
            yield "it names a file outside"
        if str(found.get("/BM", "/Normal")) not in BLENDS:
            yield f"it blends as {found['/BM']}"
        if isinstance(found, StreamObject) and "LZW" in str(found.get("/Filter", "")):
            yield "a stream is packed with LZW"
        if found.get("/Type") == "/Font" and not _embedded(found):
            yield f"the font {found.get('/BaseFont')} is not embedded"


def _embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") in ("/Type0", "/Type3"):
        return True
    descriptor: Any = font.get("/FontDescriptor", {})
    held: Any = descriptor.get_object() if isinstance(descriptor, IndirectObject) else descriptor
    return any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary that the trailer leads to, once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(value for value in dict.values(found) if not isinstance(value, str))
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
