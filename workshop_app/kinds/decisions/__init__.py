"""What was agreed: who does what by when, and how people hear of it."""
