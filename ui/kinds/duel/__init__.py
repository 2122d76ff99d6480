"""The duel activity in the window and on the hall screen."""
