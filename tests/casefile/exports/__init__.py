"""Tests of what may leave a case."""
