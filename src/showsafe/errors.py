"""Every error that Showsafe can show a person: a permanent code, one plain sentence, what to do now.

A code is never reused and never changes its meaning. The three classes say what kind of answer it is:

* ``WrongInput``   what was asked could not be understood or carried out; nothing was written (exit status 2)
* ``Unusable``     the data directory, disk or clock cannot be used now; nothing was written (exit status 2)
* ``NotVerified``  the record was read to the end, or as far as it can be, and does not hold (exit status 1)

A refusal by a gate is *not* an error: it is an answer, and it is recorded (see ``rules.decision``).
"""

from __future__ import annotations


class ShowsafeError(Exception):
    """Base of all errors meant for a person.

    ``code`` is permanent, ``says`` is one sentence without type names, ``now`` says what to do.
    """

    exit_status = 2

    def __init__(self, code: str, says: str, now: str) -> None:
        super().__init__(f"{says} {now} [{code}]")
        self.code = code
        self.says = says
        self.now = now

    def as_json(self) -> dict[str, str]:
        """Return the error in the one shape that every ``--json`` answer uses."""
        return {"code": self.code, "says": self.says, "now": self.now}


class WrongInput(ShowsafeError):
    """Something typed, sent or written in a file is not what was meant; nothing was written."""


class Unusable(ShowsafeError):
    """The place where the record lives cannot be used now; nothing was written."""


class NotVerified(ShowsafeError):
    """The record does not hold: a byte, an order, a signature or a sum is not what it has to be."""

    exit_status = 1
