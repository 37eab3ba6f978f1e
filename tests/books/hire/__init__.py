"""Hire: consignments, conditions, days, services."""
