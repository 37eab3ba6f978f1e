"""A script as long as a film's, and readiness of a scene with many weapons.

``python -m bench.planning [SCENES] [WEAPONS]`` prints one JSON object, in seconds of CPU: *read* takes the script
apart, *find* looks for words in it, *ready* asks the rules of every weapon of one scene, a hand-over and a load each.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

from showsafe.adapters.memory import MemoryStore
from showsafe.application.would import Moment
from showsafe.books.kinds import planning as kinds
from showsafe.books.pages import Kept, Pages
from showsafe.books.planning import entering
from showsafe.books.planning.fdx import read_fdx
from showsafe.books.planning.now import as_kept
from showsafe.books.readiness.look import Looked, readiness
from showsafe.bootstrap import rules_of
from showsafe.domain.state import State
from showsafe.domain.things import Credential, Lot, Person, Weapon

AT = datetime(2026, 3, 2, 18, tzinfo=UTC)
LINE = "The MARSHAL walks across the yard, looks round, and fires two shots at the barrel while the others watch. "
LINES = 25


def script(scenes: int) -> bytes:
    """Return a script of so many scenes of a page each."""
    action = f'<Paragraph Type="Action"><Text>{LINE}</Text></Paragraph>' * LINES
    heading = '<Paragraph Number="{}" Type="Scene Heading"><Text>EXT. YARD - DAY</Text></Paragraph>'
    played = "".join(heading.format(number) + action for number in range(1, scenes + 1))
    return f'<FinalDraft DocumentType="Script"><Content>{played}</Content></FinalDraft>'.encode()


def a_set(weapons: int) -> State:
    """Return a set with an armorer, a performer, a box of blanks, and so many revolvers."""
    papers = tuple(Credential(kind=kind) for kind in ("firearms", "course"))
    armorer = Person(id="armorer", roles=("armorer",), credentials=papers, age=40)
    performer = Person(id="performer", roles=("performer",), age=30, instructed=("any",))
    revolver = Weapon(id="", action="single-action-revolver", calibre=".45 Colt", capacity=6)
    names = [f"revolver-{number}" for number in range(weapons)]
    blanks = Lot(id="blanks", kind="blank", size="half", calibre=".45 Colt", total=50, box=50, proven=50)
    return State(
        profile="common",
        people={"armorer": armorer, "performer": performer},
        weapons={name: replace(revolver, id=name) for name in names},
        lots={"blanks": blanks},
    )


def office(weapons: int) -> Pages:
    """Return an office book that has one scene tomorrow, confirmed with so many weapons."""
    rows = [{"day": (AT + timedelta(days=1)).date().isoformat(), "scenes": "1"}]
    uses = [{"weapon": f"revolver-{number}", "user": "performer"} for number in range(weapons)]
    said = {
        "scene": "1",
        "text": "",
        "uses": uses,
        "ammunition": "blank",
        "load": "half",
        "shots": 3,
        "says": "",
    }
    pages = Pages("office")
    plan = entering.schedule(rows, "", "armorer", AT)
    for number, (kind, keys) in enumerate(((plan.kind, plan.keys), (kinds.CONFIRM, said)), start=1):
        pages.add(Kept(number, f"entry-{number}", kind, "armorer", AT, AT, {"notes": [], **keys}))
    return pages


def run(scenes: int = 160, weapons: int = 120) -> dict[str, Any]:
    """Measure a script of so many scenes, and readiness of so many weapons."""
    content = script(scenes)
    begun = process_time()
    read = read_fdx(content)
    taken = process_time()
    found = sum("found" in as_kept(scene) for scene in read.scenes)
    looked_for = process_time()
    assert found == scenes
    at = Moment(a_set(weapons), rules_of("common"), AT)
    ready = readiness(Looked(at, MemoryStore(), office(weapons), "bench"))
    assert len(ready.scenes[0].weapons) == weapons
    return {
        "scenes": scenes,
        "kilobytes": len(content) // 1024,
        "read_s": round(taken - begun, 2),
        "find_s": round(looked_for - taken, 2),
        "weapons": weapons,
        "ready_s": round(process_time() - looked_for, 2),
    }


if __name__ == "__main__":
    print(json.dumps(run(*(int(word) for word in sys.argv[1:3]))))
