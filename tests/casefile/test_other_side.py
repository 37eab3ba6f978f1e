"""As whoever wants a case to say something else: new words, another label or record, no owner."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.casefile import adding, values
from showsafe.casefile.exports import exporting
from showsafe.casefile.exports.exporting import Wanted
from showsafe.casefile.views import sources
from showsafe.casefile.views.look import Kept
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.timeline import timeline
from showsafe.errors import WrongInput
from tests.casefile.cases import AT, OWNER, PARTY, REVIEWER, do, opened, seen, source, whole


@pytest.mark.parametrize("role", ["reader", "reviewer", "party"])
def test_the_last_owner_is_not_made_less(role: str) -> None:
    """A case keeps an owner: the last one is given no lesser access, and ends not beside one who was made less."""
    case = opened()
    with pytest.raises(WrongInput) as refused:
        do(case, "give-access", person=OWNER, role=role, purpose="inquiry")
    assert refused.value.code == "case.last-owner"
    do(case, "give-access", person=REVIEWER, role="owner", purpose="inquiry")
    do(case, "give-access", person=REVIEWER, role=role, purpose="inquiry")
    with pytest.raises(WrongInput) as refused:
        do(case, "end-access", person=OWNER, why="done")
    assert refused.value.code == "case.last-owner"


@pytest.mark.parametrize("spans", [[[0, 9]] * 3, [[10, 19], [0, 9]], [[0, 9], [8, 12]]])
def test_a_correction_puts_no_words_together_anew(spans: list[list[int]]) -> None:
    """Spans stand in the order of the text and once each: nobody says a thing in another order, or a thousand times."""
    case = whole()
    with pytest.raises(WrongInput) as refused:
        do(case, "review", statement="s1.1", as_="corrected", after=0, content={"spans": spans})
    assert refused.value.code == "case.wrong-value"


def test_what_a_correction_leaves_out_is_marked() -> None:
    """Words that are taken out of the middle of a sentence leave a sign where they stood."""
    case = opened()
    text = "She said: “I did not load it.”"
    name = source(case, text)
    spans = [[text.index("I did"), text.index(" not")], [text.index("load"), text.index(".”")]]
    do(case, "review", statement=f"{name}.x1", as_="corrected", after=0, content={"spans": spans})
    shown = sources.source(seen(case), name)["statements"][-1]
    assert shown["text"] == "I did … load it"


def _forged(case_text: str, other: dict[str, Any]) -> dict[str, Any]:
    end = len(case_text)
    statement: dict[str, Any] = {
        "start": 0,
        "end": end,
        "text": case_text,
        "spans": [[0, end]],
        "kind": "direct",
    }
    return {"quotes": [], "dates": [], "statements": [{**statement, **other}]}


@pytest.mark.parametrize(
    "other",
    [
        {"text": "I loaded six live rounds."},
        {"spans": [[0, 99_999]]},
        {"spans": 7},
        {"who": [["a", "b"]]},
        {"person": {"name": "Ines Quell"}, "who": [[0, 4]]},
        {"about": {"dates": [{}], "events": []}},
        {"about": {"dates": [], "events": [[0]]}},
        {"when": {"edtf": 7}},
        {"kind": 1},
        {"signs": 3},
        {"depth": "x"},
        {"start": True},
    ],
)
def test_a_reading_invents_nothing_and_breaks_nothing(other: dict[str, Any]) -> None:
    """A reading that was made by hand says only what stands at its places, and leaves a case that opens again."""
    case = opened()
    name = source(case, "One shot, she said.")
    before = case.state().number
    said: dict[str, Any] = {
        "source": name,
        "reader": "rules",
        "edition": "0",
        "proposals": _forged("One shot, she said.", other),
    }
    with pytest.raises(WrongInput) as refused:
        do(case, "read-source", **said)
    assert refused.value.code.startswith("case.")
    assert case.state().number == before


def test_a_quote_of_a_reading_is_its_slice() -> None:
    """A quote whose words are not those of its place is refused."""
    case = opened()
    name = source(case, "One shot, she said.")
    quote = {"start": 0, "end": 8, "text": "Ten shots"}
    said: dict[str, Any] = {"quotes": [quote], "dates": [], "statements": []}
    with pytest.raises(WrongInput):
        do(case, "read-source", source=name, reader="rules", proposals=said)


def test_a_label_is_one_whichever_statement_comes_first() -> None:
    """Two statements with one slot are one pair, with every label that it was given."""
    case = whole()
    do(case, "pair", REVIEWER, a="s1.2", b="s2.2", slot="how-many", as_="differ")
    do(case, "pair", PARTY, a="s2.2", b="s1.2", slot="how-many", as_="same")
    (row,) = pairs(seen(case), labelled=True)["rows"]
    assert [(each["as"], each["party"]) for each in row["labels"]] == [("differ", False), ("same", True)]


def test_a_label_of_an_earlier_reading_is_not_one_of_this() -> None:
    """A label stands beside the statements that it was given to, never beside those that have their numbers now."""
    case = whole()
    do(case, "pair", REVIEWER, a="s1.2", b="s2.2", slot="how-many", as_="differ", why="six and four")
    adding.read_again(case, "s1", by=OWNER, at=AT, act_id="again")
    assert pairs(seen(case), labelled=True)["rows"] == []
    do(case, "pair", REVIEWER, a="s1.2", b="s2.2", slot="how-many", as_="open")
    (row,) = pairs(seen(case), labelled=True)["rows"]
    assert [each["as"] for each in row["labels"]] == ["open"]


@pytest.mark.parametrize("name", ["p999999999", "p5", "p1\u0661"])
def test_ids_come_one_after_the_other(name: str) -> None:
    """Nobody takes the last id there is, after which no other could be given, nor one that only looks like another."""
    case = whole()
    with pytest.raises(WrongInput):
        do(case, "name-person", id=name, name="Perran Hale", role="props", party=False)
    assert do(case, "name-person", name="Perran Hale", role="props", party=False).id == "p4"


def test_an_export_has_the_files_that_its_sums_say() -> None:
    """Files that are kept with an export are those whose sums stand in its record."""
    with pytest.raises(WrongInput) as refused:
        do(
            whole(),
            "export",
            what="case",
            format="brat",
            sums={"a.txt": "0" * 64},
            opened=False,
            files={"a.txt": "QQ=="},
        )
    assert refused.value.code == "case.not-its-files"


def test_a_source_of_too_many_pieces_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a page of millions of tags learns that it is too large, and what to do."""
    monkeypatch.setattr(values, "MOST_PLACES", 2)
    with pytest.raises(WrongInput) as refused:
        source(opened(), "<p>a<b>b</b>c<b>d</b>e</p>", name="a.html")
    assert refused.value.code == "case.source-too-large"


def test_no_party_drops_what_is_said() -> None:
    """A statement that a party rejected stays on the timeline and in what leaves, and says by whom it was rejected."""
    case = whole()
    do(case, "review", PARTY, statement="s1.1", as_="rejected", after=0)
    do(case, "review", REVIEWER, statement="s2.1", as_="rejected", after=0)
    rows = {each["id"]: each for each in timeline(seen(case), side="said")["rows"]}
    assert "s2.1" not in rows
    assert (rows["s1.1"]["state"], rows["s1.1"]["reviews"][-1]["party"]) == ("rejected", True)
    wanted = Wanted(format="web-annotation")
    _, files = exporting.files_of(case, wanted, by=OWNER, kept=Kept(), rules_of=bootstrap.rules_of)
    assert "rejected by a party to the matter" in files["annotations.jsonld"].decode()
