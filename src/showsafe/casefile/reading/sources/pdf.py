"""The text of a PDF, with the page and the place that each part came from. A process of its own opens the file."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from showsafe.casefile.reading.sources import pdf_child
from showsafe.casefile.reading.sources.extracted import Extracted
from showsafe.casefile.reading.sources.pages import laid_out
from showsafe.errors import Unusable, WrongInput

_WRONG = {
    "locked": (
        "reading.pdf-locked",
        "This PDF is locked with a password.",
        "Open it with its password, save it without one, and give that.",
    ),
    "broken": (
        "reading.pdf-broken",
        "This PDF cannot be opened: it is damaged, or it is none.",
        "Open it in another program, save it again, and give that.",
    ),
    "too-much": (
        "reading.pdf-too-much",
        f"This PDF asks for more than {pdf_child.PAGES:,} pages, {pdf_child.SECONDS} seconds, or the memory for them.",
        "Give the pages that are to be read, as a PDF of their own.",
    ),
    "no-text": (
        "reading.pdf-no-text",
        "This PDF has no text: its pages are pictures.",
        "Have the text recognised by another program, look it over beside the pages, and give that.",
    ),
}


def pdf(source: bytes) -> Extracted:
    """Return the text of a PDF.

    Raises:
        WrongInput: It is locked, damaged, too much to read, or has no text.
        Unusable: The process that opens it cannot be started.
    """
    answer = _asked(source)
    if "error" in answer:
        raise WrongInput(*_WRONG[answer["error"]])
    found = laid_out(answer["pages"])
    if not any(sign.isalnum() for sign in found.text):
        raise WrongInput(*_WRONG["no-text"])
    return found


def _asked(source: bytes) -> dict[str, Any]:
    """Return what the child says; one that is stopped by its limits, or says nothing, was asked for too much."""
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-P", "-m", pdf_child.__name__],
            input=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * pdf_child.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": "too-much"}
    except OSError:
        raise Unusable(
            "reading.pdf-not-opened",
            "The part of this program that opens a PDF cannot be started.",
            "Look at whether this machine is out of memory or processes, and try again.",
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return {"error": "too-much"}
    return dict(answer)
