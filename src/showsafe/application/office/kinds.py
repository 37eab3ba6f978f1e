"""What is said in the office's own log: each act with its keys, and what stands against it.

1. A role is given by an administrator, to somebody else: nobody gives themselves a role, so every role is the word of
   one person about another.
2. At the office's keyboard the first administrator is named, and only while there is none.
3. A role is taken away by an administrator, or given back by whoever has it: that is the safe direction, and nothing
   stands against it.
4. Productions and units are added by an administrator.
5. Who answers for an open matter is named, and one is answered, by whoever sees these names in that production.
6. That claims of two productions are of one person is said, and taken back, by whoever sees people's papers in both.
7. A sign-in and a look at somebody's record are said by the program itself of whoever is signed in.

What is refused by 1 is written down as an asking (``REFUSED``): that somebody tried is part of the record.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from showsafe.application import text
from showsafe.application.office.roles import ADMINISTRATOR, THINGS, roles
from showsafe.application.office.words import EVERY, KEYBOARD, OFFICE, WHOLE
from showsafe.errors import ShowsafeError, WrongInput
from showsafe.ledger.note import VerifierKey

LONGEST_SUBJECT = 255
"""How long the id of somebody at the provider may be (OpenID Connect Core 1.0, section 2, ``sub``)."""

MOST_PERSONS = 200
"""How many people one record of a look names at the most; a longer page is several records."""

EVERY_WORD = "every"
"""What every production is called where a person gives a role in all of them."""

_LONGEST_ABOUT = 400
_MOST_CLAIMS = 2

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SUBJECT = re.compile(rf"[!-~](?:[ -~]{{0,{LONGEST_SUBJECT - 2}}}[!-~])?")
_ISSUER = re.compile(r"https?://[!-~]{1,500}")


class Standing(Protocol):
    """How the office stands just before an act."""

    def holds(self, issuer: str, subject: str, role: str, production: str) -> bool:
        """Whether somebody holds a role."""

    def has_administrator(self, issuer: str) -> bool:
        """Whether anybody is an administrator."""

    def has_production(self, production: str) -> bool:
        """Whether a production was added."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act: what its record is called, its keys with what each has to be, and what stands against it."""

    name: str
    record: str
    keys: Mapping[str, Callable[[object], bool]]
    stands: Callable[[Standing, Mapping[str, Any], str], ShowsafeError | None]
    refused: str = ""


def is_id(value: object) -> bool:
    """Whether a value can be the id of a production or a unit."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_new_id(value: object) -> bool:
    # A role in a production of such a name would be one in every production, or of the whole office: see ``place_of``.
    return is_id(value) and value not in (EVERY_WORD, WHOLE)


def is_subject(value: object) -> bool:
    """Whether a value can be the id of somebody at the provider."""
    return isinstance(value, str) and value != KEYBOARD and bool(_SUBJECT.fullmatch(value))


def recordable(name: str) -> str:
    """Return the id of a person as a record can hold it: in one form, without what nobody can see, and short."""
    plain = "".join(c if c.isprintable() else "?" for c in unicodedata.normalize("NFC", name))
    return plain[: text.NAME_MAX] or "?"


def _is_issuer(value: object) -> bool:
    return isinstance(value, str) and bool(_ISSUER.fullmatch(value))


def _is_place(value: object) -> bool:
    return value in (OFFICE, EVERY) or is_id(value)


def _is_label(value: object) -> bool:
    try:
        return isinstance(value, str) and text.label(value, "a title") == value
    except WrongInput:
        return False


def _is_vkey(value: object) -> bool:
    try:
        return isinstance(value, str) and str(VerifierKey.parse(value)) == value
    except ShowsafeError:
        return False


def _is_about(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ABOUT and value.isprintable()


def _are_claims(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= _MOST_CLAIMS and all(map(_is_claim, value))


def _is_claim(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"production", "unit", "person"}
        and is_id(value["production"])
        and is_id(value["unit"])
        and _is_about(value["person"])
    )


def _is_thing(value: object) -> bool:
    return value in THINGS


def _is_through(value: object) -> bool:
    return value in ("web", KEYBOARD)


def _are_persons(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_PERSONS
        and all(isinstance(each, str) and 0 < len(each) <= text.NAME_MAX for each in value)
    )


def _is_page(value: object) -> bool:
    return isinstance(value, str) and len(value) <= text.NAME_MAX


def _nothing(_: Standing, __: Mapping[str, Any], ___: str) -> None:
    return None


def _by_administrator(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    if now.holds(said["issuer"], by, ADMINISTRATOR, OFFICE):
        return None
    return WrongInput(
        "office.administrator-only",
        "Only an administrator of the office does this.",
        "Ask an administrator of the office.",
    )


def _adding(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    if now.has_production(said["production"]):
        return WrongInput(
            "office.production-there",
            "This production was added before.",
            "Use it as it is, or choose another id.",
        )
    return _by_administrator(now, said, by)


def _unit(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    return _no_such(now, said["production"]) or _by_administrator(now, said, by)


def _giving(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    issuer, to, name, where = said["issuer"], said["to"], said["role"], said["production"]
    fault = _role_fault(name, where) or (_no_such(now, where) if where not in (OFFICE, EVERY) else None)
    if fault:
        return fault
    if by == KEYBOARD == said["through"] and name == ADMINISTRATOR and not now.has_administrator(issuer):
        return None
    refused = _by_administrator(now, said, by)
    if refused:
        return refused
    if by == to:
        return own_role()
    if now.holds(issuer, to, name, where):
        return WrongInput("office.role-held", "They have this role already.", "Nothing more is needed.")
    return None


def own_role() -> WrongInput:
    """Return the refusal for somebody who gives themselves a role."""
    return WrongInput(
        "office.own-role",
        "Nobody gives themselves a role: it takes two people.",
        "Ask another administrator to give it. This asking is on record.",
    )


def _taking(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    if not now.holds(said["issuer"], said["to"], said["role"], said["production"]):
        return WrongInput("office.role-not-held", "They do not have this role.", "Nothing more is needed.")
    return None if by == said["to"] else _by_administrator(now, said, by)


def _answering(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    """Let whoever sees who answers, in that production or in every one, name somebody or answer."""
    places = (said["production"], EVERY)
    names = [name for name, role in roles().items() if "deviation-names" in role.sees]
    if any(now.holds(said["issuer"], by, name, where) for name in names for where in places):
        return None
    return _no_such(now, "")


def _joining(now: Standing, said: Mapping[str, Any], by: str) -> ShowsafeError | None:
    """Let whoever sees the papers of people in every production concerned say that two claims are of one person."""
    names = [name for name, role in roles().items() if "person" in role.sees]
    for claim in said["claims"]:
        places = (claim["production"], EVERY)
        if not any(now.holds(said["issuer"], by, name, where) for name in names for where in places):
            return _no_such(now, "")
    return None


def _role_fault(name: str, where: str) -> WrongInput | None:
    role = roles().get(name)
    if role is None:
        return WrongInput(
            "office.no-such-role", "There is no role of this name.", f"Choose one of: {', '.join(roles())}."
        )
    if role.whole == (where == OFFICE):
        return None
    if role.whole:
        return WrongInput(
            "office.role-of-office", f"The role {name} is of the whole office.", "Name no production with it."
        )
    return WrongInput(
        "office.role-of-production",
        f"The role {name} is of a production.",
        "Name the production, or say that it is for every one.",
    )


def _no_such(now: Standing, production: str) -> WrongInput | None:
    if now.has_production(production):
        return None
    return WrongInput(
        "office.no-such-production",
        "There is no production of this id in the office.",
        "Check the id; an administrator adds productions.",
    )


_ROLE = {
    "issuer": _is_issuer,
    "role": _is_page,
    "to": is_subject,
    "production": _is_place,
    "through": _is_through,
}

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("set-sign-in", "sign-in-set", {"issuer": _is_issuer, "client": _is_page}, _nothing),
        Kind(
            "add-production",
            "production-added",
            {"issuer": _is_issuer, "production": _is_new_id, "title": _is_label, "through": _is_through},
            _adding,
        ),
        Kind(
            "add-unit",
            "unit-added",
            {
                "issuer": _is_issuer,
                "production": is_id,
                "unit": is_id,
                "vkey": _is_vkey,
                "through": _is_through,
            },
            _unit,
        ),
        Kind("give-role", "role-given", _ROLE, _giving, refused="role-refused"),
        Kind("take-role", "role-taken", _ROLE, _taking),
        Kind(
            "name-owner",
            "owner-named",
            {"issuer": _is_issuer, "production": is_id, "about": _is_about, "owner": _is_label},
            _answering,
        ),
        Kind(
            "answer-matter",
            "matter-answered",
            {"issuer": _is_issuer, "production": is_id, "about": _is_about},
            _answering,
        ),
        Kind("join-persons", "persons-joined", {"issuer": _is_issuer, "claims": _are_claims}, _joining),
        Kind("part-person", "person-parted", {"issuer": _is_issuer, "claims": _are_claims}, _joining),
        Kind("sign-in", "signed-in", {"issuer": _is_issuer}, _nothing),
        Kind("sign-out", "signed-out", {"issuer": _is_issuer}, _nothing),
        Kind(
            "look",
            "looked",
            {
                "issuer": _is_issuer,
                "production": is_id,
                "thing": _is_thing,
                "page": _is_page,
                "persons": _are_persons,
            },
            _nothing,
        ),
    )
}
"""Every kind of act of the office's log, by its name."""

RECORDS: Mapping[str, Kind] = {
    name: kind for kind in KINDS.values() for name in (kind.record, kind.refused) if name
}
"""Every kind, by what its records are called."""

REFUSED = "office.own-role"
"""The one refusal that is itself written down."""


def place_of(said: str) -> str:
    """Return the production that somebody means by a word: an id, ``every``, or the whole office.

    Raises WrongInput ``office.not-an-id``.
    """
    if said in (EVERY_WORD, EVERY):
        return EVERY
    if said in (OFFICE, WHOLE):
        return OFFICE
    if not is_id(said):
        raise WrongInput(
            "office.not-an-id",
            "A production is named with 1 to 63 lower-case letters, digits and hyphens.",
            "Choose another id, such as north-ridge.",
        )
    return said


def read(name: str, said: Mapping[str, Any], by: str) -> Kind:
    """Return the kind of an act whose keys are as its row says; raises WrongInput ``office.wrong-value``."""
    kind = KINDS[name]
    fault = fault_of(kind, said, by)
    if fault:
        raise WrongInput("office.wrong-value", f"This cannot be recorded: {fault}.", "Say it in another way.")
    return kind


def fault_of(kind: Kind, said: Mapping[str, Any], by: object) -> str:
    """Return what is wrong with the keys of an act, or nothing."""
    if set(said) != set(kind.keys):
        return "its keys are not those of its kind"
    wrong = [key for key, right in kind.keys.items() if not right(said[key])]
    if wrong:
        return f"{wrong[0]} has a value that it cannot have"
    return "" if by == KEYBOARD or is_subject(by) else "who says it cannot be called so"
