"""The order of the rooms, and the auditor that stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.purity import imported
from tests.architecture.sources import PACKAGE, ROOT, modules, named

AUDITOR = "showsafe.ledger.verify"


def auditor_sources() -> list[Path]:
    """Return the files of the auditor, whether it is one module or a package."""
    ledger = PACKAGE / "ledger"
    return [
        path for path in modules("ledger") if path.relative_to(ledger).parts[0] in {"verify.py", "verify"}
    ]


def shared_with_the_writer(source: str) -> list[str]:
    """Return what an auditor's source imports of Showsafe beside its own parts and the errors."""
    own = ("showsafe.errors", AUDITOR)
    names = [name for _, name in imported(ast.parse(source))]
    return [
        name
        for name in names
        if name.split(".")[0] in {"showsafe", "None"}
        and not any(name == allowed or name.startswith(f"{allowed}.") for allowed in own)
    ]


def test_contracts_hold() -> None:
    """Every import contract of pyproject.toml is kept: a room uses only the rooms below it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_auditor_shares_nothing_with_the_writer() -> None:
    """The auditor imports nothing of Showsafe but the errors, so a fault of the writer cannot hide in it."""
    found = [
        f"{named(path)} imports {name}"
        for path in auditor_sources()
        for name in shared_with_the_writer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_importing_the_ledger_loads_no_part_of_it() -> None:
    """The ledger's __init__ imports nothing, or the auditor would bring the writer in by the back door."""
    tree = ast.parse((PACKAGE / "ledger" / "__init__.py").read_text(encoding="utf-8"))
    assert [name for _, name in imported(tree) if not name.startswith("__future__")] == []


@pytest.mark.parametrize(
    ("source", "shared"),
    [
        ("from showsafe.ledger.tree import Frontier", ["showsafe.ledger.tree.Frontier"]),
        ("from showsafe.ledger import tree", ["showsafe.ledger.tree"]),
        ("import showsafe.domain.state", ["showsafe.domain.state"]),
        ("from . import tree", ["None.tree"]),
        ("from showsafe.errors import NotVerified\nimport hashlib", []),
        ("from showsafe.ledger.verify import steps", []),
    ],
)
def test_sharing_is_seen(source: str, shared: list[str]) -> None:
    """Any import of the writer's parts is found, and the errors and the auditor's own parts are not."""
    assert shared_with_the_writer(source) == shared
