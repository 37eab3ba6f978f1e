"""Ed25519 keys (RFC 8032) of devices: make, sign, verify, name, and refuse the weak ones.

One strict rule for every verifier of ours, because libraries differ on malformed keys and signatures:

1. A public key is 32 bytes, the canonical encoding of a point of the prime-order subgroup. That leaves out
   the eight points of low order and all their encodings, under which one signature fits many messages.
2. A signature is 64 bytes with a canonical S below the group order (RFC 8032, section 5.1.7).
3. The R of a signature is not of low order.

libsodium applies 2 and 3, and most of 1, whenever it verifies; ``check_public`` applies 1 at enrolment.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from nacl import bindings
from nacl.exceptions import BadSignatureError

from showsafe.errors import WrongInput

SEED_BYTES = 32
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64

_ID_CHARACTERS = 32


class Signer(Protocol):
    """What can sign a record: a key that is here, or one on a device that was asked before."""

    @property
    def public(self) -> bytes:
        """The public key."""

    @property
    def id(self) -> str:
        """The key's name in records, see ``key_id``."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over a message."""


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The private key of one device, made from a seed of 32 random bytes; never printed."""

    seed: bytes = field(repr=False)
    public: bytes = field(init=False)
    _secret: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise WrongInput(
                "key.wrong-length",
                f"A device key is made from {SEED_BYTES} bytes, and this has {len(self.seed)}.",
                "Restore the key file from its backup.",
            )
        public, secret = bindings.crypto_sign_seed_keypair(self.seed)
        object.__setattr__(self, "public", public)
        object.__setattr__(self, "_secret", secret)

    @classmethod
    def generate(cls) -> DeviceKey:
        """Return a new key from the operating system's randomness."""
        return cls(bindings.randombytes(SEED_BYTES))

    @property
    def id(self) -> str:
        """The key's name in records, see ``key_id``."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over a message."""
        return bindings.crypto_sign(message, self._secret)[:SIGNATURE_BYTES]


def key_id(public: bytes) -> str:
    """Return the first 128 bits of the SHA-256 of the public key, as 32 lower-case hex digits.

    The name only finds a key; what verifies is always the whole key, as a record enrolled it.
    """
    return hashlib.sha256(public).hexdigest()[:_ID_CHARACTERS]


def check_public(public: bytes) -> None:
    """Let a public key pass, or raise WrongInput (``key.wrong-length``, ``key.weak``); see rule 1."""
    if len(public) != PUBLIC_BYTES:
        raise WrongInput(
            "key.wrong-length",
            f"A public key has {PUBLIC_BYTES} bytes, and this has {len(public)}.",
            "Read the key from the device again.",
        )
    if not bindings.crypto_core_ed25519_is_valid_point(public):
        raise WrongInput(
            "key.weak",
            "This public key is weak: a signature under it would prove nothing.",
            "Make a new key on the device and enrol that one.",
        )


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature over a message holds under a public key; malformed input is simply no."""
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        bindings.crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True
