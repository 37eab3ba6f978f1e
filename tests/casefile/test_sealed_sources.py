"""As whoever asks what is left of what was sealed, withdrawn, expired or erased, and where."""

from __future__ import annotations

import json
import pickle

from showsafe.casefile.case import Case
from showsafe.casefile.opening import may_leave
from showsafe.casefile.state import Source
from showsafe.casefile.views import people
from showsafe.casefile.views.look import Kept, look
from showsafe.casefile.views.timeline import timeline
from showsafe.ledger import record
from tests.casefile.cases import OWNER, PARTY, do, seen, source, whole


def _leaving(case: Case, today: str) -> list[object]:
    bodies = [record.read(each.raw).body for each in case.store.entries()]
    return [case.opened(each) for each in may_leave(case.state(), bodies, today)]


def test_a_reply_that_quotes_a_sealed_source_goes_with_it() -> None:
    """What was taken from a source, or answers it, shows its words: no view has them once it is sealed."""
    case = whole()
    own = source(case, "“It was six,” said Wenna Tollifax.", type="statement")
    do(case, "reply", to="p1", person="p1", on="2024-11-12", text="It was six, says the source.", source=own)
    do(case, "reply", to="s2.1", person="p1", on="2024-11-12", text="Two people: six as well.")
    do(case, "seal-source", source=own, order="Order 7", on="2024-11-13")
    do(case, "seal-source", source="s2", order="Order 8", on="2024-11-13")
    shown = people.people(seen(case, names=True))
    assert "six" not in json.dumps(shown)
    assert shown["people"][0]["no_reply_recorded"] is False


def test_what_contests_an_entry_goes_with_its_source() -> None:
    """Words that contest or correct an entry are sealed with its source, and erased with it and with its person."""
    case = whole()
    do(case, "contest", PARTY, entry="h17", text="Nobody alleged it.", by_="p1")
    do(case, "correct", PARTY, what="h17", text="Nobody alleged that.")
    sealed = case.state().sealed
    assert len(set(sealed["h17"]) & set(sealed["p1"]) & set(sealed["s1"])) == 3
    do(case, "seal-source", source="s1", order="Order 7", on="2024-11-13")
    assert not [each for each in _leaving(case, case.today()) if isinstance(each, str) and "Nobody" in each]
    do(case, "erase", what="p1", reason="asked")
    assert all(case.store.personal(each) is None for each in sealed["h17"])


def test_an_expired_entry_about_a_person_leaves_in_no_bundle() -> None:
    """After its end an entry shows that it was there: what it said is opened in no bundle."""
    case = whole()
    text = "It is alleged that nobody looked."
    assert text in _leaving(case, "2026-12-31")
    assert text not in _leaving(case, "2027-01-02")


def test_memory_forgets_what_was_erased() -> None:
    """The next look at a case, at whatever it is, leaves nothing of an erased source in what views keep."""
    case, kept = whole(), Kept()
    mine = look(case, OWNER, kept)
    for side in ("", "said"):
        timeline(mine, side=side)
    mine.kept.ordered.pairs(mine.state)
    do(case, "erase", what="s1", reason="asked")
    look(case, OWNER, kept)
    assert not [each for each in _values(kept) if "six dummy" in each]


def _values(kept: Kept) -> list[str]:
    held = kept.ordered
    placed = [each for rows in kept.rows.values() for each in rows[0]]
    placed += [*held._whole[1], *(each for made in held._of.values() for each in made.placed)]
    facts = [each for _, each in held._facts.values()]
    return [*(each.standing.statement.text for each in placed), repr(facts)]


def test_sources_are_plain_values() -> None:
    """A source holds no text of its own: that lies beside the records alone."""
    one = whole().state().sources["s1"]
    assert isinstance(one, Source)
    assert b"first assistant director, said" not in pickle.dumps(one.digests)


def test_a_reply_leaves_with_what_it_answers() -> None:
    """Where a bundle is opened, a reply is opened as is what it answers; a text of a source is not."""
    case = whole()
    do(case, "reply", PARTY, to="h17", person="p1", on="2024-11-12", text="I looked.")
    leaving = _leaving(case, case.today())
    assert {"I looked.", "It is alleged that nobody looked."} <= {
        each for each in leaving if isinstance(each, str)
    }
    assert not [each for each in leaving if isinstance(each, str) and "who looks after the weapons" in each]
