"""Tests of the office."""

from __future__ import annotations
