"""One act explained: what it becomes, what it takes and needs, who the second person is, which gates it meets."""

from __future__ import annotations

import sys
from typing import Any

from showsafe.application.parse import ALWAYS
from showsafe.domain.acts import OF_KEYS, Kind
from showsafe.entrypoints.cli import say
from showsafe.rules.gate import Gate
from showsafe.rules.gates import GATES
from showsafe.rules.table import ACT_GATES

EXAMPLES = {
    "weapon": "r1",
    "lot": "dummies",
    "person": "dan",
    "to": "dan",
    "from": "ann",
    "in": "gun-safe",
    "place": "prop-table",
    "rounds": "dummies:5",
    "count": "12",
    "seen": "12",
    "holder": "bob",
    "supplier": "supplier",
    "of": "41",
    "scene": "saloon",
    "user": "dan",
    "file": "trench",
    "tag": "FA-0001-7",
    "number": "3",
    "scans": "r1:FA-0001-7,r2:FA-0002-4",
    "flags": "2",
    "steps": '"collect; check bore=true found=[]; load rounds=dummies:5; declare word=cold; hand-over"',
    "about": "r1",
    "reason": '"the scene was cut"',
    "word": "cold",
    "kind": "risk-assessment",
    "type": "single-action-revolver",
    "roles": "performer",
    "duties": "weapons",
    "attendees": "ann,bob,dan",
    "key": "1kszBFiHHpZf7r2paEi0Ej9afn93M4jvcuqs8BrdhsA=",
    "key_id": "68115fdc5cf40d7bd19b42de3761298d",
    "witness": "bob",
}
"""What an example says for each key that an act can need."""

MORE = {
    "register": "class=live-capable action=single-action-revolver capacity=6",
    "bring": "from=supplier class=live-capable action=single-action-revolver capacity=6",
    "receive": "kind=dummy count=12 from=supplier",
    "prove": "of=12 methods=primer-state,rattle",
    "lock": "in=gun-safe",
    "unlock": "in=gun-safe",
    "isolate": "in=gun-safe",
    "seal": "number=0417",
    "quarantine": "in=gun-safe",
    "consign": "to=carrier",
    "return-to-owner": "to=owner",
    "enrol": "roles=performer age=30",
    "revoke-key": 'reason="the phone is gone"',
    "erase": 'reason="asked for it"',
    "record-paper": "number=17",
    "acknowledge": 'says="read and understood"',
    "assess": "scene=saloon",
    "meet": "place=saloon",
    "plan": "user=dan distance_m=6.5 muzzle_line_clear=true ammunition=dummy",
    "check": "seen=6 of=6 bore=true found=[]",
    "load": "scene=saloon",
    "unload": "found=dummies:5",
    "declare": 'says="Dummies, five. Cold."',
    "preset": "place=prop-table",
    "offer": "from=ann",
    "accept": "from=ann to=dan sight=5",
    "hand-over": "from=ann",
    "decline": 'reason="not at ease with it"',
    "withdraw": 'reason="not yet"',
    "collect": "from=dan",
    "pass-open": "from=ann",
    "leave": "place=prop-table",
    "pick-up": "place=prop-table",
    "rehearse": "user=dan scene=saloon",
    "take": "user=dan scene=saloon",
    "discharge": "count=1",
    "clear": "found=[]",
    "reconcile": "lot=dummies count=12",
    "recount": "witness_seen=12",
    "destroy-rounds": "number=D-1",
    "keep-sample": "number=7",
    "return-rounds": "number=R-88",
    "call-break": "place=stage-4",
    "close-discrepancy": "count=1",
    "open-run": "place=bar",
    "drop-out": 'file=trench reason="the bolt sticks"',
    "return-file": "scans=r1:FA-0001-7,r2:FA-0002-4 flags=2",
    "end-run": "reason=meal",
    "misfire": "count=1",
    "find-live": "count=1",
    "raise-concern": 'says="the box was open"',
    "answer-concern": 'says="looked at by two"',
    "hold": 'says="something rattles"',
    "stop": 'says="somebody is hurt"',
    "release": 'cause="counted by two"',
    "incident": 'harm="none"',
    "freeze": "weapon=r1",
}
"""What an example says beyond what is needed, so that it is one that people would say."""


def example(kind: Kind) -> str:
    """Return one whole line of such an act, as it is typed."""
    if kind.name == "confirm":
        return "showsafe confirm DIR 41 by=bob"
    examples = {**EXAMPLES, **({"of": "dan"} if kind.name == "enrol-key" else {})}
    words = [f"{group[0]}={examples[group[0]]}" for group in kind.needs]
    words += [word for word in _words(MORE.get(kind.name, "")) if word.split("=")[0] not in _keys(words)]
    if kind.second and kind.second not in _keys(words) and kind.second != "reviewed_by":
        words.append(f"{kind.second}=bob")
    if kind.second == "reviewed_by":
        words.append("reviewed_by=safety-advisor")
    door = "report" if kind.told else "ask"
    return " ".join([f"showsafe {door} DIR {kind.name} by=ann", *words])


def _keys(words: list[str]) -> list[str]:
    return [word.partition("=")[0] for word in words]


def _words(line: str) -> list[str]:
    """Return the words of a line; what is quoted stays one."""
    words: list[str] = []
    for part in line.split():
        if words and words[-1].count('"') == 1:
            words[-1] += f" {part}"
        else:
            words.append(part)
    return words


def question(gate: Gate) -> str:
    """Return the one question that a gate asks: the first line of its page in the code."""
    return (sys.modules[type(gate).__module__].__doc__ or gate.id).strip().splitlines()[0]


def as_json(kind: Kind) -> dict[str, Any]:
    """Return an act as it is explained."""
    gates = {gate.id: gate for gate in GATES}
    return {
        "act": kind.name,
        "becomes": kind.event,
        "safe": kind.safe,
        "told": kind.told,
        "needs": [" or ".join(group) for group in (("by",), *kind.needs)],
        "takes": list(dict.fromkeys((*kind.keys, *ALWAYS))),
        "second": kind.second,
        "gates": [{"id": id_, "question": question(gates[id_])} for id_ in ACT_GATES.get(kind.name, ())],
        "example": example(kind),
    }


def show(said: dict[str, Any]) -> None:
    """Print an act."""
    say.text(f'Act {said["act"]}: on record it is "{said["becomes"]}".', style="bold")
    if said["safe"]:
        say.text("It leads in the safe direction, and is never refused.")
    if said["told"]:
        say.text("It is something that happened: report it.")
    say.text(f"Needs: {', '.join(said['needs'])}.")
    say.text(f"Takes: {', '.join(said['takes'])}; act_id and at, as every act.")
    second = said["second"]
    say.text(f"Second person: {second}=PERSON." if second else "Second person: none is needed.")
    if said["act"] in OF_KEYS:
        say.text("It is made with its signatures by: showsafe keys. As an act alone:")
    else:
        say.text("For example:")
    say.command(said["example"])
    say.text("Gates that it meets:" if said["gates"] else "Gates that it meets: none.")
    for gate in said["gates"]:
        say.text(f"{gate['id']}: {gate['question']}", indent=2)
