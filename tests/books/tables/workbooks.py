"""Workbooks for tests, made part by part as no spreadsheet would let anybody make them."""

from __future__ import annotations

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
    '<numFmt numFmtId="165" formatCode="00000"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
DATE, PADDED = 1, 2
"""Styles of cells: shown as a date, and as five digits."""


def of(
    sheet: str,
    *,
    book: str = "",
    since: str = "0",
    styles: str = STYLES,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """Return a workbook whose one sheet has this XML; ``since`` is 1 where its dates count from 1904."""
    workbook = book or (
        f'<workbook {MAIN} xmlns:r="{REL}"><workbookPr date1904="{since}"/>'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/sheet1.xml", sheet if sheet.startswith("<?xml") else worksheet(sheet))
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def worksheet(inside: str) -> str:
    """Return the XML of a sheet."""
    return f"<worksheet {MAIN}>{inside}</worksheet>"


def rows(*lines: tuple[str, ...], after: str = "") -> str:
    """Return rows of cells; a cell is a text, or XML of its own where it begins with ``<c``."""
    made = []
    for number, line in enumerate(lines, start=1):
        cells = "".join(_cell(text, f"{chr(65 + place)}{number}") for place, text in enumerate(line))
        made.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(made)}</sheetData>{after}"


def _cell(text: str, at: str) -> str:
    if text.startswith("<c"):
        return text.replace("<c", f'<c r="{at}"', 1)
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def number(value: str, style: int = 0) -> str:
    """Return a cell that holds a number."""
    return f'<c s="{style}"><v>{value}</v></c>'


def formula(text: str, kept: str | None) -> str:
    """Return a cell that holds a formula, with the value that was kept beside it, or without one."""
    value = "" if kept is None else f"<v>{kept}</v>"
    return f'<c t="str"><f>{text}</f>{value}</c>'
