"""Names as a text writes them: which capitals are one, and which are only a title, a role or a firm before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showsafe.casefile.reading.tables import words

Place = tuple[int, int]

_PARTICLES = r"(?:(?:de|da|del|der|den|di|du|la|le|van|von|bin|al|el|ter|ten)\s+)"
_SHORT = "|".join(sorted(words("grammar", "shortened"), key=lambda word: (-len(word), word)))
_PART = rf"(?:(?=\w{{1,5}}\.\s)(?i:{_SHORT})\.|[^\W\d_a-z]\.(?=\s)|[^\W\d_a-z][\w’'-]*)"
_NAME = re.compile(rf"(?<![\w.])(?=[^\W\d_a-z]){_PART}(?:[ \u00a0]+{_PARTICLES}*(?=[^\W\d_a-z]){_PART})*")
_OF = re.compile(r" (?:of|for) (?:the )?(?=[^\W\d_a-z])")
_FIRST = re.compile(r"\S+\s*")
_WORD = re.compile(r"\S+")
_SMALL_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_APPOSITION = re.compile(
    r"(?: (?:\w+ing|for|of|from|at|in|with|to)(?: [a-z’'-]+){0,4})?\s*,\s+(?P<role>(?:[a-z’'-]+ ){0,4})(?=[^\W\d_a-z])"
)
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+")
_CLOSED = re.compile(r"\s*,(?!\s+(?:and|or)\b)")

TITLES = (
    words("grammar", "titles")
    | words("grammar", "shortened")
    | words("grammar", "as_he")
    | words("grammar", "as_she")
)
ROLES = words("grammar", "roles") | (words("grammar", "titles") - {"general", "justice"})
BODIES = words("grammar", "bodies")
LEGAL = words("grammar", "legal")
_PREPOSITIONS = words("grammar", "prepositions")
_ADVERBS = words("grammar", "adverbs")
_DOCUMENTS = words("grammar", "documents")
_FROM = ("by", "from", "of", "in")
_BESIDE = _PREPOSITIONS | {"and", "or"}
_NO_ROLE = (
    _PREPOSITIONS
    | words("grammar", "subjects")
    | words("grammar", "relatives")
    | words("grammar", "subordinators")
    | words("grammar", "auxiliaries")
    | words("grammar", "conjunctions")
)
NOT_NAMES = (
    words("grammar", "determiners")
    | _PREPOSITIONS
    | words("grammar", "scene")
    | words("grammar", "subordinators")
)
_SURNAMES = words("grammar", "roles_and_surnames")
_NO_NAME = (
    NOT_NAMES
    | words("grammar", "days")
    | words("grammar", "months")
    | TITLES
    | words("grammar", "indefinite")
)


def names(text: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield the places of all runs of capitals in a part of a text that may be names, without what stands around."""
    at, end = start, len(text) if end is None else end
    while found := _NAME.search(text, at, end):
        at = found.end()
        while text[found.start() : at].rpartition(" ")[2].lower() in BODIES and (
            of := _OF.match(text, at, end)
        ):
            more = _NAME.match(text, of.end(), end)
            if more is None:
                break
            at = more.end()
        yield bare(text, found.start(), at)


def bare(text: str, start: int, end: int) -> Place:
    """Return a name without the ways of address, roles and small words before it, and without its ending."""
    while first := _FIRST.match(text, start, end):
        word = low(first.group())
        if first.end() >= end or (word not in TITLES and word not in NOT_NAMES):
            break
        start = first.end()
    own = text[start:end]
    if own.endswith(("’s", "'s")):
        end -= 2
    elif own.endswith(("’", "'")):
        end -= 1
    return _behind_a_role(text, start, end), end


def _behind_a_role(text: str, start: int, end: int) -> int:
    """Return where a name begins after the firm and the role that stand before it: ACME Ltd. CEO | NAME."""
    parts = list(_WORD.finditer(text, start, end))
    for at in range(len(parts) - 2, -1, -1):
        word = parts[at].group()
        if low(word) in ROLES or (at < len(parts) - 2 and word.endswith(("’s", "'s", "s’", "s'"))):
            rest = [low(each.group()) for each in parts[at + 1 :]]
            return start if any(each in BODIES or each in LEGAL for each in rest) else parts[at + 1].start()
    return start


def low(word: str) -> str:
    """Return a word as the tables have it."""
    return word.strip().rstrip(".,").lower()


def named(text: str, mention: Place) -> Place | None:
    """Return the name in a mention of whoever speaks; nothing where only somebody else or a role is named.

    *Officials of the firm*, *a firm spokesman*: nobody. *A firm spokesman NAME*, and *the director, NAME,*: that name.
    """
    start, end = mention
    found = [each for each in names(text, start, end) if _is_one(text, *each)]
    for number, (first, after) in enumerate(found):
        last = number + 1 == len(found)
        behind = [
            word
            for word in _small(text, after, end if last else found[number + 1][0])
            if not _is_adverb(word)
        ]
        if not _speaks(text, start, first):
            break
        if not behind or behind[0] in _BESIDE:
            return first, after
        if last and behind[0] in BODIES and first == _first(text, start):
            return first, text.index(behind[0], after) + len(behind[0])
    return _beside(text, end)


def _speaks(text: str, start: int, first: int) -> bool:
    """Return whether a name behind other words is the one who speaks: no *of* before it, but a role, or a document."""
    before = _small(text, start, first)
    if before and (before[-1] in ROLES or before[-1] in TITLES):
        return True
    within = [word for word in before if word in _PREPOSITIONS]
    return (
        not within or len(before) == 1 or (before[-1] in _FROM and any(word in _DOCUMENTS for word in before))
    )


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or word.endswith("ly")


def _small(text: str, start: int, end: int) -> list[str]:
    return [word.lower() for word in _SMALL_WORD.findall(text[start:end])]


def _first(text: str, start: int) -> int:
    """Return where a mention begins without its article."""
    found = _ARTICLE.match(text, start)
    return found.end() if found else start


def _is_one(text: str, start: int, end: int) -> bool:
    own = text[start:end]
    last = low(own.rpartition(" ")[2])
    return start < end and own.lower() not in _NO_NAME and not (last in ROLES and last not in _SURNAMES)


def _beside(text: str, end: int) -> Place | None:
    """Return the name that is set beside a role between commas: the director, NAME, said."""
    comma = _APPOSITION.match(text, end)
    if comma is None or any(
        word in _NO_ROLE or word.endswith(("ing", "ed")) for word in comma["role"].split()
    ):
        return None
    found = _NAME.match(text, comma.end())
    if found is None or not _CLOSED.match(text, found.end()):
        return None
    place = bare(text, *found.span())
    return place if _is_one(text, *place) else None
