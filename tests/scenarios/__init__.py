"""Days told in words, run through the production rules."""
