"""Tests of the table of duties."""
