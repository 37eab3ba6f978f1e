"""The app as files: a table that is made once at the start. No path of a request ever reaches the disk.

What Vite named by its content is kept by browsers for ever; everything else they ask for again, by its tag.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from litestar.types import ASGIApp, Receive, Scope, Send

from showsafe.application.access import table

WEB = Path(__file__).with_name("web")
"""Where the built app lies inside the package; a source tree that was never built has none."""

INDEX = "/index.html"
ROUTE = "web"
"""What the app is called in counters and in the log."""

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PACKED = (".png", ".webp", ".woff2", ".ico")
"""Files that are small already."""

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

_API = frozenset(route.split("/")[1] for route in table.ROUTES)
"""The first part of every path that is not the app's."""

NOT_BUILT = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Showsafe</title>
<h1>The app is not built yet</h1>
<p>This copy of the program has no screens inside. Treat every firearm as loaded.</p>
<p>To build them, in the folder of the source: <code>make setup</code>, then start the program again.
An installed program always has them.</p>
"""

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the app, ready to be sent; ``gzipped`` is empty where that would not be smaller."""

    content: bytes
    gzipped: bytes
    tag: str
    type: str
    cache: str


def files_of(folder: Path = WEB) -> dict[str, File]:
    """Return the files of a folder by the path at which they are asked for; none where it is not there."""
    found = sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return {f"/{each.relative_to(folder).as_posix()}": _file(each, folder) for each in found}


def _file(path: Path, folder: Path) -> File:
    content = path.read_bytes()
    packed = b"" if path.suffix in _PACKED else gzip.compress(content, compresslevel=6, mtime=0)
    hashed = path.relative_to(folder).parts[0] == "assets"
    return File(
        content=content,
        gzipped=packed if len(packed) < len(content) else b"",
        tag=hashlib.sha256(content).hexdigest()[:32],
        type=_TYPES.get(path.suffix, "application/octet-stream"),
        cache=_FOR_EVER if hashed else _ASK_AGAIN,
    )


def before(inner: ASGIApp, files: Mapping[str, File], answers_to: Callable[[str], bool]) -> ASGIApp:
    """Return an application that answers the paths of the app itself, and lets the inner one answer the others.

    ``answers_to`` says whether a host is one of ours: a page under a strange name could do nothing here anyway.
    """

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        path = _of_the_app(scope, files)
        if path is None:
            await inner(scope, receive, send)
            return
        scope[ROUTE] = ROUTE  # type: ignore[literal-required] # for the counters and the log
        headers = dict(scope["headers"])
        if not answers_to(headers.get(b"host", b"").decode("latin-1").lower()):
            status, more, content = _elsewhere()
        elif path in files:
            status, more, content = _answered(files[path], headers)
        else:
            status, more, content = 503, _plain(b"text/html; charset=utf-8"), NOT_BUILT
        more.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": more})
        head = scope.get("method") == "HEAD"
        await send({"type": "http.response.body", "body": b"" if head else content, "more_body": False})

    return outer


def _of_the_app(scope: Scope, files: Mapping[str, File]) -> str | None:
    """Return the path of the file that answers a request: the page for every screen. None for anything else."""
    path = scope["path"]
    if scope.get("method") not in ("GET", "HEAD") or not path.startswith("/"):
        return None
    if path in files:
        return path
    first, last = path.split("/")[1], path.rpartition("/")[2]
    return None if first in _API or "." in last else INDEX


def _answered(file: File, headers: Mapping[bytes, bytes]) -> tuple[int, Headers, bytes]:
    packed = bool(file.gzipped) and _takes_gzip(headers.get(b"accept-encoding", b""))
    tag = f'"{file.tag}-gz"' if packed else f'"{file.tag}"'
    more = [
        (b"etag", tag.encode()),
        (b"cache-control", file.cache.encode()),
        (b"vary", b"accept-encoding"),
    ]
    if _same(headers.get(b"if-none-match", b"").decode("latin-1"), tag):
        return 304, more, b""
    more.append((b"content-type", file.type.encode()))
    if packed:
        more.append((b"content-encoding", b"gzip"))
    return 200, more, file.gzipped if packed else file.content


def _takes_gzip(accepted: bytes) -> bool:
    for part in accepted.lower().split(b","):
        name, _, quality = part.partition(b";")
        if name.strip() in (b"gzip", b"*"):
            return quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


def _same(asked: str, tag: str) -> bool:
    tags = [each.strip().removeprefix("W/") for each in asked.split(",")]
    return tag in tags or "*" in tags


def _elsewhere() -> tuple[int, Headers, bytes]:
    content = msgspec.json.encode(
        {
            "code": "access.cross-site",
            "says": "This node does not answer to that name.",
            "now": "Open the address that the node itself shows, or scan its QR.",
        }
    )
    return 403, _plain(b"application/json"), content


def _plain(kind: bytes) -> Headers:
    return [(b"content-type", kind), (b"cache-control", b"no-store")]
