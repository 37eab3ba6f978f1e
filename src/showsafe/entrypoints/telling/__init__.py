"""Telling outside beside a unit that is served, or once from the command line; the set never waits for it."""
