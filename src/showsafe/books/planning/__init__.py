"""What comes in to plan by: a script's scenes, a schedule's days, and which of them have weapons."""
