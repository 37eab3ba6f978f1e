"""In which of three ways the node is reached: the studio's certificate, the production's authority, or plain HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from showsafe.adapters.certificates import issuing
from showsafe.adapters.certificates.place import Place
from showsafe.errors import WrongInput

AUTO, CA, OFF = "auto", "ca", "off"
CHOICES = (AUTO, CA, OFF)
"""What may be asked for: the first that holds, in the order own, production authority, plain; or one of two by name."""

OWN = "own"

SAYS = {
    OWN: "HTTPS with the studio's own name and certificate.",
    CA: "HTTPS with the production's own certificate authority. Every phone has to join once.",
    OFF: "Plain HTTP: nothing is encrypted, and anybody on this network can read along and change what is sent. "
    "No live camera, no offline queue; acts are marked as sent without protection.",
}


@dataclass(frozen=True, slots=True)
class Mode:
    """The way that holds: its name, until when, and what kept a better one from holding."""

    name: str
    until: datetime | None = None
    notes: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The way in words."""
        return SAYS[self.name]


def choose(place: Place, asked: str, now: datetime) -> Mode:
    """Return the way that holds now.

    A certificate that has ended is passed over, with a note. One that is damaged, or open to others, is not: it
    raises, so that nobody ends up without protection unawares. Raises WrongInput ``ca.not-a-mode``; Unusable
    ``ca.none`` where the authority was asked for by name, and as ``Place``.
    """
    if asked not in CHOICES:
        raise WrongInput("ca.not-a-mode", f"There is no way called {asked[:40]!r}.", "Use auto, ca or off.")
    if asked == OFF:
        return Mode(OFF)
    notes: list[str] = []
    if asked == AUTO:
        own = place.own()
        if own is not None and own.begins <= now < own.ends:
            return Mode(OWN, own.ends)
        if own is not None:
            notes.append(
                f"The studio's own certificate holds from {own.begins:%Y-%m-%d} to {own.ends:%Y-%m-%d}, not now."
            )
    authority = issuing.needed(place) if asked == CA else place.authority()
    if authority is not None and now < authority.ends:
        return Mode(CA, authority.ends, tuple(notes))
    if authority is not None:
        notes.append(f"The production's certificate authority ended on {authority.ends:%Y-%m-%d}.")
    return Mode(OFF, None, tuple(notes))
