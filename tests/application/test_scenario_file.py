"""Wrong scenario files: the message has the file, the line, the key, and what was meant."""

from __future__ import annotations

import pytest

from showsafe.application.scenario.file import read
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.bootstrap import rules_of
from showsafe.errors import WrongInput

GOOD = """\
id = "day"
title = "A day"
profile = "common"
date = 2026-03-02
sources = ["https://example.org/"]
status = "Invented."

[people.armorer]
roles = ["armorer"]
age = 40

[people.first-ad]
roles = ["first-ad"]

[weapons.revolver]
class = "live-capable"
action = "single-action-revolver"
capacity = 6

[lots.dummies]
kind = "dummy"
count = 10

[given]
locked = ["revolver"]

[[step]]
n = 1
at = "2026-03-02T09:00"
by = "armorer"
witness = "first-ad"
act = "unlock"
weapon = "revolver"
expect = "refuse"
text = "Out of the safe."

[[step]]
n = 2
at = "2026-03-02T09:05"
by = "armorer"
act = "check"
weapon = "revolver"
found = [{ lot = "dummies", count = 1 }]
expect = "permit"
text = "A look."
"""


def wrong(old: str, new: str) -> WrongInput:
    """Return what is said of the good file with one line changed; the change has to be there."""
    assert old in GOOD
    with pytest.raises(WrongInput) as caught:
        read("day.toml", GOOD.replace(old, new, 1).encode())
    return caught.value


def line_of(text: str) -> int:
    """Return the line of the good file on which a text stands."""
    return GOOD[: GOOD.index(text)].count("\n") + 1


def test_the_good_file() -> None:
    """The file that these tests spoil is a good one."""
    day = read("day.toml", GOOD.encode())
    assert (day.id, [step.act.kind for step in day.steps]) == ("day", ["unlock", "check"])


CASES = [
    # what is changed, into what, the code, the line where it stands, the key, and what was meant
    ('class = "live-capable"', 'clas = "live-capable"', "input.unknown-key", "clas", "class"),
    ('class = "live-capable"', 'class = "live"', "input.unknown-word", "class", "live-capable"),
    ('action = "single-action-revolver"', 'action = "revolver"', "input.unknown-word", "action", "revolver"),
    ('kind = "dummy"', 'kind = "dumy"', "input.unknown-word", "kind", "dummy"),
    ("capacity = 6", "capacity = -6", "input.negative", "capacity", "0"),
    ("capacity = 6", 'capacity = "six"', "input.wrong-value", "capacity", "digits"),
    ("capacity = 6", "capacity = 10000000", "input.too-large", "capacity", "1000000"),
    ("age = 40", "age = true", "input.wrong-value", "age", "digits"),
    ('roles = ["first-ad"]', 'roles = ["first-da"]', "input.unknown-word", "roles", "first-ad"),
    ('title = "A day"', 'titel = "A day"', "input.unknown-key", "titel", "title"),
    ("date = 2026-03-02", 'date = "yesterday"', "input.wrong-value", "date", "2026-03-31"),
    ('id = "day"', 'id = ""', "input.empty-name", "id", "who or what"),
    ('id = "day"', 'id = "a day"', "input.not-a-name", "id", "letters"),
    ('locked = ["revolver"]', 'loked = ["revolver"]', "input.unknown-key", "loked", "locked"),
    ('act = "unlock"', 'act = "unlok"', "input.unknown-act", "act", "unlock"),
    ('act = "unlock"', 'act = "file"', "input.reserved-act", "act", "single acts"),
    ('weapon = "revolver"', 'weapon = "revolvr"', "scenario.unknown-name", "weapon", "revolver"),
    ('witness = "first-ad"', 'witness = "somebody"', "scenario.unknown-name", "witness", "people.somebody"),
    ('lot = "dummies", count', 'lot = "dumies", count', "scenario.unknown-name", "found", "dummies"),
    (
        'act = "unlock"\nweapon = "revolver"',
        'act = "collect"\nweapon = "revolver"\nfrom = "armourer"',
        "scenario.unknown-name",
        "from",
        "armorer",
    ),
    (
        'act = "unlock"\nweapon = "revolver"',
        'act = "plan"\nscene = "1"\nweapon = "revolver"\npasses = [{ from = "armorer", to = "frist-ad" }]',
        "scenario.unknown-name",
        "passes",
        "first-ad",
    ),
    ('expect = "refuse"', 'expect = "refused"', "input.unknown-word", "expect", "refuse"),
    ('witness = "first-ad"', 'whitness = "first-ad"', "input.unknown-key", "whitness", "witness"),
    ('at = "2026-03-02T09:00"', 'at = "nine"', "input.wrong-value", "at", "2021-10-21T11:30"),
    ("n = 2", "n = 1", "scenario.number-twice", "n", "on"),
    ('at = "2026-03-02T09:05"', 'at = "2026-03-02T08:55"', "scenario.time-runs-back", "at", "order"),
    ('text = "A look."', 'text = "A look."\ndoor = "back"', "input.unknown-word", "door", "both"),
    ('text = "A look."', 'text = "A look."\nbore = "blocked"', "input.unknown-word", "bore", "obstructed"),
    ('text = "A look."', 'text = "A look."\nonly = 3', "input.wrong-value", "only", "true"),
    ('title = "A day"', 'title = "A \\u202e day"', "input.hidden-characters", "title", "by hand"),
]


@pytest.mark.parametrize(("old", "new", "code", "key", "meant"), CASES, ids=[case[1] for case in CASES])
def test_a_wrong_line(old: str, new: str, code: str, key: str, meant: str) -> None:
    """One wrong line is told with file, line and key, and with what was meant."""
    error = wrong(old, new)
    offset = new.count("\n")
    assert error.code == code
    assert error.says.startswith(f"day.toml, line {line_of(old) + offset}, {key}: ")
    assert meant in error.now


@pytest.mark.parametrize("key", ["id", "title", "profile", "date", "sources", "status"])
def test_a_missing_key_of_the_file(key: str) -> None:
    """A file that leaves out what every file says is told which key to add."""
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(WrongInput) as caught:
        read("day.toml", "\n".join(lines).encode())
    assert caught.value.code == "scenario.missing-key"
    assert f"{key}: " in caught.value.says
    assert caught.value.now == f"Add {key}."


@pytest.mark.parametrize("key", ["given", "step"])
def test_a_missing_part_of_the_file(key: str) -> None:
    """A file without what is given, or without a step, is told so."""
    head = GOOD[: GOOD.index("[given]")]
    part = "[given]\n" if key == "step" else GOOD[GOOD.index("[[step]]") :]
    with pytest.raises(WrongInput) as caught:
        read("day.toml", (head + part).encode())
    assert (caught.value.code, caught.value.now) == ("scenario.missing-key", f"Add {key}.")


@pytest.mark.parametrize(
    "line", ["n = 2", 'at = "2026-03-02T09:05"', 'act = "check"', 'expect = "permit"', 'text = "A look."']
)
def test_a_missing_key_of_a_step(line: str) -> None:
    """A step that leaves out what every step says is told on its own line."""
    error = wrong(line, "")
    assert error.code == "scenario.missing-key"
    assert error.now == f"Add {line.partition(' ')[0]}."
    second = GOOD.index("[[step]]", GOOD.index("[[step]]") + 1)
    assert f"day.toml, line {GOOD[:second].count(chr(10)) + 1}, " in error.says


def test_the_line_is_that_of_the_right_step() -> None:
    """A key that stands in several steps is told on the line of the step that is wrong."""
    second = GOOD.rindex('weapon = "revolver"')
    spoilt = GOOD[:second] + GOOD[second:].replace("revolver", "rifle", 1)
    with pytest.raises(WrongInput) as caught:
        read("day.toml", spoilt.encode())
    assert f"line {GOOD[:second].count(chr(10)) + 1}, weapon" in caught.value.says


def test_not_toml() -> None:
    """A file that is not TOML is told with the line at which reading stopped."""
    error = wrong("capacity = 6", "capacity = = 6")
    assert error.code == "scenario.not-toml"
    assert f"line {line_of('capacity = 6')}" in error.says


def test_not_utf8() -> None:
    """A file in another encoding is told with the line of the first byte that cannot be read."""
    with pytest.raises(WrongInput) as caught:
        read("day.toml", GOOD.encode().replace(b"A look.", b"A lo\xf6k."))
    assert caught.value.code == "scenario.not-utf8"
    assert f"line {line_of('A look.')}" in caught.value.says


@pytest.mark.parametrize(
    "spoil", [("[given]", "given = 3\n[extra]"), ("[lots.dummies]", "[lots]\ndummies = 3\n[extra.x]")]
)
def test_a_table_that_is_none(spoil: tuple[str, str]) -> None:
    """Where a table belongs, anything else is told."""
    assert wrong(*spoil).says.startswith("day.toml, line ")


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_either_line_ending_and_a_mark_at_the_start(ending: str) -> None:
    """A file saved on any system is read, with the mark that some editors put first."""
    content = "\ufeff" + GOOD.replace("\n", ending)
    assert read("day.toml", content.encode()).id == "day"


def test_an_unknown_gate() -> None:
    """A step that expects a finding of a gate that does not exist is told, with the gates there are."""
    spoilt = GOOD.replace('text = "A look."', 'text = "A look."\ngates = ["chek"]')
    day = read("day.toml", spoilt.encode())
    rules = rules_of("common")
    with pytest.raises(WrongInput) as caught:
        Telling(day, rules, Numbered(rules))
    assert caught.value.code == "input.unknown-gate"
    assert "check" in caught.value.now


@pytest.mark.parametrize(
    "given",
    ['locked = ["rifle"]', "proven = { blanks = 3 }", 'out = { revolver = "ghost" }', 'checked = ["x"]'],
)
def test_what_is_given_names_what_is_there(given: str) -> None:
    """What is given names only weapons, lots and people of the file."""
    day = read("day.toml", GOOD.replace('locked = ["revolver"]', given).encode())
    rules = rules_of("common")
    with pytest.raises(WrongInput) as caught:
        Telling(day, rules, Numbered(rules)).begin()
    assert caught.value.code == "scenario.unknown-name"
    assert "given" in caught.value.says


@pytest.mark.parametrize("name", ["set", "a/b", "day@2", "day@x"])
def test_an_id_that_would_lose_its_names(name: str) -> None:
    """The id of a day becomes part of names: one that could not be told from another part is refused."""
    with pytest.raises(WrongInput) as caught:
        read("day.toml", GOOD.replace('id = "day"', f'id = "{name}"').encode())
    assert "line 1, id" in caught.value.says


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('locked = ["revolver"]', 'locked = ["revolver"]\nproven = "dummies"'),
        ('locked = ["revolver"]', 'locked = ["revolver"]\nout = "revolver"'),
        ('at = "2026-03-02T09:00"', "at = 0001-01-01T00:00:00"),
    ],
)
def test_a_value_of_another_form(old: str, new: str) -> None:
    """A key whose value has another form is named with its line, and nothing breaks."""
    with pytest.raises(WrongInput) as caught:
        read("day.toml", GOOD.replace(old, new).encode())
    assert "day.toml, line " in caught.value.says
