"""``python -m tests.docs.consignment_pages``: the examples of the page on consignments, and a picture of the slip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from showsafe.ledger import record
from showsafe.papers import catalogue, press
from showsafe.papers.wish import Wish
from tests.consigning import two
from tests.docs.paper_pictures import FOLDER, PPI
from tests.docs.rule_pages import rewritten
from tests.papers.test_consignment_slip import sent

PAGE = Path(__file__).parents[2] / "docs/formats/consignment.md"
SHOWN = 48


def made() -> dict[str, str]:
    """Return the examples by name."""
    north, _ = two()
    data = north.leaves("r1", carrier="Road Freight", to="south-ridge", seals=("C1", "C2"))
    sent = north.one().sent
    assert sent is not None
    says = record.read(north.store.entry(sent.step.number).raw).body["act"]["says"]
    slip = json.loads(data)
    for thing in slip["things"]:
        for shown in thing.values():
            shown["raw"] = _cut(shown["raw"])
            shown["path"] = [_cut(step, 12) for step in shown["path"]]
    return {"words": f"```text\n{says}\n```\n", "slip": f"```json\n{_written(slip)}\n```\n"}


def _cut(text: str, shown: int = SHOWN) -> str:
    return f"{text[:shown]}..." if len(text) > shown else text


def _written(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)


def main() -> None:
    """Write them into the page, and the picture into docs/papers."""
    PAGE.write_text(rewritten(PAGE.read_text("utf-8"), made()), "utf-8")
    picture = press.pages(catalogue.paper("consignment-slip"), sent(), Wish(weapon="r1"), PPI)[0]
    (FOLDER / "consignment-slip.png").write_bytes(picture)


if __name__ == "__main__":
    main()
