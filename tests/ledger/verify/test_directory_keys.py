"""The files of keys beside the database, held against the keys that the records enrol."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest

from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import directory, signing
from showsafe.ledger.verify.history import ED25519, ML_DSA_44, NODE, History, Life
from showsafe.ledger.verify.report import Notebook
from tests.ledger.verify.logs import NEXT, b64, canonical
from tests.ledger.verify.logs import NODE as KEY

ED_FORMAT, ML_FORMAT = "showsafe-key/1", "showsafe-ml-dsa-key/1"
ML_DSA, NEXT_ML_DSA = MlDsaKey(bytes(32)), MlDsaKey(bytes(range(32)))


def found(book: Notebook) -> tuple[str, str, str] | None:
    """Return the one fault of an audit with its step and code, or None."""
    assert len(book.faults) <= 1
    return next(((step, each.code, each.says) for step, each in book.faults.items()), None)


def refusing(*_: object, **__: object) -> NoReturn:
    """Refuse, as the system does what is another user's."""
    raise PermissionError(13, "Permission denied")


def enrolled(*ml_dsa: MlDsaKey) -> History:
    """Return a history with the node's key, replaced at record 5, and ML-DSA-44 keys one after the other."""
    history = History()
    history.node = [Life("1", KEY.public, ED25519, NODE, 1, 5), Life("2", NEXT.public, ED25519, NODE, 5)]
    history.node_ml_dsa = [Life("3", key.public, ML_DSA_44, NODE, 2) for key in ml_dsa]
    return history


def keys_of(path: Path, device: object, ml_dsa: object = None) -> Path:
    """Write the files of keys."""
    (path / "keys").mkdir(exist_ok=True)
    for name, content in (("device.key", device), ("ml-dsa.key", ml_dsa)):
        if content is not None:
            (path / "keys" / name).write_bytes(canonical(content))
    return path


def half(public: bytes, seed: bytes, form: str = ED_FORMAT) -> dict[str, Any]:
    """Return what the file of a key says."""
    return {"format": form, "public": b64(public), "seed": b64(seed)}


def keys(path: Path, history: History, size: int = 6) -> Notebook:
    """Check the files of keys, and return what was noted."""
    book = Notebook()
    directory.check_keys(book, path, history, size)
    return book


NOW = half(NEXT.public, NEXT.seed)


@pytest.mark.parametrize(
    ("size", "content", "says"),
    [
        (6, NOW, ""),
        (4, half(KEY.public, KEY.seed), ""),
        (6, half(KEY.public, KEY.seed), "the device's key is not the one that the records enrol"),
        (0, NOW, "the device's key is not the one that the records enrol"),
        (0, half(b"", b""), "the device's key is not the one that the records enrol"),
        (6, half(NEXT.public, KEY.seed), "the two halves of the device's key do not belong together"),
        (6, half(NEXT.public, b"short"), "the two halves of the device's key do not belong together"),
        (6, NOW | {"format": ML_FORMAT}, "the file of the device's key is of an unknown format"),
        (6, NOW | {"format": []}, "the file of the device's key is of an unknown format"),
        (6, NOW | {"note": "x"}, "the file of the device's key is of an unknown format"),
        (6, {"format": ED_FORMAT, "seed": ""}, "the file of the device's key is of an unknown format"),
        (6, NOW | {"seed": "%"}, "the file of the device's key holds something that is not base64"),
        (6, NOW | {"public": 1}, "the file of the device's key holds something that is not base64"),
        (6, [1], "the file of the device's key is not a JSON object"),
    ],
)
def test_the_file_of_the_device_s_key(tmp_path: Path, size: int, content: object, says: str) -> None:
    """It holds, in its one form, both halves of the key that the records enrol last, and nothing else."""
    book = keys(keys_of(tmp_path, content), enrolled(), size)
    assert found(book) == (("keys", "verify.keys", says) if says else None)
    assert book.could_not_know == []


def ml(key: MlDsaKey, seed: bytes | None = None, form: str = ML_FORMAT) -> dict[str, Any]:
    """Return what the file of an ML-DSA-44 key says."""
    return half(key.public, key.seed if seed is None else seed, form)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ml(NEXT_ML_DSA), ""),
        (ml(ML_DSA), "the ML-DSA-44 key is not the one that the records enrol"),
        (ml(NEXT_ML_DSA, ML_DSA.seed), "the two halves of the ML-DSA-44 key do not belong together"),
        (ml(NEXT_ML_DSA, b"short"), "the two halves of the ML-DSA-44 key do not belong together"),
        (ml(NEXT_ML_DSA, form=ED_FORMAT), "the file of the ML-DSA-44 key is of an unknown format"),
        (half(NEXT.public, NEXT.seed, ML_FORMAT), "the ML-DSA-44 key is not the one that the records enrol"),
    ],
)
def test_the_file_of_the_ml_dsa_key(tmp_path: Path, content: object, says: str) -> None:
    """It holds both halves of the ML-DSA-44 key that the records enrol last."""
    book = keys(keys_of(tmp_path, NOW, content), enrolled(ML_DSA, NEXT_ML_DSA))
    assert found(book) == (("keys", "verify.keys", says) if says else None)
    assert book.could_not_know == []


def test_an_ml_dsa_key_that_nobody_enrolled(tmp_path: Path) -> None:
    """A key that no record knows is a fault whatever lies there, be it a link to nowhere; none is none."""
    path = keys_of(tmp_path, NOW)
    assert found(keys(path, enrolled())) is None
    (path / "keys/ml-dsa.key").symlink_to(path / "nothing")
    says = "there is an ML-DSA-44 key that no record enrols"
    assert found(keys(path, enrolled())) == ("keys", "verify.keys", says)


def test_halves_that_this_machine_cannot_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ML-DSA-44 here the halves are not compared, which is said; the public one still is."""
    monkeypatch.setattr(signing, "ml_dsa_public", lambda _: None)
    unknown = [
        "Whether the two halves of the ML-DSA-44 key belong together was not checked: no ML-DSA-44 here."
    ]
    book = keys(keys_of(tmp_path, NOW, ml(ML_DSA)), enrolled(ML_DSA))
    assert (found(book), book.could_not_know) == (None, unknown)
    book = keys(keys_of(tmp_path, NOW, ml(NEXT_ML_DSA)), enrolled(ML_DSA))
    says = "the ML-DSA-44 key is not the one that the records enrol"
    assert (found(book), book.could_not_know) == (("keys", "verify.keys", says), unknown)


def test_keys_that_are_not_here(tmp_path: Path) -> None:
    """A copy without the private keys is no fault, and the report says for each that it was not there."""
    book = keys(tmp_path, enrolled(ML_DSA))
    assert book.faults == {}
    assert book.could_not_know == [
        "The file of the device's key is not in this directory; the records were checked without it.",
        "The file of the ML-DSA-44 key is not in this directory; the records were checked without it.",
    ]


def test_keys_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private keys are for their owner alone: that another user may not read them is said, and no fault."""
    path = keys_of(tmp_path, NOW, ml(ML_DSA))
    monkeypatch.setattr(Path, "open", refusing)
    book = keys(path, enrolled(ML_DSA))
    assert book.faults == {}
    assert book.could_not_know == [
        "The file of the device's key may not be read by this user; it was not compared.",
        "The file of the ML-DSA-44 key may not be read by this user; it was not compared.",
    ]


def test_keys_that_cannot_be_read(tmp_path: Path) -> None:
    """A file in the place of their folder, or a link in the place of theirs, is a fault and not an absence."""
    (tmp_path / "keys").touch()
    says = "the file of the device's key cannot be read (Not a directory)"
    assert found(keys(tmp_path, enrolled())) == ("keys", "verify.keys", says)
    (tmp_path / "keys").unlink()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/device.key").symlink_to(tmp_path / "nothing")
    says = "the file of the device's key is no plain file, or is far too large"
    assert found(keys(tmp_path, enrolled())) == ("keys", "verify.keys", says)
