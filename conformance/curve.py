"""The curve of RFC 8032, section 5.1, in plain integers: for keys and signatures that no library makes."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TypeAlias

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, P) % P
_ROOT = pow(2, (P - 1) // 4, P)

Point: TypeAlias = tuple[int, int]
IDENTITY: Point = (0, 1)


def x_of(y: int, sign: int) -> int | None:
    """Return the x of a point with this y and this sign, if there is one."""
    square = (y * y - 1) * pow(_D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * _ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x % 2 != sign and x else x


_BASE_Y = 4 * pow(5, -1, P) % P
BASE: Point = (x_of(_BASE_Y, 0) or 0, _BASE_Y)


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points."""
    (a, b), (c, d) = one, other
    product = _D * a * b * c * d % P
    return (
        (a * d + b * c) * pow(1 + product, -1, P) % P,
        (b * d + a * c) * pow(1 - product, -1, P) % P,
    )


def times(scalar: int, point: Point) -> Point:
    """Return a multiple of a point."""
    result = IDENTITY
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def encoded(point: Point) -> bytes:
    """Return the canonical 32 bytes of a point."""
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def secret_of(seed: bytes) -> int:
    """Return the secret scalar of a seed (RFC 8032, section 5.1.5)."""
    digest = bytearray(hashlib.sha512(seed).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little")


@cache
def low_order_points() -> frozenset[Point]:
    """Return the eight points whose order divides eight: multiples by the group order of any points."""
    found = {IDENTITY}
    for y in range(2, 40):
        x = x_of(y, 0)
        if x is not None:
            torsion = times(ORDER, (x, y))
            found |= {times(factor, torsion) for factor in range(8)}
    return frozenset(found)


def low_order_encodings() -> set[bytes]:
    """Return all byte strings that stand for a point of low order: both signs, and y written as y + p."""
    forms = set()
    for _, y in low_order_points():
        for number in (y, y + P):
            if number < 2**255:
                forms |= {number.to_bytes(32, "little"), (number | 1 << 255).to_bytes(32, "little")}
    return forms


def signature_with_low_order_r(seed: bytes, public: bytes, message: bytes) -> bytes:
    """Return a signature whose R is the identity; verifiers that do not look at R accept it."""
    r = encoded(IDENTITY)
    challenge = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little")
    s = challenge * secret_of(seed) % ORDER
    return r + s.to_bytes(32, "little")
