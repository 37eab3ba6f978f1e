"""The table of duties itself: nothing in it that the rules do not know, and nothing left out."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from showsafe.application.role_words import ROLES_ES
from showsafe.bootstrap import clauses, profile, profiles
from showsafe.casefile.duties import document, evidence, words
from showsafe.casefile.duties.table import LANGUAGES, clauses_of, table
from showsafe.domain.acts import KINDS
from showsafe.domain.words import ROLES
from showsafe.rules.rulebook import all_codes
from showsafe.rules.table import ACT_GATES

JUDGING = (
    r"\b(fail(s|ed|ure)?|violat\w*|guilt\w*|negligen\w*|careless\w*|blam\w*|fault of|liable|illegal\w*)\b"
)
JUDGING_ES = r"\b(culp\w*|neglig\w*|infring\w*|infracci\w*|incumpl\w*|ilegal\w*)\b"


def test_every_act_is_in_it() -> None:
    """Each kind of act carries a duty, or is named as one that carries none; no act is both."""
    with_duty, without = set(table().acts), set(table().without)
    assert with_duty | without == set(KINDS)
    assert not with_duty & without


def test_every_act_has_a_duty_of_who_does_it() -> None:
    """Who does an act has a duty that is said for it, and the other parts one of their own or in general."""
    assert {act for act, part in table().duties if part == "by"} == set(table().acts)
    for act, kind in KINDS.items():
        if act not in table().without and kind.second not in ("", "to"):
            assert table().duty(act, "second") is not None


def test_it_knows_no_code_that_the_rules_do_not() -> None:
    """Every duty rests on reason codes of the gates, or says that it is practice or ours."""
    duties = [*table().duties.values(), *table().parts.values()]
    for duty in duties:
        assert set(duty.codes) <= set(all_codes())
        assert duty.basis in ("practice", "ours")
    papers = {code for codes in table().papers.values() for code in codes}
    assert papers <= set(all_codes())


def test_every_ought_is_a_question_of_a_gate() -> None:
    """What ought to be on record is asked by a gate that some use of the table meets."""
    rows = [
        ACT_GATES[act]
        for act in (*table().uses, *{kind for kinds in table().asked_as.values() for kind in kinds})
    ]
    asked = {gate for row in rows for gate in row}
    for ought in table().oughts:
        assert ought.gate in asked
        assert {code.partition(".")[0] for code in ought.codes} == {ought.gate}
        assert set(ought.codes) <= set(all_codes())
        assert set(ought.acts) <= set(KINDS)
        assert ought.thing in evidence._LOOKS


def test_every_clause_has_its_place() -> None:
    """Of each clause it is said where it holds: in the places of its beginning, or everywhere."""
    known = [*table().places, *table().everywhere]
    assert [id_ for id_ in clauses() if sum(id_.startswith(start) for start in known) == 0] == []
    assert {place for places in table().places.values() for place in places} <= set(profiles())


@pytest.mark.parametrize("name", ["common", "us-ca", "gb", "ca-mb"])
def test_what_was_not_read_is_never_law(name: str) -> None:
    """A clause of grade S or M has no force in the table, and says that it is not shown as law."""
    rules = profile(name)
    shown = document.clauses(clauses_of(all_codes(), rules), rules)
    unread = [each for each in shown if each["grade"] in ("S", "M")]
    assert {each["force"] for each in unread} == {""}
    assert {each["label"] for each in unread} == {"known second-hand; not shown as law"}
    assert all(each["force"] for each in shown if each["grade"] in ("F", "P"))


def test_a_clause_of_another_place_does_not_hold_here() -> None:
    """Manitoba's guideline is no rule of California, and trade practice is one everywhere."""
    assert not table().holds("MB-22/A4", "us-ca")
    assert table().holds("CA-9153(a)(4)", "us-ca")
    assert table().holds("STAGE/TWO-SIGN", "us-ca")


def texts(value: object, language: str) -> list[str]:
    """Return every text of a language in the data of the table."""
    if isinstance(value, dict):
        own = [value[language]] if isinstance(value.get(language), str) else []
        return own + [text for each in value.values() for text in texts(each, language)]
    return [text for each in value for text in texts(each, language)] if isinstance(value, list) else []


@pytest.mark.parametrize(("language", "judging"), [("en", JUDGING), ("es", JUDGING_ES)])
def test_no_word_of_it_judges(language: str, judging: str) -> None:
    """Nothing that the table says of somebody is a verdict."""
    file = resources.files("showsafe.casefile.duties") / "table.toml"
    said = [*texts(tomllib.loads(file.read_text("utf-8")), language), *words.WORDS[language].values()]
    assert [text for text in said if re.search(judging, text, re.IGNORECASE)] == []


def test_both_languages_say_everything() -> None:
    """Every text is there in English and in Spanish, with the same values in it; every role too."""
    assert set(words.WORDS) == set(LANGUAGES)
    en, es = words.WORDS["en"], words.WORDS["es"]
    assert set(en) == set(es)
    for key, text in en.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", es[key]))
    assert set(ROLES_ES) == set(ROLES)
