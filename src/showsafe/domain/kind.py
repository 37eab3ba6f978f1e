"""What is fixed about one kind of act: a row of the table of acts (``acts.KINDS``)."""

from __future__ import annotations

from dataclasses import dataclass

WITH_PHOTOS = (
    *("register", "bring", "receive", "prove", "seal", "quarantine", "check", "find-live"),
    *("misfire", "drop", "foul", "unplanned-discharge", "incident"),
)
"""Acts that photos can belong to: a serial and how it looks, the label of a lot, something that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is fixed about one kind of act.

    ``event`` is what it becomes; ``keys`` may be said, ``needs`` must be (one of each group); ``second`` is the key
    that names the second person where two belong ("" where one is enough).
    """

    name: str
    event: str
    keys: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    second: str = ""
    safe: bool = False
    told: bool = False


def kind(
    name: str,
    event: str,
    keys: str = "",
    needs: tuple[tuple[str, ...], ...] = (),
    second: str = "",
    *,
    safe: bool = False,
    told: bool = False,
) -> Kind:
    """Return a row; ``keys`` are the names of keys, with spaces between them."""
    said = (*keys.split(), *(("photos",) if name in WITH_PHOTOS else ()))
    return Kind(name=name, event=event, keys=said, needs=needs, second=second, safe=safe, told=told)
