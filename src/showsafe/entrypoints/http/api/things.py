"""One weapon and one lot as their screens show them, and the photos that came with acts about them."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from litestar import Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from showsafe.application.next_acts import lots
from showsafe.application.pictures import media_type
from showsafe.application.unit import SET
from showsafe.application.would import Moment
from showsafe.entrypoints.http.api import dry, views
from showsafe.entrypoints.http.api.counting import covered
from showsafe.entrypoints.http.api.errors import no_such
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import ALONE
from showsafe.ledger.store import Store
from showsafe.projections import board, counts, custody, photos

Line = dict[str, Any]

OF_A_WEAPON = (board.NAME, custody.NAME, photos.NAME)
OF_A_LOT = (counts.NAME, photos.NAME)

READ_ON_IT = 3
"""So many last characters of a serial are not shown: whoever checks a weapon is asked for them."""

_SUM = re.compile(r"[0-9a-f]{64}", re.ASCII)


def weapon(node: Node, tag: str) -> Line:
    """Return one weapon: chain, proofs, what it is, and its photos; raises WrongInput ``view.no-such``."""
    found = views.weapon(node.store, tag)
    known = node.desk.unit.state(SET).weapons.get(tag)
    says = ("tag", "maker", "model", "calibre", "capacity", "barrel", "feed", "owner", "seal")
    thing = {name: getattr(known, name, "") or "" for name in says}
    serial = known.serial if known else ""
    masked = serial[:-READ_ON_IT] + "•" * min(READ_ON_IT, len(serial))
    return {**found, "thing": {**thing, "serial": masked}, "photos": photos.of_thing(node.store, tag)}


def lot(at: Moment, store: Store, tag: str, person: str, *, counting: bool = False) -> Line:
    """Return one lot with its sum, which weapons hold rounds of it, its photos, and what the person may say of it.

    While two people are counting it nothing says how many it has. Raises WrongInput ``view.no-such``.
    """
    found = views.lot(store, tag)
    known = at.state.lots.get(tag)
    says = ("container", "holder", "supplier", "maker", "seal", "closure", "quarantined")
    whole = {**found["lot"], **{name: getattr(known, name, "") for name in says}}
    if counting:
        about = {"lot": covered(whole), "loaded_in": [], "would": dry.WOULD, "acts": []}
        return {**about, "photos": photos.of_thing(store, tag)}
    return {
        "lot": whole,
        "loaded_in": lots.loaded_in(at.state, tag),
        "would": dry.WOULD,
        "acts": [dry.right(each, see=True) for each in lots.of_lot(at, tag, person)],
        "photos": photos.of_thing(store, tag),
    }


@get(
    "/photos/{sha256:str}",
    opt={"route": "GET /api/v1/photos/{sha256}"},
    summary="A photo that came with an act",
    media_type="image/jpeg",
)
async def photo(state: State, sha256: FromPath[str]) -> Response[bytes]:
    """Show a photo that the record of an act names; what else is attached to records is not shown here."""
    node: Node = state.node
    content = await asyncio.to_thread(_photo, node.store, sha256)
    kind = media_type(content)
    headers = {
        "Cache-Control": "private, max-age=31536000, immutable",
        "Vary": "Cookie",
        "Content-Security-Policy": ALONE,
        "Content-Disposition": f'inline; filename="{sha256[:16]}.{kind.rpartition("/")[2]}"',
    }
    return Response(content, media_type=kind, headers=headers)


def _photo(store: Store, sha256: str) -> bytes:
    content = None
    if _SUM.fullmatch(sha256) and photos.known(store, sha256):
        content = store.attachment(sha256)
    if content is None:
        raise no_such("photo")
    return content
