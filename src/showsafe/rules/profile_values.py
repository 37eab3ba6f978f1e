"""The values a profile may hold: the kind of each, and which direction is the stricter one.

A profile may be stricter than its base. A value that is not at least as strict is laxer, also where the two
cannot be compared (a different set of words, say): in doubt it needs a decision on paper.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeAlias

from showsafe.rules.clause import ProfileError, words

Is: TypeAlias = bool | int | tuple[str, ...] | tuple[tuple[str, ...], ...]


class Stricter(Enum):
    """What makes a value stricter than another of the same name."""

    HIGHER = "a higher number"
    LOWER = "a lower number"
    TRUE = "true"
    FALSE = "false"
    FEWER = "fewer words, all of them in the base"
    MORE = "the base's words and more"
    GROUPS = "every group of the base kept or narrowed, and more groups"


VALUES: Final[dict[str, Stricter]] = {
    "custodian_roles": Stricter.FEWER,
    "custodian_credentials": Stricter.GROUPS,
    "custodian_min_age": Stricter.HIGHER,
    "receiver_min_age": Stricter.HIGHER,
    "minor_papers": Stricter.MORE,
    "load_to_take_s": Stricter.LOWER,
    "proof_good_s": Stricter.LOWER,
    "misfire_wait_s": Stricter.HIGHER,
    "misfire_wait_muzzle_loader_s": Stricter.HIGHER,
    "min_distance_mm": Stricter.HIGHER,
    "max_hot_out": Stricter.LOWER,
    "max_out": Stricter.LOWER,
    "file_max": Stricter.LOWER,
    "run_max_cycles": Stricter.LOWER,
    "run_max_s": Stricter.LOWER,
    "concern_deadline_h": Stricter.LOWER,
    "day_max_h": Stricter.LOWER,
    "muzzle_line_must_be_clear": Stricter.TRUE,
    "weapon_classes": Stricter.FEWER,
    "needs_risk_assessment": Stricter.TRUE,
    "needs_compliance_contact": Stricter.TRUE,
    "needs_open_day": Stricter.TRUE,
    "day_notices": Stricter.MORE,
    "permissions": Stricter.MORE,
    "needs_first_aid": Stricter.TRUE,
    "near_course": Stricter.TRUE,
    "acquisition_record": Stricter.TRUE,
    "ppe_list": Stricter.TRUE,
    "release_cause": Stricter.TRUE,
    "deactivation_certificate": Stricter.TRUE,
    "pass_empty": Stricter.FALSE,
    "live_exceptions": Stricter.FEWER,
}
"""Every value by name. ``_s`` is seconds, ``_h`` hours, ``_mm`` millimetres; ages are whole years."""

_MAY_BE_EMPTY: Final = frozenset({"minor_papers", "day_notices", "permissions", "live_exceptions"})
_NUMBERS: Final = frozenset({Stricter.HIGHER, Stricter.LOWER})
_FLAGS: Final = frozenset({Stricter.TRUE, Stricter.FALSE})


def read_is(name: str, value: object) -> Is:
    """Return ``value`` as the kind that the value ``name`` has, or raise ``ProfileError``."""
    key = f"value.{name}.is"
    stricter = VALUES[name]
    if stricter in _NUMBERS:
        return _number(key, value)
    if stricter in _FLAGS:
        return _flag(key, value)
    found = _groups(key, value) if stricter is Stricter.GROUPS else words(key, value)
    if not found and name not in _MAY_BE_EMPTY:
        raise ProfileError(key, "this list cannot be empty.", "Name at least one.")
    return found


def at_least_as_strict(name: str, value: Is, base: Is) -> bool:
    """Say whether ``value`` is as strict as ``base`` or stricter; both must be of the kind of ``name``."""
    match (VALUES[name], value, base):
        case (Stricter.HIGHER, int(), int()):
            return value >= base
        case (Stricter.LOWER, int(), int()):
            return value <= base
        case (Stricter.TRUE, bool(), bool()):
            return value or not base
        case (Stricter.FALSE, bool(), bool()):
            return base or not value
        case (Stricter.FEWER, tuple(), tuple()):
            return set(value) <= set(base)
        case (Stricter.MORE, tuple(), tuple()):
            return set(value) >= set(base)
        case (Stricter.GROUPS, tuple(), tuple()):
            return all(any(set(mine) <= set(theirs) for mine in value) for theirs in base)
    return False


def _number(key: str, value: object) -> int:
    # bool is an int in Python, and "true seconds" is a slip of the pen.
    if not isinstance(value, int) or isinstance(value, bool):
        raise ProfileError(key, "a whole number is wanted here.", "Write it without quotes or a point.")
    if value < 0:
        raise ProfileError(key, "the number is negative.", "Write zero or more.")
    return value


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ProfileError(key, "true or false is wanted here.", "Write true or false without quotes.")
    return value


def _groups(key: str, value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list | tuple):
        raise ProfileError(key, "a list of lists is wanted here.", 'Write it as [["one"], ["two", "three"]].')
    groups = tuple(words(key, group) for group in value)
    if not all(groups):
        raise ProfileError(key, "an inner list is empty.", "Name at least one kind in each inner list.")
    return groups
