"""The one write path and the telling of days."""
