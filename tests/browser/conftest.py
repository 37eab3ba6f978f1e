"""One browser for all tests of a worker, a fresh page for each, ready bundles, and a set that is served."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from showsafe.adapters.certificates import authority as authorities
from showsafe.adapters.certificates.authority import Authority
from showsafe.entrypoints import demo_case
from showsafe.entrypoints.demo_set import UNIT
from showsafe.evidence import verifier_files
from tests.adapters.certificates.set_up import pem_of
from tests.browser import chromium
from tests.browser.scene import Scene, made
from tests.browser.stage import Stage, served
from tests.evidence.conftest import everything, policy, redacted, rich, vkey

expect.set_options(timeout=30_000)
"""A busy machine is no fault of a screen; what is not there at all fails after this."""

__all__ = ["everything", "policy", "redacted", "rich", "vkey"]


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Return the authority of the production, whom the browser trusts."""
    return authorities.new(UNIT, datetime.now(UTC))


@pytest.fixture(scope="session")
def joined(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Return the home of a browser that joined; None where this machine has no tool for that."""
    home = tmp_path_factory.mktemp("home")
    return home if chromium.trusts(home, pem_of(authority)) else None


@pytest.fixture(scope="session")
def started(joined: Path | None) -> Iterator[Browser]:
    """Return the browser."""
    with chromium.browser(joined) as browser:
        yield browser


@pytest.fixture(scope="session")
def trusting(started: Browser, joined: Path | None) -> Browser:
    """Return the browser, which trusts the production's authority: the tests over TLS need it."""
    if joined is None:
        pytest.skip("There is no certutil on this machine.")
    return started


@pytest.fixture(scope="session")
def scene(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Return the demonstration production, made once for a worker; every test has a copy of its own."""
    return made(tmp_path_factory.mktemp("scene"), authority)


@pytest.fixture
def stage(trusting: Browser, scene: Scene, tmp_path: Path) -> Iterator[Stage]:
    """Return the demonstration production, served over TLS, with nobody's phone there yet."""
    with served(scene, tmp_path, trusting) as one:
        yield one


@pytest.fixture(scope="session")
def calm(trusting: Browser, scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return it served for a whole worker, for tests that only look: phones come, and nothing else changes."""
    with served(scene, tmp_path_factory.mktemp("calm"), trusting) as one:
        size = one.record
        yield one
        assert set(one.kinds(size)) <= {"key-enrolled"}


@pytest.fixture(scope="module")
def shared(trusting: Browser, scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return it served for all tests of a file that ask for it: what one of them records, the next one finds."""
    with served(scene, tmp_path_factory.mktemp("shared"), trusting) as one:
        yield one


@pytest.fixture(scope="session")
def inquiry(trusting: Browser, scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return it served for a whole worker with the case of the demonstration, for tests that only look at the case."""
    folder = tmp_path_factory.mktemp("inquiry")
    demo_case.prepare(folder / scene.data.name)
    with served(scene, folder, trusting, cases=True) as one:
        yield one


@pytest.fixture
def plain_stage(started: Browser, scene: Scene, tmp_path: Path) -> Iterator[Stage]:
    """Return it served over plain HTTP, under a name: a page from there is no secure place."""
    with served(scene, tmp_path, started, tls=False) as one:
        yield one


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
