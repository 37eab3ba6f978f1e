"""The join page, over plain HTTP: how a phone comes to trust the production's authority. Nothing in it is secret.

It is the one thing that a phone can reach before it trusts anything, so it has no script, takes no input, and says of
itself that it could have been changed on its way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from urllib.parse import parse_qs

from litestar.types import ASGIApp, Receive, Scope, Send

from showsafe.adapters.certificates import codes, join, steps
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.join import Material

STYLE = f"{join.PATH}/style.css"

_CSS = b"""body { font: 1.125rem/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 40rem;
  margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
a { color: #003f8a; }
.take { display: block; padding: .75rem 1rem; margin: .5rem 0; border: 2px solid currentColor; border-radius: .5rem; }
.warn { border-left: .5rem solid #b00020; padding-left: .75rem; }
code { font: 1rem/1.6 ui-monospace, monospace; }
svg { width: 14rem; height: 14rem; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cc7ff; } }
"""
_HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]

Where = Callable[[], tuple[str, str]]
"""Returns the address of this page, and that of the node, as they are now."""

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


def app(authority: Authority, where: Where) -> ASGIApp:
    """Return the application of the page and of the files that phones take."""
    made = lru_cache(maxsize=8)(lambda url, language: join.material(authority, url, language))

    def answer(scope: Scope) -> Answer:
        url, node = where()
        language = _language(scope)
        path = scope["path"]
        if path in ("/", f"{join.PATH}/"):
            return 302, [(b"location", join.PATH.encode())], b""
        if path == join.PATH:
            return _sent("text/html; charset=utf-8", _page(made(url, language), language, url, node))
        if path == STYLE:
            return _sent("text/css; charset=utf-8", _CSS)
        for kind, (name, content_type) in join.TYPES.items():
            if path == f"{join.PATH}/{name}":
                return _sent(content_type, made(url, language).files[kind], name)
        return 404, [(b"content-type", b"text/plain; charset=utf-8")], b"There is nothing here.\n"

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - the shape of ASGI
        if scope.get("method") in ("GET", "HEAD"):
            status, headers, content = answer(scope)
        else:
            status, headers, content = 405, [(b"allow", b"GET, HEAD")], b""
        length = (b"content-length", str(len(content)).encode())
        await send(
            {"type": "http.response.start", "status": status, "headers": [*headers, *_HEADERS, length]}
        )
        body = b"" if scope.get("method") == "HEAD" else content
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return outer


def _sent(kind: str, content: bytes, name: str = "") -> Answer:
    headers = [(b"content-type", kind.encode())]
    if name:
        headers.append((b"content-disposition", f'attachment; filename="{name}"'.encode()))
    return 200, headers, content


def _language(scope: Scope) -> str:
    """Return the language that was asked for, or the first one that the browser likes and we speak."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("language", [""])[0]
    headers = dict(scope["headers"])
    liked = headers.get(b"accept-language", b"").decode("latin-1").split(",")
    spoken = steps.languages()
    for each in (asked, *(part.partition(";")[0].strip().partition("-")[0].lower() for part in liked)):
        if each in spoken:
            return each
    return spoken[0]


def _page(made: Material, language: str, url: str, node: str) -> bytes:
    says = {key: escape(text) for key, text in made.says.items()}
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f'<link rel="stylesheet" href="{STYLE}">',
        f"<title>{says['title']}</title>\n<h1>{says['title']}</h1>",
        f"<p>{' '.join(_other(each, language) for each in steps.languages())}</p>",
        f'<p>{says["why"]}</p>\n<p class="warn">{says["plain"]}</p>\n<p>{says["compare"]}</p>',
        f"<p>SHA-256<br><code>{_fingerprint(made)}</code></p>",
        f"<p>{says['words']}<br><code>{escape(' '.join(made.words))}</code></p>",
    ]
    for each in made.steps:
        name = join.TYPES[each.file][0]
        lines = "".join(f"<li>{escape(line)}</li>" for line in each.join)
        parts += [
            f"<h2>{escape(each.name)}</h2>",
            f'<a class="take" href="{join.PATH}/{name}?language={language}">{says["take"]} {escape(each.name)}</a>',
            f"<ol>{lines}</ol>",
            f"<p>{says['leaving']} {escape(' '.join(each.leave))}</p>",
        ]
    parts += [
        f'<p>{says["open"]} <a href="{escape(node)}">{escape(node)}</a></p>',
        codes.svg(url),
        "</html>\n",
    ]
    return "\n".join(parts).encode()


def _other(other: str, language: str) -> str:
    current = ' aria-current="true"' if other == language else ""
    name = {"en": "English", "es": "Español"}.get(other, other)
    return f'<a href="{join.PATH}?language={other}" lang="{other}"{current}>{name}</a>'


def _fingerprint(made: Material) -> str:
    pairs = made.fingerprint.split(":")
    return "<br>".join(" ".join(pairs[start : start + 16]) for start in range(0, len(pairs), 16))
