"""Entries of planning: a script or a schedule that came in, and what a person says of a scene.

What a script and a schedule say is personal: it is not out yet, and names people. It lies beside the record.
"""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.kind import Key, Kind, may, must, personal

SCRIPT, SCHEDULE = "import-script", "import-schedule"
CONFIRM, DISMISS = "confirm-scene", "dismiss-scene"
MOST_ROWS = 5000

_FILE: dict[str, Key] = {
    "file": may(values.or_none(values.line)),
    "sum": must(values.sha256),
    "notes": may(values.many(values.text, 40), []),
}
"""Which file it was: its name, the SHA-256 of its bytes, and what had to be said while it was read."""

_SCENE: dict[str, Key] = {
    "scene": must(values.line),
    "text": may(values.or_none(values.line)),
}
"""Which scene, and the digest of its text as it stood when this was said; "" where no script was there."""

_TEXT = values.or_none(values.text)
_TEXTS = values.many(values.text, 100)

_WORD = values.table(
    {
        "word": values.text,
        "thing": _TEXT,
        "says": values.slug,
        "in": _TEXT,
        "before": values.whole_text,
        "after": values.whole_text,
        "why": _TEXT,
        "times": values.count,
    },
    ("word", "thing", "says", "in", "before", "after", "why", "times"),
)

_FOUND = values.table(
    {"standing": values.slug, "words": values.many(_WORD, 100), "more": values.count},
    ("standing", "words", "more"),
)

_OF_SCRIPT = values.table(
    {
        "key": values.line,
        "number": values.or_none(values.line),
        "slug": values.text,
        "when": values.or_none(values.slug),
        "omitted": values.flag,
        "text": values.line,
        "characters": _TEXTS,
        "revised": _TEXTS,
        "found": _FOUND,
    },
    ("key", "number", "slug", "when", "omitted", "text", "characters", "revised"),
)
"""A scene of a script, and the words that were found in it, with what stood beside them."""

_OF_SCHEDULE = values.table(
    {
        "day": values.day,
        "scenes": values.text,
        **dict.fromkeys(("location", "cast", "when", "call", "note"), _TEXT),
    },
    ("day", "scenes"),
)
"""A line of a schedule."""

_USE = values.table({"weapon": values.or_none(values.name), "user": values.or_none(values.name)})
"""Which weapon whom: either may be left open."""

ROWS = (
    Kind(
        SCRIPT,
        "script-imported",
        {
            **_FILE,
            "revision": may(values.or_none(values.line)),
            "title": personal(values.or_none(values.text)),
            "scenes": personal(values.many(_OF_SCRIPT, MOST_ROWS), needed=True),
        },
    ),
    Kind(
        SCHEDULE,
        "schedule-imported",
        {**_FILE, "rows": personal(values.many(_OF_SCHEDULE, MOST_ROWS), needed=True)},
    ),
    Kind(
        CONFIRM,
        "scene-confirmed",
        {
            **_SCENE,
            "uses": may(values.many(_USE, 400), []),
            "ammunition": may(values.or_none(values.name)),
            "load": may(values.or_none(values.line)),
            "shots": may(values.count, 0),
            "says": personal(values.or_none(values.text)),
        },
    ),
    Kind(DISMISS, "scene-dismissed", {**_SCENE, "why": must(values.line)}),
)
"""The rows of planning in the office book: the last word on a scene is the one that holds."""
