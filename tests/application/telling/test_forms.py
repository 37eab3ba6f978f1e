"""A message in the form of each place: signed as the standard says, and never read as a mention, a link or a header."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace

import pytest

from showsafe.application.telling import forms
from showsafe.application.telling.message import Message
from showsafe.errors import WrongInput
from tests.application.telling.told import a_teller, said

HOSTILE = "<!channel> <https://evil.example|look> *bold* [a](http://b) @here & \\"


def a_message() -> Message:
    """Return a message about a stop, with a hostile fact in it."""
    node = a_teller()
    node.report("stop", "performer")
    message = said(node)
    return replace(message, facts=(*message.facts, ("Weapon", HOSTILE)))


def test_the_signature_of_the_standard() -> None:
    """The vector of Standard Webhooks: this id, time, body and key have this signature."""
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    made = forms.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_checks_it_with_the_key() -> None:
    """Whoever has the key finds the signature over id, time and body; any other byte of these has another one."""
    key = forms.new_key(bytes(range(32)))
    body = forms.hook(a_message())
    raw = base64.b64decode(key.removeprefix("whsec_"))
    own = base64.b64encode(hmac.new(raw, b"msg_1.5." + body, hashlib.sha256).digest()).decode()
    assert forms.signature(key, "msg_1", 5, body) == f"v1,{own}"
    others = {
        forms.signature(key, "msg_2", 5, body),
        forms.signature(key, "msg_1", 6, body),
        forms.signature(key, "msg_1", 5, body + b" "),
        forms.signature(forms.new_key(bytes(32)), "msg_1", 5, body),
    }
    assert len(others | {f"v1,{own}"}) == 5


@pytest.mark.parametrize("key", ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_ä"])
def test_what_is_no_key_is_refused(key: str) -> None:
    """A key that is short, without its beginning or no base64 is refused, and not repeated in the error."""
    with pytest.raises(WrongInput) as refused:
        forms.signature(key, "msg_1", 5, b"")
    assert refused.value.code == "telling.not-a-key"


def test_a_hook_is_json_with_type_time_and_data() -> None:
    """The body has what the standard asks for, and the record's number."""
    message = a_message()
    said_ = json.loads(forms.hook(message))
    assert (said_["type"], said_["timestamp"], said_["data"]["record"]) == (
        "showsafe.stop",
        message.at,
        message.record,
    )


def test_slack_reads_nobody_and_no_link_in_it() -> None:
    """What would mention or link is escaped as Slack asks; the header fits its 150 characters."""
    content = json.loads(forms.slack(replace(a_message(), title="x" * 400)))
    assert "<!channel>" not in json.dumps(content)
    assert "&lt;!channel&gt;" in json.dumps(content)
    header, *sections = content["blocks"]
    assert len(header["text"]["text"]) == 150
    assert all(len(each["text"]["text"]) <= 3000 for each in sections if each["type"] == "section")
    assert content["text"].startswith("[north-ridge]")


def test_slack_takes_a_long_fact() -> None:
    """A fact longer than a block of Slack may be is cut there, and the message still is one."""
    content = json.loads(forms.slack(replace(a_message(), facts=(("Words", "&" * 5000),))))
    assert all(len(each["text"]["text"]) <= 3000 for each in content["blocks"] if each["type"] == "section")


def test_a_card_of_teams() -> None:
    """Teams gets one Adaptive Card with a title, the facts, and no text that is read as a link or emphasis."""
    content = json.loads(forms.teams(a_message()))
    (attachment,) = content["attachments"]
    card = attachment["content"]
    assert (content["type"], card["type"], card["version"]) == ("message", "AdaptiveCard", "1.4")
    facts = next(each["facts"] for each in card["body"] if each["type"] == "FactSet")
    shown = next(each["value"] for each in facts if each["title"] == "Weapon")
    assert "[a](" not in shown
    assert "\\[a\\]\\(" in shown


def test_the_text_of_a_mail_has_a_fact_a_line() -> None:
    """The plain text says what it is, the facts, and the id."""
    message = a_message()
    lines = forms.text_of(message).splitlines()
    assert lines[0] == message.title
    assert "Unit: north-ridge" in lines
    assert lines[-1] == message.id
