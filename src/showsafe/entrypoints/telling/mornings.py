"""What is told in the morning, by topic."""

from __future__ import annotations

from collections.abc import Mapping

from showsafe.entrypoints.telling.daily import Source

SOURCES: Mapping[str, Source] = {}
"""The texts of a day by their topic."""
