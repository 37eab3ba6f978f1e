"""The built app as it is served: from a table that was made at the start, and from nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from showsafe.entrypoints.http import static
from tests import loops

HOST = "cart.local"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Return a folder as the builder leaves it, with something beside it that is nobody's business."""
    folder = tmp_path / "web"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>" + "page " * 100, encoding="utf-8")
    (folder / "assets" / "index-abc123.js").write_text("let a = 1;\n" * 100, encoding="utf-8")
    (folder / "assets" / "zxing-abc123.wasm").write_bytes(b"\0asm" + bytes(500))
    (folder / "manifest.webmanifest").write_text("{}", encoding="utf-8")
    (folder / "sw.js").write_text("self", encoding="utf-8")
    (folder / "icon.png").write_bytes(b"\x89PNG" + bytes(500))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


class Client:
    """Somebody who asks the app."""

    def __init__(self, folder: Path) -> None:
        self.passed: list[str] = []
        self.app = static.before(self._inner, static.files_of(folder), lambda host: host == HOST)

    async def _inner(self, scope: Any, _: Any, send: Any) -> None:  # noqa: ANN401 - the shape of ASGI
        self.passed.append(scope["path"])
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def ask(self, path: str, method: str = "GET", host: str = HOST, **headers: str) -> Said:
        """Ask once."""
        sent: list[dict[str, Any]] = []
        told = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        }

        async def send(message: Any) -> None:  # noqa: ANN401 - as above
            sent.append(message)

        loops.run(self.app(scope, None, send))  # type: ignore[arg-type] # nothing is received
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Said(sent[0]["status"], found, sent[1]["body"])


class Said:
    """What came back."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


def test_each_file_has_its_type(web: Path) -> None:
    """Browsers run wasm, install an app and start a worker by type alone."""
    client = Client(web)
    types = {
        "/": "text/html; charset=utf-8",
        "/index.html": "text/html; charset=utf-8",
        "/assets/index-abc123.js": "text/javascript; charset=utf-8",
        "/assets/zxing-abc123.wasm": "application/wasm",
        "/manifest.webmanifest": "application/manifest+json",
        "/sw.js": "text/javascript; charset=utf-8",
        "/icon.png": "image/png",
    }
    for path, kind in types.items():
        answer = client.ask(path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert int(answer.headers["content-length"]) == len(answer.body)
    assert client.passed == []


def test_what_is_named_by_its_content_is_kept_for_ever(web: Path) -> None:
    """Hashed files are immutable; the page, the worker and the manifest are asked for again each time."""
    client = Client(web)
    assert (
        client.ask("/assets/index-abc123.js").headers["cache-control"]
        == "public, max-age=31536000, immutable"
    )
    for path in ("/", "/sw.js", "/manifest.webmanifest", "/icon.png"):
        assert client.ask(path).headers["cache-control"] == "no-cache"


def test_every_screen_is_the_one_page(web: Path) -> None:
    """A path without an ending that is no route is the page; routes and unknown files go on to the routes."""
    client = Client(web)
    page = client.ask("/index.html").body
    for path in ("/", "/bench", "/weapons/FA-0001-7", "/a/b/c", "/joined"):
        assert client.ask(path).body == page
    for path in (
        "/api/v1/board",
        "/api",
        "/health",
        "/tile/0/000",
        "/gone.js",
        "/assets/old-1.js",
        "/favicon.ico",
    ):
        assert client.ask(path).status == 418
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert client.ask("/", method).status == 418


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/link.txt",
        "/./index.html",
        "/assets/",
        "/assets",
        "/\0.txt",
    ],
)
def test_no_path_leads_out_of_the_table(web: Path, path: str) -> None:
    """Whatever a path looks like, nothing but the files of the app comes back, and no link among them is followed."""
    answer = Client(web).ask(path)
    assert b"secret" not in answer.body
    assert answer.status == 418 or answer.body.startswith(b"<!doctype html>")


@pytest.mark.parametrize("path", ["", "*", "index.html", "http:"])
def test_what_is_no_path_is_not_of_the_app(web: Path, path: str) -> None:
    """A request line may hold anything; what does not begin with a stroke goes on to the routes, which know no such."""
    assert Client(web).ask(path).status == 418


def test_text_is_sent_packed_to_who_takes_it(web: Path) -> None:
    """Packed where the client takes it and it is smaller; each form has a tag of its own."""
    client = Client(web)
    path = "/assets/index-abc123.js"
    plain, packed = client.ask(path), client.ask(path, accept_encoding="br, gzip;q=0.8")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"
    for refusing in ("gzip;q=0", "identity", "br", ""):
        assert client.ask(path, accept_encoding=refusing).body == plain.body
    assert "content-encoding" not in client.ask("/icon.png", accept_encoding="gzip").headers


def test_what_somebody_has_is_not_sent_again(web: Path) -> None:
    """With the tag of what they have they get 304 without a body; with another tag they get the file."""
    client = Client(web)
    tag = client.ask("/").headers["etag"]
    for asked in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = client.ask("/", if_none_match=asked)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == tag
    assert client.ask("/", if_none_match='"x"').status == 200
    assert client.ask("/", if_none_match=tag, accept_encoding="gzip").status == 200


def test_a_head_has_everything_but_the_body(web: Path) -> None:
    """HEAD is answered as GET, with the same length, and no body."""
    client = Client(web)
    get, head = client.ask("/"), client.ask("/", "HEAD")
    assert head.body == b""
    assert head.headers == get.headers


def test_a_tree_that_was_not_built_says_how(tmp_path: Path) -> None:
    """Without a built app the page is one sentence with what to do, and 503; routes are there all the same."""
    client = Client(tmp_path / "none")
    answer = client.ask("/bench")
    assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")
    assert b"make setup" in answer.body
    assert client.ask("/health").status == 418


def test_a_strange_host_gets_no_page(web: Path) -> None:
    """Under a name that is not the node's there is no page, and no file."""
    for path in ("/", "/sw.js"):
        assert Client(web).ask(path, host="evil.example").status == 403
