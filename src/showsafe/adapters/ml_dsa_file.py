"""The file of a private ML-DSA-44 key: canonical JSON, readable by its owner alone.

``{"format": "showsafe-ml-dsa-key/1", "public": base64, "seed": base64}``, as that of a device's key.
"""

from __future__ import annotations

from pathlib import Path

from showsafe.adapters import files
from showsafe.adapters.key_file import OWNER_ONLY
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text, canonical
from showsafe.ledger.mldsa import MlDsaKey

FORMAT = "showsafe-ml-dsa-key/1"


def write(path: Path, key: MlDsaKey) -> None:
    """Write the key's file whole, for its owner only; the caller translates what the disk says."""
    content = {
        "format": FORMAT,
        "public": base64text.encode(key.public),
        "seed": base64text.encode(key.seed),
    }
    files.write(path, canonical.encode(content), OWNER_ONLY)


def read(path: Path) -> MlDsaKey:
    """Read the key's file; raises Unusable (``key.ml-dsa-damaged``, ``key.no-ml-dsa``, as ``files.translated``)."""
    with files.translated(path):
        data = path.read_bytes()
    try:
        content = canonical.decode(data)
        key = MlDsaKey(base64text.decode(content["seed"]))
        sound = content["format"] == FORMAT and base64text.decode(content["public"]) == key.public
    except (WrongInput, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error
    if not sound:
        raise _damaged(path)
    return key


def _damaged(path: Path) -> Unusable:
    return Unusable(
        "key.ml-dsa-damaged",
        f"The key in {path.name} is damaged, so nothing can be signed with it.",
        "Restore this file from its backup; everything else works without it.",
    )
