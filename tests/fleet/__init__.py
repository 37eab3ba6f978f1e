"""Tests of the office across productions."""
