"""A run in words: the board says that one is open, the chain that a reset went through its custodian's hands."""

from __future__ import annotations

from showsafe.projections.rows import read
from tests.projections.units import SCENARIOS, scenario, told

DAY = SCENARIOS / "days" / "four-resets-in-the-saloon.toml"
CHAIN = "four-resets-in-the-saloon/revolver\n"


def test_the_chain_shows_every_reset() -> None:
    """Each cycle begins a span that names who reset it and every step; the performer has it before and after."""
    spans = [read(value) for _, value in told(scenario(DAY)).store.rows("custody", CHAIN)]
    resets = [span for span in spans if "reset" in span]
    assert len(resets) == 4
    assert {span["reset"]["by"] for span in resets} == {"four-resets-in-the-saloon/armorer"}
    assert resets[0]["reset"]["steps"] == ["check", "show", "unlock", "load", "lock", "declare", "hand-over"]
    assert resets[1]["reset"]["steps"][:3] == ["collect", "unlock", "unload"]
    assert {span["where"] for span in resets} == {"with gambler"}
    assert [span["kind"] for span in resets] == ["cycled", "cycled", "confirmed", "cycled"]


def test_a_run_that_ended_is_not_on_the_board() -> None:
    """At the end of the day the board says nothing of a run any more."""
    board = [read(value) for _, value in told(scenario(DAY)).store.rows("board")]
    assert board
    assert all("run" not in " ".join(line["open"]) for line in board)


def test_a_refused_reset_is_in_the_chain_with_what_counts() -> None:
    """Who took it back is in the chain, with the steps that count; the others are not."""
    path = SCENARIOS / "twins" / "four-resets-in-the-saloon" / "a-live-round-in-the-reset.toml"
    rows = told(scenario(path)).store.rows("custody", "a-live-round-in-the-reset/revolver\n")
    refused = [span for span in (read(value) for _, value in rows) if span.get("reset", {}).get("refused")]
    assert [span["reset"]["steps"] for span in refused] == [["collect", "unload", "clear", "check"]]
    assert refused[0]["where"] == "with armorer"
