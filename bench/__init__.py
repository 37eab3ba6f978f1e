"""What the README claims of speed and size, measured; each figure with its physical limit beside it."""
