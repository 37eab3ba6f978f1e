"""The rules written a second time, small, and held against the production rules state by state."""
