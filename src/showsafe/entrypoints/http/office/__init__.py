"""The office's pages: made whole on the server, usable without a script, in English and Spanish, by day and night."""

from __future__ import annotations
