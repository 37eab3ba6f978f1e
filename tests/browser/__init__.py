"""Pages as people see them: in the system's own Chromium, from a file, with no network."""
