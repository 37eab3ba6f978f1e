"""After an incident: what was said about it, kept beside what was recorded and never merged with it."""
