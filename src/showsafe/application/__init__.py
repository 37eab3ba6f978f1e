"""The one write path from an act to a record, and the ports it needs."""
