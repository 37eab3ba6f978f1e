"""An Excel workbook as lines of cells: one sheet, read as a stream. Nothing in it is worked out or run.

A workbook is a ZIP of XML from a stranger. So no more is unpacked than ``MOST_UNPACKED``, whatever its index says;
entities and document types are refused (defusedxml); macros, links and pictures are never opened. A formula is never
evaluated: the value that Excel kept beside it is taken, and that is said; without one the cell cannot be taken.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import expatreader
from defusedxml.common import DefusedXmlException

from showsafe.books.tables.cells import MOST_LETTERS, Grid
from showsafe.books.tables.room import MOST_TEXT
from showsafe.books.tables.xlsx_bounds import Bounded
from showsafe.books.tables.xlsx_sheet import SheetReader
from showsafe.books.tables.xlsx_styles import Styles, StylesReader
from showsafe.errors import WrongInput

MOST_UNPACKED = 128 * 1024 * 1024
"""So many bytes of one workbook are unpacked at most."""

MOST_MEMBERS = 2000
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How parts may be packed: as spreadsheets do. The other ways unpack a part without a bound, and are not opened."""

_CHUNK = 1 << 18


def read(content: bytes, sheet: str = "") -> Grid:
    """Return the lines of one sheet of a workbook: the named one, or the first that is shown and has anything in it.

    Raises WrongInput: ``table.not-xlsx``, ``table.too-large``, ``table.no-sheet``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).grid(sheet)
    except (zipfile.BadZipFile, zlib.error, SAXException, DefusedXmlException, NotImplementedError, EOFError):
        raise _not_xlsx() from None
    except (KeyError, ValueError, IndexError, OverflowError, RuntimeError):
        raise _not_xlsx() from None


class _Workbook:
    """The parts of a workbook that are read, and how much of it has been unpacked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.left = MOST_UNPACKED
        names = archive.namelist()
        if len(names) > MOST_MEMBERS:
            raise _too_large()
        if any(each.compress_type not in _PACKED for each in archive.infolist()):
            raise _not_xlsx()
        self.names = set(names)
        if "xl/workbook.xml" not in self.names:
            raise _not_xlsx()

    def grid(self, wanted: str) -> Grid:
        book = _Book()
        self._parse("xl/workbook.xml", book)
        targets = _Relations()
        self._parse("xl/_rels/workbook.xml.rels", targets)
        styles = StylesReader()
        if "xl/styles.xml" in self.names:
            self._parse("xl/styles.xml", styles)
        strings = _Strings()
        if "xl/sharedStrings.xml" in self.names:
            self._parse("xl/sharedStrings.xml", strings)
        found = Styles(styles.formats, styles.custom, since_1904=book.since_1904)
        sheets = [(name, state, targets.of.get(rid, "")) for name, state, rid in book.sheets]
        return self._chosen(sheets, wanted, strings.texts, found)

    def _chosen(
        self, sheets: list[tuple[str, str, str]], wanted: str, strings: list[str], styles: Styles
    ) -> Grid:
        if wanted and wanted not in (name for name, _, _ in sheets):
            raise WrongInput(
                "table.no-sheet",
                f"The workbook has no sheet {wanted[:60]!r}.",
                f"Its sheets: {', '.join(name[:60] for name, _, _ in sheets[:20])}.",
            )
        shown = [each for each in sheets if (each[0] == wanted if wanted else each[1] == "visible")]
        grid = Grid("xlsx")
        for place, (name, _, target) in enumerate(shown):
            reader = SheetReader(name, strings, styles)
            self._parse(_member(target), reader)
            grid = reader.finished()
            if grid.lines or wanted:
                others = [each for each, _, _ in sheets if each != name]
                if others:
                    named = ", ".join(each[:60] for each in others[:20])
                    grid.said.append(f"The sheet {name} was read; not read: {named}.")
                return grid
            if place > 50:  # noqa: PLR2004 - nobody keeps a list behind fifty empty sheets
                break
        return grid

    def _parse(self, member: str, handler: ContentHandler) -> None:
        parser: Any = expatreader.create_parser(forbid_dtd=True)
        parser.setContentHandler(handler)
        for chunk in self._unpacked(member):
            parser.feed(chunk)
        parser.close()

    def _unpacked(self, member: str) -> Iterator[bytes]:
        with self.archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise _too_large()
                yield chunk


def _member(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


class _Book(Bounded):
    """The sheets of a workbook in order, and which day its dates count from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401 - the parser's own shape
        self.count()
        tag = name.rpartition(":")[2]
        if tag == "sheet":
            relation = next((attrs[key] for key in attrs.keys() if key.rpartition(":")[2] == "id"), "")  # noqa: SIM118
            if len(self.sheets) >= MOST_MEMBERS:
                raise _too_large()
            self.sheets.append((attrs["name"], attrs.get("state", "visible"), relation))
        elif tag == "workbookPr":
            self.since_1904 = attrs.get("date1904", "0") in ("1", "true")


class _Relations(Bounded):
    """Which file of the workbook each id stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, str] = {}

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401 - the parser's own shape
        self.count()
        if name.rpartition(":")[2] == "Relationship" and attrs.get("TargetMode", "") != "External":
            if len(self.of) >= MOST_MEMBERS:
                raise _too_large()
            self.of[attrs["Id"]] = attrs["Target"]


class _Strings(Bounded):
    """The texts that cells name by their place; how a letter is drawn, and how it is read aloud, is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._letters, self._room = 0, MOST_TEXT
        self._inside = self._aloud = False

    def startElement(self, name: str, _attrs: Any) -> None:  # noqa: N802, ANN401 - the parser's own shape
        self.count()
        tag = name.rpartition(":")[2]
        if tag == "si":
            self._parts, self._letters = [], 0
        elif tag == "rPh":
            self._aloud = True
        self._inside = tag == "t" and not self._aloud

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser's own name
        tag = name.rpartition(":")[2]
        if tag == "si":
            # Without the spaces around it here, once: cells that share a text share this one.
            self.texts.append("".join(self._parts).strip())
        elif tag == "rPh":
            self._aloud = False
        self._inside = False

    def characters(self, content: str) -> None:
        if not self._inside:
            return
        self._room -= len(content)
        if self._room < 0:
            raise _too_large()
        if self._letters <= MOST_LETTERS:
            # One letter more than a cell may have is enough to see that it has too many.
            self._parts.append(content[: MOST_LETTERS + 1 - self._letters])
            self._letters += len(content)


def _not_xlsx() -> WrongInput:
    return WrongInput(
        "table.not-xlsx",
        "The file is no Excel workbook that can be read.",
        "Open it in a spreadsheet and save it anew as .xlsx, without a password, or as CSV UTF-8.",
    )


def _too_large() -> WrongInput:
    return WrongInput(
        "table.too-large",
        "The workbook unpacks to far more than a list of weapons needs.",
        "Copy the rows into a new workbook and import that.",
    )
