"""A message in the form of each kind of place: a signed web hook, Slack, Teams, and the plain text of a mail."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from showsafe.application.telling.destinations import HOOK, SLACK, TEAMS
from showsafe.application.telling.message import Message
from showsafe.errors import WrongInput

SECRET = "whsec_"  # noqa: S105 - how a key of Standard Webhooks begins, and no key
_KEY_BYTES = range(24, 65)
_TITLE, _TEXT = 150, 2900
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def text_of(message: Message) -> str:
    """Return a message as plain text, a fact a line."""
    facts = [f"{label}: {value}" for label, value in message.facts]
    return (
        "\n".join([message.title, "", *facts, *([""] if facts else []), *message.lines, "", message.id])
        + "\n"
    )


def hook(message: Message) -> bytes:
    """Return the body of a web hook: type, time of the record, and data (Standard Webhooks)."""
    return _json(
        {
            "type": f"showsafe.{message.topic}",
            "timestamp": message.at,
            "data": message.data | {"title": message.title},
        }
    )


def slack(message: Message) -> bytes:
    """Return the body for an incoming web hook of Slack, in blocks; nothing in it is read as a mention or a link."""
    facts = "\n".join(f"*{_slack(label)}:* {_slack(value)}" for label, value in message.facts)
    text = "\n".join(map(_slack, message.lines))
    sections = [part[:_TEXT] for part in (facts, text) if part]
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": message.title[:_TITLE], "emoji": False}},
        *(
            {"type": "section", "text": {"type": "mrkdwn", "text": part, "verbatim": True}}
            for part in sections
        ),
        {"type": "context", "elements": [{"type": "plain_text", "text": f"{message.unit} · {message.id}"}]},
    ]
    return _json({"text": _slack(message.subject), "blocks": blocks})


def teams(message: Message) -> bytes:
    """Return the body for a workflow of Teams that posts an Adaptive Card."""
    body: list[dict[str, Any]] = [
        {
            "type": "TextBlock",
            "text": _plain(message.title),
            "weight": "Bolder",
            "size": "Large",
            "wrap": True,
        },
        *({"type": "TextBlock", "text": _plain(line), "wrap": True} for line in message.lines),
        {"type": "TextBlock", "text": _plain(message.id), "isSubtle": True, "size": "Small", "wrap": True},
    ]
    if message.facts:
        facts = [{"title": label, "value": _plain(value[:_TEXT])} for label, value in message.facts]
        body.insert(1, {"type": "FactSet", "facts": facts})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": message.subject,
        "body": body,
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return _json({"type": "message", "attachments": [attachment]})


FORMS: Mapping[str, Callable[[Message], bytes]] = {HOOK: hook, SLACK: slack, TEAMS: teams}
"""The body of a message by the kind of the place."""


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """Return what stands in ``webhook-signature``: HMAC-SHA256 over id, seconds since 1970 and body (scheme v1).

    Raises WrongInput ``telling.not-a-key``.
    """
    signed = b".".join((id_.encode(), str(timestamp).encode(), body))
    mac = hmac.new(key_in(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def key_in(secret: str) -> bytes:
    """Return the bytes of the key of a web hook, written as ``whsec_`` and base64 of 24 to 64 bytes.

    Raises WrongInput ``telling.not-a-key``.
    """
    try:
        key = base64.b64decode(secret.removeprefix(SECRET), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(SECRET) or len(key) not in _KEY_BYTES:
        raise WrongInput(
            "telling.not-a-key",
            "This is no key of a web hook.",
            f"Leave it out and one is made; or give {SECRET} and base64 of 24 to 64 random bytes.",
        )
    return key


def new_key(random: bytes) -> str:
    """Return the text of a new key made of random bytes."""
    return SECRET + base64.b64encode(random).decode()


def _slack(value: str) -> str:
    return value.translate(_ESCAPED)


def _plain(value: str) -> str:
    """Return a text in which a card finds no link and no emphasis."""
    return "".join(f"\\{each}" if each in "\\`*_[]()#!~|" else each for each in value)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
