"""The auditor, part by part, and against people who have the data, or even the keys."""
