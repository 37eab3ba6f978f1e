"""What an authenticator says, read and checked by the ``webauthn`` library: the one place that knows it.

It is loaded when the first passkey is made or used. Of the bytes of a stranger it may raise anything; here that is
one answer, *not proven*. The counter is not its business here: it would be looked at before the signature is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ALGORITHMS = (-7, -8, -257)
"""ES256, EdDSA and RS256, in COSE numbers."""

_TLS = 443
_NAME = re.compile(r"(?=.{4,253})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
"""A host name with a dot in it, the last part of which is no number: an address is none."""

ATTACHED = "platform"
"""Says of a passkey that it lies in the device itself, and cannot leave it by hand."""


class NotProvenError(Exception):
    """What came is not what an authenticator answers to this challenge, for this name, from this page."""


@dataclass(frozen=True, slots=True)
class Site:
    """The node as browsers know it: the name that passkeys are bound to, and the origin of its pages."""

    name: str = ""
    origin: str = ""

    def __bool__(self) -> bool:
        """Whether there is a name at all: an address is none, and nothing is checked without TLS."""
        return bool(self.name)

    def is_at(self, host: str) -> bool:
        """Whether a page that was opened at a host, with its port, is one of this site."""
        return self.origin != "" and self.origin == site_of(f"https://{host}").origin


def site_of(url: str) -> Site:
    """Return the site of an address: none for one that is no name, or without TLS."""
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").lower()
        port = "" if parts.port in (None, _TLS) else f":{parts.port}"
    except ValueError:
        return Site()
    if parts.scheme != "https" or not _NAME.fullmatch(name):
        return Site()
    return Site(name, f"https://{name}{port}")


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey: credential, public key (COSE), its counter, and whether it lies in the device itself."""

    credential: bytes
    public: bytes
    count: int
    attached: bool


def to_url(data: bytes) -> str:
    """Return base64url without padding, as WebAuthn has it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def challenge_in(said: Mapping[str, Any]) -> str:
    """Return the challenge that an answer is to; "" where there is none to read."""
    try:
        client = json.loads(_from_url(said["response"]["clientDataJSON"]))
        return _from_url(client["challenge"]).decode("ascii")
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""


def credential_in(said: Mapping[str, Any]) -> bytes:
    """Return the credential that an answer is by; nothing where there is none to read."""
    try:
        return _from_url(said["rawId"])
    except (KeyError, TypeError, ValueError):
        return b""


def handle_in(said: Mapping[str, Any]) -> bytes:
    """Return for whom an answer says it is; nothing where it does not say."""
    try:
        return _from_url(said["response"]["userHandle"] or "")
    except (KeyError, TypeError, ValueError):
        return b""


def made(said: Mapping[str, Any], challenge: str, site: Site) -> Made:
    """Return the passkey that was made for a challenge; raises NotProvenError."""
    import webauthn  # noqa: PLC0415 - only who has passkeys waits for it
    from webauthn.helpers.cose import COSEAlgorithmIdentifier  # noqa: PLC0415

    try:
        verified = webauthn.verify_registration_response(
            credential=dict(said),
            expected_challenge=challenge.encode(),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
            supported_pub_key_algs=[COSEAlgorithmIdentifier(number) for number in ALGORITHMS],
        )
    except Exception as error:
        raise NotProvenError(type(error).__name__) from error
    return Made(
        credential=verified.credential_id,
        public=verified.credential_public_key,
        count=verified.sign_count,
        attached=said.get("authenticatorAttachment") == ATTACHED,
    )


def asserted(said: Mapping[str, Any], challenge: str, site: Site, public: bytes) -> int:
    """Return the counter of an answer that the key of a passkey signed; raises NotProvenError."""
    import webauthn  # noqa: PLC0415 - as above

    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(said),
            expected_challenge=challenge.encode(),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:
        raise NotProvenError(type(error).__name__) from error
    return verified.new_sign_count


def _from_url(text: str) -> bytes:
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_url(data) != text:
        raise ValueError(text)
    return data
