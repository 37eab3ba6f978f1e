"""Dates that a text speaks of, reckoned from the day on which it was published."""
