"""Searching the rules to the end of their bounds: what `make assurance` runs, part by part."""
