"""``showsafe audit``, as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from showsafe.adapters import fleet_tiles
from showsafe.entrypoints.cli.main import main
from tests.adapters.duck import exports

Run: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that types a command and returns status and output."""

    def typed(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            main.main(list(words))
        return int(left.value.code or 0), capsys.readouterr().out

    return typed


def test_export_is_audited(run: Run, tmp_path: Path) -> None:
    """An export holds or does not, by the exit status, and the altered record is in either form of the answer."""
    export = exports.exported(tmp_path / "export")
    status, output = run("audit", str(export))
    assert (status, "All 863 records are what their units signed for." in output) == (0, True)
    query = "SELECT * REPLACE (CASE WHEN unit = 'main' AND number = 300 THEN 'x'::BLOB ELSE raw END AS raw) FROM told"
    exports.change(export / "records/00000.parquet", query)
    status, output = run("audit", str(export), "--json")
    (fault,) = json.loads(output)["faults"]
    assert (status, fault["production"], fault["unit"], fault["record"]) == (1, "north-ridge", "main", 300)
    status, output = run("audit", str(export))
    assert (status, "north-ridge, main: record 300 was altered" in output) == (1, True)


def test_tile_folders_are_audited(run: Run, tmp_path: Path) -> None:
    """Tile folders are audited as Parquet is, under keys that were kept outside too."""
    assert fleet_tiles.export(exports.archived(), tmp_path / "tiles") == (3, 863, ())
    assert fleet_tiles.export(exports.archived(), tmp_path / "tiles") == (3, 863, ())
    keys = tmp_path / "keys"
    keys.write_text("# ours\n" + "\n".join(str(exports.vkey_of(unit)) for _, unit in exports.SIZES))
    assert run("audit", str(tmp_path / "tiles"), "--vkey", str(keys))[0] == 0
    bundle = tmp_path / "tiles/north-ridge/main/tile/entries/001"
    content = bytearray(bundle.read_bytes())
    content[500] ^= 1
    bundle.write_bytes(bytes(content))
    status, output = run("audit", str(tmp_path / "tiles"), "--json", "--workers", "1")
    assert (status, [each["record"] for each in json.loads(output)["faults"]]) == (1, [258])
    (tmp_path / "tiles/three-bells/stage/checkpoint").unlink()
    _, output = run("audit", str(tmp_path / "tiles"), "--json")
    assert "audit.checkpoint" in {each["code"] for each in json.loads(output)["faults"]}


def test_question_is_answered(run: Run, tmp_path: Path) -> None:
    """A question is answered as a table, and in JSON; a wrong one is refused in one sentence."""
    export = str(exports.exported(tmp_path / "export", exports.archived({("three-bells", "stage"): 3})))
    assert json.loads(run("audit", "ask", export, "SELECT max(number) AS n FROM records", "--json")[1]) == {
        "columns": ["n"],
        "rows": [[3]],
        "more": False,
    }
    assert "stage" in run("audit", "ask", export, "SELECT unit FROM logs")[1]
    status, output = run("audit", "ask", export, "DROP VIEW logs", "--json")
    assert (status, json.loads(output)["error"]["code"]) == (2, "audit.question")


@pytest.mark.parametrize(
    "words", [(), ("nowhere",), ("export", "--to", "x"), ("a", "--office", "b"), ("x", "--vkey", "nokeys")]
)
def test_wrong_words_are_refused(run: Run, words: tuple[str, ...]) -> None:
    """What cannot be audited is said in one sentence with a code, and nothing is green."""
    status, output = run("audit", *words, *(("--json",) if words else ()))
    assert status == 2
    assert not words or json.loads(output)["error"]["code"].split(".")[0] in ("audit", "key")
