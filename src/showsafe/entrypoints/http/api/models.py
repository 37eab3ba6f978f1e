"""What is sent to the API, each with the longest that a field may be; a field that is not here is refused."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from showsafe.application.pictures import LARGEST, MOST
from showsafe.books.tables.cells import MOST_BYTES

Name = Annotated[str, Meta(max_length=120)]
Text = Annotated[str, Meta(max_length=4000)]
Secret = Annotated[str, Meta(max_length=64)]
Base64 = Annotated[str, Meta(max_length=2000)]
Photo = Annotated[str, Meta(max_length=LARGEST * 4 // 3 + 8)]
Credential = dict[str, Any]
"""What a browser answers for a passkey: a ``PublicKeyCredential`` as JSON, read by the library for it."""


class Saying(Struct, forbid_unknown_fields=True, kw_only=True):
    """An act, by whom, signed by the device. ``badge`` and ``pin``, or ``passkey``, prove the person with no session.

    ``keys`` are written as a record has them; ``signature`` is of the part of the record that a person claims.
    ``look_nonce`` opens the commitment of the look that a second person answered; ``photos`` are in base64, and the
    key ``photos`` names them by their SHA-256.
    """

    kind: Name
    act_id: Name
    by: Name
    claimed_at: Annotated[str, Meta(max_length=40)]
    keys: dict[str, Any]
    device: Name
    signature: Base64
    nonce: Base64 = ""
    look_nonce: Base64 = ""
    photos: Annotated[list[Photo], Meta(max_length=MOST)] = []
    badge: Secret = ""
    pin: Secret = ""
    passkey: Credential | None = None


class Looking(Struct, forbid_unknown_fields=True, kw_only=True):
    """An act that is to be said, and what it is about; ``commitment`` fixes the first person's part of it.

    Where nothing is counted, ``keys`` are that part, and ``look_nonce`` shows that it is. Of a recount ``pile`` says
    which rounds.
    """

    act_id: Name
    kind: Name
    thing: Name = ""
    pile: Name = ""
    device: Name
    commitment: Secret = ""
    look_nonce: Secret = ""
    keys: dict[str, Any] = {}


class Seconding(Struct, forbid_unknown_fields=True, kw_only=True):
    """The word of a second person, signed by the device; ``badge`` and ``pin``, or ``passkey``, prove who it is.

    ``says`` answers what the look asks: ``seen`` (a count), ``serial`` (its last three characters), and ``sight``.
    """

    device: Name
    by: Name
    claimed_at: Annotated[str, Meta(max_length=40)]
    says: dict[str, Any]
    signature: Base64
    badge: Secret = ""
    pin: Secret = ""
    passkey: Credential | None = None


class Pressing(Struct, forbid_unknown_fields=True, kw_only=True):
    """A hold, a stop, an incident or a concern, without a name and without a device.

    ``claimed_at`` is when it was touched, where that was before it was sent.
    """

    act_id: Name
    claimed_at: Annotated[str, Meta(max_length=40)] = ""
    about: Name = ""
    says: Text = ""


class SigningInBody(Struct, forbid_unknown_fields=True, kw_only=True):
    """A badge and its PIN, or a passkey, on a device that signed the challenge."""

    badge: Secret = ""
    pin: Secret = ""
    device: Name
    challenge: Secret
    signature: Base64
    passkey: Credential | None = None


class Adding(Struct, forbid_unknown_fields=True, kw_only=True):
    """A passkey that the browser made."""

    passkey: Credential


class Inviting(Struct, forbid_unknown_fields=True, kw_only=True):
    """A device to be brought in: its name, whose it is ("" where shared), and the badge of the second person."""

    name: Name
    person: Name = ""
    badge: Secret
    pin: Secret


class Coming(Struct, forbid_unknown_fields=True, kw_only=True):
    """A device with its code and its public key; first without, then with the signature of the record."""

    token: Secret
    public: Base64
    signature: Base64 = ""


class Reading(Struct, forbid_unknown_fields=True, kw_only=True):
    """A badge that was scanned, to note down whose it is."""

    badge: Secret


class Badging(Struct, forbid_unknown_fields=True, kw_only=True):
    """A badge for somebody, with the PIN that they chose."""

    person: Name
    pin: Secret


class Importing(Struct, forbid_unknown_fields=True, kw_only=True):
    """A file with rows of a table, in base64. ``columns`` joins its headings to columns where somebody says so."""

    content: Annotated[str, Meta(max_length=MOST_BYTES * 4 // 3 + 8)]
    dry: bool = True
    only_good: bool = False
    sheet: Name = ""
    columns: Annotated[dict[Name, Name], Meta(max_length=200)] = {}
