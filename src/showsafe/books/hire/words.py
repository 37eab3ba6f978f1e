"""The words of hire: directions, purposes, marks of a condition, results of a service."""

from __future__ import annotations

OUT, IN = "out", "in"
"""Which way a consignment goes, as seen from this unit."""

WAYS = {"send-out": OUT, "take-in": IN}
"""Which way an entry of a consignment goes."""

BACK = {OUT: IN, IN: OUT}

PURPOSES = ("hire", "service")
"""What a hire is for: use by whoever takes it, or work on it by a gunsmith."""

SORTS = ("weapon", "lot", "other")
"""What an item can be: a weapon or lot of the unit's record, or anything else that travels with it."""

MOMENTS = ("out", "in", "look")
"""When a condition was noted: as it left, as it came, or in between."""

OK, WORN, FAULT, MISSING, NOT_LOOKED = "ok", "worn", "fault", "missing", "not-looked"
MARKS = (OK, WORN, FAULT, MISSING, NOT_LOOKED)
"""What can be said of one point of a checklist."""

WEIGHT = {OK: 0, WORN: 1, FAULT: 2, MISSING: 3}
"""How bad a mark is; of what nobody looked at nothing is said."""

FIT, LIMITED, UNFIT = "fit", "limited", "unfit"
RESULTS = (FIT, LIMITED, UNFIT)
"""What whoever serviced a weapon says of it."""

INTERVAL_OF = ("weapon", "action", "class")
"""What an interval is stated for, the nearest one first: a weapon's own outweighs that of its action or class."""
