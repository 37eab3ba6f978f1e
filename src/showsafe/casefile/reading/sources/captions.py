"""Captions: WebVTT and SRT, with the speaker where a voice tag or a label names one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from showsafe.casefile.reading.sources.extracted import Extracted, Place

_TIME = re.compile(r"^\s*(?:\d+:)?\d\d?:\d\d[.,]\d{3}\s*-->\s*(?:\d+:)?\d\d?:\d\d[.,]\d{3}")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"<[^<>\n]*>|\{\\[^}\n]*\}")
_LABEL = re.compile(r"^(?:-\s*)?(?:>>\s*)?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):\s+(?=\S)")


def captions(source: str) -> Extracted:
    """Return what is said in captions: a line for each turn, with its speaker before a colon where one is named."""
    text: list[str] = []
    rows: list[tuple[int, int, int]] = []
    turns: list[tuple[Place, Place | None]] = []
    length, speaker = 0, None
    for at, line in _spoken(source):
        named, said, shift = _named(line)
        if named is None and turns and speaker is not None and not line.startswith(("-", ">>")):
            named = speaker if _goes_on(text) else None
            begin = length
            label = turns[-1][1] if named else None
        else:
            begin, label = length, None
        if named is not None and label is None:
            text.append(f"{named}: ")
            label = (length, length + len(named))
            length += len(named) + 2
            begin = length
        rows.append((length, len(said), at + shift))
        text.append(f"{said}\n")
        turns.append(((begin, begin + len(said)), label))
        length += len(said) + 1
        speaker = named
    return Extracted("".join(text), "captions", tuple(rows), tuple(turns))


def _goes_on(text: list[str]) -> bool:
    """Return whether the caption before ended within a sentence."""
    return bool(text) and text[-1].rstrip()[-1:] not in (".", "?", "!")


def _spoken(source: str) -> Iterator[tuple[int, str]]:
    at, inside = 0, False
    for line in source.splitlines(keepends=True):
        if _TIME.match(line):
            inside = True
        elif not line.strip():
            inside = False
        elif inside:
            yield at, line.rstrip("\r\n")
        at += len(line)


def _named(line: str) -> tuple[str | None, str, int]:
    voice = _VOICE.search(line)
    plain = html.unescape(_TAG.sub("", line))
    shift = voice.end() if voice else 0
    if voice:
        return " ".join(voice[1].split()) or None, plain.strip(), shift
    label = _LABEL.match(plain)
    if label:
        return label[1], plain[label.end() :].strip(), label.end()
    return None, plain.strip(), len(line) - len(line.lstrip())
