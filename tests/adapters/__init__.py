"""Tests of the outside world behind the ports."""
