"""Tests of the views: rebuilt equals live, chains without gap, counts that sum."""
