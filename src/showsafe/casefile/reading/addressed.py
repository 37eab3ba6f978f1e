"""To whom something is said: the object of *told*, or what follows *to* and *with* right after the verb."""

from __future__ import annotations

from showsafe.casefile.reading.cues import lists
from showsafe.casefile.reading.phrases import Span, forward
from showsafe.casefile.reading.speakers import Said
from showsafe.casefile.reading.tables import words as table

_ADDRESSED = lists("addressed")
_OTHERS = table("grammar", "others")
_PLACES = ("to", "with")
_REACH = 6


def to_whom(said: Said) -> tuple[int, int] | None:
    """Return where in the text the person or outlet is named that the words were said to."""
    if said.cue is None:
        return None
    words = said.sentence.words
    found = _found(said, words[said.cue.at + 1].low if said.cue.at + 1 < len(words) else "")
    if found is None or not any(
        word.is_capital or word.low.isalpha() for word in words[found.first : found.after]
    ):
        return None
    return words[found.first].start, words[found.after - 1].end


def _found(said: Said, following: str) -> Span | None:
    words, cue = said.sentence.words, said.cue
    if cue is None:
        return None
    if cue.verb in _ADDRESSED:
        if following in _OTHERS:
            return Span(cue.at + 1, cue.at + 2)
        return forward(words, cue.at + 1) if said.who is None or said.who.first <= cue.at else None
    for place in range(cue.at + 1, min(cue.at + _REACH, len(words) - 1)):
        if words[place].quote >= 0 or words[place].text == ",":
            return None
        if words[place].low in _PLACES and (words[place].low == "to" or words[place - 1].low == "interview"):
            return (
                forward(words, place + 1)
                if words[place + 1].low not in _OTHERS
                else Span(place + 1, place + 2)
            )
    return None
