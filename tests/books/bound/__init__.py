"""The bound book: what is entered, corrected, found and shown."""
