"""Sending a message to a destination, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from showsafe.adapters.telling import hooks, mail
from showsafe.adapters.telling.outcome import Outcome
from showsafe.application.telling.destinations import MAIL, Destination
from showsafe.application.telling.message import Message

Send = Callable[[Message, Destination, Mapping[str, str], datetime], Outcome]
"""Sends a message with the secrets of its destination at a time, and returns what came of it."""


def send(message: Message, to: Destination, secrets: Mapping[str, str], now: datetime) -> Outcome:
    """Send a message; it takes seconds at the most, and raises nothing of the other side."""
    return (mail.send if to.kind == MAIL else hooks.send)(message, to, secrets, now)
