"""One browser for all tests of a worker, a fresh page for each, and ready bundles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from showsafe.evidence import verifier_files
from tests.browser import chromium
from tests.evidence.conftest import everything, policy, redacted, rich, vkey

__all__ = ["everything", "policy", "redacted", "rich", "vkey"]


@pytest.fixture(scope="session")
def started() -> Iterator[Browser]:
    """Return the browser."""
    with chromium.browser() as browser:
        yield browser


@pytest.fixture
def page(started: Browser, tmp_path: Path) -> Iterator[Page]:
    """Return the page that checks bundles, opened from a file; what it asks of a network, or complains of, fails."""
    file = tmp_path / "verify.html"
    file.write_bytes(verifier_files.page())
    context = started.new_context(offline=True, viewport={"width": 1000, "height": 900})
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("pageerror", lambda error: asked.append(str(error)))
    shown.on("console", lambda message: asked.append(message.text))
    shown.goto(file.as_uri())
    yield shown
    context.close()
    assert asked == [file.as_uri()]
