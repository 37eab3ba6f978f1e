"""Tests of the routes of cases."""
