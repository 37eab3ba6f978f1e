"""Which scenes may have weapons in them, found by a list of words (``words.toml``), and why each was found.

Nothing is decided here. A scene is proposed with the words as they stand, and how much they say:

``likely``    something that is a weapon in nearly every sentence is there to be seen, or the breakdown tagged it as one
``maybe``     it is only spoken of, the word often means something else, or somebody is there who usually carries one
``unlikely``  only phrases in which such a word means something else (a *wide shot*, *gunpowder tea*)

A scene of which none of the words is found can still have one: a list knows no *he has it in his hand*. That is said
wherever what was found is shown, and a person may confirm any scene.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import product

from showsafe.books.planning.fdx import Line, Scene

SURE, MAYBE, BEARER, NOT, TAGGED = "sure", "maybe", "bearer", "not", "tagged"
LIKELY, UNLIKELY = "likely", "unlikely"
SPOKEN = ("Dialogue", "Lyrics", "Singing")
"""Elements in which a word is said, and need not be seen."""

MOST_SHOWN = 12
AROUND = 60
_TOKEN = re.compile(r"(?<!\w)\.\d+|[^\W_]+(?:['\u2019][^\W_]+)*")
_CHOICE = re.compile(r"\{([^}]*)\}")
_WEAPONS = re.compile(r"weapon|firearm|\bguns?\b|armor|armour|armas?\b|ammunition|munici", re.IGNORECASE)
"""Categories of a breakdown that are about weapons."""

_STRENGTH = {TAGGED: 0, SURE: 1, MAYBE: 2, BEARER: 3, NOT: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One word that was found, as it stands: what stood ``before`` and ``after`` it, in an element of which ``kind``.

    ``thing`` is what the word is about; ``says`` how much it says; ``why`` the reason of a phrase that means something
    else; ``times`` how often the same stands in this scene.
    """

    word: str
    thing: str
    says: str
    kind: str
    before: str = ""
    after: str = ""
    why: str = ""
    times: int = 1

    @property
    def seen(self) -> bool:
        """Whether it stands where what is to be seen is written, and not in what is said."""
        return self.kind not in SPOKEN


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found of one scene: how likely it is that it has weapons, the findings, and how many more there were."""

    standing: str
    found: tuple[Found, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a word or phrase of the list."""

    tokens: tuple[str, ...]
    says: str
    thing: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def look(scene: Scene) -> Proposal | None:
    """Return what is proposed of a scene, or None where no word of the list stands in it or it is omitted."""
    if scene.omitted:
        return None
    first: dict[tuple[str, str, str], Found] = {}
    times: Counter[tuple[str, str, str]] = Counter()
    for line in scene.lines:
        for tag in _tagged(line):
            first.setdefault((tag.word, line.kind, TAGGED), tag)
            times[tag.word, line.kind, TAGGED] += 1
        for hit in _hits(line):
            key = (" ".join(hit.form.tokens), line.kind, hit.says)
            times[key] += 1
            if key not in first:
                first[key] = _as_found(line, hit)
    everything = [replace(found, times=times[key]) for key, found in first.items()]
    everything.sort(key=lambda each: (_STRENGTH[each.says], not each.seen))
    if not everything:
        return None
    return Proposal(
        _standing(everything), tuple(everything[:MOST_SHOWN]), max(0, len(everything) - MOST_SHOWN)
    )


def _standing(found: list[Found]) -> str:
    if any(each.says == TAGGED or (each.says == SURE and each.seen) for each in found):
        return LIKELY
    return MAYBE if any(each.says != NOT for each in found) else UNLIKELY


def look_at(line: Line) -> Iterator[Found]:
    """Yield what stands in one paragraph: what the breakdown tagged, and each word of the list, the longest first."""
    yield from _tagged(line)
    yield from (_as_found(line, hit) for hit in _hits(line))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form of the list that stands in a paragraph, from one place to another; ``within`` a phrase, where it is."""

    form: _Form
    start: int
    end: int
    within: _Form | None

    @property
    def says(self) -> str:
        return NOT if self.within else self.form.says


def _tagged(line: Line) -> Iterator[Found]:
    for category, label in line.tags:
        if _WEAPONS.search(category):
            yield Found(
                word=label or category, thing="weapon", says=TAGGED, kind=line.kind, after=f" ({category})"
            )


def _hits(line: Line) -> Iterator[_Hit]:
    tokens = [_Token(folded(each[0]), each.start(), each.end()) for each in _TOKEN.finditer(line.text)]
    phrases: dict[int, list[tuple[int, _Form]]] = {}
    for at, phrase in _matches(tokens, _list()[NOT]):
        for place in range(at, at + len(phrase.tokens)):
            phrases.setdefault(place, []).append((at + len(phrase.tokens), phrase))
    covered = 0
    for start, form in _matches(tokens, _list()[SURE]):
        if start < covered:
            continue
        covered = start + len(form.tokens)
        within = next((p for ends, p in phrases.get(start, ()) if covered <= ends), None)
        yield _Hit(form, tokens[start].start, tokens[covered - 1].end, within)


def _as_found(line: Line, hit: _Hit) -> Found:
    text = line.text
    return Found(
        word=" ".join(text[hit.start : hit.end].split()),
        thing=hit.form.thing,
        says=hit.says,
        kind=line.kind,
        before=_edge(text[max(0, hit.start - AROUND) : hit.start], cut=hit.start > AROUND, left=True),
        after=_edge(text[hit.end : hit.end + AROUND], cut=len(text) > hit.end + AROUND, left=False),
        why=hit.within.why if hit.within else "",
    )


def _edge(text: str, *, cut: bool, left: bool) -> str:
    """Return what stands beside a word, white space made one blank, cut at a word, with dots where it was cut."""
    flat = re.sub(r"\s+", " ", text)
    if not cut:
        return flat
    if left:
        return "…" + (flat.partition(" ")[2] if " " in flat.strip() else flat)
    return (flat.rpartition(" ")[0] if " " in flat.strip() else flat) + "…"


def _matches(tokens: list[_Token], forms: Mapping[str, tuple[_Form, ...]]) -> Iterator[tuple[int, _Form]]:
    """Yield where forms stand, the longest at each place."""
    for start, token in enumerate(tokens):
        for form in forms.get(token.text, ()):
            if tuple(each.text for each in tokens[start : start + len(form.tokens)]) == form.tokens:
                yield start, form
                break


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text in small letters and without accents, but for the tilde of an ñ."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("\u2019", "'"))
    kept = "".join(each for each in apart if not unicodedata.combining(each) or each == "\u0303")
    return unicodedata.normalize("NFC", kept)


@cache
def _list() -> Mapping[str, Mapping[str, tuple[_Form, ...]]]:
    """Return the list by first word: the words under ``sure`` (of every strength), the phrases under ``not``."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    by_strength = [
        _Form(tokens, says, word["thing"])
        for says in (SURE, MAYBE, BEARER)
        for word in table["word"]
        for tokens in forms_of(word.get(says, ""))
    ]
    phrases = [
        _Form(tokens, NOT, "", row["why"]) for row in table["not"] for tokens in forms_of(row["forms"])
    ]
    return {SURE: _by_first(by_strength), NOT: _by_first(phrases)}


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return why a phrase means something else, by its short name and language (``en``, ``es``)."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {row["why"]: row["says"] for row in table["not"]}


def listed() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return every form of a word in the list with how much it says."""
    return tuple((form.tokens, form.says) for forms in _list()[SURE].values() for form in forms)


def phrases() -> tuple[tuple[str, ...], ...]:
    """Return every phrase of the list in which a word means something else."""
    return tuple(form.tokens for forms in _list()[NOT].values() for form in forms)


def _by_first(forms: list[_Form]) -> Mapping[str, tuple[_Form, ...]]:
    found: dict[str, list[_Form]] = {}
    for form in forms:
        found.setdefault(form.tokens[0], []).append(form)
    # The longest first; of the same length, the order of the list: what is sure before what is not.
    return {first: tuple(sorted(each, key=lambda form: -len(form.tokens))) for first, each in found.items()}


def forms_of(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every form that a cell of the list spells out, as its words; ``{a|b}`` is one or the other."""
    depth_free = _CHOICE.sub(lambda each: each[0].replace(",", "\0"), text)
    for piece in depth_free.split(","):
        parts = _CHOICE.split(piece.strip())
        options = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
        for chosen in product(*options):
            tokens = tuple(folded(each[0]) for each in _TOKEN.finditer("".join(chosen)))
            if tokens:
                yield tokens
