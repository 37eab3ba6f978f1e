"""What comes in to plan by."""
