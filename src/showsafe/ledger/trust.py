"""The trust root: one signed file that says whose word counts, until when, and how it is replaced.

A signed note under plain Ed25519 keys, the roots. Its text, a line each, in this order::

    showsafe-trust/1
    expires 2027-03-01T00:00:00Z
    threshold 2
    root VKEY                        one for each root key
    ...                              then the lines of a policy (ledger.policy), without empty ones, and among them
    authority NAME SHA256            a time authority: the sum of its root certificate in DER, in hex

It holds while it is not expired and at least as many of its own roots as the threshold says have signed it. A new one
takes its place only where as many roots of the old one as the old threshold says have signed it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import cosignature, note, policy
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import PLAIN, Note, NoteSignature, VerifierKey
from showsafe.ledger.policy import Policy

FORMAT = "showsafe-trust/1"
MOST_ROOTS = 16
TIME = "%Y-%m-%dT%H:%M:%SZ"

_GAP = re.compile(r"[ \t]+")
_EXPIRES = re.compile(r"expires (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")
_THRESHOLD = re.compile(r"threshold ([1-9][0-9]?)")
_AUTHORITY = re.compile(r"authority (\S+) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Trust:
    """What a trust root says; who has signed it is another question."""

    expires: datetime
    threshold: int
    roots: tuple[VerifierKey, ...]
    policy: Policy
    authorities: Mapping[str, str]


def text_of(
    expires: datetime,
    threshold: int,
    roots: Sequence[VerifierKey],
    policy_text: str,
    authorities: Mapping[str, str],
) -> str:
    """Return the text of a new trust root, still to be signed; empty lines and comments of the policy are left out.

    Raises WrongInput: ``trust.malformed``, ``policy.malformed``, ``key.weak``.
    """
    kept = [_GAP.sub(" ", line).strip(" ") for line in policy_text.split("\n")]
    lines = [
        FORMAT,
        f"expires {expires.astimezone(UTC).strftime(TIME)}",
        f"threshold {threshold}",
        *(f"root {key}" for key in roots),
        *(line for line in kept if line and not line.startswith("#")),
        *(f"authority {name} {digest}" for name, digest in authorities.items()),
    ]
    text = "\n".join(lines) + "\n"
    of_text(text)
    return text


def of_text(text: str) -> Trust:
    """Read the text of a trust root; raises WrongInput: ``trust.malformed``, ``policy.malformed``, ``key.weak``."""
    lines = text.split("\n")
    if lines[0] != FORMAT or lines[-1] or "" in lines[:-1]:
        raise _malformed(f"its first line is {FORMAT}, and none is empty")
    expires = _expires(lines[1])
    threshold = _THRESHOLD.fullmatch(lines[2] if len(lines) > 2 else "")  # noqa: PLR2004 - the third line
    if threshold is None:
        raise _malformed("its third line is not a threshold such as: threshold 2")
    end = next((at for at, line in enumerate(lines) if at > 2 and not line.startswith("root ")), len(lines))  # noqa: PLR2004
    roots = _roots(lines[3:end], int(threshold[1]))
    rest = lines[end:-1]
    authorities = _authorities([line for line in rest if line.startswith("authority ")])
    plain = [line for line in rest if not line.startswith("authority ")]
    read = policy.parse("".join(f"{line}\n" for line in plain).encode())
    return Trust(expires, int(threshold[1]), roots, read, authorities)


def policy_in(data: bytes) -> Policy:
    """Return the policy in a file: a policy as it is, one with lines for time authorities, or a trust root's.

    Raises WrongInput as ``of_text`` and ``policy.parse``, NotVerified ``note.malformed``. Whether it is signed,
    and by whom, is another question.
    """
    if data.startswith(FORMAT.encode()):
        return of_text(_decoded(data) if b"\n\n" not in data else note.parse(data).text).policy
    lines = data.splitlines(keepends=True)
    named = [line for line in lines if line.lstrip().startswith(b"authority ")]
    _authorities([line.decode(errors="replace").strip() for line in named])
    return policy.parse(b"".join(line for line in lines if line not in named))


def sign(data: bytes, name: str, key: DeviceKey, before: bytes | None = None) -> bytes:
    """Return a trust root, signed or not yet, with the signature of one of its roots, or of the one ``before`` it.

    Raises WrongInput: as ``of_text``, and ``trust.not-a-root``; NotVerified ``note.malformed``, ``trust.malformed``.
    """
    unsigned = b"\n\n" not in data
    text = _decoded(data) if unsigned else note.parse(data).text
    vkey = VerifierKey(name, key.public)
    old = _read(note.parse(before)).roots if before is not None else ()
    if vkey not in (*of_text(text).roots, *old):
        raise WrongInput(
            "trust.not-a-root",
            "This key is not one of the roots that the file names, so its signature would not count.",
            "Sign with the key and the name of a root line; as a root of the one before it, name that with --after.",
        )
    line = NoteSignature(name, vkey.hash, key.sign(text.encode()))
    return data + b"\n" + line.line() if unsigned else cosignature.add(data, (line,))


def check(data: bytes, at: datetime, before: bytes | None = None) -> Trust:
    """Return what a trust root says, where it holds at a moment; ``before`` is the one whose place it takes.

    The old one may have expired since, but its own signatures have to hold.

    Raises NotVerified: ``note.malformed``, ``trust.malformed``, ``trust.expired``, ``trust.not-enough-roots``,
    ``trust.not-a-successor``, ``trust.signature``.
    """
    signed = note.parse(data)
    trust = _read(signed)
    _enough(signed, trust, trust, "trust.not-enough-roots", "its own roots")
    if before is not None:
        old = note.parse(before)
        was = _read(old)
        _enough(old, was, was, "trust.not-enough-roots", "the old trust root's own roots")
        _enough(signed, was, trust, "trust.not-a-successor", "the roots of the one before it")
    if at >= trust.expires:
        raise NotVerified(
            "trust.expired",
            f"This trust root has expired: it held until {trust.expires.strftime(TIME)}.",
            "Get the new one from whoever keeps the roots.",
        )
    return trust


def signers(signed: Note, roots: Sequence[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Return the roots whose signature holds; raises NotVerified ``trust.signature`` where one's does not."""
    found = []
    for root in roots:
        if not signed.claims(root):
            continue
        if not signed.verified_by(root):
            raise NotVerified(
                "trust.signature",
                f"The signature of the root {root.name} does not hold.",
                "Take the file from its source again.",
            )
        found.append(root)
    return tuple(found)


def _enough(signed: Note, by: Trust, of: Trust, code: str, whose: str) -> None:
    count = len(signers(signed, by.roots))
    if count < by.threshold:
        raise NotVerified(
            code,
            f"The trust root that expires {of.expires.strftime(TIME)} is signed by {count} of {whose}, "
            f"and {by.threshold} are needed.",
            "Have further roots sign it, each with: showsafe trust sign",
        )


def _read(signed: Note) -> Trust:
    try:
        return of_text(signed.text)
    except WrongInput as error:
        raise NotVerified(
            "trust.malformed", error.says, "Take the trust root from its source again."
        ) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _malformed("it is not UTF-8") from error


def _expires(line: str) -> datetime:
    found = _EXPIRES.fullmatch(line)
    try:
        return datetime.strptime(found[1] if found else "", TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise _malformed("its second line is not a time such as: expires 2027-03-01T00:00:00Z") from error


def _roots(lines: Sequence[str], threshold: int) -> tuple[VerifierKey, ...]:
    roots = []
    for line in lines:
        key = VerifierKey.parse(line.removeprefix("root "))
        if key.kind != PLAIN or f"root {key}" != line:
            raise _malformed("a root is not a plain Ed25519 key, as: showsafe trust key prints it")
        roots.append(key)
    if not threshold <= len(roots) <= MOST_ROOTS or len({key.public for key in roots}) != len(roots):
        raise _malformed(f"it names between its threshold and {MOST_ROOTS} roots, and none of them twice")
    return tuple(roots)


def _authorities(lines: Sequence[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for line in lines:
        found = _AUTHORITY.fullmatch(line)
        if found is None or found[1] in named:
            raise _malformed("a time authority is not named once, with the 64 hex digits of its certificate")
        named[found[1]] = found[2]
    return named


def _malformed(why: str) -> WrongInput:
    return WrongInput(
        "trust.malformed", f"This is not a trust root: {why}.", "Make one anew with: showsafe trust new"
    )
