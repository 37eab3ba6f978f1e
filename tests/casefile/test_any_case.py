"""Whatever people do in a case, in whatever order: its records lead to its state, and hold against its rules."""

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
from showsafe.casefile.state import CaseState
from showsafe.casefile.views.look import Kept, look
from showsafe.casefile.views.overview import overview
from showsafe.casefile.views.pairs import pairs
from showsafe.casefile.views.people import history, people
from showsafe.casefile.views.sources import source, sources
from showsafe.casefile.views.timeline import timeline
from showsafe.errors import WrongInput
from tests.casefile import cases
from tests.casefile.cases import OWNER, PARTY, READER, REVIEWER, do

_WHO = st.sampled_from((OWNER, OWNER, OWNER, REVIEWER, REVIEWER, PARTY, READER, "stranger"))
_SOURCE = st.sampled_from(("s1", "s2", "s3", "s4"))
_STATEMENT = st.sampled_from(("s1.1", "s1.2", "s2.1", "s2.2", "s1.x1", "s2.x1", "s9.1"))
_WHAT = st.sampled_from(("s1", "s2", "p2", "h17", "s9"))
_CONTENT = st.sampled_from(({"who": "p1"}, {"who": "p3", "spans": [[0, 9]]}, {"spans": [[0, 4]], "depth": 2}))
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
        {"kind": st.just("end-hold"), "hold": st.integers(18, 24), "on": st.just("2024-11-16")}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("correct"), "what": _WHAT, "text": st.just("It was another day.")}
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
    do(case, act["kind"], by, **said)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.lists(st.tuples(_WHO, _ACTS), min_size=4, max_size=14))
def test_any_case_is_what_its_records_say(acts: list[tuple[str, dict[str, Any]]]) -> None:
    """The kept state is that of the log, every record could have happened, and no view has a word of what is gone."""
    case = cases.whole()
    kept = Kept()
    for by, act in acts:
        with contextlib.suppress(WrongInput):
            done(case, by, act)
        pairs(look(case, OWNER, kept))
    state = case.state()
    assert folded(case.store, CaseState(), case.store.size()) == state
    found = bootstrap.judged(case.store, PROFILE)
    assert (found.first, found.ok) == (None, True)
    seen, fresh = look(case, OWNER, kept, names=True), look(case, OWNER, Kept(), names=True)
    assert pairs(seen) == pairs(fresh)
    shown = [overview(seen), sources(seen), timeline(seen), pairs(seen), people(seen), history(seen)]
    whole = json.dumps([*shown, *(source(seen, each) for each in state.sources)], ensure_ascii=False)
    if state.sources["s1"].gone is not None:
        assert "I loaded six" not in whole
    if state.sources["s2"].gone is not None:
        assert "Four dummy rounds" not in whole
    if state.people["p2"].erased:
        assert all(each["name"] == "" for each in people(seen)["people"] if each["id"] == "p2")
