"""How people, acts and states are said on paper, in every language: by role, and with contents before any word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from showsafe.domain.acts import ANONYMOUS
from showsafe.domain.named import NODE
from showsafe.domain.state import State
from showsafe.papers.words import COMMON, texts

_SAID = "said"
_NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_NUMEROS = "ninguno uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split()  # noqa: SIM905
_SIZES = {
    "quarter": "un cuarto",
    "half": "media carga",
    "three-quarter": "tres cuartos",
    "full": "carga completa",
    "size not said": "carga no dicha",
}
_FAULTS = {
    "misfire": "fallo de disparo",
    "drop": "caída",
    "foul": "cañón sucio u obstruido",
    "unplanned discharge": "disparo no previsto",
}


def person(state: State, name: str, lang: str, *, names: bool) -> str:
    """Return somebody by their first role, with a number from the second on; with ``names`` by name, or else id.

    Who is enrolled later changes nobody's number: a paper that was printed before stays the same.
    """
    words = texts(COMMON, lang)["people"]
    if name in (ANONYMOUS, NODE, ""):
        return str(words[{ANONYMOUS: "anonymous", NODE: "node"}.get(name, "nobody")])
    known = state.people.get(name)
    if names:
        return (known.name if known and known.name else name) if known or name else name
    if known is None or not known.roles:
        return str(words["unknown"])
    word, place = role(known.roles[0], lang), 1
    for each, one in state.people.items():
        if each == name:
            break
        place += one.roles[:1] == known.roles[:1]
    return word if place == 1 else f"{word} {place}"


def masked(state: State, text: str, who: Callable[[str], str]) -> str:
    """Return a text in which everybody on record stands by role: by id, by name, and by each word of a name."""
    called: dict[str, str] = {}
    for each in state.people.values():
        for word in (each.id, each.name, *each.name.split()):
            if len(word) > 1:
                called.setdefault(word.casefold(), each.id)
    if not called:
        return text
    longest_first = sorted(called, key=len, reverse=True)
    form = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    return form.sub(lambda found: who(called[found.group().casefold()]), text)


def role(name: str, lang: str) -> str:
    """Return what a role is called."""
    return str(texts(_SAID, lang)["role"].get(name, name.replace("-", " ")))


def act(kind: str, lang: str) -> str:
    """Return what an act is called, by its name in the imperative."""
    return str(texts(_SAID, lang)["act"].get(kind, kind.replace("-", " ")))


def kind(name: str, lang: str) -> str:
    """Return what a kind of round is called, in the singular."""
    return str(texts(_SAID, lang)["kind"].get(name, name.replace("-", " ")))


def load(size: str, lang: str) -> str:
    """Return what the size of a blank's load is called."""
    return str(texts(_SAID, lang)["load"].get(size, size))


def rounds_of(kind_of: str, size: str, calibre: str, lang: str) -> str:
    """Return what the rounds of a lot are: kind, load, calibre, as far as they are said."""
    return " ".join(filter(None, (kind(kind_of, lang), load(size, lang), calibre)))


def contents(spoken: str, lang: str) -> str:
    """Return what is spoken over a weapon, contents first; a form that is not known stays as the record has it."""
    if lang == "en":
        return spoken
    head, _, word = spoken.rpartition(" ")
    words = {"Cold.": "Fría.", "Hot.": "Caliente."}
    if word not in words:
        head, words = spoken, {word: ""}
    for form, said in _FORMS:
        match = form.fullmatch(head)
        if match:
            return f"{said(*match.groups())} {words[word]}".strip()
    return spoken


def _numero(word: str) -> str:
    return _NUMEROS[_NUMBERS.index(word)] if word in _NUMBERS else word


def _cargas(sizes: str) -> str:
    return " y ".join(_SIZES.get(size, size) for size in sizes.split(" and "))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"Empty\."), lambda: "Vacía."),
    (re.compile(r"Inert\."), lambda: "Inerte."),
    (re.compile(r"Contents not known\."), lambda: "Contenido desconocido."),
    (re.compile(r"Quarantined, removed\."), lambda: "En cuarentena, retirada."),
    (re.compile(r"Locked out: (.+)\."), lambda kind: f"Bloqueada: {_FAULTS.get(kind, kind)}."),
    (re.compile(r"Dummies, (\w+)\."), lambda count: f"Inertes (dummies): {_numero(count)}."),
    (
        re.compile(r"Blanks, (\w+), (.+)\."),
        lambda count, sizes: f"Fogueo: {_numero(count)}, {_cargas(sizes)}.",
    ),
    (
        re.compile(r"Part fired: (\w+) of (\w+) left\."),
        lambda left, of: f"Disparada en parte: quedan {_numero(left)} de {_numero(of)}.",
    ),
)


def where(span: dict[str, Any], who: Callable[[str], str], lang: str) -> str:
    """Return where a weapon was, from a line of its chain of custody; people by ``who``, never as the line has them."""
    words = texts(COMMON, lang)["where"]
    if span["holder"] and not span["where"].startswith("placed at "):
        return str(words["with"]).format(who(span["holder"]))
    said = str(span["where"])
    for form, name in _PLACES:
        match = form.fullmatch(said)
        if match:
            place, *people = match.groups() or ("",)
            return str(words[name]).format(place, *(who(each) for each in people))
    return said


_PLACES = (
    (re.compile(r"in (.*)"), "in"),
    (re.compile(r"placed at (.*), watched by (.*)"), "placed"),
    (re.compile(r"at (.*), unattended"), "at"),
    (re.compile(r"left the unit, to (.*)"), "gone"),
    (re.compile(r"unattended"), "unattended"),
    (re.compile(r"with nobody on record"), "nobody"),
    (re.compile(r"with (.*)"), "with"),
)
