"""The office: who sees what of which production, and the log of who was let in and who looked."""

from __future__ import annotations
