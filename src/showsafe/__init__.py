"""Showsafe: the record of who checked, loaded, carried and handed over a weapon on set."""

from __future__ import annotations

__version__ = "0.1.0"
