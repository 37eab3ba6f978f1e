"""``showsafe read``, at the terminal and for a whole folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.entrypoints.cli import run

_TEXT = "“It was dark,” said Wenna Tollifax on Thursday. The loader said that the door was open.\n"


def test_reading_one_file(tmp_path: Path) -> None:
    """A file is read, everything is shown as proposed, and as JSON with the text that its places are in."""
    file = tmp_path / "a.txt"
    file.write_text(_TEXT, "utf-8")
    said = run("read", file, "--published", "2024-11-02")
    assert said.status == 0
    assert "nothing is confirmed" in said.flat
    assert "Wenna Tollifax “It was dark,”" in said.flat
    assert "Thursday: 2024-10-31" in said.flat
    found = run("read", file, "--published", "2024-11-02", "--json").json
    assert found["text"] == _TEXT
    quote = found["quotes"][0]
    assert found["text"][quote["start"] : quote["end"]] == quote["text"] == "It was dark,"
    assert {each["kind"] for each in found["statements"]} == {"direct", "indirect"}


def test_reading_a_folder(tmp_path: Path) -> None:
    """A folder is read by its index; what stands in other marks than those of print is listed beside."""
    folder, out = tmp_path / "in", tmp_path / "out.json"
    folder.mkdir()
    (folder / "a.txt").write_text(_TEXT, "utf-8")
    (folder / "b.txt").write_text("«It was dark», said the grip.", "utf-8")
    (folder / "index.json").write_text(json.dumps({"a": "2024-11-02", "b": None}), "utf-8")
    assert run("read", "--batch", folder, "--out", out).status == 0
    made = json.loads(out.read_text("utf-8"))
    assert [each["text"] for each in made["a"]["quotes"]] == ["It was dark,"]
    assert made["a"]["dates"][0]["value"] == "2024-10-31"
    assert not made["b"]["quotes"]
    assert [each["text"] for each in made["b"]["other_quotes"]] == ["It was dark"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "reading.what"),
        (("none.txt",), "reading.file"),
        (("a.pdf",), "reading.pdf-broken"),
        (("a.txt", "--published", "02.11.2024"), "reading.date"),
        (("--batch", "."), "reading.out"),
        (("--batch", ".", "--out", "o.json"), "reading.index"),
    ],
)
def test_what_cannot_be_read(
    words: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing, unknown or not readable is said in a sentence with a code, and never with a traceback."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(_TEXT, "utf-8")
    Path("a.pdf").write_bytes(b"%PDF-1.7")
    Path("index.json").write_text('{"../a": null}', "utf-8")
    said = run("read", *words)
    assert said.status == 2
    assert code in said.out + said.err
