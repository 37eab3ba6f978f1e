"""An export of an archive, audited: what was altered in it is named, down to the record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe.adapters.duck import audit, engine, layout
from showsafe.errors import Unusable
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.many import Named
from showsafe.ledger.verify.many_report import Keys
from tests.adapters.duck import exports

RECORDS, TILES = Path("records/00000.parquet"), Path("tiles/00000.parquet")
LEAF = r"unhex(sha256('\x00'::BLOB || {raw}))"
OTHER = "encode('{\"altered\":1}')"
ALTERED = (
    "CASE WHEN (production = 'north-ridge' AND unit = 'main') AND number = {} THEN encode('x') ELSE raw END"
)
LARGE = "(production = 'north-ridge' AND unit = 'main')"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export with nothing wrong."""
    return exports.exported(tmp_path_factory.mktemp("fleet") / "export")


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be altered."""
    return Path(shutil.copytree(whole, tmp_path / "it's [a] copy"))


def audited(path: Path, keys: Keys | None = None) -> list[tuple[str, str, int, int]]:
    """Return unit, code and numbers of all that is named."""
    return [told(each) for each in audit.audit(path, keys, workers=1).named]


def told(each: Named) -> tuple[str, str, int, int]:
    """Return what a test looks at."""
    return each.log.unit, each.code, each.record, each.last


def test_whole_export_is_green(whole: Path) -> None:
    """An export as the office wrote it holds, every record of it, under the keys that it names itself."""
    report = audit.audit(whole)
    assert (report.ok, report.logs, report.records, report.keys) == (True, 3, 863, "manifest")


def test_several_processes_say_the_same(whole: Path) -> None:
    """Two workers come to the same answer as one."""
    assert audit.audit(whole, workers=2) == audit.audit(whole, workers=1)


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (
            f"* REPLACE (CASE WHEN {LARGE} AND number = 300 THEN {OTHER} ELSE raw END AS raw)",
            ("altered", 300, 0),
        ),
        (
            f"* REPLACE (CASE WHEN {LARGE} AND number = 600 THEN {OTHER} ELSE raw END AS raw)",
            ("altered", 600, 0),
        ),
        (f"* REPLACE (CASE WHEN {LARGE} AND number = 9 THEN {OTHER} ELSE leaf END AS leaf)", ("leaf", 9, 0)),
        (f"* REPLACE (CASE WHEN {LARGE} AND number = 9 THEN NULL ELSE raw END AS raw)", ("altered", 9, 0)),
        (
            (
                f"* REPLACE (CASE WHEN {LARGE} AND number = 300 THEN {OTHER} ELSE raw END AS raw, "
                f"CASE WHEN {LARGE} AND number = 300 THEN {LEAF.format(raw=OTHER)} ELSE leaf END AS leaf)"
            ),
            ("altered", 300, 0),
        ),
    ],
)
def test_altered_record_is_named(copy: Path, records: str, found: tuple[str, int, int]) -> None:
    """One record whose bytes, or whose leaf hash, or both together were altered is named, and nothing else is."""
    exports.change(copy / RECORDS, f"SELECT {records} FROM told")
    assert audited(copy) == [("main", f"audit.{found[0]}", *found[1:])]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"SELECT * FROM told WHERE NOT ({LARGE} AND number = 300)", [("missing", 300, 0)]),
        (f"SELECT * FROM told WHERE NOT ({LARGE} AND number BETWEEN 250 AND 299)", [("missing", 250, 299)]),
        (f"SELECT * FROM told WHERE NOT ({LARGE} AND number > 510)", [("missing", 511, 600)]),
        (
            (
                f"SELECT * REPLACE (number - CAST({LARGE} AND number > 300 AS BIGINT) AS number) FROM told "
                f"WHERE NOT ({LARGE} AND number = 300)"
            ),
            [("removed", 300, 0), ("missing", 600, 0)],
        ),
        (
            (
                f"SELECT * REPLACE (CASE WHEN {LARGE} AND number IN (300, 310) THEN 610 - number ELSE number END "
                "AS number) FROM told ORDER BY production, unit, number"
            ),
            [("swapped", 300, 310)],
        ),
        (
            f"SELECT * FROM told UNION ALL SELECT * FROM told WHERE {LARGE} AND number = 300",
            [("doubled", 300, 0)],
        ),
        (
            (
                f"SELECT * REPLACE (number + CAST({LARGE} AND number > 300 AS BIGINT) AS number) FROM told UNION ALL "
                f"SELECT * REPLACE (301 AS number) FROM told WHERE {LARGE} AND number = 300 "
                "ORDER BY production, unit, number"
            ),
            [("doubled", 301, 0), ("beyond", 601, 601)],
        ),
    ],
)
def test_number_and_order_are_named(copy: Path, query: str, found: list[tuple[str, int, int]]) -> None:
    """A record that was removed, swapped or doubled is named, whether or not the others were numbered anew."""
    exports.change(copy / RECORDS, query)
    assert sorted(audited(copy)) == sorted(("main", f"audit.{code}", *rest) for code, *rest in found)


@pytest.mark.parametrize(
    ("other", "found"),
    [(OTHER, ("altered", 300, 0)), (f"unhex('{exports.sealed('main', 1000).hex()}')", ("between", 257, 512))],
)
def test_altered_with_its_tile(copy: Path, other: str, found: tuple[str, int, int]) -> None:
    """Altered with every leaf hash that is kept for it: the tree says between which records, a broken signature which.

    Whoever has the node's key can sign it anew: then the tree alone speaks.
    """
    with_leaf = f"CASE WHEN {LARGE} AND number = 300 THEN {LEAF.format(raw=other)} ELSE leaf END"
    exports.change(
        copy / RECORDS,
        f"SELECT * REPLACE (CASE WHEN {LARGE} AND number = 300 THEN {other} ELSE raw END AS raw, "
        f"{with_leaf} AS leaf) FROM told",
    )
    records = engine.quoted(str(copy / RECORDS))
    tile = f"(SELECT unhex(string_agg(hex(leaf), '' ORDER BY number)) FROM read_parquet({records}) "
    tile += f"WHERE {LARGE} AND number BETWEEN 257 AND 512)"
    exports.change(
        copy / TILES,
        f"SELECT * REPLACE (CASE WHEN {LARGE} AND number = 1 THEN {tile} ELSE hashes END AS hashes) FROM told",
    )
    assert audited(copy) == [("main", f"audit.{found[0]}", *found[1:])]


@pytest.mark.parametrize("file", [TILES, Path("tiles/above.parquet")])
def test_altered_tile_is_named(copy: Path, file: Path) -> None:
    """A tile that was altered while the records are right is named as that."""
    exports.change(
        copy / file,
        f"SELECT * REPLACE (CASE WHEN {LARGE} AND number = 0 THEN unhex(repeat('00', octet_length(hashes)::INT)) "
        "ELSE hashes END AS hashes) FROM told",
    )
    found = audited(copy)
    assert found
    assert {each[:2] for each in found} <= {
        ("main", "audit.leaf"),
        ("main", "audit.tile"),
        ("main", "audit.more"),
    }


@pytest.mark.parametrize(("number", "more"), [(0, "00"), (1, "00"), (1, "00" * 32)])
def test_tile_that_keeps_more_than_it_has_records(copy: Path, number: int, more: str) -> None:
    """What is added to a whole tile is named, though all that belongs in it is right, and accuses no record."""
    exports.change(
        copy / TILES,
        f"SELECT * REPLACE (CASE WHEN {LARGE} AND number = {number} THEN hashes || unhex('{more}') "
        "ELSE hashes END AS hashes) FROM told",
    )
    assert audited(copy) == [("main", "audit.tile", number * 256 + 1, 0)]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (
            "encode(replace(decode(checkpoint), chr(10) || '600', chr(10) || '599')) AS checkpoint",
            "audit.checkpoint",
        ),
        ("'' AS vkey", "audit.checkpoint"),
        ("'nothing'::BLOB AS checkpoint", "audit.checkpoint"),
    ],
)
def test_altered_checkpoint_is_named(copy: Path, column: str, code: str) -> None:
    """A checkpoint that its key did not sign so is named with its log."""
    column, name = column.rsplit(" AS ", 1)
    query = f"SELECT * REPLACE (CASE WHEN {LARGE} THEN {column} ELSE {name} END AS {name}) FROM told"
    exports.change(copy / "logs.parquet", query)
    assert ("main", code, 0, 0) in audited(copy)


def test_missing_log_is_named(copy: Path) -> None:
    """A log whose records are gone is named, and one that is gone from the list too."""
    exports.change(copy / RECORDS, f"SELECT * FROM told WHERE NOT {LARGE}")
    assert ("main", "audit.missing", 1, 600) in audited(copy)
    exports.change(copy / "logs.parquet", f"SELECT * FROM told WHERE NOT {LARGE}")
    assert ("", "audit.no-log", 0, 0) in audited(copy)


def test_missing_log_by_its_key(copy: Path) -> None:
    """A log of which every trace is gone, the manifest's own numbers too, is named by its key that was kept outside."""
    keys = {f"showsafe/{unit}": [notes.read_vkey(str(exports.vkey_of(unit)))] for _, unit in exports.SIZES}
    assert audited(copy, keys) == []
    for file in (RECORDS, Path("logs.parquet")):
        exports.change(copy / file, f"SELECT * FROM told WHERE NOT {LARGE}")
    manifest = layout.read(copy)
    layout.write(copy, layout.Manifest(layout.FORMAT, 2, 263, manifest.made_at, manifest.files))
    assert audited(copy) == []
    assert ("main", "audit.no-log", 0, 0) in audited(copy, keys)


def test_own_keys_can_lie(copy: Path) -> None:
    """Records and tree made anew under another key hold by the export's own keys, and not by those kept outside."""
    forged = exports.exported(copy.parent / "forged", exports.archived({("north-ridge", "main"): 5}))
    keys = {"showsafe/main": [notes.read_vkey(str(exports.vkey_of("second")))]}
    assert audited(forged) == []
    assert audited(forged, keys) == [("main", "audit.checkpoint", 0, 0)]


def test_records_on_their_way_are_not_green(tmp_path: Path) -> None:
    """A log of which the office has not yet received all that its checkpoint speaks of is no fault, and not green."""
    path = exports.exported(tmp_path / "export", exports.archived({("north-ridge", "main"): 300}, ahead=5))
    report = audit.audit(path)
    assert (report.named, report.ok) == ([], False)
    assert [each.log.unit for each in report.unbound] == ["main"]


def test_damaged_file_is_named(copy: Path) -> None:
    """A file that cannot be read, or is gone, is named, and the audit goes to its end."""
    (copy / RECORDS).write_bytes((copy / RECORDS).read_bytes()[:500])
    assert ("", "audit.unreadable", 0, 0) in audited(copy)
    (copy / RECORDS).unlink()
    assert ("", "audit.no-file", 0, 0) in audited(copy)


def test_stranger_among_tiles_hides_nothing(copy: Path) -> None:
    """A file of tiles that nobody listed, or that cannot be read, is named, and the altered record all the same."""
    exports.change(copy / RECORDS, f"SELECT * REPLACE ({ALTERED.format(9)} AS raw) FROM told")
    (copy / "tiles/zz.parquet").write_bytes(b"nothing")
    assert audited(copy) == [("", "audit.stranger", 0, 0), ("main", "audit.altered", 9, 0)]
    (copy / "tiles" / layout.ABOVE).write_bytes(b"nothing")
    found = audited(copy)
    assert {("", "audit.stranger", 0, 0), ("", "audit.unreadable", 0, 0)} <= set(found)
    assert [each for each in found if each[1] == "audit.altered"] == [("main", "audit.altered", 9, 0)]
    shutil.rmtree(copy / "tiles")
    assert ("main", "audit.altered", 9, 0) in audited(copy)


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        (TILES, "number::VARCHAR AS number, hashes || hashes AS hashes"),
        (TILES, "hex(hashes) AS hashes"),
        (TILES, "7::BIGINT AS hashes"),
        (RECORDS, "hex(raw) AS raw"),
        (RECORDS, "number::DOUBLE AS number"),
        (Path("tiles/above.parquet"), "7::BIGINT AS hashes"),
    ],
)
def test_columns_of_another_kind_are_named(copy: Path, file: Path, columns: str) -> None:
    """A file whose columns are not those of an export cannot be read, and ends nothing."""
    exports.change(copy / file, f"SELECT * REPLACE ({columns}) FROM told")
    assert ("", "audit.unreadable", 0, 0) in audited(copy)


@pytest.mark.parametrize("column", ["records::VARCHAR AS records", "decode(checkpoint) AS checkpoint"])
def test_list_of_logs_with_columns_of_another_kind(copy: Path, column: str) -> None:
    """Without a list of logs that can be read there is no audit, and it is said in one sentence."""
    exports.change(copy / "logs.parquet", f"SELECT * REPLACE ({column}) FROM told")
    with pytest.raises(Unusable, match=r"audit\.unreadable"):
        audited(copy)


def test_not_an_export_is_refused(tmp_path: Path) -> None:
    """A folder without a manifest is no export, and never green."""
    with pytest.raises(Unusable, match=r"audit\.not-an-export"):
        audit.audit(tmp_path)
