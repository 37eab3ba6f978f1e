"""What is still missing for the scenes with weapons of a day: asked of the rules themselves, as of that day."""
