"""What every export is made of: what is covered, who stands for whom, and as of which record."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from showsafe.casefile.exports.material import any_of, last_of, material
from showsafe.casefile.views.look import Kept
from tests.casefile import cases
from tests.casefile.exports.handed import case

NAMES = st.sets(st.text("Aab.é\\ (", min_size=1, max_size=6), min_size=1, max_size=12)


@given(NAMES, st.text("Aab.é\\ (", max_size=30))
def test_many_names_are_found_as_one_by_one(names: set[str], text: str) -> None:
    """Letter by letter or name by name, the same words are found, the longest first."""
    plain = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    assert re.findall(f"(?:{any_of(names)})", text) == re.findall(f"(?:{plain})", text)


def test_a_name_that_only_the_reader_found_is_covered_and_a_word_is_not() -> None:
    """The last name alone is covered, too; a word that also stands in small letters, and *the Courier*, are left."""
    made = cases.opened()
    text = (
        "“It was dark,” said Cosmo Grell. Grell was at the door of the union. GRELL!\n\n"
        "“Nobody came,” said Camera Union. The Courier wrote that it rained.\n"
    )
    source = cases.source(made, text)
    shown = material(made, cases.OWNER, Kept()).texts[source]
    assert len(shown) == len(text)
    assert "grell" not in shown.lower()
    assert "Camera Union" not in shown
    assert "the union" in shown
    assert "The Courier wrote" in shown


def test_who_works_in_the_case_stands_by_role_with_a_number_where_it_is_shared() -> None:
    """Nobody's id at the node is in an export without names; with names it is."""
    made = cases.opened()
    cases.do(made, "give-access", person="second", role="reviewer", purpose="inquiry")
    plain, named = (material(made, cases.OWNER, Kept(), names=names) for names in (False, True))
    assert [plain.worker(who) for who in (cases.OWNER, cases.REVIEWER, "second")] == [
        "owner",
        "reviewer 1",
        "reviewer 2",
    ]
    assert named.worker("second") == "second"
    assert plain.worker("somebody-else") == "somebody"
    assert plain.signed(cases.PARTY, party=True) == "a party to the matter"


def test_looks_and_exports_are_no_state_and_everything_else_is() -> None:
    """The last record that counts is that of the last act on the case itself."""
    made = case()
    before = last_of(made.state())
    assert before[0] == made.state().number
    cases.do(made, "look", what="s1")
    assert last_of(made.state()) == before
    cases.do(made, "reply", to="p3", person="p3", on="2024-11-11", text="It was so.")
    assert last_of(made.state())[0] == made.state().number
    cases.do(made, "end-access", person=cases.READER, why="done")
    assert last_of(made.state())[0] == made.state().number
