"""The seventeen gates in the order of the protocol, one question a file; and those of runs and files."""

from __future__ import annotations

from showsafe.rules.gate import Gate
from showsafe.rules.gates.bore import Bore
from showsafe.rules.gates.check import Check
from showsafe.rules.gates.count import Count
from showsafe.rules.gates.custodian import Custodian
from showsafe.rules.gates.duty import Duty
from showsafe.rules.gates.file import File
from showsafe.rules.gates.hands import Hands
from showsafe.rules.gates.live import Live
from showsafe.rules.gates.load import Load
from showsafe.rules.gates.meeting import Meeting
from showsafe.rules.gates.papers import Papers
from showsafe.rules.gates.plan import Plan
from showsafe.rules.gates.receiver import Receiver
from showsafe.rules.gates.return_ import Return
from showsafe.rules.gates.rounds import Rounds
from showsafe.rules.gates.run import Run
from showsafe.rules.gates.show import Show
from showsafe.rules.gates.sight import Sight
from showsafe.rules.gates.store import Store
from showsafe.rules.gates.trouble import Trouble

GATES: tuple[Gate, ...] = (
    Custodian(),
    Hands(),
    Duty(),
    Live(),
    Rounds(),
    Check(),
    Bore(),
    Meeting(),
    Receiver(),
    Show(),
    Load(),
    Plan(),
    Return(),
    Trouble(),
    Store(),
    Papers(),
    Sight(),
    Run(),
    File(),
    Count(),
)
"""All gates; every one runs, so that a person sees all the reasons at once."""
