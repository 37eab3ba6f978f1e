"""Tests of what lies over PostgreSQL."""
