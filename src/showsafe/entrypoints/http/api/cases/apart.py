"""Long sources are read by a process of their own: however long it takes, the set is answered meanwhile.

Short ones are read here: that takes a moment, and starting a process takes longer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import msgspec

from showsafe import __version__
from showsafe.casefile import adding
from showsafe.casefile.adding import Given
from showsafe.casefile.case import Case, CaseAct, Done
from showsafe.casefile.reading.read import read
from showsafe.casefile.reading.sources.taken import taken
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.ledger import base64text

LONG = 128 * 1024
"""From so many bytes on a source is read apart."""

SECONDS = 900
"""After so long it is given up."""

Answer = Mapping[str, Any]


def add(case: Case, given: Given, *, by: str, at: datetime, act_id: str) -> Done:
    """Add a source and read it, as ``adding.add`` does; raises as that, and Unusable ``case.not-read``."""
    if len(given.content) < LONG:
        return adding.add(case, given, by=by, at=at, act_id=act_id)[0]
    asked = {**asdict(given), "content": base64text.encode(given.content)}
    answer = _asked({"given": asked})
    done = case.do(CaseAct(kind="add-source", by=by, act_id=act_id, at=at, said=answer["said"]))
    said = _reading(done.id, answer["proposals"])
    case.do(CaseAct(kind="read-source", by=by, act_id=f"{act_id}.read", at=at, said=said))
    return done


def read_again(case: Case, source: str, *, by: str, at: datetime, act_id: str) -> Done:
    """Read a source of the case anew, as ``adding.read_again`` does; raises as that, and ``case.not-read``."""
    one = case.state().sources.get(source)
    if one is None or one.gone is not None or one.length < LONG:
        return adding.read_again(case, source, by=by, at=at, act_id=act_id)
    text = case.opened(one.sealed["text"]) or ""
    turns = case.opened(one.sealed["turns"]) if "turns" in one.sealed else []
    answer = _asked({"text": text, "published": one.published, "turns": turns or []})
    said = _reading(source, answer["proposals"])
    return case.do(CaseAct(kind="read-source", by=by, act_id=act_id, at=at, said=said))


def _reading(source: str, proposals: object) -> dict[str, Any]:
    return {"source": source, "reader": adding.READER, "edition": __version__, "proposals": proposals}


def _asked(question: Answer) -> Answer:
    """Return what the other process says; raises what it found wrong, and Unusable ``case.not-read``."""
    command = [sys.executable, "-P", "-m", __spec__.name]
    sent = msgspec.json.encode(question)
    try:
        done = subprocess.run(command, input=sent, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603 - this program itself
        answer: Answer = msgspec.json.decode(done.stdout)
    except (OSError, subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise Unusable(
            "case.not-read",
            "This source could not be read: it takes too long, or this machine has no room for it.",
            "Divide it, and add the parts.",
        ) from error
    if "wrong" in answer:
        raise WrongInput(*answer["wrong"])
    return answer


def answered(question: Answer) -> Answer:
    """Return what a source holds: the keys of the act that adds it where it is given, and what is proposed of it."""
    try:
        if "given" not in question:
            said = question
        else:
            given = Given(**{**question["given"], "content": base64text.decode(question["given"]["content"])})
            said = adding.said_of(given, taken(given.content, given.name))
        published = date.fromisoformat(said["published"]) if said["published"] else None
    except ShowsafeError as error:
        return {"wrong": [error.code, error.says, error.now]}
    except ValueError:
        return {
            "wrong": ["case.wrong-value", "The date of publication is no day.", "Write it as 2026-03-31."]
        }
    turns = tuple(
        (tuple(place), None if named is None else tuple(named)) for place, named in said.get("turns", ())
    )
    return {"said": said, "proposals": read(said["text"], published, turns).as_json()}


def main() -> None:
    """Answer the question on standard input."""
    question = msgspec.json.decode(sys.stdin.buffer.read())
    sys.stdout.buffer.write(msgspec.json.encode(answered(question)))


if __name__ == "__main__":
    main()
