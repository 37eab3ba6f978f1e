"""Tests of consignments between units."""
