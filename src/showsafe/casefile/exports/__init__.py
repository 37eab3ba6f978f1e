"""What may leave a case: one table of formats, made of its state alone; sources never leave whole."""
