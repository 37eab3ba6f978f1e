"""Tests of what every store has to do."""
