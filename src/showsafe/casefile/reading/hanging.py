"""Subjects, and what reports what, as a tree of the sentence shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from showsafe.casefile.reading.cues import Cue
from showsafe.casefile.reading.phrases import Span
from showsafe.casefile.reading.tables import words as table
from showsafe.casefile.reading.trees import Tree
from showsafe.casefile.reading.words import Word

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_OF_ANOTHER = ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "aux", "auxpass")
_NOUNS = ("noun", "adjective", "preposition", "determiner")
_WITH = ("det", "compound", "amod", "poss", "nummod", "nmod", "quantmod", "cc", "conj", "case")
_BEFORE = (*_WITH, "predet", "advmod", "neg")
_AFTER = (*_WITH, "prep", "pobj")
_OTHERS = table("grammar", "others") - {"it"}
_PERSONAL = frozenset(("he", "she", "they", "i", "we"))
_RELATIVES = table("grammar", "relatives")
_FURTHEST = 6


def is_noun(tree: Tree, cue: Cue) -> bool:
    """Return whether a word that could report is a thing here: a tweet, a report."""
    return cue.kind != "source" and tree.kinds[cue.at] in _NOUNS


def subject(words: Sequence[Word], tree: Tree, cue: Cue) -> Span | None:
    """Return who says it, as the tree shows; nothing where it does not."""
    head = _subject(words, tree, cue.at, 0)
    if head is None or words[head].quote >= 0 or not words[head].is_word:
        return None
    if words[head].low in _RELATIVES:
        if tree.labels[cue.at] != "relcl":
            return None
        antecedent = phrase(words, tree, tree.heads[cue.at])
        return Span(antecedent.first, head + 1) if antecedent.first < head else Span(head, head + 1)
    return phrase(words, tree, head)


def _subject(words: Sequence[Word], tree: Tree, verb: int, deep: int) -> int | None:
    own = tree.below(verb, *_SUBJECTS)
    if own and words[own[0]].low not in _OTHERS:
        return own[0]
    passive = tree.below(verb, *_PASSIVE)
    if passive:
        return passive[0] if deep else _agent(tree, verb)
    head = tree.heads[verb]
    if head == verb or deep > _FURTHEST:
        return None
    if tree.labels[verb] == "acl":
        return head if deep or words[verb].low.endswith("ing") else _agent(tree, verb)
    return _subject(words, tree, head, deep + 1) if tree.labels[verb] in _OF_ANOTHER else None


def _agent(tree: Tree, verb: int) -> int | None:
    return next((noun for by in tree.below(verb, "agent") for noun in tree.below(by, "pobj")), None)


def doer(words: Sequence[Word], tree: Tree, at: int) -> Span | None:
    """Return the subject of the nearest verb that a quotation hangs on, whatever the verb says."""
    for each in tree.above(at):
        if tree.kinds[each] == "verb":
            head = _subject(words, tree, each, 0)
            if head is not None and words[head].is_word and words[head].low not in _RELATIVES:
                return phrase(words, tree, head)
    return None


def likelier(words: Sequence[Word], tree: Tree, by_tree: Span | None, by_rule: Span | None) -> Span | None:
    """Return the one of two subjects that is likelier: the tree's, unless only the other one is a person."""
    if by_tree is None or by_rule is None:
        return by_tree or by_rule
    if by_rule.first <= by_tree.first and by_tree.after <= by_rule.after:
        return by_rule  # a list, or a name with what describes it
    return by_rule if _person(words, tree, by_rule) and not _person(words, tree, by_tree) else by_tree


def _person(words: Sequence[Word], tree: Tree, who: Span) -> bool:
    return any(tree.people[at] or words[at].low in _PERSONAL for at in range(*who))


def phrase(words: Sequence[Word], tree: Tree, head: int) -> Span:
    """Return the noun phrase around its noun: as far as words hang on it without a sign or a quotation between."""
    first, after = head, head + 1
    while first and words[first - 1].is_word and _hangs(tree, first - 1, head, _BEFORE):
        first -= 1
    while after < len(words) and words[after].is_word and _hangs(tree, after, head, _AFTER):
        after += 1
    return Span(first, after)


def _hangs(tree: Tree, at: int, head: int, labels: tuple[str, ...]) -> bool:
    if tree.labels[at] not in labels:
        return False
    for each in tree.above(at):
        if each == head:
            return True
        if tree.labels[each] not in labels:
            return False
    return False


def reports(tree: Tree, at: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return the words that hold a quotation within themselves, and those that only stand beside one of them.

    What is inserted (..., the officer said, ...) holds what it stands in.
    """
    holding: set[int] = set()
    beside: set[int] = set()
    last, aside = at, False
    for each in tree.above(at):
        aside = aside or (tree.labels[last] == "conj" and tree.kinds[last] == "verb")
        (beside if aside else holding).add(each)
        if not aside:
            holding.update(tree.below(each, "parataxis"))
        last = each
    return frozenset(holding), frozenset(beside)


def named(tree: Tree) -> Iterator[Span]:
    """Yield the names of people who do something in a sentence, and so may be meant by a pronoun after it."""
    for at, label in enumerate(tree.labels):
        if tree.people[at] and label in ("nsubj", "nsubjpass"):
            first = after = at
            while first and tree.people[first - 1]:
                first -= 1
            while after < len(tree.people) and tree.people[after]:
                after += 1
            yield Span(first, after)


def clause(tree: Tree, verb: int) -> Span | None:
    """Return the clause that a verb reports, with all that hangs on it; nothing where the tree shows none."""
    heads = tree.below(verb, "ccomp", "xcomp")
    if not heads:
        return None
    inside = [at for at in range(len(tree.heads)) if at == heads[0] or heads[0] in tree.above(at)]
    return Span(inside[0], inside[-1] + 1)
