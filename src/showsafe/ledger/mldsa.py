"""ML-DSA-44 keys (FIPS 204): signatures that a quantum computer does not break, beside those of Ed25519.

They are long (a public key has 1312 bytes, a signature 2420), so they sign checkpoints, never single records. The
routines come from OpenSSL by way of the package cryptography; an older one of either has none.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from showsafe.errors import Unusable, WrongInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

SEED_BYTES = 32
PUBLIC_BYTES = 1312
SIGNATURE_BYTES = 2420


@dataclass(frozen=True, slots=True)
class MlDsaKey:
    """A private ML-DSA-44 key, made from a seed of 32 random bytes; never printed.

    Raises Unusable ``key.no-ml-dsa`` where this machine cannot do it, WrongInput ``key.wrong-length``.
    """

    seed: bytes = field(repr=False)
    public: bytes = field(init=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise WrongInput(
                "key.wrong-length",
                f"An ML-DSA key is made from {SEED_BYTES} bytes, and this has {len(self.seed)}.",
                "Restore the key file from its backup.",
            )
        object.__setattr__(self, "public", _private(self.seed).public_key().public_bytes_raw())

    @classmethod
    def generate(cls) -> MlDsaKey:
        """Return a new key from the operating system's randomness."""
        return cls(secrets.token_bytes(SEED_BYTES))

    def sign(self, message: bytes) -> bytes:
        """Return the 2420 bytes of the signature over a message."""
        return _private(self.seed).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature holds under a public key; malformed input is simply no.

    Raises Unusable ``key.no-ml-dsa`` where this machine cannot know.
    """
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey  # noqa: PLC0415

        MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    except (ImportError, UnsupportedAlgorithm) as error:
        raise _none() from error
    return True


def _private(seed: bytes) -> MLDSA44PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa  # noqa: PLC0415 - not in every version

        return mldsa.MLDSA44PrivateKey.from_seed_bytes(seed)
    except (ImportError, UnsupportedAlgorithm) as error:
        raise _none() from error


def _none() -> Unusable:
    return Unusable(
        "key.no-ml-dsa",
        "This machine has no ML-DSA-44: its cryptography package, or the OpenSSL in it, is too old.",
        "Install the locked version of cryptography; everything else works without.",
    )
