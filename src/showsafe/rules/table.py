"""Which gates an act meets: the act table of the protocol, as data.

*No gates means refuse* is about a rulebook that has no row for an act; a row that says none is a row.
"""

from __future__ import annotations

from collections.abc import Mapping

ALL = (
    "custodian",
    "hands",
    "duty",
    "live",
    "rounds",
    "check",
    "bore",
    "meeting",
    "receiver",
    "show",
    "load",
    "plan",
    "return",
    "trouble",
    "store",
    "papers",
    "sight",
)

_INTAKE = ("custodian", "live", "rounds", "papers")
_SAFE: tuple[str, ...] = ()

WRITTEN_DOWN = ("duty",)
"""The row of what is only planned or written down: nothing is handled, and no more is asked than who says it."""

COUNTED_DOWN = ("duty", "count")
"""The row of what is said of a count: it is written down, and the account is asked."""

ACT_GATES: Mapping[str, tuple[str, ...]] = {
    "register": _INTAKE,
    "bring": _INTAKE,
    "receive": ("duty", *_INTAKE),
    "consign": (*_INTAKE, "return", "trouble", "count"),
    "return-to-owner": (*_INTAKE, "return", "trouble", "count"),
    "unlock": ("custodian", "duty", "store", "papers", "trouble", "file"),
    "load": (
        "custodian",
        "duty",
        "live",
        "rounds",
        "check",
        "bore",
        "meeting",
        "plan",
        "return",
        "trouble",
        "file",
    ),
    "show": ("custodian", "check"),
    "pass-open": ("custodian", "hands", "duty", "check", "file"),
    "declare": ("custodian", "live", "rounds", "check", "bore", "trouble"),
    "preset": ("custodian", "hands", "live", "check", "trouble", "file"),
    "offer": (*ALL, "file"),
    "hand-over": (*ALL, "file"),
    "accept": ("duty", "hands", "receiver", "live", "check", "bore", "show", "sight", "trouble", "file"),
    "take": (
        "hands",
        "duty",
        "receiver",
        "papers",
        "live",
        "rounds",
        "meeting",
        "show",
        "check",
        "bore",
        "load",
        "plan",
        "sight",
        "trouble",
    ),
    "rehearse": (
        "hands",
        "duty",
        "receiver",
        "papers",
        "live",
        "rounds",
        "meeting",
        "check",
        "bore",
        "plan",
        "trouble",
    ),
    "discharge": ("hands", "bore", "plan", "sight", "trouble", "rounds"),
    "pick-up": ("custodian", "hands", "duty", "receiver", "trouble", "file"),
    "leave": ("hands", "store"),
    "lock": ("custodian", "duty", "check", "store"),
    "release": ("trouble",),
    "open-day": ("duty", "papers", "return", "rounds", "store"),
    "close-day": ("duty", "papers", "return", "rounds", "store"),
    "check": ("duty", "trouble", "check"),
    "unload": ("duty", "trouble", "return"),
    "clear": ("duty", "trouble", "return"),
    "collect": ("custodian",),
    "isolate": _SAFE,
    "quarantine": _SAFE,
    "stop": _SAFE,
    "hold": _SAFE,
    "cut": _SAFE,
    "decline": _SAFE,
    "withdraw": _SAFE,
    "open-run": (*ALL, "file", "run"),
    "cycle": ("run",),
    "end-run": _SAFE,
    "open-file": ("custodian", "duty", "trouble", "papers", "file"),
    "draw-in": ("custodian", "trouble", "file"),
    "drop-out": _SAFE,
    "issue-file": ("custodian", "duty", "trouble", "file"),
    "return-file": ("duty", "file"),
    "close-file": ("duty", "file"),
    "misfire": _SAFE,
    "drop": _SAFE,
    "foul": _SAFE,
    "unplanned-discharge": _SAFE,
    "find-live": _SAFE,
    "raise-concern": _SAFE,
    "incident": _SAFE,
    "freeze": _SAFE,
    "answer-concern": _SAFE,
    "acknowledge": _SAFE,
    "prove": ("duty", "rounds"),
    "instruct": WRITTEN_DOWN,
    "staff": WRITTEN_DOWN,
    "assess": WRITTEN_DOWN,
    "meet": WRITTEN_DOWN,
    "plan": WRITTEN_DOWN,
    "record-paper": WRITTEN_DOWN,
    "seal": WRITTEN_DOWN,
    "reconcile": WRITTEN_DOWN,
    "recount": COUNTED_DOWN,
    "count-cases": COUNTED_DOWN,
    "own-discrepancy": COUNTED_DOWN,
    "close-discrepancy": COUNTED_DOWN,
    "keep-sample": ("custodian", "duty", "count"),
    "destroy-rounds": ("custodian", "duty", "live", "trouble", "count"),
    "return-rounds": ("custodian", "duty", "live", "trouble", "count"),
    "call-break": _SAFE,
    "enrol": WRITTEN_DOWN,
    "assign-role": WRITTEN_DOWN,
    "confirm": WRITTEN_DOWN,
    "override": WRITTEN_DOWN,
    "enrol-key": WRITTEN_DOWN,
    "rotate-key": WRITTEN_DOWN,
    "revoke-key": _SAFE,
    "erase": ("duty", "hands", "trouble"),
    "open-unit": _SAFE,
    "change-settings": _SAFE,
    "attest": _SAFE,
    "begin": _SAFE,
    "describe": _SAFE,
}
"""The gates of each act. Where two people belong, ``duty`` is in the row although the protocol's table leaves it to
the sentence on two people; ``prove`` asks ``rounds`` whether it was whole; ``discharge`` asks ``rounds`` only whether a
reported count can be true. Of ``open-run`` the seventeen are asked as of the hand-over that it prepares; of a ``cycle``
each of its steps is asked by its own row (``decide``)."""

NEVER_OVERRIDDEN = ("live", "rounds", "check", "bore", "hands", "sight", "trouble", "count")
"""Gates that nobody can override (protocol, *Which gates an act meets*)."""

NEVER_CODES = ("receiver.declined", "receiver.prohibited", "file.held")
"""Findings that nobody can override although their gate can be: a no is a no, and a missing flag may be in a bore."""

ENROLLED_ONLY = "custodian"
"""The gate that is added wherever a weapon that nobody enrolled is handled: to every act but those that are only
planned or written down (``WRITTEN_DOWN``, ``COUNTED_DOWN``), ``release``, and the safe direction."""

FROZEN_ALSO = "trouble"
"""The gate that is added wherever something frozen after an incident is touched, or written of; there it asks of
nothing else (``frozen``). Whatever is no safe way back is tidying, whether its row thought of it or not."""
