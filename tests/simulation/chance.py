"""One seeded source of chance: whatever happens is a function of the seed, and of its place in the run."""

from __future__ import annotations

_MASK = (1 << 64) - 1


def mixed(*parts: int) -> int:
    """Return 64 bits made from whole numbers, as splitmix64 mixes them: the same for the same numbers, anywhere."""
    value = 0x9E3779B97F4A7C15
    for part in parts:
        value = (value + part * 0xBF58476D1CE4E5B9 + 0x9E3779B97F4A7C15) & _MASK
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
        value ^= value >> 31
    return value


def part_of_one(*parts: int) -> float:
    """Return a number from 0 up to, and without, 1, made from whole numbers."""
    return (mixed(*parts) >> 11) / (1 << 53)
