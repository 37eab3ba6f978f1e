"""Reading a Final Draft script (``.fdx``): its scenes, in order, with what stands in them.

An ``.fdx`` is XML that somebody sends: it is read as a stream with entities and outside documents refused, and what is
kept of it is bounded. Only the script itself counts: notes, summaries, headers and title pages are no scenes. What
somebody tagged in the text for the breakdown is kept with its line.

A scene that was taken out stays in the file as a card *OMITTED* with its number, and what it was within it: such a
scene is ``omitted``, and what stood in it is not read as played.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from showsafe.books.planning.scenes import key_of
from showsafe.errors import WrongInput

MOST_BYTES: Final = 24 * 1024 * 1024
MOST_PARAGRAPHS: Final = 200_000
MOST_SCENES: Final = 5_000
MOST_DEPTH: Final = 64
MOST_NAME: Final = 100
MOST_NUMBER: Final = 20
MOST_TEXT: Final = 20_000
"""Longer a paragraph of a script is not: what comes after is left out, and said."""

HEADING: Final = "Scene Heading"
GENERAL: Final = "General"
"""What Final Draft calls an element of no kind of its own."""
ELEMENTS: Final = {
    "encabezado de escena": HEADING,
    "encabezado": HEADING,
    "cabecera de escena": HEADING,
    "diálogo": "Dialogue",
    "personaje": "Character",
    "acción": "Action",
    "acotación": "Parenthetical",
    **{name.casefold(): name for name in (HEADING, "Dialogue", "Character", "Action", "Parenthetical")},
}
"""Elements by their name in small letters; templates in Spanish name them in Spanish."""
_OMITTED = re.compile(r"^\W*(?:OMITTED|OMIT|OMITIDA|OMITIDO|SCENE OMITTED|ESCENA OMITIDA)\W*$", re.IGNORECASE)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_EXTENSION = re.compile(r"\s*\([^)]*\)\s*")
_NIGHT = re.compile(r"\b(NIGHT|NOCHE|DUSK|ATARDECER|DAWN|AMANECER|MADRUGADA|EVENING)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(DAY|D[IÍ]A|MORNING|MA[NÑ]ANA|AFTERNOON|TARDE|NOON)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a scene: what kind (``Action``, ``Dialogue`` ...), its text, category and label of its tags."""

    kind: str
    text: str
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene as the script has it.

    ``key`` names it; ``number`` is its number as it stands, "" where it has none (then the key is ``#`` and its place).
    ``revised`` names the revisions that touched it.
    """

    key: str
    number: str
    slug: str
    omitted: bool = False
    lines: tuple[Line, ...] = ()
    revised: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """``night`` or ``day`` as the slug line says it, "" where it says neither."""
        if _NIGHT.search(self.slug):
            return "night"
        return "day" if _DAY.search(self.slug) else ""

    @property
    def characters(self) -> tuple[str, ...]:
        """Who speaks in it, in order, without what stands in brackets."""
        said = (_EXTENSION.sub(" ", line.text).strip() for line in self.lines if line.kind == "Character")
        return tuple(dict.fromkeys(name[:MOST_NAME] for name in said if name))

    @property
    def sum(self) -> str:
        """A digest of everything that is played in it: another text, another sum."""
        played = "\n".join(f"{line.kind}\t{' '.join(line.text.split())}" for line in self.lines)
        return hashlib.sha256(f"{self.slug}\n{self.omitted}\n{played}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script: its title, its newest revision, its scenes in order, and what had to be said while it was read."""

    title: str
    revision: str
    scenes: tuple[Scene, ...]
    notes: tuple[str, ...] = ()


def read_fdx(content: bytes) -> Script:
    """Return the script that a file holds.

    Raises WrongInput: ``script.too-large``, ``script.not-fdx`` (no XML, or XML of something else), ``script.hostile``
    (entities or a document type), ``script.no-scenes``.
    """
    if len(content) > MOST_BYTES:
        raise _too_large(f"It has {len(content) // (1024 * 1024)} MB; a script of a film has one or two.")
    reader = _Reader()
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise WrongInput(
            "script.hostile",
            "This file declares entities or a document type, which no script of Final Draft does.",
            "Have it saved anew from Final Draft; do not open it elsewhere.",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise WrongInput(
            "script.not-fdx",
            f"This is no Final Draft script: {_where(error)}.",
            "Save it from Final Draft as .fdx (version 8 or newer); a PDF or an .fdr is not read.",
        ) from error
    if not reader.is_script:
        raise WrongInput(
            "script.not-fdx",
            "This XML is no Final Draft script.",
            "Save it from Final Draft as .fdx (version 8 or newer).",
        )
    return reader.script()


def shown(text: str) -> str:
    """Return a text without what nobody can see: characters that hide a word from a list, or turn a line around."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in _HIDDEN)


def _where(error: Exception) -> str:
    position = getattr(error, "position", None)
    return (
        f"what stands in line {position[0]}, column {position[1] + 1} is no XML"
        if position
        else "it cannot be read"
    )


def _too_large(why: str) -> WrongInput:
    return WrongInput(
        "script.too-large", f"This script is too large to be one. {why}", "Look at what the file holds."
    )


@dataclass(slots=True)
class _Open:
    """A scene that is being read."""

    number: str
    slug: str
    omitted: bool
    lines: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    revised: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read; ``real`` where it is part of the script and not of a note within it."""

    kind: str
    number: str
    real: bool
    inside_omitted: bool
    text: list[str] = field(default_factory=list)
    revised: dict[str, None] = field(default_factory=dict)
    tagged: dict[str, None] = field(default_factory=dict)


_PLAYED = ("Content", "Paragraph", "DualDialogue", "OmittedScene")
"""Where a paragraph of the script stands: within these alone. Within anything else it is a note or a summary."""


class _Breakdown:
    """What somebody tagged in the script: the number of a tag, its definition, and the category of that."""

    def __init__(self) -> None:
        self.defined: list[str] = []
        self._categories: dict[str, str] = {}
        self._definitions: dict[str, tuple[str, str]] = {}
        self._tags: dict[str, list[str]] = {}
        self._tag = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element of the breakdown begins."""
        if tag == "TagCategory":
            self._categories[attributes.get("Id", "")] = shown(attributes.get("Name", ""))[:MOST_NAME]
        elif tag == "TagDefinition":
            pair = (attributes.get("CatId", ""), shown(attributes.get("Label", ""))[:MOST_NAME])
            self._definitions[attributes.get("Id", "")] = pair
        elif tag == "Tag":
            self._tag = attributes.get("Number", "")
        elif tag == "DefId":
            self.defined = []

    def end(self) -> None:
        """The definition of a tag ended."""
        self._tags.setdefault(self._tag, []).append("".join(self.defined).strip())

    def of(self, numbers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Return the category and the label behind each of these tags, where they are known."""
        pairs = (
            self._definitions.get(each, ("", "")) for number in numbers for each in self._tags.get(number, ())
        )
        named = ((self._categories.get(category, ""), label) for category, label in pairs)
        return tuple(dict.fromkeys(pair for pair in named if pair[0]))


class _Reader:
    """Takes a script apart while it is parsed: what the parser calls."""

    def __init__(self) -> None:
        self.is_script = False
        self._path: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._scenes: list[_Open] = []
        self._revisions: dict[str, str] = {}
        self._breakdown = _Breakdown()
        self._title: list[str] = []
        self._twice: list[str] = []
        self._text: list[str] | None = None
        self._count = self._cut = self._cards = 0

    # what the parser calls -------------------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(tag)
        if len(self._path) > MOST_DEPTH:
            raise _too_large("Its elements stand within each other without end.")
        if len(self._path) == 1:
            self.is_script = tag == "FinalDraft"
        if tag == "Paragraph":
            self._begin_paragraph(attributes)
        elif tag == "Text" and self._paragraphs and self._path[-2] == "Paragraph":
            self._begin_text(attributes)
        elif tag == "Revision" and "ID" in attributes:
            self._revisions[attributes["ID"]] = shown(attributes.get("Name", "")).strip()[:MOST_NAME]
        elif tag == "OmittedScene" and self._paragraphs:
            self._begin_omitted()
        elif "TagData" in self._path:
            self._breakdown.start(tag, attributes)

    def data(self, text: str) -> None:
        """Text of the element that is open."""
        if self._path[-1] == "DefId":
            self._breakdown.defined.append(text)
        elif self._text is not None and self._path[-1] in ("Text", "Tab"):
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._path.pop()
        if tag == "Paragraph" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif tag == "Text":
            self._text = None
        elif tag == "OmittedScene" and self._cards:
            self._cards -= 1
        elif tag == "DefId":
            self._breakdown.end()

    def close(self) -> None:
        """The document ended."""

    # paragraphs ------------------------------------------------------------------------------------------------

    def _begin_paragraph(self, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_PARAGRAPHS:
            raise _too_large(f"It has more than {MOST_PARAGRAPHS} paragraphs.")
        within = self._path[1:-1]
        real = bool(within) and within[0] == "Content" and all(each in _PLAYED for each in within)
        number = " ".join(shown(attributes.get("Number", "")).split())[:MOST_NUMBER]
        said = " ".join(shown(attributes.get("Type", "")).split())
        kind = ELEMENTS.get(said.casefold(), said[:MOST_NAME].strip() or GENERAL)
        self._paragraphs.append(_Paragraph(kind, number, real, self._cards > 0))

    def _begin_text(self, attributes: dict[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        self._text = paragraph.text
        revision = attributes.get("RevisionID", "")
        if revision not in ("", "0"):
            paragraph.revised[revision] = None
        paragraph.tagged.update(dict.fromkeys(attributes.get("TagNumber", "").replace(",", " ").split()))

    def _begin_omitted(self) -> None:
        """What follows stood in a scene that was taken out: the card around it is put down first."""
        self._cards += 1
        card = self._paragraphs[-1]
        if card.real and not card.inside_omitted:
            self._heading(card, shown("".join(card.text)), omitted=True)
            card.real = False

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        text = shown("".join(paragraph.text))
        if len(text) > MOST_TEXT:
            text, self._cut = text[:MOST_TEXT], self._cut + 1
        if not paragraph.real:
            if self._path[1:2] == ["TitlePage"] and text.strip() and not self._title:
                self._title.append(text.strip()[:200])
            return
        if paragraph.inside_omitted:
            self._within_omitted(paragraph, text)
        elif paragraph.kind == HEADING:
            self._heading(paragraph, text, omitted=bool(_OMITTED.match(text)))
        elif text.strip() and self._scenes and not self._scenes[-1].omitted:
            self._scenes[-1].lines.append((paragraph.kind, text, tuple(paragraph.tagged)))
            self._scenes[-1].revised.update(paragraph.revised)

    def _within_omitted(self, paragraph: _Paragraph, text: str) -> None:
        """Of what stood in it, its own heading is kept: that is how people know which scene it was."""
        if paragraph.kind == HEADING and self._scenes and self._scenes[-1].omitted:
            scene = self._scenes[-1]
            scene.number = scene.number or paragraph.number
            if _OMITTED.match(scene.slug):
                scene.slug = " ".join(text.split())[:300]

    def _heading(self, paragraph: _Paragraph, text: str, *, omitted: bool) -> None:
        if len(self._scenes) >= MOST_SCENES:
            raise _too_large(f"It has more than {MOST_SCENES} scenes.")
        slug = " ".join(text.split())[:300]
        scene = _Open(paragraph.number, slug or "(no slug line)", omitted)
        scene.revised.update(paragraph.revised)
        self._scenes.append(scene)
        if not omitted:
            scene.lines.append((HEADING, slug, tuple(paragraph.tagged)))

    # the whole -------------------------------------------------------------------------------------------------

    def script(self) -> Script:
        """Return what was read; raises WrongInput ``script.no-scenes``."""
        if not self._scenes:
            raise WrongInput(
                "script.no-scenes",
                "This script has no scene headings.",
                "In Final Draft, give each slug line the element Scene Heading, and save it again.",
            )
        names = [name for name in self._revisions.values() if name]
        scenes = tuple(self._made())
        return Script(
            title=self._title[0] if self._title else "",
            revision=names[-1] if names else "",
            scenes=scenes,
            notes=tuple(self._notes(scenes)),
        )

    def _made(self) -> Iterator[Scene]:
        used: set[str] = set()
        for place, scene in enumerate(self._scenes):
            named = key = key_of(scene.number) or f"#{place + 1}"
            count = 1
            while key in used:
                count += 1
                key = f"{named}({count})"
            if key != named:
                self._twice.append(scene.number)
            used.add(key)
            yield Scene(
                key=key,
                number=scene.number,
                slug=scene.slug,
                omitted=scene.omitted,
                lines=tuple(Line(kind, text, self._breakdown.of(tags)) for kind, text, tags in scene.lines),
                revised=tuple(self._revisions.get(each) or f"revision {each}" for each in scene.revised),
            )

    def _notes(self, scenes: tuple[Scene, ...]) -> Iterator[str]:
        bare = sum(1 for scene in scenes if not scene.number)
        if bare:
            yield f"{bare} scenes have no number: a schedule cannot name them. Number them in Final Draft."
        if self._twice:
            yield f"These scene numbers stand more than once: {', '.join(self._twice[:20])}."
        if self._cut:
            yield f"{self._cut} paragraphs were longer than {MOST_TEXT} characters; what came after was not read."
