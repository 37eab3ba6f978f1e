"""Whatever a script holds, it is kept whole: nothing that was read is refused by the book."""

from __future__ import annotations

import xml.sax.saxutils
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.adapters.clock import FixedClock
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from tests.books.ready import AT, book

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
NUMBERS = st.sampled_from(("1", "1(2)", "2", "#2", "", "sc. 1")) | TEXT
KINDS = st.sampled_from(("Scene Heading", "Action", "Dialogue", "Character", "Encabezado", "")) | TEXT
PARAGRAPH = st.tuples(KINDS, NUMBERS, TEXT)


def written(paragraphs: list[tuple[str, str, str]]) -> bytes:
    """Return a script of such paragraphs, with what XML cannot hold left out."""

    def plain(text: str) -> str:
        kept = "".join(
            each for each in text if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff")
        )
        return xml.sax.saxutils.escape(kept, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

    body = "".join(
        f'<Paragraph Type="{plain(kind)}" Number="{plain(number)}"><Text>{plain(text)} gun</Text></Paragraph>'
        for kind, number, text in paragraphs
    )
    return f'<FinalDraft DocumentType="Script"><Content>{body}</Content></FinalDraft>'.encode()


@settings(max_examples=60, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=8))
def test_what_was_read_can_be_kept(paragraphs: list[tuple[str, str, str]]) -> None:
    """Odd numbers, kinds and characters are kept as they can be, and every scene of the file is a scene of the book."""
    content = written([("Scene Heading", "1", "INT."), *paragraphs])
    entry = entering.script(content, "a.fdx", "pat", AT)
    into = book("office", FixedClock(AT))
    into.enter(replace(entry, act_id="script"))
    kept = planning_of(into.entries())
    assert len(kept.scenes) == len(entry.keys["scenes"])
    assert all(each.proposed == "likely" for each in kept.scenes.values())
