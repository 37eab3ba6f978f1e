"""A day on which most things happened, for papers: uses, a fall, a stop, a concern, a refused ask, a deviation."""

from __future__ import annotations

from functools import cache

from tests.papers.seen import Stage, planned

LOOKED = {"seen": 6, "of": 6, "bore": True, "found": [], "witness": "assistant"}


@cache
def busy() -> Stage:
    """Return the set in the afternoon of that day; nobody records anything more on it."""
    stage = planned()
    node = stage.node

    def pass_by(minutes: int = 2) -> None:
        node.clock.advance(60 * minutes)

    node.report("check", weapon="revolver", **LOOKED)
    pass_by()
    node.report("show", weapon="revolver", to=("first-ad", "performer"))
    node.report(
        "prove", lot="blanks", count=50, of=50, methods=("primer-state", "crimp"), witness="assistant"
    )
    node.report("load", weapon="revolver", rounds=["blanks:2"], witness="assistant", scene="barn")
    pass_by()
    node.report("declare", weapon="revolver", word="hot", says="Blanks, two, half.")
    node.ask("hand-over", weapon="revolver", to="grip", witness="assistant", scene="barn")
    node.report("hand-over", weapon="revolver", to="performer", witness="assistant", sight="2", scene="barn")
    pass_by()
    node.report("discharge", "performer", weapon="revolver", count=2, scene="barn")
    node.report("cut", "first-ad", weapon="revolver")
    node.report("collect", weapon="revolver", from_="performer", witness="assistant")
    pass_by()
    node.report("drop", weapon="revolver", cause="The performer let it fall on a stone.")
    node.report("stop", "grip", says="It fell.")
    node.report("raise-concern", "grip", about="barn", says="The ground is too hard for Pat.")
    pass_by()
    node.report("clear", weapon="revolver", found=[], witness="assistant")
    return stage
