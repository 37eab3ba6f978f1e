"""Alerts and dashboards ask for metrics that exist; each alert speaks and is silent when it should, and is told of."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from showsafe.application.facts.values import REASONS
from showsafe.fleet.metrics import METRICS, PREFIX, shown_name

FOLDER = Path(__file__).parents[2] / "deploy" / "observability"
PAGE = (FOLDER.parents[1] / "docs" / "observability.md").read_text("utf-8")
RULES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
TESTS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "alerts_test.yml").read_text("utf-8"))["tests"]
BOARDS = sorted((FOLDER / "dashboards").glob("*.json"))
SHOWN = {shown_name(name): known for name, known in METRICS.items()}
WANTED = {
    *("ShowsafeFork", "ShowsafeRollBack", "ShowsafeWitnessLag", "ShowsafeMatterWithoutOwner"),
    *("ShowsafeDayNotClosed", "ShowsafeNodeLate", "ShowsafeFollowerBehind", "ShowsafeLonePrimary"),
    "ShowsafeIngestRefused",
}


def promtool() -> str:
    """Return Prometheus's own tool, or skip the test and say why."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed here: the rules are not run.")
    return tool


def asked(board: Path) -> Iterator[tuple[str, str]]:
    """Yield the title of each panel with every expression it asks."""
    for panel in json.loads(board.read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def check(expression: str) -> None:
    """Hold the names and labels of an expression against the metrics that there are."""
    names = re.findall(rf"{PREFIX}\w+", expression)
    assert names, expression
    for name in names:
        assert name in SHOWN, f"{name} in {expression}"
    for name, labels in re.findall(rf"({PREFIX}\w+)\{{([^}}]*)\}}", expression):
        for label, value in re.findall(r'(\w+)=~?"([^"]*)"', labels):
            assert label in SHOWN[name].labels, expression
            if label == "reason":
                assert value in REASONS, expression


def test_prometheus_runs_every_alert() -> None:
    """Prometheus's own tool takes the configuration and the rules, and each alert speaks and is silent as it should."""
    tool = promtool()
    orders = (
        ["check", "config", "--syntax-only", "prometheus.yml"],
        ["check", "rules", "alerts.yml"],
        ["test", "rules", "alerts_test.yml"],
    )
    for order in orders:
        done = subprocess.run([tool, *order], cwd=FOLDER, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tried_both_ways() -> None:
    """Of each alert one test has it speak and another has it silent; those that no office does without are there."""
    names = [rule["alert"] for rule in RULES]
    assert set(names) >= WANTED
    for name in names:
        ends = [test["alert_rule_test"][-1] for test in TESTS]
        mine = [bool(end["exp_alerts"]) for end in ends if end["alertname"] == name]
        assert {True, False} == set(mine), name


def test_alerts_ask_for_what_exists() -> None:
    """Each alert asks for metrics and labels that the office has, and says what to do now and where to read on."""
    for rule in RULES:
        check(rule["expr"])
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["annotations"]["next"].endswith(".")
        assert rule["annotations"]["runbook"] == f"docs/observability.md#{rule['alert'].lower()}"
        assert f"### {rule['alert']}\n" in PAGE


def test_every_metric_stands_on_the_page() -> None:
    """The page has a line for each metric, with its meaning word for word, and for none that does not exist."""
    listed = dict(re.findall(rf"^\| `({PREFIX}\w+)`[^|]*\| ([^|]+) \|$", PAGE, re.MULTILINE))
    assert listed == {name: known.says for name, known in SHOWN.items()}


@pytest.mark.parametrize("board", BOARDS, ids=lambda path: path.stem)
def test_dashboards_ask_for_what_exists(board: Path, tmp_path: Path) -> None:
    """Each panel has a title of its own, lies beside the others, and asks for what the office measures."""
    whole = json.loads(board.read_text("utf-8"))
    expressions = list(asked(board))
    for _, expression in expressions:
        check(expression)
    titles = [panel["title"] for panel in whole["panels"]]
    assert len(set(titles)) == len(titles) == len({panel["id"] for panel in whole["panels"]})
    taken: set[tuple[int, int]] = set()
    for panel in whole["panels"]:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells
    rules = [{"record": f"try:{n}", "expr": expression} for n, (_, expression) in enumerate(expressions)]
    written = tmp_path / "rules.yml"
    written.write_text(yaml.safe_dump({"groups": [{"name": "try", "rules": rules}]}), "utf-8")
    done = subprocess.run(
        [promtool(), "check", "rules", str(written)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_reason_of_the_board_that_names_a_unit_has_an_alert() -> None:
    """What the board calls an alarm of a unit, and what waits too long there, speaks as an alert too."""
    rules = " ".join(rule["expr"] for rule in RULES)
    quiet = {"live", "stop", "held", "never-heard", "clock", "witness", "behind", "branch", "doubt"}
    for reason in set(REASONS) - quiet:
        assert f'reason="{reason}"' in rules, reason
