"""A configuration profile (``.mobileconfig``), by which iPhones, iPads and Macs take a certificate of an authority.

Made twice from one certificate it has the same bytes, so a phone that joined before sees the same profile. It takes
itself away on the day the authority ends.
"""

from __future__ import annotations

import hashlib
import plistlib
import uuid

from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.steps import said

TYPE = "application/x-apple-aspen-config"
"""The content type by which a phone knows what it gets."""


def profile(authority: Authority, language: str) -> bytes:
    """Return the profile, with what people read of it in one language; raises WrongInput ``ca.no-language``."""
    der, words = authority.der, said(language)
    identifier = f"showsafe.ca.{hashlib.sha256(der).hexdigest()[:16]}"
    ends = authority.ends.replace(tzinfo=None)
    certificate = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{identifier}.certificate",
        "PayloadUUID": _uuid(der, "certificate"),
        "PayloadDisplayName": authority.name,
        "PayloadCertificateFileName": "showsafe-ca.crt",
        "PayloadContent": der,
    }
    content = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": identifier,
        "PayloadUUID": _uuid(der, "profile"),
        "PayloadDisplayName": authority.name,
        "PayloadDescription": words["profile"].format(ends=f"{authority.ends:%Y-%m-%d}"),
        "PayloadOrganization": "Showsafe",
        "PayloadRemovalDisallowed": False,
        "RemovalDate": ends,
        "PayloadContent": [certificate],
    }
    return plistlib.dumps(content, sort_keys=True)


def _uuid(der: bytes, what: str) -> str:
    digest = hashlib.sha256(b"showsafe-profile/1\n" + what.encode() + b"\n" + der).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5)).upper()
