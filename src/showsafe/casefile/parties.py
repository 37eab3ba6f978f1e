"""Who turns out to be a party later was one before: what they reviewed is flagged from then on.

So a rejection by somebody who is named as a person of the case afterwards takes nothing out of the views any more.
"""

from __future__ import annotations

from dataclasses import replace

from showsafe.casefile.state import CaseState, Review, Source


def flagged(state: CaseState) -> CaseState:
    """Return a state in which every review by somebody who is known as a party now is a party's."""
    sources = {name: _source(state, each) for name, each in state.sources.items()}
    if all(sources[name] is each for name, each in state.sources.items()):
        return state
    return replace(state, sources=sources)


def _source(state: CaseState, source: Source) -> Source:
    reviews = {name: tuple(_review(state, each) for each in row) for name, row in source.reviews.items()}
    if all(
        one is other
        for name, row in reviews.items()
        for one, other in zip(row, source.reviews[name], strict=True)
    ):
        return source
    return replace(source, reviews=reviews)


def _review(state: CaseState, review: Review) -> Review:
    if review.party or not state.is_party(review.by.by):
        return review
    return replace(review, party=True)
