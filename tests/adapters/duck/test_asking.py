"""Questions in SQL over an export: what they may see, and what they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.adapters.duck import asking
from showsafe.application.records import body_of
from showsafe.domain.events import REPORT
from showsafe.errors import WrongInput
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.writer import Position, Writer
from tests.adapters.duck import exports
from tests.simulator import MORNING, a_day


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of one log of real records, and of one whose records are in no form at all."""
    film = a_day()
    film.through(REPORT, film.act("take", weapon="revolver"))
    bodies = [
        body_of(each.event, each.decision.findings, scope="set", rulebook="common", received_at=MORNING)
        for each in film.steps
    ]
    sealed = Writer("main", DeviceKey(bytes(range(32)))).seal(bodies, Position())
    archive = exports.archived(
        {("three-bells", "stage"): 3}, own={"main": [each.raw for each in sealed.entries]}
    )
    return exports.exported(tmp_path_factory.mktemp("fleet") / "it's here", archive)


def test_every_view_answers(export: Path) -> None:
    """Records, acts, findings, deviations and logs can be asked, and a record in no form keeps none from answering."""
    question = "SELECT kind, door FROM records WHERE unit = 'main' ORDER BY number DESC LIMIT 1"
    answer = asking.ask(export, question)
    assert (answer.columns, answer.rows, answer.more) == (
        ("kind", "door"),
        (("take-started", "report"),),
        False,
    )
    codes = asking.ask(export, "SELECT weapon, codes FROM deviations").rows
    assert [row[0] for row in codes] == ["revolver"]
    of_it = asking.ask(export, "SELECT code FROM findings WHERE kind = 'take-started' ORDER BY ALL").rows
    assert sorted(codes[0][1]) == [row[0] for row in of_it] != []
    acts = asking.ask(export, "SELECT count(*), count(weapon), count(kind) FROM acts").rows[0]
    assert acts[0] - 3 == acts[2] > acts[1] > 0
    assert asking.ask(export, "SELECT unit, records FROM logs ORDER BY unit").rows[-1] == ("stage", 3)


def test_answer_has_an_end(export: Path) -> None:
    """An answer has at most so many rows, and says where there were more."""
    answer = asking.ask(export, "SELECT number FROM records", most=2)
    assert (len(answer.rows), answer.more) == (2, True)


@pytest.mark.parametrize(
    "question",
    [
        "COPY records TO '{export}/stolen.parquet'",
        "SELECT 1; SELECT 2",
        "DROP VIEW records",
        "SET memory_limit = '9GB'",
        "ATTACH '{export}/other.db'",
        "INSTALL httpfs",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('{export}/*')",
        "SELECT * FROM read_text('{export}/manifest.json')",
        "SELECT * FROM read_csv('http://127.0.0.1:9/')",
        "WITH gone AS (DELETE FROM records) SELECT 1",
        "SELECT * FROM nothing",
        "not SQL at all",
        "",
    ],
)
def test_nothing_else_is_reached(export: Path, question: str) -> None:
    """No file, no network, no setting and no change: whatever is not one SELECT over the views is refused."""
    place = str(export).replace("'", "''")
    with pytest.raises(WrongInput, match=r"audit\.question"):
        asking.ask(export, question.replace("{export}", place))


def test_question_without_end_is_ended(export: Path) -> None:
    """A question that would go on for ever is ended after its time."""
    question = "SELECT count(*) FROM range(100000000000) AS a(n) WHERE n % 7 = 1"
    with pytest.raises(WrongInput, match="not answered"):
        asking.ask(export, question, seconds=0.1)
