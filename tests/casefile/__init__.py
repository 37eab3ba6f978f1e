"""What was said, beside what was recorded."""
