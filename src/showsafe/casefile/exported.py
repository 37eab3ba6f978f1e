"""Files that were handed out and are kept: given again only as long as nothing in them is gone since."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from showsafe.application.sealing import Opened
from showsafe.casefile.state import CaseState, Exported
from showsafe.errors import NotVerified, WrongInput


def withheld(state: CaseState, export: Exported) -> bool:
    """Whether a source was sealed, withdrawn or erased after these files were made: they may hold its words."""
    gone = (each.gone.by.number for each in state.sources.values() if each.gone is not None)
    return any(number > export.by.number for number in gone)


def files_of(state: CaseState, number: int, opened: Opened) -> tuple[Exported, dict[str, bytes]]:
    """Return what was handed out by a record of the case, and its files by their names.

    Raises WrongInput: ``case.unknown``, ``case.source-gone``, ``case.not-kept``; NotVerified ``case.export-damaged``
    where a file is not the one whose sum was recorded.
    """
    export = next((each for each in state.exports if each.by.number == number), None)
    if export is None:
        raise WrongInput("case.unknown", f"This case has no export {number}.", "Look at the access log.")
    if withheld(state, export):
        raise WrongInput(
            "case.source-gone",
            "A source was sealed, withdrawn or erased since these files were made.",
            "Export again: what is gone is left out.",
        )
    kept = opened(export.files) if export.files else None
    if kept is None:
        raise WrongInput("case.not-kept", "The files of this export are not kept.", "Export again.")
    found = {name: base64.b64decode(content) for name, content in kept.items()}
    if {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} != dict(export.sums):
        raise NotVerified(
            "case.export-damaged",
            "The files of this export are not those that were recorded.",
            "Run the check of the case: showsafe verify CASE",
        )
    return export, found


def sums_of(files: Mapping[str, str]) -> dict[str, str]:
    """Return the sums of files that are kept in base64, by their names."""
    return {name: hashlib.sha256(base64.b64decode(content)).hexdigest() for name, content in files.items()}


def kept(files: dict[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the keys ``sums`` and ``files`` of the act that records an export."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return sums, {name: base64.b64encode(content).decode() for name, content in files.items()}
