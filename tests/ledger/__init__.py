"""Tests of the sealed record."""
