"""How well and how fast accounts are read, on texts that people have marked.

The texts are not part of this repository. ``SHOWSAFE_READING`` names a folder that holds them, or ``shared`` beside the
repository does: ``data/polnear-dev``, ``data/meantime-dev`` and ``tools/score_reading.py``, which compares a reading
with the marks.
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

from bench import told
from showsafe.casefile.reading.batch import predictions
from showsafe.casefile.reading.parser import parser
from showsafe.casefile.reading.trees import Parser

BESIDE = Path(__file__).parents[2] / "shared"
MISSING = (
    "Reading was not measured: neither SHOWSAFE_READING nor ../shared holds data/ and tools/score_reading.py."
)


def run() -> dict[str, Any]:
    """Return the scores by the rules alone and with the parser, side by side; or a line that no data is there."""
    folder = Path(os.environ.get("SHOWSAFE_READING") or BESIDE)
    scorer = folder / "tools" / "score_reading.py"
    if not scorer.is_file() or not (folder / "data").is_dir():
        return {"missing": MISSING}
    return {"rules": _scores(folder, scorer, None), "rules+parser": _scores(folder, scorer, parser())}


def _scores(folder: Path, scorer: Path, reader: Parser | None) -> dict[str, Any]:
    """Return the scores of one way of reading, and texts a second of one core."""
    news = folder / "data" / "polnear-dev"
    quotes, speed, texts, found = _scored(scorer, "quotes", news, reader)
    dates, *_ = _scored(scorer, "dates", folder / "data" / "meantime-dev", reader)
    told_ = told.score(news, texts, found)
    return {"quotes": quotes, "dates": dates, "in_other_words": told_, "texts_a_second": round(speed)}


def _scored(
    scorer: Path, what: str, gold: Path, reader: Parser | None
) -> tuple[dict[str, Any], float, dict[str, str], dict[str, Any]]:
    with tempfile.TemporaryDirectory() as made:
        texts, out = Path(made) / "texts", Path(made) / "out.json"
        _score(scorer, "texts", gold, texts)
        index = json.loads((texts / "index.json").read_text("utf-8"))
        rows = {key: (texts / f"{key}.txt").read_bytes().decode("utf-8") for key in index}
        predictions("“Yes,” said the first one.", None, reader)  # what is loaded once is not counted
        start = time.process_time()
        found = {
            key: predictions(text, date.fromisoformat(index[key]) if index[key] else None, reader)
            for key, text in rows.items()
        }
        speed = len(rows) / (time.process_time() - start)
        assert len(found) == len(index) > 0
        out.write_text(json.dumps(found), "utf-8")
        return _score(scorer, what, gold, out), speed, rows, found


def _score(scorer: Path, what: str, gold: Path, other: Path) -> dict[str, Any]:
    command = [sys.executable, str(scorer), what, str(gold), str(other)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the scorer that was named
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
