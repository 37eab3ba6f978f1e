"""Signing in at the studio's own provider of OpenID Connect: nobody has a password here."""

from __future__ import annotations
