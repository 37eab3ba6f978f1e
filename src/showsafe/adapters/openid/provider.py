"""The studio's provider of OpenID Connect, as a relying party uses it: the authorization code flow with PKCE.

What is checked before somebody counts as signed in, in this order:

1. The browser that comes back is the one that left: its cookie names a sign-in that was begun here, once.
2. ``state`` is the one that left with it (RFC 6749, section 10.12), and ``iss`` the provider's own where it is given
   (RFC 9207), so that no other provider's answer is taken for this one's.
3. The code is exchanged at the provider's own address, with the verifier of PKCE (RFC 7636, S256).
4. The ID token is signed by a key of the provider, by an algorithm of ``ALGORITHMS``: never ``none``, and never a
   secret that both sides know (OpenID Connect Core 1.0, section 3.1.3.7, points 6 to 8).
5. ``iss``, ``aud``, ``azp``, ``exp``, ``iat``, ``nbf``, ``nonce`` and ``at_hash`` are as they have to be (the same
   section, points 1 to 5 and 9 to 11; 3.1.3.8).
6. ``sub`` is an id as the standard has them: it alone says who it is. Names and addresses say nothing.

The provider's description and keys are asked for when they are first needed, and kept for ``FRESH``; a key that is not
among them is looked for once more, and not more often than every ``AGAIN``.
"""

from __future__ import annotations

import base64
import hmac
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import msgspec
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey, RSAKey

from showsafe.adapters.openid import asking
from showsafe.adapters.openid.asking import ask, wrong
from showsafe.application.office.kinds import is_subject
from showsafe.application.office.sessions import Attempt
from showsafe.application.ports import Clock
from showsafe.errors import NotVerified, ShowsafeError, WrongInput

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "RS384", "RS512", "EdDSA", "Ed25519")
"""Signatures that count. Each is by a key of which the office knows the public half alone."""

FRESH = timedelta(hours=1)
AGAIN = timedelta(seconds=60)
LEEWAY = 60
"""How many seconds the clocks of the provider and the office may differ."""

LARGEST_TOKEN = 32 * 1024
MOST_KEYS = 64
LONGEST_NAME = 80

_OK = 200
_PUBLIC = ("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y")


@dataclass(frozen=True, slots=True)
class Client:
    """The office as the provider knows it; ``back`` is the address that people come back to."""

    issuer: str
    id: str
    secret: str = field(repr=False)
    back: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in: their id at the provider, which never changes, and what they are called, for themselves to see."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class _Described:
    authorize: str
    token: str
    keys: str
    post: bool
    at: datetime


@dataclass(slots=True)
class Provider:
    """A provider, by its issuer. Safe to call from several threads."""

    client: Client
    clock: Clock
    seconds: float = asking.SECONDS
    _described: _Described | None = None
    _keys: tuple[Key, ...] = ()
    _keys_at: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, attempt: Attempt) -> str:
        """Return where somebody goes to sign in; raises as ``asking.ask``."""
        return str(
            prepare_grant_uri(
                self._description().authorize,
                self.client.id,
                "code",
                redirect_uri=self.client.back,
                scope="openid profile",
                state=attempt.state,
                nonce=attempt.nonce,
                code_challenge=create_s256_code_challenge(attempt.verifier),  # type: ignore[no-untyped-call]
                code_challenge_method="S256",
            )
        )

    def identity(self, attempt: Attempt, returned: Mapping[str, str]) -> Identity:
        """Return who came back from the provider.

        Raises WrongInput ``signin.not-begun-here``, ``signin.refused``, ``signin.code``; NotVerified ``signin.token``;
        and as ``asking.ask``.
        """
        if not hmac.compare_digest(
            returned.get("state", "").encode("utf-8", "replace"), attempt.state.encode()
        ):
            raise not_begun_here()
        if returned.get("iss", self.client.issuer) != self.client.issuer:
            raise not_begun_here()
        if "error" in returned or not returned.get("code"):
            raise WrongInput(
                "signin.refused",
                "The sign-in service did not let you in.",
                "Sign in again, or ask whoever looks after sign-in at the studio.",
            )
        answer = self._exchanged(returned["code"], attempt.verifier)
        claims = self._claims(answer, attempt.nonce)
        name = claims.get("name") or claims.get("preferred_username") or ""
        return Identity(str(claims["sub"]), _shown(name) or str(claims["sub"])[:LONGEST_NAME])

    def _exchanged(self, code: str, verifier: str) -> Mapping[str, Any]:
        described = self._description()
        headers, more = {}, {"code": code, "code_verifier": verifier}
        if described.post or not self.client.secret:
            more["client_id"] = self.client.id
            if self.client.secret:
                more["client_secret"] = self.client.secret
        else:
            pair = f"{quote(self.client.id, safe='')}:{quote(self.client.secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        body = prepare_token_request("authorization_code", "", self.client.back, **more)
        answer = ask(described.token, body.encode(), headers, self.seconds)
        if answer.status != _OK:
            raise WrongInput(
                "signin.code",
                "The sign-in service does not know this sign-in, or no longer.",
                "Sign in again.",
            )
        return answer.content

    def _claims(self, answer: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        token = answer.get("id_token")
        if not isinstance(token, str) or not 0 < len(token) <= LARGEST_TOKEN:
            raise _not_verified()
        try:
            read = jwt.decode(token, self._key_of(token), algorithms=list(ALGORITHMS))
            claims = CodeIDToken(
                read.claims,
                read.header,
                {
                    "iss": {"essential": True, "value": self.client.issuer},
                    "aud": {"essential": True, "value": self.client.id},
                },
                {
                    "nonce": nonce,
                    "client_id": self.client.id,
                    "access_token": _text(answer.get("access_token")),
                },
            )
            claims.validate(now=int(self.clock.now().timestamp()), leeway=LEEWAY)
        except ShowsafeError:
            raise
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            # Not chained: what stands in a token names somebody.
            raise _not_verified() from None
        # That it was meant for us alone, or that the provider says it was: no list with a stranger in it.
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if not is_subject(claims["sub"]) or (len(audience) > 1 and claims.get("azp") != self.client.id):
            raise _not_verified()
        return dict(claims)

    def _key_of(self, token: str) -> Key:
        """Return the key that a token names; where the provider has one key alone, it need not be named."""
        head = _head(token)
        if head.get("alg") not in ALGORITHMS:
            raise _not_verified()
        for again in (False, True):
            keys = self._keys_now(again=again)
            fitting = [each for each in keys if head.get("kid") in (None, each.kid)]
            if len(fitting) == 1:
                return fitting[0]
        raise _not_verified()

    def _keys_now(self, *, again: bool) -> tuple[Key, ...]:
        described, now = self._description(), self.clock.now()
        with self._lock:
            age = now - self._keys_at if self._keys_at is not None else None
            if age is not None and timedelta(0) <= age < (AGAIN if again else FRESH):
                return self._keys
        answer = ask(described.keys, seconds=self.seconds)
        found = answer.content.get("keys")
        if answer.status != _OK or not isinstance(found, list):
            raise wrong("it does not say which keys it signs with")
        keys = tuple(key for each in found[:MOST_KEYS] if (key := _key(each)) is not None)
        with self._lock:
            self._keys, self._keys_at = keys, now
        return keys

    def _description(self) -> _Described:
        now, known = self.clock.now(), self._described
        if known is not None and timedelta(0) <= now - known.at < FRESH:
            return known
        answer = ask(get_well_known_url(self.client.issuer, external=True), seconds=self.seconds)
        if answer.status != _OK:
            raise wrong("it does not describe itself")
        self._described = _described(answer.content, self.client.issuer, now)
        return self._described


def _described(said: Mapping[str, Any], issuer: str, now: datetime) -> _Described:
    """Read the description of a provider (OpenID Connect Discovery 1.0, section 3); it has to be the issuer's own."""
    if said.get("issuer") != issuer:
        raise wrong("it describes another one")
    where = [_text(said.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    of_this_machine = asking.is_loopback(asking.parts_of(issuer).hostname or "")
    for each in where:
        try:
            parts = asking.parts_of(each)
        except WrongInput:
            raise wrong("one of its addresses cannot be trusted") from None
        if asking.is_loopback(parts.hostname or "") and not of_this_machine:
            # What listens on this machine alone is not asked because somebody elsewhere says so.
            raise wrong("one of its addresses is of this machine, and it is not")
    ways = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    post = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
    return _Described(where[0], where[1], where[2], post, now)


def _key(said: object) -> Key | None:
    """Return a public key that signs; None for one that is for something else, is a secret, or cannot be read."""
    if (
        not isinstance(said, dict)
        or said.get("use", "sig") != "sig"
        or said.get("kty") not in ("RSA", "EC", "OKP")
    ):
        return None
    try:
        key = JWKRegistry.import_key({name: said[name] for name in _PUBLIC if name in said})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey | OKPKey) else None


def _head(token: str) -> Mapping[str, Any]:
    first = token.partition(".")[0]
    try:
        head = msgspec.json.decode(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, msgspec.DecodeError, RecursionError):
        raise _not_verified() from None
    if not isinstance(head, dict):
        raise _not_verified()
    return head


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shown(name: object) -> str:
    """Return a name so that it can be shown: short, and without what nobody can see."""
    return "".join(c for c in _text(name) if c.isprintable()).strip()[:LONGEST_NAME]


def not_begun_here() -> WrongInput:
    """Return the refusal for a sign-in that did not begin in this browser."""
    return WrongInput(
        "signin.not-begun-here",
        "This sign-in did not begin in this browser, or took too long.",
        "Sign in again from the office's own page.",
    )


def _not_verified() -> NotVerified:
    return NotVerified(
        "signin.token",
        "What the sign-in service sent does not prove who you are.",
        "Sign in again; if it happens again, tell whoever looks after sign-in at the studio.",
    )
