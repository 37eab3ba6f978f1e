"""What an office takes in is a span of work: of which unit and how many records, and nothing of who did what there."""

from __future__ import annotations

from showsafe.application import spans
from tests.application.test_spans import Tracer
from tests.entrypoints.office.nodes import admit, copied, served
from tests.fleet.nodes import ORIGIN, Node, ingest


def test_records_that_are_taken_are_traced() -> None:
    """Records that a node sends are taken within spans that say the unit and how many there were."""
    node = Node(30)
    office = ingest(node)
    admit(office, node)
    tracer = Tracer()
    spans.trace_with(tracer)
    try:
        with served(office) as url:
            copied(node, office, url)
    finally:
        spans.trace_with(None)
    taken = [said for name, said in tracer.kept if name == "showsafe.ingest"]
    assert {said["unit"] for said in taken} == {ORIGIN}
    assert sum(int(said["records"]) for said in taken) == 30
    assert {key for said in taken for key in said} == {"unit", "records"}
