"""The table of duties (``table.toml``), read once: which act carries which duty, and what a use ought to rest on.

The table names reason codes of the gates. The clauses behind a duty are those of its codes and those that the profile
in force cites for them, so that the table cannot say anything else than the rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from showsafe.rules.clause import Clause
from showsafe.rules.profile import Profile
from showsafe.rules.rulebook import all_codes

LANGUAGES = ("en", "es")
OURS = "ours"

Both = Mapping[str, str]
"""A text in both languages, by ``en`` and ``es``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one part in an act carries: ``says`` in both languages, the ``codes`` it rests on, else its ``basis``."""

    says: Both
    codes: tuple[str, ...] = ()
    basis: str = OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ought:
    """What a gate asks to be on record before a use: by which ``acts``, of which ``thing``, and ``whose`` it is.

    ``none`` are the codes by which the gate says that there is no record, ``short`` those by which one does not count
    in full.
    """

    gate: str
    acts: tuple[str, ...]
    thing: str
    name: Both
    whose: Both
    none: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code of it."""
        return (*self.none, *self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole table. ``asked_as`` says as which acts a use is asked that meets no gates of its own."""

    acts: Mapping[str, Both]
    duties: Mapping[tuple[str, str], Duty]
    papers: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Duty]
    without: tuple[str, ...]
    uses: tuple[str, ...]
    asked_as: Mapping[str, tuple[str, ...]]
    oughts: tuple[Ought, ...]
    places: Mapping[str, tuple[str, ...]]
    everywhere: tuple[str, ...]

    def duty(self, act: str, part: str, kind: str = "") -> Duty | None:
        """Return the duty of a part in an act, of a paper by its ``kind``; None where the act carries none."""
        if act in self.without:
            return None
        duty = self.duties.get((act, part)) or self.parts[part]
        return replace(duty, codes=self.papers[kind]) if kind in self.papers else duty

    def holds(self, clause: str, profile: str) -> bool:
        """Whether a clause holds where a profile does; one that is of no place holds everywhere."""
        places = next((held for start, held in self.places.items() if clause.startswith(start)), None)
        return places is None or profile in places


@cache
def table() -> Table:
    """Return the table."""
    said = tomllib.loads((resources.files(__package__) / "table.toml").read_text("utf-8"))
    acts, duties = dict[str, Both](), dict[tuple[str, str], Duty]()
    papers: dict[str, tuple[str, ...]] = {}
    for act, entry in said["act"].items():
        acts[act] = _both(entry)
        kinds = entry.pop("kinds", {})
        papers |= {kind: tuple(codes) for kind, codes in kinds.items()}
        duties |= {(act, part): _duty(each) for part, each in entry.items() if isinstance(each, dict)}
    places = dict(said["places"])
    everywhere = tuple(places.pop("everywhere"))
    uses = said["use"]
    return Table(
        acts=acts,
        duties=duties,
        papers=papers,
        parts={part: _duty(entry) for part, entry in said["part"].items()},
        without=tuple(said["none"]["acts"]),
        uses=tuple(uses["acts"]),
        asked_as={act: tuple(kinds) for act, kinds in uses["asked-as"].items()},
        oughts=tuple(_ought(entry, acts) for entry in said["ought"]),
        places={start: tuple(held) for start, held in places.items()},
        everywhere=everywhere,
    )


def act_name(act: str) -> Both:
    """Return what an act is called; one that carries no duty by its name in the record."""
    return table().acts.get(act) or dict.fromkeys(LANGUAGES, act.replace("-", " "))


def clauses_of(codes: Iterable[str], profile: Profile) -> tuple[Clause, ...]:
    """Return the clauses behind codes: those that the profile cites come first, each one once."""
    known = all_codes()
    codes = tuple(codes)
    ids = [id_ for code in codes for id_ in profile.cite.get(code, ())]
    ids += [id_ for code in codes for id_ in known[code][1].clauses]
    return tuple(profile.clauses[id_] for id_ in dict.fromkeys(ids))


def _both(entry: Mapping[str, Any]) -> Both:
    return {language: str(entry[language]) for language in LANGUAGES}


def _duty(entry: Mapping[str, Any]) -> Duty:
    return Duty(says=_both(entry), codes=tuple(entry.get("codes", ())), basis=entry.get("basis", OURS))


def _ought(entry: Mapping[str, Any], acts: Mapping[str, Both]) -> Ought:
    return Ought(
        gate=entry["gate"],
        acts=tuple(entry["acts"]),
        thing=entry["thing"],
        name=_both(entry["name"]) if "name" in entry else acts[entry["acts"][0]],
        whose=_both(entry["whose"]),
        none=tuple(entry["none"]),
        short=tuple(entry["short"]),
    )
