"""What the program can do: one handler a command, run on the writer thread."""
