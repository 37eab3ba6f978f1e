"""Tests of what people type and see."""
