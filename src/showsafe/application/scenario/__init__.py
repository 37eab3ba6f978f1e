"""Days told in words: reading scenario files, and running them through the production rules."""
