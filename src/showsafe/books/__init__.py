"""Logs that are kept beside the record of a set: the bound book, and everything else of the production office."""
