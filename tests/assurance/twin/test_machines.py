"""Where Java, SPIN or a C compiler is not to be had, that is said in a sentence; in CI it is an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.assurance import spin as spinning
from tools.assurance import twin as twins
from tools.assurance.machines import MissingError, spin, tlc


@pytest.fixture(autouse=True)
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is found on this machine."""
    monkeypatch.setattr(shutil, "which", lambda _: None)


def test_each_says_what_is_missing(tmp_path: Path) -> None:
    """Each machine names the program that it needs, and what brings it."""
    with pytest.raises(MissingError, match=r"TLC needs java.*default-jre-headless"):
        tlc(tmp_path, 0)
    with pytest.raises(MissingError, match=r"The Promela model needs spin.*apt-get install"):
        spin(tmp_path, {})


@pytest.mark.parametrize(("in_ci", "code"), [("", 0), ("true", 1)])
def test_skipped_in_a_sentence(
    in_ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command without its machine says that it was skipped and goes on; in CI it fails."""
    monkeypatch.setenv("CI", in_ci)
    assert twins.main(0) == code
    assert spinning.main("small") == code
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert all(line.startswith("Skipped: ") for line in said)
