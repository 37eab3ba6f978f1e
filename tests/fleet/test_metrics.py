"""The metrics of an office: complete, as Prometheus reads them, about no person, honest when the database is away."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta

import pytest

from showsafe.application.facts.values import USUAL
from showsafe.application.measured import LABELS, Counters
from showsafe.errors import Unusable
from showsafe.fleet import metrics
from showsafe.fleet.metrics import METRICS, PREFIX
from showsafe.ledger.archive import Branch
from tests.fleet.offices import Office
from tests.fleet.sets import Node, long_day

LINE = re.compile(r'(\w+)(?:\{((?:\w+="[^"]*",?)*)\})? (\S+)')


def shown(office: Office, counters: Counters | None = None) -> dict[str, float]:
    """Return every series of the page now, with its labels, by name."""
    text = metrics.text(office.facts, office.now(), USUAL, counters or Counters())
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, line
            found[f"{match[1]}{{{match[2]}}}" if match[2] else match[1]] = float(match[3])
    return found


def test_what_an_office_measures(office: Office) -> None:
    """The figures are those of the board: branches and matters by kind, days, nodes, records, and what is behind."""
    node, other = Node("north-ridge"), Node("south-fork")
    long_day(node)
    office.takes(node, "the-ridge")
    office.takes(other, "the-fork", upto=2)
    office.follower().once()
    office.takes(other, "the-fork")
    office.archive.keep_branch(Branch(node.origin, "fork", "Two pasts.", office.now()))
    office.clock.advance(timedelta(hours=21).total_seconds())
    found = shown(office)
    count = len(node.raws()) + len(other.raws())
    assert found[f"{PREFIX}records"] == count
    assert found[f"{PREFIX}records_followed"] == len(node.raws()) + 2
    assert found[f"{PREFIX}follower_behind_records"] == len(other.raws()) - 2
    assert found[f'{PREFIX}branches{{kind="fork"}}'] == 1
    assert found[f'{PREFIX}branches{{kind="rolled-back"}}'] == 0
    stands = office.stands(node, frozenset({"the-ridge"}))
    assert found[f'{PREFIX}matters{{kind="deviation"}}'] == stands.deviations
    assert found[f"{PREFIX}matters_unowned"] == stands.unowned
    assert found[f"{PREFIX}oldest_unowned_seconds"] == 21 * 3600
    assert (found[f"{PREFIX}units_open"], found[f"{PREFIX}units_open_too_long"]) == (1, 1)
    assert (found[f"{PREFIX}units_late"], found[f"{PREFIX}units_late_open"]) == (1, 1)
    for reason in ("branch", "day-open", "late", "unowned"):
        trouble = f'production="the-ridge",reason="{reason}",unit="north-ridge"'
        assert found[f"{PREFIX}unit_trouble{{{trouble}}}"] == 1
    assert (found[f"{PREFIX}database_up"], found[f"{PREFIX}primary_unreplicated"]) == (1, 1)


def test_every_metric_is_shown_and_explained(office: Office) -> None:
    """Each metric that there is comes with a word on what it means, its type, and labels that are known."""
    counters = Counters()
    for name, known in METRICS.items():
        if known.type == metrics.COUNTER:
            counters.add(name, 1, **dict.fromkeys(known.labels, "x"))
    counters.add("made-up")
    office.follows(Node("north-ridge"), "the-ridge")
    office.clock.advance(timedelta(days=9).total_seconds())
    text = metrics.text(office.facts, office.now(), USUAL, counters)
    typed = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))
    helped = re.findall(r"^# HELP (\S+) \S.*\.$", text, re.MULTILINE)
    assert typed == {metrics.shown_name(name): known.type for name, known in METRICS.items()}
    assert helped == list(typed)
    assert set(re.findall(r'[{,](\w+)="', text)) <= LABELS


def test_prometheus_reads_it(office: Office) -> None:
    """Prometheus's own tool takes the page without a complaint, also where a name has a quote in it."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed here: Prometheus's own reading is not asked.")
    node = Node("north-ridge")
    office.follows(node, 'the "ridge"\\of')
    counters = Counters()
    counters.add("ingest_refused", code="ingest.fork")
    text = metrics.text(office.facts, office.now() + timedelta(days=9), USUAL, counters)
    assert 'production="the \\"ridge\\"\\\\of"' in text
    done = subprocess.run([tool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_no_person_is_in_it(office: Office) -> None:
    """Nobody who acts on a set, owns a matter or has papers is in any metric."""
    node = Node("north-ridge")
    long_day(node)
    office.takes(node, "the-ridge")
    node.shows(office.archive, "armorer")
    office.follower().once()
    office.clock.advance(timedelta(days=30).total_seconds())
    text = metrics.text(office.facts, office.now(), USUAL, Counters())
    people = node.unit.state().people
    assert people
    assert not [name for name in people if re.search(rf'"{name}"', text)]


def test_a_database_that_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database is away the page says so, with what this process counted: never as if all were well."""

    def away(*_: object) -> object:
        raise Unusable("postgres.lost", "It is away.", "Wait.")

    monkeypatch.setattr(type(office.facts), "figures", away)
    counters = Counters()
    counters.add("ingest_refused", 2, code="ingest.fork")
    assert shown(office, counters) == {
        f"{PREFIX}database_up": 0,
        f'{PREFIX}ingest_refused_total{{code="ingest.fork"}}': 2,
    }


def test_more_troubles_than_are_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many troubles so many are named one by one, and that others are not is said."""
    monkeypatch.setattr(metrics, "MOST_NAMED", 1)
    for name in ("a", "b"):
        office.takes(Node(name, furnished=False), "the-ridge")
    office.follower().once()
    office.clock.advance(timedelta(days=9).total_seconds())
    found = shown(office)
    assert sum(name.startswith(f"{PREFIX}unit_trouble{{") for name in found) == 1
    assert found[f"{PREFIX}unit_troubles_left_out"] == 1
