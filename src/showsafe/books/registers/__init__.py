"""Registers that the law of a place wants, derived from the record of the set; nothing of them is entered twice."""
