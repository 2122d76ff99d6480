"""The hall screen: its window, its place among the screens, and the pictures that belong to no activity."""
