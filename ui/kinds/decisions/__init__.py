"""The decisions activity in the window and on the hall screen."""
