"""Words of a consignment stand in ordinary records in one form, and anything else is not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.application import consigned
from showsafe.application.consigned import Pointer, Words
from showsafe.errors import WrongInput
from showsafe.ledger import canonical

OF = Pointer("showsafe/north", 7, "ab" * 32)
SENT = {"to": "south", "to_is": "unit", "carrier": "Road Freight", "expected": "2026-03-31"}


def test_words_are_read_as_they_were_written() -> None:
    """What is written into a record is read again, with the record that it points at."""
    words = Words(consigned.SENT, OF, {**SENT, "seals": ["C1", "C2"], "condition": "grip worn"})
    written = consigned.write(words)
    assert written.startswith("consignment/1 {")
    assert consigned.read(written) == words
    assert (words["carrier"], words["seals"], words["to"]) == ("Road Freight", ["C1", "C2"], "south")
    assert Words(consigned.CLOSED, OF, {"at": OF.as_json(), "how": "receipt"}).at == OF


@pytest.mark.parametrize(
    "changed",
    [
        {"expected": "2026-02-30"},
        {"expected": "tomorrow"},
        {"to_is": "somebody"},
        {"carrier": ""},
        {"carrier": " road"},
        {"seals": []},
        {"seals": "C1"},
        {"driver": "somebody"},
        {"of": {"origin": "showsafe/north", "record": 0, "leaf": "ab" * 32}},
        {"of": {"origin": "showsafe/north", "record": 7, "leaf": "AB" * 32}},
        {"of": None},
        {"what": "given away"},
    ],
)
def test_what_is_not_in_the_one_form_says_nothing(changed: dict[str, object]) -> None:
    """A day that cannot be, an unknown key, a pointer to nothing: none of it is read as a consignment."""
    said = {"what": "sent", "of": OF.as_json(), **SENT, **changed}
    assert consigned.read(consigned.PREFIX + canonical.encode(said).decode()) is None


def test_another_spelling_of_the_same_is_not_read() -> None:
    """There is one form: with a space more it is a text as any other, and so is what has no prefix."""
    written = consigned.write(Words(consigned.SENT, OF, SENT))
    assert consigned.read(written.replace('":', '": ', 1)) is None
    assert consigned.read(written.removeprefix(consigned.PREFIX)) is None
    assert consigned.read(None) is None
    with pytest.raises(WrongInput) as refused:
        consigned.write(Words(consigned.SENT, OF, {**SENT, "expected": "soon"}))
    assert refused.value.code == "consign.not-sayable"


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda data: data.decode("latin-1"))))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever somebody types in a record, reading it gives words or nothing, and never an error."""
    for each in (text, consigned.PREFIX + text):
        words = consigned.read(each)
        assert words is None or consigned.write(words) == each


def test_only_what_happened_to_a_thing_of_the_set_is_a_step() -> None:
    """A refused ask, a told day and a record about something else say nothing of what travels."""
    body = {
        "scope": "set",
        "kind": "consigned",
        "by": "armorer",
        "act": {"weapon": "r1", "to": ["road"], "number": "WB-7"},
        "door": "ask",
        "outcome": "permit",
        "as_of": "2026-03-02T07:30:00Z",
    }
    step = consigned.step_of(7, OF.leaf, body)
    assert step is not None
    assert (step.kind, step.thing, step.carrier, step.waybill) == (consigned.LEFT, "r1", "road", "WB-7")
    for changed in (
        {"outcome": "refuse"},
        {"outcome": "hold"},
        {"scope": "day-1"},
        {"kind": "checked"},
        {"as_of": "soon"},
        {"kind": "acknowledged", "act": {"about": "r1", "says": "seen"}},
    ):
        assert consigned.step_of(7, OF.leaf, {**body, **changed}) is None
    whole = {"act_kind": "consign", "by": "armorer", "act": body["act"]}
    confirmed = {**body, "kind": "confirmed", "by": "producer", "act": {}, "completes": whole}
    done = consigned.step_of(8, OF.leaf, confirmed)
    assert done is not None
    assert (done.by, done.thing) == ("armorer", "r1")
