"""What a bundle claims, to the word: what its completeness proves, and what it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from showsafe.evidence.select import Selection
from showsafe.projections.numbers import counted


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the log is here: the stretch, what is in it in full, and the size of the checkpoint."""

    first: int
    last: int
    size: int
    full: int

    @property
    def redacted(self) -> int:
        """How many records of the stretch are here by their sums alone."""
        return self.last - self.first + 1 - self.full


def claim(selection: Selection, extent: Extent) -> dict[str, Any]:
    """Return the claim: one sentence, what it proves, and what it cannot."""
    here = f"{extent.full} in full and {extent.redacted} by their sums alone"
    stretch = (
        f"Records {extent.first} to {extent.last} of {extent.size} are here as one stretch without a gap"
    )
    proves = [
        f"{stretch}: {here}.",
        "Nothing was added to that stretch, taken out of it, changed in it or moved since the checkpoint was signed.",
        "Every record in full was signed by the device that recorded it, before the checkpoint was.",
    ]
    cannot = [
        "That what people said is true. A record says who claimed what, when and in which order.",
        "That everything that happened was recorded.",
    ]
    if extent.redacted:
        cannot.append(
            f"That none of the {counted(extent.redacted, 'redacted record')} belongs to the selection: that is the "
            "word of the node that made this bundle. Each can be opened later and held against its sum here."
        )
    if extent.first > 1 or extent.last < extent.size:
        cannot.append(
            "What the records before and after the stretch say, and that none of them belongs to the selection or "
            "concerns keys: that, too, is the word of the node."
        )
    return {"claim": f"This bundle holds {selection.rule}.", "proves": proves, "cannot_prove": cannot}
