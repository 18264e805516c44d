"""What the board is shown."""
