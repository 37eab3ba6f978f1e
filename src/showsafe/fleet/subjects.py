"""The lines of weapons, people and papers, as they are believed as of a record.

1. A weapon's line says contents first; the word comes after them, and everything not proven cold is hot.
2. The office's state of a person holds no personal value. What the set showed the office of one, by opening a
   commitment, goes into the line and nowhere else; where it is taken back, the line is made again without it.
3. Never the number of a paper, an age, a contact, a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.application.facts.values import PAPER, PERSON, WEAPON, Line
from showsafe.application.keys import KEYS
from showsafe.domain.belief import Belief
from showsafe.domain.spoken import spoken
from showsafe.domain.things import Credential, Person, Weapon
from showsafe.errors import ShowsafeError
from showsafe.fleet.kept import Kept, Mark, Told
from showsafe.fleet.matters import line
from showsafe.ledger import canonical
from showsafe.projections import sentences
from showsafe.projections.rows import SET

SHOWN = ("credentials", "papers", "name")
"""The personal values that have a place in a line once the set has shown them."""


def stands_against(belief: Belief) -> bool:
    """Whether anything holds a weapon: a deviation, a fault, a quarantine, a freeze, an isolation."""
    return bool(belief.holds or belief.fault or belief.quarantined or belief.frozen or belief.isolated)


def weapon(kept: Kept, name: str, mark: Mark) -> Iterator[Line]:
    """Yield the line of a weapon, and those of its certificates."""
    state = kept.state
    known, belief = state.weapons.get(name) or Weapon(id=name), state.believed(name)
    word = spoken(known, belief)
    value = {
        "class": known.class_,
        "action": known.action,
        "calibre": known.calibre,
        "maker": known.maker,
        "model": known.model,
        "serial": known.serial,
        "tag": known.tag,
        "owner": known.owner,
        "enrolled": known.enrolled,
        "state": word.name,
        "contents": word.contents,
        "word": word.word,
        "where": sentences.where(SET, belief),
        "holder": belief.holder,
        "container": belief.container,
        "gone": belief.gone,
        "held": sentences.held(belief),
        "open": sentences.open_matters(SET, belief),
    }
    yield line(WEAPON, name, mark, value, open=not belief.gone, who=name, owner=known.owner)
    certificates = [
        Credential(kind=each.kind, class_="", expires=each.expires) for each in known.certificates
    ]
    yield from _papers("weapon", name, certificates, mark, open_=not belief.gone)


def papers_of_the_set(kept: Kept, mark: Mark) -> Iterator[Line]:
    """Yield the lines of papers that are about no person: permits, notices, appointments."""
    state = kept.state
    for key, paper in state.papers.items():
        if paper.about not in state.people and paper.record == mark.record:
            value = {"kind": paper.kind, "about": paper.about, "class": "", "of": "set"}
            yield line(PAPER, f"set\n{key}", mark, value, until=paper.expires, who=paper.about)


def same(before: Person | None, after: Person) -> bool:
    """Whether nothing that a line says of a person changed: duties come and go with every day."""
    return before is not None and _said_of(before) == _said_of(after)


def _said_of(person: Person) -> tuple[object, ...]:
    return person.roles, person.instructed, person.credentials, person.papers, person.erased, person.name


def person(kept: Kept, name: str, opened: Mapping[str, bytes]) -> Iterator[Line]:
    """Yield the line of a person and those of their papers, as of the record that last described them."""
    known = kept.state.people.get(name)
    if known is None:
        return
    mark, told = kept.people.get(name, Mark()), kept.told.get(name, {})
    shown = {key: _opened(key, told[key], opened) for key in SHOWN if key in told}
    papers = _papers_of(kept, known, shown, told)
    value = {
        "roles": list(known.roles),
        "instructed": list(known.instructed),
        "erased": known.erased,
        "name": known.name or str(shown.get("name") or ""),
        "papers": [
            {"kind": each.kind, "class": each.class_, "expires": each.expires and each.expires.isoformat()}
            for each in papers
        ],
        "sealed": [key for key in ("credentials", "papers") if key in shown and shown[key] is None],
    }
    yield line(PERSON, name, mark, value, open=not known.erased, who=name)
    yield from _papers("person", name, papers, mark, open_=not known.erased)


def _papers_of(
    kept: Kept, known: Person, shown: Mapping[str, Any], told: Mapping[str, Told]
) -> list[Credential]:
    """Return the papers of a person, of each kind the one that was said last, by a record or behind a commitment."""
    found = {each.kind: each for each in known.credentials}
    for each in shown.get("credentials") or ():
        paper = kept.state.papers.get(f"{known.id}/{each.kind}")
        if each.kind not in found or paper is None or paper.record < told["credentials"].record:
            found[each.kind] = each
    for kind in (*known.papers, *(shown.get("papers") or ())):
        found.setdefault(kind, Credential(kind=kind))
    return [found[kind] for kind in sorted(found)]


def _opened(key: str, told: Told, opened: Mapping[str, bytes]) -> Any:  # noqa: ANN401 - a value of any key
    """Return the value behind a commitment, or None where the set did not show it, or showed what cannot be read."""
    value = opened.get(told.commitment)
    if value is None:
        return None
    try:
        return KEYS[key].read(canonical.decode(value), key)
    except (ShowsafeError, TypeError, ValueError, KeyError, AttributeError):
        return None


def _papers(of: str, name: str, papers: list[Credential], mark: Mark, *, open_: bool) -> Iterator[Line]:
    for paper in papers:
        key = f"{of}\n{name}\n{paper.kind}\n{paper.class_}"
        value = {"kind": paper.kind, "class": paper.class_, "about": name, "of": of}
        yield line(PAPER, key, mark, value, until=paper.expires, open=open_, who=name)
