"""Whatever people do in a case, in whatever order: its records lead to its state, and hold against its rules.

Nothing is confirmed but by a person with a name, and without being asked for no name of anybody stands anywhere.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe import bootstrap
from showsafe.application.case_words import PROFILE
from showsafe.casefile.adding import read_again
from showsafe.casefile.case import Case, folded
from showsafe.casefile.exports.exporting import Wanted, export, files_of
from showsafe.casefile.reviewing import PROPOSED
from showsafe.casefile.state import CaseState
from showsafe.casefile.views.look import Kept, look
from showsafe.casefile.views.overview import access, overview
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import source, sources
from showsafe.casefile.views.timeline import timeline
from showsafe.casefile.words import MATTERS
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do

_WHO = st.sampled_from((OWNER,) * 5 + (REVIEWER, REVIEWER, PARTY, READER, "stranger"))
_SOURCE = st.sampled_from(("s1", "s2", "s3", "s4"))
_STATEMENT = st.sampled_from(("s1.1", "s1.2", "s2.1", "s2.2", "s1.x1", "s2.x1", "s9.1"))
_WHAT = st.sampled_from(("s1", "s2", "p2", "h17", "s9"))
_CONTENT = st.sampled_from(({"who": "p1"}, {"who": "p3", "spans": [[0, 9]]}, {"spans": [[0, 4]], "depth": 2}))
_PERSON = st.sampled_from(("p1", "p2", "p3", "p4"))
_FORMATS = ("web-annotation", "prov", "schema-org", "case-uco", "brat", "timeline", "sources")
_ACTS = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("review"),
            "statement": _STATEMENT,
            "as_": st.sampled_from(("confirmed", "rejected")),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("review"), "statement": _STATEMENT, "as_": st.just("corrected"), "content": _CONTENT}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("pair"),
            "a": _STATEMENT,
            "b": _STATEMENT,
            "slot": st.just("who"),
            "as_": st.just("open"),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("link"),
            "statement": st.sampled_from(("s1.1", "s1.2", "s2.1", "s1.x1")),
            "record": st.sampled_from((1, 1, 2)),
            "as_": st.sampled_from(("supports", "differs", "silent")),
            "why": st.just("Bram Oddy was there."),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("reply"),
            "to": st.sampled_from(("s1.2", "s2", "p1", "h17")),
            "person": _PERSON,
            "on": st.just("2024-11-12"),
        },
        optional={"text": st.just("Ines Quell says that it was not so."), "source": _SOURCE},
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("state-matter"),
            "person": _PERSON,
            "matter": st.just("negligence of Wenna Tollifax"),
            "state": st.sampled_from(MATTERS),
            "on": st.just("2024-11-13"),
            "source": st.sampled_from(("s3", "s3", "s1")),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("add-history"),
            "about": st.sampled_from(({"person": "p2"}, {"person": "p1"}, {"weapon": "revolver"})),
            "type": st.sampled_from(("allegation", "finding", "concern")),
            "on": st.just("2024-11-05"),
            "text": st.just("Wenna Tollifax and Bram Oddy did not look."),
            "source": _SOURCE,
            "expires": st.sampled_from(("2024-11-12", "2027-01-01")),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("name-person"),
            "name": st.just("Perran Hale"),
            "role": st.just("props"),
            "ledger_id": st.sampled_from(("", REVIEWER)),
            "party": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("export"), "format": st.sampled_from(_FORMATS), "names": st.booleans()}
    ),
    st.fixed_dictionaries({"kind": st.just("erase"), "what": _WHAT, "reason": st.just("asked")}),
    st.fixed_dictionaries(
        {
            "kind": st.just("seal-source"),
            "source": _SOURCE,
            "order": st.just("By order."),
            "on": st.just("2024-11-15"),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("withdraw-source"), "source": _SOURCE, "why": st.just("retracted")}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("place-hold"), "order": st.just("Keep."), "on": st.just("2024-11-15")}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("end-hold"), "hold": st.integers(20, 26), "on": st.just("2024-11-16")}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("correct"), "what": _WHAT, "text": st.just("Ines Quell: it was another day.")}
    ),
    st.fixed_dictionaries({"kind": st.just("read")}, optional={"source": _SOURCE}),
    st.fixed_dictionaries({"kind": st.just("look"), "what": _WHAT}),
)


def done(case: Case, by: str, act: dict[str, Any]) -> None:
    """Do an act, as far as it may be done; a review says that it saw what is there, or half of the time nothing."""
    said = {key: value for key, value in act.items() if key != "kind"}
    if act["kind"] == "read":
        read_again(case, said.get("source", "s1"), by=by, at=cases.AT, act_id=f"read-{next(cases.numbers)}")
        return
    if act["kind"] == "review":
        source_ = case.state().sources.get(said["statement"].partition(".")[0])
        reviews = source_.reviews.get(said["statement"], ()) if source_ else ()
        said["after"] = reviews[-1].by.number if reviews else 0
    if act["kind"] == "export":
        wanted = Wanted(format=said["format"], names=said["names"])
        act_id = f"out-{next(cases.numbers)}"
        export(case, wanted, by=by, at=cases.AT, act_id=act_id, kept=Kept(), rules_of=bootstrap.rules_of)
        return
    do(case, act["kind"], by, **said)


def views(case: Case, by: str, kept: Kept, *, names: bool) -> list[dict[str, Any]]:
    """Return every view of a case."""
    seen = look(case, by, kept, names=names)
    shown = [overview(seen), sources(seen), timeline(seen, rejected=True), pairs(seen), people(seen)]
    return [*shown, history(seen), access(seen), *(source(seen, each) for each in seen.state.sources)]


def exports(case: Case, kept: Kept, *, names: bool) -> str:
    """Return every export whose words can be searched, as one text."""
    texts = []
    for name in _FORMATS:
        wanted = Wanted(format=name, names=names)
        made = files_of(case, wanted, by=OWNER, kept=kept, rules_of=bootstrap.rules_of)[1]
        texts += [content.decode() for content in made.values()]
    return "\n".join(texts)


def confirmed_by_a_person(case: Case, statements: list[dict[str, Any]]) -> None:
    """Hold every statement against its reviews: what is not a proposal is so by somebody who was given access."""
    people_here = {each.person for each in case.state().access}
    for each in statements:
        standing = [one for one in each["reviews"] if not one["refused"]]
        assert each["state"] == (standing[-1]["as"] if standing else PROPOSED)
        assert all(one["by"] in people_here and one["record"] for one in standing)
        said = [one["content"]["who"] for one in standing if one["content"] and "who" in one["content"]]
        assert each["who"] is None or each["who"]["id"] in said


def nothing_of_what_is_gone(case: Case, text: str) -> None:
    """Hold a text against the sources that are sealed, withdrawn or erased: no word of them stands in it."""
    for name, words in (("s1", "I loaded six"), ("s2", "Four dummy rounds")):
        assert case.state().sources[name].gone is None or words not in text


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.lists(st.tuples(_WHO, _ACTS), min_size=4, max_size=14))
def test_any_case_is_what_its_records_say(acts: list[tuple[str, dict[str, Any]]]) -> None:
    """The kept state is that of the log, every record could have happened, and nothing shows what it may not."""
    case = cases.taken()
    kept = Kept()
    for by, act in acts:
        with contextlib.suppress(WrongInput):
            done(case, by, act)
        pairs(look(case, OWNER, kept))
    state = case.state()
    assert folded(case.store, CaseState(), case.store.size()) == state
    found = bootstrap.judged(case.store, PROFILE)
    assert (found.first, found.ok) == (None, True)
    with_names = views(case, OWNER, kept, names=True)
    assert with_names == views(case, OWNER, Kept(), names=True)
    confirmed_by_a_person(case, [each for one in with_names for each in one.get("statements", ())])
    for by, names in ((OWNER, True), (OWNER, False), (READER, False)):
        text = json.dumps(views(case, by, kept, names=names), ensure_ascii=False)
        if by == OWNER:
            text += exports(case, kept, names=names)
        nothing_of_what_is_gone(case, text)
        known = [part for each in state.people.values() if not each.erased for part in each.name.split()]
        assert [part for part in known if (part in text) and not names] == []
    if state.people["p2"].erased:
        assert all(each["name"] == "" for each in with_names[4]["people"] if each["id"] == "p2")
