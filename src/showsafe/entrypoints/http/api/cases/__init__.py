"""The cases of a production over HTTP: what was said, beside what was recorded."""
