"""The key of a device that is somewhere else: it signs the record that enrols it, over there.

Sealing with it needs the signature of just this record. Where it is not here yet, sealing stops, nothing is written,
and the bytes to be signed are in the error.
"""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.errors import WrongInput
from showsafe.ledger import keys


class ToBeSigned(WrongInput):
    """The device has to sign these bytes first."""

    def __init__(self, message: bytes) -> None:
        super().__init__(
            "access.to-be-signed",
            "The device has to sign the record that enrols it.",
            "Sign these bytes with the new key, and send the signature with the same code.",
        )
        self.message = message


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A key of which only the public half is here, with a signature that it made (nothing before it was asked)."""

    public: bytes
    signature: bytes = b""

    @property
    def id(self) -> str:
        """The key's name in records."""
        return keys.key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Return the signature that came, where it is of this message; raises ToBeSigned."""
        if not keys.verify(self.public, message, self.signature):
            raise ToBeSigned(message)
        return self.signature
