"""What a message says: made of the record when it is told, and naming no person unless that is allowed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from showsafe.application.telling import forms
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import Speaker, text_of_day
from showsafe.errors import WrongInput
from showsafe.ledger.outbox import ToTell
from tests.application.telling.told import a_teller, said, to, waiting

NAMES = to("office", names=True)
SECRET_WORDS = "Pat Doe pointed it at Eve"  # noqa: S105 - what somebody wrote


def everything(node: Any, destination: Destination) -> str:  # noqa: ANN401 - a node of these tests
    """Return all that is sent of the newest message, in every form."""
    message = said(node, destination)
    made = [form(message).decode() for form in forms.FORMS.values()]
    return "\n".join([json.dumps(asdict(message)), forms.text_of(message), *made])


@pytest.mark.parametrize(
    ("kind", "by", "keys"),
    [
        ("hand-over", "armorer", {"weapon": "revolver", "to": ["performer"], "witness": "assistant"}),
        ("unplanned-discharge", "prop-master", {"weapon": "revolver", "cause": SECRET_WORDS}),
        ("incident", "safety", {"weapon": "revolver", "harm": SECRET_WORDS, "says": SECRET_WORDS}),
        ("stop", "performer", {"about": SECRET_WORDS, "says": SECRET_WORDS}),
        ("hold", "assistant", {"about": SECRET_WORDS}),
        ("raise-concern", "performer", {"about": "performer", "says": SECRET_WORDS}),
        ("close-day", "first-ad", {"witness": "producer", "exceptions": ["performer"]}),
        ("find-live", "armorer", {"in": "blanks", "count": 1}),
        ("find-live", "armorer", {"in": SECRET_WORDS, "count": 1}),
        ("find-live", "armorer", {"in": "bob-smith", "count": 1}),
        ("take", "armorer", {"weapon": "revolver", "scene": SECRET_WORDS}),
        ("take", "armorer", {"weapon": "revolver", "scene": "bob-smith"}),
    ],
)
def test_without_leave_no_person_is_in_it(kind: str, by: str, keys: dict[str, Any]) -> None:
    """No id or name of anybody on record, and not one word that was written, is in any form of any message."""
    node = a_teller(to())
    node.report("enrol", "producer", person="bob-smith", roles=["armorer"], name="Bob Smith", age=40)
    node.report(kind, by, **keys)
    sent = everything(node, to())
    people = {"bob-smith", "Bob Smith", "prop-master", SECRET_WORDS, "Doe"}
    # Ids that are words of the roles themselves are left out: they are said as roles.
    assert [each for each in people if each in sent] == []
    assert '"by"' not in sent


def test_places_and_scenes_on_record_are_told() -> None:
    """A lot that a round was found in and the number of a scene are told; a word that may name somebody needs leave."""
    node = a_teller(to(), NAMES)
    node.report("find-live", "armorer", **{"in": "blanks", "count": 1})
    assert dict(said(node).facts)["Where"] == "blanks"
    node.report("take", "armorer", weapon="revolver", scene="A15")
    assert dict(said(node).facts)["Scene"] == "A15"
    node.report("take", "armorer", weapon="revolver", scene="Pat's duel")
    assert "Scene" not in dict(said(node).facts)
    assert dict(said(node, NAMES).facts)["Scene"] == "Pat's duel"


def test_a_role_is_told_instead_of_a_name() -> None:
    """Who did it is told by role, and by id and name where somebody of the office allowed it."""
    node = a_teller(to(), NAMES)
    node.report("enrol", "producer", person="bob", roles=["armorer"], name="Bob Smith", age=40)
    node.report("hand-over", "bob", weapon="revolver", to=["performer"])
    assert dict(said(node).facts)["By"] == "armorer"
    assert dict(said(node, NAMES).facts)["By"] == "armorer, bob (Bob Smith)"


@pytest.mark.parametrize("kind", ["stop", "hold", "raise-concern", "incident"])
def test_who_pressed_is_told_to_nobody(kind: str) -> None:
    """Who pressed a stop or a hold, raised a concern or reported an incident is in no message, names allowed or not."""
    node = a_teller(NAMES)
    node.report("enrol", "producer", person="bob", roles=["medic"], name="Bob Smith", age=40)
    node.report(kind, "bob", says="words")
    sent = everything(node, NAMES)
    assert [each for each in ("bob", "Bob", "medic") if each in sent] == []
    assert "words" in sent


def test_what_was_erased_is_not_told_afterwards() -> None:
    """A message that waited while somebody was erased says neither their name nor their role."""
    node = a_teller(NAMES)
    node.report("enrol", "producer", person="bob", roles=["armorer"], name="Bob Smith", age=40)
    node.report("hand-over", "bob", weapon="revolver", to=["performer"])
    line = waiting(node, "office")[-1]
    assert node.ask("erase", "producer", person="bob", reason="asked").outcome == "permit"
    message = Speaker("north-ridge", node.store, node.state).message(line, NAMES)
    assert dict(message.facts)["By"] == "somebody, bob"
    assert "Smith" not in json.dumps(asdict(message))


def test_a_message_has_one_id_however_often_it_is_made() -> None:
    """The id is that of unit, destination and record: the same twice, and another for another destination or record."""
    node = a_teller(to(), NAMES)
    node.report("stop", "performer")
    first, other = said(node), said(node, NAMES)
    assert (first.id, first.record) == (said(node).id, node.store.size())
    node.report("stop", "armorer")
    assert len({first.id, other.id, said(node).id}) == 3


def test_a_deviation_says_what_and_why() -> None:
    """A deviation is called one, and says which act and which questions; their codes only with leave."""
    node = a_teller(to(language="es"), to("office"), to("allowed", names=True))
    node.report("hand-over", "armorer", weapon="revolver", to=["performer"])
    message = said(node, to("office"))
    assert message.title == "Something happened that the rules would have refused"
    facts = dict(message.facts)
    assert facts["What was reported"] == "hand-over"
    assert "check" in facts["Reasons"].split(", ")
    assert "." not in facts["Reasons"]
    allowed = dict(said(node, to("allowed", names=True)).facts)["Reasons"]
    assert "check.none" in allowed.split(", ")
    assert said(node, to(language="es")).title == "Ocurrió algo que las reglas habrían rechazado"
    assert dict(said(node, to(language="es")).facts)["Por"] == "armero"


def test_what_is_told_late_says_when_it_happened() -> None:
    """What was reported long after it happened has both times."""
    node = a_teller()
    then = node.clock.now()
    node.clock.advance(3600)
    node.report("stop", "performer", claimed=then)
    assert "Said to have happened" in dict(said(node).facts)


def test_a_text_of_a_day_is_told_as_it_is() -> None:
    """What belongs to no record has its own text; one that cannot be read is an error and no message."""
    node = a_teller()
    body = text_of_day("Ready for tomorrow", ("Scene 12: ready.", "Scene 14: no plan."))
    node.store.tell([ToTell("board", "morning 2026-11-27", "morning", "2026-11-27T05:00:00Z", body=body)])
    message = said(node)
    assert (message.title, message.lines, message.record) == (
        "Ready for tomorrow",
        ("Scene 12: ready.", "Scene 14: no plan."),
        0,
    )
    node.store.tell([ToTell("board", "morning x", "morning", "2026-11-28T05:00:00Z", body=b"{")])
    with pytest.raises(WrongInput):
        said(node)


def test_it_says_what_else_it_is() -> None:
    """What is several things is one message: called by its act, with what else it is in words and not twice."""
    node = a_teller(to(language="es"), to("office"))
    node.report("find-live", "armorer", **{"in": "blanks", "count": 1})
    message = said(node, to("office"))
    assert message.title == "Live or unidentified round found"
    assert dict(message.facts)["Also"] == "The set is stopped"
    assert said(node, to(language="es")).title == "Cartucho real o sin identificar encontrado"
    node.report("stop", "performer")
    assert "Also" not in dict(said(node, to("office")).facts)


def test_the_page_shows_a_mail_as_it_is() -> None:
    """The mail on the page about telling is the one that is sent, but for its id."""
    node = a_teller()
    node.report("stop", "performer", says="x")
    text = forms.text_of(said(node))
    body = text[: text.index("msg_")]
    page = (Path(__file__).parents[3] / "docs" / "telling.md").read_text(encoding="utf-8")
    assert body in page
