"""The acts of the small bound by name: of which kind, through which door, and what a look or an unload finds.

Every name is one act with all its keys fixed. ``LEFT_OUT`` says of every kind of act that is not here why not; a test
fails where a kind is in neither, and so a new kind of act is never forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.assurance.twin.values import BLANK, DUMMY, UNIDENTIFIED

ASK, TOLD = "ask", "report"


@dataclass(frozen=True, slots=True)
class Word:
    """One act of the vocabulary.

    ``found`` is what a look or an unload finds, as rounds (None: it is not said). ``mishap`` marks what counts against
    the bound whenever it happens: something told that nobody wants, or something that was not asked before.
    """

    name: str
    kind: str
    door: str = ASK
    found: tuple[str, ...] | None = None
    mishap: bool = False


_ASKED = (
    Word("check-empty", "check", found=()),
    Word("check-dummy", "check", found=(DUMMY,)),
    Word("check-blanks", "check", found=(BLANK, BLANK)),
    Word("check-live", "check", found=(UNIDENTIFIED,), mishap=True),
    Word("check-alone", "check", found=()),
    Word("check-obstructed", "check", found=(), mishap=True),
    Word("show", "show"),
    Word("load-dummy", "load"),
    Word("load-blanks", "load"),
    Word("load-alone", "load"),
    Word("unload", "unload"),
    Word("unload-blanks", "unload", found=(BLANK, BLANK)),
    Word("unload-one", "unload", found=(BLANK,)),
    Word("unload-alone", "unload"),
    Word("clear", "clear"),
    Word("declare-cold", "declare"),
    Word("declare-hot", "declare"),
    Word("preset", "preset"),
    Word("pick-up", "pick-up"),
    Word("pick-up-by-custodian", "pick-up"),
    Word("offer", "offer"),
    Word("accept", "accept"),
    Word("accept-alone", "accept"),
    Word("confirm", "confirm"),
    Word("hand-over", "hand-over"),
    Word("decline", "decline"),
    Word("withdraw", "withdraw"),
    Word("collect", "collect"),
    Word("pass-open", "pass-open"),
    Word("pass-back", "pass-open"),
    Word("leave", "leave"),
    Word("rehearse", "rehearse"),
    Word("take", "take"),
    Word("discharge", "discharge"),
    Word("cut", "cut"),
    Word("reconcile", "reconcile"),
    Word("lock", "lock"),
    Word("unlock", "unlock"),
    Word("isolate", "isolate"),
    Word("lock-dummies", "lock"),
    Word("unlock-dummies", "unlock"),
    Word("lock-blanks", "lock"),
    Word("unlock-blanks", "unlock"),
    Word("prove-dummies", "prove"),
    Word("prove-blanks", "prove"),
    Word("release-weapon", "release"),
    Word("release-dummies", "release"),
    Word("release-blanks", "release"),
    Word("release-set", "release"),
    Word("quarantine-weapon", "quarantine"),
    Word("quarantine-blanks", "quarantine"),
    Word("close-day", "close-day"),
)

_TOLD = (
    Word("told-load-dummy", "load", TOLD, mishap=True),
    Word("told-load-blanks", "load", TOLD, mishap=True),
    Word("told-hand-over", "hand-over", TOLD, mishap=True),
    Word("told-leave", "leave", TOLD, mishap=True),
    Word("told-leave-blanks", "leave", TOLD, mishap=True),
    Word("told-discharge", "discharge", TOLD, mishap=True),
    Word("told-test-fire", "discharge", TOLD, mishap=True),
    Word("misfire", "misfire", TOLD, mishap=True),
    Word("drop", "drop", TOLD, mishap=True),
    Word("foul", "foul", TOLD, mishap=True),
    Word("unplanned-discharge", "unplanned-discharge", TOLD, mishap=True),
    Word("find-live-in-weapon", "find-live", TOLD, mishap=True),
    Word("find-live-in-blanks", "find-live", TOLD, mishap=True),
    Word("hold", "hold", TOLD, mishap=True),
    Word("stop", "stop", TOLD, mishap=True),
)

WORDS: dict[str, Word] = {word.name: word for word in (*_ASKED, *_TOLD)}
"""Every act of the bound by its name, in a fixed order."""

TIME = "time"
"""The step that is no act: so much time passes that a load is late and the wait of a misfire is over."""

STEPS = (*WORDS, TIME)
"""Everything that can happen, in a fixed order; TLA+ and Promela number it the same way."""

_RUNS = "a run reaches no state that its single acts cannot reach"
_FILES = "a file is many weapons at once, and this bound has one"
_FREEZE = "what is frozen stays so, and who may release it is about more people than this bound has"
_BEGINS = "it stands once at the beginning: papers, people, plan and meeting are in place in this bound"
_COUNTS = (
    "it makes a lot more doubtful or smaller, never proven, and a property test holds that every account sums"
)
_LEDGER = "it is about keys and the ledger, and no rule of a weapon asks for it"
_WORDS = "nothing that this bound can reach asks for what it changes"

LEFT_OUT: dict[str, str] = {
    **dict.fromkeys(("open-run", "cycle", "end-run"), _RUNS),
    **dict.fromkeys(
        ("open-file", "draw-in", "drop-out", "issue-file", "return-file", "close-file"),
        _FILES,
    ),
    **dict.fromkeys(("incident", "freeze"), _FREEZE),
    **dict.fromkeys(
        ("open-unit", "begin", "describe", "register", "bring", "receive", "enrol", "assign-role", "staff"),
        _BEGINS,
    ),
    **dict.fromkeys(("record-paper", "instruct", "assess", "meet", "plan", "open-day"), _BEGINS),
    **dict.fromkeys(
        ("enrol-key", "rotate-key", "revoke-key", "erase", "change-settings", "attest"),
        _LEDGER,
    ),
    **dict.fromkeys(("acknowledge", "raise-concern", "answer-concern"), _WORDS),
    "seal": "no lot leaves a custodian's hands in this bound, and a seal matters only there",
    "consign": "what has left the unit meets no rule of the set, and comes back unknown, as new",
    "return-to-owner": "what has left the unit meets no rule of the set, and comes back unknown, as new",
    **dict.fromkeys(
        ("recount", "destroy-rounds", "keep-sample", "return-rounds", "count-cases", "call-break"),
        _COUNTS,
    ),
    **dict.fromkeys(("own-discrepancy", "close-discrepancy"), _COUNTS),
    "override": "it lifts none of the gates that this bound is about, and asks for a producer",
}
"""Every kind of act that is not in the bound, and why."""
