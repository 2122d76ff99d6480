"""What the window shows of the workshop, read in the background. No rule of the workshop."""
