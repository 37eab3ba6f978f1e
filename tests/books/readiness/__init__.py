"""Readiness of a day."""
