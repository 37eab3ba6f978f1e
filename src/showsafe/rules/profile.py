"""A jurisdiction's profile: the values the gates ask for, and the clauses behind them.

Profiles are data (``profiles/<id>.toml``). ``common`` is the base for everyone; the others state only what
differs, and only in the stricter direction: a laxer value names the decision record (ADR) that allows it, and
is shown. Nothing here reads a file: the parsed mapping and its edition come in as arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from showsafe.rules.clause import (
    SECOND_HAND,
    Clause,
    ProfileError,
    Source,
    clauses_from,
    one_of,
    refuse_unknown,
    table,
    text,
    words,
)
from showsafe.rules.profile_values import VALUES, Is, at_least_as_strict, read_is

__all__ = ["Clause", "Profile", "ProfileError", "Source", "Value", "clauses_from", "profile_from"]

BASES: Final = {"practice": "trade practice", "ours": "our own default"}
"""What is said beside a value that no clause states."""

_PROFILE_KEYS: Final = frozenset({"id", "title", "base", "value", "cite"})
_VALUE_KEYS: Final = frozenset({"is", "clauses", "basis", "why", "adr"})
_ID: Final = re.compile(r"[a-z]+(-[a-z]+)*")
_CODE: Final = re.compile(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*")
_ADR: Final = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Value:
    """One stated value: what it ``is_``, the ids of the ``clauses`` behind it or its ``basis``, and ``why``.

    ``basis`` is empty, ``practice`` or ``ours``; ``adr`` is the number of the record that allows a laxer one.
    """

    is_: Is
    clauses: tuple[str, ...]
    basis: str
    why: str
    adr: str = ""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What the law, the trade and we ask for in one place; each value is an attribute of its own name.

    Names end in their unit: ``_s`` seconds, ``_h`` hours, ``_mm`` millimetres; ages are whole years.
    ``edition`` is a digest of the text that the profile was read from, ``values`` the grounds of each value,
    ``own`` the names of those that this profile states itself, ``cite`` the ids of the clauses shown beside a
    finding's code, ``clauses`` every known clause by its id.
    """

    id: str
    title: str
    base: str | None
    edition: str

    custodian_roles: tuple[str, ...]
    custodian_credentials: tuple[tuple[str, ...], ...]
    """Of every inner list, one of the kinds must be in date."""
    custodian_min_age: int
    receiver_min_age: int
    minor_papers: tuple[str, ...]
    """Word stems that the kinds of a minor's papers contain between them; none means any paper will do."""
    load_to_take_s: int
    proof_good_s: int
    misfire_wait_s: int
    misfire_wait_muzzle_loader_s: int
    min_distance_mm: int
    max_hot_out: int
    max_out: int
    file_max: int
    run_max_cycles: int
    run_max_s: int
    concern_deadline_h: int
    day_max_h: int
    muzzle_line_must_be_clear: bool
    weapon_classes: tuple[str, ...]
    needs_risk_assessment: bool
    needs_compliance_contact: bool
    needs_open_day: bool
    day_notices: tuple[str, ...]
    permissions: tuple[str, ...]
    needs_first_aid: bool
    near_course: bool
    acquisition_record: bool
    ppe_list: bool
    release_cause: bool
    deactivation_certificate: bool
    pass_empty: bool
    live_exceptions: tuple[str, ...]

    values: Mapping[str, Value] = field(hash=False)
    own: tuple[str, ...]
    cite: Mapping[str, tuple[str, ...]] = field(hash=False)
    clauses: Mapping[str, Clause] = field(hash=False, repr=False)

    @property
    def labels(self) -> dict[str, str]:
        """Return what to say beside each value (by its name) and each clause (by its id)."""
        said = {name: self._label(value) for name, value in self.values.items()}
        return said | {id_: clause.label for id_, clause in self.clauses.items()}

    @property
    def laxer(self) -> dict[str, str]:
        """Return the values laxer than the base's, each with the number of the ADR that allows it."""
        return {name: value.adr for name, value in self.values.items() if value.adr}

    def cited(self, code: str) -> tuple[Clause, ...]:
        """Return the clauses that this profile shows beside a finding of ``code``; often none."""
        return tuple(self.clauses[id_] for id_ in self.cite.get(code, ()))

    def _label(self, value: Value) -> str:
        if value.basis:
            return BASES[value.basis]
        read = [id_ for id_ in value.clauses if self.clauses[id_].was_read]
        return ", ".join(read) if read else SECOND_HAND


def profile_from(
    mapping: Mapping[str, object],
    base: Profile | None,
    clauses: Mapping[str, Clause],
    edition: str,
) -> Profile:
    """Return the profile that a parsed file states on top of ``base`` (``None`` for the base of all).

    ``clauses`` is every known clause by id; ``edition`` a short stable digest of the text, by the caller.

    Raises:
        ProfileError: an unknown key, a wrong type, a negative number, a clause that does not exist, a value
            that repeats its base, or a value laxer than its base that names no ADR.
    """
    refuse_unknown("profile", mapping, _PROFILE_KEYS)
    id_ = _matching("id", mapping.get("id"), _ID, "Use small letters and hyphens.")
    _check_base(mapping, base)
    own = _values(table("value", mapping.get("value", {})), base, clauses)
    values = {**(base.values if base else {}), **own}
    _check_complete(values)
    attributes: dict[str, Any] = {name: value.is_ for name, value in values.items()}
    return Profile(
        id=id_,
        title=text("title", mapping.get("title")),
        base=base.id if base else None,
        edition=text("edition", edition),
        values=values,
        own=tuple(own),
        cite=_cite(table("cite", mapping.get("cite", {})), base, clauses),
        clauses=dict(clauses),
        **attributes,
    )


def _check_base(mapping: Mapping[str, object], base: Profile | None) -> None:
    stated = mapping.get("base")
    given = base.id if base else None
    if stated != given:
        says = f"the file says {stated or 'no base'}, and {given or 'no base'} was given."
        raise ProfileError("base", says, "Read the base that the file names first.")


def _values(
    entries: Mapping[str, object], base: Profile | None, clauses: Mapping[str, Clause]
) -> dict[str, Value]:
    refuse_unknown("value", entries, frozenset(VALUES))
    own = {name: _value(name, table(f"value.{name}", entry), clauses) for name, entry in entries.items()}
    for name, value in own.items():
        if base:
            _check_against(name, value, base)
        elif value.adr:
            raise ProfileError(f"value.{name}.adr", "nothing lies below this profile.", "Take the adr out.")
    return own


def _value(name: str, entry: Mapping[str, object], clauses: Mapping[str, Clause]) -> Value:
    key = f"value.{name}"
    refuse_unknown(key, entry, _VALUE_KEYS)
    cited = _known(f"{key}.clauses", entry.get("clauses", ()), clauses)
    basis = one_of(f"{key}.basis", entry["basis"], tuple(BASES)) if "basis" in entry else ""
    if not cited and not basis:
        raise ProfileError(key, "it rests on nothing.", 'Name clauses, or basis = "practice" or "ours".')
    adr = entry.get("adr")
    return Value(
        is_=read_is(name, entry.get("is")),
        clauses=cited,
        basis=basis,
        why=text(f"{key}.why", entry.get("why")),
        adr="" if adr is None else _matching(f"{key}.adr", adr, _ADR, "Write its four digits in quotes."),
    )


def _check_against(name: str, value: Value, base: Profile) -> None:
    key = f"value.{name}"
    below = base.values[name].is_
    strict = at_least_as_strict(name, value.is_, below)
    if strict and at_least_as_strict(name, below, value.is_):
        says = f"it says what {base.id} says already."
        raise ProfileError(key, says, "Leave it out, and cite the clause beside the finding instead.")
    if not strict and not value.adr:
        says = f"it is laxer than in {base.id}; stricter is {VALUES[name].value}."
        raise ProfileError(key, says, "Make it stricter, or name the ADR that allows it.")
    if strict and value.adr:
        raise ProfileError(f"{key}.adr", "the value is not laxer.", "Take the adr out.")


def _check_complete(values: Mapping[str, Value]) -> None:
    for name in VALUES:
        if name not in values:
            raise ProfileError(f"value.{name}", "the base of all has to state it.", f"Add [value.{name}].")


def _cite(
    entries: Mapping[str, object], base: Profile | None, clauses: Mapping[str, Clause]
) -> dict[str, tuple[str, ...]]:
    cite = dict(base.cite) if base else {}
    for code, listed in entries.items():
        key = f"cite.{code}"
        _matching(key, code, _CODE, "Write the finding's code, such as hands.giver.")
        ids = _known(key, listed, clauses)
        if not ids:
            raise ProfileError(key, "no clause is named.", "Name at least one, or take the line out.")
        cite[code] = (*ids, *(id_ for id_ in cite.get(code, ()) if id_ not in ids))
    return cite


def _known(key: str, value: object, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    ids = words(key, value)
    for id_ in ids:
        if id_ not in clauses:
            raise ProfileError(key, f"there is no clause {id_}.", "Correct the id, or add it to the sources.")
    return ids


def _matching(key: str, value: object, pattern: re.Pattern[str], now: str) -> str:
    word = text(key, value)
    if not pattern.fullmatch(word):
        raise ProfileError(key, f"{word} is not written as it has to be.", now)
    return word
