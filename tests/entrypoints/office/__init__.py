"""Tests of the office over HTTP."""
