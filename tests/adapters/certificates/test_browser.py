"""The system's own Chromium, with a store of certificates in which the production's authority is the only one added."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Error, Page, sync_playwright

from showsafe.adapters.certificates import leaf
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.leaf import Leaf
from tests.adapters.certificates.set_up import issued, pem_of, served, serving
from tests.browser.chromium import FLAGS

TO_LOOPBACK = "--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.local 127.0.0.1"


@contextmanager
def browser(home: Path, made: Authority) -> Iterator[Page]:
    """Open a page of a browser that has joined, or skip the test in one line."""
    chromium, tool = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("certutil")
    if chromium is None or tool is None:
        pytest.skip("There is no chromium, or no certutil, on this machine.")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    (home / "ca.pem").write_text(pem_of(made))
    for words in (["-N", "--empty-password"], ["-A", "-n", "set", "-t", "C,,", "-i", str(home / "ca.pem")]):
        subprocess.run([tool, "-d", f"sql:{store}", *words], check=True, capture_output=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=Path(chromium),
            args=[*FLAGS, TO_LOOPBACK],
            headless=True,
            env={**os.environ, "HOME": str(home)},
        )
        try:
            yield started.new_page()
        finally:
            started.close()


def nss(folder: Path, made: Authority, shown: Leaf) -> str:
    """Return what NSS, which many programs beside browsers use, says of a certificate whose authority it trusts."""
    tool = shutil.which("certutil")
    if tool is None:
        pytest.skip("There is no certutil on this machine.")
    (folder / "ca.pem").write_text(pem_of(made))
    (folder / "leaf.pem").write_bytes(shown.certificate.public_bytes(Encoding.PEM))
    for words in (
        ["-N", "--empty-password"],
        ["-A", "-n", "set", "-t", "C,,", "-i", str(folder / "ca.pem")],
        ["-A", "-n", "leaf", "-t", ",,", "-i", str(folder / "leaf.pem")],
    ):
        subprocess.run([tool, "-d", f"sql:{folder}", *words], check=True, capture_output=True)
    line = [tool, "-d", f"sql:{folder}", "-V", "-u", "V", "-e", "-n", "leaf"]
    said = subprocess.run(line, capture_output=True, text=True, check=False)
    return said.stdout + said.stderr


@pytest.mark.parametrize(
    ("name", "said"), [("cart.local", "certificate is valid"), ("bank.example", "not permitted to issue")]
)
def test_nss_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    """A third reader of certificates accepts what is inside the constraints, and refuses what is outside."""
    monkeypatch.setattr(leaf, "_refuse_hosts", lambda *_: None)
    assert said in nss(tmp_path, *issued("127.0.0.1", name))


def test_a_browser_that_joined_trusts_the_node(tmp_path: Path) -> None:
    """By address, by localhost and by its .local name the node is a secure place, as a camera needs it."""
    made, shown = issued("127.0.0.1", "localhost", "cart.local")
    with serving(served(shown, tmp_path)) as port, browser(tmp_path / "home", made) as page:
        for name in ("127.0.0.1", "localhost", "cart.local"):
            answer = page.goto(f"https://{name}:{port}/")
            assert answer is not None
            assert answer.text() == "hello"
            assert page.evaluate("isSecureContext") is True


def test_a_browser_that_joined_refuses_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name outside the constraints is refused, although the authority signed it; so is a name that is not in it."""
    monkeypatch.setattr(leaf, "_refuse_hosts", lambda *_: None)
    made, shown = issued("bank.example", "cart.local")
    with serving(served(shown, tmp_path)) as port, browser(tmp_path / "home", made) as page:
        with pytest.raises(Error, match="ERR_CERT_"):
            page.goto(f"https://bank.example:{port}/")
        with pytest.raises(Error, match="ERR_CERT_"):
            page.goto(f"https://other.local:{port}/")
