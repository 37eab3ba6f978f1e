"""A text file of rows: which encoding, which separator, and its cells. What had to be guessed is said aloud."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from showsafe.books.tables.cells import MOST_COLUMNS, MOST_LETTERS, MOST_LINES, Cell, Grid, Line, letters
from showsafe.books.tables.room import Room
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs"}

GUARDED = "=+-@'\t\r"
"""A cell that begins with one of these is a formula to a spreadsheet: it is written with ``'`` before it."""

_BEHIND = re.compile(r"""([;\t\r\n]["\s]*)'('*[=+\-@])""")

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_ONLY_WINDOWS = range(0x80, 0xA0)
_SEEN = 4096
_NUL_SHARE = 0.6


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and a sentence about its encoding, "" where it is plain UTF-8.

    Raises WrongInput: ``table.encoding``.
    """
    for mark, encoding, name in _MARKS:
        if content.startswith(mark):
            return _strictly(
                content[len(mark) :], encoding, name
            ), f"The file is {name}, as its first bytes say."
    wide = _wide(content)
    if wide:
        return _strictly(
            content, wide, "UTF-16"
        ), "The file looks like UTF-16 without its mark, and was read so."
    if b"\0" in content:
        raise _unreadable("text")
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _eight_bits(content)


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise _unreadable(name) from None
    if "\0" in text:
        raise _unreadable(name)
    return text


def _unreadable(name: str) -> WrongInput:
    return WrongInput(
        "table.encoding",
        f"The file is not {name} as it should be: some of its bytes are no letters.",
        "Save it again as CSV UTF-8 or as an Excel workbook.",
    )


def _wide(content: bytes) -> str:
    """Return the kind of UTF-16 that a file without a mark looks like, or ""."""
    seen = content[:_SEEN]
    if len(seen) < 2 or len(content) % 2:  # noqa: PLR2004 - two bytes a letter
        return ""
    low, high = seen[1::2].count(0), seen[::2].count(0)
    least = len(seen) // 2 * _NUL_SHARE
    if low > least and not high:
        return "utf-16-le"
    return "utf-16-be" if high > least and not low else ""


def _eight_bits(content: bytes) -> tuple[str, str]:
    """Read a file of one byte a letter: Windows-1252 where it can be that, Latin-1 otherwise."""
    where = "Look at the names with accents before you import."
    if not any(byte in _ONLY_WINDOWS for byte in content):
        says = "The file is not UTF-8; it was read as Windows-1252 or Latin-1, which are the same for its letters."
        return content.decode("latin-1"), f"{says} {where}"
    try:
        return content.decode("cp1252"), f"The file is not UTF-8; it was read as Windows-1252. {where}"
    except UnicodeDecodeError:
        return content.decode("latin-1"), f"The file is not UTF-8; it was read as Latin-1. {where}"


def separator_of(text: str) -> str:
    """Return what separates the cells: the one that is most often in the first lines, outside of quotes."""
    counts = dict.fromkeys(SEPARATORS, 0)
    quoted, lines = False, 0
    for letter in text[: 64 * 1024]:
        if letter == '"':
            quoted = not quoted
        elif letter == "\n" and not quoted:
            lines += 1
            if lines == 12:  # noqa: PLR2004 - enough lines to see the habit of a file
                break
        elif letter in counts and not quoted:
            counts[letter] += 1
    best = max(counts, key=lambda each: (counts[each], each == ";"))
    return best if counts[best] else ","


def read(content: bytes) -> Grid:
    """Return the lines of a text file.

    Raises WrongInput: ``table.encoding``, ``table.too-large``, ``table.not-csv``.
    """
    text, said = decoded(content)
    grid = Grid("csv", said=[said] if said else [])
    text = text.removeprefix("\ufeff")
    first = text[:8].lower()
    skipped = 0
    if first.startswith("sep=") and len(first) > 5 and first[4] in SEPARATORS:  # noqa: PLR2004 - one letter and the line's end
        separator, skipped = first[4], 1
        text = text.partition("\n")[2]
    else:
        separator = separator_of(text)
    if separator != ",":
        grid.said.append(f"Cells are separated by {SEPARATORS[separator]}.")
    if "\u00c3\u00bc" in text or "\u00c3\u00a9" in text or "\ufffd" in text:
        grid.said.append(
            "Some letters look as if they were saved in a wrong encoding before: look at the names."
        )
    _fill(grid, text, separator, skipped)
    return grid


def _fill(grid: Grid, text: str, separator: str, skipped: int) -> None:
    empty, room = 0, Room()
    for number, values in _records(text, separator):
        if not any(value.strip() for value in values):
            empty += 1
            continue
        if len(grid.lines) >= MOST_LINES or len(values) > MOST_COLUMNS:
            raise too_large()
        if empty and grid.lines:
            grid.said.append(f"Left out before line {number + skipped}: {counted(empty, 'empty line')}.")
        empty = 0
        room.take(len(values), sum(map(len, values)))
        line = number + skipped
        cells = tuple(_cell(f"{letters(place)}{line}", value) for place, value in enumerate(values))
        grid.lines.append(Line(line, f"line {line}", cells))
    if empty > 1:
        grid.said.append(f"Left out at the end: {counted(empty, 'empty line')}.")


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of the line it begins on, as an editor counts lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise WrongInput(
                "table.not-csv",
                f"Line {begins} cannot be read as cells: {error}.",
                "Look for a quotation mark that is not closed, or save it as an Excel workbook.",
            ) from None
        yield begins, values
        begins = reader.line_num + 1


def too_large() -> WrongInput:
    """Return the error for a file with more rows or columns than one import takes."""
    return WrongInput(
        "table.too-large",
        f"The file has more than {MOST_LINES} lines, or more than {MOST_COLUMNS} columns.",
        "Import it in parts.",
    )


def _cell(at: str, value: str) -> Cell:
    value = value.strip()
    if len(value) > 1 and value[0] == "'" and value[1] in GUARDED:
        value = value[1:]
    elif value.startswith("="):
        return Cell(
            at, value, "This is a formula, and formulas are not worked out here.", "Write what it comes to."
        )
    return checked(Cell(at, _BEHIND.sub(r"\1\2", value)))


def checked(cell: Cell) -> Cell:
    """Return a cell, as one that cannot be taken where it is far too long."""
    if isinstance(cell.value, str) and len(cell.value) > MOST_LETTERS:
        return Cell(cell.at, cell.value[:40], "This is far too long for a cell.", "Write it shorter.")
    return cell
