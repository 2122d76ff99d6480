"""Each activity kind's faces in the window and on the hall screen, found by the kind's name."""
