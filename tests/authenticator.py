"""An authenticator in Python: it makes passkeys and signs with them as a phone does, and as a bad one would."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def to_url(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_url(text: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One passkey in a phone, on the page of an origin; ``step`` is by how much its counter goes up each time."""

    origin: str = "https://set.example:7380"
    name: str = "set.example"
    step: int = 1
    count: int = 0
    attachment: str = "cross-platform"
    flags: int = PRESENT | VERIFIED
    credential: bytes = b"a-credential-of-tests"
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer ``navigator.credentials.create``, with attestation *none*."""
        self.handle = from_url(options["user"]["id"])
        length = len(self.credential).to_bytes(2, "big")
        data = self._data(ATTESTED) + bytes(16) + length + self.credential + self._public()
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {"attestationObject": to_url(made)}
        return self._answer("webauthn.create", options["challenge"], response)

    def use(self, options: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of the answer
        """Answer ``navigator.credentials.get``; ``changes`` are other fields of the response."""
        self.count += self.step
        data = self._data(0)
        client = self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": to_url(data),
            "signature": to_url(signature),
            "userHandle": to_url(self.handle),
        }
        return self._answer("webauthn.get", options["challenge"], {**response, **changes})

    def _answer(self, kind: str, challenge: str, response: dict[str, Any]) -> dict[str, Any]:
        client = {"clientDataJSON": to_url(self._client(kind, challenge))}
        return {
            "id": to_url(self.credential),
            "rawId": to_url(self.credential),
            "type": "public-key",
            "authenticatorAttachment": self.attachment,
            "clientExtensionResults": {},
            "response": {**client, **response},
        }

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, more: int) -> bytes:
        name = hashlib.sha256(self.name.encode()).digest()
        return name + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
