"""The tool that changes the source in one place at a time makes the changes it says, and no test is fooled by it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from showsafe.rules.decision import Weight
from showsafe.rules.gates import GATES
from tests.architecture.sources import ROOT
from tools.mutants.cover import Watch
from tools.mutants.explained import explained, stale
from tools.mutants.made import Mutant, mutants_of
from tools.mutants.put import CannotPut, functions_of, put
from tools.mutants.weights import naming, weighted

SOURCE = '''
"""A made-up gate."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Gate:
    """A gate."""

    name: str = "never mutated"

    def look(self, count, box=3):
        """Look."""
        if count > box and self.name:
            yield self.find("not-enough", count=count, why="no such words")


def plain(count):
    return f"{count} rounds", "a phrase", "word"
'''

AUDITOR = '''
"""A made-up part of the auditor."""


def look(book, path, size):
    says = f"the file {path} goes on" if size > 3 else ""
    if says:
        book.fault("tiles", says, size)
    says = f"the file {path} is short"
    book.shown(says)
'''


def made(tmp_path: Path) -> dict[str, Mutant]:
    """Return the mutants of the made-up source by what they are known by."""
    path = tmp_path / "made_up.py"
    path.write_text(SOURCE, encoding="utf-8")
    return {mutant.name: mutant for mutant in mutants_of(path, tmp_path)}


def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the made-up source as a module that nothing else finds."""
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module("made_up")
    del sys.modules["made_up"]
    return module


def test_what_is_changed(tmp_path: Path) -> None:
    """Comparisons, conditions, sides, findings and defaults are changed, in decorated classes too; words are not."""
    condition = "if count > box and self.name:"
    finding = 'yield self.find("not-enough", count=count, why="no such words")'
    assert set(made(tmp_path)) == {
        "Gate.look: def look(self, count, box=3):  ->  def look(self, count, box=4):",
        f"Gate.look: {condition}  ->  if (True):",
        f"Gate.look: {condition}  ->  if (False):",
        f"Gate.look: {condition}  ->  if count > box or self.name:",
        f"Gate.look: {condition}  ->  if (count > box):",
        f"Gate.look: {condition}  ->  if (self.name):",
        f"Gate.look: {condition}  ->  if count >= box and self.name:",
        f"Gate.look: {finding}  ->  yield from ()",
        f"Gate.look: {finding}  ->  {finding.replace(chr(34) + 'not-enough' + chr(34), 'None', 1)}",
        f"Gate.look: {finding}  ->  {finding.replace(chr(34) + 'not-enough' + chr(34) + ', ', '', 1)}",
        f"Gate.look: {finding}  ->  {finding.replace('not-enough', 'XXnot-enoughXX')}",
        'plain: return f"{count} rounds", "a phrase", "word"  ->  return f"{count} rounds", "a phrase", "XXwordXX"',
    }


def test_a_sentence_that_the_auditor_hands_on_is_words(tmp_path: Path) -> None:
    """Of a fault its step, its record, and whether it is told at all are changed; not the sentence that tells it."""
    path = tmp_path / "auditor.py"
    path.write_text(AUDITOR, encoding="utf-8")
    kept = 'says = f"the file {path} goes on" if size > 3 else ""'
    told = 'book.fault("tiles", says, size)'
    assert {mutant.name for mutant in mutants_of(path, tmp_path)} == {
        f"look: {kept}  ->  {kept.replace('size > 3', '(True)')}",
        f"look: {kept}  ->  {kept.replace('size > 3', '(False)')}",
        f"look: {kept}  ->  {kept.replace('>', '>=')}",
        f"look: {kept}  ->  {kept.replace('3', '4')}",
        f"look: {kept}  ->  says = None",
        f"look: {kept}  ->  {kept.replace(chr(34) * 2, chr(34) + 'XXXX' + chr(34))}",
        "look: if says:  ->  if (True):",
        "look: if says:  ->  if (False):",
        f"look: {told}  ->  {told.replace('tiles', 'XXtilesXX')}",
        f"look: {told}  ->  {told.replace(chr(34) + 'tiles' + chr(34), 'None')}",
        f"look: {told}  ->  {told.replace(chr(34) + 'tiles' + chr(34) + ', ', '')}",
        f"look: {told}  ->  {told.replace('size', 'None')}",
        f"look: {told}  ->  {told.replace('size', '')}",
    }


def test_a_mutant_is_put_where_everybody_meets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function itself is changed, under every name it was imported by, and in its head too."""
    mutants = made(tmp_path)
    module = imported(tmp_path, monkeypatch)
    functions = functions_of({str(tmp_path / "made_up.py")})
    plain = module.plain
    assert plain(1)[2] == "word"
    put(next(each for name, each in mutants.items() if "XXwordXX" in name), tmp_path, functions)
    assert plain(1)[2] == "XXwordXX"
    put(next(each for name, each in mutants.items() if "box=4" in name), tmp_path, functions)
    assert module.Gate.look.__defaults__ == (4,)
    with pytest.raises(CannotPut):
        put(Mutant(Path("made_up.py"), "nowhere", "", "", (1,), SOURCE), tmp_path, functions)


def test_which_lines_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is watched, each statement of a function says which test runs it; after that it is as it was."""
    made(tmp_path)
    module = imported(tmp_path, monkeypatch)
    lines = SOURCE.splitlines()
    first, last = lines.index("def plain(count):") + 1, len(lines)
    with Watch(functions_of({str(tmp_path / "made_up.py")}), tmp_path) as watch:
        watch.now = 3
        assert module.plain(1)[2] == "word"
        watch.now = 4
        assert list(module.Gate.look(module.Gate(), 1)) == []
    assert module.plain(2)[2] == "word"
    told = watch.lines["made_up.py"]
    assert [told[first], told[last]] == [{3}, {3}]
    condition = next(n for n, line in enumerate(lines, start=1) if "if count > box" in line)
    assert [told[condition], condition + 1 in told] == [{4}, False]


def test_every_code_is_weighed_otherwise() -> None:
    """Each code of each gate is tried with each other weight, and its tests are those that run a line naming it."""
    codes = sum(len(gate.codes) for gate in GATES)
    assert len(list(weighted(ROOT))) == codes * (len(Weight) - 1)
    assert naming("CODES = {'a': 1}\n\ndef look():\n    x = 2\n    return find('a')\n") == {"a": {5}}


def test_what_is_explained(tmp_path: Path) -> None:
    """Each survivor is explained in a sentence; one of which no mutant is left is told."""
    for file, names in explained().items():
        assert (ROOT / file).is_file()
        assert all(why.endswith(".") for why in names.values()), file
    kept = tmp_path / "explained.toml"
    kept.write_text('[[survives]]\nfile = "a.py"\nmutants = ["f: x -> y"]\nwhy = "The same."\n', "utf-8")
    known = explained(tmp_path)
    assert known == {"a.py": {"f: x -> y": "The same."}}
    assert stale(known, {"a.py": {"f: x -> z"}}) == ["a.py: f: x -> y"]
    assert stale(known, {"a.py": {"f: x -> y"}, "b.py": set()}) == []
