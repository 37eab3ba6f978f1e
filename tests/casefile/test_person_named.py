"""As counsel for somebody named in a case: what is said, what stands beside it, where a name shows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.casefile.exports import exporting
from showsafe.casefile.exports.exporting import Wanted
from showsafe.casefile.exports.material import material
from showsafe.casefile.exports.report import as_json, said_by
from showsafe.casefile.views import overview, people, sources, timeline
from showsafe.casefile.views.look import Kept
from showsafe.casefile.views.pairs import pairs
from showsafe.errors import WrongInput
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do, opened, seen, source, whole

ENTRY: dict[str, Any] = {
    "about": {"person": "p1"},
    "on": "2024-11-05",
    "text": "It was found so.",
    "expires": "2027-01-01",
}


def test_a_newspaper_finds_nothing() -> None:
    """What an article calls a finding becomes none about a person; what a court found may be one."""
    case = whole()
    with pytest.raises(WrongInput, match="official source") as refused:
        do(case, "add-history", type="finding", source="s1", **ENTRY)
    assert refused.value.code == "case.not-official"
    assert do(case, "add-history", type="finding", source="s3", **ENTRY).id
    assert do(case, "add-history", type="account", source="s1", **ENTRY).id


def test_nothing_about_a_person_outlives_the_case() -> None:
    """An entry about a person ends while the case is kept, not in thousands of years."""
    with pytest.raises(WrongInput) as refused:
        do(whole(), "add-history", type="account", source="s1", **{**ENTRY, "expires": "9999-12-31"})
    assert refused.value.code == "case.expires"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("state-matter", {"person": "p1", "matter": "x", "state": "convicted", "source": "s3"}),
        ("reply", {"to": "p1", "person": "p1"}),
        ("add-history", {k: v for k, v in ENTRY.items() if k != "on"} | {"type": "account", "source": "s1"}),
    ],
)
def test_nothing_is_of_a_day_to_come(kind: str, said: dict[str, Any]) -> None:
    """Nobody is convicted, asked, or spoken of on a day that has not come."""
    with pytest.raises(WrongInput) as refused:
        do(whole(), kind, on="2024-12-24", **said)
    assert refused.value.code == "case.day-to-come"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("erase", {"what": "s1", "reason": "Wenna Tollifax asked for it"}),
        ("contest", {"entry": "h17", "text": "Not so.", "by_": "Wenna Tollifax"}),
        ("correct", {"what": "s1", "text": "Not so.", "by_": "Ines Quell"}),
        ("give-access", {"person": "x", "role": "reader", "purpose": "counsel of Bram Oddy"}),
        ("name-person", {"name": "Perran Hale", "role": "Perran Hale, armorer", "party": False}),
    ],
)
def test_no_name_comes_into_what_cannot_be_erased(kind: str, said: dict[str, Any]) -> None:
    """The name of a person of the case comes into no key of a record that stands in the open for good."""
    case = whole()
    before = case.state().number
    with pytest.raises(WrongInput) as refused:
        do(case, kind, **said)
    assert refused.value.code == "case.name-in-the-open"
    assert "Tollifax" not in refused.value.says + refused.value.now
    assert case.state().number == before


def test_a_name_that_came_first_is_covered_where_it_stands() -> None:
    """What was written before somebody became a person of the case is covered as well: purposes, reasons, orders."""
    case = whole()
    say = "on behalf of Perran Hale"
    do(case, "give-access", person="x", role="reader", purpose=say)
    do(case, "end-access", person="x", why=say)
    do(case, "place-hold", order=say, by_=say, on="2024-11-10")
    with pytest.raises(WrongInput):
        do(case, "erase", what="s3", reason=say)
    said = json.dumps([overview.overview(seen(case)), overview.access(seen(case))])
    assert said.count("Perran Hale") == 5
    do(case, "name-person", name="Perran Hale", role="props", party=False)
    assert "Hale" not in json.dumps([overview.overview(seen(case)), overview.access(seen(case))])
    assert "Hale" in json.dumps(overview.access(seen(case, names=True)))


@pytest.mark.parametrize("name", ["WennaTollifax", "review-of-wenna-tollifax", "bram.oddy"])
def test_no_act_is_called_by_a_name(name: str) -> None:
    """The id of an act stands in the open as well, and in every list of records."""
    with pytest.raises(WrongInput) as refused:
        do(whole(), "correct", PARTY, name, what="s1", text="Not so.")
    assert refused.value.code == "case.name-in-the-open"


@pytest.mark.parametrize(
    "written",
    [
        "wenna tollifax",
        "WENNA TOLLIFAX",
        "@wennatollifax",
        "wenna.tollifax@mill.example",
        "Wenna\u00a0Tollifax",
        "Wenna\nTollifax",
        "Wenna-Tollifax",
        "#WennaTollifax",
        "Tollifax\u2019s",
        "_wenna_tollifax_",
        "#tollifax",
        "@WENNA",
    ],
)
def test_a_name_is_covered_however_it_is_written(written: str) -> None:
    """In small letters, as an address, over the end of a line: the name of a person of the case is covered."""
    look = seen(whole(), READER)
    covered = look.covered(f"it was {written} who").casefold()
    assert "tollifax" not in covered
    assert "wenna" not in covered
    assert len(covered) == len(f"it was {written} who".casefold())


def test_whoever_types_a_name_small_covers_it_too() -> None:
    """A name that was entered in small letters is covered where the text has it in capitals."""
    case = opened()
    do(case, "name-person", name="wenna tollifax", role="armorer", party=False)
    assert seen(case, READER).covered("Wenna Tollifax, then Tollifax") == "█" * 14 + ", then " + "█" * 8


def test_whom_words_were_said_to_is_covered() -> None:
    """A reading keeps to whom something was said; that name shows only with names."""
    case = whole()
    text = "“I loaded it,” Wenna Tollifax told Bram Oddy.\n\nWenna Tollifax told Ines Quell: “It is empty.”\n"
    name = source(case, text)
    assert "Oddy" in json.dumps(sources.source(seen(case, names=True), name))
    shown = json.dumps(sources.source(seen(case, READER), name))
    assert not [each for each in ("Oddy", "Quell", "Tollifax", "Wenna", "Bram", "Ines") if each in shown]


def test_a_name_that_a_reviewer_typed_is_covered_too() -> None:
    """What a correction says of the event and of the addressee may name somebody: by role nobody reads it."""
    case = whole()
    spans = [list(each) for each in sources.source(seen(case), "s1")["statements"][0]["spans"]]
    content: dict[str, Any] = {
        "spans": spans,
        "about": {"edtf": "", "event": "the shot of Wenna Tollifax, the dummies"},
        "to": "Ines Quell of the paper",
    }
    do(case, "review", REVIEWER, statement="s1.1", after=0, content=content, **{"as": "corrected"})
    named = sources.source(seen(case, names=True), "s1")["statements"][0]
    assert (named["to"], named["about"]["events"]) == (content["to"], [content["about"]["event"]])
    covered = seen(case, READER)
    shown = json.dumps(
        [sources.source(covered, "s1"), timeline.timeline(covered, 0, 100), pairs(covered, 0, 100)]
    )
    for name in ("timeline", "web-annotation"):
        files = exporting.files_of(
            case, Wanted(format=name), by=OWNER, kept=Kept(), rules_of=bootstrap.rules_of
        )[1]
        text = b"".join(files.values()).decode()
        assert "of the paper" in text
        shown += text
    for name in ("Tollifax", "Quell", "tollifax", "quell"):
        assert name not in shown


def test_a_corrected_article_is_not_shown_as_current() -> None:
    """Wherever a statement of an article stands, it stands there that the article was corrected since."""
    case = whole()
    later = source(case, "Correction: four rounds, not six, the paper said.", corrects="s1")
    look = seen(case)
    assert {each["corrected_by"] for each in sources.source(look, "s1")["statements"]} == {later}
    rows = timeline.timeline(look, side="said")["rows"]
    assert {each["corrected_by"] for each in rows if each["source"] == "s1"} == {later}
    assert {each["corrected_by"] for each in rows if each["source"] == "s2"} == {""}
    sides = [one for each in pairs(look)["rows"] for one in (each["a"], each["b"])]
    assert sides
    assert all(one["corrected_by"] == (later if one["source"] == "s1" else "") for one in sides)


def test_a_correction_is_shown_beside_what_it_corrects() -> None:
    """What a person says is wrong about them, or about an entry, is shown where that is shown."""
    case = whole()
    do(case, "correct", PARTY, what="p1", text="I was no armorer.")
    do(case, "correct", PARTY, what="h17", text="That was another day.")
    do(case, "correct", PARTY, what="s1.2", text="I said four.")
    look = seen(case)
    (person, *_) = people.people(look)["people"]
    assert [each["text"] for each in person["corrections"]] == ["I was no armorer."]
    (entry,) = people.history(look)["entries"]
    assert [each["text"] for each in entry["corrections"]] == ["That was another day."]
    (told,) = sources.source(look, "s1")["corrections"]
    assert (told["what"], told["text"]) == ("s1.2", "I said four.")


def test_readers_see_no_reply_to_what_they_do_not_see() -> None:
    """A reply to an entry about a person says what that entry says: readers see neither."""
    case = whole()
    do(case, "reply", PARTY, to="h17", person="p1", on="2024-11-10", text="I looked, whatever is alleged.")
    assert "alleged" in json.dumps(people.people(seen(case)))
    shown = people.people(seen(case, READER))
    assert "alleged" not in json.dumps(shown)
    assert shown["people"][0]["no_reply_recorded"] is False


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_review_by_a_party_is_flagged_whenever_that_became_known(when: str) -> None:
    """Whoever turns out to be a party to the matter was one when they reviewed: each of their reviews says so."""
    case = whole()
    name: dict[str, Any] = {"name": "Perran Hale", "role": "props", "ledger_id": REVIEWER, "party": True}
    if when == "before":
        do(case, "name-person", **name)
    do(case, "review", REVIEWER, statement="s2.2", as_="confirmed", after=0)
    if when == "after":
        do(case, "name-person", **name)
    rows = {each["id"]: each for each in sources.source(seen(case), "s2")["statements"]}
    assert rows["s2.2"]["reviews"][-1]["party"] is True


def test_other_access_makes_nobody_less_of_a_party() -> None:
    """A party who is given access as a reviewer too, or instead, stays flagged."""
    case = opened()
    do(case, "give-access", person="maker", role="party", purpose="inquiry")
    do(case, "give-access", person="maker", role="reviewer", purpose="inquiry")
    assert case.state().is_party("maker")
    do(case, "end-access", person="maker", why="to be somebody else")
    do(case, "give-access", person="maker", role="reviewer", purpose="inquiry")
    name = source(case)
    done = do(case, "review", "maker", statement=f"{name}.1", as_="confirmed", after=0)
    assert done.act["party"] is True


def test_what_leaves_says_who_is_a_party_and_what_was_corrected() -> None:
    """An export says of a review what is known of its reviewer, and of a statement that its source is corrected."""
    case = whole()
    do(case, "name-person", name="Perran Hale", role="props", ledger_id=REVIEWER, party=True)
    later = source(case, "Correction: four rounds, not six, the paper said.", corrects="s1")
    do(case, "correct", PARTY, what="p1", text="I was no armorer.")
    files: dict[str, bytes] = {}
    for name in ("timeline", "prov", "web-annotation", "case-uco"):
        wanted = Wanted(format=name)
        files |= exporting.files_of(case, wanted, by=OWNER, kept=Kept(), rules_of=bootstrap.rules_of)[1]
    rows = json.loads(files["timeline.json"])["rows"]
    reviewed = next(each for each in rows if each.get("id") == "s1.2")
    assert reviewed["corrected_by"] == later
    assert reviewed["reviewed_by"].endswith("a party to the matter")
    assert '"showsafe:party": true' in files["provenance.jsonld"].decode()
    assert "party to the matter" in files["annotations.jsonld"].decode()
    assert "party to the matter" in files["case.jsonld"].decode()
    shown = material(case, OWNER, Kept())
    told = next(each for each in timeline.timeline(shown.look)["rows"] if each["id"] == "s1.2")
    assert f"corrected by {later}" in said_by(shown, told)
    assert any(
        "no armorer" in line for each in json.loads(as_json(shown))["people"] for line in each["replies"]
    )
