"""A small provider of OpenID Connect on this machine: discovery, the code flow with PKCE, and lies where a test asks.

It is strict where a provider has to be: a code is for one use, one client, one address and one verifier.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

CLIENT, SECRET = "office", "a secret: with a colon & more"
NOW = 1_767_225_600


@dataclass
class OpenIdProvider:
    """The provider: who signs in next, and how it lies."""

    url: str = ""
    subject: str = "sub-0"
    name: str = "Somebody"
    clock: Callable[[], float] = lambda: NOW
    algorithm: str = "ES256"
    keys: dict[str, Key] = field(default_factory=dict)
    kid: str | None = "k1"
    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    description: dict[str, Any] = field(default_factory=dict)
    raw_token: Callable[[dict[str, Any]], str] | None = None
    signs_with: Key | None = None
    refuses: bool = False
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        """Return the description of the provider."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            **self.description,
        }

    def key_set(self) -> dict[str, Any]:
        """Return the public keys, each under its name."""
        return {
            "keys": [
                {**key.as_dict(private=False), "kid": name, "use": "sig"} for name, key in self.keys.items()
            ]
        }

    def authorized(self, query: dict[str, str]) -> str:
        """Return where the browser goes on after somebody signed in here."""
        back = {"state": query["state"], "iss": self.url}
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({**back, 'error': 'access_denied'})}"
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code for a token, once."""
        query = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        ).rstrip(b"=")
        right = (
            query is not None
            and pair == "office:a%20secret%3A%20with%20a%20colon%20%26%20more"
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == query["redirect_uri"]
            and challenge.decode() == query["code_challenge"]
        )
        if not right or query is None:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "an-access-token",
            "token_type": "Bearer",
            "id_token": self.id_token(query["nonce"]),
        }

    def id_token(self, nonce: str) -> str:
        """Return the token that says who signed in."""
        now = int(self.clock())
        claims = {
            "iss": self.url,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "name": self.name,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if name not in self.without}
        if self.raw_token is not None:
            return self.raw_token(claims)
        head = {"alg": self.algorithm, **({"kid": self.kid} if self.kid else {})}
        return jwt.encode(head, claims, self.signs_with or self.keys[self.kid or "k1"], [self.algorithm])


def key_of(algorithm: str) -> Key:
    """Return a new key for an algorithm."""
    return RSAKey.generate_key(2048) if algorithm.startswith("RS") else ECKey.generate_key("P-256")


@contextmanager
def provider(algorithm: str = "ES256", clock: Callable[[], float] = lambda: NOW) -> Iterator[OpenIdProvider]:
    """Start a provider in a thread, and stop it again."""
    one = OpenIdProvider(algorithm=algorithm, keys={"k1": key_of(algorithm)}, clock=clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            one.asked.append(parts.path)
            if one.broken:
                self._say(200, b"not json")
            elif parts.path == "/.well-known/openid-configuration":
                self._json(200, one.described())
            elif parts.path == "/jwks":
                self._json(200, one.key_set())
            elif parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(303)
                self.send_header("Location", one.authorized(query))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._json(404, {})

        def do_POST(self) -> None:
            one.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._json(*one.token(form, self.headers.get("Authorization", "")))

        def _json(self, status: int, content: dict[str, Any]) -> None:
            self._say(status, json.dumps(content).encode())

        def _say(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    one.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
