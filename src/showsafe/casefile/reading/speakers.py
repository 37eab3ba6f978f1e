"""Which words of the text name the speaker of a quotation, by which rule, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from showsafe.casefile.reading import hanging
from showsafe.casefile.reading.cues import Cue, cues, lists
from showsafe.casefile.reading.frames import Sentence
from showsafe.casefile.reading.marks import Marked
from showsafe.casefile.reading.passives import is_given, is_passive
from showsafe.casefile.reading.phrases import Span, forward, noun_phrase
from showsafe.casefile.reading.subjects import first_noun, quoted_as_saying, subject
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.words import Word

CONFIDENCE = {
    "after": 95,
    "label": 95,
    "same-paragraph": 90,
    "signed": 90,
    "before": 85,
    "source": 85,
    "goes-on": 70,
    "colon": 50,
    "later": 45,
    "owner": 40,
    "sentence-before": 40,
    "subject": 30,
    "unknown": 25,
    "paragraph-before": 15,
}
"""How sure each rule is, in parts of a hundred: about as often as it was right in news that people had marked.

Those from ``goes-on`` down were there twelve times at most, so theirs are coarse.
"""

LABEL = re.compile(r"\s*((?:[A-Z][A-Z.’'-]+)(?: [A-Z][A-Z.’'-]*){0,4}) ?:(?=\s)")
"""The label of a speaker in a transcript, as it stands before what is said."""

_SHORT = re.compile(r"(\w+)[’'](?:s|re|m|d|ve)$")
_SIGNS = ("—", "–", "―", "--", "~", "-")
_LONGEST_SIGN = 14
_BETWEEN = (",", "(", ")", *_SIGNS)
_SPEAKING = ("say", "ask", "call", "source")
_PRONOUNS = words("grammar", "subjects")
_ADDRESSED = lists("addressed")
CLAUSE = lists("clause")


@dataclass(frozen=True, slots=True)
class Told:
    """A verb of a sentence with who says it, as places among its words."""

    cue: Cue
    who: Span


@dataclass(frozen=True, slots=True)
class Said:
    """Who says a quotation: the place of the mention, the verb, and the rule that took them."""

    rule: str
    sentence: Sentence
    who: Span | None
    cue: Cue | None = None
    label: tuple[int, int] | None = None
    """The label of a transcript that names the speaker, where there is one."""

    @property
    def mention(self) -> tuple[int, int] | None:
        """Where in the text the speaker is named; nowhere where the text does not say who spoke."""
        if self.label is not None or self.who is None:
            return self.label
        return Parsed(self.sentence, ()).place(self.who)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with what reports in it."""

    sentence: Sentence
    told: tuple[Told, ...]
    by_nobody: tuple[Cue, ...] = ()
    """Verbs that report what somebody was told or called, without saying by whom."""

    def place(self, who: Span) -> tuple[int, int]:
        """Return where in the text a phrase of the sentence stands; of *he's* only the *he*."""
        first, last = self.sentence.words[who.first], self.sentence.words[who.after - 1]
        short = _SHORT.match(last.text) if first is last else None
        return first.start, last.start + short.end(1) if short else last.end


def parsed(sentence: Sentence) -> Parsed:
    """Find the verbs of a sentence that report, each with its subject; those without one are left out."""
    pairs = _subjects(sentence)
    told = tuple(Told(cue, who) for cue, who in pairs if who is not None)
    return Parsed(
        sentence, told, tuple(cue for cue, who in pairs if who is None and is_passive(sentence.words, cue))
    )


def _subjects(sentence: Sentence) -> list[tuple[Cue, Span | None]]:
    words, tree = sentence.words, sentence.tree
    if tree is None:
        return [(cue, subject(words, cue)) for cue in cues(words)]
    found = []
    for cue in cues(words):
        by_rule = subject(words, cue)
        by_rules = _beside_a_quotation(words, cue, by_rule) or quoted_as_saying(words, cue)
        if by_rules or is_passive(words, cue):
            found.append((cue, by_rule))
        elif not hanging.is_noun(tree, cue):
            by_tree = None if cue.kind == "source" else hanging.subject(words, tree, cue)
            found.append((cue, hanging.likelier(words, tree, by_tree, by_rule)))
    return found


def _beside_a_quotation(words: Sequence[Word], cue: Cue, who: Span | None) -> bool:
    """Return whether a report follows a quotation at once, where its order is its grammar: “...,” said the officer."""
    first = min(who.first, cue.at) if who else cue.at
    return bool(first) and words[first - 1].quote >= 0 and cue.kind in ("say", "ask")


def speakers(quotes: Sequence[Marked], sentences: Sequence[Parsed]) -> dict[int, Said]:
    """Return who says each quotation, by its number; a quotation that nobody is shown to say is not there."""
    found: dict[int, Said] = {}
    for place, each in enumerate(sentences):
        for at, word in enumerate(each.sentence.words):
            if word.quote >= 0:
                said = (
                    _labelled(each, word, quotes)
                    or _in_sentence(each, at)
                    or _around(sentences, place, at, quotes, found)
                )
                if said is not None:
                    found[word.quote] = said
    return found


def in_sentence(each: Parsed, at: int, quotes: Sequence[Marked]) -> Said | None:
    """Return who says a quotation by its own sentence alone; nobody where only the words around could show it."""
    said = _labelled(each, each.sentence.words[at], quotes) or _in_sentence(each, at)
    return (
        said if said is None or said.rule != "later" or said.cue is None or said.cue.kind == "say" else None
    )


def _labelled(each: Parsed, word: Word, quotes: Sequence[Marked]) -> Said | None:
    found = LABEL.match(word.text)
    if found is None:
        return None
    inner = quotes[word.quote].start
    return Said("label", each.sentence, None, None, (inner + found.start(1), inner + found.end(1)))


def _in_sentence(each: Parsed, at: int) -> Said | None:
    words = each.sentence.words
    signed = _signed(words, at + 1)
    if signed is not None:
        return Said("signed", each.sentence, signed)
    for told in each.told:
        if told.cue.at > at and _follows(words, at, told):
            return _said("after", each, told)
    earlier = _earlier(each, at)
    final = _final(each, at)
    if not final and (heard := _only_heard(each, earlier, at)) is not None:
        return Said("unknown", each.sentence, None, heard)
    if earlier and not (final and earlier[-1].cue.kind not in _SPEAKING):
        return _said("before", each, _outermost(words, earlier))
    if final:
        return _said("later", each, final)
    owner = _owner(words, at)
    if owner is not None:
        return Said("owner", each.sentence, owner)
    if any(cue.at < at for cue in each.by_nobody):
        return Said("unknown", each.sentence, None, each.by_nobody[0])
    later = [told for told in each.told if told.cue.at > at]
    return _said("later", each, later[0]) if later else None


def _only_heard(each: Parsed, earlier: Sequence[Told], at: int) -> Cue | None:
    """Return the nearest report before a quotation where it is one of what somebody was told, by nobody named."""
    begins = earlier[-1].cue.at if earlier else -1
    words = each.sentence.words
    heard = (
        cue
        for cue in each.by_nobody
        if begins < cue.at < at
        and cue.verb in _ADDRESSED
        and (words[cue.at + 1].text != "," or cue.at + 2 == at)
    )
    return next(heard, None)


def _earlier(each: Parsed, at: int) -> list[Told]:
    """Return the reports before a quotation; where a tree shows which of them hold it, those alone."""
    earlier = [told for told in each.told if told.cue.at < at]
    tree = each.sentence.tree
    if tree is None:
        return earlier
    holding, beside = hanging.reports(tree, at)
    inner = [told for told in earlier if told.cue.at in holding]
    if inner and inner[-1].cue.kind in _SPEAKING:
        return inner
    return [told for told in earlier if told.cue.at in holding | beside] or earlier


def _said(rule: str, each: Parsed, told: Told) -> Said:
    return Said("source" if told.cue.kind == "source" else rule, each.sentence, told.who, told.cue)


def _final(each: Parsed, at: int) -> Told | None:
    """Return the report that a sentence ends in: ..., the officer said."""
    for told in reversed(each.told):
        begins = min(told.who.first, told.cue.at)
        if (
            told.cue.at > at
            and begins > at
            and each.sentence.words[begins - 1].text == ","
            and told.cue.kind in ("say", "source")
        ):
            return told
    return None


def _outermost(words: Sequence[Word], earlier: Sequence[Told]) -> Told:
    """Return the nearest report before, or the one that it stands in: she said that she recalled.

    What somebody thinks is told by whoever tells it. Words that somebody else said stay theirs.
    """
    inner = earlier[-1]
    for outer in reversed(earlier[:-1]):
        if outer.cue.verb not in CLAUSE or outer.cue.at >= inner.who.first or not outer.cue.at:
            continue
        between = words[outer.cue.at + 1 : inner.who.first]
        if inner.cue.kind in ("say", "ask") and any(word.quote >= 0 for word in between):
            break  # “...,” one said, and another said: “...”
        own = inner.who.after - inner.who.first == 1 and words[inner.who.first].low in _PRONOUNS
        if own or inner.cue.kind not in _SPEAKING:
            inner = outer
    place = inner.who.first
    if place and words[place - 1].low in ("what", "which") and words[place].low in _PRONOUNS:
        main = first_noun(words, place)
        return Told(inner.cue, main) if main is not None else inner
    return inner


def _follows(words: Sequence[Word], at: int, told: Told) -> bool:
    """Return whether a report follows a quotation with nothing but a sign between."""
    begins = min(told.who.first, told.cue.at)
    return begins > at and all(word.text in _BETWEEN for word in words[at + 1 : begins])


def _signed(words: Sequence[Word], at: int) -> Span | None:
    """Return who signs with a dash, as under a motto: “...” — the director."""
    if at + 1 >= len(words) or words[at].text not in _SIGNS or len(words) - at > _LONGEST_SIGN:
        return None
    if not words[at + 1].is_capital or any(word.quote >= 0 for word in words[at:]):
        return None
    return forward(words, at + 1)


def _owner(words: Sequence[Word], at: int) -> Span | None:
    """Return whose words they are: the inspector's “...” remark."""
    if at and words[at - 1].low.endswith(("’s", "'s", "s’", "s'")):
        return noun_phrase(words, at)
    return None


def _around(
    sentences: Sequence[Parsed], place: int, at: int, quotes: Sequence[Marked], found: dict[int, Said]
) -> Said | None:
    each = sentences[place]
    words = each.sentence.words
    if any(word.is_word for word in words):
        tree = each.sentence.tree
        who = first_noun(words, at)
        if who is not None and is_given(words, who.after, at):
            return Said("unknown", each.sentence, None)
        if tree is not None:
            who = hanging.likelier(words, tree, hanging.doer(words, tree, at), who)
        if who is not None:
            return Said("subject", each.sentence, who)
    if quotes[words[at].quote].continues and words[at].quote - 1 in found:
        return _again("goes-on", found[words[at].quote - 1])
    if place + 1 < len(sentences):
        signed = _signed(sentences[place + 1].sentence.words, 0)
        if signed is not None:
            return Said("signed", sentences[place + 1].sentence, signed)
    return _before(sentences, place, found) or _next(sentences, place)


def _again(rule: str, said: Said) -> Said:
    return Said(rule, said.sentence, said.who, said.cue, said.label)


def _before(sentences: Sequence[Parsed], place: int, found: dict[int, Said]) -> Said | None:
    """Return who spoke before: in the same paragraph, at a colon, or last."""
    paragraph = sentences[place].sentence.paragraph
    for earlier in reversed(sentences[max(place - 12, 0) : place]):
        same = earlier.sentence.paragraph == paragraph
        last = next((word for word in reversed(earlier.sentence.words) if word.quote in found), None)
        if last is not None:
            return _again("same-paragraph" if same else "paragraph-before", found[last.quote])
        colon = earlier.sentence.words[-1].text == ":"
        if same or colon or earlier.sentence.paragraph == paragraph - 1:
            rule = "colon" if colon else "sentence-before" if same else "paragraph-before"
            if earlier.told:
                return Said(rule, earlier.sentence, earlier.told[-1].who, earlier.told[-1].cue)
            who = first_noun(earlier.sentence.words, len(earlier.sentence.words)) if same or colon else None
            if who is not None:
                return Said(rule, earlier.sentence, who)
    return None


def _next(sentences: Sequence[Parsed], place: int) -> Said | None:
    """Return who is named right after: “...” “...,” said the officer."""
    if (
        place + 1 < len(sentences)
        and sentences[place + 1].sentence.paragraph == sentences[place].sentence.paragraph
    ):
        after = sentences[place + 1]
        if after.told:
            return Said("later", after.sentence, after.told[0].who, after.told[0].cue)
    return None
