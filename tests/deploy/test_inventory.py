"""An inventory that would start and then not hold is refused, with what is wrong in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.errors import WrongInput
from tests.architecture.sources import ROOT
from tools.cluster.inventory import read

FOLDER = ROOT / "deploy" / "inventory"
THREE = (FOLDER / "three-hosts.toml").read_text("utf-8")
TWO = (FOLDER / "two-hosts.toml").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_every_inventory_is_read(path: Path) -> None:
    """Each inventory that lies in deploy can be read, and says by its votes what it can lose."""
    made = read(path)
    assert len(made.running("etcd")) == 3
    assert len(made.running("data")) == (2 if "two" in path.stem else 3)
    assert made.one_machine == path.stem.startswith("local")


@pytest.mark.parametrize(
    ("text", "before", "after", "word"),
    [
        (TWO, 'runs = ["etcd", "repository"]', 'runs = ["repository"]', "There are 2 votes"),
        (TWO, 'runs = ["etcd", "data", "proxy"]', 'runs = ["etcd", "proxy"]', "no second copy"),
        (TWO, 'runs = ["etcd", "repository"]', 'runs = ["etcd", "repository", "data"]', "backups of its own"),
        (TWO, 'runs = ["etcd", "repository"]', 'runs = ["etcd"]', "keeps the backups"),
        (TWO, 'runs = ["etcd", "repository"]', 'runs = ["etcd", "repository", "dance"]', "nothing else"),
        (THREE, "ttl = 15", "ttl = 12", "ttl has to be"),
        (THREE, "192.0.2.12", "db2.example", "no IPv4 address"),
        (THREE, 'name = "db2"', 'name = "db1"', "one name"),
        (THREE, 'name = "db2"', 'name = "../db2"', "is no name"),
        (THREE, 'clients = ["192.0.2.20/32"]', "clients = []", "clients are named"),
        (THREE, 'watchdog = "required"', 'watchdog = "maybe"', "watchdog is"),
        (THREE, "[timing]", "[times]", "lacks something"),
        (THREE, 'name = "showsafe"', "name = 7", "is no name"),
        (THREE, "[cluster]", "[cluster", "cannot be read"),
    ],
)
def test_what_would_not_hold_is_refused(
    text: str, before: str, after: str, word: str, tmp_path: Path
) -> None:
    """Even votes, one copy, backups beside their database, names that others answer, too short a lead: each is said."""
    assert before in text
    path = tmp_path / "studio.toml"
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(WrongInput) as caught:
        read(path)
    assert caught.value.code == "cluster.inventory"
    assert word in caught.value.says
