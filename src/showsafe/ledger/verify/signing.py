"""The auditor's own verifying: Ed25519 by the strict rule, ML-DSA-44 where this machine can.

The strict rule: the public key is the canonical encoding of a point of the prime-order subgroup; S is canonical; R is
not of low order. libsodium holds to the last two whenever it verifies; ``is_strong`` looks at the first.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from nacl import _sodium, bindings

ED25519_BYTES = 32
ML_DSA_BYTES = 1312
SIGNATURE_BYTES = 64
ML_DSA_SIGNATURE_BYTES = 2420

_LONGEST = 1 << 17
_room = _sodium.ffi.new("unsigned char[]", _LONGEST)
_length = _sodium.ffi.new("unsigned long long *")
_open = _sodium.lib.crypto_sign_open


def key_name(public: bytes) -> str:
    """Return the id of a public key in records."""
    return hashlib.sha256(public).hexdigest()[:32]


@lru_cache(maxsize=1024)
def is_strong(public: bytes) -> bool:
    """Say whether the bytes are a point of the prime-order subgroup in canonical form."""
    return len(public) == ED25519_BYTES and bool(bindings.crypto_core_ed25519_is_valid_point(public))


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature holds; malformed input is simply no."""
    if len(signature) != SIGNATURE_BYTES or len(public) != ED25519_BYTES:
        return False
    whole = signature + message
    # The library's own routine, without a new buffer and an exception for each call.
    return len(whole) <= _LONGEST and _open(_room, _length, whole, len(whole), public) == 0


def seed_public(seed: bytes) -> bytes:
    """Return the public half of an Ed25519 seed, or nothing."""
    return bytes(bindings.crypto_sign_seed_keypair(seed)[0]) if len(seed) == ED25519_BYTES else b""


def ml_dsa_public(seed: bytes) -> bytes | None:
    """Return the public half of an ML-DSA-44 seed, nothing for no seed, None where this machine cannot know."""
    try:
        from cryptography.hazmat.primitives.asymmetric import mldsa  # noqa: PLC0415 - not in every version

        return mldsa.MLDSA44PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
    except ImportError:
        return None
    except ValueError:
        return b""
    except _unsupported():
        return None


def ml_dsa_holds(public: bytes, message: bytes, signature: bytes) -> bool | None:
    """Say whether an ML-DSA-44 signature holds; None where this machine cannot know."""
    if len(public) != ML_DSA_BYTES or len(signature) != ML_DSA_SIGNATURE_BYTES:
        return False
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - loaded only where it is needed
        from cryptography.hazmat.primitives.asymmetric import mldsa  # noqa: PLC0415 - not in every version
    except ImportError:
        return None
    try:
        mldsa.MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    except _unsupported():
        return None
    return True


def _unsupported() -> tuple[type[Exception], ...]:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    except ImportError:
        return ()
    return (UnsupportedAlgorithm,)
