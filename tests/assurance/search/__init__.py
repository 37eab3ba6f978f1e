"""Tests of the search of the rules."""
