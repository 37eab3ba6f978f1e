"""The acts of counting: recount, what leaves a lot for good, fired cases, a break, and who answers for a difference.

A recount is blind: each of two people counts alone, and neither hears the other's number, or that of the record, before
both have said theirs. ``pile`` says which rounds are meant: those in the *box* (also where nothing is said), the
*faulty* ones that were put apart, or those kept as a *sample*.
"""

from __future__ import annotations

from showsafe.domain.kind import kind

_LOT = (("lot",),)
_SO_MANY = (("lot",), ("count",))
_ONE_OF = (("weapon", "lot"), ("of",))

ROWS = (
    kind("recount", "recounted", "lot seen witness witness_seen pile says", (*_LOT, ("seen",)), "witness"),
    kind(
        "destroy-rounds",
        "rounds-destroyed",
        "lot count pile number place says witness",
        _SO_MANY,
        "witness",
    ),
    kind(
        "keep-sample",
        "sample-kept",
        "lot count pile holder place number says witness",
        (*_SO_MANY, ("holder",), ("place",)),
        "witness",
    ),
    kind(
        "return-rounds",
        "rounds-returned",
        "lot count pile supplier number says witness",
        (*_SO_MANY, ("supplier",)),
        "witness",
    ),
    kind("count-cases", "cases-counted", "lot count says witness", _SO_MANY, "witness"),
    kind("call-break", "break-called", "place says", (), safe=True, told=True),
    kind("own-discrepancy", "discrepancy-owned", "weapon lot of person says", (*_ONE_OF, ("person",))),
    kind("close-discrepancy", "discrepancy-closed", "weapon lot of count reason", (*_ONE_OF, ("reason",))),
)

DISPOSING = ("destroy-rounds", "keep-sample", "return-rounds")
"""Acts after which rounds of a lot do not come back."""

OF_A_DISCREPANCY = ("own-discrepancy", "close-discrepancy")
