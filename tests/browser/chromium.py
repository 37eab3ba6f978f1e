"""The system's own Chromium, with a fresh profile and nothing that reaches out."""

from __future__ import annotations

import os
import shutil
import subprocess
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
TO_LOOPBACK = "--host-resolver-rules=MAP *.local 127.0.0.1"
"""Names of a local network lead to this machine, as its announcements do on a set."""


@contextmanager
def browser(home: Path | None = None) -> Iterator[Browser]:
    """Start a browser and stop it again, or skip the test in one line; ``home`` is where it keeps whom it trusts."""
    where = shutil.which("chromium") or shutil.which("chromium-browser")
    if where is None:
        pytest.skip("There is no chromium on this machine.")
    env = {**os.environ, "HOME": str(home)} if home is not None else None
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=Path(where),
            args=[*FLAGS, TO_LOOPBACK],
            headless=True,
            env=env,  # type: ignore[arg-type] # as os.environ is
        )
        try:
            yield started
        finally:
            started.close()


def trusts(home: Path, authority: str) -> bool:
    """Let the browser of a home trust one authority (PEM) and no other; whether this machine has the tool for it."""
    tool = shutil.which("certutil")
    if tool is None:
        return False
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    (home / "ca.pem").write_text(authority)
    for words in (["-N", "--empty-password"], ["-A", "-n", "set", "-t", "C,,", "-i", str(home / "ca.pem")]):
        subprocess.run([tool, "-d", f"sql:{store}", *words], check=True, capture_output=True)
    return True
