"""The check for Node.js: what it takes, what it says, and how it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger import cosignature
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from tests.entrypoints import cli
from tests.evidence import tools, units

SELECTIONS = {
    "weapon": ("--weapon", "revolver"),
    "weapon of a told day": ("--weapon", units.RIFLE),
    "told day": ("--day", "captive-1915"),
    "incident": ("--incident", "bang"),
    "everything": ("--all",),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_bundle_of_each_selection_holds(name: str, rich: Path, vkey: Path, tmp_path: Path) -> None:
    """A bundle about a weapon, a day, an incident or everything holds, under the key that was kept elsewhere."""
    made = tools.bundle(rich, tmp_path / "made.zip", *SELECTIONS[name])
    judged = tools.node(tmp_path, made, "--vkey", vkey)
    assert judged.status == 0, judged.out + judged.err
    assert judged.json["anchored"] is True
    assert judged.json["loud"] == []


def test_an_unpacked_bundle_holds(redacted: Path, vkey: Path, tmp_path: Path) -> None:
    """A bundle may be unpacked first, with the script that came in it."""
    folder = tools.unpacked(redacted, tmp_path / "unpacked")
    assert tools.node(tmp_path, folder, "--vkey", vkey).status == 0


def test_a_whole_log_as_tiles_holds(rich: Path, vkey: Path, tmp_path: Path) -> None:
    """An exported log is checked record by record; a file too many, or one too few, is a fault."""
    tiles = tmp_path / "tiles"
    assert cli.run("export", rich, "--tiles", tiles).status == 0
    judged = tools.node(tmp_path, tiles, "--vkey", vkey)
    assert (judged.status, judged.json["records"]) == (0, cli.size(rich))
    (tiles / "more").write_text("x")
    assert tools.node(tmp_path, tiles, "--vkey", vkey).failed == ["structure"]
    (tiles / "more").unlink()
    (tiles / "checkpoint").unlink()
    assert tools.node(tmp_path, tiles, "--vkey", vkey).status != 0


def test_a_flipped_bit_in_a_tile_folder_is_found(rich: Path, vkey: Path, tmp_path: Path) -> None:
    """In an exported log every file counts: one bit anywhere in it is a fault."""
    tiles = tmp_path / "tiles"
    assert cli.run("export", rich, "--tiles", tiles).status == 0
    for file in sorted(path for path in tiles.rglob("*") if path.is_file()):
        content = file.read_bytes()
        file.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
        assert tools.node(tmp_path, tiles, "--vkey", vkey).status == 1, file
        file.write_bytes(content)


def test_a_log_that_claims_a_huge_size_ends_at_once(rich: Path, tmp_path: Path) -> None:
    """A size that the files cannot hold is a fault, and not the beginning of endless work."""
    tiles = tmp_path / "tiles"
    assert cli.run("export", rich, "--tiles", tiles).status == 0
    lines = (tiles / "checkpoint").read_text().split("\n")
    lines[1] = str(2**52)
    (tiles / "checkpoint").write_text("\n".join(lines))
    assert tools.node(tmp_path, tiles).failed == ["structure"]


def test_without_a_key_from_outside_it_says_so_loudly(redacted: Path, tmp_path: Path) -> None:
    """Where the key came with the bundle, the first thing that is said is that it did."""
    judged = tools.node(tmp_path, redacted, in_json=False)
    assert judged.out.strip().startswith("!!! NO KEY CAME FROM OUTSIDE")
    assert tools.node(tmp_path, redacted).json["anchored"] is False


def test_another_key_from_outside_is_a_fault(redacted: Path, tmp_path: Path) -> None:
    """A key that is not one of the log's own, or of another log's name, lets nothing through."""
    for name, key in (
        ("showsafe/north-ridge", DeviceKey(b"k" * 32)),
        ("showsafe/other", DeviceKey(b"o" * 32)),
    ):
        other = tmp_path / "other.vkey"
        other.write_text(f"{VerifierKey(name, key.public)}\n")
        assert tools.node(tmp_path, redacted, "--vkey", other).failed == ["checkpoint"]


def test_a_key_that_the_node_replaced_still_anchors(rich: Path, redacted: Path, tmp_path: Path) -> None:
    """Who kept the node's first key can check what the second one signed: the record of the change joins the two."""
    first = tmp_path / "first.vkey"
    first.write_bytes(tools.files_of(redacted)["origin.vkey"])
    made = tools.bundle(rich, tmp_path / "all.zip", "--all")
    assert tools.files_of(made)["origin.vkey"] != first.read_bytes()
    assert tools.node(tmp_path, made, "--vkey", first).status == 0


def test_a_policy_is_met_or_a_fault(
    redacted: Path, everything: Path, policy: Path, vkey: Path, tmp_path: Path
) -> None:
    """The cosignatures that a policy asks for are checked; one from outside outweighs the one inside."""
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--policy", policy).status == 0
    other = tmp_path / "other.txt"
    other.write_bytes(units.policy(str(cosignature.vkey_of("other.example", DeviceKey(b"w" * 32)))))
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--policy", other).failed == ["cosignatures"]
    assert tools.node(tmp_path, everything, "--vkey", vkey, "--policy", policy).failed == ["cosignatures"]


def test_a_policy_that_names_time_authorities_is_one_policy_for_every_checker(
    redacted: Path, policy: Path, vkey: Path, tmp_path: Path
) -> None:
    """Whose time stamps count may stand in the policy; this checker, which reads none, passes over it."""
    both = tmp_path / "both.txt"
    both.write_bytes(policy.read_bytes() + b"authority clock.example " + b"5f" * 32 + b"\n")
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--policy", both).status == 0
    both.write_bytes(policy.read_bytes() + b"authority clock.example 5f\n")
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--policy", both).status == 2


def test_a_kept_checkpoint_is_of_this_history(rich: Path, redacted: Path, vkey: Path, tmp_path: Path) -> None:
    """A checkpoint that somebody kept is compared where it can be, and left open where it cannot."""
    kept = tmp_path / "kept"
    kept.write_bytes(cli.run("checkpoint", rich).out.encode())
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--seen", kept).status == 0
    other = units.told(tmp_path / "north-ridge")
    kept.write_bytes(cli.run("checkpoint", other).out.encode())
    assert tools.node(tmp_path, redacted, "--vkey", vkey, "--seen", kept).status == 1


def test_wrong_input_is_no_fault_of_the_bundle(redacted: Path, tmp_path: Path) -> None:
    """No file, an unknown option or a key that is none leave with 2; what is no bundle at all with 1."""
    assert tools.node(tmp_path, tmp_path / "nothing").status == 2
    assert tools.node(tmp_path, redacted, "--all").status == 2
    broken = tmp_path / "broken.vkey"
    broken.write_text("not a key\n")
    said = tools.node(tmp_path, redacted, "--vkey", broken)
    assert (said.status, said.json["verdict"].split(" cannot")[0]) == (2, "What was given from outside")
    said = tools.node(tmp_path, redacted, "--vkey", "typed+00000000+key", in_json=False)
    assert said.status == 2
    assert "each take a file" in said.err
    broken.write_bytes(b"PK" * 40)
    assert tools.node(tmp_path, broken).status == 1


def test_what_it_prints_cannot_be_steered_by_a_bundle(redacted: Path, tmp_path: Path) -> None:
    """Control characters in a claim come out as question marks: a bundle draws nothing on the terminal."""

    def change(files: tools.Files) -> None:
        files["about.json"] = files["about.json"].replace(
            b'"unit":"north-ridge"', b'"unit":"north-\\u001b[2Jridge"'
        )

    made = tools.tampered(redacted, tmp_path / "made.zip", change)
    judged = tools.node(tmp_path, made, in_json=False)
    assert judged.status == 1
    assert "\x1b" not in judged.out + judged.err
