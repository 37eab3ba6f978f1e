"""How a workbook shows a number: as a date, with leading zeros, or as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from showsafe.books.tables.xlsx_bounds import Bounded

LOST_DIGITS = 15
"""A number of a workbook keeps so many digits; what was longer is not what was typed."""

_ZEROS = re.compile(r"0{2,40}")
_MOST_FORMAT, _MOST_FORMATS = 255, 70_000
"""So many letters of one format, and so many formats, does a spreadsheet itself write at most."""

_NO_DAY = 60
"""The day that 1900 never had: workbooks count a 29 February 1900 for the sake of an older program."""


class StylesReader(Bounded):
    """The formats of numbers that the cells of a workbook name by the place of their style."""

    def __init__(self) -> None:
        super().__init__()
        self.custom: dict[int, str] = {}
        self.formats: list[int] = []
        self._of_cells = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401 - the parser's own shape
        """Take a format of its own, or the style of cells."""
        self.count()
        tag = name.rpartition(":")[2]
        if tag == "numFmt":
            if len(attrs["formatCode"]) > _MOST_FORMAT or len(self.custom) >= _MOST_FORMATS:
                raise ValueError(tag)
            self.custom[int(attrs["numFmtId"])] = attrs["formatCode"]
        elif tag == "cellXfs":
            self._of_cells = True
        elif tag == "xf" and self._of_cells:
            if len(self.formats) >= _MOST_FORMATS:
                raise ValueError(tag)
            self.formats.append(int(attrs.get("numFmtId", "0")))

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser's own name
        """Leave the styles of cells."""
        if name.rpartition(":")[2] == "cellXfs":
            self._of_cells = False


@dataclass(slots=True)
class Styles:
    """Turns the number of a cell into the text that a person sees in it."""

    formats: list[int]
    custom: dict[int, str]
    since_1904: bool = False

    def shown(self, number: str, style: int) -> tuple[str, str]:
        """Return the text of a number, and why it cannot be taken, where it cannot."""
        code = self._code(style)
        if is_date_format(code):
            return self._date(number)
        if "E" in number.upper() or len(number.lstrip("-").replace(".", "").lstrip("0")) > LOST_DIGITS:
            number, wrong = _long(number)
            if wrong:
                return number, wrong
        number = _whole(number)
        if _ZEROS.fullmatch(code) and number.isascii() and number.isdigit():
            return number.zfill(len(code)), ""
        return number, ""

    def _code(self, style: int) -> str:
        number = self.formats[style] if 0 <= style < len(self.formats) else 0
        return self.custom.get(number) or BUILTIN_FORMATS.get(number) or "General"

    def _date(self, number: str) -> tuple[str, str]:
        if 0 < float(number) < 1:
            return _hour(float(number)), ""
        days = int(float(number))
        if days <= 0 and not (self.since_1904 and days == 0):
            return number, "This is shown as a date, and holds no day."
        if self.since_1904:
            return _day(date(1904, 1, 1), days, number)
        if days == _NO_DAY:
            return number, "This is 29 February 1900, a day that never was."
        return _day(date(1899, 12, 31) if days < _NO_DAY else date(1899, 12, 30), days, number)


def _hour(share: float) -> str:
    """Return the time of day that a share of a day is."""
    hours, minutes = divmod(round(share * 24 * 60), 60)
    return f"{hours:02}:{minutes:02}"


def _day(first: date, days: int, number: str) -> tuple[str, str]:
    try:
        return (first + timedelta(days=days)).isoformat(), ""
    except OverflowError:
        return number, "This is shown as a date, and lies beyond every calendar."


def _long(number: str) -> tuple[str, str]:
    """A number of more digits than a workbook keeps has lost some; a short one in another notation is written out."""
    value = float(number)
    if value.is_integer() and abs(value) >= 10**LOST_DIGITS:
        return number, "This number is so long that the workbook lost some of its digits."
    return repr(float(f"{value:.15g}")), ""


def _whole(number: str) -> str:
    head, point, tail = number.partition(".")
    return head if point and not tail.strip("0") else number
