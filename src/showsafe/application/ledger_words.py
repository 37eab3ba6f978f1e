"""What acts about the ledger itself say: public keys and their names, sums, owners. How each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from showsafe.application import text
from showsafe.domain.named import DEVICE, NODE
from showsafe.errors import WrongInput
from showsafe.ledger import base64text, keys

ED25519, ML_DSA_44 = "ed25519", "ml-dsa-44"
ALGORITHMS = (ED25519, ML_DSA_44)
ML_DSA_PUBLIC_BYTES = 1312

ATTESTED = ("cosignature", "time-token", "fork", "rolled-back", "ml-dsa")
"""What is attested of a checkpoint: that a witness or a clock saw it, or that somebody shows another one."""


def read_public(value: Any, where: str) -> str:  # noqa: ANN401 - values come from outside
    """Read a public key in base64; raises WrongInput, also ``key.weak`` for one that would prove nothing."""
    public = public_bytes(value, where)
    if len(public) != ML_DSA_PUBLIC_BYTES:
        keys.check_public(public)
    return str(value)


def public_bytes(value: Any, where: str) -> bytes:  # noqa: ANN401 - as above
    """Return the bytes of a key in base64."""
    try:
        return base64text.decode(str(value))
    except ValueError:
        raise WrongInput(
            "key.not-base64",
            f"{where} is not a public key in base64.",
            "Copy the whole line that showsafe keys new shows.",
        ) from None


def algorithm_of(public: str) -> str:
    """Return the algorithm of a public key in base64, by its length."""
    return ML_DSA_44 if len(base64text.decode(public)) == ML_DSA_PUBLIC_BYTES else ED25519


def key_id_of(public: str) -> str:
    """Return the name of a public key in base64."""
    return keys.key_id(base64text.decode(public))


def read_owner(value: Any, where: str) -> str:  # noqa: ANN401 - as above
    """Read whose key it is: the name of a person, ``device:NAME``, or ``node``."""
    if not isinstance(value, str):
        raise WrongInput("input.wrong-value", f"{where} is not a name.", "Write it as text.")
    text.name(value.removeprefix(DEVICE), where)
    return value


def owner_is_node(owner: str) -> bool:
    """Whether a key is the node's own."""
    return owner == NODE


def read_hex(digits: int) -> Callable[[Any, str], str]:
    """Return a reader of so many lower-case hex digits."""
    form = re.compile(rf"[0-9a-f]{{{digits}}}")

    def read(value: Any, where: str) -> str:  # noqa: ANN401 - as above
        if not isinstance(value, str) or not form.fullmatch(value):
            raise WrongInput(
                "input.wrong-value",
                f"{where} is not {digits} hex digits in lower case.",
                "Copy it again; keys are listed by: showsafe keys list DIR",
            )
        return value

    return read
