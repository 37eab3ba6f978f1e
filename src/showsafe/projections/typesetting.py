"""Setting a template into a PDF/A or pictures: with the fonts that the typesetter carries, no clock and no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Literal

import typst

from showsafe.errors import Unusable

_EACH = b"#for each in json(bytes(sys.inputs.data)) { block(each) }"

Standard = Literal["a-2a", "a-2b"]
"""Which PDF/A: *a* is tagged for those who hear it read, *b* is as it looks."""


def pdf(
    template: bytes, data: str, moment: datetime, standard: Standard = "a-2b", *, tagged: bool = True
) -> bytes:
    """Return a template set with its data, which is JSON; the same bytes for the same of both and of the moment.

    ``tagged`` off leaves out what a reader aloud follows: of a table of thousands of rows it is most of the file.
    """
    compiler = _compiler(template, data)
    try:
        shown = compiler.compile(format="pdf", pdf_standards=standard, timestamp=moment, pdf_tags=tagged)
    except (KeyboardInterrupt, SystemExit, Exception):
        raise
    except BaseException as broke:
        # The typesetter broke inside: its error is no Exception, and would end the program.
        raise Unusable(
            "typeset.broke",
            "The typesetter cannot set this, though nothing is wrong with the records.",
            "Tell who keeps this program which paper it was, and of which day.",
        ) from broke
    return _pages_of(shown)[0]


def pictures(template: bytes, data: str, ppi: int = 90) -> list[bytes]:
    """Return the pages as pictures (PNG), to be looked at."""
    return _pages_of(_compiler(template, data).compile(format="png", ppi=ppi))


def can_set(letters: Sequence[str]) -> bool:
    """Whether the fonts have every one of these letters, as PDF/A wants it."""
    try:
        pdf(_EACH, json.dumps(letters), datetime(2000, 1, 1, tzinfo=UTC))
    except (typst.TypstError, Unusable):
        return False
    return True


def _pages_of(shown: bytes | list[bytes] | None) -> list[bytes]:
    return shown if isinstance(shown, list) else [shown or b""]


def _compiler(template: bytes, data: str) -> typst.Compiler:
    return typst.Compiler(template, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"data": data})


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
