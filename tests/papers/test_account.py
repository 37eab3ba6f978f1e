"""The ammunition account says what differed, whose it was and who closed it; one too many is never a full account."""

from __future__ import annotations

from tests.papers.seen import Stage

TWO = {"witness": "assistant"}


def counted(stage: Stage, more: int) -> int:
    """Count the blanks apart, so many more or fewer than the record has; return how many are there now."""
    seen = stage.node.state.lots["blanks"].box + more
    done = stage.node.ask("recount", lot="blanks", seen=seen, witness_seen=seen, **TWO)
    assert done.outcome == "permit"
    return seen


def test_one_too_many_is_no_full_account() -> None:
    """The sum is shown with what was counted too many, and the page does not say that every round is accounted for."""
    stage = Stage()
    left = counted(stage, 1)
    text = " ".join(stage.printed("ammunition-account").text.split())
    assert f"{left - 1} rounds + 1 counted too many = {left} in the box" in text
    assert "Not every round is accounted for." in text
    assert "1 more than the record had" in text
    assert "Open." in text


def test_the_rounds_of_a_lot_are_said_in_spanish() -> None:
    """On the account and in the wrap report: kind and load in Spanish, and no English word of either."""
    stage = Stage()
    for name in ("ammunition-account", "wrap-report"):
        assert [lot["what"] for lot in stage.built(name, lang="es")["lots"]] == [
            "fogueo media carga .45 Colt"
        ]


def test_a_difference_is_on_the_page_with_who_closed_it_and_why() -> None:
    """Closed, it stays there: by role, with the reason; samples say who has them."""
    stage = Stage()
    counted(stage, -1)
    (found,) = stage.node.state.discrepancies.values()
    stage.node.ask("reconcile", lot="blanks", **TWO)
    keys = {"lot": "blanks", "of": found.of, "reason": "Searched twice, not found."}
    assert stage.node.ask("close-discrepancy", "safety", **keys).outcome == "permit"
    stage.node.ask("keep-sample", lot="blanks", count=2, holder="safety", place="envelope 3", **TWO)
    text = " ".join(stage.printed("ammunition-account").text.split())
    assert "1 not accounted for" in text
    assert "Searched twice, not found." in text
    assert "Not every round is accounted for." in text
    assert "2 kept as a sample" in text
    assert "envelope 3" in text
