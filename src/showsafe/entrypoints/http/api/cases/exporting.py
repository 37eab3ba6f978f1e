"""Routes by which something leaves a case: made in one of the formats, recorded with its sums, then fetched by name.

Each file stands in the case's log by its SHA-256; it is given again only as long as nothing in it is gone since.
"""

from __future__ import annotations

from litestar import Response, get, post
from litestar.params import FromPath, JSONBody

from showsafe import bootstrap
from showsafe.application.keys import read_name
from showsafe.casefile import exported
from showsafe.casefile.case import CaseAct, Done
from showsafe.casefile.exports import exporting
from showsafe.casefile.exports.duties import of_bundle
from showsafe.casefile.exports.exporting import Wanted
from showsafe.casefile.exports.material import WHOLE
from showsafe.casefile.exports.table import FORMATS
from showsafe.casefile.state import Exported
from showsafe.casefile.views.look import NAMES
from showsafe.entrypoints import case_bundles
from showsafe.entrypoints.http.api.cases.doing import may
from showsafe.entrypoints.http.api.cases.door import Line, Seat, shown
from showsafe.entrypoints.http.api.cases.models import Exporting
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.screens import ALONE, Shown
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import NoSuchRecord

_MEDIA = {
    "pdf": "application/pdf",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
BUNDLE = "bundle"
"""The evidence bundle of the case itself; all other formats stand in the table of exports."""

_PLAIN = "text/plain; charset=utf-8"


def formats() -> list[Line]:
    """Return every format in which something can leave a case."""
    listed = [(each.name, each.says, each.of_one_source) for each in FORMATS.values()]
    listed.append((BUNDLE, "the log of the case with its proofs, for any auditor (evidence bundle)", False))
    return [dict(zip(("name", "says", "of_one_source"), each, strict=True)) for each in listed]


@post(
    "/exports/{format:str}",
    status_code=200,
    opt={"route": "POST /api/v1/cases/{case}/exports/{format}"},
    summary="Hand something out of a case",
)
async def export(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    format: FromPath[str],  # noqa: A002 - as in the path
    data: JSONBody[Exporting],
) -> Line:
    """Make the files of a format, by role or with names, and record that they leave; each is fetched by its name."""
    seat: Seat = request.state.seat
    read_name(data.act_id, "act_id")
    return await seat.cases.run(lambda: _exported(seat, format, data))


def _exported(seat: Seat, format_: str, data: Exporting) -> Line:
    may(seat, "export")
    case = seat.held.case
    wanted = Wanted(format=format_, of=data.source or WHOLE, names=data.names)
    number, repeated = case.store.number_of(data.act_id), True
    if number is None:
        done = _bundled(seat, data) if format_ == BUNDLE else _made(seat, wanted, data.act_id)
        number, repeated = done.number, done.repeated
    body = record.read(case.store.entry(number).raw).body
    act = body["act"]
    asked = (wanted.format, wanted.of, wanted.names, seat.person)
    if body["kind"] != "exported" or (act["format"], act["what"], act["opened"], body["by"]) != asked:
        raise WrongInput(
            "case.other-act",
            f"The id {data.act_id[:60]} is that of another act, in record {number}.",
            "Give this act an id of its own.",
        )
    shown_as = {"record": number, "act_id": data.act_id, "kind": body["kind"], "id": "", "repeated": repeated}
    return {**shown_as, "sums": act["sums"]}


def _made(seat: Seat, wanted: Wanted, act_id: str) -> Done:
    case = seat.held.case
    done, _ = exporting.export(
        case,
        wanted,
        by=seat.person,
        at=case.clock.now(),
        act_id=act_id,
        kept=seat.held.kept,
        rules_of=bootstrap.rules_of,
    )
    return done


def _bundled(seat: Seat, data: Exporting) -> Done:
    """Hand out the evidence bundle of the case's own log, and the whole with its parts to read; names as asked."""
    case = seat.held.case
    if data.source:
        raise WrongInput(
            "export.whole-case",
            "A bundle is of the whole case, never of one source.",
            "Leave the source out.",
        )
    seat.look(names=data.names)
    out = case_bundles.bundle_of_case(case, seat.held.kept, by=seat.person, names=data.names)
    made = {f"{case.id}.zip": out.log, case_bundles.WHOLE_NAME.format(case.id): out.whole}
    sums, files = exported.kept(made)
    said = {"what": WHOLE, "format": BUNDLE, "sums": sums, "opened": data.names, "files": files}
    act = CaseAct(kind="export", by=seat.person, at=case.clock.now(), act_id=data.act_id, said=said)
    return case.do(act)


@get(
    "/exports/{number:int}/{name:str}",
    opt={"route": "GET /api/v1/cases/{case}/exports/{number}/{name}"},
    summary="A file that was handed out",
)
async def one_file(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    number: FromPath[int],
    name: FromPath[str],
) -> Response[bytes]:
    """Give a file of an export, one with names only to those who may see them; that it was fetched is recorded."""
    seat: Seat = request.state.seat
    content = await seat.cases.run(lambda: _file(seat, number, name))
    ending = name.rpartition(".")[2].lower()
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": ALONE,
    }
    return Response(content, media_type=_MEDIA.get(ending, _PLAIN), headers=headers)


def _file(seat: Seat, number: int, name: str) -> bytes:
    look = seat.look()
    export_, files = _kept(seat, number)
    if export_.opened and look.role not in NAMES:
        raise WrongInput(
            "case.no-names", f"Access as {look.role} does not show names.", "Ask for one without names."
        )
    if name not in files:
        raise WrongInput(
            "case.unknown", "This export has no file of that name.", "Look at its list of files."
        )
    seat.looked(f"export {number}")
    return files[name]


def _kept(seat: Seat, number: int) -> tuple[Exported, dict[str, bytes]]:
    try:
        return exported.files_of(seat.held.case.state(), number, seat.held.case.opened)
    except NoSuchRecord:
        raise WrongInput("case.unknown", "This case has no such export.", "Look at the access log.") from None


@get(
    "/duties",
    opt={"route": "GET /api/v1/cases/{case}/duties"},
    summary="Who had a duty, from the record of the production",
)
async def the_duties(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
) -> Shown:
    """Show the table of duties of the case's incident, people by role, from the record that was taken; null without."""
    return await shown(request, lambda seat: {"table": _table(seat)})


def _table(seat: Seat) -> Line | None:
    look = seat.look()
    incident = look.state.opening.incident if look.state.opening is not None else 0
    if not look.state.taken or not incident:
        return None
    digest = look.state.taken[-1].bundle
    seat.looked("duties")
    if digest not in seat.held.duties:
        content = seat.held.case.store.attachment(digest) or b""
        seat.held.duties[digest] = of_bundle(content, incident, bootstrap.rules_of)
    return seat.held.duties[digest]


HANDLERS = [export, one_file, the_duties]
