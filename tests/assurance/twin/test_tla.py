"""The TLA+ twin: TLC's graph is the program's, and a program that differs is told in words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from showsafe.assurance.twin.compare import differences, followed
from showsafe.assurance.twin.graph import explore
from showsafe.assurance.twin.printed import read
from showsafe.bootstrap import COMMON, rules_of
from tools.assurance import machines
from tools.assurance.machines import MissingError, spin, tlc

LEAST = 5_000
SHARE = 0.02


@pytest.mark.slow
def test_tlc_and_the_program_have_one_graph(tmp_path: Path) -> None:
    """The program goes every step that TLC has, answer by answer; SPIN counts as many states as TLC.

    Of the steps that lead nowhere new a share is asked here, and every one by ``tools.assurance.twin``.
    """
    try:
        out, states = tlc(tmp_path, 1, export=1)
    except MissingError as missing:
        pytest.skip(str(missing))
    printed = read(out)
    assert len(printed.nodes) == states >= LEAST
    asked, found = followed(printed, rules_of(COMMON), SHARE, seed=6)
    assert not found, "\n".join(found)
    assert asked > 2 * LEAST
    if shutil.which("spin"):
        assert spin(tmp_path, {"BUDGET": 1}, quick=True).states == states


def test_the_whole_graph_of_the_usual_way(tmp_path: Path) -> None:
    """Without any step off the usual way, both graphs are one as sets, both ways, with every answer beyond it too."""
    try:
        out, _ = tlc(tmp_path, 0, export=2)
    except MissingError as missing:
        pytest.skip(str(missing))
    graph = explore(rules_of(COMMON), 0)
    assert list(differences(graph, read(out), "TLA+")) == []


def test_what_has_to_hold_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules under which a loaded weapon may be locked away do not pass, and TLC says what does not hold."""
    text = {name: machines.spec(name) for name in ("Showsafe.tla", "Showsafe.cfg")}
    strict = 'a = "lock" -> Refused(~CheckedEmpty(t)'
    assert strict in text["Showsafe.tla"]
    text["Showsafe.tla"] = text["Showsafe.tla"].replace(strict, 'a = "lock" -> Refused(~Checked(t)')
    monkeypatch.setattr(machines, "spec", text.get)
    try:
        with pytest.raises(RuntimeError, match="is violated"):
            tlc(tmp_path, 1)
    except MissingError as missing:
        pytest.skip(str(missing))


def test_a_rule_that_is_not_the_same_is_told() -> None:
    """A program whose offer no longer asks whether it was shown is another graph; the difference names the act."""
    book = rules_of(COMMON)
    acts = {**book.acts, "offer": tuple(gate for gate in book.acts["offer"] if gate != "show")}
    lax = explore(replace(book, acts=acts), 0)
    told = list(differences(lax, explore(book, 0), "TLA+"))
    assert any(sentence.startswith("offer ") and "the program says permit" in sentence for sentence in told)
