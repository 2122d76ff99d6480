"""The feedback activity in the window and on the hall screen."""
