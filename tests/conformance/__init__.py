"""Tests of the vectors that a second implementation has to pass, and of the second implementations here."""
