"""Columns handed to DuckDB as they lie in memory: the Arrow C stream interface, which needs no other library.

A batch is a list of columns, each a list of ints, or of bytes, of one length. What a consumer holds of a batch stays
alive until it says that it is done with it, as the interface asks (https://arrow.apache.org/docs/format/CStreamInterface.html).
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from itertools import accumulate, count
from typing import Any, TypeAlias

INT, TEXT, BYTES = b"l", b"u", b"z"
"""Kinds of columns: 64 bits with a sign; UTF-8; bytes."""

Batch: TypeAlias = Sequence[Sequence[Any]]
_NAME = b"arrow_array_stream"
_WRONG = 22


class _Schema(Structure):
    pass


class _Array(Structure):
    pass


class _Stream(Structure):
    pass


_FreeSchema = CFUNCTYPE(None, POINTER(_Schema))
_FreeArray = CFUNCTYPE(None, POINTER(_Array))
_FreeStream = CFUNCTYPE(None, POINTER(_Stream))
_GetSchema = CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Schema))
_GetNext = CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Array))
_GetError = CFUNCTYPE(c_char_p, POINTER(_Stream))

_Schema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", POINTER(POINTER(_Schema))),
    ("dictionary", POINTER(_Schema)),
    ("release", _FreeSchema),
    ("private_data", c_void_p),
]
_Array._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(_Array))),
    ("dictionary", POINTER(_Array)),
    ("release", _FreeArray),
    ("private_data", c_void_p),
]
_Stream._fields_ = [
    ("get_schema", _GetSchema),
    ("get_next", _GetNext),
    ("get_last_error", _GetError),
    ("release", _FreeStream),
    ("private_data", c_void_p),
]

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [c_void_p, c_char_p, c_void_p]


class Columns:
    """Batches of columns as a source that DuckDB reads by its name in a query; to be read once.

    What goes wrong in making the batches is raised by ``check`` after the query.
    """

    def __init__(self, kinds: Sequence[tuple[str, bytes]], batches: Iterator[Batch]) -> None:
        self._names = [name.encode() for name, _ in kinds]
        self._kinds = [kind for _, kind in kinds]
        self._batches = batches
        self._error: BaseException | None = None
        self._alive: dict[int, list[Any]] = {}
        self._ids = count(1)
        self._free_schema = _FreeSchema(self._schema_done)
        self._free_array = _FreeArray(self._array_done)
        self._children = [
            _Schema(format=kind, name=name, flags=0, release=self._free_schema)
            for name, kind in zip(self._names, self._kinds, strict=True)
        ]
        self._pointers = (POINTER(_Schema) * len(kinds))(*map(ctypes.pointer, self._children))
        self._stream = _Stream(
            get_schema=_GetSchema(self._schema),
            get_next=_GetNext(self._next),
            get_last_error=_GetError(self._says),
            release=_FreeStream(self._stream_done),
        )

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the stream in the one form that consumers take it in."""
        del requested_schema  # a consumer casts by itself
        return _new_capsule(ctypes.addressof(self._stream), _NAME, None)

    def check(self) -> None:
        """Raise what went wrong while batches were made, as it was raised."""
        if self._error is not None:
            raise self._error

    def _schema(self, _: object, out: Any) -> int:  # noqa: ANN401 - a pointer of ctypes
        schema = out.contents
        for child in self._children:
            child.release = self._free_schema
        schema.format, schema.name, schema.flags = b"+s", b"", 0
        schema.n_children, schema.children = len(self._children), self._pointers
        schema.release = self._free_schema
        return 0

    def _next(self, _: object, out: Any) -> int:  # noqa: ANN401 - as above
        try:
            batch = next(self._batches, None)
            if batch is None:
                out.contents.release = _FreeArray(0)
                return 0
            self._put(batch, out.contents)
        except BaseException as error:  # noqa: BLE001 - it cannot pass through C; ``check`` raises it
            self._error = error
            return _WRONG
        return 0

    def _put(self, batch: Batch, out: Any) -> None:  # noqa: ANN401 - as above
        held: list[Any] = []
        children = [self._column(kind, column, held) for kind, column in zip(self._kinds, batch, strict=True)]
        pointers = (POINTER(_Array) * len(children))(*map(ctypes.pointer, children))
        top = (c_void_p * 1)(None)
        held += [children, pointers, top]
        number = next(self._ids)
        self._alive[number] = held
        out.length, out.null_count, out.offset = len(batch[0]), 0, 0
        out.n_buffers, out.n_children = 1, len(children)
        out.buffers = ctypes.cast(top, POINTER(c_void_p))
        out.children, out.release, out.private_data = pointers, self._free_array, number

    def _column(self, kind: bytes, column: Sequence[Any], held: list[Any]) -> _Array:
        if kind == INT:
            numbers = array("q", column)
            buffers = (c_void_p * 2)(None, numbers.buffer_info()[0])
            held.append(numbers)
        else:
            offsets = array("i", accumulate(map(len, column), initial=0))
            data = b"".join(column)
            start = ctypes.cast(c_char_p(data), c_void_p)
            buffers = (c_void_p * 3)(None, offsets.buffer_info()[0], start.value)
            held += [offsets, data]
        held.append(buffers)
        return _Array(
            length=len(column),
            n_buffers=len(buffers),
            buffers=ctypes.cast(buffers, POINTER(c_void_p)),
            release=self._free_array,
        )

    def _says(self, _: object) -> bytes:
        return b"the records could not be handed over"

    def _schema_done(self, schema: Any) -> None:  # noqa: ANN401 - as above
        schema.contents.release = _FreeSchema(0)

    def _array_done(self, done: Any) -> None:  # noqa: ANN401 - as above
        if done.contents.private_data:
            self._alive.pop(done.contents.private_data, None)
        done.contents.release = _FreeArray(0)

    def _stream_done(self, stream: Any) -> None:  # noqa: ANN401 - as above
        stream.contents.release = _FreeStream(0)
