"""A fast reading of records that lets pass only what ``strict`` would: what it does not take, ``strict`` decides.

Almost all records are of one shape, so they are decoded with their kinds stated, and encoded again: equal bytes mean
sorted keys, none twice, and one form for each value.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, DecodeError, Meta, Struct, UnsetType
from msgspec.json import Decoder, Encoder

from showsafe.ledger.verify import strict
from showsafe.ledger.verify.strict import PAYLOAD_TYPE, Malformed

_Integer = Annotated[int, Meta(ge=-(2**53 - 1), le=2**53 - 1)]
_Value: TypeAlias = (
    _Integer | str | bool | None
)  # a body nested deeper than the levels below is left to ``strict``
_Value1: TypeAlias = _Value | list[_Value] | dict[str, _Value]
_Value2: TypeAlias = _Value | list[_Value1] | dict[str, _Value1]
_Value3: TypeAlias = _Value | list[_Value2] | dict[str, _Value2]
_Value4: TypeAlias = _Value | list[_Value3] | dict[str, _Value3]
_Value5: TypeAlias = _Value | list[_Value4] | dict[str, _Value4]
_Text = Annotated[str, Meta(min_length=1)]


class Body(Struct):
    """What every record says, and what some do. The order of the fields is that of their names."""

    act: dict[str, _Value5]
    act_id: _Text
    as_of: str
    claimed_at: str
    deviation: _Value5
    device: _Text
    device_number: _Integer
    device_previous: str
    door: _Text
    findings: list[_Value5]
    format: Literal["showsafe-record/1"]
    kind: _Text
    outcome: _Text
    received_at: str
    rulebook: _Text
    scope: _Text
    unit: _Text
    version: _Integer
    asked: dict[str, _Value] | UnsetType = UNSET
    attachments: list[str] | UnsetType = UNSET
    by: _Value | UnsetType = UNSET
    completes: _Value5 | UnsetType = UNSET
    proof: _Value | UnsetType = UNSET
    second: dict[str, _Value2] | UnsetType = UNSET
    unprotected: _Value | UnsetType = UNSET
    would: _Value5 | UnsetType = UNSET


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """One signature of a record: the id of its key, and its bytes."""

    keyid: str
    sig: bytes


class _Envelope(Struct, forbid_unknown_fields=True):
    payload: bytes
    payloadType: Literal["application/vnd.showsafe.record+json"]  # noqa: N815 - the word of the format
    signatures: Annotated[list[Signature], Meta(min_length=1, max_length=strict.MOST_SIGNATURES)]


class Opened(Struct, gc=False):
    """A record taken apart: its body, what was signed, the signatures, and the commitments in its act."""

    body: Body
    signed: bytes
    signatures: list[Signature]
    sealed: list[str]


_envelope = Decoder(_Envelope).decode
_envelope_again = Encoder().encode
_body = Decoder(Body).decode
_body_again = Encoder(order="sorted").encode

_SIGNED = b"DSSEv1 %d %s " % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode())
_SEALED = b'"sealed":"'
_NONE: list[str] = []
_TIMES_KEPT = 4096
_times: set[str] = set()


def open_record(raw: bytes) -> Opened:
    """Take the bytes of a record apart, and hold its body to its form; raises Malformed."""
    try:
        outer = _envelope(raw)
        payload = outer.payload
        body = _body(payload)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return _slowly(raw)
    if _envelope_again(outer) != raw or _body_again(body) != payload or len(raw) > strict.LARGEST_ENTRY:
        return _slowly(raw)
    if not (payload.isascii() or _texts_hold(body)) or not _form_holds(body) or _twice(outer.signatures):
        return _slowly(raw)
    sealed = strict.commitments([body.act, body.completes]) if _SEALED in payload else _NONE
    return Opened(body, b"%b%d %b" % (_SIGNED, len(payload), payload), outer.signatures, sealed)


def _twice(signatures: list[Signature]) -> bool:
    return len(signatures) > 1 and len({one.keyid for one in signatures}) != len(signatures)


def _form_holds(body: Body) -> bool:
    if not (body.received_at in _times and body.claimed_at in _times and body.as_of in _times):
        if not (strict.is_time(body.received_at) and strict.is_time(body.claimed_at)):
            return False
        if not strict.is_time(body.as_of):
            return False
        if len(_times) > _TIMES_KEPT:
            _times.clear()
        _times.update((body.received_at, body.claimed_at, body.as_of))
    if body.attachments is not UNSET and not strict.is_list_of_sums(body.attachments):
        return False
    return strict.is_previous(body.device_previous)


def _texts_hold(body: Body) -> bool:
    try:
        strict.check_values([getattr(body, name) for name in body.__struct_fields__])
    except Malformed:
        return False
    return True


class _Loose(Body):
    """A body that ``strict`` has read: whatever it holds beside, and however deep, was looked at there."""

    act: dict[str, Any]
    deviation: Any
    findings: list[Any]
    completes: Any = UNSET
    would: Any = UNSET
    by: Any = UNSET


def _slowly(raw: bytes) -> Opened:
    envelope = strict.envelope(raw)
    strict.check_body(envelope.body)
    known = {name: envelope.body[name] for name in Body.__struct_fields__ if name in envelope.body}
    body = _Loose(**known)
    sealed = strict.commitments([body.act, body.completes])
    signatures = [Signature(*pair) for pair in envelope.signatures]
    return Opened(body, envelope.signed, signatures, sealed)
