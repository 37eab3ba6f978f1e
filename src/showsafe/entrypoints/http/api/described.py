"""The schema of the interface, as the routes answer: made by the framework, and put right where it cannot know.

It cannot know the one shape of every error, nor what is in an answer that is made elsewhere as bytes. What stands here
is held against real answers by ``tests/entrypoints/api/test_fuzz.py``.
"""

from __future__ import annotations

from typing import Any

_JSON, _TEXT, _BYTES = "application/json", "text/plain", "application/octet-stream"

OTHERWISE = {
    "GET /api/v1/events": "text/event-stream",
    "GET /metrics": _TEXT,
    "GET /checkpoint": _TEXT,
    "GET /tile/{level}/{place}": _BYTES,
    "GET /tile/entries/{place}": _BYTES,
    "GET /api/v1/weapons/{tag}/custody.svg": "image/svg+xml",
    "GET /api/v1/poster.svg": "image/svg+xml",
    "GET /api/v1/calendar.ics": "text/calendar",
    "GET /api/v1/tables/{table}/export": "*/*",
    "GET /api/v1/papers/{name}": "application/pdf",
    "GET /api/v1/photos/{sha256}": "image/*",
    "GET /api/v1/cases/{case}/exports/{number}/{name}": "*/*",
    "GET /api/v1/hires/photos/{sha256}": "image/*",
}
"""Routes whose answer is no JSON."""

_ANSWER = (
    "record:integer act_id:string door:string outcome:string would:string deviation:boolean repeated:boolean "
    "flags:array counts:array findings:array"
)
_VIEW = "record:integer as_of:string"
_PAGE = "total:integer offset:integer limit:integer"
_DONE = "record:integer act_id:string kind:string id:string repeated:boolean"
_PASSKEY = "challenge:string timeout:integer"

SHAPES = {
    "POST /api/v1/asks": _ANSWER,
    "POST /api/v1/reports": _ANSWER,
    "POST /api/v1/hold": _ANSWER,
    "POST /api/v1/stop": _ANSWER,
    "POST /api/v1/incident": _ANSWER,
    "POST /api/v1/concerns": _ANSWER,
    "POST /api/v1/devices/enrolment": _ANSWER,
    "GET /api/v1/looks": "looks:array",
    "POST /api/v1/looks": "act_id:string asks:array",
    "POST /api/v1/looks/{act_id}/second": "act_id:string by:string answered:boolean waited_ms:integer",
    "POST /api/v1/looks/{act_id}/end": "act_id:string ended:boolean",
    "GET /api/v1/board": f"{_VIEW} weapons:array waiting:array set:object",
    "GET /api/v1/weapons/{tag}": f"{_VIEW} weapon:object chain:array proven:object proof_tree:object "
    "thing:object photos:array",
    "GET /api/v1/weapons/{tag}/next": f"{_VIEW} weapon:string would:string acts:array",
    "GET /api/v1/lots/{tag}": f"{_VIEW} lot:object loaded_in:array acts:array photos:array",
    "GET /api/v1/counts": f"{_VIEW} would:string due:array lots:array weapons:array discrepancies:array",
    "GET /api/v1/counts/{lot}": f"{_VIEW} lot:object lines:array",
    "GET /api/v1/papers": "papers:array names:boolean",
    "GET /api/v1/tables": "tables:array formats:array",
    "POST /api/v1/tables/{table}/import": "table:string format:string sha256:string said:array columns:array "
    "counts:object may:boolean rows:array",
    "GET /api/v1/ammunition": "warnings:array",
    "GET /api/v1/serials": "warnings:array",
    "GET /api/v1/day": f"{_VIEW} set:object out:array lots:array",
    "GET /api/v1/people": f"{_VIEW} people:array",
    "GET /api/v1/duties": "format:string unit:string scope:string about:object record:integer as_of:string "
    "profiles:array names:boolean entries:array uses:array",
    "GET /api/v1/hires": f"{_VIEW} today:string hires:array services:array certificates:array owners:array",
    "GET /api/v1/hires/{hire}": f"{_VIEW} hire:string state:string things:array differences:array",
    "GET /api/v1/owners": f"{_VIEW} owner:string things:array here:integer overdue:integer hires:array",
    "GET /api/v1/checklists": f"{_VIEW} thing:string list:string points:array",
    "POST /api/v1/hires": "entry:integer act_id:string kind:string repeated:boolean",
    "GET /api/v1/tasks": f"{_VIEW} unit:string today:string counts:object tasks:array",
    "POST /api/v1/tasks": "entry:integer act_id:string kind:string repeated:boolean",
    "GET /api/v1/readiness": f"{_VIEW} would:string day:string assumed:boolean counts:object scenes:array items:array "
    "staff:object expiring:array tasks:array",
    "GET /api/v1/schedule": f"{_VIEW} days:array scenes:array counts:object changes:object says:string",
    "POST /api/v1/schedule/scenes": "entry:integer act_id:string kind:string repeated:boolean",
    "POST /api/v1/schedule/script": "entry:integer known:boolean title:string revision:string notes:array "
    "counts:object",
    "GET /api/v1/floor": f"{_VIEW} scenes:array",
    "GET /api/v1/hands": f"{_VIEW} hands:array",
    "GET /api/v1/files": f"{_VIEW} files:array",
    "GET /api/v1/runs": f"{_VIEW} runs:array",
    "GET /api/v1/names": f"{_VIEW} people:array weapons:array lots:array",
    "GET /api/v1/concerns": f"{_VIEW} open:integer concerns:array",
    "GET /api/v1/devices": "devices:array badges:array",
    "GET /api/v1/session": "signed_in:boolean passkeys:boolean",
    "POST /api/v1/session": "signed_in:boolean passkeys:boolean person:string roles:array proof:string token:string",
    "POST /api/v1/session/end": "signed_in:boolean",
    "POST /api/v1/session/challenge": "challenge:string unit:string",
    "POST /api/v1/session/passkey/options": f"{_PASSKEY} rpId:string userVerification:string allowCredentials:array",
    "GET /api/v1/passkeys": "passkeys:array",
    "POST /api/v1/passkeys/options": f"{_PASSKEY} rp:object user:object pubKeyCredParams:array",
    "POST /api/v1/passkeys": "id:string person:string",
    "POST /api/v1/passkeys/{id}/withdrawal": "id:string person:string",
    "GET /api/v1/badges": "badges:array",
    "POST /api/v1/badges": "person:string badge:string qr:string",
    "POST /api/v1/badges/whose": "person:string",
    "POST /api/v1/badges/{person}/unlock": "person:string",
    "POST /api/v1/badges/{person}/withdrawal": "person:string",
    "POST /api/v1/devices/tokens": "token:string address:string qr:string",
    "GET /api/v1/cases": "cases:array not_open:array",
    "GET /api/v1/cases/{case}": "id:string as_of:integer purpose:string role:string names:boolean may:array "
    "taken:array counts:object holds:array formats:array",
    "GET /api/v1/cases/{case}/sources": f"sources:array {_PAGE}",
    "GET /api/v1/cases/{case}/sources/{source}": "id:string type:string format:string published:string",
    "GET /api/v1/cases/{case}/timeline": f"rows:array {_PAGE}",
    "GET /api/v1/cases/{case}/pairs": f"rows:array labelled:integer proposed:integer {_PAGE}",
    "GET /api/v1/cases/{case}/people": "people:array",
    "GET /api/v1/cases/{case}/history": "entries:array left_out:integer",
    "GET /api/v1/cases/{case}/access": f"given:array looks:array exports:array {_PAGE}",
    "GET /api/v1/cases/{case}/duties": "",
    "POST /api/v1/cases/{case}/acts": _DONE,
    "POST /api/v1/cases/{case}/exports/{format}": f"{_DONE} sums:object",
    "POST /api/v1/cases/{case}/sources": _DONE,
    "GET /health": "ok:boolean record:integer failed:array",
}
"""What stands in an answer at the least, of each route: the names with their types."""

_ERROR = {
    "type": "object",
    "required": ["code", "says", "now"],
    "properties": {
        "code": {"type": "string", "description": "Permanent; for programs."},
        "says": {"type": "string", "description": "What is wrong, in a sentence for people."},
        "now": {"type": "string", "description": "What to do now."},
        "to_sign": {"type": "string", "description": "Bytes that a device has to sign first, in base64."},
    },
}
_AN_ERROR = {"$ref": "#/components/schemas/Error"}


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with what is really answered."""
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            operation["responses"] = _responses(f"{method.upper()} {path}")
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    components["Error"] = _ERROR
    return schema


def _responses(route: str) -> dict[str, Any]:
    """Return what a route answers: what it is for, what was asked wrongly, and that it cannot say now."""
    good = {"200": _response("As asked.", OTHERWISE.get(route, _JSON), shape_of(route))}
    if route == "GET /health":
        return {**good, "4XX": _response("Too many requests.", _JSON, _AN_ERROR), "503": good["200"]}
    wrong = "Turned away before any rule: who it is, the form, the address. Nothing is recorded."
    later = "Not now: no answer means hot. Ask again."
    return {
        **good,
        "4XX": _response(wrong, _JSON, _AN_ERROR),
        "503": _response(later, _JSON, _AN_ERROR),
    }


def shape_of(route: str) -> dict[str, Any]:
    """Return the shape of the good answer of a route."""
    if route in OTHERWISE:
        return {"type": "string"}
    named = dict(each.split(":") for each in SHAPES.get(route, "").split())
    properties = {name: {"type": kind} for name, kind in named.items()}
    return {"type": "object", "required": list(named), "properties": properties}


def _response(says: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": says, "content": {media_type: {"schema": schema}}}
