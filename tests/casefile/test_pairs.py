"""Two statements that share an event and a slot are proposed as a pair, in a fixed order, and few of many."""

from __future__ import annotations

import pytest

from showsafe.casefile.pairs import WINDOW, Pair, Pairs, fact_of, keys_of, name_of, place_of, stem
from showsafe.casefile.placed import Placed
from showsafe.casefile.reviewing import PROPOSED, Standing
from showsafe.casefile.state import Said, Source, Statement

BY = Said(1, "2024-11-20T09:30:00Z", "inquirer")


def placed(
    name: str, text: str, mention: str = "", about: tuple[str, ...] = (), state: str = PROPOSED
) -> Placed:
    """Return a statement in its place; its source is what stands before the point in its id."""
    statement = Statement(name, 0, len(text), text, ((0, len(text)),), "direct", mention, about=about)
    source = Source(name.partition(".")[0], BY, "article", "text", "", None, {})
    return Placed("", "", source, Standing(statement, state, "", "", None))


def proposed(many: list[Placed]) -> list[Pair]:
    """Return the pairs of some statements."""
    pairs = Pairs()
    pairs.fill(map(fact_of, many))
    return [pair for pair, _ in pairs.ranked()]


@pytest.mark.parametrize(
    ("one", "other", "slot"),
    [
        ("I loaded six rounds.", "He loaded four rounds.", "how-many"),
        ("The loader checked the revolver.", "Nobody was checking any revolver.", "who"),
        ("The shooting was with a revolver.", "In that shooting a revolver was used.", "what"),
        ("The shooting was in the barn.", "The shooting happened on the street.", "where"),
    ],
)
def test_what_is_shared_makes_a_pair(one: str, other: str, slot: str) -> None:
    """Two accounts of one thing are a pair in the slot that they share."""
    found = proposed([placed("s1.1", one), placed("s2.1", other)])
    assert slot in {each[2] for each in found}


def test_when_needs_a_day_in_both() -> None:
    """Two statements about one event are a pair in *when* only where both have a day."""
    dated = [
        placed("s1.1", "The shooting.", about=("2024",)),
        placed("s2.1", "That shooting.", about=("2025",)),
    ]
    assert [each[2] for each in proposed(dated)] == ["when"]
    assert proposed([dated[0], placed("s2.1", "That shooting.")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("s1.1", "I loaded six rounds."), ("s2.1", "It was raining.")),
        (("s1.1", "I loaded six rounds.", "Ann"), ("s1.2", "I loaded four rounds.", "Ann")),
        (("s1.1", "I loaded six rounds."), ("s1.2", "Four rounds were loaded.")),
        (("s1.1", "I loaded six rounds."), ("s2.1", "I loaded four rounds.", "", (), "rejected")),
    ],
)
def test_what_is_not_shared_makes_none(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Other matters, one speaker in one source, and what was rejected make no pair."""
    assert proposed([placed(*one), placed(*other)]) == []  # type: ignore[arg-type]


def test_two_speakers_in_one_source_are_a_pair() -> None:
    """One article may hold two accounts, of two people whom it names."""
    two = [placed("s1.1", "I loaded six rounds.", "Ann"), placed("s1.2", "She loaded four rounds.", "Ben")]
    assert proposed(two)


def test_the_same_statements_give_the_same_pairs() -> None:
    """Pairs depend on the statements and their order in the case, and on nothing else."""
    texts = ["loaded six rounds", "checked the gun", "fired a shot in the church", "handed the revolver over"]
    many = [placed(f"s{number}.1", texts[number * number % 4]) for number in range(1, 60)]
    assert proposed(many) == proposed(many[::-1])


def test_a_change_leads_where_a_new_beginning_leads() -> None:
    """Reviews, new sources and sources that go, one after another, give the pairs of the statements that are left."""
    texts = [
        "I loaded six rounds",
        "She checked the gun",
        "The shooting in the church",
        "He handed me the revolver",
    ]
    said = {
        source: [placed(f"s{source}.{number}", texts[(source * number) % 4], "Ann") for number in (1, 2, 3)]
        for source in range(1, 12)
    }
    kept = Pairs()
    for source in (5, 1, 9, 3, 11, 2, 4, 10, 6, 8, 7):
        kept.put([], [fact_of(each) for each in said[source]])
    for source, changed in (
        (4, [placed("s4.1", texts[0], "Ben"), placed("s4.2", texts[0], "Ben", (), "rejected")]),
        (9, []),
        (7, [placed("s7.1", texts[3], "Ben"), placed("s7.x1", texts[0], "Ben")]),
    ):
        kept.put([fact_of(each) for each in said[source]], [fact_of(each) for each in changed])
        said[source] = changed
    again = Pairs()
    again.fill(fact_of(each) for source in said for each in said[source])
    assert list(kept.ranked()) == list(again.ranked())
    assert kept.totals.total() == again.totals.total() == len(list(again.ranked()))
    assert [name_of(place_of(each)) for each in ("s7.x1", "s12.3")] == ["s7.x1", "s12.3"]


def test_many_accounts_of_one_shot_stay_few_pairs() -> None:
    """A thousand people who say the same make pairs with their neighbours, not with each other."""
    many = [placed(f"s{number}.1", "The revolver was loaded.") for number in range(1, 1001)]
    found = proposed(many)
    assert len({each[:2] for each in found}) <= WINDOW * len(many)
    assert found


def test_endings_are_left_out() -> None:
    """Forms of one word are one, and short words stay as they are."""
    assert {stem(word) for word in ("loaded", "loads", "loading", "load")} == {"load"}
    assert stem("was") == "was"
    assert keys_of(placed("s1.1", "It is cold.").standing.statement) == ()
