"""The system's own Chromium, with a fresh profile and nothing that reaches out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser and stop it again, or skip the test in one line."""
    where = shutil.which("chromium") or shutil.which("chromium-browser")
    if where is None:
        pytest.skip("There is no chromium on this machine.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=Path(where), args=list(FLAGS), headless=True)
        try:
            yield started
        finally:
            started.close()
