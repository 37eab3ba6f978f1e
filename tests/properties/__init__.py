"""What holds after any sequence of acts."""
