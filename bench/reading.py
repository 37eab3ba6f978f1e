"""How well and how fast accounts are read, on texts that people have marked.

The texts are not part of this repository. ``SHOWSAFE_READING`` names a folder that holds them: ``data/polnear-dev``,
``data/meantime-dev`` and ``tools/score_reading.py``, which compares a reading with the marks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from showsafe.casefile.reading.batch import predictions

MISSING = "Reading was not measured: SHOWSAFE_READING names no folder with data/ and tools/score_reading.py."


def run() -> dict[str, Any]:
    """Return the scores of quotations and dates, and texts a second of one core; or a line that no data is there."""
    folder = Path(os.environ.get("SHOWSAFE_READING", ""))
    scorer = folder / "tools" / "score_reading.py"
    if not os.environ.get("SHOWSAFE_READING") or not scorer.is_file():
        return {"missing": MISSING}
    quotes, speed = _scored(scorer, "quotes", folder / "data" / "polnear-dev")
    dates, _ = _scored(scorer, "dates", folder / "data" / "meantime-dev")
    return {"quotes": quotes, "dates": dates, "texts_a_second": round(speed)}


def _scored(scorer: Path, what: str, gold: Path) -> tuple[dict[str, Any], float]:
    with tempfile.TemporaryDirectory() as made:
        texts, out = Path(made) / "texts", Path(made) / "out.json"
        _score(scorer, "texts", gold, texts)
        index = json.loads((texts / "index.json").read_text("utf-8"))
        rows = {key: (texts / f"{key}.txt").read_bytes().decode("utf-8") for key in index}
        start = time.process_time()
        found = {
            key: predictions(text, date.fromisoformat(index[key]) if index[key] else None)
            for key, text in rows.items()
        }
        speed = len(rows) / (time.process_time() - start)
        assert len(found) == len(index) > 0
        out.write_text(json.dumps(found), "utf-8")
        return _score(scorer, what, gold, out), speed


def _score(scorer: Path, what: str, gold: Path, other: Path) -> dict[str, Any]:
    command = [sys.executable, str(scorer), what, str(gold), str(other)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the scorer that was named
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
