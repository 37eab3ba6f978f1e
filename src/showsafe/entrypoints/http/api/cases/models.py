"""What is sent to the routes of a case, each with the longest that a field may be."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from showsafe.entrypoints.http.api.models import Name, Text

LARGEST_SOURCE = 64 * 1024 * 1024
"""So many bytes a source may have."""

LARGEST_UPLOAD = (LARGEST_SOURCE + 2) // 3 * 4 + 64 * 1024
"""How long a source may be on its way: in base64, with what is said of it beside."""


class Doing(Struct, forbid_unknown_fields=True, kw_only=True):
    """One act of the table of a case; the same ``act_id`` again gets the first answer."""

    kind: Name
    act_id: Name
    keys: dict[str, Any]


class Giving(Struct, forbid_unknown_fields=True, kw_only=True):
    """A source: its bytes in base64, the name of its file, its type, its date, and what it says of itself."""

    act_id: Name
    name: Annotated[str, Meta(max_length=255)]
    content: Annotated[str, Meta(max_length=LARGEST_UPLOAD)]
    type: Name
    published: Annotated[str, Meta(max_length=10)] = ""
    about: dict[str, Text] = {}
    corrects: Name = ""


class Exporting(Struct, forbid_unknown_fields=True, kw_only=True):
    """What leaves the case: with names or by role, of the whole case or of one source; ``act_id`` as for an act."""

    act_id: Name
    names: bool = False
    source: Name = ""
